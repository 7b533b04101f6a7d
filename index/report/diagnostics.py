"""What the reader of an import report must know about a parse."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from index.grammar.labels import open_label_brackets
from index.grammar.numbering import follows, is_first
from index.model.document import Clause, Diagnostic, Severity
from index.outline.clause_item import ClauseItem
from index.outline.stretch import find_stretches
from index.text.fold import fold

_SHOWN = 60
_SHORTEST_RESPONSIBILITY = 6
_RESPONSIBLE = re.compile("牵头|责任(?:单位|部门)|分工负责|配合单位")
_COLUMN_NAME = re.compile(
    "^[ \t\u3000]*(?:牵头|责任|牵头责任|配合|主办|协办|协同)(?:单位|部门)[ \t\u3000]*$", re.MULTILINE
)


def check(
    text: str, found: list[ClauseItem], clauses: list[Clause], *, tabular: bool = False, lead_marks: str = ""
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a parse: numbering first, then clause by clause.

    ``tabular``: the document's tables hold clauses of their own, so none in the prose is no fault.
    ``lead_marks``: the signs at units' names that the document explains.
    """
    lines = _Lines(text)
    report: list[Diagnostic] = []
    if tabular and not clauses:
        return ()
    if not clauses:
        report.append(
            Diagnostic("error", "no-clauses", "没有找到带编号的条款。请确认文件是任务分工类文件。", None, None)
        )
    elif not tabular and not any(clause.duties for clause in clauses):
        report.append(Diagnostic("error", "no-duties", "没有找到任何写明责任单位的条款。", None, None))
    elif all(item.item.marker is None for item in found):
        report.append(
            Diagnostic("info", "numbers-absent", "文件的条款没有编号，按出现的先后编为1、2、3……", None, None)
        )
    report.extend(_numbering(found, lines))
    if header := _COLUMN_NAME.search(text):
        report.append(
            Diagnostic(
                "warning",
                "table-unread",
                f"“{header[0].strip()}”像是表头，但表格没有序号列或行列已丢失，表中内容没有读出。请改用原始的表格文件导入。",
                None,
                lines.at(header.end()),
            )
        )
    report.extend(_before_clauses(text, found, lines))
    report.extend(_between_clauses(text, found, lines))
    for item, clause in zip(found, clauses, strict=True):
        report.extend(_clause(text, item, clause, lines, lead_marks))
    return tuple(report)


class _Lines:
    """Line numbers of offsets."""

    def __init__(self, text: str) -> None:
        self._breaks = [index for index, character in enumerate(text) if character == "\n"]

    def at(self, offset: int) -> int:
        """Return the 1-based line of ``offset``."""
        return bisect_right(self._breaks, offset - 1) + 1


def _before_clauses(text: str, found: list[ClauseItem], lines: _Lines) -> Iterator[Diagnostic]:
    """Responsibilities above the first clause, those of its headings aside."""
    if not found or found[0].item.marker is None:
        return
    head = text[: found[0].item.start]
    of_headings = {stretch.start for stretch in found[0].section_stretches}
    for stretch in find_stretches(head, open_label_brackets(fold(head)), 0, len(head)):
        if stretch.says.stated and stretch.start not in of_headings:
            yield Diagnostic(
                "warning",
                "text-outside-clause",
                f"第一条之前有责任分工，未归入任何条款：{_short(text[stretch.start : stretch.end])}",
                None,
                lines.at(stretch.start),
            )


def _between_clauses(text: str, found: list[ClauseItem], lines: _Lines) -> Iterator[Diagnostic]:
    """Responsibilities between clauses and behind the last one that no clause and no heading holds."""
    ends = [item.left_over[1] if item.left_over else item.end for item in found]
    starts = [*(item.item.start for item in found[1:]), len(text)][: len(ends)]
    held = {stretch.start for item in found for stretch in item.section_stretches}
    folded = open_label_brackets(fold(text))
    for end, start in zip(ends, starts, strict=True):
        if start - end < _SHORTEST_RESPONSIBILITY or not _RESPONSIBLE.search(folded, end, start):
            continue
        for stretch in find_stretches(text, folded, end, start):
            if stretch.says.stated and stretch.start not in held:
                yield Diagnostic(
                    "warning",
                    "text-outside-clause",
                    f"这处责任分工没有归入任何条款，未被采用：{_short(text[stretch.start : stretch.end])}",
                    None,
                    lines.at(stretch.start),
                )


def _numbering(found: list[ClauseItem], lines: _Lines) -> Iterator[Diagnostic]:
    latest: dict[str, int] = {}
    inside: dict[tuple[str, int], int] = {}
    for item in found:
        marker = item.item.marker
        if marker is None:
            continue
        style, value, parent = marker.style.name, marker.value, (marker.style.name, item.item.parent)
        before = inside.get(parent, latest.get(style, 0))
        line = lines.at(item.item.start)
        if value == inside.get(parent):
            yield Diagnostic(
                "warning", "numbering-duplicate", f"编号“{marker.number}”重复出现。", marker.number, line
            )
        elif not (is_first(value) or follows(latest.get(style, 0), value) or follows(before, value)):
            yield Diagnostic(
                "warning",
                "numbering-gap",
                f"编号不连续：“{marker.number}”之前的同级编号是第{before}项。"
                if before
                else f"编号从“{marker.number}”开始。",
                marker.number,
                line,
            )
        latest[style] = inside[parent] = value


def _clause(text: str, item: ClauseItem, clause: Clause, lines: _Lines, lead_marks: str) -> Iterator[Diagnostic]:
    def report(severity: Severity, code: str, message: str, offset: int) -> Diagnostic:
        return Diagnostic(severity, code, message, clause.number, lines.at(offset))

    if not clause.duties:
        name = _cite(clause.number)
        mention = "；正文中提到“牵头”，但没有写成责任分工" if "牵头" in clause.text else ""
        yield report("warning", "no-responsibility", f"{name}没有写明责任单位{mention}。", item.start)
    for stretch in item.stretches:
        shown = _short(text[stretch.start : stretch.end])
        if stretch.unclosed:
            yield report("warning", "unclosed-bracket", f"责任单位的括号或句子没有写完：{shown}", stretch.start)
        if not stretch.understood:
            yield report(
                "warning", "responsibility-unclear", f"这段文字像是责任分工，但没有读懂：{shown}", stretch.start
            )
        elif stretch.says.marked and not any(mark in lead_marks for _, mark in stretch.says.marked):
            signs = "".join(dict.fromkeys(mark for _, mark in stretch.says.marked))
            yield report(
                "warning",
                "mark-unexplained",
                f"单位前后标有“{signs}”，文件没有说明其含义，未据此认定牵头单位：{shown}",
                stretch.start,
            )
        elif stretch.says.unclear:
            pieces = "、".join(stretch.says.unclear)
            yield report(
                "warning", "responsibility-unclear", f"责任分工中有一部分没有读懂：{_short(pieces)}", stretch.start
            )
    if item.left_over:
        start, end = item.left_over
        yield report(
            "info",
            "text-outside-clause",
            f"责任分工之后还有正文，未归入任何条款：{_short(text[start:end])}",
            start + 1,
        )


def _cite(number: str) -> str:
    return f"第{number}条" if number.isdecimal() else number


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "……"
