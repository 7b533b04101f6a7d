"""Pages without usable text: turned scans, seals over print, fonts without a mapping."""

from io import BytesIO

import pytest

from index.extract import extract
from index.extract.scan import ocr
from index.parse import parse
from tests import fixtures_formats as made

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="the ocr extra is not installed")

PARAGRAPHS = (
    "青原市重点工作分工方案",
    "一、扩大投资",
    "1．新建农村公路三百公里。（市交通运输局牵头，市财政局配合）",
    "2．新增幼儿园学位两千个。（市教育局牵头，市住房城乡建设局配合）",
)
DUTIES = [
    ("1", "新建农村公路三百公里。", ("市交通运输局",), ("市财政局",)),
    ("2", "新增幼儿园学位两千个。", ("市教育局",), ("市住房城乡建设局",)),
]


def page():
    from PIL import Image

    return Image.open(BytesIO(made.as_scan(made.as_pdf(PARAGRAPHS), dpi=120))).convert("RGB")


def png(image) -> bytes:
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def duties(data: bytes, name: str) -> list[tuple]:
    document = parse(extract(data, name), name, data)
    return [(c.number, d.task, d.lead, d.responsible) for c in document.clauses for d in c.duties]


@needs_ocr
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_scan_is_read_upright(turn):
    assert duties(png(page().rotate(turn, expand=True)), "扫描.png") == DUTIES


@needs_ocr
def test_a_turned_scan_inside_a_pdf_is_read_upright():
    assert duties(made.as_scanned_pdf(png(page().rotate(180))), "扫描.pdf") == DUTIES


def sealed(image, x: int, y: int):
    """A round red seal with a star, its ink mixed with the print under it."""
    import math

    import numpy
    from PIL import Image, ImageDraw

    ink = Image.new("RGB", image.size, "white")
    draw = ImageDraw.Draw(ink)
    radius = image.width // 10
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(222, 60, 60), width=8)
    angles = [-math.pi / 2 + 4 * math.pi / 5 * point for point in range(5)]
    draw.polygon(
        [(x + radius * 0.45 * math.cos(a), y + radius * 0.45 * math.sin(a)) for a in angles], fill=(222, 60, 60)
    )
    mixed = numpy.asarray(image, dtype=float) * numpy.asarray(ink, dtype=float) / 255
    return Image.fromarray(mixed.astype("uint8"))


@needs_ocr
def test_a_red_seal_over_the_closing_bracket_hides_nothing():
    image = page()
    line = max((piece for piece in ocr.recognise(image, "页") if "）" in piece.text), key=lambda piece: piece.top)
    data = png(sealed(image, round(line.right) - 10, round((line.top + line.bottom) / 2)))
    assert duties(data, "扫描.png") == DUTIES


def test_a_red_letterhead_is_no_seal():
    pytest.importorskip("cv2")
    from PIL import Image, ImageDraw

    from index.extract.scan.seal import without_seals

    image = Image.new("RGB", (1000, 1400), "white")
    draw = ImageDraw.Draw(image)
    for at in range(8):
        draw.rectangle((120 + 95 * at, 150, 195 + 95 * at, 230), outline=(230, 0, 0), width=12)
    assert without_seals(image) is image


def test_signs_of_an_ofd_font_without_a_mapping_are_reported():
    data = made.as_ofd(("一、扩大投资", "1．修路。（市\ue123\ue124局牵头）"))
    assert extract(data, "文.ofd").left_out == (
        "第 1 页有 2 个字的字体没有对应的文字编码，读不出来。请核对原件，或用 OFD 阅读器导出为 PDF 或图片后由文字识别（OCR）读取。",
    )
