"""Follow-up questions: what a turn leaves unsaid is taken from the turns before it.

A conversation comes in as texts. The user's turns are read again, each in the light of the one before; where a turn
points at the answer (第二个, 下一条, 它的原文), the earlier question is answered again, which is deterministic.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.numerals import NUMERAL_CHARS, parse_number
from retriever.answer import Answer
from retriever.normalise import search_key
from retriever.question import Ask, Asked, ClauseRef, Question

Read = Callable[[str], Question]
Reply = Callable[[Question], Answer]

_REMEMBERED = 6
"""How many earlier turns are read again."""
_TALK: frozenset[Ask] = frozenset(
    ("greeting", "thanks", "goodbye", "help", "sorry", "chat", "injection", "gibberish")
)
_MATTER_ASKS: frozenset[Ask] = frozenset(("who", "yes_no", "fact", "list", "deadline", "leader"))
_CORRECTION = re.compile(
    r"^(?:不对|不是|错了|搞错了|说错了|你?理解错了|不是这个|更正(?:一下)?|纠正一下|我(?:是|要)?说错了)?[吧啊呀,，。!！\s]*(?:我(?:想)?(?:问|说|指|要|查)的(?:其实)?是|我是(?:想)?(?:问|说|指)|应该是|是问|指的是|改问)(?P<rest>.+)$"
    r"|^(?:不对|不是|错了|搞错了|说错了|不是这个|更正(?:一下)?)[吧啊呀,，。!！\s]+(?P<other>.+)$"
)
_SWAP = re.compile(
    r"^(?:那么?|那如果|如果|要是|假如)?(?:换成|改成|换|换做|换作|改为|换一个|再看看?|再查查?|看看|问的是)(?:是)?(?P<rest>.+?)(?:的)?(?:呢|吗|吧)?[?？]?$"
)
_WHAT_OF = re.compile(r"^(?:那么?|还有|再有|以及|然后|另外|至于)?(?P<rest>.+?)(?:的)?(?:呢|怎么样|如何)[?？]?$")
_ORDINAL = re.compile(
    rf"^(?:那|请?看|说说|展开|选|要|就|问)?(?:第)?(?P<n>[{NUMERAL_CHARS}]+)(?:个|项|条的那个|件|种|点)(?P<rest>.*)$|^(?:最后)(?:一)?(?P<last>个|项|件)(?P<more>.*)$"
)
_POINTS = re.compile(
    r"^(?:那|请?把|给我?看?看?)?(?:它|这个|这项|这(?:一)?条|这一项|那(?:一)?条|这件事?|该项|该条|其|上面(?:那个|说的)?|刚才(?:那个|说的)?|前面(?:那个|说的)?)(?:任务|工作|事项|事|条款)?(?:的)?"
)
_THAT_UNIT = re.compile(
    r"^(?:那|那么)?(?:它们?|他们?|这个单位|该单位|这家(?:单位)?|这个部门|该部门|那个单位|牵头单位|这单位|他家|这个厅|这个局|这个委)"
    r"(?P<rest>(?:另外|今年|一共|总共|都|还)*(?:要|得)?(?:牵头|负责|参与|配合|管|承担|主管|有)(?:了|着)?(?:哪|什么|啥|几|多少|别的|其他).*)$"
)
_MORE = re.compile(r"^(?:后面|其他|其余|剩下|还有|别的|另外).{0,8}(?:哪|什么|列|全部)")
_TEXT = re.compile(
    r"原文|原话|全文|具体(?:内容|要求|是怎么(?:写|说)的)|怎么(?:写|说)的|文件(?:里|中)?(?:是)?怎么(?:写|说)|哪(?:一)?条|第几条|出处|依据|在哪(?:里|儿)?(?:写|规定|提)|条款"
)


def resolve(text: str, earlier: Sequence[str], read: Read, reply: Reply) -> Question:
    """The question that a text asks after the user's earlier texts."""
    before: Question | None = None
    for turn in earlier[-_REMEMBERED:]:
        asked = follow(turn, before, read, reply)
        before = before if asked.ask in _TALK else asked
    return follow(text, before, read, reply)


def follow(text: str, before: Question | None, read: Read, reply: Reply) -> Question:
    """One turn in the light of the one before it."""
    now = read(text)
    if before is None or (now.ask in _TALK and now.ask != "sorry"):
        return now
    key = re.sub(r"[\s?？。!！]+$", "", search_key(text))
    if correction := _CORRECTION.match(key):
        rest = correction["rest"] or correction["other"]
        return replace(_swap(read(rest), before), text=text)
    if _MORE.match(key) and before.ask in _MATTER_ASKS:
        return replace(before, text=text, ask="list")
    pointed = _named(key, before, read, reply) or _pointed(now, key, before, reply, read)
    if pointed is not None:
        return replace(pointed, text=text)
    if swap := _SWAP.match(key):
        return replace(_swap(read(swap["rest"]), before), text=text)
    if _says_nothing(now):
        return replace(_inherit(now, before), text=text)
    bare = _POINTS.sub("", key)
    if bare != key:
        return replace(_inherit_or_join(read(bare) if bare else now, before), text=text)
    if (what := _WHAT_OF.match(key)) and _short(what["rest"], now):
        return replace(_swap(read(what["rest"]), before), text=text)
    if now.ask == "yes_no" and now.units and not now.matter and not now.clauses:
        return replace(_inherit(now, before), text=text)
    return now


def _short(rest: str, now: Question) -> bool:
    """Whether what stands before 呢 is only a name, not a question of its own."""
    return not re.search(r"谁|哪|什么|多少|几", rest) or _says_nothing(now)


