"""Question sets: one JSON object a line, read strictly, and every gold checked against the parsed document.

The schema is documented in eval/questions/README.md.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from index.model.document import Clause, Document, Duty, Mode
from index.model.errors import UnreadableFileError
from retriever.wording.answer import KINDS

Split = Literal["dev", "test"]
DECLINED_KINDS = frozenset({"no_answer", "smalltalk", "clarify"})
"""Kinds whose answer is not an answer from the documents; exactly these are unanswerable."""
COUNTED_SETS = frozenset({"unit_duties", "unit_pair"})
"""Kinds whose ``count`` is always the number of gold duties."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Gold:
    """A right duty: source file name, clause number as printed, ordinal; ``duty`` None means the whole clause."""

    document: str
    clause: str
    duty: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """One question and what is right about its answer.

    ``document`` and ``year`` are the restriction that the request carries, None for the whole library.
    ``clauses`` are all right duties, the best first; for questions about sets the complete set. ``lead``,
    ``responsible`` and ``mode`` are those of the best duty, None where units are not the point.
    Every string of ``answer_contains`` must stand in the answer or its quotes.
    """

    id: str
    question: str
    history: tuple[Turn, ...]
    document: str | None
    year: int | None
    kind: str
    clauses: tuple[Gold, ...]
    lead: tuple[str, ...] | None
    responsible: tuple[str, ...] | None
    mode: Mode | None
    answer_contains: tuple[str, ...]
    yes: bool | None
    count: int | None
    answerable: bool
    split: Split
    style: str
    note: str


def read_questions(path: Path) -> tuple[Question, ...]:
    """Read a JSONL question set.

    Raises UnreadableFileError, naming file and line, for a missing file, a line that is not JSON, a missing or
    unknown field, or a kind, split or role that does not exist.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(f"读不了题集“{path.name}”：{error}。请给出 UTF-8 编码的 JSONL 文件。") from error
    return tuple(_question(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def _question(path: Path, number: int, line: str) -> Question:
    try:
        row = json.loads(line)
        question = Question(
            **row
            | {
                "history": tuple(Turn(**turn) for turn in row["history"]),
                "clauses": tuple(Gold(**gold) for gold in row["clauses"]),
                "lead": _units(row["lead"]),
                "responsible": _units(row["responsible"]),
                "answer_contains": tuple(row["answer_contains"]),
            }
        )
    except json.JSONDecodeError as error:
        raise UnreadableFileError(f"题集“{path.name}”第 {number} 行不是 JSON：{error.msg}。") from error
    except (KeyError, TypeError) as error:
        raise UnreadableFileError(
            f"题集“{path.name}”第 {number} 行的字段不对：{error}。字段说明见 eval/questions/README.md。"
        ) from error
    choices = (("kind", KINDS), ("split", get_args(Split)), ("mode", (None, *get_args(Mode))))
    for name, allowed in choices:
        if getattr(question, name) not in allowed:
            raise UnreadableFileError(
                f"题集“{path.name}”第 {number} 行的 {name} 是“{getattr(question, name)}”，只能是 {allowed}。"
            )
    if any(turn.role not in ("user", "assistant") for turn in question.history):
        raise UnreadableFileError(f"题集“{path.name}”第 {number} 行的 history 里 role 只能是 user 或 assistant。")
    return question


def _units(names: list[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(names)


def validate(path: Path, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Everything in a question set that does not agree with the parsed documents, in plain Chinese.

    ``documents`` maps source file names to documents. Raises UnreadableFileError as ``read_questions``.
    """
    questions = read_questions(path)
    seen: set[str] = set()
    problems: list[str] = []
    for question in questions:
        if question.id in seen:
            problems.append(f"{path.name} {question.id}：编号重复。")
        seen.add(question.id)
        problems += [f"{path.name} {question.id}：{problem}" for problem in _problems(question, documents)]
    return tuple(problems)


