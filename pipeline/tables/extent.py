"""Follows an unruled table up and down from where its columns are plain, line by line.

A line belongs to it that crosses no gutter; a line that does may be a section row or a header
over two columns, and belongs to it when the table goes on behind. Prose crosses all gutters and
stops it.
Positions are cells of the raster of ``marks``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise, takewhile

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.tables.chapters import LEAST_HEADS, between_titles
from pipeline.tables.corridors import EDGE, Raster, Region
from pipeline.tables.levels import NUMBER_WIDTH, Level
from pipeline.tables.marks import GRAIN, Marks
from pipeline.tables.textlines import TextLine, line_pitch, lines_between

SAME_LEVEL = 0.8  # x-heights: lines of one height in different columns
HALF_LINE = 1.5  # x-heights: a head of four lines beside one of one line stands half a line off
WITHIN_WORD = 0.3  # x-heights between letters of one word
CLEAR = 0.75  # x-heights of white that make a gutter uncrossed
LEAST_WHITE = 0.3  # share of a gutter left white; word spaces of prose take 0.2 of a wide one
TALLEST = 1.7  # times the height of other numbers
STROKE = (0.5, 2.0)  # x-heights: a dash is 0.2 high and 1.0 long
STRAY = 3.6  # x-heights left of the usual place of a number: what stands there is none
FARTHEST = 3.2  # pitches from line to line within a table: rows may be set wide apart
SECTION_LINES = 3  # lines of a section row, or of a header over several columns
BESIDE_TABLE = 3.0  # x-heights outside its edges where a table has no text beside it


@dataclass(frozen=True, slots=True)
class Extent:
    """The levels of a table from top to bottom; stopped by text above, below, or by the page."""

    levels: tuple[Level, ...]
    borders: tuple[float, ...]
    pitch: float
    text_above: bool
    text_below: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked of a page over and over, each thing found once.

    lines     the lines between two positions.
    crossed   for every row, whether a line there crosses a gutter.
    """

    raster: Raster
    lines: Callable[[float, float], Sequence[TextLine]]
    crossed: Callable[[tuple[int, int]], NDArray[np.bool_]]


def page_of(marks: Marks, width: float, height: float) -> Page:
    """Prepare the marks of a page of ``width`` x ``height`` pixels."""
    raster = marks.raster(width, height)
    return Page(raster, cache(partial(lines_between, marks)), cache(partial(crossed_rows, raster)))


def grow(page: Page, region: Region, gutters: Sequence[tuple[int, int]]) -> Extent | None:
    """Return the table around a region, or None where its lines respect no gutters."""
    borders = (region.left, *((a + b) / 2 for a, b in gutters), region.right)
    levels, pitch = _levels(page, borders, gutters)
    if (right := _right(page, levels, borders[-1])) > borders[-1]:
        borders = (*borders[:-1], right)
        levels, pitch = _levels(page, borders, gutters)
    seed = _seed(levels, region, len(gutters) + 1)
    if seed is None:
        return None
    words = 1 if is_numbered(levels) else 0
    flush = _flush(levels)
    own, seed = between_titles(levels, seed, flush, pitch)
    up, text_above = _follow(own[seed::-1], pitch, len(gutters), flush, words, upward=True)
    down, text_below = _follow(own[seed:], pitch, len(gutters), flush, words)
    found = (*reversed(up[1:]), *down)
    left = min((line.x0 for v in found if (line := v.lines[0])), default=borders[0])
    right = max((line.x1 for v in found if (line := v.lines[-1])), default=borders[-1])
    edges = (left, *borders[1:-1], max(right, borders[-1]))
    return Extent(found, edges, pitch, text_above, text_below)


def _levels(
    page: Page, borders: Sequence[float], gutters: Sequence[tuple[int, int]]
) -> tuple[list[Level], float]:
    far = BESIDE_TABLE * GRAIN
    edges = (borders[0] - far, *borders[1:-1], borders[-1] + far)
    columns = [page.lines(a, b) for a, b in pairwise(edges)]
    columns[0] = _numbers(columns[0])
    beside = [
        line.y
        for a, b in ((0.0, edges[0]), (edges[-1], float(page.raster.shape[1])))
        for line in page.lines(a, b)
    ]
    named = sorted(
        ((line.y, i, line) for i, column in enumerate(columns) for line in column),
        key=lambda item: item[:2],
    )
    groups: list[list[tuple[float, int, TextLine]]] = []
    for item in named:
        together = groups and item[0] - groups[-1][0][0] <= SAME_LEVEL * GRAIN
        if together and all(item[1] != other[1] for other in groups[-1]):
            groups[-1].append(item)
        else:
            groups.append([item])
    levels = []
    for group in groups:
        y = float(np.mean([item[0] for item in group]))
        own = {column: line for _, column, line in group}
        outside = any(abs(y - other) <= SAME_LEVEL * GRAIN for other in beside)
        across = tuple(own.get(i) for i in range(len(columns)))
        beside_line = [
            i for i in range(len(gutters)) if across[i] is not None or across[i + 1] is not None
        ]
        crossed = tuple(
            i
            for i in beside_line
            if page.crossed(gutters[i])[min(int(y), len(page.raster) - 1)]
            or _one_word(across[i], across[i + 1])
        )
        levels.append(Level(y, across, crossed, outside))
    return levels, line_pitch(columns)


