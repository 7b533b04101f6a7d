"""Questions and answers in the wire form, for the tests of eval/."""

from typing import Any

from eval.measures.outcome import Outcome
from eval.questions.question_set import Gold, Question, Turn

SOURCES = {"d1": "a.txt", "d2": "b.txt"}


def question(**given: Any) -> Question:
    """A question who leads duty 2 of clause 1, unless told otherwise; ``gold`` is (document, clause, duty) each."""
    gold = given.pop("gold", (("a.txt", "1", 2),))
    history = given.pop("history", ())
    fields: dict[str, Any] = {
        "id": "q1",
        "question": "谁牵头植树",
        "document": "a.txt",
        "year": None,
        "kind": "lead",
        "lead": ("市林业局",),
        "responsible": ("市水务局",),
        "mode": "lead",
        "answer_contains": (),
        "yes": None,
        "count": None,
        "answerable": True,
        "split": "dev",
        "style": "literal",
        "note": "",
    }
    if given.get("kind", "lead") not in ("lead", "responsible", "fact"):
        fields |= {"lead": None, "responsible": None, "mode": None}
    turns = tuple(Turn(role, content) for role, content in history)
    return Question(**fields | given, history=turns, clauses=tuple(Gold(*place) for place in gold))


def unanswerable(**given: Any) -> Question:
    """A question whose matter is not in the documents."""
    nothing = {
        "kind": "no_answer",
        "answerable": False,
        "gold": (),
        "lead": None,
        "responsible": None,
        "mode": None,
    }
    return question(**nothing | given)


def citation(clause: str, duty: int | None, document: str = "d1", **given: Any) -> dict[str, Any]:
    """A cited duty, led by 市林业局 unless told otherwise."""
    return {
        "document": {"id": document, "title": "文件", "number": None, "year": 2024},
        "clause": clause,
        "clause_id": 1,
        "section": [],
        "duty": duty,
        "task": "植树。",
        "quote": "植树。",
        "span": [0, 3],
        "raw": "（市林业局牵头，市水务局负责）",
        "lead": ["市林业局"],
        "responsible": ["市水务局"],
        "mode": "lead",
        "deadline": None,
        "leaders": [],
    } | given


def answer(*citations: dict[str, Any], **given: Any) -> dict[str, Any]:
    """An answer with these citations, its units those of the first."""
    best = citations[0] if citations else {"lead": [], "responsible": [], "mode": None}
    return {
        "question": "谁牵头植树",
        "kind": "lead",
        "answered": True,
        "text": "**市林业局**牵头。",
        "yes": None,
        "count": None,
        "confidence": 0.9,
        "lead": best["lead"],
        "responsible": best["responsible"],
        "mode": best["mode"],
        "citations": list(citations),
        "total": len(citations),
        "suggestions": [],
        "elapsed_ms": 1.0,
    } | given


def decline(**given: Any) -> dict[str, Any]:
    """An honest no."""
    return answer(
        **{"kind": "no_answer", "answered": False, "text": "文件中没有找到。", "confidence": 0.0} | given
    )


def outcome(asked: Question, said: dict[str, Any], latency_ms: float = 10.0) -> Outcome:
    """One question with its answer."""
    return Outcome(asked, said, latency_ms, SOURCES)


RIGHT = outcome(question(), answer(citation("1", 2)))
WRONG = outcome(question(id="q2"), answer(citation("7", 1, quote="修桥<补>路。"), confidence=0.7))
MISSED = outcome(question(id="q3"), decline(), 30.0)
DECLINED = outcome(unanswerable(id="q4", question="谁负责登月"), decline(), 20.0)
INVENTED = outcome(unanswerable(id="q5", question="谁管潮汐"), answer(citation("9", 1), confidence=0.6))
RUN = (RIGHT, WRONG, MISSED, DECLINED, INVENTED)
