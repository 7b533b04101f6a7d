"""Undo the page: rejoin hard-wrapped lines, drop page marks, running headers and site navigation."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.grammar.labels import LABEL, LABEL_COLON
from index.grammar.numbering import find_markers
from index.model.source import Cell, Line, SourceText, Table
from index.text.fold import fold, squeeze
from index.text.printed_width import printed_width

_DASH = "—–―－‐﹣\\-"
_DASH_LINE = re.compile(rf"^\s*[{_DASH}]+\s*$")
_DIGIT_LINE = re.compile(r"^\s*[0-9０-９]{1,4}\s*$")
_PAGE_MARK = re.compile(
    rf"^\s*(?:[{_DASH}·•]+\s*[0-9０-９]{{1,4}}\s*[{_DASH}·•]+|第\s*\d{{1,4}}\s*页(?:\s*[，,/]?\s*共\s*\d{{1,4}}\s*页)?"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d+)?|\d{1,4}\s*/\s*\d{1,4})\s*$"
)
_REPEATED_GLYPH = re.compile(r"^\s*(\S)\1{9,}\s*$")
_NAVIGATION = re.compile(
    "^(?:首页|登录|注册|无障碍|网站首页|返回顶部|网站地图|联系我们|收藏|设为首页|关怀版|长者模式|简|繁|打印|关闭)"
)
_PLAIN_SHORT = re.compile(r"^[^。，；、：（）0-9A-Za-z]{1,8}$")
_SENTENCE_END = "。；！？：;!?:"
_TABLE_HEADER = re.compile(r"^\s*[|]?\s*序\s*号?\s*[|]?\s*$")
_TABLE_WORD = re.compile("责任|牵头|完成时限|完成时间|配合|单位|措施|任务")
_TABLE_END = re.compile(r"^\s*(?:附\s*件?\s*\d|第[一二三四五六七八九十]+部分)")
_SPACED_LABEL = re.compile(
    r"(?<=[\n\u3000 ])(?P<label>(?:[\u4e00-\u9fff][ \u3000]{1,3}){2,5}[\u4e00-\u9fff])(?=[ \u3000]{0,3}[：:])"
)
_MIN_BODY, _MIN_WIDTH, _MAX_WIDTH = 12, 18, 90


def unwrap(source: SourceText) -> SourceText:
    """Return ``source`` without the traces of its layout. Tables keep their text; their ranges are moved.

    A source whose lines end where the page does (stated by the extractor, or seen from line lengths) has its
    lines joined into paragraphs; lines of flattened tables are left alone.
    """
    source = replace(source, text=_SPACED_LABEL.sub(_closed_up, source.text))
    lines = source.text.split("\n")
    starts = _starts(lines)
    table_lines = _lines_of_tables(source.tables, starts, lines)
    dropped = _page_marks(lines, table_lines) | _running_heads(source, lines)
    flattened = _flattened_tables(lines, dropped)
    width = _wrap_width(lines, dropped, flattened, source.hard_wrapped)
    if width:
        dropped |= _navigation(lines, dropped)
    keep = table_lines | flattened
    return _rebuild(source, lines, starts, dropped - table_lines, keep, width)


def _closed_up(spaced: re.Match[str]) -> str:
    """Write 牵 头 单 位： as 牵头单位   ：, the text's length kept."""
    label = squeeze(spaced["label"])
    return label.ljust(len(spaced["label"])) if LABEL.fullmatch(fold(label)) else spaced["label"]


