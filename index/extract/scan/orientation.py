"""Which way up a scanned page is: text lines that stand upright on their side, or on their head."""

from typing import Any

LOOK_SIDE = 1_200
"""Lines are looked for in an image of at most this many pixels a side."""

TALL = 1.5
TRIED_LINES = 6
MIN_LINE = 24
CLEARLY = 0.05
"""How much surer (0..1) the recogniser must be of the lines turned over."""


def upright(image: Any, engine: Any) -> Any:
    """The Pillow image turned by 90, 180 or 270 degrees so that its text reads from left to right.

    ``engine`` is a RapidOCR engine. Lines that are taller than wide say that the page lies on its side; the recogniser
    says of the longest lines whether they read better turned over.
    """
    if _lies_on_its_side(image, engine):
        image = image.rotate(90, expand=True)
    return image.rotate(180) if _stands_on_its_head(image, engine) else image


def _boxes(image: Any, engine: Any) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of each line, in the image's pixels."""
    import numpy

    scale = min(1.0, LOOK_SIDE / max(image.size))
    small = image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    pixels = numpy.asarray(small.convert("RGB"))[:, :, ::-1]
    found = engine(pixels, use_det=True, use_cls=False, use_rec=False)
    return [
        (box[:, 0].min() / scale, box[:, 1].min() / scale, box[:, 0].max() / scale, box[:, 1].max() / scale)
        for box in (found.boxes if found.boxes is not None else ())
    ]


def _lies_on_its_side(image: Any, engine: Any) -> bool:
    boxes = _boxes(image, engine)
    tall = sum(bottom - top for left, top, right, bottom in boxes if bottom - top > TALL * (right - left))
    wide = sum(right - left for left, top, right, bottom in boxes if right - left > TALL * (bottom - top))
    return tall > wide


def _stands_on_its_head(image: Any, engine: Any) -> bool:
    import numpy

    lines = sorted(_boxes(image, engine), key=lambda box: box[0] - box[2])[:TRIED_LINES]
    as_is = turned = 0.0
    tried = 0
    for left, top, right, bottom in lines:
        if right - left < MIN_LINE:
            continue
        line = image.crop((int(left), int(top), int(right) + 1, int(bottom) + 1)).convert("RGB")
        as_is += _sureness(numpy.asarray(line)[:, :, ::-1], engine)
        turned += _sureness(numpy.asarray(line.rotate(180))[:, :, ::-1], engine)
        tried += 1
    return tried > 0 and turned - as_is > CLEARLY * tried


def _sureness(pixels: Any, engine: Any) -> float:
    found = engine(pixels, use_det=False, use_cls=False, use_rec=True)
    scores = found.scores if found.scores is not None else ()
    return float(sum(scores) / len(scores)) if len(scores) else 0.0
