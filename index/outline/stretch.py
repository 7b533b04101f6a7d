"""Where responsibilities stand in a text: in brackets, behind labels, in sentences 由…牵头."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from index.grammar.labels import LABEL_COLON, is_strong_label, is_weak_label, open_label_brackets
from index.grammar.responsibility import Responsibility, read_responsibility
from index.grammar.rules import find_rules
from index.text.fold import fold
from index.units.endings import CHARACTERS
from index.units.unit_gate import passes
from index.units.unit_list import is_collective, is_department, is_place, looks_like_unit, split_units

_FAMILY = {"（": "）", "〔": "〕", "【": "】", "[": "]", "［": "］", "﹝": "﹞", "{": "}"}
_CLOSERS = {closer: opener for opener, closer in _FAMILY.items()} | {"]": "[", "］": "［"}
_BRACKET = re.compile("[" + re.escape("".join(_FAMILY) + "".join(_CLOSERS)) + "]")
_HINT = re.compile(f"[{CHARACTERS}]|牵头|负责|责任|配合|落实|时限|领导|各|\\d分")
_STRONG_HINT = re.compile("牵头|责任单位|责任部门|分工负责|配合单位")
_LONGEST_BRACKET = 1200
_SHORT_PIECE = 8
_DESCRIPTION = re.compile(
    "级(?!.{0,2}(?:各|有关|相关))|示范|试点|三甲|规模|重点|每个|各类|以上|新建|国有|民营|龙头|部分"
)
"""What a bracket with nothing but one name describes (三甲医院): it may be no responsibility at all."""
_ABOUT_ALL = re.compile("(?:以上|上述|本(?:方案|意见|措施|通知|文件))")
_BULLETS = "▸▹►▶‣◦▲△※◆◇●■□○•·★☆➢√—–"
_BEFORE_LABEL = " \t\u3000\n。；，、）】〕*|”" + _BULLETS + "①②③④⑤⑥⑦⑧⑨⑩"
_BEFORE_LABEL_OF_LINE = re.compile(rf"(?:[{_BULLETS}]|[（(]\d{{1,2}}[）)]|[①-⑳])$")
_DECORATION = re.compile(rf"^(?:[{_BULLETS}]|[（(]\d{{1,2}}[）)]|[①-⑳]|\s)+")
_ENDS_STRETCH = '。；！？”"…\n'
_BRACKETS_HOLD_UNITS = re.compile(
    "括号(?:内|里|中)(?:的)?(?:所列|所注|标注)?(?:的)?(?:单位|部门)?(?:均)?(?:为|是|系)(?:责任|负责|承办|落实|牵头和责任|牵头、责任|各?项?[^，。；\n]{0,6}责任)(?:单位|部门)"
)
_STOP_AT_LINE_END = re.compile(
    "[。；]?(?=[ \t\u3000]*(?:\n|$))|[。；](?=[①-⑳]|（\\d|[二三四五六七八九]是|\\d{1,3}[.．、]|[（]?[一二三四五六七八九十]{1,3}[、）])"
)
_SET_IN = ("  ", "\u3000", "\t")
_LONGEST_CUT = 16
_CERTAIN_ENDS = ("管委会", "人民政府", "委员会", "办公室", "管理局", "公司", "中心")
_GLUE = re.compile(r"[\s，。；、*]*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A responsibility text found at ``start``–``end`` (brackets and labels included), and what it says.

    ``unclosed``: its bracket is never closed. ``understood`` is false where it looks like a responsibility
    and could not be read. ``lead_in`` is where brackets with notes alone (（0.5分）) begin just before it.
    ``whole``: it states the units of all the text around it, before and behind. ``before_task``: what is to be done
    follows it in its line.
    """

    start: int
    end: int
    says: Responsibility
    unclosed: bool = False
    understood: bool = True
    lead_in: int | None = None
    whole: bool = False
    before_task: bool = False


def find_stretches(text: str, folded: str, start: int, end: int, *, bare: bool = False) -> list[Stretch]:
    """Return the bracketed and labelled responsibilities in ``text[start:end]``, in order, neighbours merged.

    ``bare``: a list of units in brackets before a full stop is one, too (see :func:`names_units_before_stops`).
    """
    brackets, unclosed = _brackets(folded, start, end)
    found = [stretch for pair in brackets if (stretch := _bracket_stretch(text, folded, *pair, end, bare))]
    labels = _label_stretches(text, folded, start, end, brackets)
    found = _outside(found, labels) + labels
    found.sort(key=lambda stretch: stretch.start)
    found += _unclosed_stretches(text, folded, unclosed, end, found)
    found.sort(key=lambda stretch: stretch.start)
    return _merge_neighbours(text, found)


def _outside(brackets: list[Stretch], labels: list[Stretch]) -> list[Stretch]:
    """Leave out brackets that are part of a label's value: 责任单位：市A局（负责人：张三）."""
    ends = [label.end for label in labels]
    kept: list[Stretch] = []
    for bracket in brackets:
        after = bisect_right(ends, bracket.start)
        if after == len(labels) or bracket.start < labels[after].start:
            kept.append(bracket)
    return kept


