"""Web pages: the article without navigation, its tables as grids, its list numbers restored."""

import re
from typing import Any

from index.extract.assemble import Assembly
from index.extract.grid import Spanned, spread
from index.extract.limits import MAX_TABLE_CELLS
from index.extract.list_numerals import printed
from index.extract.markup.html_article import SKIPPED_TAGS, article_of, remove_boilerplate, remove_hidden
from index.extract.markup.plain_text import decode
from index.model.errors import UnreadableFileError
from index.model.source import SourceText

BEGINS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
TAG = re.compile(rb"<(?:p|div|table|span|br|h[1-6]|html|body)\b", re.IGNORECASE)
DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
HEAD_BYTES = 4096

BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
LIST_STYLES = {
    "decimal": "decimal", "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
    "I": "upperRoman", "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter", "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman", "cjk-ideographic": "chineseCountingThousand", "cjk-decimal": "ideographDigital",
    "simp-chinese-informal": "chineseCountingThousand", "trad-chinese-informal": "chineseCountingThousand",
    "cjk-heavenly-stem": "ideographTraditional", "none": "none", "disc": "none", "circle": "none",
    "square": "none",
}  # fmt: skip
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")
CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
BREAK_IN_CHINESE = re.compile(f"(?<=[{CJK}])[ \\t]*[\\r\\n][ \\t\\r\\n]*(?=[{CJK}])")
BLANKS = re.compile(r"[ \t\r\n]+")


def is_html(data: bytes, suffix: str) -> bool:
    """Whether the bytes are a web page: they begin as one, or are named as one and hold tags."""
    if BEGINS.match(data[:HEAD_BYTES]):
        return True
    return suffix in (".html", ".htm", ".xhtml") and TAG.search(data) is not None


def read(data: bytes, file_name: str) -> SourceText:
    """The article of the page. Raises UnreadableFileError if it is not text or has too large a table."""
    from lxml import etree

    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", _decoded(data, file_name))
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    page = etree.fromstring(text, parser) if text.strip() else None
    assembly = Assembly(file_name)
    metadata: dict[str, str] = {}
    if page is not None:
        if (title := page.findtext(".//title")) and title.strip():
            metadata["title"] = " ".join(title.split())
        if remove_hidden(page):
            assembly.leave_out("网页中隐藏或划去的内容没有读入。")
        remove_boilerplate(page)
        for part in article_of(page):
            _add_block(assembly, part, file_name)
    return assembly.source("html", metadata=metadata)


def add_fragment(assembly: Assembly, text: str, file_name: str) -> None:
    """Adds a piece of html that stands in another text. Raises UnreadableFileError for too large a table."""
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    page = etree.fromstring(f"<html><body>{text}</body></html>", parser)
    if page is not None:
        remove_hidden(page)
        _add_block(assembly, page, file_name)


def _decoded(data: bytes, file_name: str) -> str:
    """The declared encoding if the bytes bear it out, else as for plain text."""
    declared = DECLARED.search(data[:HEAD_BYTES])
    if declared:
        encoding = declared[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if encoding in ("gb2312", "gbk") else encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            pass  # a wrong declaration is common; the bytes decide
    return decode(data, file_name)


def _add_block(assembly: Assembly, element: Any, file_name: str) -> None:
    """Adds an element's text, a line for each block, tables of data as grids."""
    collected: list[str] = []
    numbers: dict[Any, int] = {}

    def flush() -> None:
        assembly.add_paragraph(tidy("".join(collected)))
        collected.clear()

    from lxml import etree

    walker = etree.iterwalk(element, events=("start", "end"))
    for event, node in walker:
        tag = node.tag
        if event == "start":
            if tag in SKIPPED_TAGS:
                walker.skip_subtree()
                continue
            if tag in BLOCKS:
                flush()
            if tag == "table" and _is_data(node):
                _add_table(assembly, node, file_name)
                walker.skip_subtree()
            elif tag == "br":
                collected.append("\v")
            else:
                collected += [_list_label(node, numbers) if tag == "li" else "", node.text or ""]
        else:
            if tag in BLOCKS:
                flush()
            if node is not element:
                collected.append(node.tail or "")
    flush()


def tidy(text: str) -> str:
    """Source text as a browser shows it: a run of blanks is one, none where a source line breaks Chinese."""
    text = BREAK_IN_CHINESE.sub("", text.replace("\xa0", " "))
    lines = (BLANKS.sub(" ", line).strip(" ") for line in text.split("\v"))
    return "\n".join(lines)


def _is_data(table: Any) -> bool:
    """Whether a table holds data, not the layout of a page: no table inside, several rows and columns."""
    if table.find(".//table") is not None:
        return False
    rows = table.findall(".//tr")
    return len(rows) > 1 and max(len(row.findall("td")) + len(row.findall("th")) for row in rows) > 1


def _add_table(assembly: Assembly, table: Any, file_name: str) -> None:
    caption = table.find("caption")
    if caption is not None:
        assembly.add_paragraph(tidy("".join(caption.itertext())))
    rows = [
        [
            Spanned(_cell_text(cell), _whole(cell.get("rowspan")), _whole(cell.get("colspan")))
            for cell in row
            if cell.tag in ("td", "th")
        ]
        for row in table.iter("tr")
    ]
    try:
        assembly.add_table(spread([row for row in rows if row]))
    except ValueError:
        raise UnreadableFileError(
            f"文件“{file_name}”中的表格超过上限 {MAX_TABLE_CELLS:,} 格。请拆分后再试。"
        ) from None


def _cell_text(cell: Any) -> str:
    inner = Assembly("")
    _add_block(inner, cell, "")
    return inner.source("html").text


def _whole(value: str | None) -> int:
    return int(value) if value is not None and re.fullmatch(r"\d{1,6}", value) else 1


def _list_label(item: Any, numbers: dict[Any, int]) -> str:
    """The number that a browser prints before the item of an ordered list; ``numbers`` holds each list's last."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    found = LIST_STYLE.search(parent.get("style") or "")
    style = LIST_STYLES.get(found[1] if found else parent.get("type") or "decimal", "decimal")
    if style == "none":
        return ""
    number = numbers.get(parent, _whole(parent.get("start")) - 1) + 1
    number = numbers[parent] = _whole(item.get("value")) if item.get("value") else number
    return printed(number, style) + ("、" if "hinese" in style or "ideo" in style else ". ")
