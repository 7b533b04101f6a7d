"""Labelled questions from the template grammar: expanded, disturbed, signed and cut into tokens."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from eval.training.asking.slots import Filler, Source, sources
from eval.training.asking.templates import Block, Part, Pattern, blocks, classes, inner_patterns, is_held
from index.text.search_key import normalise
from retriever.reading.labels import MATTER, NOTHING
from retriever.signs.sign import Sign, Token, UnitSign, tokens
from retriever.signs.signing import sign_text

Pieces = list[tuple[str, str]]
Heads = tuple[str, str, str, str, str]
FILES = {"questions.txt": 76, "follow_ups.txt": 12, "outside.txt": 8, "english.txt": 4}
"""Files of whole questions, and how many of a hundred questions come from each."""
_JOINTS = (
    "？",
    "?",
    "。",
    "；",
    ",",
    ",另外",
    "，还有",
    ";",
    "?还有",
    ",再问一下",
    "？另外",
    "\n",
    " ",
    ",顺便问下",
    "；",
    "，又",
    "。那",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A message: its tokens with their labels, and its questions (first token, heads)."""

    text: str
    tokens: tuple[Token, ...]
    labels: tuple[str, ...]
    starts: tuple[int, ...]
    heads: tuple[Heads, ...]


class UnusableQuestionError(Exception):
    """A question made whose signs do not agree with its labels."""


@dataclass
class Maker:
    """Makes questions from one stream of chance. ``held``: validation questions, each with something held out."""

    rng: random.Random
    held: bool = False
    used_held: bool = False
    troubles: Counter[str] = field(default_factory=Counter)

    def sample(self) -> Sample:
        """One message."""
        while True:
            self.used_held = False
            source = self.rng.choices(sources(), (4, 2, 2, 1, 2))[0]
            questions = self._message(Filler(self.rng, source))
            if self.held and not self.used_held:
                continue
            try:
                return _signed(questions, source)
            except UnusableQuestionError as trouble:
                self.troubles[str(trouble)] += 1

    def _message(self, filler: Filler) -> list[tuple[Pieces, Heads]]:
        file = self.rng.choices(list(FILES), list(FILES.values()))[0]
        first = self._question(file, filler)
        if file == "english.txt":
            return [first]
        questions = [self._disturbed(first)]
        if file == "questions.txt" and self.rng.random() < 0.17:
            for _ in range(self.rng.choice((1, 1, 1, 2))):
                follow = self.rng.random() < 0.5
                file = "questions_beside.txt" if follow else "questions.txt"
                pieces, heads = self._question(file, filler)
                joint = "，" if follow and self.rng.random() < 0.5 else self.rng.choice(_JOINTS)
                questions[-1][0].append((joint, NOTHING))
                questions.append((pieces, heads))
        return self._framed(questions, filler)

    def _question(self, file: str, filler: Filler) -> tuple[Pieces, Heads]:
        found = blocks(file)
        block = self.rng.choices(found, [b.weight for b in found])[0]
        pattern = self._choose(block.patterns)
        return list(self._expand(pattern.parts, filler)), block.heads

    def _choose(self, patterns: Sequence[Pattern]) -> Pattern:
        allowed = patterns if self.held else [p for p in patterns if not p.held]
        boost = 4 if self.held else 1
        chosen = self.rng.choices(allowed, [p.weight * (boost if p.held else 1) for p in allowed])[0]
        self.used_held |= chosen.held
        return chosen

    def _expand(self, parts: Sequence[Part], filler: Filler) -> Iterator[tuple[str, str]]:
        for part in parts:
            if part.maybe and self.rng.random() < 0.5:
                continue
            match part.kind:
                case "class":
                    yield from self._expand(self._choose(classes()[part.name]).parts, filler)
                case "slot":
                    yield from filler.fill(part.name)
                case "inner":
                    yield from self._expand(self._choose(inner_patterns(part.words)).parts, filler)
                case _:
                    yield self._word(part), part.name

    def _word(self, part: Part) -> str:
        if len(part.words) < 6 or part.name == NOTHING:
            return self.rng.choice(part.words)
        held = [w for w in part.words if is_held(part.name + w, len(part.words))]
        if self.held and held and self.rng.random() < 0.3:
            self.used_held = True
            return self.rng.choice(held)
        return self.rng.choice([w for w in part.words if w not in held])

    def _disturbed(self, question: tuple[Pieces, Heads]) -> tuple[Pieces, Heads]:
        pieces, heads = question
        die = self.rng.random()
        if die < 0.07:
            pieces = [_misspelt(self.rng, text, label) for text, label in pieces]
        elif die < 0.22:
            pieces = [
                (t.translate({ord(c): None for c in ",，、"}) if label == NOTHING else t, label)
                for t, label in pieces
            ]
        elif die < 0.30:
            pieces = [(t.replace(",", " ").replace("，", " "), label) for t, label in pieces]
        elif die < 0.33:
            at = self.rng.randrange(len(pieces) + 1)
            pieces = [
                *pieces[:at],
                (self.rng.choice(("那个", "嗯", "就是", "啊", "呃", "就", "这个", " ", "都")), NOTHING),
                *pieces[at:],
            ]
        return [p for p in pieces if p[0]], heads

    def _framed(self, questions: list[tuple[Pieces, Heads]], filler: Filler) -> list[tuple[Pieces, Heads]]:
        """Politeness before and after, the story that led to the question, a question mark."""
        pieces = questions[0][0]
        if self.rng.random() < 0.14:
            pieces[:0] = list(self._expand(self._choose(classes()["pre"]).parts, filler))
        if self.rng.random() < 0.06:
            pieces[:0] = list(self._expand(self._choose(classes()["story"]).parts, filler))
        elif self.rng.random() < 0.03:
            role = self.rng.choice(("我是{}的,", "我在{}工作,", "{}让我问一下,", "代{}问一下,", "我们{}想知道,"))
            before, after = role.split("{}")
            pieces[:0] = [(before, NOTHING), (filler.unit(), NOTHING), (after, NOTHING)]
        last = questions[-1][0]
        if self.rng.random() < 0.42:
            last.append((self.rng.choice("??？？。"), NOTHING))
        if self.rng.random() < 0.09:
            last.extend(self._expand(self._choose(classes()["post"]).parts, filler))
        return questions


