"""Markdown: its marks taken off, its pipe tables as grids."""

import re

from index.extract.assemble import Assembly
from index.extract.grid import GridCell, rectangular
from index.extract.markup.plain_text import decode
from index.model.source import SourceText

FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
SEPARATOR_ROW = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
CELL_BORDER = re.compile(r"(?<!\\)\|")
LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)

DROPPED_LINES = re.compile(r"^\s*(?:```.*|~~~.*|(?:[-*_][ \t]*){3,}|=+|\[[^\]]+\]:\s+\S+.*)$")
"""Fences, rules, heading underlines and link definitions carry no text."""

MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^\s{0,3}(?:>\s?)+"), ""),  # quotation
    (re.compile(r"^\s{0,3}#{1,6}(?:\s+|$)|(?<=\S)\s+#+\s*$"), ""),  # heading
    (re.compile(r"^\s*[-*+]\s+(?:\[[ xX]\]\s+)?"), ""),  # bullet
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),  # image
    (re.compile(r"\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)"), r"\1"),  # link
    (re.compile(r"(?<!\\)(\*{1,3}|_{2,3})(?=\S)(.+?)(?<=[^\s\\])\1"), r"\2"),  # emphasis
    (re.compile(r"(?<!\\)~~(.+?)~~"), r"\1"),  # struck out, yet printed
    (re.compile(r"(?<!\\)`+([^`]+)`+"), r"\1"),  # code
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),  # inline html
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),  # escape, last of all
)


def read(data: bytes, file_name: str) -> SourceText:
    """The text without Markdown's marks. Raises UnreadableFileError if it is not text."""
    text = decode(data, file_name).replace("\r\n", "\n")
    lines = COMMENT.sub("", FRONT_MATTER.sub("", text)).split("\n")
    assembly = Assembly(file_name)
    position = 0
    while position < len(lines):
        table_end = _table_end(lines, position)
        if table_end:
            rows = [lines[position], *lines[position + 2 : table_end]]
            assembly.add_table(rectangular([_cells(row) for row in rows]))
            position = table_end
        else:
            if not DROPPED_LINES.match(lines[position]):
                assembly.add_text(_plain(lines[position]))
            position += 1
    return assembly.source("markdown")


def _table_end(lines: list[str], position: int) -> int:
    """The line after the table whose header row is at ``position``, or 0."""
    if position + 1 >= len(lines) or "|" not in lines[position] or "|" not in lines[position + 1]:
        return 0
    if not SEPARATOR_ROW.match(lines[position + 1]):
        return 0
    end = position + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end


def _cells(row: str) -> list[GridCell]:
    row = row.strip().removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    return [GridCell(_plain(part)) for part in CELL_BORDER.split(row)]


def _plain(line: str) -> str:
    line = LINE_BREAK_TAG.sub("\n", line)
    for mark, replacement in MARKS:
        line = mark.sub(replacement, line)
    return line.rstrip()
