"""Follow-up questions: what a turn leaves unsaid is taken from the turns before it.

A conversation comes in as texts. The user's turns are read again, each in the light of those before; where a turn
points at the answer (第二个, 其中, 它), the earlier question is answered again, which is deterministic. The ways in
which a turn can hang on the one before are tried in the order of ``_WAYS``.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.text.search_key import search_key
from retriever.dialogue.anaphora import spell_out
from retriever.dialogue.conversation_turn import MATTER_ASKS, Turn, has_matter, names, says_nothing
from retriever.dialogue.pointing import POINTS, TEXT, point
from retriever.dialogue.selection import select
from retriever.patterns.question import Ask, Asked, Question
from retriever.wording.answer import Answer

Read = Callable[[str], Question]
Reply = Callable[[Question], Answer]

_REMEMBERED = 6
"""How many earlier turns are read again."""
_TALK: frozenset[Ask] = frozenset(
    ("greeting", "thanks", "goodbye", "help", "sorry", "chat", "injection", "gibberish")
)
_CORRECTION = re.compile(
    r"^(?:不对|不是|错了|搞错了|说错了|你?理解错了|不是这个|更正(?:一下)?|纠正一下|我(?:是|要)?说错了)?[吧啊呀,，。!！\s]*(?:我(?:想)?(?:问|说|指|要|查)的(?:其实)?是|我是(?:想)?(?:问|说|指)|应该是|是问|指的是|改问)(?P<rest>.+)$"
    r"|^(?:不对|不是|错了|搞错了|说错了|不是这个|更正(?:一下)?)[吧啊呀,，。!！\s]+(?P<other>.+)$"
)
_SWAP = re.compile(
    r"^(?:那么?|那如果|如果|要是|假如)?(?:换成|改成|换|换做|换作|改为|换一个|再看看?|再查查?|看看|问的是)(?:是)?(?P<rest>.+?)(?:的)?(?:呢|吗|吧)?[?？]?$"
)
_WHAT_OF = re.compile(r"^(?:那么?|还有|再有|以及|然后|另外|至于)?(?P<rest>.+?)(?:的)?(?:呢|怎么样|如何)[?？]?$")
_SCAFFOLD = re.compile(
    r"(?:那么?|那如果|如果|要是|假如|换(?:成|做|作|个|一个|到)?|改(?:成|为|看|查|问)?|再|也|还|同样|一样|照样|照这样|照此|顺便|另外|然后|接着|以及|还有|再有|至于"
    r"|是|问的是|我问|看看?|瞧瞧?|查查?|报|列|给|帮|说说?|讲讲?|念|拉|数|算|发|来|出来|过来|一下|一遍|一份|一并|下|我|我们|请|麻烦|把|都|全部?|这边|那边|这家|那家|单位"
    r"|有?(?:几|多少)(?:项|条|个|件)?|的|呢|吗|吧|啊|呀|嘛|又|怎么样|如何|咋样|情况|谢谢|多谢|辛苦了|[,，。!！?？\s])*"
)
"""What may stand around a bare name that takes the place of the one before (水利厅也报一下)."""
_BARE_TITLE = re.compile(
    r"^(?:那么?|再|还有|换成)?(?P<title>[^,，。？?]{2,12}?)(?:的|那块儿?|这块儿?)?(?:呢|也)(?P<rest>.*)$"
)
_MORE = re.compile(r"^(?:后面|其他|其余|剩下|还有|别的|另外).{0,8}(?:哪|什么|列|全部)")
_OTHERS = re.compile(
    r"^(?:那|那么)?(?:除了?[^,，]{1,16}?(?:以外|之外|外)?,?(?:还有|另外|其他|别的|还|就)|另外|其他|其它|其余|别的|旁的|剩下|余下|还有)"
    r".*?(?:谁|单位|部门|厅局|哪家|哪几家|几家)"
)
"""Asks for the units beside the one that leads (另外那个责任部门是, 除了它还有谁)."""
_WHICH_MORE = re.compile(
    r"(?:两|二|三|这几|几|这些)?(?:家|个|者|边)?(?:单位|部门|厅|局)?(?:里面|里|当中|之中|中|相比|比起来|比较)?,?(?:谁|哪(?:一)?(?:家|个|边|方))(?:的|牵头的?|参与的?|负责的?|任务|事项|活|更|比较|要|排)*(?P<which>多|少|重)"
)
_JOINS = re.compile(
    r"^(?:也|还|都|又|是不是|是否|算|得|要|需要?|该|应该|必须|会|能|在|有|一起|肯定)*"
    r"(?:参加|参与|配合|协助|牵头|负责|管|在内|在里面|在里头|在列|有份|出力|出面|名单上|里面|算在内)(?:的|吗|么|嘛|吧|了|呢)*$"
)
"""What stands after a unit where it is asked whether that one takes part too (湘江新区也得参加?)."""


def resolve(text: str, earlier: Sequence[str], reading: Callable[[Sequence[str]], Read], reply: Reply) -> Question:
    """The question that a text asks after the user's earlier texts.

    ``reading`` gives the way to read a turn after those before it.
    """
    past: list[Question] = []
    for place in range(max(0, len(earlier) - _REMEMBERED), len(earlier)):
        asked = follow(earlier[place], past, reading(earlier[:place]), reply)
        past += [] if asked.ask in _TALK else [asked]
    return follow(text, past, reading(earlier), reply)


def follow(text: str, past: Sequence[Question], read: Read, reply: Reply) -> Question:
    """One turn in the light of those before it, the latest last."""
    now = read(text)
    if not past or (now.ask in _TALK and now.ask != "sorry"):
        return now
    key = re.sub(r"[\s?？。!！]+$", "", search_key(text))
    turn = Turn(key, now, tuple(past), read, reply)
    for way in _FIRST:
        if (found := way(turn)) is not None:
            return replace(found, text=text)
    turn = _spelled_out(turn)
    for way in _WAYS:
        if (found := way(turn)) is not None:
            return found if found.text.endswith(text) else replace(found, text=text)
    return replace(turn.now, text=text)


def _spelled_out(turn: Turn) -> Turn:
    """The turn with units' names in place of the words that stand for them."""
    if TEXT.search(turn.key):
        return turn
    full = spell_out(turn.key, turn.past, bool(turn.now.units), turn.reply)
    return turn if full == turn.key else replace(turn, key=full, now=turn.read(full), spelled=True)


