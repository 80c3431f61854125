"""Makes light print on dark panels (headers of tables as word processors set them) dark on light.

What later stages call ink is darker than paper; a panel is dark all over, and the print on it would
go with it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup.measure import INK_LEVEL, Gray, Mask, gray_of, labelled
from pipeline.types.page import Image

# Dots per inch at which panels are looked for first: two pixels are a stroke's surroundings.
COARSE_DPI = 25.0

# Share of dark pixels from which a piece may be a panel. Bold print of many lines has up to 0.4;
# panels with two lines of print on them 0.6 up.
DENSE = 0.55

# Share of dark pixels over this many inches of a panel's bare ground, beside its print.
GROUND = 0.8
AROUND_INCH = 0.16

# Least size of a panel, inches, short and long side: one line of 9 pt print, a short word.
# Bold letters that touch are as high, and shorter.
LEAST_INCH = (0.14, 0.5)

# Widest stroke on a panel, inches: of bold 16 pt print.
STROKE_INCH = 0.05

# Share of a panel that is its convex hull, as of any bar however skewed.
SOLID = 0.85

# Share of a panel whose gray is that of its ground, and gray levels that it may be off: 0.79 on
# panels with print, up to 0.2 on signatures and bold print in gray, 0.53 on fat print of faxes.
EVEN = 0.65
OFF = 20

# Gray levels by which print differs from its ground, and share of a panel that is lighter print;
# what is darker covers less than half of that (print on a highlighter's mark is dark).
CONTRAST = 40
PRINT = (0.02, 0.35)

# Gray levels between a panel and what is darker: its own black rules stay dark.
DARKER = 80.0


def turn_panels(image: Image, small: Gray, dpi: float) -> Image | None:
    """Return the page (H, W) or (H, W, 3) with the print on its panels dark; None: it has none.

    small   the page (h, w) at the reduced scale, where it has ``dpi`` dots per inch.
    """
    dark = _dark(small)
    if not _has_ground(dark, dpi):
        return None
    masks = _panels(small, dark, dpi)
    if not masks:
        return None
    turned = image.copy()
    scale = image.shape[1] / small.shape[1]
    for x, y, mask in masks:
        height, width = mask.shape
        top, left = round(y * scale), round(x * scale)
        part = turned[top : round((y + height) * scale), left : round((x + width) * scale)]
        size = part.shape[1], part.shape[0]
        full = cv2.resize(mask, size, interpolation=cv2.INTER_NEAREST) > 0
        part[full] = _on_paper(gray_of(part), full)[full].reshape(-1, *(1,) * (part.ndim - 2))
    return turned


def _dark(gray: Gray) -> Mask:
    """Mark what is darker than ink may be beside the page's paper: (h, w) 0/1."""
    paper = float(np.percentile(gray[::5, ::5], 85))
    return (gray < INK_LEVEL * paper).astype(np.uint8)


def _has_ground(dark: Mask, dpi: float) -> bool:
    """Tell whether any place on the page is the bare ground of a panel."""
    factor = min(COARSE_DPI / dpi, 1.0)
    full = dark * np.uint8(255)
    coarse = cv2.resize(full, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    size = max(round(AROUND_INCH * dpi * factor), 3)
    return bool(cv2.blur(coarse, (size, size)).max() >= 255 * GROUND)


def _panels(gray: Gray, dark: Mask, dpi: float) -> list[tuple[int, int, Mask]]:
    """Find the panels of a reduced page: left, top and 0/1 mask of each, reduced pixels."""
    stroke = np.ones((max(round(STROKE_INCH * dpi), 3),) * 2, np.uint8)
    body = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, stroke), dtype=np.uint8)
    least = np.ones((max(round(LEAST_INCH[0] * dpi), 3),) * 2, np.uint8)
    body = np.asarray(cv2.morphologyEx(body, cv2.MORPH_OPEN, least), dtype=np.uint8)
    _, stats = labelled(body)
    found = []
    for x, y, width, height, area in stats[1:].tolist():
        inside = np.s_[y : y + height, x : x + width]
        if x == 0 or y == 0 or x + width == gray.shape[1] or y + height == gray.shape[0]:
            continue
        if max(width, height) < LEAST_INCH[1] * dpi or dark[inside].sum() < DENSE * area:
            continue
        mask = _hull(body[inside])
        if area < SOLID * mask.sum():
            continue
        if _light_on_even(gray[inside][mask > 0]):
            found.append((x, y, mask))
    return found


def _light_on_even(pixels: Gray) -> bool:
    """Tell whether the pixels (n,) of a panel are an even ground with lighter print on it."""
    ground = int(np.median(pixels))
    off = pixels.astype(np.int16) - ground
    lighter, darker = float((off >= CONTRAST).mean()), float((off <= -CONTRAST).mean())
    even = float((np.abs(off) <= OFF).mean())
    return even >= EVEN and PRINT[0] <= lighter <= PRINT[1] and darker < lighter / 2


def _hull(body: Mask) -> Mask:
    """Return the convex hull of a panel less a rim, which is left as the rule around it."""
    points = cv2.findNonZero(body)
    mask = np.zeros_like(body)
    cv2.fillConvexPoly(mask, cv2.convexHull(points), 1)
    framed = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    return np.asarray(cv2.erode(framed, np.ones((3, 3), np.uint8))[1:-1, 1:-1], dtype=np.uint8)


def _on_paper(gray: Gray, inside: NDArray[np.bool_]) -> Gray:
    """Return a panel (h, w) as print on paper: its ground white, what is lighter dark."""
    ground = float(np.median(gray[inside]))
    light = max(float(np.percentile(gray[inside], 98)), ground + 1.0)
    levels = np.arange(256, dtype=np.float32)
    table = 255.0 * np.where(
        levels >= ground,
        (light - levels) / (light - ground),
        1.0 - (ground - levels) / max(ground, DARKER),
    )
    return np.clip(table, 0, 255).round().astype(np.uint8)[gray]
