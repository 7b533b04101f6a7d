"""统计: who leads and shares how much, where, and with whom."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import gradio as gr

from index.model.store import DutyFilter, DutyRecord
from retriever.desk import Desk
from ui.pages.chat import LISTENER
from ui.views.charts import Bar, bars_svg, matrix_svg
from ui.views.markup import action, escape

_TOGETHER = 20
_UNITS_SHOWN = 120
_SECTIONS_SHOWN = 30
_LABEL_LENGTH = 18


def _units(record: DutyRecord) -> list[str]:
    """The named units of a duty, collectives left out."""
    return [u for u in record.duty.lead + record.duty.responsible if u not in record.duty.generic]


def _section(record: DutyRecord) -> str:
    return record.clause.section[0] if record.clause.section else "未分部分"


def unit_bars(records: Sequence[DutyRecord]) -> list[Bar]:
    """One bar for each named unit, the most duties first."""
    lead = Counter(u for r in records for u in r.duty.lead if u not in r.duty.generic)
    share = Counter(u for r in records for u in r.duty.responsible if u not in r.duty.generic)
    names = sorted(lead.keys() | share.keys(), key=lambda u: (-lead[u] - share[u], -lead[u], u))
    return [Bar(name, lead[name], share[name]) for name in names]


def section_matrix(records: Sequence[DutyRecord]) -> tuple[list[str], list[str], list[list[int]]]:
    """Units × top-level sections: in how many duties of the section the unit has a part.

    The busiest units, most duties first, and the largest sections in document order: a chart that can be read.
    """
    sizes = Counter(_section(r) for r in records)
    largest = {section for section, _ in sizes.most_common(_SECTIONS_SHOWN)}
    sections = [section for section in sizes if section in largest]
    counts = Counter((u, _section(r)) for r in records for u in _units(r))
    units = [bar.name for bar in unit_bars(records)[:_UNITS_SHOWN]]
    return units, sections, [[counts[unit, section] for section in sections] for unit in units]


def together_matrix(records: Sequence[DutyRecord]) -> tuple[list[str], list[list[int]]]:
    """The busiest units × each other: in how many duties both have a part (0 on the diagonal)."""
    names = [bar.name for bar in unit_bars(records)[:_TOGETHER]]
    pairs = Counter(
        pair for r in records for a, b in combinations(dict.fromkeys(_units(r)), 2) for pair in ((a, b), (b, a))
    )
    return names, [[pairs[a, b] for b in names] for a in names]


def _short(text: str) -> str:
    return text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1] + "…"


def _chart(title: str, note: str, svg: str) -> str:
    return (
        f'<section class="qt-chart"><h3>{escape(title)}</h3><p class="qt-counts">{escape(note)} '
        f"{action('存为 SVG', 'svg', title, 'qt-verdict')} {action('存为 PNG', 'png', title, 'qt-verdict')}</p>{svg}</section>"
    )


def statistics_html(records: Sequence[DutyRecord]) -> str:
    """All charts of the duties given, with the numbers they rest on."""
    if not records:
        return '<p class="qt-counts">库里还没有事项。请先到“文件”页添加文件。</p>'
    bars = unit_bars(records)
    leaderless = sum(1 for r in records if not r.duty.lead)
    units, sections, counts = section_matrix(records)
    names, pairs = together_matrix(records)
    share = f"{leaderless / len(records):.1%}"
    hidden = len(bars) - _UNITS_SHOWN
    rest = f"图中为事项最多的 {_UNITS_SHOWN} 个单位，其余 {hidden} 个见台账。" if hidden > 0 else ""
    return (
        f'<p class="qt-counts">共 <b>{len(records)}</b> 项，涉及 <b>{len(bars)}</b> 个单位；'
        f"其中 <b>{leaderless}</b> 项（{share}）未明确牵头单位。</p>"
        + _chart(
            "各单位牵头和责任事项数",
            "红色为牵头，蓝色为责任；右侧数字为“牵头＋责任”。" + rest,
            bars_svg(bars[:_UNITS_SHOWN], "各单位牵头和责任事项数"),
        )
        + _chart(
            "单位与部分",
            "格内为该单位在该部分的事项数。",
            matrix_svg(units, [_short(s) for s in sections], counts, "各单位在各部分的事项数"),
        )
        + _chart(
            "共同承担事项的单位",
            f"事项最多的 {len(names)} 个单位两两共同承担的事项数。",
            matrix_svg(names, names, pairs, "两两共同承担的事项数"),
        )
    )


class StatisticsTab:
    """Builds the tab inside an open ``gr.Blocks`` context; its charts are drawn when the tab is opened."""

    def __init__(self, desk: Desk, tab: gr.Tab) -> None:
        self.desk = desk
        self.document = gr.Dropdown(self._documents(), value="", label="文件", elem_id="qt-statistics-document")
        self.charts = gr.HTML("", elem_id="qt-statistics", js_on_load=LISTENER, apply_default_css=False)
        drawn: dict[str, Any] = {
            "fn": self._draw,
            "inputs": self.document,
            "outputs": self.charts,
            "api_visibility": "private",
        }
        tab.select(**drawn)
        self.document.input(**drawn)

    def _documents(self) -> list[tuple[str, str]]:
        return [
            ("现行文件合计", ""),
            *((f"{d.title} {d.number or ''}".strip(), d.id) for d in self.desk.store.documents()),
        ]

    def refresh(self) -> gr.Dropdown:
        """The choice of documents as the library stands now."""
        return gr.Dropdown(choices=self._documents(), value="")

    def _draw(self, document: str) -> str:
        only = frozenset({document}) if document else None
        return statistics_html(
            self.desk.store.duties(DutyFilter(documents=only, include_superseded=document != ""))
        )