def _corrected(turn: Turn) -> Question | None:
    """不对，我问的是…"""
    match = _CORRECTION.match(turn.key)
    return _swap(turn.read(match["rest"] or match["other"]), turn.before) if match else None


def _compared(turn: Turn) -> Question | None:
    """The comparison of the units spoken of before (两家里面谁多)."""
    match, last = _WHICH_MORE.search(turn.key), turn.before
    if match is None or names(turn.now) or last.ask not in ("unit_duties", "compare"):
        return None
    same = [question for question in turn.past if question.ask in ("unit_duties", "compare")]
    entries = {entry.mention.units: entry for question in reversed(same) for entry in reversed(question.units)}
    wanted = 3 if re.match("(?:那)?三", turn.key) else 2
    units = tuple(reversed(list(entries.values())[: max(wanted, len(last.units))]))
    if len(units) < 2:
        return None
    role = turn.now.role if turn.now.role != "any" else last.role
    units = tuple(replace(entry, role=role) for entry in units)
    return replace(last, ask="compare", units=units, role=role, matter="", negated=match["which"] == "少")


def _others(turn: Turn) -> Question | None:
    """The units beside the one that leads (另外那个责任部门是)."""
    before = turn.before
    if not _OTHERS.search(turn.key) or before.ask not in (*MATTER_ASKS, "clause"):
        return None
    if turn.now.clauses or has_matter(turn.now):
        return None
    ask: Ask = "clause" if before.clauses else "who"
    return replace(before, ask=ask, role="responsible", units=(), checking=False)


def _selected(turn: Turn) -> Question | None:
    """其中…"""
    return select(turn.now, turn.key, turn.before, turn.read, turn.reply)


def _more(turn: Turn) -> Question | None:
    """其他的有哪些 after a matter."""
    if not _MORE.match(turn.key) or turn.before.ask not in MATTER_ASKS or turn.now.units:
        return None
    return replace(turn.before, ask="list")


def _complete(turn: Turn) -> Question | None:
    """A turn that asks for itself once the units' names are put in."""
    return turn.now if turn.spelled and turn.now.ask in ("unit_duties", "compare", "rank_units") else None


def _elliptic(turn: Turn) -> Question | None:
    """The question before about the bare unit or section named now (水利厅也报一下, 便民商业呢)."""
    now, before = turn.now, turn.before
    if now.units and not now.clauses and now.section is None and before.ask in ("unit_duties", "compare"):
        rest = turn.key
        for entry in now.units:
            rest = rest.replace(entry.mention.surface, "", 1)
        swapped = _swap_unit(replace(now, role="any"), before) if _SCAFFOLD.fullmatch(rest) else None
        if swapped is not None and now.counting:
            swapped = replace(swapped, counting=True)
    elif before.ask == "section" and not now.units and not now.clauses:
        swapped = _other_section(turn)
    else:
        return None
    return replace(swapped, text=f"{before.text} {now.text}") if swapped else None


