"""Columns of tables whose rows are ruled and whose columns are not: the white through all rows.

Prose fills its lines to the end and leaves no white that runs through several ruled rows, so far
narrower gaps are columns there than between lines without rules. Two rules with the heads of
columns between them begin a table too, of however few rows: the next page may hold the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.borders import Border
from pipeline.tables.corridors import Raster, Region, closed, runs
from pipeline.tables.marks import Marks
from pipeline.tables.settings import TableSettings

LEAST_ROWS = 3  # ruled rows; a heading between two rules, or a rule and an underline, is no table
SAME_ENDS_PT = 6.0  # rules of one table start and end within this of one another
HIGHEST_ROW_PT = 250.0  # rules farther apart than this do not bound one row
CROSSED = 0.25  # share of the rows that may cross a gutter: section rows
LEAST_HEADS, HIGHEST_HEAD_PT = 3, 70.0  # heads side by side, and between their rules: five lines
HEAD_ROWS = 2  # heads, and the numbers of the columns; more such rows are tasks, each ruled
HEAD_STACK = 5  # rules of a closed table above and of the header; where every row is ruled, more
INNER = 0.5  # share of a table's width from which rules inside it part rows beside a spanning cell
TITLE_PT = 18.0  # from the end of a rule to a title between tables; section rows begin with it
BOLDER = 1.04  # times the usual blackness of rows, of a photographed header; rows vary by 0.03
HEAD_GAP = 2.0  # x-heights from head to head; between the words of one there is a quarter of it

Head = Literal["", "open", "closed"]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where ruled rows stand, and the gutters (start, end) through them; raster of ``marks``.

    rows   top and bottom of every row.
    head   only the heads of columns stand between rules, and a rule ends the table or none does.
    bold   it is its ink that tells the heads, not rules.
    """

    region: Region
    gutters: tuple[tuple[int, int], ...]
    rows: tuple[tuple[float, float], ...]
    head: Head = ""
    bold: bool = False


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
    stacks = [part for stack in _stacks(long, point) for part in _tables(marks, stack, point)]
    for stack in stacks:
        if len(stack) > LEAST_ROWS:
            left = float(np.median([r.start for r in stack]))
            right = float(np.median([r.end for r in stack]))
            ys = [r.position for r in stack]
            gutters = _gutters(marks, (left, right), ys, settings.gutter_pt * unit)
            region = Region(int(ys[0]), int(ys[-1]), int(left), int(right))
            frames.append(Frame(region, gutters, tuple(pairwise(ys))))
    return [frame for frame in frames if frame.gutters]


def find_heads(
    raster: Raster, rules: Sequence[Border], point: float, settings: TableSettings
) -> list[Frame]:
    """Return where two long rules hold heads of columns, down to the next rule or the last line.

    rules   raster cells, ascending; ``point``: cells in a point.
    """
    long = [r for r in rules if r.end - r.start >= settings.min_table_width_pt * point]
    inked = np.flatnonzero(raster.any(axis=1))
    frames: list[Frame] = []
    for stack in _stacks(long, point):
        left, right = max(int(min(r.start for r in stack)), 0), int(max(r.end for r in stack))
        if len(stack) > HEAD_STACK:
            continue
        ys = [*(int(r.position) for r in stack), int(inked[-1]) + 1 if len(inked) else 0]
        rows: list[tuple[float, float]] = []
        section = False
        for upper, lower, bottom in zip(ys, ys[1:-1], ys[2:], strict=False):
            heads = np.asarray(raster[upper + 2 : lower - 1, left:right].any(axis=0), bool)
            low = lower - upper <= HIGHEST_HEAD_PT * point and lower < bottom
            if not low or len(runs(closed(heads, HEAD_GAP))) < LEAST_HEADS:
                begins = float(heads.argmax()) if heads.any() else np.inf
                section = low and begins < TITLE_PT * point
                rows = []
                continue
            if section:
                continue  # a row of tasks
            rows = [*rows, (upper, lower)]
            if 1 < len(rows) <= HEAD_ROWS + 1:
                frames.pop()
            if len(rows) <= HEAD_ROWS:
                head: Head = "open" if bottom == ys[-1] else "closed"
                region = Region(int(rows[0][0]), bottom, left, right)
                frames.append(Frame(region, (), tuple(rows), head))
    return frames


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
    return _with_inner(stacks, SAME_ENDS_PT * point)


def _with_inner(stacks: Sequence[list[Border]], near: float) -> list[list[Border]]:
    """Take shorter rules between those of a table for its own: a cell beside them spans rows."""
    whole: list[list[Border]] = []
    for stack in sorted(stacks, key=lambda s: -_width(s)):
        around = next((other for other in whole if _is_inside(stack, other, near)), None)
        if around is None:
            whole.append(list(stack))
            continue
        ends = ((around[0].start, around[0].end),)
        around += [replace(rule, stretches=ends) for rule in stack]
        around.sort(key=lambda r: r.position)
    return sorted(whole, key=lambda s: s[0].position)


def _is_inside(stack: Sequence[Border], other: Sequence[Border], near: float) -> bool:
    level = other[0].position < stack[0].position and stack[-1].position < other[-1].position
    left, right = other[0].start - near, other[0].end + near
    held = all(left <= rule.start and rule.end <= right for rule in stack)
    return level and held and _width(stack) >= INNER * _width(other)


def _width(stack: Sequence[Border]) -> float:
    return float(np.median([rule.end - rule.start for rule in stack]))


def _tables(marks: Marks, stack: list[Border], point: float) -> list[list[Border]]:
    """Part a stack where a title stands between two tables: indented, over a bold header."""
    width = float(np.median([r.start for r in stack])), float(np.median([r.end for r in stack]))
    ys = [r.position for r in stack]
    rows = _ink(marks, width, ys)
    texts = [runs(closed(row, HEAD_GAP * marks.grain)) for row in rows]
    middles = (marks.boxes[:, 1] + marks.boxes[:, 3]) / 2 / marks.grain
    black = [
        marks.blackness[(middles > a) & (middles < b)].mean() if row.any() else 0.0
        for row, (a, b) in zip(rows, pairwise(ys), strict=True)
    ]
    bold = BOLDER * float(np.median(black)) if black else 1.0
    indent = TITLE_PT * point * marks.grain
    cuts = [
        i
        for i in range(1, len(texts) - 1)
        if len(texts[i]) == 1
        and texts[i][0][0] >= indent
        and len(texts[i + 1]) >= LEAST_HEADS
        and black[i + 1] >= bold
    ]
    edges = [-1, *cuts, len(stack)]
    return [stack[a + 1 : b + 1] for a, b in pairwise(edges)]


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
