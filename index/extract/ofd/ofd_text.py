"""OFD (GB/T 33190), the fixed-layout format of Chinese offices: a zip of XML pages with text at places."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from index.extract.archive import open_archive, read_entry
from index.extract.assemble import Assembly
from index.extract.layout import Page, Piece, into_lines, with_indents, without_furniture
from index.extract.limits import MAX_PAGES
from index.extract.ofd.safe_xml import parse_xml
from index.model.errors import UnreadableFileError
from index.model.source import SourceText

ENTRY_POINT = "OFD.xml"
DEFAULT_FONT_SIZE = 3.7
A4_HEIGHT = 297.0
"""Millimetres, the unit of the whole format."""

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?|g")
MAX_DELTAS = 100_000
SAME_BASELINE = 0.3


def read(data: bytes, file_name: str) -> SourceText:
    """The text of every page in reading order. Raises UnreadableFileError for a damaged or dangerous file."""
    with open_archive(data, file_name) as archive:
        reader = _Reader(archive, file_name)
        pages = reader.pages()
    if reader.images and not any(page.lines for page in pages):
        raise UnreadableFileError(
            f"文件“{file_name}”的页面是图片，没有文字。请用 OFD 阅读器导出为 PDF 或图片后再试，由文字识别（OCR）读取。"
        )
    assembly = Assembly(file_name)
    for page in pages:
        private = sum("\ue000" <= sign <= "\uf8ff" for line in page.lines for sign in line.text)
        if private:
            assembly.leave_out(
                f"第 {page.number} 页有 {private} 个字的字体没有对应的文字编码，读不出来。"
                "请核对原件，或用 OFD 阅读器导出为 PDF 或图片后由文字识别（OCR）读取。"
            )
    for page in with_indents(without_furniture(pages)):
        for line in page.lines:
            assembly.add_paragraph(line.text, page.number)
    return assembly.source("ofd", hard_wrapped=True, metadata=reader.metadata)


class _Reader:
    """Follows the references from OFD.xml to the pages. The namespace (two are in use) is not looked at."""

    def __init__(self, archive: zipfile.ZipFile, file_name: str) -> None:
        self.metadata: dict[str, str] = {}
        self.images = 0
        self._archive = archive
        self._file_name = file_name

    def pages(self) -> list[Page]:
        """The pages of all documents in the file."""
        root = self._tree(ENTRY_POINT)
        for name in ("Title", "Author"):
            found = next(_named(root, name), None)
            if found is not None and (found.text or "").strip():
                self.metadata[name.lower()] = found.text.strip()
        pages: list[Page] = []
        for reference in _named(root, "DocRoot"):
            path = _resolved("", reference.text)
            document = self._tree(path)
            folder = posixpath.dirname(path)
            height = _page_height(document) or A4_HEIGHT
            templates = {
                found.get("ID"): _resolved(folder, found.get("BaseLoc"))
                for found in _named(document, "TemplatePage")
            }
            tables_of_pages = [found for found in _children(document, "Pages")]
            for page in (page for pages_element in tables_of_pages for page in _children(pages_element, "Page")):
                if len(pages) >= MAX_PAGES:
                    raise UnreadableFileError(
                        f"文件“{self._file_name}”超过上限 {MAX_PAGES} 页。请只保留分工部分后再试。"
                    )
                pages.append(self._page(_resolved(folder, page.get("BaseLoc")), len(pages) + 1, height, templates))
        return pages

    def _page(self, path: str, number: int, height: float, templates: dict[str, str]) -> Page:
        page = self._tree(path)
        pieces = list(_pieces(page))
        self.images += sum(1 for _ in _named(page, "ImageObject"))
        for used in _children(page, "Template"):
            template = templates.get(used.get("TemplateID"))
            if template is not None:
                pieces += _pieces(self._tree(template))
        return Page(number, _page_height(page) or height, tuple(into_lines(pieces)))

    def _tree(self, path: str) -> Any:
        return parse_xml(read_entry(self._archive, path, self._file_name), self._file_name)


def _resolved(folder: str, location: str | None) -> str:
    """A location inside the archive: absolute from its root, or relative to a folder."""
    location = (location or "").strip()
    return posixpath.normpath(posixpath.join("/", folder, location)).lstrip("/")


def _named(root: Any, name: str) -> Iterator[Any]:
    return iter(root.iter(f"{{*}}{name}"))


def _children(element: Any, name: str) -> list[Any]:
    return list(element.findall(f"{{*}}{name}"))


def _page_height(element: Any) -> float | None:
    box = next(_named(element, "PhysicalBox"), None)
    numbers = _numbers(box.text) if box is not None else []
    return numbers[3] if len(numbers) == 4 and numbers[3] > 0 else None


def _numbers(text: str | None) -> list[float]:
    return [float(found) for found in NUMBER.findall(text or "") if found != "g"]


def _pieces(page: Any) -> Iterator[Piece]:
    for text_object in _named(page, "TextObject"):
        if text_object.get("Visible") == "false":
            continue
        boundary = _numbers(text_object.get("Boundary"))
        left, top = boundary[:2] if len(boundary) == 4 else (0.0, 0.0)
        matrix = _numbers(text_object.get("CTM"))
        a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        size = (_numbers(text_object.get("Size")) or [DEFAULT_FONT_SIZE])[0] * (abs(d) or abs(b) or 1.0)
        x = y = 0.0
        for code in _children(text_object, "TextCode"):
            x = (_numbers(code.get("X")) or [x])[0]
            y = (_numbers(code.get("Y")) or [y])[0]
            for text, x0, y0, x1 in _lines_of(code, x, y, size / (abs(a) or 1.0)):
                at = (left + a * x0 + c * y0 + e, top + b * x0 + d * y0 + f)
                yield Piece(text, at[0], at[1] - size, left + a * x1 + c * y0 + e, at[1])


def _lines_of(code: Any, x: float, y: float, size: float) -> Iterator[tuple[str, float, float, float]]:
    """The stretches of a TextCode on one baseline: text, left, baseline, right."""
    text = (code.text or "").strip("\r\n")
    across, down = _deltas(code.get("DeltaX")), _deltas(code.get("DeltaY"))
    run, run_x, run_y = "", x, y
    for at, sign in enumerate(text):
        if run and abs(y - run_y) > SAME_BASELINE * size:
            yield run, run_x, run_y, run_x + size
            run = ""
        if not run:
            run_x, run_y = x, y
        run += sign
        width = size if ord(sign) > 0x2E7F else size / 2
        right = x + (across[at] if at < len(across) else width)
        if at + 1 < len(text):
            x = right if at < len(across) or not down else x
            y += down[at] if at < len(down) else 0.0
        else:
            x += width
    if run.strip():
        yield run, run_x, run_y, max(x, run_x)


def _deltas(text: str | None) -> list[float]:
    """Distances between characters; ``g 3 4.2`` stands for three of 4.2."""
    signs = NUMBER.findall(text or "")
    deltas: list[float] = []
    at = 0
    while at < len(signs) and len(deltas) < MAX_DELTAS:
        if signs[at] == "g":
            if at + 2 >= len(signs) or "g" in signs[at + 1 : at + 3]:
                break
            deltas += [float(signs[at + 2])] * max(0, min(int(float(signs[at + 1])), MAX_DELTAS))
            at += 3
        else:
            deltas.append(float(signs[at]))
            at += 1
    return deltas
