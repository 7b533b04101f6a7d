"""From practice to set: what users remarked on becomes candidate questions for a person to review."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from eval.questions.question_set import DECLINED_KINDS
from index.library.embedded import EmbeddedStore
from index.library.feedback import Feedback

USEFUL = "有用"


def candidates(store: EmbeddedStore) -> Iterator[dict[str, Any]]:
    """One candidate a remark in the question schema, oldest first; a question asked twice comes once, with the last
    remark.

    Where the reader said 有用 the answer's own duties stand as gold, to be confirmed. Otherwise the gold is left empty
    for the reviewer, who finds verdict and comment in ``note``. ``split`` is always ``dev``.
    """
    sources = {record.id: record.source for record in store.documents()}
    for remark in {remark.question: remark for remark in store.feedback.all()}.values():
        yield _candidate(remark, sources)


def _candidate(remark: Feedback, sources: Mapping[str, str]) -> dict[str, Any]:
    answer = _answer(remark.answer)
    kind = answer.get("kind", "lead")
    gold = answer if remark.verdict == USEFUL else {}
    # A declined question that was no use to the reader is taken for one that has an answer.
    kind = "lead" if kind in DECLINED_KINDS and not gold else kind
    clauses = [
        {"document": sources[c["document"]["id"]], "clause": c["clause"], "duty": c["duty"]}
        for c in gold.get("citations", ())
        if c["document"]["id"] in sources
    ]
    stated = bool(clauses) and clauses[0]["duty"] is not None
    return {
        "id": f"feedback-{remark.id}",
        "question": remark.question,
        "history": [],
        "document": None,
        "year": None,
        "kind": kind,
        "clauses": clauses,
        "lead": gold["lead"] if stated else None,
        "responsible": gold["responsible"] if stated else None,
        "mode": gold["mode"] if stated else None,
        "answer_contains": [],
        "yes": gold.get("yes"),
        "count": gold.get("count"),
        "answerable": kind not in DECLINED_KINDS,
        "split": "dev",
        "style": "feedback",
        "note": "　".join(part for part in (f"待复核：{remark.verdict}", remark.comment) if part),
    }


def _answer(text: str) -> dict[str, Any]:
    """The stored answer; a remark kept with plain text alone has no structure to offer."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}
