"""Parts cells whose border is lost by the white that runs where it stood.

A worn rule leaves two cells in one. Where the border of the columns or rows around goes on through
a cell without touching a letter, and texts stand on both sides, there are two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.cells import Span, cell_spans
from pipeline.tables.lattice import Lattice
from pipeline.tables.levels import NUMBER_WIDTH
from pipeline.tables.marks import Marks

BESIDE = 0.5  # x-heights of white on each side of a lost column rule: word spaces have half of it
PITCH = 2.4  # x-heights from line to line at single spacing
LEAST_BESIDE, SHARE_BESIDE = 12, 0.1  # letters beside a frame, and of them to those inside it
REMNANT = 0.3  # x-heights: thinner marks may be pieces of the rule
LEAST_LETTERS = 3  # on each side: fewer may be specks, or the number of a list; a row's number ...
LEAST_LINES = 2  # with texts on both sides; one line may have a wide word space anywhere
TRACE = 0.12  # share of a side that is ruled, from which one line is enough ...
WIDE = 2.0  # ... as it is with so much white, x-heights; and a row's number stands as far away
LEAST_GAP = 1.5  # x-heights of white about a lost row rule: lines of a cell leave 0.3-1.2 ...
WIDER = 1.5  # ... and times the widest white between other lines of the cell
WORDS = 1  # the column after that of numbers: each task has words of its own
FIGURE = 0.8  # x-heights: specks are lower than figures and letters
NUMBERS_APART = 1.7  # x-heights of white from number to number: "Số | TT" leave 1.4
NUMBERED_GAP = 0.8  # x-heights of white about a lost row rule between rows with numbers ...
NUMBERED_WIDER = 1.25  # ... and times the widest white between other lines
ONLY_GAP = 2.4  # x-heights, where no other lines can be compared


@dataclass(frozen=True, slots=True)
class _Text:
    """Letters inside a cell: boxes (N, 4), and the cell's lines as (top, bottom), ascending."""

    boxes: NDArray[np.float64]
    lines: tuple[tuple[float, float], ...]


def part_cells(lattice: Lattice, marks: Marks, border_cover: float) -> Lattice:
    """Return the lattice with lost sides of cells taken as ruled; ``marks`` on straight paper."""
    left, top = lattice.left.copy(), lattice.top.copy()
    numbered = set(_numbered(lattice, marks))
    for span in cell_spans(lattice, border_cover):
        row, column, end_row, end_column = span
        if end_row - row == 1 and end_column - column == 1:
            continue
        text = _text(lattice, marks, span)
        for border in _lost_columns(lattice, text, span, marks.x_height):
            left[row:end_row, border] = 1.0
        lost = set(_lost_rows(lattice, text, span, marks.x_height, numbered))
        if end_column == WORDS:
            lost |= numbered & set(range(row + 1, end_row))
        elif end_column == WORDS + 1:
            lost |= numbered & set(_between_lines(lattice, text, row + 1, end_row))
        for border in lost:
            top[border, column:end_column] = 1.0
    return replace(lattice, left=left, top=top)


def partial_frames(lattices: Sequence[Lattice], marks: Marks) -> list[bool]:
    """Tell which lattices are but what is left of the rules of a larger table.

    Nothing stands beside a table; where letters do, outside all lattices, its other rules are lost.
    """
    x, y = (marks.boxes[:, 0] + marks.boxes[:, 2]) / 2, (marks.boxes[:, 1] + marks.boxes[:, 3]) / 2
    level = [(y > one.ys[0]) & (y < one.ys[-1]) for one in lattices]
    inside = [
        rows & (x > one.xs[0]) & (x < one.xs[-1]) for rows, one in zip(level, lattices, strict=True)
    ]
    free = ~np.any(inside, axis=0) if inside else np.ones(len(x), bool)
    return [
        int((rows & free).sum()) >= max(LEAST_BESIDE, SHARE_BESIDE * int(own.sum()))
        for rows, own in zip(level, inside, strict=True)
    ]


def _text(lattice: Lattice, marks: Marks, span: Span) -> _Text:
    row, column, end_row, end_column = span
    x, y = (marks.boxes[:, 0] + marks.boxes[:, 2]) / 2, (marks.boxes[:, 1] + marks.boxes[:, 3]) / 2
    inside = (x > lattice.xs[column]) & (x < lattice.xs[end_column])
    inside &= (y > lattice.ys[row]) & (y < lattice.ys[end_row])
    boxes = marks.boxes[inside]
    flat = boxes[:, 3] - boxes[:, 1] <= REMNANT * marks.x_height
    return _Text(boxes, tuple(_lines(boxes[~flat])))


