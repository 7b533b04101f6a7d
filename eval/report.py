"""A run as one self-contained HTML page: charts are inline SVG, nothing is fetched."""

import html
import io
from collections.abc import Sequence

from eval.metrics import reliability
from eval.outcome import Outcome
from eval.table import ALL, as_text, by_kind

_STYLE = """body{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:1080px;margin:24px auto;padding:0 16px;color:#1f2933}
h1{color:#a61b29}article{border:1px solid #dfe3e8;border-radius:8px;padding:10px 14px;margin:10px 0}
pre{background:#fbfaf7;padding:12px;overflow:auto;font:14px/1.5 monospace}small{color:#5b6770}svg{max-width:100%;height:auto}"""


def _svg(draw: str, outcomes: Sequence[Outcome]) -> str:
    import matplotlib
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 3.6))
    axes = figure.add_subplot()
    if draw == "kinds":
        rows = [(k, m["correct"]) for k, m in by_kind(outcomes).items() if k != ALL]
        places = range(len(rows))
        axes.bar(places, [e.mean for _, e in rows], color="#7ea6c9")
        errors = [[e.mean - e.low for _, e in rows], [e.high - e.mean for _, e in rows]]
        axes.errorbar(places, [e.mean for _, e in rows], yerr=errors, fmt="none", ecolor="#1f2933", capsize=3)
        axes.set_xticks(list(places), [k for k, _ in rows], rotation=30, ha="right")
        axes.set_ylim(0, 1.05)
    else:
        _, bins = reliability(outcomes)
        axes.plot([0, 1], [0, 1], color="#999", linestyle="--")
        axes.plot([b.confidence for b in bins], [b.accuracy for b in bins], marker="o", color="#a61b29")
        axes.set_xlabel("confidence")
        axes.set_ylabel("accuracy")
    stream = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "qiantou"}):
        figure.savefig(stream, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    text = stream.getvalue()
    return text[text.index("<svg") :]


def _failure(outcome: Outcome) -> str:
    question, answer = outcome.question, outcome.answer
    gold = "；".join(f"第{clause}条第{duty}项" for _, clause, duty in outcome.gold) or "（应拒答或无依据要求）"
    quotes = "".join(
        f"<li>第{html.escape(str(c['clause']))}条第{c['duty'] or 0}项：{html.escape(c['quote'][:120])}</li>"
        for c in answer["citations"][:5]
    )
    return (
        f"<article><b>{html.escape(question.question)}</b> <small>{html.escape(question.id)} · {question.kind}</small>"
        f"<p>应为：{html.escape(gold)} {html.escape('、'.join(question.lead or ()))}</p>"
        f"<p>所答（{answer['kind']}，把握 {answer['confidence']:.2f}）：{html.escape(answer['text'][:400])}</p><ul>{quotes}</ul></article>"
    )


def as_html(outcomes: Sequence[Outcome], title: str) -> str:
    """The table, the charts and every failure with its evidence."""
    failures = [o for o in outcomes if not o.correct]
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{html.escape(title)}</h1>"
        f"<h2>各类问题全对率</h2>{_svg('kinds', outcomes)}<h2>把握与实际</h2>{_svg('reliability', outcomes)}"
        f"<h2>指标</h2><pre>{html.escape(as_text(outcomes))}</pre>"
        f"<h2>未答对的 {len(failures)} 题（共 {len(outcomes)} 题）</h2>{''.join(map(_failure, failures))}</body></html>"
    )
