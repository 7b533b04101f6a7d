"""From numbered items to clauses: at which level responsibilities attach, and under which headings."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from index.grammar.labels import open_label_brackets
from index.grammar.numbering import find_markers
from index.outline.clause_item import ClauseItem, is_title_line, states_in_title, trailing_subheading
from index.outline.closing import before_footer, end_of_body
from index.outline.levels import Item
from index.outline.numbering_search import is_flattened
from index.outline.outline_reading import PROSE, TITLE_LIMIT, Reading, read_items, states_in_titles
from index.outline.paragraphs import find_paragraphs
from index.outline.sentences import find_sentences, find_unit_lines
from index.outline.stretch import Stretch, find_stretches, names_units_before_stops
from index.text.fold import fold

_ENDS_OPEN = re.compile("[；;：:，,、]$")


def find_clauses(text: str) -> list[ClauseItem]:
    """Return the clauses of ``text`` with their headings and responsibilities, in document order.

    The level at which responsibilities attach is the clause level: an item that states one is a clause, and so
    are the items numbered in the same style beside it, with or without one. Items inside a clause that state
    none belong to its text.
    """
    folded = open_label_brackets(fold(text))
    bare = names_units_before_stops(text, folded)

    reading = _best_reading(text, folded, bare)
    items = reading.items
    if not any(item.marker for item in items):
        end = before_footer(folded, 0, len(text))
        stated = find_stretches(text, folded, 0, end, bare=bare)
        stated = stated or find_unit_lines(text, folded, 0, end) or find_sentences(text, folded, 0, end)
        return find_paragraphs(text, stated)
    if items:
        last = items[-1]
        after = max((stretch.end for stretch in reading.stretches[-1]), default=last.body)
        last.end = end_of_body(folded, after, last.end)
    _decide(reading)
    reading.titled = states_in_titles(reading)
    return _collect(reading)


def _best_reading(text: str, folded: str, bare: bool) -> Reading:
    """The reading of ``text`` in which （1） and ① divide clauses, or the one in which they are items themselves."""
    plain = read_items(text, folded, bare=bare, sub_items=False)
    numbered = any(item.marker and not item.marker.style.structural for item in plain.items)
    stating = [item for index, item in enumerate(plain.items) if plain.direct(index)]
    dividing = [marker.start for marker in find_markers(text) if marker.style.sub_item]
    if numbered and (not dividing or any(not _between(dividing, item.body, item.end) for item in stating)):
        return plain
    finer = read_items(text, folded, bare=bare, sub_items=True)
    if not numbered:
        return finer
    if stating:
        return finer if _heads_sub_items(plain, finer) else plain
    return finer if any(finer.direct(index) for index in range(len(finer.items))) else plain


def _between(starts: Sequence[int], start: int, end: int) -> bool:
    """Whether any of the sorted ``starts`` lies in ``start``–``end``."""
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def _heads_sub_items(plain: Reading, finer: Reading) -> bool:
    """Whether the items that state units are only titles above （1） or ① items.

    In a text with lines all of them are, and those items begin lines; elsewhere most are, and none states units itself.
    """
    flattened = is_flattened(plain.text)
    below = [
        item
        for item in finer.items
        if item.marker and item.marker.style.sub_item and (flattened or item.marker.opens_line)
    ]
    starts = [item.start for item in below]
    stating = [index for index in range(len(plain.items)) if plain.direct(index)]
    headed = 0
    for index in stating:
        item = plain.items[index]
        if not _between(starts, item.body, item.end):
            return False
        at = bisect_left(starts, item.body)
        title = plain.folded[item.body : starts[at]].strip()
        headed += 0 < len(title) <= TITLE_LIMIT and "\n" not in title and not PROSE.search(title)
        if any(stretch.start < starts[at] for stretch in plain.stretches[index] if stretch.says.stated):
            return False
    return headed == len(stating) if not flattened else 2 * headed > len(stating)


def _decide(reading: Reading) -> None:
    items = reading.items
    for index in range(len(items)):
        if _covers_list(reading, index):
            reading.merged.update(_below(items, index))
    direct = {i for i in range(len(items)) if reading.direct(i) and i not in reading.merged and items[i].marker}
    direct |= {
        items[i].parent for i in reading.merged if reading.direct(i) and items[i].parent not in reading.merged
    }
    inheriting = {i for i in direct if reading.direct(i) and _heads_list(reading, i, direct)}
    direct -= inheriting
    direct -= {i for i in direct if reading.direct(i) and _lends_lead(reading, i, direct)}
    styles = {_style(items[i]) for i in direct} | {_style(items[c]) for i in inheriting for c in items[i].children}
    if not styles:
        styles = {_style(item) for item in items if not item.children and item.marker}
    for index, item in enumerate(items):
        if index in reading.merged:
            continue
        beside = _style(item) in styles and index not in inheriting
        if index in direct or (beside and not _is_heading(reading, index, styles, direct)):
            reading.clauses.add(index)
        if index in reading.clauses:
            reading.merged.update(
                below
                for below in _below(items, index)
                if not any(d in direct for d in [below, *_below(items, below)])
            )


def _style(item: Item) -> str:
    return item.marker.style.name if item.marker and not item.marker.style.structural else ""


def _below(items: Sequence[Item], index: int) -> list[int]:
    """All descendants of an item, in order."""
    last = items[index].last
    below: list[int] = []
    for other in range(index + 1, len(items)):
        if items[other].start >= last:
            break
        below.append(other)
    return below


def _covers_list(reading: Reading, index: int) -> bool:
    """Whether the last of an item's children closes with the responsibility of the whole list.

    So it is where no other child states one and the list reads as one sentence: the earlier children end
    with ； or the item has an introduction.
    """
    item = reading.items[index]
    if len(item.children) < 2 or reading.direct(index) or item.marker is None or item.marker.style.structural:
        return False
    stating = [
        child for child in item.children if any(reading.direct(i) for i in [child, *_below(reading.items, child)])
    ]
    if stating != item.children[-1:] or not reading.direct(stating[0]):
        return False
    earlier = [reading.own(child).strip() for child in item.children[:-1]]
    return (
        all(_ENDS_OPEN.search(own) for own in earlier) or _ENDS_OPEN.search(reading.own(index).strip()) is not None
    )


def _heads_list(reading: Reading, index: int, direct: set[int]) -> bool:
    """Whether an item is a heading whose responsibility holds for the items below it."""
    children = reading.items[index].children
    return bool(children) and not all(child in direct for child in children) and reading.heading_only(index)


def _lends_lead(reading: Reading, index: int, direct: set[int]) -> bool:
    """Whether an item is a heading that names only the lead of the items below it, which name the others."""
    below = [child for child in reading.items[index].children if child in direct]
    return (
        bool(below)
        and reading.heading_only(index)
        and all(stretch.says.lead and not stretch.says.responsible for stretch in reading.stretches[index])
        and not any(stretch.says.lead for child in below for stretch in reading.stretches[child])
    )


def _is_heading(reading: Reading, index: int, styles: set[str], direct: set[int]) -> bool:
    items, item = reading.items, reading.items[index]
    if item.marker is None or not reading.own(index).strip():
        return True
    below = _below(items, index)
    if any(i in direct for i in below) or any(_style(items[i]) in styles for i in below):
        return True
    return not below and reading.heading_only(index) and _breaks_sequence(items, index)


def _breaks_sequence(items: Sequence[Item], index: int) -> bool:
    """Whether a number stands outside the run of its neighbours of the same style: a chapter among its items."""
    marker = items[index].marker
    if marker is None:
        return False

    def value_at(other: int) -> int | None:
        beside = items[other].marker if 0 <= other < len(items) else None
        return beside.value if beside and beside.style.name == marker.style.name else None

    before, after = value_at(index - 1), value_at(index + 1)
    if before == marker.value:
        return True
    return after is not None and after != marker.value + 1 and before != marker.value - 1


def _title(reading: Reading, index: int) -> str:
    item = reading.items[index]
    end = item.end
    for stretch in reading.stretches[index]:
        if stretch.start > item.body:
            end = min(end, stretch.start)
            break
    raw = reading.text[item.start : end].strip()
    first = raw.split("\n", 1)[0].strip()
    if len(first) > TITLE_LIMIT:
        stop = first.find("。")
        first = first[: stop + 1] if 0 < stop < TITLE_LIMIT else first[:TITLE_LIMIT]
    return first.strip("#*> \u3000")


def _collect(reading: Reading) -> list[ClauseItem]:
    items = reading.items
    found: list[ClauseItem] = []
    clause_styles = {_style(items[index]) for index in reading.clauses}
    chapter: str | None = None
    subheading: str | None = None
    subheading_rank = 99.0
    for index, item in enumerate(items):
        if index in reading.merged:
            continue
        if item.rank < subheading_rank:
            subheading = None
        if index in reading.clauses:
            clause, following = _clause(reading, index, chapter, subheading)
            found.append(clause)
            rank = item.rank
        else:
            beside = bool(_style(item)) and _style(item) in clause_styles and not item.children
            title = _title(reading, index)
            chapter, rank = (title, item.rank) if beside else (None, item.rank + 0.1)
            subheading = None if beside else subheading
            following = trailing_subheading(reading.folded, item.body, item.end) if item.marker else None
            if following and fold(title).endswith(following[1]):
                following = None
        if following:
            subheading, subheading_rank = following[1], rank
    return found


def _clause(
    reading: Reading, index: int, chapter: str | None, subheading: str | None
) -> tuple[ClauseItem, tuple[int, str] | None]:
    items, item = reading.items, reading.items[index]
    inner = [below for below in _below(items, index) if below in reading.merged]
    end = max([item.end, *(items[below].end for below in inner)])
    stretches = [stretch for below in [index, *inner] for stretch in reading.stretches[below]]
    section: list[str] = []
    inherited: Stretch | None = None
    section_stretches: list[Stretch] = []
    parent = item.parent
    while parent >= 0:
        if items[parent].marker is not None:
            if reading.own(parent).strip():
                section.insert(0, _title(reading, parent))
            section_stretches = reading.stretches[parent] + section_stretches
            if inherited is None and parent not in reading.clauses:
                inherited = next((s for s in reading.stretches[parent] if s.understood and s.says.stated), None)
        parent = items[parent].parent
    section += [title for title in (chapter, subheading) if title]
    if not stretches:
        stretches = find_sentences(reading.text, reading.folded, item.body, end)
    start = item.body
    first, _, rest = reading.folded[start:end].partition("\n")
    rest_lines = [line for line in rest.split("\n") if line.strip()]
    line_end = start + len(first)
    if (
        rest_lines
        and is_title_line(first)
        and not any(stretch.start < line_end for stretch in stretches)
        and not any(below for below in inner if items[below].start <= line_end + 2)
        and not any(stretch.start <= line_end + len(rest) - len(rest.lstrip()) + 1 for stretch in stretches)
    ):
        section.append(_title(reading, index))
        start = line_end + 1
    clause = ClauseItem(item, start, end, tuple(section), stretches, inherited, section_stretches)
    clause.titled = reading.titled and states_in_title(reading.folded, start, end, stretches)
    following = _cut_left_over(reading, clause)
    _trim(reading.text, clause)
    return clause, following


def _trim(text: str, clause: ClauseItem) -> None:
    while clause.end > clause.start and text[clause.end - 1].isspace():
        clause.end -= 1
    while clause.start < clause.end and text[clause.start].isspace():
        clause.start += 1


def _cut_left_over(reading: Reading, clause: ClauseItem) -> tuple[int, str] | None:
    """Cut paragraphs after the last responsibility off a clause; return a heading among them."""
    heading = trailing_subheading(reading.folded, clause.start, clause.end)
    stated = [stretch for stretch in clause.stretches if stretch.understood]
    if not stated:
        if heading and PROSE.search(reading.folded, clause.start, heading[0]):
            clause.end = heading[0]
            return heading
        return None
    last = max(stretch.end for stretch in stated)
    if stated[0].start <= clause.start or clause.titled:
        clause.end = heading[0] if heading and clause.titled else clause.end
        return heading if clause.titled else None
    line_end = reading.folded.find("\n", last, clause.end)
    if line_end < 0:
        return heading
    if reading.folded[line_end : clause.end].strip():
        stop = heading[0] if heading else clause.end
        if reading.folded[line_end:stop].strip():
            clause.left_over = (line_end, stop)
    clause.end = line_end
    return heading
