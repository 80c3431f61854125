"""Finds ruled lines on a reduced page and traces them point by point."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup.measure import Gray, Mask, labelled

Points = NDArray[np.float64]

# Skew (degrees) up to which rules are found on a page as it lies.
MAX_SKEW_DEG = 5.0

# Lengths in letter heights.
RUN = 2.5  # unbroken stretch that no letter has (the bar of a bold T measures 1.5)
LENGTH = 5.0  # shortest line that is a rule (dashes measure up to 2)
THICKNESS = 0.5
TRACED_LENGTH = 8.0  # shorter rules say little of the page's shape

# Least size of a table (letter heights). Boxes of incoming-mail stamps, which lie askew on the
# page, measure 15 by 5; the narrowest table of the samples 45 wide.
TABLE_WIDTH = 25.0
TABLE_HEIGHT = 3.0

# Rules that end within this of each other (letter heights) at both ends are alike; this many
# alike are a table.
SAME_END = 2.0
ALIKE = 3

# Gray levels (0-255) by which a faint rule is darker than the paper beside it, on evened out paper.
# Rules of 18 worn pages measure 21 to 130, on the palest pages 34 to 56; long strokes of the other
# side that shine through, 4 to 8, a few 28.
FAINT_RULE = 14

# Stretch over which a faint rule is averaged, letter heights: grain and pinholes go.
SMOOTH = 0.4

# What a point of a rule counts against one of a baseline: rules are traced more exactly.
RULE_WEIGHT = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """A line that was straight and level (or upright) on paper.

    points   (N, 2) float64 x, y of its centre (rule) or baseline (text), reduced pixels.
    weight   how much one of its points counts against another line's.
    """

    points: Points
    weight: float = 1.0

    def turned(self, degrees: float, centre: tuple[float, float]) -> Trace:
        """Return the trace turned clockwise about ``centre``."""
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        away = self.points - centre
        return Trace(away @ np.array([[c, s], [-s, c]]) + centre, self.weight)


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The ruled lines of a page: 0/1 masks of level and of upright ones."""

    level: Mask
    upright: Mask


def find_rules(mask: Mask, letter: float) -> Rules:
    """Find the ruled lines of a page that may be askew by up to 5 degrees."""
    return Rules(_runs(mask, letter, across=True), _runs(mask, letter, across=False))


def find_faint_rules(gray: Gray, letter: float) -> Mask:
    """Mark the ruled lines of a gray page, paper near 255, that are lighter than ink as well.

    A thin stroke that is darker than the paper on both sides of it all along is a rule, however
    faint; letters are shorter, show-through is lighter.
    """
    level = _faint_runs(gray, letter)
    upright = _faint_runs(np.ascontiguousarray(gray.T), letter).T
    return np.asarray(cv2.bitwise_or(level, np.ascontiguousarray(upright)), dtype=np.uint8)


def table_areas(ruled: Mask, letter: float) -> Mask:
    """Mark the boxes around rules that hang together in something as large as a table."""
    areas = np.zeros_like(ruled)
    _, stats = labelled(np.asarray(cv2.dilate(ruled, np.ones((5, 5), np.uint8)), dtype=np.uint8))
    for x, y, width, height, _ in stats[1:].tolist():
        if width >= TABLE_WIDTH * letter and height >= TABLE_HEIGHT * letter:
            areas[y : y + height, x : x + width] = 1
    return areas


def without_rules(mask: Mask, rules: Rules) -> Mask:
    """Return the mask less its ruled lines, which would join letters to tables."""
    both = cv2.bitwise_or(rules.level, rules.upright)
    grown = cv2.dilate(both, np.ones((3, 3), np.uint8))
    return np.where(grown > 0, 0, mask).astype(np.uint8)


def trace_tables(rules: Rules, letter: float) -> tuple[list[Trace], list[Trace]]:
    """Trace the (level, upright) rules of tables, one point every half letter.

    Only rules that hang together in something as large as a table tell the page's shape:
    underlines, signatures, seals, boxes of stamps and streaks of the scanner do not.
    """
    if not cv2.countNonZero(rules.level):
        return [], []
    both = cv2.dilate(cv2.bitwise_or(rules.level, rules.upright), np.ones((3, 3), np.uint8))
    labels, stats = labelled(np.asarray(both, dtype=np.uint8))
    wide = stats[:, 2] >= TABLE_WIDTH * letter
    table = wide & ((stats[:, 3] >= TABLE_HEIGHT * letter) | _alike(stats, wide, letter))
    table[0] = False
    inside = table[labels].astype(np.uint8)
    level = _trace(rules.level & inside, letter)
    upright = _trace(np.ascontiguousarray((rules.upright & inside).T), letter)
    return level, [Trace(trace.points[:, ::-1], trace.weight) for trace in upright]


def _alike(stats: NDArray[np.int32], wide: NDArray[np.bool_], letter: float) -> NDArray[np.bool_]:
    """Tell which rules share both ends with others: a table without upright rules."""
    ends = np.column_stack([stats[:, 0], stats[:, 0] + stats[:, 2]])
    near = np.abs(ends[:, None] - ends[None]).max(axis=2) <= SAME_END * letter
    return np.asarray((near & wide).sum(axis=1) >= ALIKE, dtype=np.bool_)


def _runs(mask: Mask, letter: float, across: bool) -> Mask:
    """Mark unbroken straight runs that are long and thin enough for a rule."""
    run = max(round(RUN * letter), 5)
    # Thickened by a pixel to either side, a thin rule keeps its run at 5 degrees of skew.
    thick = cv2.dilate(mask, np.ones((3, 1) if across else (1, 3), np.uint8))
    kernel = np.ones((1, run) if across else (run, 1), np.uint8)
    opened = cv2.bitwise_and(cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel), mask)
    if not cv2.countNonZero(opened):
        return np.zeros_like(mask)
    labels, stats = labelled(np.asarray(opened, dtype=np.uint8))
    length = stats[:, 2 if across else 3]
    keep = (length >= LENGTH * letter) & (stats[:, 4] <= length * letter * THICKNESS)
    keep[0] = False
    return keep[labels].astype(np.uint8)


def _faint_runs(gray: Gray, letter: float) -> Mask:
    """Mark level runs that are darker than what is above and below them."""
    smooth = cv2.blur(gray, (max(round(SMOOTH * letter), 1), 1))
    across = np.ones((max(round(THICKNESS * letter) + 2, 3), 1), np.uint8)
    thin = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, across)
    return _runs((thin >= FAINT_RULE).astype(np.uint8), letter, across=True)


def _trace(level: Mask, letter: float) -> list[Trace]:
    labels, stats = labelled(level)
    traces = []
    for label in range(1, len(stats)):
        x, y, width, height, _ = (int(v) for v in stats[label])
        if width < TRACED_LENGTH * letter:
            continue
        piece = labels[y : y + height, x : x + width] == label
        filled = piece.sum(axis=0)
        centre = (piece * (np.arange(height) + 0.5)[:, None]).sum(axis=0) / np.maximum(filled, 1)
        columns = np.flatnonzero(filled)[:: max(int(letter / 2), 1)]
        points = np.column_stack([x + columns + 0.5, y + centre[columns]])
        traces.append(Trace(points, RULE_WEIGHT))
    return traces
