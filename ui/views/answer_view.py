"""One answer as the chat shows it."""

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from retriever.query.saying import conditions_text
from retriever.wording.answer import Answer, Citation
from retriever.wording.phrases_of_answers import clause_text, document_text
from ui.views.markup import action, escape
from ui.views.units_view import duty_units

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

VERDICTS = ("有用", "无用", "单位不对")
_SHOWN_OPENLY = 12
_SINGLE_DUTY_KINDS = frozenset({"lead", "responsible", "fact", "yes_no"})


def confidence_words(answer: Answer) -> str:
    """The calibrated probability in words; exact look-ups are not probabilities, but a search within a set is."""
    searched = answer.query is not None and answer.confidence < 1
    if answer.kind not in _SINGLE_DUTY_KINDS and not searched:
        return "精确查询，结果完整"
    if answer.confidence >= 0.9:
        return "把握很大"
    if answer.confidence >= 0.7:
        return "较有把握"
    return "把握一般，请核对原文"


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
        ["link", "image", "autolink", "html_inline"]
    )


def text_html(text: str) -> str:
    """The composed Markdown as HTML; tags and template marks in it stay inert."""
    rendered: str = _markdown().render(text)
    return rendered.replace("{", "&#123;").replace("}", "&#125;").replace("$", "&#36;").replace("`", "&#96;")


def citation_target(citation: Citation) -> str:
    """What the page sends back to show a citation: clause id and duty ordinal."""
    return f"{citation.clause.id}:{citation.duty or 0}:{citation.span[0]}:{citation.span[1]}"


def _source(citation: Citation) -> str:
    label = clause_text(citation.clause) + (f"第{citation.duty}项" if citation.duty else "")
    return (
        '<div class="qt-source">'
        + action(label, "cite", citation_target(citation), "qt-cite", "在右侧查看原文")
        + f'<span class="qt-document">{escape(document_text(citation.document))}</span></div>'
    )


def _single(citation: Citation) -> str:
    duty = next((d for d in citation.clause.duties if d.ordinal == citation.duty), None)
    units = duty_units(duty) if duty else ""
    return (
        f'<div class="qt-card">{units}{_source(citation)}<blockquote>{escape(citation.quote)}</blockquote></div>'
    )


def _row(citation: Citation) -> str:
    label = clause_text(citation.clause)
    duty = next((d for d in citation.clause.duties if d.ordinal == citation.duty), None)
    lead = f'<span class="qt-row-lead">牵头：{escape("、".join(duty.lead))}</span>' if duty and duty.lead else ""
    return (
        f"<li>{action(label, 'cite', citation_target(citation), 'qt-cite')}"
        f'<span class="qt-row-text">{escape(citation.quote)}</span>{lead}</li>'
    )


def _list(citations: tuple[Citation, ...]) -> str:
    groups = []
    for (document, section), rows in groupby(citations, key=lambda c: (c.document.title, c.clause.section[:1])):
        heading = section[0] if section else document
        groups.append(f"<h4>{escape(heading)}</h4><ul>{''.join(_row(c) for c in rows)}</ul>")
    body = "".join(groups)
    if len(citations) <= _SHOWN_OPENLY:
        return f'<div class="qt-list">{body}</div>'
    return f'<details class="qt-list"><summary>展开全部 {len(citations)} 条依据</summary>{body}</details>'


def _evidence(answer: Answer) -> str:
    if not answer.citations:
        return ""
    if answer.kind in _SINGLE_DUTY_KINDS or len(answer.citations) == 1:
        others = answer.citations[1:]
        more = f'<p class="qt-more">另有相关条目：</p>{_list(others)}' if others else ""
        return _single(answer.citations[0]) + more
    return _list(answer.citations)


def _conditions(answer: Answer) -> str:
    """What was selected, above an answer about a set, so that a misunderstanding shows at once."""
    if answer.query is None or not answer.answered or answer.kind in _SINGLE_DUTY_KINDS:
        return ""
    words = conditions_text(answer.query)
    return f'<p class="qt-conditions">查询条件：{escape(words)}</p>' if words else ""


def _headline(answer: Answer) -> str:
    """The first paragraph where the card below repeats the rest, else the whole text."""
    if answer.kind in _SINGLE_DUTY_KINDS and answer.citations:
        return answer.text.split("\n\n", 1)[0]
    if len(answer.citations) > _SHOWN_OPENLY:
        return answer.text
    return answer.text.split("\n\n", 1)[0] if len(answer.citations) > 1 else answer.text


def answer_html(answer: Answer, turn: int, verdict: str | None) -> str:
    """The bubble of turn ``turn`` (0-based), with the reader's ``verdict`` marked if there is one."""
    tone = "qt-answer" if answer.answered else f"qt-answer qt-{answer.kind.replace('_', '-')}"
    parts = [f'<article class="{tone}" data-turn="{turn}">']
    if answer.kind == "no_answer":
        parts.append('<div class="qt-tag">文件中没有找到</div>')
    parts.append(_conditions(answer))
    parts.append(f'<div class="qt-text">{text_html(_headline(answer))}</div>')
    parts.append(_evidence(answer))
    if answer.suggestions:
        label = "您也可以问：" if answer.answered else "库中有这些相近的内容，供参考："
        asked = "".join(action(s, "ask", s, "qt-suggestion") for s in answer.suggestions)
        parts.append(f'<div class="qt-suggestions"><span>{label}</span>{asked}</div>')
    if answer.answered:
        marks = "".join(action(v, "verdict", f"{turn}:{v}", "qt-verdict", pressed=v == verdict) for v in VERDICTS)
        parts.append(
            f'<footer><span class="qt-confidence">{confidence_words(answer)}</span>'
            + action("复制答案", "copy", copy_text(answer), "qt-verdict")
            + marks
            + "</footer>"
        )
    parts.append("</article>")
    return "".join(parts)


def copy_text(answer: Answer) -> str:
    """The answer with its grounds, for pasting into a letter."""
    lines = [answer.text]
    if answer.citations:
        best = answer.citations[0]
        lines.append(f"依据：{document_text(best.document)}{clause_text(best.clause)}")
    return "\n".join(lines)
