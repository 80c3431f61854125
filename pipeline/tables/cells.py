"""Cells with spans, from how well each side of a lattice's squares is ruled."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.lattice import Lattice

BETWEEN_NEIGHBOURS = 0.35  # cover that suffices where the line goes on at both ends: a fax gap
SURE = 0.85  # cover of a neighbouring side that counts as going on
CARRIED_THROUGH = 0.3  # mean cover from which a partly hidden border divides a region


Span = tuple[int, int, int, int]  # first row, first column, end row, end column (exclusive)


def cell_spans(lattice: Lattice, border_cover: float) -> list[Span]:
    """Return the cells in reading order; they never overlap and cover the lattice."""
    rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    below = lattice.top[1:-1].copy()  # (rows - 1, columns): side between a square and the next
    beside = lattice.left[:, 1:-1].copy()  # (rows, columns - 1)
    walls = _walls(below, border_cover), _walls(beside.T, border_cover).T
    while True:
        regions = list(_squares(_regions(walls[0], walls[1], rows, columns)))
        ragged = next((r for r in regions if not _full(r)), None)
        if ragged is not None:
            _split(ragged, (below, beside), walls)
        elif not any(_settle_dangling(r, (below, beside), walls) for r in regions):
            return sorted(_span(r) for r in regions)


def _walls(cover: NDArray[np.float64], border_cover: float) -> NDArray[np.bool_]:
    """Tell which sides are borders; cover is (borders, sides along the border)."""
    sure = np.pad(cover >= SURE, ((0, 0), (1, 1)), constant_values=True)
    between = sure[:, :-2] & sure[:, 2:] if cover.shape[1] > 1 else np.zeros_like(cover, bool)
    walls: NDArray[np.bool_] = (cover >= border_cover) | (between & (cover >= BETWEEN_NEIGHBOURS))
    return walls


def _regions(
    below: NDArray[np.bool_], beside: NDArray[np.bool_], rows: int, columns: int
) -> NDArray[np.int_]:
    """Give squares without a wall between them the same number."""
    number = np.arange(rows * columns).reshape(rows, columns)
    while True:
        merged = number.copy()
        low = np.minimum(merged[:-1], merged[1:])
        merged[:-1] = np.where(below, merged[:-1], low)
        merged[1:] = np.where(below, merged[1:], np.minimum(low, merged[1:]))
        low = np.minimum(merged[:, :-1], merged[:, 1:])
        merged[:, :-1] = np.where(beside, merged[:, :-1], low)
        merged[:, 1:] = np.where(beside, merged[:, 1:], np.minimum(low, merged[:, 1:]))
        if np.array_equal(merged, number):
            return number
        number = merged


def _squares(regions: NDArray[np.int_]) -> Iterator[NDArray[np.int_]]:
    """Yield for every region the (N, 2) row and column of its squares."""
    for number in np.unique(regions):
        yield np.argwhere(regions == number)


def _span(squares: NDArray[np.int_]) -> Span:
    (row, column), (last_row, last_column) = squares.min(axis=0), squares.max(axis=0)
    return int(row), int(column), int(last_row) + 1, int(last_column) + 1


def _full(squares: NDArray[np.int_]) -> bool:
    row, column, end_row, end_column = _span(squares)
    return len(squares) == (end_row - row) * (end_column - column)


def _split(
    squares: NDArray[np.int_],
    cover: tuple[NDArray[np.float64], NDArray[np.float64]],
    walls: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> None:
    """Raise the best ruled missing wall inside a region that is no rectangle."""
    inside = {(int(r), int(c)) for r, c in squares}
    sides = [(cover[0][r, c], 0, r, c) for r, c in inside if (r + 1, c) in inside]
    sides += [(cover[1][r, c], 1, r, c) for r, c in inside if (r, c + 1) in inside]
    open_sides = [s for s in sides if not walls[s[1]][s[2], s[3]]]
    _, direction, row, column = max(open_sides)
    walls[direction][row, column] = True


def _settle_dangling(
    squares: NDArray[np.int_],
    cover: tuple[NDArray[np.float64], NDArray[np.float64]],
    walls: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> bool:
    """Carry a wall that ends inside a region through it, or take it down; tell whether it did.

    A rule that a stamp hides in part is ruled over most of the region, a stray stroke is not.
    """
    row, column, end_row, end_column = _span(squares)
    across = range(column, end_column)
    down = range(row, end_row)
    lines = [(0, [(r, c) for c in across]) for r in down[:-1]]
    lines += [(1, [(r, c) for r in down]) for c in across[:-1]]
    for direction, line in lines:
        if any(walls[direction][side] for side in line):
            through = float(np.mean([cover[direction][side] for side in line]))
            for side in line:
                walls[direction][side] = through >= CARRIED_THROUGH
            return True
    return False
