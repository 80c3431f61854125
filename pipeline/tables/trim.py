"""Leaves headings and page numbers out that stand within one column of a table without rules.

Positions are cells of the raster of ``marks``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.tables.extent import Extent, is_numbered
from pipeline.tables.levels import NUMBER_WIDTH, Level
from pipeline.tables.marks import GRAIN

INDENTED = 1.0  # x-heights: a heading in the widest column is set in from its edge ...
CENTRED = 12.0  # x-heights from the edge of a first column of words to the number of the page
SET_APART = 1.25  # ... and stands more than this many pitches away
FAR_APART = 2.0  # rows stand up to 1.8 apart, page numbers farther
NUMBER_APART = 1.0  # pitches from the number of the page, by its width in a column of words ...
COLUMN_OF_WORDS = 12.0  # ... so wide, x-heights
CAPTION_APART = 1.6  # pitches from a title to the head below it in its column
MOST_HEADINGS = 4  # lines of headings one below the other


def trimmed(extent: Extent) -> list[Level]:
    """Return the levels of an extent without headings and page numbers above and below."""
    levels = list(extent.levels)
    if extent.text_below and is_numbered(levels):
        levels = levels[: len(levels) - _headings(levels[::-1], extent.pitch)]
    lefts = [
        min((line.x0 for v in levels if (line := v.lines[i])), default=0.0)
        for i in range(len(extent.borders) - 1)
    ]
    numbered = is_numbered(levels)

    def stray(level: Level, neighbour: Level, text_beyond: bool) -> bool:
        if level.crossed or len(level.filled) != 1:
            return False
        column = level.filled[0]
        line = level.lines[column]
        assert line is not None
        gap = abs(neighbour.y - level.y) / extent.pitch
        away = line.x0 - lefts[column]
        indented = away > INDENTED * GRAIN
        if column == 0 and numbered:
            return gap > SET_APART  # a number without words: a staple, a hole
        if column == 0:
            return gap > SET_APART and ((indented and text_beyond) or away > CENTRED * GRAIN)
        wide = extent.borders[column + 1] - extent.borders[column] >= COLUMN_OF_WORDS * GRAIN
        if wide and line.x1 - line.x0 <= NUMBER_WIDTH * GRAIN and indented:
            return gap > NUMBER_APART
        return gap > SET_APART and (indented or text_beyond or gap > FAR_APART)

    while len(levels) > 1 and (
        stray(levels[0], levels[1], extent.text_above)
        or _is_caption(levels, lefts, extent.pitch, words=1 if numbered else 0)
        or _is_page_number(levels, extent.pitch)
    ):
        levels = levels[1:]
    while len(levels) > 1 and stray(levels[-1], levels[-2], extent.text_below):
        levels = levels[:-1]
    return levels


def _is_caption(
    levels: Sequence[Level], lefts: Sequence[float], pitch: float, *, words: int
) -> bool:
    """Tell whether the first line is a title over a head of its column: the lines of one are near.

    Beside it higher heads of other columns may begin.
    """
    line = levels[0].lines[words]
    if levels[0].filled != (words,) or line is None or words in levels[1].filled:
        return False
    below = next((v.y for v in levels[1:] if v.lines[words]), np.inf)
    return line.x0 - lefts[words] > INDENTED * GRAIN and below - line.y > CAPTION_APART * pitch


def _is_page_number(levels: Sequence[Level], pitch: float) -> bool:
    """Tell whether the first line is a lone number that stands over a gutter, far from all else."""
    lines = [line for line in levels[0].lines if line]
    far = levels[1].y - levels[0].y > SET_APART * pitch
    narrow = len(lines) == 1 and lines[0].x1 - lines[0].x0 <= NUMBER_WIDTH * GRAIN
    return narrow and far and bool(levels[0].crossed)


def _headings(upward: Sequence[Level], pitch: float) -> int:
    """Count the last lines, from below, that stand in the column of words alone, apart from rows.

    At the top of a page they would be what is left of a row.
    """
    for count in range(1, min(MOST_HEADINGS, len(upward) - 1) + 1):
        last, after = upward[count - 1 : count + 1]
        if last.crossed or last.filled != (1,):
            return 0
        if abs(after.y - last.y) > SET_APART * pitch and after.filled != last.filled:
            return count
    return 0
