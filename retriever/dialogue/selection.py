"""A follow-up about what was listed before: 其中省财政厅牵头的, 这里面有几项没有牵头单位, 只看6月底前的."""

import re
from collections.abc import Callable
from dataclasses import replace

from retriever.patterns.question import Ask, Question
from retriever.wording.answer import Answer

_SETS: frozenset[Ask] = frozenset(
    (
        *(
            "unit_duties",
            "section",
            "clause",
            "by_deadline",
            "leader_duties",
            "list",
            "rank_units",
            "rank_clauses",
        ),
        *("no_lead", "with_lead", "each_mode", "all_mode", "count_clauses", "count_duties", "compare"),
    )
)
"""Questions whose answers are sets of duties."""
_SELECTIVE: frozenset[Ask] = frozenset(
    (
        "unit_duties",
        "no_lead",
        "with_lead",
        "each_mode",
        "all_mode",
        "by_deadline",
        "rank_units",
        "compare",
        "leader_duties",
    )
)
_THINGS = r"(?:条款|任务|事项|工作|事|条目|条|项|个)"
_IN = r"(?:里面|里头|里边|当中|之中|中间|里|中)"
_MARK = re.compile(
    r"^(?:那么?|请|再|而)?(?:从|在)?(?:"
    rf"其中|当中|里面|里头|[这那](?:里面|里头|里边|当中|之中|中间)|[这那]些{_THINGS}?{_IN}?|[这那](?:几|\d+|[二两三四五六七八九十]+){_THINGS}{_IN}?"
    rf"|(?:以上|上面|上述|前面|刚才)(?:这些|那些|这|那|列的|说的|列出的|提到的)*{_THINGS}?{_IN}?|它们(?:里面|里头|当中|之中))(?:的|,|，)*"
    r"|^(?:那|请)?(?:只|仅|光|单)(?:看|要|列|留|算|数|保留|说|挑|选|查)(?:一下|出|出来)?|^(?:再)?筛(?:选)?(?:一下|出来?)?"
    r"|(?<!也)(?:在)?这(?:里面|里头|里边|当中|之中)(?=.)"
)
"""Words that point at the set before."""


def select(
    now: Question, key: str, before: Question, read: Callable[[str], Question], reply: Callable[[Question], Answer]
) -> Question | None:
    """The question put to what the answer before listed; None when it is not about that."""
    match = _MARK.search(key)
    if match is None or before.ask not in _SETS:
        return None
    rest = key[: match.start()] + key[match.end() :]
    asked = _with_units(read(rest) if rest else now, before)
    if asked is None or not _selects(asked):
        return None
    answer = reply(before)
    keys = frozenset((citation.clause.id, citation.duty) for citation in answer.citations)
    if not answer.answered or not keys:
        return None
    documents = frozenset(citation.document.id for citation in answer.citations)
    return replace(asked, within=keys, scope=replace(before.scope, documents=documents))


def _with_units(asked: Question, before: Question) -> Question | None:
    """The question with the units before where it only names a role (其中牵头的); None where the role is another."""
    if asked.units or not before.units or asked.role == "any" or asked.ask not in ("who", "list", "count_duties"):
        return asked
    if before.role not in ("any", asked.role):
        return None
    units = tuple(replace(entry, role=asked.role) for entry in before.units)
    return replace(asked, ask="unit_duties", units=units, matter="")


def _selects(asked: Question) -> bool:
    """Whether a question can be put to a set: a unit's duties, those of a kind, or their number."""
    if asked.clauses or asked.section is not None:
        return False
    if asked.units and asked.ask in ("who", "list", "yes_no", "unit_duties"):
        return True
    return asked.ask in _SELECTIVE or (asked.counting and not asked.matter) or bool(asked.matter)
