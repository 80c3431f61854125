"""Undoes what a device did to the whole page, before anything on it can be measured.

A driver that is told "black and white" prints gray as a pattern of dots (error diffusion): paper
that is not quite white, a shaded header or a watermark become thousands of lone pixels, and the
edges of all print are frayed. And a page may come as a negative, light print on black.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from pipeline.cleanup.measure import SOLID_INCH, Gray, reduced, reduction
from pipeline.types.page import Image, ScanPage

# Share of the pixels that are alone among their four neighbours from which a black and white page
# is made of dots. 40 pages of print, faxes among them, have up to 0.0004; a page with one shaded
# header 0.006, gray paper 0.03 to 0.07.
DOTS = 0.002

# Pixels; spread of the blur that makes dots gray again. Dots are single pixels at any resolution.
DOT_BLUR = 1.0

# Share of a page that is light, where its print is light on dark: the lines of 20 pages of print
# cover 0.01 to 0.15. And the share of what is light that may be solid: on a dark desk lies a
# solid sheet.
LIGHT = (0.003, 0.35)
SOLID_LIGHT = 0.2


def restored(page: ScanPage) -> tuple[ScanPage, tuple[str, ...]]:
    """Return the page without dots and dark on light, as it is where it was; and what was done."""
    image, steps = page.image, tuple[str, ...]()
    if page.bilevel and image.ndim == 2 and is_dotted(image):
        image, steps = without_dots(image), ("dots",)
    if is_negative(image, page.dpi):
        image, steps = np.asarray(cv2.bitwise_not(image), dtype=np.uint8), (*steps, "negative")
    return (replace(page, image=image) if steps else page), steps


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
    return np.asarray(cv2.GaussianBlur(image, (0, 0), DOT_BLUR), dtype=np.uint8)


def is_negative(image: Image, dpi: float) -> bool:
    """Tell whether a page (H, W) or (H, W, 3) is light print on dark.

    Most of it is dark, and what is light is nowhere solid: strokes, no paper.
    """
    thin = image[:: max(round(1 / reduction(dpi)), 1) * 4, ::4]
    gray = thin if thin.ndim == 2 else thin.max(axis=2)
    low, middle, high = (float(v) for v in np.percentile(gray, (5, 50, 99.5)))
    level = (low + high) / 2
    if middle >= level or middle >= 128:
        return False
    small = reduced(image, dpi)
    light = ((small if small.ndim == 2 else small.max(axis=2)) > level).astype(np.uint8)
    size = max(round(SOLID_INCH * dpi * reduction(dpi)), 3)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    solid = cv2.countNonZero(cv2.morphologyEx(light, cv2.MORPH_OPEN, kernel))
    share = cv2.countNonZero(light) / light.size
    return LIGHT[0] <= share <= LIGHT[1] and solid <= SOLID_LIGHT * share * light.size
