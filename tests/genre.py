"""Small documents of the genre and what a careful reader takes from them."""

from dataclasses import dataclass

from index.model.document import Document
from index.parse import parse, plain_text_source


@dataclass(frozen=True)
class Expected:
    """One duty as a reader would note it; names are divided by blanks."""

    number: str
    task: str
    lead: str = ""
    responsible: str = ""
    mode: str = "lead"
    deadline: str | None = None
    leaders: str = ""


def read(text: str) -> Document:
    return parse(plain_text_source(text), "样本.txt", text.encode())


def duties(document: Document) -> list[Expected]:
    """The duties of a parse in the reader's notation, tasks in full."""
    return [
        Expected(
            clause.number,
            duty.task,
            " ".join(duty.lead),
            " ".join(duty.responsible),
            duty.mode,
            duty.deadline,
            " ".join(duty.leaders),
        )
        for clause in document.clauses
        for duty in clause.duties
    ]


def agree(document: Document, wanted: list[Expected]) -> None:
    """Compare duty by duty; a wanted task is the beginning of the one that was read."""
    found = duties(document)
    shortened = [
        Expected(
            one.number, one.task[: len(other.task)], one.lead, one.responsible, one.mode, one.deadline, one.leaders
        )
        for one, other in zip(found, wanted, strict=False)
    ]
    assert shortened + found[len(wanted) :] == wanted
