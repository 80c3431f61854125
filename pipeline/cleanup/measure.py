"""Measures a page at reduced scale: which pixels are ink, how large its letters are.

Everything that later steps decide is decided on this reduced page (about ``REDUCED_DPI``), so
that the full image is touched only once, when all is known. Sizes are in *reduced pixels* unless
a name says otherwise; thresholds are multiples of ``Ink.letter``.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.types.components import components

Gray = NDArray[np.uint8]
Mask = NDArray[np.uint8]

# Dots per inch. At 150 an x-height of 13 pt Times is 12 px and a stroke 2 px: enough to tell
# accents from letters and to fit baselines to 0.1 px, at a quarter of the work of 300.
REDUCED_DPI = 150.0

# Share of the paper's brightness below which a pixel is ink. Print, even faded, stays below
# 0.65 in its stroke centres; show-through of the worn samples stays above 0.85.
INK_LEVEL = 0.68

# Blobs that are solid over this many inches in both directions (2.2 mm) are no print: bold
# 14 pt strokes measure 0.03 in, punch holes 0.2 in, scanner edges more.
SOLID_INCH = 0.087

# Largest punch hole and its largest distance from the page's edge, inches (5-8 mm holes, 12 mm
# in; 25 mm on sheets trimmed askew).
HOLE_INCH = 0.4
HOLE_MARGIN_INCH = 1.0

# Letters smaller than this (inches; 6 pt print has 0.037) are pieces of letters that came apart in
# a poor copy: on torn fax pages the pieces measure 0.02 to 0.033, on all others letters 0.06 up.
TORN_INCH = 0.045

# Gaps inside torn letters that are closed, reduced pixels, the smallest first.
TORN_GAPS = (2, 3, 4, 5)

# Letter size that is assumed on a page without letters (inches; x-height of 13 pt print).
DEFAULT_LETTER_INCH = 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """The ink of a reduced page.

    gray     (h, w) uint8, paper near 255.
    mask     (h, w) uint8, 1 where there is print, 0 elsewhere; holes and edges left out.
    solid    (h, w) uint8, 1 on punch holes and dark scanner edges.
    letter   typical size of a small letter (x-height), reduced pixels.
    dpi      resolution of the reduced page, dots per inch.
    """

    gray: Gray
    mask: Mask
    solid: Mask
    letter: float
    dpi: float


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Connected components of a mask: arrays of equal length, reduced pixels, half-open boxes."""

    x0: NDArray[np.int32]
    y0: NDArray[np.int32]
    width: NDArray[np.int32]
    height: NDArray[np.int32]
    area: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.x0)

    @property
    def boxes(self) -> tuple[NDArray[np.int32], ...]:
        """Left, top, width and height."""
        return self.x0, self.y0, self.width, self.height

    def where(self, keep: NDArray[np.bool_]) -> Parts:
        """Return the components for which ``keep`` is true."""
        return Parts(
            self.x0[keep], self.y0[keep], self.width[keep], self.height[keep], self.area[keep]
        )


def parts_of(mask: Mask) -> Parts:
    """Find the connected components (8 neighbours) of a 0/1 mask."""
    stats = labelled(mask)[1][1:]
    return Parts(stats[:, 0], stats[:, 1], stats[:, 2], stats[:, 3], stats[:, 4])


