"""From a question's key and the library's documents to the documents that may answer it. Nothing here is a guess:
what was said and is not there is missing, what no one can tell restricts nothing.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from index.identity.titles import DRAFT, stage_of
from index.model.identity import NOWHERE, Place, PlaceLevel
from index.model.store import DocumentRecord
from index.text.places import load_places
from index.text.search_key import search_key
from retriever.scope.places_said import PlaceSaid, places_said, stem
from retriever.scope.said import NOTHING_SAID, Said, read_said
from retriever.scope.scope import Scope

_LEVEL_WORDS: dict[PlaceLevel, str] = {"national": "国家", "province": "省", "city": "市", "county": "县"}
Says = Callable[[str], Collection[str]]
"""The ids of the documents whose clauses have these very words (a search key)."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a conversation has said of documents so far: the words, and the places' names."""

    said: Said = NOTHING_SAID
    stems: tuple[str, ...] = ()


NOTHING_REMEMBERED = Remembered()


@dataclass(frozen=True, slots=True)
class ScopeReading:
    """A question's scope. ``rest`` is its key without the words that gave it, ``remembered`` what later turns inherit."""

    scope: Scope
    rest: str
    remembered: Remembered = NOTHING_REMEMBERED


@dataclass(frozen=True, slots=True)
class _Placed:
    """What the places said leave: documents (None: all), words to cut, what is missing or only spoken of."""

    documents: frozenset[str] | None = None
    cuts: tuple[tuple[int, int], ...] = ()
    missing: str = ""
    foreign: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    wider: frozenset[str] = frozenset()


def read_scope(
    key: str, documents: Sequence[DocumentRecord], says: Says, before: Remembered = Remembered()
) -> ScopeReading:
    """Which documents a question's search key may be answered from, after what a conversation said before."""
    said = read_said(key)
    placed = _read_places(key, documents, says, _without(said.spans))
    own = _chosen(said, placed.documents, documents, placed.stems)
    if placed.missing:
        scope = Scope(frozenset(), placed.missing)
        return ScopeReading(scope, key, Remembered(said, placed.stems))
    now = Remembered(said, placed.stems)
    kept = _merged(before, now)
    carried = kept != now
    if carried:
        stems = _of_stems(kept.stems, documents) if kept.stems != now.stems else placed.documents
        chosen = _chosen(kept.said, stems, documents, kept.stems)
    else:
        chosen = own
    cuts = [*placed.cuts, *(said.spans if own.documents is not None or own.relative else ())]
    scope = Scope(
        chosen.documents,
        chosen.missing if chosen.documents is not None and not chosen.documents else "",
        placed.foreign,
        carried and own.documents is None,
        placed.wider,
    )
    return ScopeReading(scope, _cut(key, cuts), kept)


def _merged(before: Remembered, now: Remembered) -> Remembered:
    """What holds after a turn: a document or place named anew stands alone, a year or version narrows what was."""
    said = now.said
    if said.everything:
        return NOTHING_REMEMBERED
    if said.names_document or said.issuer or now.stems or before == NOTHING_REMEMBERED:
        return now
    if said.years or said.shift is not None or said.old or said.draft or said.level or said.kind:
        held = replace(before.said, number=None, title="", years=(), shift=None, old=False, draft=False)
        merged = replace(
            held,
            years=said.years,
            shift=said.shift,
            old=said.old,
            draft=said.draft,
            level=said.level or held.level,
            kind=said.kind or held.kind,
        )
        return Remembered(merged, before.stems)
    return before


@dataclass(frozen=True, slots=True)
class _Chosen:
    documents: frozenset[str] | None
    missing: str = ""
    relative: bool = False


def _chosen(
    said: Said, placed: frozenset[str] | None, documents: Sequence[DocumentRecord], stems: Sequence[str]
) -> _Chosen:
    """The documents that fit all that was said, of which only those stand that no other of them replaces."""
    pool = [d for d in documents if placed is None or d.id in placed]
    words: list[str] = []
    restricted = placed is not None
    exact = False
    for fits, text, required in _conditions(said, documents, stems):
        left = [d for d in pool if fits(d)]
        if not left and not required:
            continue
        restricted, pool = True, left
        words.append(text)
        exact = True
    relative = said.shift == 0
    if not restricted:
        return _Chosen(None, relative=relative)
    if not exact:
        pool = [d for d in pool if d.current] or pool
    elif not said.old:
        ids = {d.id for d in pool}
        pool = [d for d in pool if d.superseded_by not in ids]
        if not (said.years or said.names_document or said.draft or said.shift):
            pool = [d for d in pool if d.current] or pool
    place = "、".join(
        dict.fromkeys(d.place.label for d in documents if placed and d.id in placed and d.place.label)
    )
    return _Chosen(
        frozenset(d.id for d in pool), "" if pool else (place if words else "") + "".join(words), relative
    )


Condition = tuple[Callable[[DocumentRecord], bool], str, bool]
"""What a document must fulfil, the words for it, and whether it restricts even where no document does."""


