"""What an extractor hands to the parser: a text with its lines and tables, in reading order."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line of ``SourceText.text``: half-open range, 1-based page (0: unknown), OCR confidence 0..1."""

    start: int
    end: int
    page: int = 0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell. ``text`` is its content; ``start``/``end`` locate it in ``SourceText.text``.

    A cell covered by a merge has the text and range of the merge's first cell and ``merged=True``.
    """

    text: str
    start: int
    end: int
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A grid in reading order; its text is ``SourceText.text[start:end]``, one line a row, cells split by tabs.

    Line breaks inside a cell are written as blanks there, so that a row stays one line; a merged-over cell is
    written as nothing. ``undivided`` are the rows whose unit cells may belong to either of two columns, ``rests`` those
    that are known to be the rest of the row above. ``merges_lost``: the source does not say which cells are merged,
    so that an empty one may stand for the cell above it.
    """

    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    page: int = 0
    undivided: frozenset[int] = frozenset()
    rests: frozenset[int] = frozenset()
    merges_lost: bool = False


@dataclass(frozen=True, slots=True)
class SourceText:
    """The extracted text of one file.

    ``hard_wrapped`` says that line ends come from the page layout (pdf, ocr, ofd), not from paragraphs.
    ``metadata`` holds what the format itself states (title, author …), never used as document text. ``left_out`` says,
    in Chinese, which parts of the file are not in the text on purpose (hidden rows) or could not be read.
    """

    text: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    hard_wrapped: bool = False
    format: str = "txt"
    metadata: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
