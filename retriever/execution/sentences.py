"""The sentence of a duty that states what was asked: a figure, a date."""

import re
from collections.abc import Sequence

from index.model.store import ClauseRecord, DutyRecord
from index.text.search_key import search_key
from retriever.execution.counted_items import opening_span
from retriever.matter.thesaurus import load_thesaurus

Span = tuple[int, int]
"""A half-open range of the clause's text."""

LIKELY = 0.3
"""A duty below the best must be at least this likely for its figures to count."""
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_FIGURE = re.compile(
    r"\d|[一二三四五六七八九十百千万两]+(?:个|家|项|条|件|%|倍|成|亩|斤|人|万|亿|年|大|级|类|批|张|所|座|处|镇|县|市)|百分之|翻番|[ivx]+类"
)
_DATE = re.compile(r"\d+年|年底|月底|年内|季度|上半年")
_MEASURE = re.compile(r"(?<=[一-鿿]{2})(?:人数|数量|数目|总数|个数|总量)$")


def best_figure(matter: str, near: Sequence[tuple[DutyRecord, float]]) -> tuple[DutyRecord, Span] | None:
    """The sentence with a figure that shares most with the matter, among duties with their likelihood, best first.

    Another name of one of its terms counts as a bigram. A duty that is likelier as a whole counts as much as a full
    share of the matter's bigrams; beside the best duty, a sentence must share some of them.
    """
    key = _MEASURE.sub("", search_key(matter))
    wanted = _bigrams(key)
    others = [expansion.others for expansion in load_thesaurus().expand(key)]
    ranked = []
    for place, (record, likely) in enumerate(near):
        start = record.duty.span[0]
        for sentence in _SENTENCE.finditer(record.duty.task):
            said = search_key(sentence[0])
            if not _FIGURE.search(said):
                continue
            called = sum(any(name in said for name in names) for names in others)
            share = (len(wanted & _bigrams(said)) + called) / max(1, len(wanted))
            if place and (not share or likely < LIKELY):
                continue
            span = start + sentence.start(), start + sentence.end()
            ranked.append((share + likely, -place, -sentence.start(), record, span))
    best = max(ranked, key=lambda entry: entry[:3], default=None)
    return (best[3], best[4]) if best else None


def dated_sentence(record: DutyRecord) -> Span | None:
    """The first sentence of a duty that names a date."""
    start = record.duty.span[0]
    found = next((s for s in _SENTENCE.finditer(record.duty.task) if _DATE.search(s[0])), None)
    return (start + found.start(), start + found.end()) if found else None


def opening(items: Sequence[DutyRecord]) -> tuple[ClauseRecord, Span]:
    """The clause of some counted items, and where it says what it counts off."""
    clause = items[0].clause
    return clause, opening_span(clause, items)


def _bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
