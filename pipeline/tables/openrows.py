"""Tells the rows of a table without rules between them, from how its lines stand.

Every way to cut the lines into rows is weighed, and the lightest taken (dynamic programming over
the gaps between lines). What speaks for a cut: a number in the first column, a wider gap, a line
that ended though there was room. What speaks against it: a line that ran full, cells that would
neither begin together nor stand in the middle of their row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.tables.levels import NUMBER_WIDTH, Level
from pipeline.tables.marks import GRAIN
from pipeline.tables.textlines import TextLine

CUTS = 0.8  # x-heights about a line's middle that a border may not run through

# Weights, in units of a missed number; set on 40 composed pages, only their order matters.
TWO_NUMBERS = 8.0
NO_NUMBER = 1.0
CROSSED = 2.5
ASKEW, ASKEW_MOST = 1.5, 1.0
WIDE_GAP = 1.5
WIDE_GAP_FROM = 1.3  # pitches from line to line in a cell: paragraphs are set a little apart
RAN_FULL, ENDED_EARLY = 1.2, -0.4
GAP_OPEN, GAP_CLOSE = -0.8, 0.5
GAP_WIDER, GAP_SAME = 1.12, 1.04  # pitches
ROW = 0.3
FULL = 0.3  # x-heights of room that a box may be off
SPACE = 0.5  # x-heights of a word space


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """Lines by column, top to bottom; where each column's text may run to; the usual pitch."""

    columns: tuple[tuple[TextLine, ...], ...]
    rights: tuple[float, ...]
    pitch: float
    numbered: bool


def body_of(
    levels: Sequence[Level], borders: Sequence[float], pitch: float, whole: Body | None = None
) -> Body:
    """Gather the lines of some levels by column; ``whole`` is the table that they are part of."""
    columns = tuple(
        tuple(line for level in levels if (line := level.lines[i]) is not None)
        for i in range(len(borders) - 1)
    )
    if whole is not None:
        return Body(columns, whole.rights, pitch, whole.numbered)
    rights = tuple(max((line.x1 for line in lines), default=0.0) for lines in columns)
    first = columns[0]
    widths = [line.x1 - line.x0 for line in first]
    numbered = bool(first) and float(np.median(widths)) <= NUMBER_WIDTH * GRAIN
    return Body(columns, rights, pitch, numbered)


def row_borders(body: Body) -> list[float]:
    """Return the inner row borders of the lightest cut, top to bottom."""
    cuts = _cuts(body)
    if len(cuts) < 3:
        return []
    best = [0.0] + [np.inf] * (len(cuts) - 1)
    before = [0] * len(cuts)
    for end in range(1, len(cuts)):
        for start in range(end):
            weight = best[start] + _row_weight(body, cuts[start], cuts[end])
            if end < len(cuts) - 1:
                weight += _border_weight(body, cuts[end])
            if weight < best[end]:
                best[end], before[end] = weight, start
    path = []
    at = before[-1]
    while at > 0:
        path.append(cuts[at])
        at = before[at]
    return path[::-1]


def _cuts(body: Body) -> list[float]:
    """Return where a border may run: between lines that stand apart, and beyond both ends."""
    ys = sorted(line.y for lines in body.columns for line in lines)
    if not ys:
        return []
    inner = [(a + b) / 2 for a, b in pairwise(ys) if b - a >= CUTS * GRAIN]
    kept = [y for y in inner if len(crossing(body, y)) <= 1 and 0 not in crossing(body, y)]
    return [ys[0] - GRAIN, *kept, ys[-1] + GRAIN]


def crossing(body: Body, y: float) -> list[int]:
    """Return the columns with a line that a border at ``y`` would run through."""
    near = CUTS * GRAIN
    return [i for i, lines in enumerate(body.columns) if any(abs(n.y - y) < near for n in lines)]


def _row_weight(body: Body, top: float, bottom: float) -> float:
    cells = [[line for line in lines if top < line.y <= bottom] for lines in body.columns]
    filled = [lines for lines in cells if lines]
    if not filled:
        return np.inf
    weight = ROW
    if body.numbered:
        numbers = len(cells[0])
        weight += NO_NUMBER if not numbers else TWO_NUMBERS * (numbers - 1)
    tallest = max(filled, key=lambda lines: lines[-1].y - lines[0].y)
    for lines in filled:
        from_top = abs(lines[0].y - tallest[0].y)
        middles = [(some[0].y + some[-1].y) / 2 for some in (lines, tallest)]
        askew = min(from_top, abs(middles[0] - middles[1])) / body.pitch
        weight += min(ASKEW * askew, ASKEW_MOST)
        for a, b in pairwise(lines):
            gap = (b.y - a.y) / body.pitch
            if gap > WIDE_GAP_FROM:
                weight += WIDE_GAP * min(gap - 1.0, 3.0)
    return float(weight)


def _border_weight(body: Body, y: float) -> float:
    weight = CROSSED * len(crossing(body, y))
    gaps = []
    for lines, right in zip(body.columns, body.rights, strict=True):
        above = [line for line in lines if line.y < y]
        below = [line for line in lines if line.y >= y]
        if not above or not below:
            continue
        last, first = above[-1], below[0]
        gap = (first.y - last.y) / body.pitch
        gaps.append(gap)
        if gap <= WIDE_GAP_FROM:
            room = right - last.x1 - SPACE * GRAIN - first.first_word
            weight += RAN_FULL if room < FULL * GRAIN else ENDED_EARLY
    least = min(gaps, default=GAP_WIDER)
    if least >= GAP_WIDER:
        weight += GAP_OPEN
    elif least <= GAP_SAME:
        weight += GAP_CLOSE
    return weight
