"""The header of a flattened table: column names one a line, and the lines between it and the first row."""

import re
from collections.abc import Sequence

from index.table.cell_shape import CellLine, row_number
from index.table.header import (
    LONGEST_NAME,
    UNIT_ROLES,
    Column,
    clean_name,
    columns_from_names,
    role_of,
    spanning_name,
)

_MOST_HEADER_LINES = 16
BARE_GROUP = re.compile(r"^(?:[一二三四五六七八九十]{1,3}|[（(][一二三四五六七八九十]{1,3}[)）])$")
LONGEST_HEADING = 40
_GROUP = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[章部分篇])"
)
_DANGLING = re.compile(r"^(?:序|责任|牵头|配合|协同|协办|完成|分管|落实|时间|工作|主要|重点|具体|目标)$")


def header_at(lines: Sequence[CellLine], index: int) -> tuple[tuple[Column, ...], int] | None:
    """The columns and first body line of a header that begins here, else None.

    It begins with the number column, or with one column of headings and the number column; the number column is
    then given first.
    """
    leading = is_number_name(lines[index + 1].text) if index + 1 < len(lines) else False
    leading = leading and role_of(lines[index].text) in ("section", "task")
    if not leading and not is_number_name(lines[index].text):
        return None
    for body in range(index + 3, min(len(lines), index + _MOST_HEADER_LINES)):
        text = lines[body].text
        category = leading and role_of(text) is None and _is_number(lines, body + 1)
        if (
            not category
            and not _is_number(lines, body)
            and not (is_heading(text) and _leads_to_number(lines, body))
        ):
            if len(clean_name(text)) > LONGEST_NAME:
                return None
            continue
        columns = columns_from_names(_unfolded(_names(lines[index:body])))
        if columns is None or columns[leading].role != "number":
            return None
        if leading and not (columns[0].role == "section" and (category or is_heading(text))):
            return None
        return (columns if not leading else (columns[1], columns[0], *columns[2:])), body
    return None


def is_number_name(text: str) -> bool:
    """Whether a line names the number column, or begins its name (序 above 号)."""
    return role_of(text) == "number" or clean_name(text) == "序"


def is_heading(text: str) -> bool:
    """Whether a line is a group heading: 一、稳增长; or its number alone, 一."""
    return bool(_GROUP.match(text) or BARE_GROUP.match(text)) and len(text) <= LONGEST_HEADING and text[-1] != "。"


def _leads_to_number(lines: Sequence[CellLine], index: int) -> bool:
    """Whether headings that begin at ``index`` are followed by a row's number; some may have no rows."""
    while index < len(lines) and is_heading(lines[index].text):
        index += 2 if BARE_GROUP.match(lines[index].text) else 1
    return _is_number(lines, index)


def _is_number(lines: Sequence[CellLine], index: int) -> bool:
    return index < len(lines) and row_number(lines[index].text) is not None


def _unfolded(names: Sequence[str]) -> list[str]:
    """Names of two header rows in one: those of the second row (牵头单位, 配合单位) under the one that spans them."""
    lower = len(names)
    while lower and role_of(names[lower - 1]) in UNIT_ROLES:
        lower -= 1
    for start in (lower, lower + 1):
        at = spanning_name(names[:start], names[start:]) if len(names) - start > 1 else None
        if at is not None:
            return [*names[:at], *names[start:], *names[at + 1 : start]]
    return [*names]


def _names(lines: Sequence[CellLine]) -> list[str]:
    """Column names of the header lines, those that were broken over lines joined."""
    if any(line.closes for line in lines) or all(line.after_blank for line in lines):
        return [line.text for line in lines]
    names: list[str] = []
    for line in lines:
        text = clean_name(line.text)
        joined = names[-1] + text if names else text
        broken = names and (role_of(names[-1]) is None or _DANGLING.match(names[-1]))
        if broken and role_of(joined) is not None:
            names[-1] = joined
        else:
            names.append(text)
    return names
