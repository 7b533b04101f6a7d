"""PDF files: the text layer line by line, ruled tables as grids, pages without text by recognition (OCR)."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from index.extract.archive import damaged, protected
from index.extract.assemble import Assembly
from index.extract.columns import in_reading_order
from index.extract.layout import PAGE_NUMBER, Page, Piece, into_lines, with_indents, without_furniture
from index.extract.limits import MAX_IMAGE_PIXELS, MAX_OCR_PAGES, MAX_PAGES, MAX_TEXT_CHARACTERS
from index.extract.pdf.margin import slants, without_balloons
from index.extract.pdf.pdf_table_pages import goes_on, joined
from index.extract.pdf.pdf_tables import Box, PlacedTable, find_tables
from index.extract.scan import ocr
from index.model.errors import UnreadableFileError
from index.model.source import SourceText

SIGNATURE = b"%PDF-"
SIGNATURE_WITHIN = 1024
MIN_PAGE_CHARACTERS = 5
MAX_GARBLED_SHARE = 0.3
"""Private-use and unknown characters: a font without a table to Unicode. Such a page is read by recognition."""

OCR_DPI = 200
POINTS_PER_INCH = 72
LINE_GAP = 0.5
MIN_SEGMENTS = 8


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF file; some writers put a few bytes before the signature."""
    return SIGNATURE in data[:SIGNATURE_WITHIN]


def read(data: bytes, file_name: str) -> SourceText:
    """The text as printed, hard line ends kept. Pages that nothing could read are named in the metadata.

    Raises UnreadableFileError for a damaged, protected or too long file, and for a scan without the OCR extra.
    """
    with closing(_open(data, file_name)) as document:
        if len(document) > MAX_PAGES:
            raise UnreadableFileError(
                f"文件“{file_name}”有 {len(document)} 页，超过上限 {MAX_PAGES} 页。请只保留分工部分后再试。"
            )
        reader = _Reader(document, data, file_name)
        pages = without_furniture([reader.page(index) for index in range(len(document))])
        metadata = {
            key.lower(): value for key in ("Title", "Author") if (value := document.get_metadata_value(key))
        }
    if reader.unread:
        metadata["unread_pages"] = "、".join(map(str, reader.unread))
    assembly = Assembly(file_name)
    for what in reader.left_out:
        assembly.leave_out(what)
    for number, block in _blocks(with_indents(pages), reader.tables):
        if isinstance(block, PlacedTable):
            assembly.add_table(block.grid, number)
        else:
            assembly.add_paragraph(block.text, number, block.confidence)
    return assembly.source("pdf", hard_wrapped=True, metadata=metadata)


def _open(data: bytes, file_name: str) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise protected(file_name) from error
        raise damaged(file_name) from error
    return document


def _blocks(pages: list[Page], tables: dict[int, list[PlacedTable]]) -> list[tuple[int, Piece | PlacedTable]]:
    """Lines and tables with their pages, from top to bottom; tables that go on over a page break as one."""
    blocks: list[tuple[int, Piece | PlacedTable]] = []
    for page in pages:
        placed = tables.get(page.number, [])
        on_page: list[Piece | PlacedTable] = [*page.lines, *placed]
        if placed:
            on_page.sort(key=lambda found: found.top)
        for block in on_page:
            open_table = _open_table(blocks, page.number) if isinstance(block, PlacedTable) else None
            if open_table is not None and isinstance(block, PlacedTable) and goes_on(open_table, block):
                while isinstance(blocks[-1][1], Piece):
                    blocks.pop()
                before = open_table
                blocks[-1] = (page.number, joined(before, block))
            else:
                blocks.append((page.number, block))
    return blocks


def _open_table(blocks: list[tuple[int, Piece | PlacedTable]], page: int) -> PlacedTable | None:
    """The table of an earlier page that only page numbers follow."""
    for number, block in reversed(blocks):
        if isinstance(block, PlacedTable):
            return block if number < page else None
        if not PAGE_NUMBER.fullmatch(block.text.strip()):
            return None
    return None


