"""Rows of a ruled table between which no rule can be seen, told by the numbers before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from pipeline.tables.lattice import Lattice
from pipeline.tables.levels import NUMBER_WIDTH
from pipeline.tables.marks import GRAIN, Marks
from pipeline.tables.openrows import Body, crossing, row_borders
from pipeline.tables.textlines import TextLine, line_pitch, lines_between

LOWEST_NUMBER = 0.7  # x-heights: specks and dashes are lower
APART = 1.8  # pitches from number to number: "Số | TT" and broken numbers stand nearer
LEAST_STACKED = 2  # headings of sections without a rule between them
LEVEL = 0.35  # pitches between a number and the words of its line
BESIDE = 2  # columns besides the number's in which each of the rows has text


def split_rows(lattice: Lattice, marks: Marks) -> Lattice:
    """Return the lattice with borders between rows that stand in one; ``marks`` on straight paper.

    Only rows with several numbers in the first column are cut, and only where each part then has
    one number and words beside it.
    """
    columns = [
        lines_between(marks, a / marks.grain, b / marks.grain) for a, b in pairwise(lattice.xs)
    ]
    first = columns[0]
    if len(columns) <= BESIDE or not first:
        return lattice
    if float(np.median([n.x1 - n.x0 for n in first])) > NUMBER_WIDTH * GRAIN:
        return lattice
    rights = tuple(max((n.x1 for n in lines), default=0.0) for lines in columns)
    pitch = line_pitch(columns)
    bands = [(a / marks.grain, b / marks.grain) for a, b in pairwise(lattice.ys)]
    for row in range(len(bands) - 1, 0, -1):  # from below, so that rows above keep their places
        top, bottom = bands[row]
        lines = tuple(tuple(n for n in column if top < n.y < bottom) for column in columns)
        body = Body(lines, rights, pitch, numbered=True)
        for y in sorted(_cuts(body), reverse=True):
            lattice = _with_border(lattice, row, y * marks.grain, crossing(body, y))
    return lattice


def _cuts(body: Body) -> list[float]:
    """Return where rows of one band begin, [] where it is one row or it is not sure."""
    numbers = [n for n in body.columns[0] if n.height >= LOWEST_NUMBER * GRAIN]
    apart = [b.y - a.y for a, b in pairwise(numbers)]
    if _is_stack(body, numbers):
        return [(a.y + b.y) / 2 for a, b in pairwise(numbers)]
    if not apart or min(apart) < APART * body.pitch:
        return []
    cuts = row_borders(body)
    edges = [-np.inf, *cuts, np.inf]
    parts = list(pairwise(edges))
    return cuts if all(_is_row(body.columns, numbers, *part) for part in parts) else []


def _is_stack(body: Body, numbers: Sequence[TextLine]) -> bool:
    """Whether headings of sections stand below one another: a number and a line each, no more.

    "B | Nhiệm vụ thường xuyên" over "III | Đào tạo nghề" over "1 | Nhiệm vụ đã được giao".
    """
    titles, *others = body.columns[1:]
    if len(numbers) < LEAST_STACKED or len(titles) != len(numbers) or any(others):
        return False
    level = LEVEL * body.pitch
    return all(abs(a.y - b.y) <= level for a, b in zip(numbers, titles, strict=True))


def _is_row(
    columns: Sequence[Sequence[TextLine]], numbers: Sequence[TextLine], top: float, bottom: float
) -> bool:
    own = sum(top < n.y <= bottom for n in numbers)
    filled = sum(any(top < n.y <= bottom for n in lines) for lines in columns[1:])
    return own == 1 and filled >= BESIDE


def _with_border(lattice: Lattice, row: int, y: float, whole: Sequence[int]) -> Lattice:
    """Cut a row at ``y``, in all columns but those of ``whole``."""
    ruled = np.ones(len(lattice.xs) - 1)
    ruled[list(whole)] = 0.0
    return replace(
        lattice,
        ys=(*lattice.ys[: row + 1], y, *lattice.ys[row + 1 :]),
        left=np.insert(lattice.left, row, lattice.left[row], axis=0),
        top=np.insert(lattice.top, row + 1, ruled, axis=0),
    )
