"""The header of a grid: the rows of column names, what stands above them, and the headings between rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.model.source import Cell, Table
from index.table.cell_shape import is_none, is_unit, unit_names
from index.table.header import LONGEST_NAME, Column, Content, clean_name, columns_from_names, role_of

_HEADER_SEARCH = 8
GROUP_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十百]+[、.．]?|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[章部分篇]+)"
)
_COUNT = re.compile(r"[（(]\d+\s*[项条个件大]+[)）]$")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table, the index of its first body row, and the row above the names, if any.

    That is the table's title (``caption``), or the heading of its first rows (``group``: 一、稳增长).
    """

    columns: tuple[Column, ...]
    body: int
    caption: str | None
    group: str | None = None


def heading_text(text: str) -> str:
    """A heading cell in one piece: no line breaks, no closing count of its items （6 项）."""
    return _COUNT.sub("", re.sub(r"[\s\u3000]+", "", text).rstrip("|"))


def heading_level(text: str) -> int:
    """0 for 一、 and unnumbered headings, 1 for （一）: how group rows nest."""
    return 1 if re.match(r"[（(]", text) else 0


def find_header(table: Table) -> Header | None:
    """The header of a duty table, None when the table is not one (no unit column or no task column)."""
    width = max((len(row) for row in table.rows), default=0)
    caption: str | None = None
    for first, row in enumerate(table.rows[:_HEADER_SEARCH]):
        texts = distinct_texts(row)
        if sum(role_of(text) is not None for text in texts) < 2:
            if len(texts) == 1:
                caption = heading_text(texts[0])
            continue
        last = first
        while last + 1 < len(table.rows) and _is_header_row(table.rows[last + 1]):
            last += 1
        names = [_column_name(table.rows[first : last + 1], column) for column in range(width)]
        contents = [_content(table.rows[last + 1 :], column) for column in range(width)]
        columns = columns_from_names(names, contents)
        if columns is not None:
            grouped = caption is not None and GROUP_NUMBER.match(caption)
            return Header(columns, last + 1, None if grouped else caption, caption if grouped else None)
    return None


def distinct_texts(row: Sequence[Cell]) -> list[str]:
    """The texts of a row that are not empty, each merged cell's once."""
    return list({(cell.start, cell.end): cell.text for cell in row if cell.text.strip()}.values())


def _is_header_row(row: Sequence[Cell]) -> bool:
    """Whether a row below the first names is one more row of names: only names, and not merged from above."""
    own = [cell.text for cell in row if not cell.merged and cell.text.strip()]
    if len(distinct_texts(row)) == 1 and (len(row) > 1 or GROUP_NUMBER.match(own[0] if own else "")):
        return False  # the heading of the first rows
    known = sum(role_of(text) is not None for text in own)
    short = all(len(clean_name(text)) <= LONGEST_NAME and not text.strip().isdigit() for text in own)
    return bool(own) and short and known * 2 > len(own)


def _column_name(rows: Sequence[Sequence[Cell]], column: int) -> str:
    """The name of a column under several header rows: the lowest that says something, else all joined."""
    names = list(dict.fromkeys(row[column].text for row in rows if column < len(row) and row[column].text.strip()))
    for name in reversed(names):
        if role_of(name) is not None:
            return name
    return "".join(names)


def _content(rows: Sequence[Sequence[Cell]], column: int) -> Content:
    texts = [row[column].text.strip() for row in rows if column < len(row) and not row[column].merged]
    filled = [text for text in texts if not is_none(text)]
    units = sum(all(is_unit(name.strip()) for name in unit_names(text)) for text in filled)
    return Content(sum(map(len, texts)) / len(texts) if texts else 0.0, units / len(filled) if filled else 0.0)
