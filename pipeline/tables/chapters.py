"""Titles of chapters over the headers of tables: where one table ends and another begins.

Positions are cells of the raster of ``marks``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.tables.levels import Level
from pipeline.tables.marks import GRAIN
from pipeline.tables.textlines import TextLine

ALONE = 1.2  # pitches from a title to the header below: heads stand half a line apart, or one
FAR_ALONE = 1.5  # pitches from the row above to a title whose ink tells nothing
INDENTED = 1.0  # x-heights between where titles of chapters and the words of a table begin
BOLD = 1.07  # times the usual blackness; regular lines keep within 0.04
CAPITALS = 1.15  # times the usual height of letters: 1.16-1.31, of regular lines 0.93-1.11
NAMED = 1.8  # times the usual number: TT is 2.5 times as wide as a figure, STT 3.6 times
WIDEST = 1.25  # times the widest number: "STT" is wider than "2.10"
LEVEL = 0.75  # pitches between the heads of one header
HEADER_LINES, HEADER_WITHIN, LEAST_HEADS = 4, 5.0, 3  # lines, pitches and columns of a header


def between_titles(
    levels: Sequence[Level], seed: int, flush: float, pitch: float
) -> tuple[Sequence[Level], int]:
    """Leave out what lies beyond titles of chapters that stand over a header: other tables.

    Returns the levels that are left and the place of ``seed`` among them.
    """
    lines = [line for v in levels for line in v.lines if line]
    bold = BOLD * float(np.median([n.blackness for n in lines])) if lines else 1.0
    tall = CAPITALS * float(np.median([n.height for n in lines])) if lines else 1.0
    numbers = [(i, n.x1 - n.x0) for i, v in enumerate(levels) if (n := v.lines[0])]
    usual = float(np.median([w for _, w in numbers])) if numbers else np.inf

    def named(title: int) -> bool:
        """Tell whether what stands first below in the column of numbers is wide: TT, STT."""
        first = (n for v in levels[title + 1 : title + 1 + HEADER_LINES] if (n := v.lines[0]))
        return any(n.x1 - n.x0 > NAMED * usual for n in list(first)[:1])

    def told(title: int) -> bool:
        """Tell whether the header below is known by that name, on paper too worn to be bold."""
        below = (i for i in range(title + 1, len(levels)) if levels[i].lines[0])
        name = next(below, None)
        others = [w for i, w in numbers if i != name]
        wide = dict(numbers).get(name, 0.0) if name is not None else 0.0
        wider = bool(others) and wide > WIDEST * max(others)
        alone = name is None or not _has_heads(levels, levels[name].y, LEVEL * pitch)
        return levels[title].lines[0] is None and wider and named(title) and not alone

    def stands_out(title: int) -> bool:
        """Tell whether a line is set in or out from the words, far below the row above it."""
        own = next(line for line in levels[title].lines if line)
        far = all(levels[title].y - v.y >= FAR_ALONE * pitch for v in levels[:title][-1:])
        return far and abs(own.x0 - flush) > INDENTED * GRAIN

    titles = [
        i
        for i, level in enumerate(levels)
        if _is_title(level, flush if _beside_one_another(levels[:i]) and not named(i) else None)
        and (_is_loud(level, bold, tall) or (told(i) and stands_out(i)))
        and _is_header(levels[i + 1 :], level.y, pitch, 0.0 if told(i) else bold)
        and all(abs(near.y - level.y) >= ALONE * pitch for near in levels[i + 1 : i + 2])
    ]
    first = max((i + 1 for i in titles if i < seed), default=0)
    last = min((i for i in titles if i > seed), default=len(levels))
    return levels[first:last], seed - first


def _beside_one_another(levels: Sequence[Level]) -> bool:
    """Tell whether texts stand side by side on any line."""
    return any(len(level.filled) > 1 + len(level.crossed) for level in levels)


def _is_loud(level: Level, bold: float, tall: float) -> bool:
    """Tell whether all of a line is bold, or all capitals."""
    lines = [line for line in level.lines if line]
    return all(n.blackness >= bold for n in lines) or all(n.height >= tall for n in lines)


def _is_title(level: Level, flush: float | None) -> bool:
    """Tell whether a line is one text, not set flush with the words of a table.

    It begins on the left; the upper heads of a header over several columns do not. ``flush``: where
    the words begin, None where no row stands above that a section row could follow.
    """
    pieces = [line for line in level.lines if line]
    first, last = level.filled[0], level.filled[-1]
    one_text = set(range(first, last)) <= set(level.crossed) and first <= 1
    number = level.lines[0] is not None
    set_in = number or flush is None or abs(pieces[0].x0 - flush) > INDENTED * GRAIN
    return one_text and set_in


def _has_heads(levels: Sequence[Level], y: float, reach: float) -> bool:
    """Tell whether words stand side by side about ``y``; beside "IV" one title runs on."""
    near = [v for v in levels if abs(v.y - y) <= reach and not v.crossed]
    return len({c for v in near for c in v.filled}) >= LEAST_HEADS


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
