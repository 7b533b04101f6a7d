"""Headings and clauses by number or title: which paths a section reference means."""

import re
from collections.abc import Sequence

from index.model.store import ClauseRecord
from index.text.numerals import NUMERAL_CHARS, parse_number
from index.text.search_key import search_key
from retriever.query.predicates import InSection, Level

Path = tuple[str, ...]
"""Headings, outermost first."""

_N = rf"[{NUMERAL_CHARS}]+"
_NUMBERED = (
    re.compile(rf"^第(?P<n>{_N})(?:章|节|部分|篇|条)"),
    re.compile(rf"^\((?P<n>{_N})\)"),
    re.compile(rf"^(?P<n>{_N})\s*[、.．]"),
)


def heading_number(heading: str) -> int | None:
    """The number that a heading begins with: 五、加快… → 5, （二十四）深入… → 24."""
    key = search_key(heading)
    match = next((m for pattern in _NUMBERED if (m := pattern.match(key))), None)
    return parse_number(match["n"]) if match else None


def heading_title(heading: str) -> str:
    """A heading's search key without its number."""
    key = search_key(heading)
    for pattern in _NUMBERED:
        if match := pattern.match(key):
            return key[match.end() :].lstrip("、.． ")
    return key


def clause_number(clause: ClauseRecord) -> int | None:
    """The integer that a clause's printed number means: 36, （三） → 3, 第五条 → 5."""
    return parse_number(re.sub(r"[()第条、.\s]", "", search_key(clause.number)))


def heading_paths(clauses: Sequence[ClauseRecord]) -> tuple[Path, ...]:
    """Every heading path in a document, prefixes included, in order."""
    paths = (clause.section[:depth] for clause in clauses for depth in range(1, len(clause.section) + 1))
    return tuple(dict.fromkeys(paths))


def find_paths(paths: Sequence[Path], wanted: InSection) -> tuple[Path, ...]:
    """The heading paths that a reference means, none inside another; several where it is ambiguous."""
    if not wanted.numbers:
        return _titled(paths, wanted.title)
    within: tuple[Path, ...] = ((),)
    for depth, number in enumerate(wanted.numbers, 1):
        level: Level = wanted.level if depth == len(wanted.numbers) else ""
        within = tuple(
            path for outer in within for path in _numbered(_below(paths, outer), number, level, len(outer))
        )
    return _outermost(within)


def _below(paths: Sequence[Path], outer: Path) -> list[Path]:
    return [path for path in paths if len(path) > len(outer) and path[: len(outer)] == outer]


def _numbered(paths: Sequence[Path], number: int, level: Level, depth: int) -> list[Path]:
    """The headings with a number, of the outermost level that has one; by place where none is numbered."""
    fitting = [path for path in paths if _at_level(path, level)]
    if number < 0 or not any(heading_number(path[-1]) for path in fitting):
        shallowest = min((len(path) for path in fitting), default=0)
        own = [path for path in fitting if level == "inner" or len(path) == shallowest]
        place = number if number < 0 else number - 1
        return [own[place]] if -len(own) <= place < len(own) else []
    found = [path for path in fitting if heading_number(path[-1]) == number]
    outermost = min((len(path) for path in found), default=depth)
    return [path for path in found if len(path) == outermost]


def _at_level(path: Path, level: Level) -> bool:
    """Whether a heading is of the kind that a number was said to count."""
    if level == "inner":
        return search_key(path[-1]).startswith("(") or len(path) > 1
    return level != "outer" or len(path) == 1


def _titled(paths: Sequence[Path], title: str) -> tuple[Path, ...]:
    wanted = _plain(search_key(title))
    if len(wanted) < 2:
        return ()
    exact = [path for path in paths if _plain(heading_title(path[-1])) == wanted]
    return _outermost(exact or [path for path in paths if wanted in _plain(heading_title(path[-1]))])


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text)


def _outermost(paths: Sequence[Path]) -> tuple[Path, ...]:
    return tuple(path for path in paths if not any(path != o and path[: len(o)] == o for o in paths))