def _brackets(folded: str, start: int, end: int) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the outermost matched pairs and the openers without a closer. A stray closer counts for nothing."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(folded, start, end):
        character = match[0]
        if character in _FAMILY:
            stack.append((character, match.start()))
            continue
        opener = _CLOSERS[character]
        depth = next(
            (i for i in range(len(stack) - 1, max(-1, len(stack) - 8), -1) if stack[i][0] == opener), None
        )
        if depth is None:
            continue
        opened = stack[depth][1]
        del stack[depth + 1 :]
        stack.pop()
        while pairs and pairs[-1][0] > opened:
            pairs.pop()
        pairs.append((opened, match.end()))
    return pairs, [position for _, position in stack]


def names_units_before_stops(text: str, folded: str) -> bool:
    """Tell whether a document closes its tasks with the units alone, before the stop.

    So in …条线路（市交通运输局）。 It does where it says so (括号内为责任单位), or where several paragraphs end so and no other habit stands against it.
    """
    if _BRACKETS_HOLD_UNITS.search(folded):
        return True
    brackets, _ = _brackets(folded, 0, len(folded))
    units = before_stop = behind_stop = 0
    for start, end in brackets:
        stop = _STOP_AT_LINE_END.match(folded, end)
        if not stop or not _states(_bracket_stretch(text, folded, start, end, len(folded), True)):
            continue
        if _states(_bracket_stretch(text, folded, start, end, len(folded), False)):
            before_stop += bool(stop[0])
            behind_stop += not stop[0]
        else:
            units += 1
    return units >= 2 and (before_stop + units) >= behind_stop


def _states(stretch: Stretch | None) -> bool:
    return stretch is not None and (stretch.says.stated or not stretch.understood)


def _bracket_stretch(text: str, folded: str, start: int, end: int, limit: int, bare: bool) -> Stretch | None:
    if not 4 <= end - start <= _LONGEST_BRACKET or not _HINT.search(folded, start, end):
        return None
    says = read_responsibility(text[start + 1 : end - 1])
    if _ABOUT_ALL.match(folded, start + 1):
        return Stretch(start, end, says, understood=False) if says.stated else None
    closes = start == 0 or folded[start - 1] in _ENDS_STRETCH or folded[start - 1].isspace()
    at_line_end = end >= limit or folded[end] == "\n"
    closes = closes or (bare and (at_line_end or folded[end] in "。；"))
    if not closes and not at_line_end and _is_aside(says, folded[end : end + 1]):
        return None
    if says.notes and not says.stated and not says.unclear and not says.labelled:
        return Stretch(start, end, says) if all(note.kind == "score" for note in says.notes) else None
    if _is_responsibility(says, closes, at_line_end):
        return Stretch(start, end, says)
    hinted = says.predicate or _STRONG_HINT.search(folded, start, end)
    if closes and hinted and not says.rules:
        return Stretch(start, end, says, understood=False)
    return None


def _is_responsibility(says: Responsibility, closes: bool, at_line_end: bool) -> bool:
    names = says.lead + says.responsible
    if says.labelled:
        return bool(names or says.leaders or says.deadline or says.notes)
    if says.predicate:
        if says.unclear and not (closes or at_line_end):
            return False
        return len(names) > 0 and len(says.unclear) <= len(names)
    if len(names) == 1 and _DESCRIPTION.search(names[0]):
        return False
    places = sum(not looks_like_unit(name) for name in names)
    named = len(names) > places and looks_like_unit(names[0])
    if says.unclear:
        # A list of units in which a name was not understood: the others are as certain as without it.
        short = all(len(piece) <= _SHORT_PIECE for piece in says.unclear)
        return named and closes and short and len(names) >= 2 * len(says.unclear) + 1
    return named and (closes or (at_line_end and len(names) > 1))


def _is_aside(says: Responsibility, after: str) -> bool:
    """Whether a bracket inside a sentence only explains a word of it: …实施（由人社部门负责）培训。"""
    names = says.lead + says.responsible
    vague = all(is_collective(name) or name.endswith("部门") for name in names)
    return not says.labelled and vague and re.match("[\u4e00-\u9fff]", after) is not None


def _label_stretches(
    text: str, folded: str, start: int, end: int, brackets: list[tuple[int, int]]
) -> list[Stretch]:
    found: list[Stretch] = []
    position, bracket = start, 0
    for match in LABEL_COLON.finditer(folded, start, end):
        while bracket < len(brackets) and brackets[bracket][1] <= match.start():
            bracket += 1
        inside = bracket < len(brackets) and brackets[bracket][0] < match.start()
        if match.start() < position or inside:
            continue
        if match.start() > start and folded[match.start() - 1] not in _BEFORE_LABEL and not is_strong_label(match):
            continue
        finish = _value_end(text, folded, match.end(), end)
        opened = match.start() - (match.start() > start and text[match.start() - 1] in _FAMILY)
        says = read_responsibility(text[opened:finish])
        while before := _BEFORE_LABEL_OF_LINE.search(text, max(start, opened - 4), opened):
            opened = before.start()
        names = says.lead + says.responsible
        if is_weak_label(match) and 2 * sum(looks_like_unit(name) or is_place(name) for name in names) <= len(
            names
        ):
            continue
        if says.stated or says.leaders or says.deadline:
            found.append(Stretch(opened, finish, says))
            position = finish
    return found


