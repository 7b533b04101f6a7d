"""Who does a duty, in the words of the document: 责任单位：甲、乙 is not turned into 按职责分工负责."""

import re
from collections.abc import Iterable

from index.grammar.labels import LABEL_COLON, label_role
from index.model.document import Duty
from index.text.fold import fold, squeeze

_BY_VERB = (
    (re.compile("分别负责"), "分别负责"),
    (re.compile("职[责能](?:任务)?分工(?:负责|落实)?|责任分工"), "按职责分工负责"),
    (re.compile("配合"), "配合"),
    (re.compile("协同|协办|协助"), "协助"),
    (re.compile("参与|参加"), "参与"),
)
"""The verbs by which documents say what the units do that do not lead, in the order in which they are looked for."""

_UNIT_ROLES = ("principal", "support", "phrase", "chief")


def units_text(units: Iterable[str]) -> str:
    """Names in a row: 省财政厅、省税务局."""
    return "、".join(units)


def shared_text(duty: Duty) -> str:
    """The responsible units in a row; 等 where the document names more than it lists."""
    return units_text(duty.responsible) + ("等" if duty.open_ended and duty.responsible else "")


def lead_text(duty: Duty) -> str:
    """The lead units in a row; 等 where the document names more than it lists."""
    return units_text(duty.lead) + ("等" if duty.open_ended and not duty.responsible else "")


def responsibility(duty: Duty) -> str:
    """Who does a duty, as a sentence without its full stop."""
    shared, how = shared_text(duty), _how(duty)
    if duty.lead:
        text = f"由{lead_text(duty)}牵头"
        return text + (f"，{_said(shared, how)}" if shared else "")
    if not shared:
        return "未明确牵头单位和责任单位"
    if "：" in how:
        return f"未明确牵头单位，{how}{shared}"
    if duty.mode == "all" or (duty.mode == "joint" and len(duty.responsible) == 1 and not duty.open_ended):
        how = "负责"
    return f"未明确牵头单位，由{shared}{how}"


def shared_sentence(duty: Duty, units: str) -> str:
    """What the units that do not lead do, ``units`` being their names as they are to be shown."""
    return _said(units, _how(duty))


def _said(units: str, how: str) -> str:
    return f"{how}{units}" if "：" in how else f"{units}{how}"


def _how(duty: Duty) -> str:
    """The verb behind the responsible units, or the label (with its colon) before them."""
    raw = fold(squeeze(duty.raw))
    labels = [label[0].rstrip("：") for label in LABEL_COLON.finditer(raw) if label_role(label) in _UNIT_ROLES]
    if labels and not duty.lead:
        labels = [label for label in labels if "配合" not in label] or labels
    verb = next((words for pattern, words in _BY_VERB if pattern.search(LABEL_COLON.sub("", raw))), None)
    if verb is None and labels:
        return f"{labels[-1]}："
    if duty.mode == "each":
        return "分别负责"
    return verb or ("负责" if raw and "负责" in raw else "按职责分工负责")
