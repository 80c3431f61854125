"""Finds text lines on a reduced page and traces their baselines."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup.measure import Mask, Parts, parts_of
from pipeline.cleanup.rules import Trace

# Lengths in letter heights.
BODY_HEIGHT = (0.6, 3.0)  # letters, capitals with stacked accents; specks and rules are outside
BODY_WIDTH = (0.12, 14.0)  # "i" … a word of touching letters
WORD_GAP = 2.0  # widest gap inside a piece of line


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """A piece of text line: its body components, left to right, half-open boxes."""

    parts: Parts

    @property
    def x0(self) -> int:
        return int(self.parts.x0[0])

    @property
    def x1(self) -> int:
        return int((self.parts.x0 + self.parts.width).max())

    @property
    def top(self) -> float:
        return float(np.median(self.parts.y0))

    @property
    def bottom(self) -> float:
        return float(np.median(self.parts.y0 + self.parts.height))


def body_parts(print_mask: Mask, letter: float) -> Parts:
    """Return the components that are letters (no accents, dots, specks).

    print_mask   (h, w) 0/1 ink less its ruled lines (``rules.without_rules``).
    """
    parts = parts_of(print_mask)
    low, high = BODY_HEIGHT
    narrow, wide = BODY_WIDTH
    return parts.where(
        (parts.height >= low * letter)
        & (parts.height <= high * letter)
        & (parts.width >= narrow * letter)
        & (parts.width <= wide * letter)
    )


def text_lines(parts: Parts, shape: tuple[int, ...], letter: float) -> list[TextLine]:
    """Join letters into pieces of text lines (level text; up to 5° of skew).

    A bar is drawn through the middle of each letter and on over the widest word gap; bars that
    touch are one line. The middles of neighbours of any height overlap; those of two lines do
    not.
    """
    if not len(parts):
        return []
    canvas = np.zeros(shape[:2], np.uint8)
    half = max(0.3 * letter, 1.0)
    bottom = parts.y0 + parts.height
    # The x-height zone's middle: half a letter over the foot of the letter.
    middle = np.where(parts.height > 1.5 * letter, bottom - 0.6 * letter, bottom - 0.5 * letter)
    left, right = parts.x0, parts.x0 + parts.width + round(WORD_GAP * letter)
    for x0, x1, y in zip(left.tolist(), right.tolist(), middle.tolist(), strict=True):
        cv2.rectangle(canvas, (x0, round(y - half)), (x1, round(y + half)), 1, -1)
    labels = cv2.connectedComponents(canvas, connectivity=8, ltype=cv2.CV_32S)[1]
    row = np.clip(middle.astype(int), 0, shape[0] - 1)
    names = labels[row, np.clip(parts.x0, 0, shape[1] - 1)]
    order = np.lexsort((parts.x0, names))
    cuts = np.flatnonzero(np.diff(names[order])) + 1
    return [TextLine(_take(parts, group)) for group in np.split(order, cuts)]


def trace_baseline(line: TextLine, letter: float) -> Trace | None:
    """Trace the feet of a line's letters; None when fewer than five stand on one smooth curve.

    Descenders and dots below hang under the baseline: a curve is fitted, feet further off than a
    sixth of a letter are dropped, and it is fitted again.
    """
    parts = line.parts
    if len(parts) < 5:
        return None
    x = parts.x0 + parts.width / 2.0
    y = (parts.y0 + parts.height).astype(float)
    keep = np.ones(len(x), bool)
    for limit in (0.6, 0.3, 0.17):
        degree = 2 if keep.sum() >= 25 else 1
        centre, half = x[keep].mean(), max(float(np.ptp(x[keep])) / 2, 1.0)
        # Medians resist descenders better than a first least-squares fit does.
        fit = np.polynomial.polynomial.polyfit((x[keep] - centre) / half, y[keep], degree)
        off = y - np.polynomial.polynomial.polyval((x - centre) / half, fit)
        off -= np.median(off[keep])
        keep = np.abs(off) <= limit * letter
        if keep.sum() < 5:
            return None
    if keep.sum() < 0.4 * len(x):
        return None
    return Trace(np.column_stack([x[keep], y[keep]]))


def _take(parts: Parts, index: NDArray[np.intp]) -> Parts:
    return Parts(
        parts.x0[index],
        parts.y0[index],
        parts.width[index],
        parts.height[index],
        parts.area[index],
    )