@cache
def _homophones() -> dict[str, str]:
    from pypinyin import lazy_pinyin

    common = "".join(part for name in classes() for p in classes()[name] for w in p.parts for part in w.words)
    common += "听前迁谦加家佳那哪纳夏下吓及即级件间见有又由与于余是事市式试的地得做作坐在再带代单担员元原成程城位为未委会汇他她它们门几机记级参残协写谢管观关辨办半"
    groups: dict[str, str] = {}
    for char in dict.fromkeys(c for c in common if "\u4e00" <= c <= "\u9fff"):
        sound = lazy_pinyin(char)[0]
        groups[sound] = groups.get(sound, "") + char
    return {char: group for group in groups.values() for char in group if len(group) > 1}


def _misspelt(rng: random.Random, text: str, label: str) -> tuple[str, str]:
    at = rng.randrange(len(text)) if text else 0
    if label == MATTER or not text or rng.random() < 0.5 or text[at] not in _homophones():
        return text, label
    return text[:at] + rng.choice(_homophones()[text[at]]) + text[at + 1 :], label


def _signed(questions: Sequence[tuple[Pieces, Heads]], source: Source) -> Sample:
    text, labels, begins = "", [], []
    for pieces, _ in questions:
        begins.append(len(text))
        for words, label in pieces:
            text += words
            labels += [label] * len(words)
    key = normalise(text)
    places = [labels[key.offsets[i]] for i in range(len(key.text))]
    found = tokens(key.text, sign_text(key.text, source.grammar))
    token_labels = tuple(_label(token, places) for token in found)
    starts = []
    for begin in begins:
        at = next((i for i, t in enumerate(found) if key.offsets[t.start] >= begin), None)
        if at is None or at in starts or (at and key.offsets[found[at].start] != begin and found[at].sign):
            raise UnusableQuestionError("border")
        starts.append(at)
    if not found or len(found) > 120:
        raise UnusableQuestionError("length")
    return Sample(text, found, token_labels, tuple(starts), tuple(heads for _, heads in questions))


def _label(token: Token, places: Sequence[str]) -> str:
    """The label of most of a token's characters, "-" only where no other is there."""
    inside = [label for label in places[token.start : token.end] if label != NOTHING]
    if not inside:
        return NOTHING
    said = Counter(inside).most_common(1)[0][0]
    if token.sign is None:
        if said in ("R", "R.ex", "P", "D", "D.doc") or said.startswith("N."):
            raise UnusableQuestionError(f"not signed: {said}")
        return said
    if len(set(inside)) > 1:
        raise UnusableQuestionError(f"sign over {sorted(set(inside))}")
    unit = isinstance(token.sign.value, UnitSign)
    if (said.startswith("U.") and not unit) or (
        unit and (said.startswith("N.") or said in ("R", "R.ex", "P", "D", "D.doc"))
    ):
        raise UnusableQuestionError(f"{token.sign.token} as {said}")
    if said == "N.top" and "place" in token.sign.token:
        return "P"
    if said.startswith("N.") and "number" not in token.sign.token:
        raise UnusableQuestionError(f"{token.sign.token} as {said}")
    return said


__all__ = ["Block", "Maker", "Sample", "Sign"]
