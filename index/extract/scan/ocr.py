"""Text recognition of page images by rapidocr, an optional extra."""

import importlib.util
from functools import lru_cache
from typing import Any

from index.extract.layout import Piece
from index.extract.scan.orientation import upright
from index.extract.scan.seal import without_seals
from index.model.errors import UnreadableFileError

MAX_SIDE = 4_000
"""Larger images are scaled down: characters stay legible at A4 and memory bounded."""


def is_installed() -> bool:
    """Whether the ``ocr`` extra is there."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def recognise(image: Any, file_name: str) -> list[Piece]:
    """The pieces of text in a Pillow image, in its pixels, each with the recogniser's confidence 0..1.

    Raises UnreadableFileError when the extra is not installed.
    """
    if not is_installed():
        raise UnreadableFileError(
            f"“{file_name}”是扫描件或图片，没有文字层，需要文字识别（OCR）组件。"
            '请运行 pip install "qiantou[ocr]" 安装后再试，或改用文字版文件。'
        )
    import numpy

    image = without_seals(image)
    scale = min(1.0, MAX_SIDE / max(image.size))
    if scale < 1.0:
        image = image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    pixels = numpy.asarray(image.convert("RGB"))[:, :, ::-1]
    result = _engine()(pixels, use_det=True, use_cls=True, use_rec=True)
    if result.txts is None:
        return []
    return [
        Piece(
            text,
            float(box[:, 0].min()) / scale,
            float(box[:, 1].min()) / scale,
            float(box[:, 0].max()) / scale,
            float(box[:, 1].max()) / scale,
            float(score),
        )
        for text, box, score in zip(result.txts, result.boxes, result.scores, strict=True)
    ]


def turned_upright(image: Any) -> Any:
    """A Pillow image of a page, turned so that its text reads from left to right; as it is without the extra."""
    return upright(image, _engine()) if is_installed() else image


@lru_cache(maxsize=1)
def _engine() -> Any:
    """The recogniser with the models of its package; loading takes about a second, so it is kept."""
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "warning"})
