"""In which role a question asks about units: leading, taking part without leading, or either."""

import re
from collections.abc import Sequence

from index.units.linker import Mention
from retriever.patterns.intents import UNIT, load_wording, unit_sign
from retriever.patterns.question import Asked, Role

_WITHOUT = (
    "(?:(?<!是)不是|不算|不含|不包含|不包括|不计|不要|不看|不管|(?<!有)(?:没有?|未)|(?<![是要会能算沾])不|非|而非|除了?|除去|除开|除掉|撇开|撇除|抛开|刨去|刨除"
    "|刨掉|刨开|去掉|去除|排除|扣除|扣掉|剔除|减去|减掉)"
    f"(?:了|掉|它|他|自己|自身|本身|其|我们|当|由|有|单独|那些|作为|里面|其中|的|来|做|{UNIT})*"
)
_REST = "(?:的|单位|部门|方|者|任务|事项|工作|项目|部分|那些|那几项|那几个)*"
_APART = "(?:之外|以外|除外|不算|不计|不含|不要|不包括|除开|刨开|去掉|撇开)"
_AND = r"(?:的)?(?:和|与|及|以及|、|,|或|或者|还是|跟|\+|/|又|并|并且)(?:者|还)?"
_CARRIES = "(?:负责|责任|主管|承担|承办|落实)(?:单位|部门)?"


def role_in(words: str, checking: bool = False) -> Role:
    """The role that words ask for: 牵头 alone is lead, 配合 and 参与 alone are responsible, else any.

    A role that is ruled out (不含自己牵头的) leaves the other; where yes or no is asked, nothing is ruled out.
    """
    words = re.sub(r"\(([^()]{1,14})\)", r",\1,", words)
    lead_out = part_out = False
    if not checking:
        words, lead_out = _ruled_out(words, "{lead}")
        words, part_out = _ruled_out(words, "{part}")
    found = load_wording().pattern
    lead, part = found("{lead}").search(words), found("{part}").search(words)
    if found("责任(?:单位|部门).{0,6}不").search(words) and not lead:
        return "responsible"
    if (lead or lead_out) and (part or part_out):
        return "any" if lead and part else "responsible" if part else "lead" if lead else "any"
    role = "(?:{lead}|{part})(?:单位|部门|方|者)?"
    carries = found(f"{role}(?:{_AND}){_CARRIES}|{_CARRIES}了?(?:{_AND}){role}").search(words)
    if part or (lead_out and not lead):
        return "any" if part and carries else "responsible"
    if lead and re.search(r"多少(?:项|个|条)?(?:任务|事项|工作)?,.{0,4}牵头", words):
        return "any"
    return "lead" if (lead and not carries) or part_out else "any"


def _ruled_out(words: str, role: str) -> tuple[str, bool]:
    """The words without those that rule a role out, and whether there were any."""
    pattern = load_wording().pattern(
        f"{_WITHOUT}{role}(?!单位(?:的|是|为|有)|了?哪|几|多少){_REST}{_APART}?|{role}{_REST}{_APART}"
    )
    left = pattern.sub(",", words)
    return left, left != words


def asked_units(
    words: str, mentions: Sequence[Mention], units: Sequence[int], checking: bool = False
) -> tuple[Asked, ...]:
    """The units asked about, each with its own role where roles are mixed (甲牵头、乙配合), or the question's."""
    whole = role_in(words, checking)
    own = _own_roles(words, units) if len(units) > 1 else [None]
    said = {role for role in own if role is not None}
    if len(said) > 1:
        roles: list[Role] = []
        for role in reversed(own):
            roles.insert(0, role or (roles[0] if roles else "any"))
    else:
        together = load_wording().pattern("(?:{joint}|都|均).{0,3}(?:参与|参加|协作)|Ⓤ(?:会同|协同|联合)Ⓤ")
        if len(units) > 1 and whole == "responsible" and together.search(words):
            whole = "any"
        roles = [whole] * len(units)
    return tuple(Asked(mentions[place], role) for place, role in zip(units, roles, strict=True))


def _own_roles(words: str, units: Sequence[int]) -> list[Role | None]:
    """For each unit the role that the words next to it give it: those after it, or before (牵头单位是甲、配合的有乙)."""
    signs = [words.index(unit_sign(place)) for place in units]
    ends = [*signs[1:], len(words)]
    found = load_wording().pattern
    if found("(?:{lead}|{part})(?:的|单位|部门|方)*(?:是|为|有|由)$").search(words[: signs[0]]):
        starts = [0, *(sign + 1 for sign in signs[:-1])]
        return [_said(words[start:sign]) for start, sign in zip(starts, signs, strict=True)]
    return [_said(words[sign + 1 : end]) for sign, end in zip(signs, ends, strict=True)]


def _said(words: str) -> Role | None:
    """The role that a stretch of words gives a unit, None when it gives none."""
    found = load_wording().pattern
    if found("{lead}|{part}").search(words):
        return role_in(words)
    return "any" if found("{occur}|负责|承担").search(words) else None


_EITHER = re.compile(
    rf"{UNIT}(?:或|或者|还是|抑或|/){UNIT}|分别|各自|各有|任(?:意|何)?(?:其中)?(?:哪)?(?:一|1)|任意|之一|其中(?:的)?(?:任|一|有一|随便)|只要(?:有|含|涉及)|哪怕|至少有?(?:其中)?(?:一|1)"
    rf"|有一(?:家|个|方)(?:就|即|便|也|在)|(?:不管|无论|不论).{{0,12}}还是|随便(?:哪|一)|一家(?:也|就|都)(?:算|行|可)|两家(?:都|全)算(?!上)|并集|加起来|合起来|合在一起"
)


def either(words: str, count: int) -> bool:
    """Whether each of several units is asked about for itself (分别、或者、任一家)."""
    return count > 1 and _EITHER.search(words) is not None


_MARK = re.compile(r"[?？]\s*$|确认|核实|核对|核一下|对一下")


def marked(text: str) -> bool:
    """Whether a text ends in a question mark or wants something confirmed."""
    return _MARK.search(text) is not None


def states_role(text: str, words: str, about: bool) -> bool:
    """Whether words state a unit's role, so that only yes or no can be wanted: 省能源局参与十大项目, 由省商务厅牵头？

    ``about``: whether they name a matter. Without one, a statement is asked about only where ``text`` has a mark.
    """
    pattern = load_wording().pattern
    if pattern("{which}|{howmany}|{who}|{list}|清单|列表|名单|呢$|(?:的|{lead}|{part}){task}$").search(words):
        return False
    role = "(?:{lead}|{part}|{occur}|{responsible})(?:来)?(?:建设?|搞|做|办|干|抓|推进?|修|管|改|弄)?"
    if about and pattern(f"^{UNIT}(?:{{adverb}})*(?:{{lead}}|{{part}})(?!的)").search(words):
        return True
    if about and pattern(f"(?:是|算是?|属于|归){UNIT}(?:{{adverb}})*{role}?的?$").search(words):
        return True
    if about and pattern(f"(?:由|让|交给|该|要|得){UNIT}(?:{{adverb}})*{role}$").search(words):
        return True
    return (
        marked(text)
        and pattern(f"{UNIT}.{{0,8}}{role}(?:的|单位|部门|方|者|了|着|过)*$").search(words) is not None
    )
