"""Follow-ups that point into the answer before: 第二个, 下一条, 再往后一节, 第8项, 它的原文."""

import re
from collections.abc import Callable
from dataclasses import replace

from index.text.numerals import NUMERAL_CHARS, parse_number
from retriever.dialogue.conversation_turn import Turn, says_nothing
from retriever.execution.headings import heading_title
from retriever.patterns.question import ClauseRef, Question, SectionRef
from retriever.patterns.substance import substance

POINTS = re.compile(
    r"^(?:那|请?把|给我?看?看?)?(?:它|这个|这项|这(?:一)?条|这一项|那(?:一)?(?:条|项)|这件事?|该项|该条|其|上面(?:那个|说的)?|刚才(?:那个|说的)?|前面(?:那个|说的)?)(?:任务|工作|事项|事|条款)?(?:的)?"
)
"""Words for the matter spoken of, at the beginning."""
TEXT = re.compile(
    r"原文|原话|原句|原样|全文|条文|条款|具体(?:内容|要求|是怎么(?:写|说)的)|(?:完整|全部|详细)的?(?:文字|内容|条文|表述|要求|任务)|文字|表述|怎么(?:写|说|表述)的"
    r"|文件(?:里|中)?(?:是)?怎么(?:写|说)|哪(?:一)?条|第几条|出处|依据|在哪(?:里|儿)?(?:写|规定|提)"
)
"""Asks for the very words, or where they stand."""
_ORDINAL = re.compile(
    rf"^(?:那|请?看|说说|展开|选|要|就|问)?(?:第)?(?P<n>[{NUMERAL_CHARS}]+)(?:个|项|条的那个|件|种|点)(?P<rest>.*)$|^(?:最后)(?:一)?(?P<last>个|项|件)(?P<more>.*)$"
)
_SHOW_IT = re.compile(
    r"(?:任务|事项|工作|的)?(?:是|由|归)?(?:谁|哪个?单位|什么|啥|哪些单位)?(?:牵头|负责|配合)?(?:的)?(?:呢|是什么|内容|具体内容|详细说说|展开说说|说说|详细)?"
)


def point(turn: Turn) -> Question | None:
    """The question about the place in the answer before that the turn points at; None when it does not point."""
    now, before = turn.now, turn.before
    if now.section is not None and now.section.step and not now.section.numbers:
        return _next_section(turn, now.section.step)
    step = next((ref.step for ref in now.clauses if ref.step is not None), None)
    if step is not None:
        return _next_clause(turn, step)
    item = now.clauses[0] if len(now.clauses) == 1 and now.clauses[0].item else None
    if item is not None and len(before.clauses) == 1 and not before.clauses[0].item:
        return _item(turn, item)
    ordinal = _ORDINAL.match(turn.key)
    if ordinal and _only_points(ordinal, turn.read):
        return _at(turn, parse_number(ordinal["n"]) or 0 if ordinal["n"] else -1)
    return _at(turn, 1) if _asks_text(turn) else None


def _at(turn: Turn, place: int) -> Question | None:
    """The clause or duty that stands at a place of the answer before, counted from 1; -1 is the last."""
    citations = turn.reply(turn.before).citations
    if not citations or place > len(citations) or place == 0:
        return None
    citation = citations[place - 1 if place > 0 else -1]
    return _clause(turn.now, ClauseRef(clause_id=citation.clause.id, duty=citation.duty))


def _clause(now: Question, ref: ClauseRef) -> Question:
    return replace(now, ask="clause", clauses=(ref,), units=(), matter="", counting=False)


def _next_clause(turn: Turn, step: int) -> Question | None:
    """The clause before or after those of the answer before."""
    citations = turn.reply(turn.before).citations
    if not citations:
        return None
    clause = citations[-1 if step > 0 else 0].clause
    return replace(_clause(turn.now, ClauseRef(step=step, clause_id=clause.id)), scope=turn.before.scope)


def _item(turn: Turn, item: ClauseRef) -> Question | None:
    """第8项 after a clause with several duties: the eighth of them."""
    whole = replace(turn.before.clauses[0], duty=None)
    citations = turn.reply(
        replace(turn.before, ask="clause", clauses=(whole,), checking=False, units=())
    ).citations
    if not citations:
        return None
    clause = citations[0].clause
    if len(clause.duties) < 2 or (item.number or 0) > len(clause.duties):
        return None
    return replace(_clause(turn.now, ClauseRef(clause_id=clause.id, duty=item.number)), scope=turn.before.scope)


def _next_section(turn: Turn, step: int) -> Question | None:
    """The section beside the one spoken of, or beside the one that the answer before stands in."""
    section = turn.before.section
    if section is None:
        citations = turn.reply(turn.before).citations
        if not citations or not citations[0].clause.section:
            return None
        section = SectionRef(title=heading_title(citations[0].clause.section[-1]))
    beside = replace(section, step=section.step + step)
    return replace(turn.now, ask="section", section=beside, scope=turn.before.scope, matter="", units=())


def _asks_text(turn: Turn) -> bool:
    """Whether the very words of the answer before are asked for (原文贴出来看看)."""
    if not TEXT.search(turn.key) or turn.now.clauses or turn.now.section is not None:
        return False
    rest = TEXT.sub("", POINTS.sub("", turn.key))
    return says_nothing(turn.now) or bool(POINTS.match(turn.key)) or not substance(rest)


def _only_points(ordinal: re.Match[str], read: Callable[[str], Question]) -> bool:
    """Whether nothing of its own follows an ordinal (第二个由谁牵头 points, 第二个一百年目标 does not)."""
    rest = ordinal["rest"] if ordinal["n"] else ordinal["more"]
    return (len(rest) > 2 and says_nothing(read(rest))) or bool(_SHOW_IT.fullmatch(rest))