def labelled(mask: Mask) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Find the connected components (8 neighbours): labels (h, w), statistics (n, 5).

    Row 0 is the background; columns are x0, y0, width, height, area.
    """
    found = components(mask)
    return found.labels, found.stats


def reduction(dpi: float) -> float:
    """Return the factor (≤ 1) that brings a scan of ``dpi`` to the reduced scale."""
    return min(1.0, REDUCED_DPI / dpi)


def reduced(image: NDArray[np.uint8], dpi: float) -> NDArray[np.uint8]:
    """Shrink a gray or RGB image to the reduced scale; the image itself when it is that small."""
    factor = reduction(dpi)
    if factor >= 1.0:
        return image
    height, width = image.shape[:2]
    size = (max(round(width * factor), 1), max(round(height * factor), 1))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def gray_of(image: NDArray[np.uint8]) -> Gray:
    """Return a gray or RGB image (H, W) or (H, W, 3) in gray."""
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def measure(gray: Gray, dpi: float) -> Ink:
    """Measure the ink of a reduced gray page (paper near 255) of ``dpi`` dots per inch."""
    dark = (gray < round(255 * INK_LEVEL)).astype(np.uint8)
    solid = solid_blobs(dark, dpi)
    mask = np.where(solid > 0, 0, dark).astype(np.uint8)
    letter = letter_size(mask, dpi)
    if letter < TORN_INCH * dpi:
        mask, letter = _mended(mask, letter, dpi)
    return Ink(gray, mask, solid, letter, dpi)


def _mended(mask: Mask, letter: float, dpi: float) -> tuple[Mask, float]:
    """Close the gaps of torn print: mask and letter size; as they were where that mends nothing."""
    for gap in TORN_GAPS:
        closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
        whole = np.asarray(closed, dtype=np.uint8)
        size = letter_size(whole, dpi)
        if size >= TORN_INCH * dpi:
            return whole, min(size, DEFAULT_LETTER_INCH * dpi)
    return mask, letter


def solid_blobs(dark: Mask, dpi: float) -> Mask:
    """Mark dark scanner edges and punch holes.

    Both are dark and thick in every direction. An edge hangs on the outside of the page; a hole
    stands alone, is round, and lies near an edge. Thick print is neither.
    """
    size = max(round(SOLID_INCH * dpi), 3)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    framed = cv2.copyMakeBorder(dark, size, size, size, size, cv2.BORDER_CONSTANT, value=1)
    core = np.asarray(cv2.morphologyEx(framed, cv2.MORPH_OPEN, kernel), dtype=np.uint8)
    # The outside's own corners are rounded by the opening; a thin frame of it tells nothing.
    if not core[size + 1 : -size - 1, size + 1 : -size - 1].any():
        return np.zeros_like(dark)
    labels, stats = labelled(core)
    whole, whole_stats = labelled(np.asarray(framed, dtype=np.uint8))
    keep = np.zeros(len(stats), bool)
    keep[labels[0, :]] = True
    for label in range(1, len(stats)):
        keep[label] |= _is_hole(label, labels, stats, whole, whole_stats, size, dpi)
    keep[0] = False
    # Grown by a ring, to take in the blurred rim of the blob as well.
    ring = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    inside = keep[labels].astype(np.uint8)[size:-size, size:-size]
    return np.asarray(cv2.dilate(inside, ring), dtype=np.uint8)


def _is_hole(
    label: int,
    labels: NDArray[np.int32],
    stats: NDArray[np.int32],
    whole: NDArray[np.int32],
    whole_stats: NDArray[np.int32],
    frame: int,
    dpi: float,
) -> bool:
    """Tell whether a solid core is a punch hole: round, alone, near the page's edge."""
    x, y, width, height, area = (int(v) for v in stats[label])
    if max(width, height) > HOLE_INCH * dpi or min(width, height) < 0.75 * max(width, height):
        return False
    page_height, page_width = (length - 2 * frame for length in labels.shape)
    middle_x, middle_y = x + width / 2 - frame, y + height / 2 - frame
    margin = min(middle_x, middle_y, page_width - middle_x, page_height - middle_y)
    own = whole[y : y + height, x : x + width][labels[y : y + height, x : x + width] == label]
    return margin <= HOLE_MARGIN_INCH * dpi and int(whole_stats[own[0], 4]) <= 1.35 * area


def letter_size(mask: Mask, dpi: float) -> float:
    """Estimate the size of small letters: ink-weighted median of the components' short sides.

    It needs no text direction: the short side of a letter, or of a word of touching letters, is
    near the x-height whichever way the text runs. Components under 1 pt or over half an inch
    (specks, tables, seals) are left out.
    """
    parts = parts_of(mask)
    short = np.minimum(parts.width, parts.height)
    long = np.maximum(parts.width, parts.height)
    fit = (long <= dpi / 2) & (short >= dpi / 72) & (long >= dpi / 36)
    if fit.sum() < 5:
        return DEFAULT_LETTER_INCH * dpi
    sizes, weights = short[fit].astype(float), parts.area[fit].astype(float)
    order = np.argsort(sizes)
    reached = np.cumsum(weights[order])
    return float(sizes[order][np.searchsorted(reached, reached[-1] / 2)])