def _starts(lines: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    return starts


def _lines_of_tables(tables: Sequence[Table], starts: Sequence[int], lines: Sequence[str]) -> set[int]:
    inside: set[int] = set()
    ranges = sorted((table.start, table.end) for table in tables)
    position = 0
    for index, start in enumerate(starts):
        while position < len(ranges) and ranges[position][1] <= start:
            position += 1
        if (
            position < len(ranges)
            and ranges[position][0] <= start + len(lines[index])
            and start < ranges[position][1]
        ):
            inside.add(index)
    return inside


def _page_marks(lines: Sequence[str], table_lines: set[int]) -> set[int]:
    dropped: set[int] = set()
    for index, line in enumerate(lines):
        if index in table_lines or len(line) > 60:
            continue
        if _PAGE_MARK.match(line) or _REPEATED_GLYPH.match(line):
            dropped.add(index)
        elif _DASH_LINE.match(line) and index not in dropped:
            end = index + 1
            while end < len(lines) and end - index <= 3 and _DIGIT_LINE.match(lines[end]):
                end += 1
            if end > index + 1 and end < len(lines) and _DASH_LINE.match(lines[end]):
                dropped.update(range(index, end + 1))
    return dropped


def _running_heads(source: SourceText, lines: Sequence[str]) -> set[int]:
    """Lines that stand first or last on at least three pages in the same words."""
    if not source.lines or max(line.page for line in source.lines) < 3 or len(source.lines) != len(lines):
        return set()
    edges: list[int] = []
    for index, line in enumerate(source.lines):
        before = source.lines[index - 1].page if index else 0
        after = source.lines[index + 1].page if index + 1 < len(source.lines) else 0
        if line.page and (line.page != before or line.page != after):
            edges.append(index)
    words = Counter(re.sub(r"\d+", "0", lines[index].strip()) for index in edges)
    return {
        index
        for index in edges
        if 0 < len(lines[index].strip()) <= 40 and words[re.sub(r"\d+", "0", lines[index].strip())] >= 3
    }


def _flattened_tables(lines: Sequence[str], dropped: set[int]) -> set[int]:
    """Lines of tables whose cells stand one to a line: from a header 序号 … 责任单位 on."""
    inside: set[int] = set()
    active = False
    for index, line in enumerate(lines):
        if index in dropped:
            continue
        if len(line) <= 20 and _TABLE_HEADER.match(line):
            after = [other for other in lines[index + 1 : index + 16] if other.strip()][:7]
            active = active or (
                all(len(other.strip()) <= 12 for other in after[:3])
                and any(_TABLE_WORD.search(other) for other in after)
            )
        elif active and _TABLE_END.match(line) and len(line.strip()) <= 12:
            active = False
        if active:
            inside.add(index)
    return inside


def _wrap_width(lines: Sequence[str], dropped: set[int], flattened: set[int], stated: bool) -> float:
    """Return the width at which lines were broken, in Chinese characters; 0 when lines are paragraphs."""
    body = [
        line.rstrip()
        for index, line in enumerate(lines)
        if index not in dropped and index not in flattened and printed_width(line.rstrip()) >= _MIN_BODY
    ]
    widths = sorted(printed_width(line) for line in body)
    if not widths:
        return 0.0
    width = widths[min(len(widths) - 1, int(len(widths) * 0.9))]
    if stated:
        return width
    if len(body) < 10 or not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return 0.0
    full = [line for line in body if printed_width(line) >= width * 0.88]
    longer = sum(one > width * 1.2 for one in widths)
    open_ended = sum(line[-1] not in _SENTENCE_END + "）)〕】" for line in full)
    wrapped = len(full) * 2 >= len(body) and longer * 50 <= len(body) and open_ended * 5 >= len(full) * 3
    return width if wrapped else 0.0


def _navigation(lines: Sequence[str], dropped: set[int]) -> set[int]:
    """Runs of short lines without punctuation, one of them a word of site navigation."""
    found: set[int] = set()
    run: list[int] = []
    for index in [*range(len(lines)), -1]:
        line = lines[index].strip() if index >= 0 else "。"
        if index >= 0 and (index in dropped or not line):
            continue
        if _PLAIN_SHORT.match(line):
            run.append(index)
            continue
        if len(run) >= 3 and any(_NAVIGATION.match(lines[one].strip()) for one in run):
            found.update(run)
        run = []
    return found


def _opens_paragraph(line: str) -> bool:
    head = fold(line[:40])
    if not head.strip():
        return True
    if line.startswith(("　　", "    ")):
        return True
    stripped = head.lstrip(" \t\u3000*#")
    if LABEL_COLON.match(stripped):
        return True
    return any(marker.start <= len(head) - len(stripped) for marker in find_markers(head))


def _joins(before: str, after: str, width: float, depth: int) -> bool:
    """Tell whether ``after`` continues the line ``before``."""
    before = before.rstrip()
    if not before or not after.strip():
        return False
    if depth > 0 and before[-1] not in "。":
        return not _TABLE_HEADER.match(after)
    if _opens_paragraph(after):
        return False
    ends_sentence = before[-1] in _SENTENCE_END or before[-1] in "）)〕】"
    full = printed_width(before) >= width * (0.95 if ends_sentence else 0.85)
    return full or (before[-1] in "、，" and not _TABLE_HEADER.match(after))


def _rebuild(
    source: SourceText,
    lines: Sequence[str],
    starts: Sequence[int],
    dropped: set[int],
    keep: set[int],
    width: float,
) -> SourceText:
    pieces: list[str] = []
    moved: list[tuple[int, int]] = []  # (offset in the source, offset in the result), one a kept line
    out_lines: list[Line] = []
    length, depth, previous = 0, 0, -1
    known = {line.start: line for line in source.lines}
    for index, line in enumerate(lines):
        if index in dropped:
            continue
        text = line
        joined = bool(
            width
            and previous >= 0
            and previous not in keep
            and index not in keep
            and _joins(lines[previous], line, width, depth)
        )
        if joined:
            text = line.strip()
            glue = " " if pieces and _needs_blank(pieces[-1], text) else ""
        else:
            glue = "\n" if pieces else ""
            depth = 0
        if glue:
            pieces.append(glue)
            length += len(glue)
        source_line = known.get(starts[index])
        page, confidence = (source_line.page, source_line.confidence) if source_line else (0, 1.0)
        moved.append((starts[index] + (len(line) - len(line.lstrip()) if joined else 0), length))
        if joined and out_lines:
            last = out_lines[-1]
            out_lines[-1] = Line(last.start, length + len(text), last.page, min(last.confidence, confidence))
        else:
            out_lines.append(Line(length, length + len(text), page, confidence))
        pieces.append(text)
        length += len(text)
        depth = max(0, depth + sum(text.count(c) for c in "（(〔【") - sum(text.count(c) for c in "）)〕】"))
        previous = index
    tables = tuple(_moved_table(table, moved) for table in source.tables)
    return replace(source, text="".join(pieces), lines=tuple(out_lines), tables=tables, hard_wrapped=False)


def _needs_blank(before: str, after: str) -> bool:
    return before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()


def _moved_table(table: Table, moved: Sequence[tuple[int, int]]) -> Table:
    from bisect import bisect_right

    sources = [old for old, _ in moved]

    def move(offset: int) -> int:
        index = max(0, bisect_right(sources, offset) - 1)
        old, new = moved[index]
        return new + offset - old

    rows = tuple(
        tuple(Cell(cell.text, move(cell.start), move(cell.end), cell.merged) for cell in row) for row in table.rows
    )
    return replace(table, rows=rows, start=move(table.start), end=move(table.end))
