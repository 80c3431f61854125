"""Printed lines within one column of a page, before anything is read.

Lengths are cells of the raster of ``marks``, a fifth of the x-height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.marks import GRAIN, Marks

SMOOTH = 0.8  # x-heights: small letters make one peak, their marks none of their own
APART = 1.2  # x-heights: lines are never nearer, 1.0 spacing is 2.4
NEIGHBOUR = 1.7  # x-heights within which a weak peak is made of the marks of a strong one
LEAST_PEAK = 0.35  # share of the strong one
LEAST_INK = 0.45  # x-heights of letters beside each other: a lone 1 is 0.5 wide ...
SLIM, FIGURE = (
    0.5,
    (1.1, 1.9),
)  # ... or counts as much where it is slim: by its height it is a figure
REACH = 0.9  # x-heights from a line's middle to the middles of its letters
WORD_SPACE = 0.42  # x-heights: wider than gaps between letters, narrower than word spaces
USUAL_PITCH = (2.1, 4.2)  # x-heights from line to line: single to one and a half spacing
DEFAULT_PITCH = 2.9


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line: middle of its small letters, left and right end, width of its first word.

    blackness   mean share of ink in the boxes of its letters: bold print has a tenth more.
    height      median height of its letters: capitals have a third more.
    """

    y: float
    x0: float
    x1: float
    first_word: float
    blackness: float
    height: float


def lines_between(marks: Marks, x0: float, x1: float) -> list[TextLine]:
    """Return the lines of the marks whose middles lie between two positions, top to bottom."""
    boxes = marks.boxes / marks.grain
    middles = (boxes[:, 0] + boxes[:, 2]) / 2
    inside = (middles >= x0) & (middles < x1)
    boxes, blackness = boxes[inside], marks.blackness[inside]
    if not len(boxes):
        return []
    found = []
    for y in _peaks(_profile(boxes)):
        own = np.abs((boxes[:, 1] + boxes[:, 3]) / 2 - y) <= REACH * GRAIN
        if own.any():
            found.append(_line(y, boxes[own], blackness[own]))
    return found


def line_pitch(columns: Sequence[Sequence[TextLine]]) -> float:
    """Return the usual distance from line to line in some columns."""
    steps = [b.y - a.y for lines in columns for a, b in pairwise(lines)]
    usual = [s for s in steps if USUAL_PITCH[0] * GRAIN <= s <= USUAL_PITCH[1] * GRAIN]
    return float(median(usual)) if len(usual) >= 3 else DEFAULT_PITCH * GRAIN


def _profile(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for every raster row how much of it letters fill."""
    height = int(boxes[:, 3].max()) + 3
    change = np.zeros(height + 1)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    figure = (high >= FIGURE[0] * GRAIN) & (high <= FIGURE[1] * GRAIN)
    wide = np.where(figure, np.maximum(wide, SLIM * GRAIN), wide)
    np.add.at(change, boxes[:, 1].astype(int), wide)
    np.add.at(change, boxes[:, 3].astype(int) + 1, -wide)
    size = round(SMOOTH * GRAIN) | 1
    return np.convolve(np.cumsum(change)[:height], np.ones(size) / size, mode="same")


def _peaks(profile: NDArray[np.float64]) -> list[float]:
    """Return the middles of the lines: strongest first, none near a stronger one."""
    apart, near_by = APART * GRAIN, NEIGHBOUR * GRAIN
    taken: list[float] = []
    rising = (profile >= np.roll(profile, 1)) & (profile > np.roll(profile, -1))
    strong = np.flatnonzero(rising & (profile >= LEAST_INK * GRAIN))
    for y in sorted(strong.tolist(), key=lambda i: -profile[i]):
        low, high = max(int(y - 2 * apart), 0), int(y + 2 * apart) + 1
        near = any(abs(y - other) < near_by for other in taken)
        weak = profile[y] < LEAST_PEAK * profile[low:high].max()
        if all(abs(y - other) >= apart for other in taken) and not (near and weak):
            level = np.flatnonzero(profile[low:high] >= 0.999 * profile[y]) + low
            flat = level[np.abs(level - y) <= GRAIN]
            taken.append(float(flat.mean()) + 0.5)
    return sorted(taken)


def _line(y: float, boxes: NDArray[np.float64], blackness: NDArray[np.float64]) -> TextLine:
    ordered = boxes[np.argsort(boxes[:, 0])]
    reached = np.maximum.accumulate(ordered[:, 2])
    gaps = np.flatnonzero(ordered[1:, 0] - reached[:-1] > WORD_SPACE * GRAIN)
    end = reached[gaps[0]] if len(gaps) else reached[-1]
    left = float(ordered[0, 0])
    height = float(np.median(boxes[:, 3] - boxes[:, 1]))
    first_word, black = float(end - left), float(blackness.mean())
    return TextLine(y, left, float(reached[-1]), first_word, black, height)