def _conditions(said: Said, documents: Sequence[DocumentRecord], stems: Sequence[str]) -> list[Condition]:
    return [*_names(said), *_times(said, documents, stems), *_versions(said)]


def _names(said: Said) -> Iterator[Condition]:
    if said.number:
        code, year, serial = said.number
        words = f"{code}{f'〔{year}〕' if year else ''}{serial}号"
        yield lambda d: _has_number(d, code, year, serial), words, bool(code or year)
    if said.title:
        yield lambda d: _same_title(said.title, search_key(d.title)), f"《{said.title}》", False
    if said.issuer:
        yield lambda d: said.issuer in search_key(d.issuer or ""), f"{said.issuer}印发", True
    if said.kind:
        yield lambda d: (d.kind or "").startswith(said.kind), said.kind, False


def _times(said: Said, documents: Sequence[DocumentRecord], stems: Sequence[str]) -> Iterator[Condition]:
    if said.years:
        held = any(d.year in said.years for d in documents)
        yield lambda d: d.year in said.years, "、".join(f"{year}年" for year in said.years), held
    # 去年 counts from the newest document of the places that were said, else of the library
    dated = [d for d in documents if d.place.name and stem(d.place.name) in stems] or documents
    newest = max((d.year for d in dated if d.year), default=None)
    if said.shift and newest is not None:
        wanted = newest + said.shift
        yield lambda d: d.year == wanted, f"{wanted}年", True


def _versions(said: Said) -> Iterator[Condition]:
    if said.level:
        yield lambda d: d.place.level == said.level, f"{_LEVEL_WORDS[said.level]}一级", True
    if said.draft:
        yield lambda d: stage_of(d.title) == DRAFT, "征求意见稿", True
    if said.old:
        yield lambda d: d.superseded_by is not None, "旧版", True


def _has_number(document: DocumentRecord, code: str, year: str, serial: str) -> bool:
    number = search_key(document.number or "")
    match = re.search(r"(?P<code>[一-龥]*)\W*(?P<year>\d{4})\W*第?(?P<n>\d+)号", number)
    if match is None:
        return False
    return (
        int(match["n"]) == int(serial)
        and (not year or match["year"] == year)
        and (match["code"].endswith(code) or code.endswith(match["code"]))
    )


def _same_title(asked: str, title: str) -> bool:
    plain, held = re.sub(r"\W", "", asked), re.sub(r"\W", "", title)
    return len(plain) >= 4 and (plain in held or held in plain)


def _read_places(
    key: str, documents: Sequence[DocumentRecord], says: Says, free: Callable[[PlaceSaid], bool]
) -> _Placed:
    found = [said for said in places_said(key, documents) if free(said)]
    result, own_ids = _Placed(), set[str]()
    for said in found:
        own = [d for d in documents if d.place.name and stem(d.place.name) == said.stem]
        after = key[said.start : said.end + 2] if said.end < len(key) else ""
        if own:
            literal = set(says(after)) if after else set()
            others = literal - {d.id for d in own}
            if others and not said.heading:
                own_ids |= {d.id for d in own} | others
                continue  # words of a matter that other documents speak of, too
            own_ids |= {d.id for d in own}
            kept = said.before_unit or bool(literal)
            wider = {d.id for d in documents if d.current and _speaks_of_own(d, own, said, says)}
            result = replace(
                result,
                cuts=result.cuts if kept else (*result.cuts, (said.start, said.end)),
                stems=(*result.stems, said.stem),
                wider=result.wider | wider,
            )
            continue
        around = {d.id for d in documents if d.current and d.place.holds(_gazetteer_place(said.stem))}
        around -= {d.id for d in documents if d.place.level == "national"} - set(says(said.stem))
        if around:
            own_ids |= around
        elif not says(said.stem) or (said.full and said.heading and not said.before_unit and not says(after)):
            return replace(result, missing=key[said.start : said.end])
        else:
            result = replace(result, foreign=(*result.foreign, said.stem))
    return replace(result, documents=frozenset(own_ids) if own_ids else None)


def _speaks_of_own(document: DocumentRecord, own: Sequence[DocumentRecord], said: PlaceSaid, says: Says) -> bool:
    wider = any(document.place.holds(d.place) and document.place != d.place for d in own)
    return wider and document.id in says(said.stem)


def _gazetteer_place(name: str) -> Place:
    places = load_places()
    if name in places.provinces:
        return Place("province", places.full_name(name))
    if name in places.city_province:
        return Place("city", places.full_name(places.city_province[name]), places.full_name(name))
    return NOWHERE


def _of_stems(stems: Sequence[str], documents: Sequence[DocumentRecord]) -> frozenset[str] | None:
    if not stems:
        return None
    return frozenset(d.id for d in documents if d.place.name and stem(d.place.name) in stems)


def _without(spans: Sequence[tuple[int, int]]) -> Callable[[PlaceSaid], bool]:
    return lambda said: not any(start < said.end and said.start < end for start, end in spans)


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    taken = {at for start, end in spans for at in range(start, end)}
    return "".join(char for at, char in enumerate(text) if at not in taken)
