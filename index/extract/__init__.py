"""Files of any supported format into a SourceText: look at the content, not at the name, and choose a reader."""

from collections.abc import Callable
from dataclasses import dataclass

from index.extract.archive import has_entry, is_zip, mentions_type
from index.extract.limits import MAX_FILE_BYTES
from index.extract.markup import delimited, html, markdown
from index.extract.markup import plain_text as text
from index.extract.ofd import ofd_text as ofd
from index.extract.office import docx, xlsx
from index.extract.office import legacy_office as office
from index.extract.pdf import pdf_text as pdf
from index.extract.read import read_file, suffix_of, too_large
from index.extract.scan import image
from index.model.errors import UnreadableFileError
from index.model.source import SourceText

__all__ = ["SUPPORTED_SUFFIXES", "extract", "read_file"]


@dataclass(frozen=True, slots=True)
class Format:
    """One readable format. ``recognise`` looks at the bytes and, only where they leave it open, at the suffix."""

    name: str
    suffixes: tuple[str, ...]
    recognise: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], SourceText]


FORMATS: tuple[Format, ...] = (
    Format("pdf", (".pdf",), lambda data, _: pdf.is_pdf(data), pdf.read),
    Format("image", image.SUFFIXES, lambda data, _: image.is_image(data), image.read),
    Format("docx", (".docx",), lambda data, _: mentions_type(data, docx.CONTENT_TYPE), docx.read),
    Format("xlsx", (".xlsx", ".xlsm"), lambda data, _: mentions_type(data, *xlsx.CONTENT_TYPES), xlsx.read),
    Format("ofd", (".ofd",), lambda data, _: has_entry(data, "OFD.xml"), ofd.read),
    Format("office", office.SUFFIXES, lambda data, _: office.is_office(data), office.read),
    Format("html", (".html", ".htm", ".xhtml"), html.is_html, html.read),
    Format("markdown", (".md", ".markdown"), lambda _, suffix: suffix in (".md", ".markdown"), markdown.read),
    Format(
        "csv",
        delimited.SUFFIXES,
        lambda data, suffix: suffix in delimited.SUFFIXES and not is_zip(data),
        delimited.read,
    ),
    Format("text", (".txt",), lambda data, _: not is_zip(data), text.read),
)
"""Tried in order; the first that recognises the content reads it."""

SUPPORTED_SUFFIXES: tuple[str, ...] = tuple(suffix for known in FORMATS for suffix in known.suffixes)
"""Suffixes (lower case, with the dot) of the files that a folder is searched for."""


def extract(data: bytes, file_name: str) -> SourceText:
    """The text of a file, with its lines and tables in reading order.

    The format is recognised by content: a Word file named ``.txt`` is read as a Word file. Raises
    UnreadableFileError, whose message names the file, the reason and the way out, for a file that is empty, too
    large, damaged, protected by a password, of no supported format or without any text.
    """
    if not data:
        raise UnreadableFileError(f"文件“{file_name}”是空的（0 字节）。请检查文件是否完整，重新导出或下载后再试。")
    if len(data) > MAX_FILE_BYTES:
        raise too_large(file_name, len(data))
    suffix = suffix_of(file_name)
    for known in FORMATS:
        if known.recognise(data, suffix):
            source = known.read(data, file_name)
            if not source.text.strip():
                raise UnreadableFileError(f"文件“{file_name}”里没有文字。请确认选对了文件。")
            return source
    raise UnreadableFileError(
        f"文件“{file_name}”的内容不是可以读取的格式。支持 {' '.join(SUPPORTED_SUFFIXES)}，请另存后再试。"
    )