def _value_end(text: str, folded: str, start: int, end: int) -> int:
    """Return where the value of a label ends: its line, or the sentence if the line goes on with other text."""
    line_end = _line_end(folded, start, end)
    while line_end < end and (
        not folded[start:line_end].strip("* ") or folded[start:line_end].rstrip()[-1:] in "、，"
    ):
        following = _line_end(folded, line_end + 1, end)
        if following <= line_end + 1 and following >= end:
            break
        line_end = following
    while line_end < end and _goes_on(
        folded[start:line_end], folded[line_end + 1 : _line_end(folded, line_end + 1, end)]
    ):
        line_end = _line_end(folded, line_end + 1, end)
    stop = folded.find("。", start, line_end)
    while 0 <= stop < line_end - 1:
        rest = folded[stop + 1 : line_end]
        if rest.strip() and not LABEL_COLON.match(rest.lstrip()) and not find_rules(rest).texts:
            return stop + 1
        stop = folded.find("。", stop + 1, line_end)
    while line_end > start and folded[line_end - 1].isspace():
        line_end -= 1
    return line_end


def _goes_on(value: str, following: str) -> bool:
    """Whether the line below a label's value belongs to it: the rest of a name that a wrap cut, or units set in below."""
    names = split_units(following)
    if not value.strip() or "。" in value[-1:] + following or not names or LABEL_COLON.search(following):
        return False
    if following.startswith(_SET_IN):
        return all(passes(name) and looks_like_unit(name) for name in names)
    cut = re.split("[、，；：。]", value)[-1].strip()
    whole = cut + names[0]
    return (
        2 <= len(cut) <= _LONGEST_CUT
        and not looks_like_unit(cut)
        and _is_known(whole)
        and all(looks_like_unit(name) for name in names[1:])
    )


def _is_known(name: str) -> bool:
    return is_department(name) or (name.endswith(_CERTAIN_ENDS) and passes(name))


def _line_end(folded: str, start: int, end: int) -> int:
    at = folded.find("\n", start, end)
    return end if at < 0 else at


def _unclosed_stretches(
    text: str, folded: str, openers: list[int], end: int, found: list[Stretch]
) -> list[Stretch]:
    """Read what follows a bracket that is never closed, up to its line's end or the next responsibility."""
    starts = [stretch.start for stretch in found]
    unclosed: list[Stretch] = []
    position = 0
    for opener in openers:
        after = bisect_right(starts, opener)
        if opener < position or (after and opener < found[after - 1].end):
            continue
        finish = min(_line_end(folded, opener, end), starts[after] if after < len(starts) else end)
        finish = min(finish, opener + _LONGEST_BRACKET)
        position = finish
        if not _STRONG_HINT.search(folded, opener, finish) and not LABEL_COLON.match(folded, opener + 1, finish):
            continue
        says = read_responsibility(text[opener + 1 : finish], cut_off=True)
        closes = opener == 0 or folded[opener - 1] in _ENDS_STRETCH
        if _is_responsibility(says, closes, True):
            unclosed.append(Stretch(opener, finish, says, unclosed=True))
        elif closes:
            unclosed.append(Stretch(opener, finish, says, unclosed=True, understood=False))
    return unclosed


def _merge_neighbours(text: str, found: list[Stretch]) -> list[Stretch]:
    """Read stretches with nothing between them as one: （牵头单位：A）（配合单位：B）."""
    runs: list[list[Stretch]] = []
    for stretch in found:
        before = runs[-1][-1] if runs else None
        joins = before is not None and before.understood and stretch.understood
        if joins and before is not None and _GLUE.fullmatch(text, before.end, stretch.start):
            runs[-1].append(stretch)
        else:
            runs.append([stretch])
    return [_merged(text, run) for run in runs]


def _merged(text: str, run: list[Stretch]) -> Stretch:
    if len(run) == 1:
        return run[0]
    joined = read_responsibility("；".join(_content(text, part) for part in run), cut_off=run[-1].unclosed)
    rules = tuple(dict.fromkeys(rule for part in run for rule in part.says.rules))
    unclosed = any(part.unclosed for part in run)
    first = next((part for part in run if part.says.stated or part.says.leaders or part.says.deadline), run[0])
    lead_in = run[0].start if first is not run[0] else None
    return Stretch(first.start, run[-1].end, replace(joined, rules=rules), unclosed, lead_in=lead_in)


def _content(text: str, stretch: Stretch) -> str:
    value = _DECORATION.sub("", text[stretch.start : stretch.end].strip())
    return (
        value[1:-1]
        if value[:1] in "（(〔【[［" and fold(value[-1:]) in "）〕】]］"
        else open_label_brackets(value).lstrip("（(〔【[［；")
    )