def _says_nothing(question: Question) -> bool:
    """Whether a question names no matter, unit, clause or section of its own."""
    counts = question.ask in ("count_duties", "count_clauses") and not re.search("文件|全文|台账", question.text)
    return (
        (question.ask in _MATTER_ASKS or counts)
        and all(len(piece) < 2 for piece in question.matter.split())
        and not question.units
        and not question.clauses
        and question.section is None
    )


def _inherit(now: Question, before: Question) -> Question:
    """The question asked now about what was spoken of before."""
    if now.ask in ("count_duties", "count_clauses") or (now.counting and before.units and not now.units):
        return replace(before, counting=True)
    if before.ask == "unit_duties" and not now.units and now.ask in ("who", "list"):
        role = now.role if now.role != "any" else before.role
        return replace(before, role=role, units=tuple(replace(asked, role=role) for asked in before.units))
    if now.units and before.ask in ("unit_duties", "compare") and not before.matter:
        return replace(now, ask="unit_duties", checking=False)
    ask = "clause" if before.clauses and now.ask in ("who", "list") else now.ask
    return replace(
        now,
        ask=ask,
        matter=before.matter,
        clauses=before.clauses,
        section=before.section,
        scope=now.scope if now.scope.explicit else before.scope,
    )


def _inherit_or_join(now: Question, before: Question) -> Question:
    """As ``_inherit``; a unit named together with 它 joins the units spoken of before."""
    if now.units and before.units and before.ask in ("unit_duties", "compare"):
        role = now.units[0].role
        joined = (*(replace(asked, role=role) for asked in before.units), *now.units)
        return replace(now, ask="unit_duties", units=joined, every=True, checking=False, matter="")
    if now.matter and not _says_nothing(now):
        return now
    return _inherit(now, before)


def _swap(new: Question, before: Question) -> Question:
    """The question before, with what is named now in place of what was named then."""
    if new.scope.explicit and _says_nothing(new):
        return replace(before, scope=new.scope)
    if new.units and not new.matter:
        return _swap_unit(new, before)
    if new.clauses or new.section is not None:
        return (
            new if before.ask != "yes_no" else replace(before, clauses=new.clauses, section=new.section, matter="")
        )
    if _says_nothing(new):
        return _inherit(new, before)
    if new.ask not in _MATTER_ASKS or not new.matter:
        return new
    if before.ask == "unit_duties" and before.units:
        return replace(before, matter=new.matter, limited=True, section=None)
    plain = new.ask == "who" and new.role == "any" and before.ask in _MATTER_ASKS
    context = before.matter if before.ask == "fact" else ""
    return replace(before, matter=new.matter, clauses=(), section=None, context=context) if plain else new


def _swap_unit(new: Question, before: Question) -> Question:
    """The question before about another unit."""
    if before.ask in ("unit_duties", "compare") and before.units:
        role = new.role if new.role != "any" else before.units[0].role
        return replace(
            before, ask="unit_duties", units=tuple(replace(asked, role=role) for asked in new.units), role=role
        )
    if before.ask in _MATTER_ASKS and (before.matter or before.clauses):
        role = new.role if new.role != "any" else before.units[0].role if before.units else "any"
        units = tuple(Asked(asked.mention, role) for asked in new.units)
        return replace(before, ask="yes_no", checking=True, units=units, role=role)
    return new


def _pointed(now: Question, key: str, before: Question, reply: Reply, read: Read) -> Question | None:
    """The question when it points into the answer before: an ordinal, a neighbouring clause, the original text."""
    step = next((ref.step for ref in now.clauses if ref.step is not None), None)
    ordinal = _ORDINAL.match(key)
    asks_text = bool(_TEXT.search(key)) and (
        _says_nothing(now)
        or bool(_POINTS.match(key))
        or not re.sub(r"[的是了呢都请给我看那把]", "", _TEXT.sub("", key))
    )
    if step is None and not asks_text and not (ordinal and _only_points(ordinal, read)):
        return None
    answer = reply(before)
    if not answer.citations:
        return None
    if step is not None:
        clause = answer.citations[-1 if step > 0 else 0].clause
        ref = ClauseRef(step=step, clause_id=clause.id)
        return replace(now, ask="clause", clauses=(ref,), scope=before.scope)
    if ordinal:
        place = parse_number(ordinal["n"]) if ordinal["n"] else len(answer.citations)
        if not place or place > len(answer.citations):
            return None
        citation = answer.citations[place - 1]
    else:
        citation = answer.citations[0]
    ref = ClauseRef(clause_id=citation.clause.id, duty=citation.duty)
    return replace(now, ask="clause", clauses=(ref,), units=(), matter="", counting=False)


def _named(key: str, before: Question, read: Read, reply: Reply) -> Question | None:
    """The question when it asks what else the unit of the answer before does (这个单位还牵头什么)."""
    if before.units or not (match := _THAT_UNIT.match(key)):
        return None
    answer = reply(before)
    units = answer.lead or answer.responsible
    if not units:
        return None
    either = "分别" if len(units) > 1 else ""
    return read(f"{'、'.join(units)}{either}{match['rest']}")


def _only_points(ordinal: re.Match[str], read: Read) -> bool:
    """Whether nothing of its own follows an ordinal (第二个由谁牵头 points, 第二个一百年目标 does not)."""
    rest = ordinal["rest"] if ordinal["n"] else ordinal["more"]
    return (len(rest) > 2 and _says_nothing(read(rest))) or bool(
        re.fullmatch(
            r"(?:任务|事项|工作|的)?(?:是|由|归)?(?:谁|哪个?单位|什么|啥|哪些单位)?(?:牵头|负责|配合)?(?:的)?(?:呢|是什么|内容|具体内容|详细说说|展开说说|说说|详细)?",
            rest,
        )
    )
