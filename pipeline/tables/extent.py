"""Follows an unruled table up and down from where its columns are plain, line by line.

A line belongs to it that crosses no gutter; a line that does may be a section row or a header
over two columns, and belongs to it when the table goes on behind. Prose crosses all gutters and
stops it.
Positions are cells of the raster of ``marks``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise, takewhile

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.tables.corridors import EDGE, Raster, Region
from pipeline.tables.marks import GRAIN, Marks
from pipeline.tables.textlines import TextLine, line_pitch, lines_between

SAME_LEVEL = 0.8  # x-heights: lines of one height in different columns
HALF_LINE = 1.5  # x-heights: a head of four lines beside one of one line stands half a line off
WITHIN_WORD = 0.3  # x-heights between letters of one word
CLEAR = 0.75  # x-heights of white that make a gutter uncrossed
LEAST_WHITE = 0.3  # share of a gutter left white; word spaces of prose take 0.2 of a wide one
FARTHEST = 3.2  # pitches from line to line within a table: rows may be set wide apart
ALONE = 1.2  # pitches from a title to the header below: heads stand half a line apart, or one
INDENTED = 1.0  # x-heights between where titles of chapters and the words of a table begin
BOLD = 1.07  # times the usual blackness; regular lines keep within 0.04
HEADER_LINES, HEADER_WITHIN, LEAST_HEADS = 4, 5.0, 3  # lines, pitches and columns of a header
SECTION_LINES = 3  # lines of a section row, or of a header over several columns
BESIDE_TABLE = 3.0  # x-heights outside its edges where a table has no text beside it


@dataclass(frozen=True, slots=True)
class Level:
    """The lines of one height: by column (None where it has none), and the gutters they cross.

    outside   text stands beside the table on this height.
    """

    y: float
    lines: tuple[TextLine | None, ...]
    crossed: tuple[int, ...]
    outside: bool = False

    @property
    def filled(self) -> tuple[int, ...]:
        return tuple(i for i, line in enumerate(self.lines) if line is not None)


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
    flush = _flush(levels)
    own, seed = _between_titles(levels, seed, flush, pitch)
    up, text_above = _follow(own[seed::-1], pitch, len(gutters), flush, upward=True)
    down, text_below = _follow(own[seed:], pitch, len(gutters), flush)
    found = (*reversed(up[1:]), *down)
    left = min((line.x0 for v in found if (line := v.lines[0])), default=borders[0])
    right = max((line.x1 for v in found if (line := v.lines[-1])), default=borders[-1])
    edges = min(left, borders[0]), max(right, borders[-1])
    return Extent(found, (edges[0], *borders[1:-1], edges[1]), pitch, text_above, text_below)


def _levels(
    page: Page, borders: Sequence[float], gutters: Sequence[tuple[int, int]]
) -> tuple[list[Level], float]:
    far = BESIDE_TABLE * GRAIN
    edges = (borders[0] - far, *borders[1:-1], borders[-1] + far)
    columns = [page.lines(a, b) for a, b in pairwise(edges)]
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


def _between_titles(
    levels: Sequence[Level], seed: int, flush: float, pitch: float
) -> tuple[Sequence[Level], int]:
    """Leave out what lies beyond titles of chapters that stand over a header: other tables.

    Returns the levels that are left and the place of ``seed`` among them.
    """
    black = [line.blackness for v in levels for line in v.lines if line]
    bold = BOLD * float(np.median(black)) if black else 1.0
    titles = [
        i
        for i, level in enumerate(levels)
        if _is_title(level, flush if _beside_one_another(levels[:i]) else None, bold)
        and _is_header(levels[i + 1 :], level.y, pitch, bold)
        and all(abs(near.y - level.y) >= ALONE * pitch for near in levels[i + 1 : i + 2])
    ]
    first = max((i + 1 for i in titles if i < seed), default=0)
    last = min((i for i in titles if i > seed), default=len(levels))
    return levels[first:last], seed - first


def _beside_one_another(levels: Sequence[Level]) -> bool:
    """Tell whether texts stand side by side on any line."""
    return any(len(level.filled) > 1 + len(level.crossed) for level in levels)


def _is_title(level: Level, flush: float | None, bold: float) -> bool:
    """Tell whether a line is one bold text, not set flush with the words of a table.

    It begins on the left; the upper heads of a header over several columns do not. ``flush``: where
    the words begin, None where no row stands above that a section row could follow.
    """
    pieces = [line for line in level.lines if line]
    first, last = level.filled[0], level.filled[-1]
    one_text = set(range(first, last)) <= set(level.crossed) and first <= 1
    number = level.lines[0] is not None
    set_in = number or flush is None or abs(pieces[0].x0 - flush) > INDENTED * GRAIN
    return one_text and set_in and all(line.blackness >= bold for line in pieces)


def _is_header(below: Sequence[Level], y: float, pitch: float, bold: float) -> bool:
    """Tell whether bold words stand side by side below ``y``: the heads of columns."""
    heads: list[TextLine] = []
    columns: set[int] = set()
    for level in below[:HEADER_LINES]:
        if level.y - y > HEADER_WITHIN * pitch:
            break
        heads += [line for line in level.lines if line]
        columns |= set(level.filled)
        if len(columns) >= LEAST_HEADS and float(np.mean([n.blackness for n in heads])) >= bold:
            return True
    return False


def _flush(levels: Sequence[Level]) -> float:
    """Return where most texts of the second column begin."""
    starts = [round(line.x0) for v in levels if not v.crossed and (line := v.lines[1])]
    return float(max(starts, key=starts.count, default=-GRAIN))


def _follow(
    levels: Iterable[Level], pitch: float, gutters: int, flush: float, *, upward: bool = False
) -> tuple[list[Level], bool]:
    """Return the levels that belong to the table, and whether other text ended it.

    flush   where texts of the second column begin.
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
        elif len(waiting) < SECTION_LINES and _may_span(level, waiting, gutters, flush):
            waiting.append(level)
        else:
            break
    else:
        return [*taken, *waiting], False
    return [*taken, *(takewhile(_has_heads, waiting) if upward else ())], True


def _has_heads(level: Level) -> bool:
    """Tell whether as many texts stand side by side on a line as in a header."""
    return len(level.filled) - len(level.crossed) >= LEAST_HEADS


def _may_span(level: Level, waiting: Sequence[Level], gutters: int, flush: float) -> bool:
    """Tell whether a line that crosses gutters may be a section row or an upper header.

    A section row has its number in the first column, or begins in it and ends early, or begins
    where the words of the second column do and is alone; an upper header crosses a few gutters
    beyond the column of words. Prose does none of it.
    """
    if waiting and level.lines[0] is None:
        return True
    if 0 in level.crossed:
        return not waiting and len(level.crossed) < gutters
    title = level.lines[1]
    if level.lines[0] is not None:
        return True
    if title is not None and 1 in level.crossed and abs(title.x0 - flush) <= EDGE * GRAIN:
        crossed_to = max(level.crossed) + 1
        return crossed_to < gutters and not any(level.lines[crossed_to + 1 :])
    return 1 not in level.crossed and len(level.crossed) <= gutters / 2