def _numbers(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """Leave staples and punch holes out of a column of numbers; others are returned as they are."""
    if not lines:
        return lines
    width = float(np.median([n.x1 - n.x0 for n in lines]))
    right = float(np.median([n.x1 for n in lines]))
    if width > NUMBER_WIDTH * GRAIN:
        return lines
    reach = STRAY * GRAIN
    tall = TALLEST * float(np.median([n.height for n in lines]))
    kept = [n for n in lines if n.x1 > right - reach and n.height < tall and not _is_stroke(n)]
    return [replace(n, x0=max(n.x0, n.x1 - width - reach)) for n in kept]


def _is_stroke(line: TextLine) -> bool:
    """Tell whether a line is what is left of a rule, longer and lower than a dash."""
    return line.height < STROKE[0] * GRAIN and line.x1 - line.x0 > STROKE[1] * GRAIN


def _one_word(before: TextLine | None, after: TextLine | None) -> bool:
    """Tell whether the border between two lines runs through a word."""
    return bool(before and after and after.x0 - before.x1 <= WITHIN_WORD * GRAIN)


def crossed_rows(raster: Raster, gutter: tuple[int, int]) -> NDArray[np.bool_]:
    """Tell for every row of the raster whether a line there leaves too little white in a gutter."""
    band = raster[:, max(gutter[0] - 1, 0) : gutter[1] + 1]
    line = cv2.dilate(np.ascontiguousarray(band), np.ones((round(GRAIN) | 1, 1), np.uint8))
    gap = np.ones((1, max(round(CLEAR * GRAIN), 1)), np.uint8)
    inked = np.asarray(cv2.dilate(line, gap, borderValue=1.0), bool)
    return np.asarray(inked.all(axis=1) | (line.mean(axis=1) > 1.0 - LEAST_WHITE), bool)


def _seed(levels: Sequence[Level], region: Region, columns: int) -> int | None:
    """Return the level of the region with most columns filled and no gutter crossed."""
    inside = [
        (len(level.filled), -i)
        for i, level in enumerate(levels)
        if region.top <= level.y <= region.bottom and not level.crossed and not level.outside
    ]
    if not inside:
        return None
    most, index = max(inside)
    return -index if most >= min(columns, 2) else None


def _right(page: Page, levels: Sequence[Level], edge: float) -> float:
    """Return where the last column ends: a header may be wider than the figures below it."""
    beyond = page.lines(edge + BESIDE_TABLE * GRAIN, float(page.raster.shape[1]))
    for level in levels:
        last = level.lines[-1]
        if last is None or not _has_heads(level):
            continue
        goes_on = [
            other.x1
            for other in beyond
            if abs(other.y - level.y) <= HALF_LINE * GRAIN
            and other.x0 - edge <= BESIDE_TABLE * GRAIN
        ]
        edge = max(edge, *goes_on, edge)
    return edge


def _flush(levels: Sequence[Level]) -> float:
    """Return where most texts of the second column begin."""
    starts = [round(line.x0) for v in levels if not v.crossed and (line := v.lines[1])]
    return float(max(starts, key=starts.count, default=-GRAIN))


def _follow(
    levels: Iterable[Level],
    pitch: float,
    gutters: int,
    flush: float,
    words: int,
    *,
    upward: bool = False,
) -> tuple[list[Level], bool]:
    """Return the levels that belong to the table, and whether other text ended it.

    flush   where texts of the second column begin.
    words   the column of words, 0 or 1.
    upward  what comes last may be the header.
    """
    taken: list[Level] = []
    waiting: list[Level] = []
    for level in levels:
        last = (waiting or taken or [level])[-1]
        apart = abs(level.y - last.y) > FARTHEST * pitch
        if apart or level.outside:
            break
        if not level.crossed:
            taken += [*waiting, level]
            waiting = []
        elif len(waiting) < SECTION_LINES and _may_span(level, waiting, gutters, flush, words):
            waiting.append(level)
        else:
            break
    else:
        return [*taken, *waiting], False
    if upward and taken:
        top = taken[-1].y - pitch  # the head over several columns stands half a line above others
        taken += takewhile(lambda level: _has_heads(level) or level.y > top, waiting)
    return taken, True


def is_numbered(levels: Sequence[Level]) -> bool:
    """Tell whether the first column holds numbers."""
    widths = [line.x1 - line.x0 for v in levels if (line := v.lines[0]) and not v.crossed]
    return bool(widths) and float(np.median(widths)) <= NUMBER_WIDTH * GRAIN


def _has_heads(level: Level) -> bool:
    """Tell whether as many texts stand side by side on a line as in a header."""
    return len(level.filled) - len(level.crossed) >= LEAST_HEADS


def _may_span(
    level: Level, waiting: Sequence[Level], gutters: int, flush: float, words: int
) -> bool:
    """Tell whether a line that crosses gutters may be a section row or an upper header.

    A section row has its number in the first column, or begins in it and ends early, or begins
    where the words of the second column do and is alone; an upper header crosses a few gutters
    beyond the column of words. Prose does none of it.
    """
    if waiting and level.lines[0] is None:
        return True
    if 0 in level.crossed:
        return not waiting and len(level.crossed) < gutters
    if words == 0:
        return len(level.crossed) <= gutters / 2
    title = level.lines[1]
    if level.lines[0] is not None:
        return True
    if title is not None and 1 in level.crossed and abs(title.x0 - flush) <= EDGE * GRAIN:
        crossed_to = max(level.crossed) + 1
        return crossed_to < gutters and not any(level.lines[crossed_to + 1 :])
    return 1 not in level.crossed and len(level.crossed) <= gutters / 2
