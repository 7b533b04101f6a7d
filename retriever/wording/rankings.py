"""Numbers over sets: rankings, shares, averages, comparisons."""

from datetime import date

from retriever.execution.outcome import Item, Joined, Ranked, Selected
from retriever.query.asking import COUNTED_IN, THINGS, attribute
from retriever.query.predicates import Role
from retriever.query.queries import Compare
from retriever.query.reductions import Average, Measure, Rank, Share
from retriever.wording.answer import Answer
from retriever.wording.composing import (
    completeness,
    compose,
    condition_said,
    decline,
    records_of,
    selected_said,
    where_said,
)
from retriever.wording.lists import by_document
from retriever.wording.phrases_of_answers import clause_text, quoted, responsibility, units_text

SHOWN = 5
"""How many duties of a tie are written out; all are cited."""
_VERBS: dict[Role, str] = {"lead": "牵头", "member": "参与", "any": "负责"}
_COUNTED = {"leads": "牵头单位", "members": "责任单位（含牵头）", "clauses": "条数", "deadline": "完成时限"}


def _measured(by: Measure, role: Role, of: str) -> str:
    """What a ranking counts: 牵头事项, 牵头单位."""
    if by != "duties":
        return _COUNTED[by]
    return f"{_VERBS[role]}事项" if of == "units" else "分管事项" if of == "leaders" else "分工事项"


def ranking(outcome: Selected, how: Rank) -> Answer:
    """Which have most or least, or stand at a place."""
    of, measured = outcome.query.of, _measured(how.by, how.role, outcome.query.of)
    name = THINGS[of][0]
    where = where_said(outcome.documents)
    if not outcome.ranked:
        if how.place and outcome.places:
            return decline(outcome, f"{where}，{measured}的多少只分 {outcome.places} 个名次。")
        return decline(outcome, f"{where}，{selected_said(outcome)}没有可以比较的{measured}。")
    among = condition_said(outcome)
    words = ("最早", "最晚") if how.by == "deadline" else ("最少", "最多")
    extreme = words[how.order == "most"]
    if how.place:
        extreme = f"第 {how.place} {extreme[1:]}"
    scope = f"{where}，{among}{name}中" if among else where
    head = f"{scope}，{measured}{extreme}的{name}"
    if how.top > 1 and not how.place:
        rows = [f"{entry.place}. {_named(entry.item)}：{_number(entry, how.by)}" for entry in outcome.ranked]
        text = f"{head}：\n\n" + "\n".join(rows)
    else:
        each = "" if how.by == "deadline" else "各 " if len(outcome.ranked) > 1 else "共 "
        said = f"是{units_text(_named(entry.item) for entry in outcome.ranked)}"
        text = f"{head}{said}，{each}{_number(outcome.ranked[0], how.by)}。"
        if how.by not in ("duties", "clauses"):
            text += "\n\n" + "\n\n".join(_written_out(entry.item) for entry in outcome.ranked[:SHOWN])
    if of == "units" or how.by in ("leads", "members"):
        text += "\n\n“有关部门”等统称不计。"
    first = outcome.ranked[0].measure
    count = first if isinstance(first, int) else None
    return compose(outcome, "count", text, records_of(outcome.items), count=count)


def _named(item: Item) -> str:
    if item.clause is None:
        return item.name
    duty = item.records[0].duty.ordinal if len(item.records) == 1 and len(item.clause.duties) > 1 else 0
    return clause_text(item.clause) + (f"第{duty}项" if duty else "")


def _number(entry: Ranked, by: Measure) -> str:
    if isinstance(entry.measure, date):
        deadlines = dict.fromkeys(r.duty.deadline for r in entry.item.records if r.duty.deadline)
        return units_text(deadlines)
    return f"{entry.measure} {COUNTED_IN[by]}"


def _written_out(item: Item) -> str:
    return "\n".join(
        f"{_named(item)}：{responsibility(record.duty)}。\n{quoted(record.duty.task)}"
        for record in item.records[:SHOWN]
    )


def share(outcome: Selected, how: Share) -> Answer:
    """Which part the selection is of what it is compared with."""
    name, unit = THINGS[outcome.query.of]
    whole = attribute(how.among) or "全部"
    if not outcome.whole:
        return decline(outcome, f"{where_said(outcome.documents)}，没有{attribute(how.among)}{name}，算不出占比。")
    part = outcome.number / outcome.whole
    text = f"{where_said(outcome.documents)}，{selected_said(outcome)}有 {outcome.number} {unit}，"
    text += f"占{whole}{name} {outcome.whole} {unit}的 {part:.1%}。{completeness(outcome)}"
    records = records_of(outcome.items)
    if records and outcome.query.of == "duties":
        text += f"\n\n{by_document(records)}"
    return compose(outcome, "count", text, records, count=outcome.number)


def mean(outcome: Selected, how: Average) -> Answer:
    """How much of a measure each of them has on average."""
    unit = THINGS[outcome.query.of][1]
    measured = _measured(how.by, how.role, outcome.query.of)
    if outcome.average is None:
        return decline(
            outcome, f"{where_said(outcome.documents)}，{selected_said(outcome)}没有可以平均的{measured}。"
        )
    counted = COUNTED_IN[how.by]
    text = f"{where_said(outcome.documents)}，有{measured}的{selected_said(outcome)}共 {outcome.whole} {unit}，"
    text += f"合计 {outcome.sum} {counted}次，平均每{unit} {float(outcome.average):.1f} {counted}。"
    text += "几家共同承担的事项，各家分别计一次。" if outcome.query.of == "units" else ""
    return compose(outcome, "count", text + completeness(outcome), records_of(outcome.items))


def comparison(outcome: Joined, query: Compare) -> Answer:
    """Which of several selections has most members."""
    parts = [part for part in outcome.parts if isinstance(part, Selected)]
    numbers = [part.number for part in parts]
    unit = THINGS[parts[0].query.of][1]
    best = (max if query.order == "most" else min)(numbers)
    winners = [part for part in parts if part.number == best]
    each = "，".join(f"{selected_said(part)}有 {part.number} {unit}" for part in parts)
    if len(winners) == len(parts):
        verdict = "一样多"
    else:
        apart = min(abs(best - number) for number in numbers if number != best)
        more = "多" if query.order == "most" else "少"
        names = units_text(selected_said(part) for part in winners)
        verdict = f"{names}{'更' if len(parts) == 2 else '最'}{more}，{more} {apart} {unit}"
    text = f"{where_said(parts[0].documents)}，{each}；{verdict}。"
    records = records_of([item for part in parts for item in part.items])
    return compose(outcome, "count", text, records, count=best)
