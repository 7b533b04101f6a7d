"""From practice to set: what users remarked on becomes candidate questions for a person to review."""

import json
from collections.abc import Iterator
from typing import Any

from index.feedback import FeedbackLog


def candidates(log: FeedbackLog) -> Iterator[dict[str, Any]]:
    """One candidate a remark, in the question schema, oldest first.

    Where the reader said 有用 the answer's own duties stand as gold to be confirmed; otherwise the gold is left
    empty for the reviewer, and the note holds the verdict and the comment. ``split`` is always ``dev``.
    """
    for remark in log.all():
        answer = _answer(remark.answer)
        useful = remark.verdict == "有用"
        yield {
            "id": f"feedback-{remark.id}",
            "question": remark.question,
            "history": [],
            "document": None,
            "year": None,
            "kind": answer.get("kind", "lead"),
            "clauses": [
                {"document": c["document"]["id"], "clause": c["clause"], "duty": c["duty"]}
                for c in answer.get("citations", ())
            ]
            if useful
            else [],
            "lead": answer.get("lead") if useful else None,
            "responsible": answer.get("responsible") if useful else None,
            "mode": answer.get("mode") if useful else None,
            "answer_contains": [],
            "yes": answer.get("yes") if useful else None,
            "count": answer.get("count") if useful else None,
            "answerable": bool(answer.get("answered", True)) if useful else True,
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
