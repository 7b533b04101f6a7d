"""The reader: a question's signs, labels and frames, composed into typed readings, the likeliest first."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from index.model.errors import InvalidQueryError
from index.model.store import DocumentRecord, Store
from index.text.search_key import SearchKey, normalise, search_key
from index.units.linker import UnitLinker
from retriever.query.queries import Query, Several
from retriever.query.reading import Exchange, Reading
from retriever.reading.composing import Composer
from retriever.reading.coverage import doubtful
from retriever.reading.following import carried, followed, leans
from retriever.reading.frame import Frame, Gathering, Resolver
from retriever.reading.labels import CUE_LABELS, HEADS, LABELS
from retriever.reading.reach import beyond_rules
from retriever.reading.titles import Titles
from retriever.signs.romanised import as_chinese, is_romanised, question_words, spelled
from retriever.signs.sign import Sign, UnitSign, tokens
from retriever.signs.signing import sign_text
from retriever.signs.spelling import nearest_units
from retriever.signs.units import UnitGrammar

if TYPE_CHECKING:
    from retriever.reading.tagger import LoadedTagger, Tagged

LIKELY = 0.12
"""A label or head at least this likely beside the best makes a reading of its own."""
SURE = 0.6
"""Where the rules still stand, likelihood from which a reading goes before them: below, it was wrong too often."""
LEAST = 0.2
"""A reading less likely than this is not offered."""
_MOST_READINGS = 4
_SHORTEST = 6
"""A message of at most so many characters may be nothing but a unit's name, not quite right (省红会)."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One way to understand a question as a frame, with how likely it is."""

    frame: Frame
    score: float


@dataclass
class Ground:
    """What some documents give to reading: their units and headings."""

    units: UnitGrammar
    titles: Titles
    tasks: tuple[str, ...] = ()

    @cached_property
    def words(self) -> dict[str, str]:
        """The words that may be said in pinyin: those of questions, units, and what the tasks are made of."""
        import jieba

        said = Counter(
            w for task in self.tasks for w in jieba.cut(task) if len(w) > 1 and "\u4e00" <= w[0] <= "\u9fff"
        )
        return {**spelled((*self.units.linker.forms(), *(w for w, _ in said.most_common()))), **question_words()}


@dataclass
class QuestionReader:
    """Reads questions put to documents of one library. ``today`` tells which year 今年 is.

    With ``only_beyond_rules``, what the rules of ``patterns/`` read as well is left unread (retriever/reading/reach.py).
    """

    store: Store
    tagger: LoadedTagger | None = None
    today: date | None = None
    only_beyond_rules: bool = False
    _grounds: dict[tuple[int, frozenset[str]], Ground] = field(default_factory=dict)

    @cached_property
    def _tagger(self) -> LoadedTagger:
        from retriever.reading.tagger import shipped

        return self.tagger or shipped()

    def read(
        self, question: str, history: Sequence[Exchange], documents: Sequence[DocumentRecord]
    ) -> Sequence[Reading]:
        """The ways to understand a question, likeliest first; none when it is not understood at all."""
        ground = self._ground(documents)
        before: Scored | None = None
        query: Query | None = None
        for exchange in history[-3:]:
            found = self._message(exchange.question, before, query, ground)
            if found:
                before, query = found[0][1], exchange.query or found[0][0].query
        readings = [reading for reading, _ in self._message(question, before, query, ground)]
        if self.only_beyond_rules and not (readings and not history and _surely_beyond(readings[0])):
            return ()
        return readings

    def _message(
        self, question: str, before: Scored | None, query: Query | None, ground: Ground
    ) -> list[tuple[Reading, Scored]]:
        """Readings of one message, each with the frame that the next message may lean on."""
        if is_romanised(question):
            question = as_chinese(question, ground.words)
        key = normalise(question)
        signs = sign_text(key.text, ground.units)
        if not signs and len(key.text) <= _SHORTEST and (units := nearest_units(key.text, ground.units.linker)):
            signs = (Sign(0, len(key.text), UnitSign(units, key.text, "alias")),)
        found = tokens(key.text, signs)
        parts = [tuple(self._frames(tagged, key, ground)) for tagged in self._tagger.tag(found)]
        parts = [part for part in parts if part]
        if not parts:
            return []
        readings: list[tuple[Reading, Scored]] = []
        for chosen in _likeliest(parts):
            reading = self._composed(chosen, before, query)
            if reading is not None and reading[0].score >= LEAST and reading[0] not in [r for r, _ in readings]:
                readings.append(reading)
        readings.sort(key=lambda pair: (bool(pair[0].unexplained), -pair[0].score))
        return readings[:_MOST_READINGS]

    def _composed(
        self, chosen: Sequence[Scored], before: Scored | None, query: Query | None
    ) -> tuple[Reading, Scored] | None:
        """One reading of a message of one question or several."""
        queries: list[Query] = []
        unexplained: list[str] = []
        score, last = 1.0, before
        for place, scored in enumerate(chosen):
            frame = scored.frame
            try:
                if leans(frame):
                    if last is None:
                        return None
                    frame = followed(frame, last.frame, queries[-1] if queries else query)
                elif place and last is not None:
                    frame = carried(frame, last.frame)
                composer = Composer(frame, (self.today or date.today()).year)
                queries.append(composer.query())
            except InvalidQueryError:
                return None
            unexplained += composer.unexplained()
            score *= scored.score
            last = Scored(frame, scored.score)
        assert last is not None
        flat = [part for one in queries for part in (one.queries if isinstance(one, Several) else (one,))]
        whole = flat[0] if len(flat) == 1 else Several(tuple(flat))
        return Reading(whole, score ** (1 / len(chosen)), tuple(unexplained)), last

    def _frames(self, tagged: Tagged, key: SearchKey, ground: Ground) -> Iterator[Scored]:
        """The likeliest frames of one question."""
        resolver = _KeyResolver(key, ground)
        for labels, sure in _labellings(tagged):
            doubts = doubtful(tagged, labels)
            for heads, likely in _heads(tagged):
                frame = Gathering(tagged.tokens, labels, resolver).frame(heads)
                frame = ground.titles.settled(frame)
                if doubts:
                    frame = _with_doubts(frame, doubts)
                yield Scored(frame, sure * likely)

    def _ground(self, documents: Sequence[DocumentRecord]) -> Ground:
        ids = frozenset(document.id for document in documents)
        place = (self.store.generation, ids)
        if place not in self._grounds:
            units = self.store.units(ids) if ids else ()
            linker = UnitLinker(
                [unit.name for unit in units],
                [unit.name for unit in units if unit.generic],
                search_key,
                _homes(documents),
            )
            clauses = [c for d in documents for c in self.store.clauses(d.id)]
            headings = dict.fromkeys(h for c in clauses for h in c.section)
            tasks = tuple(duty.task for c in clauses for duty in c.duties)
            if len(self._grounds) > 8:
                self._grounds.clear()
            self._grounds[place] = Ground(UnitGrammar(linker), Titles(tuple(headings)), tasks)
        return self._grounds[place]


