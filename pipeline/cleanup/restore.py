"""Undoes what a device did to the whole page, before anything on it can be measured.

A driver that is told "black and white" prints gray as a pattern of dots (error diffusion): paper
that is not quite white, a shaded header or a watermark become thousands of lone pixels, and the
edges of all print are frayed. And a page may come as a negative, light print on black.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.cleanup.measure import SOLID_INCH, Gray, gray_of, reduced, reduction
from pipeline.cleanup.panels import turn_panels
from pipeline.cleanup.streaks import without_streaks
from pipeline.types.page import Image, ScanPage

# Share of the pixels that are alone among their four neighbours from which a black and white page
# is made of dots. 40 pages of print, faxes among them, have up to 0.0004; a page with one shaded
# header 0.006, gray paper 0.03 to 0.07.
DOTS = 0.002

# Pixels; spread of the blur that makes dots gray again. Dots are single pixels at any resolution.
DOT_BLUR = 1.0

# Pixels; no other dot lies in a square of this size about specks strewn over white paper, while
# dots that show gray lie closer: specks go first, so that none is blurred into the print.
STREWN = 5

# Pixels along which three such dots are a dotted rule or a leader, and stay.
IN_ROW = 17

# Share of a page that is light, where its print is light on dark: the lines of 20 pages of print
# cover 0.01 to 0.15. And the share of what is light that may be solid: on a dark desk lies a
# solid sheet.
LIGHT = (0.003, 0.35)
SOLID_LIGHT = 0.2

# Gray (0-255) that the middle of a negative stays below.
DARK_PAGE = 128


@dataclass(frozen=True, slots=True, eq=False)
class Restored:
    """A page with nothing moved; ``small``: its picture at the reduced scale; what was done."""

    page: ScanPage
    small: Image
    steps: tuple[str, ...] = ()


def restored(page: ScanPage) -> Restored:
    """Return the page without dots and streaks, with all of its print dark on light."""
    image, dpi, steps = page.image, page.dpi, list[str]()
    if page.bilevel and image.ndim == 2 and is_dotted(image):
        image, steps = without_dots(image), ["dots"]
    clear = without_streaks(image, dpi)
    if clear is not None:
        image, steps = clear, [*steps, "streaks"]
    small = reduced(image, dpi)
    if is_negative(small, dpi * reduction(dpi)):
        image, small = _inverted(image), _inverted(small)
        steps.append("negative")
    turned = turn_panels(image, gray_of(small), dpi * reduction(dpi))
    if turned is not None:
        image, small = turned, reduced(turned, dpi)
        steps.append("panels")
    return Restored(replace(page, image=image) if steps else page, small, tuple(steps))


def _inverted(image: Image) -> Image:
    return np.asarray(cv2.bitwise_not(image), dtype=np.uint8)


def is_dotted(image: Gray) -> bool:
    """Tell whether a black and white page (H, W) shows gray by patterns of lone pixels."""
    dark = image >> 7
    beside = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], np.float32)
    around = cv2.filter2D(dark, -1, beside, borderType=cv2.BORDER_REPLICATE)
    # A light pixel between four dark ones gives 4, a dark one between four light ones 5.
    told = cv2.inRange(around + 5 * dark, np.array([4]), np.array([5]))
    return bool(cv2.countNonZero(told) > DOTS * image.size)


def without_dots(image: Gray) -> Gray:
    """Return the gray page (H, W) that was printed as dots."""
    dark = image >> 7 ^ 1
    alone, level, upright = (
        np.asarray(cv2.boxFilter(dark, -1, size, normalize=False))
        for size in ((STREWN, STREWN), (IN_ROW, 3), (3, IN_ROW))
    )
    strewn = (dark > 0) & (alone == 1) & (level < 3) & (upright < 3)
    kept = np.where(strewn, 255, image).astype(np.uint8)
    return np.asarray(cv2.GaussianBlur(kept, (0, 0), DOT_BLUR), dtype=np.uint8)


def is_negative(small: Image, dpi: float) -> bool:
    """Tell whether a page, reduced to ``dpi`` dots per inch, is light print on dark.

    Most of it is dark, and what is light is nowhere solid: strokes, no paper.
    """
    light = gray_of(small)
    low, middle, high = (float(v) for v in np.percentile(light[::4, ::4], (5, 50, 99.5)))
    level = (low + high) / 2
    if middle >= min(level, DARK_PAGE):
        return False
    strokes = (light > level).astype(np.uint8)
    size = max(round(SOLID_INCH * dpi), 3)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    solid = cv2.countNonZero(cv2.morphologyEx(strokes, cv2.MORPH_OPEN, kernel))
    share = cv2.countNonZero(strokes) / strokes.size
    return LIGHT[0] <= share <= LIGHT[1] and solid <= SOLID_LIGHT * share * strokes.size
