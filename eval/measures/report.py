"""A run as one self-contained HTML page: charts are inline SVG, nothing is fetched."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from eval.measures.calibration import calibration
from eval.measures.outcome import DutyKey, Outcome
from eval.measures.svg import new_figure, svg_text
from eval.measures.table import ALL, KIND_TITLES, as_text, by_kind

_STYLE = """
body{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:1080px;margin:24px auto;padding:0 16px;
color:#1f2933}
h1{color:#a61b29}
article{border:1px solid #dfe3e8;border-radius:8px;padding:10px 14px;margin:10px 0}
article p,article ul{margin:4px 0}
pre{background:#fbfaf7;padding:12px;overflow:auto;font:14px/1.5 monospace}
small{color:#5b6770}
svg{max-width:100%;height:auto}
"""


def as_html(outcomes: Sequence[Outcome], title: str) -> str:
    """The charts, the table and every failure with its evidence."""
    failures = [o for o in outcomes if not o.correct]
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
        f"<h2>各类问题全对率</h2>{_kinds_svg(outcomes)}<h2>把握与实际</h2>{_reliability_svg(outcomes)}"
        f"<h2>指标</h2><pre>{escape(as_text(outcomes))}</pre>"
        f"<h2>未答对的 {len(failures)} 题（共 {len(outcomes)} 题）</h2>{''.join(map(_failure, failures))}</body></html>"
    )


def _kinds_svg(outcomes: Sequence[Outcome]) -> str:
    rows = [
        (KIND_TITLES[kind], measures["correct"]) for kind, measures in by_kind(outcomes).items() if kind != ALL
    ]
    shares = [e.value for _, e in rows]
    figure = new_figure(8, 3.6)
    axes = figure.add_subplot()
    axes.bar(range(len(rows)), shares, color="#7ea6c9")
    errors = [[e.value - e.low for _, e in rows], [e.high - e.value for _, e in rows]]
    axes.errorbar(range(len(rows)), shares, yerr=errors, fmt="none", ecolor="#1f2933", capsize=3)
    axes.set_xticks(range(len(rows)), [f"{title}\n{e.n} 题" for title, e in rows], fontsize=8)
    axes.set_ylim(0, 1.05)
    axes.set_ylabel("全对率（95% 区间）")
    return svg_text(figure)


def _reliability_svg(outcomes: Sequence[Outcome]) -> str:
    bins = calibration(outcomes).bins
    figure = new_figure(5, 4)
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="#999999", linestyle="--", label="完全校准")
    axes.plot([b.confidence for b in bins], [b.accuracy for b in bins], marker="o", color="#a61b29", label="实测")
    for b in bins:
        axes.annotate(
            str(b.n), (b.confidence, b.accuracy), textcoords="offset points", xytext=(4, -10), fontsize=8
        )
    axes.set_xlabel("所报把握")
    axes.set_ylabel("实际全对率")
    axes.legend()
    return svg_text(figure)


def _failure(outcome: Outcome) -> str:
    question, answer = outcome.question, outcome.answer
    turns = "".join(f"<p><small>前文（{t.role}）：{escape(t.content)}</small></p>" for t in question.history)
    scope = "、".join(str(x) for x in (question.document, question.year) if x) or "全库"
    verdict = f"{KIND_TITLES.get(answer['kind'], answer['kind'])}，把握 {answer['confidence']:.2f}"
    cited = "".join(f"<li>{_citation(outcome, c)}</li>" for c in answer["citations"])
    return (
        f"<article><b>{escape(question.question)}</b> "
        f"<small>{escape(question.id)} · {KIND_TITLES[question.kind]} · {escape(scope)}</small>{turns}"
        f"<p>应为：{escape(_expected(outcome))}</p>"
        f"<p>所答（{escape(verdict)}）：{escape(answer['text'])}</p><ul>{cited}</ul></article>"
    )


def _citation(outcome: Outcome, citation: dict[str, Any]) -> str:
    source = outcome.sources.get(citation["document"]["id"], citation["document"]["title"])
    place = _place((source, str(citation["clause"]), citation["duty"] or 0))
    return f"{escape(place)}：{escape(citation['quote'])}<small>{escape(citation['raw'])}</small>"


def _expected(outcome: Outcome) -> str:
    question = outcome.question
    if not question.answerable:
        return "不作回答"
    parts: list[tuple[str, Any]] = [
        ("依据", "；".join(map(_place, outcome.gold))),
        ("牵头", _names(question.lead)),
        ("责任", _names(question.responsible)),
        ("是非", None if question.yes is None else "是" if question.yes else "不是"),
        ("数目", question.count),
        ("须含", _names(question.answer_contains)),
    ]
    return "。".join(f"{title}：{value}" for title, value in parts if value not in (None, ""))


def _place(key: DutyKey) -> str:
    document, clause, duty = key
    return f"{document} 第{clause}条" + (f"第{duty}项" if duty else "")


def _names(names: Iterable[str] | None) -> str:
    return "、".join(names or ())
