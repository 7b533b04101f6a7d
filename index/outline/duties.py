"""From a clause's responsibilities to its duties: which stretch of the text each of them covers."""

import re
from dataclasses import replace

from index.grammar.deadline import task_deadline
from index.grammar.numbering import find_markers
from index.grammar.responsibility import Responsibility, lead_if_single, lead_with_first, lead_with_marked
from index.grammar.rules import StatedRules
from index.model.document import Duty
from index.outline.clause_item import ClauseItem
from index.outline.stretch import Stretch
from index.text.fold import fold
from index.units.officials import heading_leaders

_LEADING = " \t\r\n\u3000\xa0，。；、,;）)*—–●•■◆▪○◇□➢▸▹►▶‣◦"
_TRAILING_COMMA = "，,：:、"
_FIRST_SENTENCE = re.compile(r"[^。\n]{2,45}。")
_LABEL_LIMIT = 11
_VERBS = re.compile(
    "加强|加快|加大|推进|推动|推广|建设|建立|建成|打造|打通|打好|打击|实施|开展|完善|健全|培育|支持|鼓励|促进|提升|提高|优化|强化|深化|拓展|"
    "扩大|落实|做好|做大|做强|做优|用好|构建|举办|稳住|稳定|保障|发展|引育|引进|抓好|办好|创新|严格|统筹|全面|大力|积极|持续|有序|坚持|"
    "巩固|维护|防范|化解|增加|增强|减轻|改善|改革|规范|编制|制定|探索|争取|畅通|激发|攻坚|破解|聚焦|围绕|夯实|扎实|深入|着力|切实|组织|"
    "明确|指导|注重|倡导|引导|发挥|整合|盘活|突出|放宽|降低|清理|取消|简化|压减|压实|筹办|启动|研究|出台|印发|设立|成立|搭建|布局|谋划|"
    "继续|率先|力争|确保|严控|严守|严厉|提速|扶持|壮大|升级|改造|整治|治理|保护|修复|兜牢|兜住|守住|筑牢|织密|补齐|释放|挖掘|弘扬|讲好"
    "|^[建修办控治管扩引育护查清抓保促稳强补降增减创防设]..?。"
)


def read_duties(
    text: str, clause: ClauseItem, *, rules: StatedRules, year: int | None, topic_labels: bool
) -> list[Duty]:
    """Return the duties of ``clause``, spans relative to its text.

    A responsibility covers the text since the previous one; a sub-item with a responsibility of its own is a duty
    without its number. ``topic_labels``: the document opens its clauses with a short topic (人工智能。), which
    then is no task. ``rules`` are the document's on who leads.
    """
    stated = [stretch for stretch in clause.stretches if stretch.understood and stretch.says.stated]
    if not stated and clause.inherited and clause.end > clause.start:
        return [_inherited_duty(text, clause, clause.inherited, rules, year)]
    markers = _sub_items(text, clause) if len(stated) > 1 else []
    drop_heading = _has_heading(text, clause, stated, topic_labels)
    leaders = _inherited_leaders(clause)
    duties: list[Duty] = []
    previous = clause.start
    for stretch in stated:
        start = previous
        if (
            drop_heading
            and not stretch.whole
            and not duties
            and (heading := _FIRST_SENTENCE.match(text, clause.start))
        ):
            start = heading.end()
        start = _skip_number(start, stretch.start, markers)
        previous = stretch.end
        start, end = _trimmed(text, start, stretch)
        if start >= end:
            following = _text_after(text, clause, stretch, stated)
            if following is None:
                continue
            start, end = following
        if stretch.whole:
            start = max(start, clause.start)
            end = min((other.start for other in stated if other.start > stretch.start), default=clause.end)
            previous = end
        end = clause.end if clause.titled else end
        says = _ranked(_led_by_heading(stretch.says, clause.inherited), stretch.end, rules)
        task = text[start:end]
        raw = text[stretch.start : stretch.end]
        span = (start - clause.start, end - clause.start)
        duties.append(_duty(len(duties) + 1, task, span, raw, says, leaders, year))
    return duties


def _duty(
    ordinal: int,
    task: str,
    span: tuple[int, int],
    raw: str,
    says: Responsibility,
    leaders: tuple[str, ...],
    year: int | None,
) -> Duty:
    return Duty(
        ordinal,
        task,
        span,
        raw,
        says.lead,
        says.responsible,
        says.mode,
        says.deadline or task_deadline(task, year),
        says.leaders or leaders,
        says.generic,
        says.notes,
        says.open_ended,
        says.unclear,
    )


