"""Red seals over printed text: their ink is taken off before recognition, red letterheads stay."""

from typing import Any

REDNESS = 40
"""A pixel is red when its red is this much (of 255) above its green and blue."""

DARK = 130
MIN_SIDE, MAX_SIDE = 0.1, 0.45
"""A seal's side in shares of the page's shorter side: 38 to 58 mm of 210, more where only a part is scanned."""

MAX_ASPECT = 1.5
JOIN = 0.012
"""Strokes of a seal closer than this share of the page's shorter side belong together."""


def without_seals(image: Any) -> Any:
    """The Pillow image with the red ink of round or square seals whitened; black print under it stays.

    The characters of a red letterhead form a line, no square, and are left as they are.
    """
    import cv2
    import numpy

    pixels = numpy.array(image.convert("RGB"))
    red, green, blue = (pixels[:, :, channel].astype(numpy.int16) for channel in range(3))
    inked = (red - numpy.maximum(green, blue)) > REDNESS
    side = min(pixels.shape[:2])
    reach = max(3, round(JOIN * side) | 1)
    joined = cv2.dilate(inked.astype(numpy.uint8), numpy.ones((reach, reach), numpy.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    found = False
    for left, top, width, height in boxes[1:count, :4]:
        if not MIN_SIDE * side <= min(width, height) <= max(width, height) <= MAX_SIDE * side:
            continue
        if max(width, height) > MAX_ASPECT * min(width, height):
            continue
        found = True
        part = (slice(top, top + height), slice(left, left + width))
        # Through a red filter red ink is white and black ink is black; the pale rest of the ink goes, too.
        seen = red[part].copy()
        seen[inked[part] & (seen > DARK)] = 255
        whitened = numpy.where(inked[part], seen, pixels[part].min(axis=2))
        pixels[part] = whitened.clip(0, 255).astype(numpy.uint8)[:, :, None]
    if not found:
        return image
    from PIL import Image

    return Image.fromarray(pixels)
