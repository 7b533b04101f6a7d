"""How many questions of a set are read and executed to the expected result: ``python -m eval.measures.reading FILE``."""

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from data import DOCUMENTS_DIR
from eval.questions.corpus import open_corpus
from eval.questions.expected import Asked, Verdict, judge, read_asked
from retriever.choice import Unclear, Understanding, chosen
from retriever.execution.executor import Executor
from retriever.execution.outcome import Outcome
from retriever.matter.matter_search import MatterSearch
from retriever.query.asking import question
from retriever.query.reading import Reading
from retriever.reading.reader import QuestionReader
from retriever.reading.tagger import MODEL, load
from retriever.wording.saying_answers import answer_of


def outcome_of(
    asked: Asked, understanding: Understanding, executor: Executor
) -> tuple[Outcome | None, Sequence[Reading]]:
    """The outcome that is answered from (None: nothing is answered, or the user is asked back), and all readings."""
    readings = understanding.read(asked.question, asked.history)
    answer = chosen(readings, lambda query: answer_of(executor.run(query)))
    if answer is None or isinstance(answer, Unclear) or answer.query is None:
        return None, readings
    return executor.run(answer.query), readings


def _tell(line: str = "") -> None:
    print(line, flush=True)  # noqa: T201 - a command's output


def main() -> None:
    """Print each question that is not right, and the figures by kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument(
        "--library", type=Path, help="a library of the documents asked; the shipped document's if none"
    )
    parser.add_argument("--quiet", action="store_true")
    args = parser.parse_args()
    totals: Counter[tuple[str, Verdict]] = Counter()
    with open_corpus(args.library, () if args.library else (DOCUMENTS_DIR,)) as store:
        reader, executor = QuestionReader(store, load(args.model)), Executor(store, MatterSearch(store))
        documents = tuple(record for record in store.documents() if record.superseded_by is None)
        understanding = Understanding(reader, documents, frozenset(unit.name for unit in store.units()))
        reading_time = 0.0
        for asked in (asked for file in args.files for asked in read_asked(file)):
            began = time.perf_counter()
            outcome, readings = outcome_of(asked, understanding, executor)
            reading_time += time.perf_counter() - began
            verdict = judge(outcome, asked.expect)
            totals[asked.kind, verdict] += 1
            if verdict != "right" and not args.quiet:
                _tell(
                    f"\n{verdict:8s} {asked.id} {' ／ '.join((*asked.history, asked.question))}\n   expected {asked.expect}"
                )
                for reading in readings[:2]:
                    _tell(f"   {reading.score:.2f} {question(reading.query)!r} {reading.unexplained or ''}")
    kinds = sorted({kind for kind, _ in totals})
    _tell()
    for kind in (*kinds, "all"):
        counts = [
            sum(n for (k, v), n in totals.items() if v == w and kind in (k, "all"))
            for w in ("right", "declined", "wrong")
        ]
        _tell(
            f"{kind:14s} {counts[0]:4d}/{sum(counts):<4d} {counts[0] / max(sum(counts), 1):.3f}   declined {counts[1]}   wrong {counts[2]}"
        )
    _tell(f"{1000 * reading_time / max(sum(totals.values()), 1):.1f} ms a question, reading and execution")


if __name__ == "__main__":
    main()
