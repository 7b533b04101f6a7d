"""What users say about answers, kept in the library for review and evaluation."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from index.library.sessions import Sessions
from index.model.errors import QiantouError

Verdict = Literal["有用", "无用", "单位不对"]
VERDICTS: tuple[str, ...] = get_args(Verdict)


class InvalidFeedbackError(QiantouError):
    """A verdict that is not one of ``VERDICTS``."""

    code = "invalid-feedback"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One remark. ``answer`` is the answer as JSON text; ``created_at`` is UTC, ISO 8601."""

    id: int
    created_at: str
    question: str
    answer: str
    verdict: str
    comment: str


class FeedbackLog:
    """The remarks of one library. Adding one changes no generation."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def add(self, question: str, answer: str, verdict: str, comment: str = "") -> Feedback:
        """Keep a remark. Raises InvalidFeedbackError for an unknown verdict."""
        if verdict not in VERDICTS:
            raise InvalidFeedbackError(f"不认识的评价“{verdict}”，只能是：{'、'.join(VERDICTS)}。")
        created_at = datetime.now(UTC).isoformat(timespec="seconds")
        with self._sessions.log() as connection:
            id_ = connection.execute(
                "INSERT INTO feedback (created_at, question, answer, verdict, comment) VALUES (?, ?, ?, ?, ?)",
                (created_at, question, answer, verdict, comment),
            ).lastrowid
        assert id_ is not None  # an INSERT always has one
        return Feedback(id_, created_at, question, answer, verdict, comment)

    def all(self, verdict: str | None = None) -> tuple[Feedback, ...]:
        """The remarks (with one verdict), oldest first."""
        with self._sessions.read() as session:
            rows = session.connection.execute(
                """SELECT id, created_at, question, answer, verdict, comment FROM feedback
                WHERE ?1 IS NULL OR verdict = ?1 ORDER BY id""",
                (verdict,),
            )
            return tuple(Feedback(*row) for row in rows)