def _other_section(turn: Turn) -> Question | None:
    """The question before about another section, also one that is only named (便民商业呢)."""
    now, before, section = turn.now, turn.before, turn.now.section
    titled = _BARE_TITLE.match(turn.key)
    if section is None and titled and _SCAFFOLD.fullmatch(titled["rest"]):
        named = turn.read(f"{titled['title']}部分有哪些任务")
        section = named.section if named.ask == "section" else None
    if section is None or now.ask not in ("section", "who", "list", "fact"):
        return None
    counting = now.counting or (before.counting and not re.search("哪|列|什么|内容", turn.key))
    return replace(before, section=section, counting=counting, role=now.role)


def _swapped(turn: Turn) -> Question | None:
    """换成…"""
    match = _SWAP.match(turn.key)
    return _swap(turn.read(match["rest"]), turn.before) if match else None


def _bare(turn: Turn) -> Question | None:
    """A turn without a subject of its own."""
    what = _WHAT_OF.match(turn.key)
    if not says_nothing(turn.now) or (what and names(turn.read(what["rest"]))):
        return None
    return _inherit(turn.now, turn.before)


def _of_it(turn: Turn) -> Question | None:
    """A turn that begins with 它, 这项."""
    rest = POINTS.sub("", turn.key)
    if rest == turn.key:
        return None
    return _inherit_or_join(turn.read(rest) if rest else turn.now, turn.before)


def _what_of(turn: Turn) -> Question | None:
    """…呢"""
    match = _WHAT_OF.match(turn.key)
    if match is None or (re.search(r"谁|哪|什么|多少|几", match["rest"]) and not says_nothing(turn.now)):
        return None
    return _swap(turn.read(match["rest"]), turn.before)


def _too(turn: Turn) -> Question | None:
    """Whether a unit takes part too in the matter before."""
    now, before = turn.now, turn.before
    if not now.units or now.matter or now.clauses:
        return None
    if now.ask != "yes_no":
        surface = now.units[0].mention.surface
        about = bool(before.matter or before.clauses) and before.ask in (*MATTER_ASKS, "clause")
        rest = turn.key[turn.key.find(surface) + len(surface) :]
        if not about or now.ask not in ("unit_duties", "who") or not _JOINS.match(rest):
            return None
    return _inherit(replace(now, ask="yes_no", checking=True), before)


Way = Callable[[Turn], Question | None]
_FIRST: tuple[Way, ...] = (_corrected, _compared, _others)
"""Tried on the turn as it was said."""
_WAYS: tuple[Way, ...] = (
    *(point, _selected, _more, _complete, _elliptic, _swapped),
    *(_bare, _of_it, _what_of, _too),
)
"""Tried on the turn with units' names put in."""


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
    if now.matter and not says_nothing(now):
        return now
    return _inherit(now, before)


def _swap(new: Question, before: Question) -> Question:
    """The question before, with what is named now in place of what was named then."""
    if new.scope.explicit and says_nothing(new):
        return replace(before, scope=new.scope)
    if new.units and not new.matter:
        return _swap_unit(new, before)
    if new.section is not None and not new.clauses and before.units and before.ask == "unit_duties":
        return replace(before, section=new.section, matter="", limited=True)
    if new.clauses or new.section is not None:
        return (
            new if before.ask != "yes_no" else replace(before, clauses=new.clauses, section=new.section, matter="")
        )
    if says_nothing(new):
        return _inherit(new, before)
    if new.ask not in MATTER_ASKS or not new.matter:
        return new
    if before.ask == "unit_duties" and before.units:
        return replace(before, matter=new.matter, limited=True, section=None)
    plain = new.ask == "who" and new.role == "any" and before.ask in MATTER_ASKS
    context = before.matter if before.ask == "fact" else ""
    return replace(before, matter=new.matter, clauses=(), section=None, context=context) if plain else new


def _swap_unit(new: Question, before: Question) -> Question:
    """The question before about another unit."""
    if before.ask in ("unit_duties", "compare") and before.units:
        role = new.role if new.role != "any" else before.units[0].role
        units = tuple(replace(asked, role=role) for asked in new.units)
        return replace(before, ask="unit_duties", units=units, role=role)
    if before.ask in MATTER_ASKS and (before.matter or before.clauses):
        role = new.role if new.role != "any" else before.units[0].role if before.units else "any"
        return replace(
            before,
            ask="yes_no",
            checking=True,
            units=tuple(Asked(asked.mention, role) for asked in new.units),
            role=role,
        )
    return new