def _lines(boxes: NDArray[np.float64]) -> Iterator[tuple[float, float]]:
    """Yield the stretches of height that letters fill without a gap."""
    top = bottom = None
    for y0, y1 in sorted((float(b[1]), float(b[3])) for b in boxes):
        if top is None or bottom is None:
            top, bottom = y0, y1
        elif y0 > bottom:
            yield top, bottom
            top, bottom = y0, y1
        else:
            bottom = max(bottom, y1)
    if top is not None and bottom is not None:
        yield top, bottom


def _lost_columns(lattice: Lattice, text: _Text, span: Span, x_height: float) -> Iterator[int]:
    row, column, end_row, end_column = span
    free = BESIDE * x_height
    boxes = text.boxes[text.boxes[:, 3] - text.boxes[:, 1] > REMNANT * x_height]
    for border in range(column + 1, end_column):
        x = lattice.xs[border]
        before, after = boxes[:, 2] <= x - free, boxes[:, 0] >= x + free
        thin = boxes[:, 2] - boxes[:, 0] <= REMNANT * x_height
        least = min(before.sum(), after.sum())
        if not (before | after | thin).all() or least < (1 if border == 1 else LEAST_LETTERS):
            continue
        level = (boxes[:, 1] + boxes[:, 3]) // (2 * PITCH * x_height)
        both = len(np.intersect1d(level[before], level[after]))
        traced = float(lattice.left[row:end_row, border].mean()) >= TRACE
        wide = boxes[after, 0].min() - boxes[before, 2].max() >= WIDE * x_height
        if both >= (1 if traced or wide else LEAST_LINES) and (wide or least >= LEAST_LETTERS):
            yield border


def _numbered(lattice: Lattice, marks: Marks) -> Iterator[int]:
    """Yield the row borders over and below which a number stands in the first column.

    Above may be the rest of a row of the page before, without one.
    """
    high = marks.boxes[:, 3] - marks.boxes[:, 1] >= FIGURE * marks.x_height
    figures = replace(marks, boxes=marks.boxes[high], blackness=marks.blackness[high])
    for border in range(1, len(lattice.ys) - 1):
        text = _text(lattice, figures, (border - 1, 0, border + 1, 1))
        if not text.lines or np.ptp(text.boxes[:, [0, 2]]) > NUMBER_WIDTH * marks.x_height:
            continue
        y, (first, last) = lattice.ys[border], text.lines[-1]
        if len(text.lines) == 1 and first >= y:
            middle = (lattice.ys[border - 1] + lattice.ys[border + 1]) / 2
            if abs((first + last) / 2 - middle) > marks.x_height:
                yield border
        for (_, above), (below, _) in pairwise(text.lines):
            if above <= y <= below and below - above >= NUMBERS_APART * marks.x_height:
                yield border


def _between_lines(lattice: Lattice, text: _Text, first: int, end: int) -> Iterator[int]:
    """Yield the row borders from ``first`` to before ``end`` that run between two lines."""
    for border in range(first, end):
        if any(a[1] <= lattice.ys[border] <= b[0] for a, b in pairwise(text.lines)):
            yield border


def _lost_rows(
    lattice: Lattice, text: _Text, span: Span, x_height: float, numbered: Set[int]
) -> Iterator[int]:
    row, column, end_row, end_column = span
    inner = lattice.ys[row + 1 : end_row]
    gaps = [(a[1], b[0]) for a, b in pairwise(text.lines)]
    others = [b - a for a, b in gaps if not any(a <= y <= b for y in inner)]
    for border, y in enumerate(inner, start=row + 1):
        own = [(a, b) for a, b in gaps if a <= y <= b]
        traced = float(lattice.top[border, column:end_column].mean()) >= TRACE
        if border in numbered and traced and others:
            least = max(NUMBERED_GAP * x_height, NUMBERED_WIDER * max(others))
        else:
            least = (
                max(LEAST_GAP * x_height, WIDER * max(others)) if others else ONLY_GAP * x_height
            )
        if own and own[0][1] - own[0][0] >= least:
            yield border
