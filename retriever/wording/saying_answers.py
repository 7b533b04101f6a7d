"""From an outcome to an answer in Chinese: nothing here or below reads the user's words."""

from dataclasses import replace

from retriever.execution.outcome import Joined, Outcome, Selected, Spoken
from retriever.query.asking import question
from retriever.query.queries import Compare
from retriever.query.reductions import Average, Contents, Count, Exists, List, Rank, Share, Value, Who
from retriever.wording.answer import Answer, Citation
from retriever.wording.contents import contents
from retriever.wording.lists import listed
from retriever.wording.rankings import comparison, mean, ranking, share
from retriever.wording.refusals import refusal
from retriever.wording.roles import exists, who
from retriever.wording.talk import spoken
from retriever.wording.values import value


def answer_of(outcome: Outcome) -> Answer:
    """What an outcome says, with its citations; full and exact claims only of what was executed exactly."""
    match outcome:
        case Spoken():
            return spoken(outcome)
        case Joined():
            return _joined(outcome)
        case Selected():
            return refusal(outcome) or _selected(outcome)


def _selected(outcome: Selected) -> Answer:
    match outcome.query.reduce:
        case List() | Count():
            return listed(outcome)
        case Rank() as how:
            return ranking(outcome, how)
        case Share() as how:
            return share(outcome, how)
        case Average() as how:
            return mean(outcome, how)
        case Exists() as how:
            return exists(outcome, how)
        case Who() as how:
            return who(outcome, how)
        case Value() as how:
            return value(outcome, how)
        case Contents():
            return contents(outcome)


def _joined(outcome: Joined) -> Answer:
    """A comparison, or answers one below the other; a comparison with a part that has no answer is declined for it."""
    if isinstance(outcome.query, Compare):
        refused = (refusal(part) for part in outcome.parts if isinstance(part, Selected))
        declined = next((answer for answer in refused if answer is not None), None)
        if declined is not None:
            return replace(declined, query=outcome.query, question=question(outcome.query))
        return comparison(outcome, outcome.query)
    answers = [answer_of(part) for part in outcome.parts]
    first = next((answer for answer in answers if answer.answered), answers[0])
    citations: dict[Citation, None] = {}
    for answer in answers:
        citations.update(dict.fromkeys(answer.citations))
    return replace(
        first,
        question=question(outcome.query),
        text="\n\n".join(f"**{place}．** {answer.text}" for place, answer in enumerate(answers, 1)),
        confidence=min((a.confidence for a in answers if a.answered), default=0.0),
        citations=tuple(citations),
        total=len(citations),
        suggestions=tuple(dict.fromkeys(s for answer in answers for s in answer.suggestions)),
        query=outcome.query,
    )