class _Reader:
    """Reads page after page; collects the tables and the numbers of pages that could not be read."""

    def __init__(self, document: Any, data: bytes, file_name: str) -> None:
        self.tables: dict[int, list[PlacedTable]] = {}
        self.unread: list[int] = []
        self._document = document
        self._data = data
        self._file_name = file_name
        self.left_out: list[str] = []
        self._columns: tuple[float, ...] = ()
        self._watermark = ""
        self._characters = 0
        self._recognised = 0

    def page(self, index: int) -> Page:
        """The lines of a page outside its tables."""
        import pypdfium2

        try:
            page = self._document[index]
        except pypdfium2.PdfiumError as error:
            raise damaged(self._file_name, f"第 {index + 1} 页") from error
        with closing(page):
            height = page.get_size()[1]
            characters = self._printed(page, index)
            visible = "".join(character.text for character in characters if character.text.strip())
            if len(visible) >= MIN_PAGE_CHARACTERS and _garbled_share(visible) <= MAX_GARBLED_SHARE:
                if _is_ruled(page):
                    self.tables[index + 1], characters = self._tables(index, characters)
                pieces = _runs(characters)
            else:
                pieces, height = self._recognise(page, index)
        lines = into_lines(pieces) if index + 1 in self.tables else in_reading_order(pieces)
        return Page(index + 1, height, tuple(lines))

    def _printed(self, page: Any, index: int) -> list[Piece]:
        """The characters of a page's text, without watermarks and review balloons."""
        self._watermark = ""
        characters = list(self._text(page))
        if self._watermark:
            self.left_out.append(f"第 {index + 1} 页斜印的水印没有读入：“{self._watermark}”。")
        kept = without_balloons(_runs(characters), characters, page.get_size()[0])
        if len(kept) < len(characters):
            self.left_out.append(f"第 {index + 1} 页边的批注和修订标记没有读入。")
        private = sum("\ue000" <= character.text <= "\uf8ff" for character in kept)
        if private:
            self.left_out.append(
                f"第 {index + 1} 页有 {private} 个字的字体没有对应的文字编码，读不出来。请核对原件，或打印为图片后由文字识别读取。"
            )
        return kept

    def _tables(self, index: int, characters: list[Piece]) -> tuple[list[PlacedTable], list[Piece]]:
        from pdfplumber.utils.exceptions import PdfminerException

        try:
            tables, rest = find_tables(self._data, index, characters, self._columns)
        except PdfminerException as error:
            raise damaged(self._file_name, f"第 {index + 1} 页的表格") from error
        self._columns = tables[-1].columns if tables else ()
        return tables, rest

    def _text(self, page: Any) -> Iterator[Piece]:
        import pypdfium2.raw as pdfium

        place = _placing(page)
        with closing(page.get_textpage()) as text:
            count = text.count_chars()
            self._characters += count
            if self._characters > MAX_TEXT_CHARACTERS:
                raise UnreadableFileError(
                    f"文件“{self._file_name}”的文字超过上限 {MAX_TEXT_CHARACTERS:,} 字。请只保留分工部分后再试。"
                )
            for at in range(count):
                code = pdfium.FPDFText_GetUnicode(text.raw, at)
                if code < 0x20 or 0xD800 <= code <= 0xDFFF or pdfium.FPDFText_IsGenerated(text.raw, at) == 1:
                    continue
                if slants(pdfium.FPDFText_GetCharAngle(text.raw, at)):
                    self._watermark += chr(code)
                else:
                    yield Piece(chr(code), *place(text.get_charbox(at, loose=True)))

    def _recognise(self, page: Any, index: int) -> tuple[list[Piece], float]:
        """The recognised pieces of a page and its height, both as it is turned upright."""
        import pypdfium2.raw as pdfium

        if not any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT])):
            return [], page.get_size()[1]  # an empty page
        self._recognised += 1
        if self._recognised > MAX_OCR_PAGES:
            raise UnreadableFileError(
                f"扫描件“{self._file_name}”超过 {MAX_OCR_PAGES} 页，识别时间过长。请拆分后再试。"
            )
        if not ocr.is_installed() and self._characters:
            self.unread.append(index + 1)  # the other pages have text; the report names this one
            return [], page.get_size()[1]
        width, height = page.get_size()
        scale = OCR_DPI / POINTS_PER_INCH
        scale = min(scale, (MAX_IMAGE_PIXELS / max(width * height, 1)) ** 0.5)
        image = ocr.turned_upright(page.render(scale=scale).to_pil())
        return [
            Piece(p.text, p.left / scale, p.top / scale, p.right / scale, p.bottom / scale, p.confidence)
            for p in ocr.recognise(image, self._file_name)
        ], image.height / scale


def _placing(page: Any) -> Callable[[Box], Box]:
    """A function from a box in the page's own coordinates (y up) to one in the page as shown (y down)."""
    left, bottom, right, top = page.get_mediabox()
    turns: dict[int, Callable[[float, float, float, float], Box]] = {
        0: lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0),
        90: lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        180: lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        270: lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0),
    }
    turn = turns[page.get_rotation()]
    return lambda box: turn(*box)


def _runs(characters: list[Piece]) -> list[Piece]:
    """Neighbouring characters in writing order as one piece: as many as stand on one line without a gap."""
    runs: list[list[Piece]] = []
    for character in characters:
        before = runs[-1][-1] if runs else None
        if (
            before is not None
            and abs(character.bottom - before.bottom) < LINE_GAP * before.height
            and -LINE_GAP * before.height < character.left - before.right < LINE_GAP * before.height
        ):
            runs[-1].append(character)
        elif character.text.strip():
            runs.append([character])
    return [
        Piece(
            "".join(character.text for character in run),
            run[0].left,
            min(character.top for character in run),
            max(character.right for character in run),
            max(character.bottom for character in run),
        )
        for run in runs
    ]


def _garbled_share(text: str) -> float:
    garbled = sum(
        1 for character in text if "\ue000" <= character <= "\uf8ff" or character in "\ufffd\ufffe\uffff"
    )
    return garbled / len(text)


def _is_ruled(page: Any) -> bool:
    """Whether the page draws enough lines for a table of two rows and two columns, in however many paths."""
    import pypdfium2.raw as pdfium

    segments = 0
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        segments += pdfium.FPDFPath_CountSegments(path.raw)
        if segments >= MIN_SEGMENTS:
            return True
    return False