def _led_by_heading(says: Responsibility, heading: Stretch | None) -> Responsibility:
    """Add the lead that the heading names where the item names only the others."""
    if heading is None or says.lead or not heading.says.lead or heading.says.responsible:
        return says
    others = tuple(name for name in says.responsible if name not in heading.says.lead)
    return replace(says, lead=heading.says.lead, responsible=others, mode="lead")


def _ranked(says: Responsibility, position: int, rules: StatedRules) -> Responsibility:
    says = lead_with_marked(says, rules.lead_marks)
    in_force = rules.first_leads_from is not None and position >= rules.first_leads_from
    says = lead_with_first(says) if in_force else says
    return lead_if_single(says) if rules.single_leads else says


def _inherited_duty(text: str, clause: ClauseItem, heading: Stretch, rules: StatedRules, year: int | None) -> Duty:
    says = _ranked(heading.says, heading.end, rules)
    own = next((stretch.says.deadline for stretch in clause.stretches if stretch.says.deadline), None)
    says = replace(says, deadline=own or says.deadline)
    task = text[clause.start : clause.end]
    raw = text[heading.start : heading.end]
    return _duty(1, task, (0, len(task)), raw, says, _inherited_leaders(clause), year)


def _inherited_leaders(clause: ClauseItem) -> tuple[str, ...]:
    named = tuple(name for stretch in clause.section_stretches for name in stretch.says.leaders)
    return named or tuple(name for heading in clause.section for name in heading_leaders(heading))


def _trimmed(text: str, start: int, stretch: Stretch) -> tuple[int, int]:
    end = stretch.start if stretch.lead_in is None else stretch.lead_in
    while start < end and text[start] in _LEADING:
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if text[stretch.start : stretch.start + 1] == "由":
        while end > start and text[end - 1] in _TRAILING_COMMA:
            end -= 1
    return start, end


def _text_after(text: str, clause: ClauseItem, stretch: Stretch, stated: list[Stretch]) -> tuple[int, int] | None:
    """Return the range that follows a responsibility which precedes its task, or None."""
    if len(stated) > 1:
        return None
    start, end = stretch.end, clause.end
    while start < end and text[start] in _LEADING:
        start += 1
    return (start, end) if start < end else None


def _sub_items(text: str, clause: ClauseItem) -> list[tuple[int, int]]:
    """Return the ranges of the numbers of （1）/① items that open a sentence or a line of the clause."""
    found = []
    for marker in find_markers(text[clause.start : clause.end]):
        at = clause.start + marker.start
        opens = marker.opens_line or marker.opens_paragraph or text[at - 1] in "。；：）)！？"
        if opens and (marker.style.sub_item or marker.opens_line):
            found.append((at, clause.start + marker.end))
    return found


def _skip_number(start: int, end: int, numbers: list[tuple[int, int]]) -> int:
    """Return where the task of a sub-item starts: after its number, if it is the only one before ``end``."""
    inside = [number for number in numbers if start <= number[0] < end]
    return inside[0][1] if len(inside) == 1 else start


def _has_heading(text: str, clause: ClauseItem, stated: list[Stretch], topic_labels: bool) -> bool:
    """Whether the first sentence of a clause heads all of it and is no task itself."""
    first = _FIRST_SENTENCE.match(text, clause.start, clause.end)
    if not first or not stated or not text[first.end() : stated[0].start].strip(_LEADING):
        return False
    if topic_labels and is_topic(first[0]):
        return True
    marker = clause.item.marker
    headed = marker is not None and not marker.number.isdecimal()
    return headed and "\n" in text[stated[0].end : stated[-1].start]


def is_topic(sentence: str) -> bool:
    """Tell whether a first sentence only names a topic (人工智能。): short, without a verb of the genre."""
    return len(sentence) <= _LABEL_LIMIT and not _VERBS.search(fold(sentence))


def opens_with_topics(text: str, clauses: list[ClauseItem]) -> bool:
    """Tell whether a document opens most of its clauses with a short topic sentence."""
    topics = 0
    stating = [clause for clause in clauses if clause.stretches]
    for clause in stating:
        first = _FIRST_SENTENCE.match(text, clause.start, clause.end)
        topics += bool(first and is_topic(first[0]) and first.end() + 3 < clause.stretches[0].start)
    return topics >= 3 and topics * 2 > len(stating)
