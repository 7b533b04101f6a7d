"""Tables of questions as people word them, and what an answer to each must be.

An expectation is a short text: ``lead 省商务厅`` (all duties that the unit leads), ``duties``, ``part``, ``pair 甲 乙``,
``clause 3 4``, ``section 五`` (all duties under the headings that begin so), ``count 82``, ``yes``, ``no``,
``says 70万人``, ``who 省教育厅 省财政厅`` (the first citation names exactly these leads or, without a lead, these
units), ``ask clarify``, ``decline``, ``talk``.
"""

from collections.abc import Callable, Sequence

from index.model.store import DutyFilter, DutyRecord, Store
from retriever.assistant import Assistant, Message
from retriever.wording.answer import Answer

SOURCES = {
    "h22": "hunan-2022-work-division.txt",
    "h23": "hunan-2023-work-division.txt",
    "min": "ministry-2024.txt",
    "city": "city-ledger-2025.md",
    "cty": "county-2024.txt",
}
Row = tuple[str, str, str]
"""Document (empty: the whole library), question with its earlier turns before it, each after ``>``, expectation."""


def ask(assistant: Assistant, row: Row) -> Answer:
    """Put a row's question, with its earlier turns as history, to the document it names."""
    name, question, _ = row
    *earlier, last = [turn.strip() for turn in question.split(" > ")]
    documents = {record.source: record.id for record in assistant.store.documents()}
    return assistant.ask(
        last, [Message("user", turn) for turn in earlier], documents[SOURCES[name]] if name else None
    )


def fault(store: Store, row: Row, answer: Answer) -> str:
    """What is wrong with an answer, empty when it is as expected."""
    name, _, expected = row
    what, *words = expected.split()
    documents = {record.source: record.id for record in store.documents()}
    records = (
        store.duties(DutyFilter(frozenset({documents[SOURCES[name]]}))) if name else store.duties(DutyFilter())
    )
    return _CHECKS[what](answer, words, records)


def _cited(answer: Answer) -> set[tuple[int, int | None]]:
    return {(citation.clause.id, citation.duty) for citation in answer.citations}


def _set(answer: Answer, wanted: Sequence[DutyRecord]) -> str:
    right = {(record.clause.id, record.duty.ordinal) for record in wanted}
    found = _cited(answer)
    whole = {clause for clause, duty in found if duty is None}
    right = {(c, None if c in whole else d) for c, d in right}
    if not answer.answered or found != right:
        return f"{answer.kind} 缺 {len(right - found)} 多 {len(found - right)}：{answer.text[:60]}"
    return ""


def _lead(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    return _set(answer, [r for r in records if all(w in r.duty.lead for w in words)])


def _part(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    return _set(answer, [r for r in records if all(w in r.duty.responsible for w in words)])


def _pair(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    return _set(answer, [r for r in records if all(w in (*r.duty.lead, *r.duty.responsible) for w in words)])


def _within(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    heading, role, unit = words
    chosen = [r for r in records if any(h.startswith(heading) for h in r.clause.section)]
    held = [r for r in chosen if unit in (r.duty.lead if role == "lead" else (*r.duty.lead, *r.duty.responsible))]
    return _set(answer, held)


def _section(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    return _set(answer, [r for r in records if any(h.startswith(words[0]) for h in r.clause.section)])


def _clause(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    found = list(dict.fromkeys(c.clause.number for c in answer.citations))
    return "" if answer.answered and found == list(words) else f"{answer.kind} {found}：{answer.text[:60]}"


def _duty(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    found = {(c.clause.number, str(c.duty)) for c in answer.citations}
    return "" if found == {(words[0], words[1])} else f"{answer.kind} {found}：{answer.text[:60]}"


def _count(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    right = answer.answered and answer.count == int(words[0])
    return "" if right else f"{answer.kind} {answer.count}：{answer.text[:60]}"


def _yes(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    return "" if answer.answered and answer.yes is True else f"{answer.kind} {answer.yes}：{answer.text[:60]}"


def _no(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    return "" if answer.answered and answer.yes is False else f"{answer.kind} {answer.yes}：{answer.text[:60]}"


def _says(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    right = answer.answered and all(word in answer.text for word in words)
    return "" if right else f"{answer.kind}：{answer.text[:80]}"


def _who(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    units = answer.lead or answer.responsible
    return "" if answer.answered and set(units) == set(words) else f"{answer.kind} {units}：{answer.text[:60]}"


def _decline(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    right = not answer.answered and answer.kind == "no_answer"
    return "" if right else f"{answer.kind}：{answer.text[:80]}"


def _ask(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    return "" if answer.kind == "clarify" else f"{answer.kind}：{answer.text[:80]}"


def _talk(answer: Answer, words: Sequence[str], records: Sequence[DutyRecord]) -> str:
    return "" if answer.kind == "smalltalk" else f"{answer.kind}：{answer.text[:80]}"


_CHECKS: dict[str, Callable[[Answer, Sequence[str], Sequence[DutyRecord]], str]] = {
    "lead": _lead,
    "part": _part,
    "pair": _pair,
    "duties": _pair,
    "within": _within,
    "section": _section,
    "clause": _clause,
    "duty": _duty,
    "count": _count,
    "yes": _yes,
    "no": _no,
    "says": _says,
    "who": _who,
    "decline": _decline,
    "ask": _ask,
    "talk": _talk,
}
