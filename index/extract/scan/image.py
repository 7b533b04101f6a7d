"""Photographs and scans of documents, read by recognition."""

import warnings
from io import BytesIO

from index.extract.archive import damaged
from index.extract.assemble import Assembly
from index.extract.layout import Page, into_lines, with_indents, without_furniture
from index.extract.limits import MAX_IMAGE_PIXELS, MAX_OCR_PAGES
from index.extract.scan import ocr
from index.model.errors import UnreadableFileError
from index.model.source import SourceText

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
BITMAP_HEADER_SIZES = (12, 40, 52, 56, 64, 108, 124)


def is_image(data: bytes) -> bool:
    """Whether the bytes begin as a PNG, JPEG, TIFF or BMP file."""
    if data.startswith(b"BM"):
        return int.from_bytes(data[14:18], "little") in BITMAP_HEADER_SIZES
    return data.startswith(SIGNATURES)


def read(data: bytes, file_name: str) -> SourceText:
    """The recognised lines of every frame, with their confidence.

    Raises UnreadableFileError for a broken or too large image, and without the OCR extra.
    """
    from PIL import Image, ImageOps, ImageSequence

    pages: list[Page] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the bound below is ours
            image = Image.open(BytesIO(data))
        for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
            _check(frame.size, number, file_name)
            upright = ocr.turned_upright(ImageOps.exif_transpose(frame.convert("RGB")))
            lines = into_lines(ocr.recognise(upright, file_name))
            pages.append(Page(number, float(upright.height), tuple(lines)))
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(file_name) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise damaged(file_name) from error
    assembly = Assembly(file_name)
    for page in with_indents(without_furniture(pages)):
        for line in page.lines:
            assembly.add_paragraph(line.text, page.number, line.confidence)
    return assembly.source("image", hard_wrapped=True)


def _check(size: tuple[int, int], number: int, file_name: str) -> None:
    if size[0] * size[1] > MAX_IMAGE_PIXELS:
        raise _too_many_pixels(file_name)
    if number > MAX_OCR_PAGES:
        raise UnreadableFileError(f"图片“{file_name}”超过 {MAX_OCR_PAGES} 页，识别时间过长。请拆分后再试。")


def _too_many_pixels(file_name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"图片“{file_name}”超过上限 {MAX_IMAGE_PIXELS // 1_000_000} 百万像素。请降低分辨率（300 dpi 足够）后再试。"
    )
