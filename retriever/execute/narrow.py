"""Narrowing a document's duties to a section or a matter: 农业农村方面, 第八部分, 机场."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.model.store import ClauseRecord, DocumentRecord, DutyRecord
from index.text.search_key import search_key
from retriever.execute.inquiry import Inquiry
from retriever.execution.headings import heading_number, heading_title
from retriever.patterns.question import Level, SectionRef


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The duties left, and the words that say to what they were narrowed."""

    records: tuple[DutyRecord, ...]
    label: str


def headings(clauses: Sequence[ClauseRecord]) -> tuple[tuple[str, ...], ...]:
    """Every heading path in a document, prefixes included, in order."""
    seen: dict[tuple[str, ...], None] = {}
    for clause in clauses:
        for depth in range(1, len(clause.section) + 1):
            seen.setdefault(clause.section[:depth], None)
    return tuple(seen)


def find_sections(clauses: Sequence[ClauseRecord], wanted: SectionRef) -> tuple[tuple[str, ...], ...]:
    """The heading paths that a reference may mean; one inside another is left out."""
    paths = headings(clauses)
    if wanted.step:
        start = find_sections(clauses, replace(wanted, step=0))
        return _neighbour(paths, start[0], wanted.step) if len(start) == 1 else ()
    if wanted.from_end is not None:
        tops = [path for path in paths if len(path) == 1]
        return (tops[-wanted.from_end],) if 0 < wanted.from_end <= len(tops) else ()
    if wanted.numbers:
        return _by_numbers([path for path in paths if _at_level(path, wanted.level)], wanted.numbers)
    title = re.sub(r"\W", "", search_key(wanted.title))
    if len(title) < 2:
        return ()
    exact = [path for path in paths if re.sub(r"\W", "", heading_title(path[-1])) == title]
    return _outermost(exact or [path for path in paths if title in re.sub(r"\W", "", heading_title(path[-1]))])


def _neighbour(paths: Sequence[tuple[str, ...]], start: tuple[str, ...], step: int) -> tuple[tuple[str, ...], ...]:
    """The heading path so many steps from one, among those of its depth."""
    level = [path for path in paths if len(path) == len(start)]
    place = level.index(start) + step
    return (level[place],) if 0 <= place < len(level) else ()


def _at_level(path: tuple[str, ...], level: Level) -> bool:
    """Whether a heading is of the kind that a number was said to count."""
    if level == "inner":
        return search_key(path[-1]).startswith("(") or len(path) > 1
    return level != "outer" or len(path) == 1


def _by_numbers(paths: Sequence[tuple[str, ...]], numbers: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
    last = [path for path in paths if heading_number(path[-1]) == numbers[-1]]
    if len(numbers) > 1:
        outer = numbers[:-1]
        return tuple(path for path in last if all(n in [heading_number(h) for h in path[:-1]] for n in outer))
    if not last:
        return ()
    depth = min(len(path) for path in last)
    return tuple(path for path in last if len(path) == depth)


def _outermost(paths: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        path for path in paths if not any(path != other and path[: len(other)] == other for other in paths)
    )


def in_section(clause: ClauseRecord, path: tuple[str, ...]) -> bool:
    """Whether a clause stands under a heading path."""
    return clause.section[: len(path)] == path


def narrow_to_matter(inquiry: Inquiry, document: DocumentRecord, records: Sequence[DutyRecord]) -> Narrowed | None:
    """The duties of the section, or else about the matter, that a question restricts to; None when there is none.

    A matter is first taken as words of a heading, then as words of the tasks, and last searched for.
    """
    question = inquiry.question
    clauses = inquiry.library.clauses(document)
    wanted = question.section or SectionRef(title=question.matter)
    paths = find_sections(clauses, wanted)
    if paths:
        left = tuple(r for r in records if any(in_section(r.clause, path) for path in paths))
        return Narrowed(left, "“" + "、".join(path[-1] for path in paths) + "”部分")
    if not question.matter:
        return None
    words = [search_key(word) for word in question.matter.split()]
    literal = tuple(r for r in records if all(word in search_key(r.duty.task) for word in words))
    if literal:
        return Narrowed(literal, f"任务写明“{question.matter}”的事项")
    several = [search_key(part) for part in re.split(r"[、,]|以及|和|与|及", question.matter)]
    if len(several) > 1 and all(len(part) > 1 for part in several):
        each = tuple(r for r in records if any(part in search_key(r.duty.task) for part in several))
        if each and all(any(part in search_key(r.duty.task) for r in each) for part in several):
            return Narrowed(each, f"任务写明“{question.matter}”的事项")
    result = inquiry.finder.find(question.matter, {document.id}, 30)
    if not result.found:
        return None
    floor = result.hits[0].confidence / 2
    near = {hit.record.id for hit in result.hits if hit.confidence >= floor}
    return Narrowed(tuple(r for r in records if r.id in near), f"与“{question.matter}”相关的事项")
