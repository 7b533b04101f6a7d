"""Plain text in the encodings that Chinese offices use."""

import codecs
import re

from index.extract.assemble import Assembly
from index.model.errors import UnreadableFileError
from index.model.source import SourceText

BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""UTF-32 before UTF-16: its little-endian mark begins with the other's."""

UNMARKED = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
BINARY = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uefff\uf100-\uf8ff\ufffd\ufffe\uffff]+")
"""Control characters, private use and replacement characters: what binary data decodes to. Not the signs that symbol
fonts put at U+F000–U+F0FF: they are the bullets of Word documents."""

MAX_BINARY_SHARE = 0.005
EXPECTED = re.compile("[\t\n\r -~\u2010-\u2027\u2460-\u24ff\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]+")
MAX_UNEXPECTED_SHARE = 0.3
MAX_BROKEN_SHARE = 0.002
"""Broken characters that are shown as � where a text has a few: one bad byte is no reason to refuse a web page."""


def read(data: bytes, file_name: str) -> SourceText:
    """The text as it stands, blank lines included. Raises UnreadableFileError if it is not text."""
    assembly = Assembly(file_name)
    assembly.add_text(decode(data, file_name))
    return assembly.source("txt")


def decode(data: bytes, file_name: str) -> str:
    """Bytes into text: by byte order mark, else UTF-8, else GB18030, Big5 or UTF-16, whichever gives Chinese.

    Raises UnreadableFileError for binary data and for encodings that none of these explains.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(_strict(data, encoding), file_name).removeprefix("\ufeff")
    text = _strict(data, "utf-8")
    if text is None or "\x00" in text:
        text = _guess(data) or text or _mended(data)
    return _checked(text, file_name)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guess(data: bytes) -> str | None:
    """The text in the encoding that charset-normalizer finds, else in the first one that gives Chinese."""
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=UNMARKED).best()
    ordered = ([best.encoding] if best else []) + UNMARKED
    texts = (_strict(data, encoding) for encoding in ordered)
    return next((text for text in texts if text is not None and _looks_chinese(text)), None)


def _mended(data: bytes) -> str | None:
    """The text with a � for each broken character, where they are few."""
    texts = (data.decode(encoding, errors="replace") for encoding in ("utf-8", "gb18030"))
    best = min(texts, key=lambda text: text.count("\ufffd"))
    return best if best.count("\ufffd") <= max(1, MAX_BROKEN_SHARE * len(best)) and _looks_chinese(best) else None


def _looks_chinese(text: str) -> bool:
    return not _is_binary(text) and len(EXPECTED.sub("", text)) <= MAX_UNEXPECTED_SHARE * len(text)


def _is_binary(text: str) -> bool:
    return "\x00" in text or len(text) - len(BINARY.sub("", text)) > MAX_BINARY_SHARE * len(text)


def _checked(text: str | None, file_name: str) -> str:
    if text is None or _is_binary(text):
        raise UnreadableFileError(
            f"文件“{file_name}”不是文本文件，或者编码不是 UTF-8、GB18030（GBK）、Big5、UTF-16。"
            "请用原软件打开，另存为 UTF-8 编码的文本后再试。"
        )
    return text