def _problems(question: Question, documents: Mapping[str, Document]) -> Iterator[str]:
    yield from _shape_problems(question)
    needed = {gold.document for gold in question.clauses} | ({question.document} if question.document else set())
    if missing := sorted(needed - documents.keys()):
        yield f"没有解析出文件 {missing}。"
        return
    places = [_place(gold, documents) for gold in question.clauses]
    for gold, place in zip(question.clauses, places, strict=True):
        if place is None:
            yield f"文件 {gold.document} 没有第{gold.clause}条" + (f"第 {gold.duty} 项。" if gold.duty else "。")
    found = [place for place in places if place]
    if len(found) == len(places):
        yield from _unit_problems(question, found)
        yield from _count_problems(question, found, documents)
        yield from _text_problems(question, found, documents)


def _shape_problems(question: Question) -> Iterator[str]:
    if question.answerable is (question.kind in DECLINED_KINDS):
        yield f"kind 是 {question.kind}，answerable 却是 {question.answerable}。"
    if not question.answerable and question.clauses:
        yield "不能回答的题不应有标准条款。"
    if (question.kind == "yes_no") is (question.yes is None):
        yield "yes 应当且只应当在 yes_no 题中给出。"
    if len(set(question.clauses)) < len(question.clauses):
        yield "标准条款有重复。"


Place = tuple[Clause, Duty | None]


def _place(gold: Gold, documents: Mapping[str, Document]) -> Place | None:
    """The clause and duty that a gold names; None when it is not there or its number is not unique."""
    clauses = [clause for clause in documents[gold.document].clauses if clause.number == gold.clause]
    if len(clauses) != 1:
        return None
    if gold.duty is None:
        return clauses[0], None
    duty = next((duty for duty in clauses[0].duties if duty.ordinal == gold.duty), None)
    return (clauses[0], duty) if duty else None


def _unit_problems(question: Question, found: list[Place]) -> Iterator[str]:
    stated: dict[str, Any] = {"lead": question.lead, "responsible": question.responsible, "mode": question.mode}
    given = {name: value for name, value in stated.items() if value is not None}
    if not given:
        return
    duty = found[0][1] if found else None
    if duty is None:
        yield "给了单位或 mode，却没有标准分工事项。"
        return
    for name, value in given.items():
        parsed = getattr(duty, name)
        if (set(value) != set(parsed)) if name != "mode" else value != parsed:
            yield f"{name} 是 {value}，文件里是 {parsed}。"


def _count_problems(question: Question, found: list[Place], documents: Mapping[str, Document]) -> Iterator[str]:
    if question.kind in COUNTED_SETS and question.count != len(found):
        yield f"count 是 {question.count}，标准条款却有 {len(found)} 项。"
    if question.kind != "count" or question.count is None:
        return
    right = {len(found), len({clause.order for clause, _ in found})}
    if not found and question.document:
        right |= _totals(documents[question.document])
    if question.count not in right:
        yield f"count 是 {question.count}，应是 {sorted(right)} 之一。"


def _totals(document: Document) -> set[int]:
    """What a count without named duties may be: all clauses, all duties, or the most duties that one unit leads."""
    duties = [duty for clause in document.clauses for duty in clause.duties]
    leads = [unit for duty in duties for unit in duty.lead]
    return {len(document.clauses), len(duties), max(map(leads.count, leads), default=0)}


def _text_problems(question: Question, found: list[Place], documents: Mapping[str, Document]) -> Iterator[str]:
    """Gold strings stand in the best clause (in any gold clause for a list), its deadline or its leaders."""
    if found:
        cited = found if question.kind == "list" else found[:1]
        text = "\n".join(_words(clause) for clause, _ in cited)
    elif question.document:
        text = "\n".join(_words(clause) for clause in documents[question.document].clauses)
    else:
        text = ""
    for words in question.answer_contains:
        if words not in text:
            yield f"answer_contains 的“{words}”不在标准条款里。"


def _words(clause: Clause) -> str:
    facts = [
        words
        for duty in clause.duties
        for words in (duty.deadline or "", *duty.leaders, *duty.lead, *duty.responsible)
    ]
    return "\n".join([clause.text, *facts])
