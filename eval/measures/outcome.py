"""One question with the answer it got and whether that answer is right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from eval.questions.question_set import Question

DutyKey = tuple[str, str, int]
"""(source file name, clause number, duty ordinal); ordinal 0 stands for a whole clause."""

SET_KINDS = frozenset({"unit_duties", "unit_pair", "clause", "section", "list"})
MATTER_KINDS = frozenset({"lead", "responsible", "fact"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """``answer`` is the wire form of the contract; ``latency_ms`` was measured around the call.

    ``sources`` maps document ids to file names.
    """

    question: Question
    answer: dict[str, Any]
    latency_ms: float
    sources: dict[str, str]

    @property
    def answered(self) -> bool:
        """Whether the assistant claimed to answer."""
        return bool(self.answer["answered"])

    @property
    def ranking(self) -> list[DutyKey]:
        """The cited duties in order, each once."""
        keys = [
            (self.sources.get(c["document"]["id"], ""), str(c["clause"]), int(c["duty"] or 0))
            for c in self.answer["citations"]
        ]
        return list(dict.fromkeys(keys))

    @property
    def gold(self) -> list[DutyKey]:
        """The duties that are right, the best first."""
        return [(g.document, g.clause, g.duty or 0) for g in self.question.clauses]

    @property
    def correct(self) -> bool:
        """Right in every respect that the question's gold states; a decline that cites nothing where none can be said.

        The grounds: for questions about sets all and only the gold duties, else the first citation is a gold duty.
        The facts: yes, count, mode, unit sets and required words as the gold has them.
        """
        if not self.question.answerable:
            return not self.answered and not self.ranking
        return self.answered and self._grounds_right() and self._facts_right()

    def _grounds_right(self) -> bool:
        if not self.gold:
            return True
        if self.question.kind in SET_KINDS:
            return matches(self.gold, self.ranking)
        return bool(self.ranking) and covered(self.ranking[0], self.gold)

    def _facts_right(self) -> bool:
        question, answer = self.question, self.answer
        said = answer["text"] + "".join(c["quote"] for c in answer["citations"])
        return (
            (question.yes is None or answer["yes"] is question.yes)
            and (question.count is None or answer["count"] == question.count)
            and all(words in said for words in question.answer_contains)
            and self._mode_right()
            and self._units_right("lead")
            and self._units_right("responsible")
        )

    def _units_right(self, role: str) -> bool:
        wanted = self.wanted_units(role)
        return wanted is None or set(self.answer[role]) == set(wanted)

    def wanted_units(self, role: str) -> tuple[str, ...] | None:
        """The gold's units of ``role`` (lead or responsible); None where units are not the point.

        The gold states those of its best duty. Where another of its duties is cited first, that duty's own units
        are the right ones.
        """
        wanted: tuple[str, ...] | None = getattr(self.question, role)
        if wanted is None or self.question.kind not in MATTER_KINDS or not self.question.answerable:
            return None
        return tuple(self.answer["citations"][0][role]) if self._another_gold_first else wanted

    def _mode_right(self) -> bool:
        """Whether the mode is the gold's, with the rule of ``wanted_units``; True where the mode is not the point."""
        if self.question.mode is None or self.question.kind not in MATTER_KINDS:
            return True
        wanted = self.answer["citations"][0]["mode"] if self._another_gold_first else self.question.mode
        return bool(self.answer["mode"] == wanted)

    @property
    def _another_gold_first(self) -> bool:
        return bool(self.ranking) and self.ranking[0] in self.gold[1:]


def covered(key: DutyKey, keys: Iterable[DutyKey]) -> bool:
    """Whether a duty is among ``keys``; a whole clause (ordinal 0) on either side covers its duties."""
    return any(key[:2] == other[:2] and (key[2] == other[2] or 0 in (key[2], other[2])) for other in keys)


def matches(gold: list[DutyKey], ranking: list[DutyKey]) -> bool:
    """Whether a list of duties is complete and holds nothing else."""
    return all(covered(g, ranking) for g in gold) and all(covered(r, gold) for r in ranking)
