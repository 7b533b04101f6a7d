"""Word documents: paragraphs with their automatic numbers and tables with their merges, in reading order."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from index.extract.archive import UNPACK_ERRORS, damaged, open_office_package
from index.extract.assemble import Assembly
from index.extract.grid import GridCell, rectangular
from index.extract.limits import MAX_NESTING
from index.extract.office.docx_numbering import Numbering, W, read_lists, value_of, whole
from index.model.source import SourceText

CONTENT_TYPE = "wordprocessingml.document.main+xml"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

WRAPPERS = (
    "sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo",
    "ruby", "rubyBase", "r",
)  # fmt: skip
TRANSPARENT = (*(W + name for name in WRAPPERS), COMPATIBILITY + "AlternateContent", COMPATIBILITY + "Choice")
"""Wrappers whose content is part of the text. Everything not named is not: deletions, notes."""

DELETED = (W + "del", W + "moveFrom")

CHARACTERS = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
MAX_GRID_SPAN = 100


def read(data: bytes, file_name: str) -> SourceText:
    """The body of the document as it prints. Raises UnreadableFileError for a damaged or dangerous package."""
    import docx
    from lxml import etree

    open_office_package(data, file_name).close()
    try:
        document = docx.Document(BytesIO(data))
        body = document.element.body
        styles = {style.get(W + "styleId"): style for style in document.styles.element.findall(W + "style")}
        numbering = _numbering_of(document.part)
        properties = document.core_properties
        metadata = {key: value for key in ("title", "author") if (value := getattr(properties, key))}
    except (KeyError, AttributeError, etree.XMLSyntaxError, *UNPACK_ERRORS) as error:
        raise damaged(file_name) from error
    reader = _Reader(
        Assembly(file_name), Numbering(read_lists(numbering) if numbering is not None else {}, styles), styles
    )
    reader.read(body)
    return reader.assembly.source("docx", metadata=metadata)


def _numbering_of(part: Any) -> Any:
    from docx.opc.constants import RELATIONSHIP_TYPE

    related = (found for found in part.rels.values() if found.reltype == RELATIONSHIP_TYPE.NUMBERING)
    return next((found.target_part.element for found in related if not found.is_external), None)


class _Reader:
    """Walks the body once, so that the numbers count in reading order, inside tables too."""

    def __init__(self, assembly: Assembly, numbering: Numbering, styles: dict[str, Any]) -> None:
        self.assembly = assembly
        self._numbering = numbering
        self._contents_styles = {
            key for key, style in styles.items() if (value_of(style, "name") or "").lower().startswith("toc ")
        }

    def read(self, container: Any) -> None:
        """Adds the paragraphs and tables of a body or cell to the assembly."""
        for block in self._blocks(container):
            if block.tag == W + "p":
                self.assembly.add_paragraph(self._paragraph(block))
                for box in _text_boxes(block):
                    self.read(box)
            else:
                self._table(block)

    def _blocks(self, container: Any, depth: int = 0) -> Iterator[Any]:
        for child in container:
            if child.tag in (W + "p", W + "tbl"):
                yield child
            elif child.tag in TRANSPARENT and depth < MAX_NESTING and not _is_contents_table(child):
                yield from self._blocks(child, depth + 1)

    def _paragraph(self, paragraph: Any) -> str:
        properties = paragraph.find(W + "pPr")
        if value_of(properties, "pStyle") in self._contents_styles:
            return ""
        text = _run_text(paragraph)
        # A paragraph whose mark was deleted, or that is empty, still counts; only an empty one prints nothing.
        label = self._numbering.label(paragraph)
        return label + text.lstrip() if label and (text.strip() or label.strip()) else text

    def _table(self, table: Any) -> None:
        rows = list(_children(table, "tr"))
        if len(rows) == 1 and len(cells := list(_children(rows[0], "tc"))) == 1:
            self.read(cells[0])  # a frame drawn around text
            return
        grid: list[list[GridCell]] = []
        for row in rows:
            if not _is_deleted(row):
                grid.append(self._row(row, grid))
        self.assembly.add_table(rectangular(grid))

    def _row(self, row: Any, above: list[list[GridCell]]) -> list[GridCell]:
        properties = row.find(W + "trPr")
        places = [GridCell() for _ in range(_span(value_of(properties, "gridBefore"), 0))]
        for cell in _children(row, "tc"):
            properties = cell.find(W + "tcPr")
            span = _span(value_of(properties, "gridSpan"), 1)
            merge = properties.find(W + "vMerge") if properties is not None else None
            here = (len(above), len(places))
            if merge is not None and merge.get(W + "val", "continue") == "continue" and above:
                upper = above[-1][len(places)] if len(places) < len(above[-1]) else GridCell()
                origin = upper.origin or (here[0] - 1, here[1])
                places += [GridCell(origin=origin)] * span
            else:
                places.append(GridCell(self._cell_text(cell)))
                places += [GridCell(origin=here)] * (span - 1)
        return places

    def _cell_text(self, cell: Any, depth: int = 0) -> str:
        lines: list[str] = []
        for block in self._blocks(cell):
            if block.tag == W + "p":
                lines.append(self._paragraph(block))
                lines += [self._cell_text(box, depth + 1) for box in _text_boxes(block) if depth < MAX_NESTING]
            elif depth < MAX_NESTING:
                inner = (found for row in _children(block, "tr") for found in _children(row, "tc"))
                lines += [self._cell_text(found, depth + 1) for found in inner]
        return "\n".join(line for line in lines if line.strip())


def _run_text(element: Any, depth: int = 0) -> str:
    """The visible text of a paragraph or a part of it; a line break inside it is a line feed."""
    parts: list[str] = []
    for child in element:
        if child.tag == W + "t":
            parts.append(child.text or "")
        elif child.tag in CHARACTERS:
            parts.append(CHARACTERS[child.tag])
        elif child.tag == W + "br" and child.get(W + "type", "textWrapping") == "textWrapping":
            parts.append("\n")
        elif child.tag in TRANSPARENT and depth < MAX_NESTING and not _is_hidden(child):
            parts.append(_run_text(child, depth + 1))
    return "".join(parts)


def _text_boxes(element: Any, depth: int = 0) -> Iterator[Any]:
    """The contents of the text boxes that are anchored in a paragraph, in order.

    Word writes a box twice, for new readers (Choice) and for old ones (Fallback); one of them is taken.
    """
    if depth > MAX_NESTING or element.tag in DELETED or _is_hidden(element):
        return
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == COMPATIBILITY + "AlternateContent":
            choices = (list(_text_boxes(option, depth + 1)) for option in child)
            yield from next((boxes for boxes in choices if boxes), [])
        elif isinstance(child.tag, str):
            yield from _text_boxes(child, depth + 1)


def _children(element: Any, name: str, depth: int = 0) -> Iterator[Any]:
    """Rows or cells, also inside content controls."""
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag in TRANSPARENT and depth < MAX_NESTING:
            yield from _children(child, name, depth + 1)


def _span(value: str | None, default: int) -> int:
    return min(max(whole(value) or default, default), MAX_GRID_SPAN)


def _is_hidden(run: Any) -> bool:
    properties = run.find(W + "rPr")
    vanish = properties.find(W + "vanish") if properties is not None else None
    return vanish is not None and vanish.get(W + "val") not in ("0", "false")


def _is_deleted(row: Any) -> bool:
    properties = row.find(W + "trPr")
    return properties is not None and properties.find(W + "del") is not None


def _is_contents_table(element: Any) -> bool:
    """Whether a content control holds the automatic table of contents, which repeats the headings."""
    galleries = element.findall(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return any(found.get(W + "val") == "Table of Contents" for found in galleries)
