"""Questions with their labels written into them: [U.lead:省财政厅][Ld:牵头]哪些任务, and what they are composed to."""

import re
from typing import Any

from index.text.search_key import normalise, search_key
from index.units.linker import UnitLinker
from retriever.query.queries import Query
from retriever.reading.composing import Composer
from retriever.reading.following import carried, followed, leans
from retriever.reading.frame import Frame, Gathering, Resolver
from retriever.signs.sign import tokens
from retriever.signs.signing import sign_text
from retriever.signs.units import UnitGrammar

UNITS = ("省财政厅", "省发展改革委", "省教育厅", "省商务厅", "省体育局", "长沙市人民政府", "省税务局")
GRAMMAR = UnitGrammar(UnitLinker(UNITS, (), search_key, {"湖南"}))
_PART = re.compile(r"\[(?P<label>[\w.?-]+):(?P<words>[^\]]*)\]|(?P<text>[^\[]+)")


class _Plain(Resolver):
    def __init__(self, text: str) -> None:
        self._key = normalise(text)

    def text(self, start: int, end: int) -> str:
        return self._key.slice(start, end)

    def unit(self, text: str) -> tuple[str, ...]:
        return ()


def frame_of(marked: str, reduce: str, of: str = "duties", by: str = "none", role: str = "none") -> Frame:
    """The frame of a question whose words are labelled in brackets; all others are empty."""
    text, labels = "", []
    for match in _PART.finditer(marked):
        words = match["words"] if match["label"] else match["text"]
        text += words
        labels += [match["label"] or "-"] * len(words)
    key = normalise(text)
    found = tokens(key.text, sign_text(key.text, GRAMMAR))
    places = [labels[key.offsets[i]] for i in range(len(key.text))]
    said = [next((x for x in places[t.start : t.end] if x != "-"), "-") for t in found]
    heads = {"reduce": reduce, "of": of, "by": by, "role": role, "scope": "in"}
    return Gathering(found, said, _Plain(text)).frame(heads)


def composed(frame: Frame) -> tuple[Query, tuple[str, ...]]:
    """The query of a frame, and what it leaves unexplained."""
    composer = Composer(frame, 2022)
    query = composer.query()
    return query, composer.unexplained()


def query_of(marked: str, reduce: str, **heads: Any) -> Query:
    """The query of a question that is understood in full."""
    query, unexplained = composed(frame_of(marked, reduce, **heads))
    assert unexplained == ()
    return query


def after(before: Frame, frame: Frame) -> Query:
    """The query of a question that leans on the one before, or stands beside it."""
    query, _ = composed(before)
    joined = followed(frame, before, query) if leans(frame) else carried(frame, before)
    return composed(joined)[0]