def _homes(documents: Sequence[DocumentRecord]) -> set[str]:
    from retriever.execution.snapshot import home

    return {place for document in documents for place in home(document)}


@dataclass(frozen=True, slots=True)
class _KeyResolver(Resolver):
    key: SearchKey
    ground: Ground

    def text(self, start: int, end: int) -> str:
        return self.key.slice(start, end)

    def unit(self, text: str) -> tuple[str, ...]:
        return nearest_units(search_key(text), self.ground.units.linker)


def _with_doubts(frame: Frame, doubts: tuple[str, ...]) -> Frame:
    from dataclasses import replace

    return replace(frame, unexplained=(*frame.unexplained, *doubts))


def _labellings(tagged: Tagged) -> Iterator[tuple[list[str], float]]:
    """The likeliest labels, and those with the one most doubtful sign or cue read otherwise."""
    order = np.argsort(-tagged.labels, axis=1)
    best = [LABELS[i] for i in order[:, 0]]
    _mend(best, tagged)
    chance = np.exp(np.take_along_axis(tagged.labels, order[:, :2], axis=1))
    weighty = [i for i, token in enumerate(tagged.tokens) if token.sign is not None or best[i] in CUE_LABELS]
    sure = float(min((chance[i, 0] for i in weighty), default=1.0))
    yield best, sure
    doubt = max(
        (i for i in weighty if tagged.tokens[i].sign is not None), key=lambda i: chance[i, 1], default=None
    )
    if doubt is not None and chance[doubt, 1] >= LIKELY:
        other = list(best)
        other[doubt] = LABELS[order[doubt, 1]]
        yield other, float(chance[doubt, 1])


def _mend(labels: list[str], tagged: Tagged) -> None:
    """A matter is not broken by one or two empty words inside it (养老服务的标准化)."""
    for i in range(1, len(labels) - 1):
        if labels[i] == "M":
            continue
        gap = next((n for n in (1, 2) if i + n < len(labels) and labels[i + n] == "M"), 0)
        inside = labels[i : i + gap]
        plain = all(
            label in ("-", "T") and tagged.tokens[i + k].text not in "、,和与跟;；及?。"
            for k, label in enumerate(inside)
        )
        if labels[i - 1] == "M" and gap and plain:
            labels[i : i + gap] = ["M"] * gap


def _heads(tagged: Tagged) -> Iterator[tuple[dict[str, str], float]]:
    """The likeliest heads together; their likelihood is that of what decides the query."""
    options = []
    for name, values in HEADS.items():
        scores = tagged.heads[name]
        ranked = np.argsort(-scores)[: 2 if name in ("reduce", "of", "role") else 1]
        options.append(
            [
                (name, values[i], float(scores[i]))
                for i in ranked
                if math.exp(scores[i]) >= LIKELY or i == ranked[0]
            ]
        )
    for chosen in product(*options):
        yield (
            {name: value for name, value, _ in chosen},
            math.exp(sum(score for name, _, score in chosen if name in ("reduce", "of", "role", "scope"))),
        )


def _likeliest(parts: Sequence[Sequence[Scored]]) -> list[tuple[Scored, ...]]:
    """Ways to take the questions of a message together: the best of each, and each one's others."""
    ranked = [sorted(part, key=lambda scored: -scored.score)[:4] for part in parts]
    best = tuple(part[0] for part in ranked)
    ways = [best]
    for place, part in enumerate(ranked):
        ways += [(*best[:place], other, *best[place + 1 :]) for other in part[1:]]
    return ways


def _surely_beyond(reading: Reading) -> bool:
    """Whether the rules have no form for a reading that is whole and likely."""
    return reading.score >= SURE and not reading.unexplained and beyond_rules(reading.query)
