"""Columns of tables whose rows are ruled and whose columns are not: the white through all rows.

Prose fills its lines to the end and leaves no white that runs through several ruled rows, so far
narrower gaps are columns there than between lines without rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.borders import Border
from pipeline.tables.corridors import Region, runs
from pipeline.tables.marks import Marks
from pipeline.tables.settings import TableSettings

LEAST_ROWS = 3  # ruled rows; a heading between two rules, or a rule and an underline, is no table
SAME_ENDS_PT = 6.0  # rules of one table start and end within this of one another
HIGHEST_ROW_PT = 250.0  # rules farther apart than this do not bound one row
CROSSED = 0.25  # share of the rows that may cross a gutter: section rows


@dataclass(frozen=True, slots=True)
class Frame:
    """Where ruled rows stand, and the gutters (start, end) through them; raster of ``marks``.

    rows   top and bottom of every row.
    """

    region: Region
    gutters: tuple[tuple[int, int], ...]
    rows: tuple[tuple[float, float], ...]


def find_frames(
    marks: Marks, rules: Sequence[Border], unit: float, settings: TableSettings
) -> list[Frame]:
    """Return the stacks of long rules between which texts stand in columns.

    rules   raster of ``marks``, ascending.
    unit    pixels in a point.
    """
    point = unit / marks.grain
    long = [r for r in rules if r.end - r.start >= settings.min_table_width_pt * point]
    frames = []
    for stack in _stacks(long, point):
        if len(stack) > LEAST_ROWS:
            left = float(np.median([r.start for r in stack]))
            right = float(np.median([r.end for r in stack]))
            ys = [r.position for r in stack]
            gutters = _gutters(marks, (left, right), ys, settings.gutter_pt * unit)
            region = Region(int(ys[0]), int(ys[-1]), int(left), int(right))
            frames.append(Frame(region, gutters, tuple(pairwise(ys))))
    return [frame for frame in frames if frame.gutters]


def _stacks(rules: Sequence[Border], point: float) -> list[list[Border]]:
    """Gather rules that stand under one another and begin and end alike."""
    stacks: list[list[Border]] = []
    for rule in rules:
        for stack in stacks:
            last = stack[-1]
            alike = max(abs(last.start - rule.start), abs(last.end - rule.end))
            apart = rule.position - last.position
            if alike <= SAME_ENDS_PT * point and apart <= HIGHEST_ROW_PT * point:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return stacks


def _gutters(
    marks: Marks, width: tuple[float, float], ys: Sequence[float], least: float
) -> tuple[tuple[int, int], ...]:
    """Return the white gaps, ``least`` pixels wide, that run through nearly all rows."""
    rows = _ink(marks, width, ys)
    filled = rows[rows.any(axis=1)]
    if len(filled) < LEAST_ROWS:
        return ()
    clear = runs(filled.mean(axis=0) <= CROSSED)
    inner = [(a, b) for a, b in clear if b - a >= least and a > 0 and b < rows.shape[1]]
    places = [(width[0] + a / marks.grain, width[0] + b / marks.grain) for a, b in inner]
    return tuple((round(a), round(b)) for a, b in places)


def _ink(marks: Marks, width: tuple[float, float], ys: Sequence[float]) -> NDArray[np.bool_]:
    """Tell for every row and every pixel column of a frame whether there is text."""
    left = width[0] * marks.grain
    ink = np.zeros((len(ys) - 1, int((width[1] - width[0]) * marks.grain) + 1), bool)
    middles = (marks.boxes[:, 1] + marks.boxes[:, 3]) / 2
    for row, (top, bottom) in zip(ink, pairwise(np.array(ys) * marks.grain), strict=True):
        for x0, _, x1, _ in marks.boxes[(middles >= top) & (middles < bottom)].tolist():
            row[max(int(x0 - left), 0) : max(int(x1 - left) + 1, 0)] = True
    return ink
