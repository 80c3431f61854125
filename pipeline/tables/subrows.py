"""Rows within one task of a table without rules: a second result and time beside the same words.

Positions are cells of the raster of ``marks``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from pipeline.tables.levels import Level

EARLY = 0.3  # pitches by which a text stands above the line that a row begins with ...
SAME_CELL = 1.15  # ... and to the line before, where it goes on from the row above
APART = 1.3  # pitches from line to line between rows; paragraphs of a cell may be set this far too
LEAST_BORDERS = 3  # between rows, to tell how far apart they stand
LEVEL = 0.3  # pitches between lines that begin a row side by side
LEAST_PARTED = 2  # columns with a gap at one height: in one alone it may part paragraphs ...
AS_ROWS = (0.92, 1.12)  # ... but for a gap as wide as between rows, times that

Rows = Sequence[Sequence[Level]]
Borders = Mapping[float, Sequence[int]]  # row border → columns that it leaves whole


def with_sub_rows(
    rows: Rows, columns: int, pitch: float, *, numbered: bool = True
) -> Iterator[tuple[float, list[int]]]:
    """Yield borders inside rows, where several columns have a gap and the others run on.

    numbered   numbers stand before the words, in a column of their own.
    """
    least, most = (share * _between_rows(rows, columns) for share in AS_ROWS)
    for row in rows[1:]:
        lines = [[v.y for v in row if c in v.filled] for c in range(columns)]
        gaps = [
            (b, c, b - a)
            for c in range(2 if numbered else 0, columns)
            for a, b in pairwise(lines[c])
            if b - a >= APART * pitch
        ]
        for y in sorted({b for b, _, _ in gaps}):
            parted = {c: gap for b, c, gap in gaps if 0 <= b - y <= LEVEL * pitch}
            as_rows = all(least <= gap <= most for gap in parted.values())
            if numbered and _begins(lines[0], y, pitch):
                continue
            if len(parted) >= LEAST_PARTED or as_rows:
                yield y - pitch / 2, [c for c in range(columns) if c not in parted]
                break


def _between_rows(rows: Rows, columns: int) -> float:
    """Return the usual distance from line to line over a border, where it is least."""
    gaps = [min(_gap(a, b, c) for c in range(columns)) for a, b in pairwise(rows[1:])]
    return float(np.median(gaps)) if len(gaps) >= LEAST_BORDERS else np.inf


def going_on(rows: Rows, columns: int, pitch: float) -> set[tuple[int, int]]:
    """Return which borders (by index) do not part which columns because a text runs on over them.

    Its next line follows at the usual pitch: above the line with which the row below begins, or
    where that row has no number and other texts of it stand apart.
    """
    joined: set[tuple[int, int]] = set()
    for i, (before, row) in enumerate(pairwise(rows), start=1):
        gaps = [_gap(before, row, c) / pitch for c in range(columns)]
        first = [min((v.y for v in row if c in v.filled), default=np.inf) for c in range(columns)]
        begins = min(first[:2])
        apart = any(APART <= gap < np.inf for gap in gaps[2:])
        for c in range(1, columns):
            early = c > 1 and first[c] < begins - EARLY * pitch < np.inf
            unnumbered = first[0] == np.inf and apart and i > 1
            if (early or unnumbered) and gaps[c] <= SAME_CELL:
                joined |= {(i, c)} if early else {(i, c), (i, 0)}
    return joined


def _gap(before: Sequence[Level], row: Sequence[Level], column: int) -> float:
    """Return the distance over a border from line to line of a column, infinite without lines."""
    above = max((v.y for v in before if column in v.filled), default=-np.inf)
    below = min((v.y for v in row if column in v.filled), default=np.inf)
    return below - above


def _begins(numbers: Sequence[float], y: float, pitch: float) -> bool:
    """Tell whether a row with a number of its own begins at a height."""
    return any(abs(n - y) <= pitch for n in numbers)
