"""GriTS-Top: similarity of two tables as matrices of cells.

Smock, Pesala, Abraham: GriTS: Grid table similarity metric for table structure recognition,
ICDAR 2023. Every position of the grid holds where its cell begins and ends relative to itself;
two positions agree as far as these rectangles do (intersection over union). The most similar
substructures are found with the paper's heuristic: rows and columns are aligned each for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

from pipeline.evaluate.grid import Grid

T = TypeVar("T")

# Left, top, right, bottom of a position's cell, seen from the position.
Span = tuple[int, int, int, int]
_SINGLE: Span = (0, 0, 1, 1)


def grits_top(gold: Grid, read: Grid) -> float:
    """Return the F-score of two grids, 0-1; 0 where one of them has no cell."""
    size = gold.size + read.size
    return 2 * similar_cells(gold, read) / size if size else 1.0


def similar_cells(gold: Grid, read: Grid) -> float:
    """Return the total similarity of the aligned positions, at most the smaller grid's size."""
    a, b = spans(gold), spans(read)
    if not a or not b:
        return 0.0
    rows = _aligned(a, b, _line_similarity)
    columns = _aligned(_turned(a), _turned(b), _line_similarity)
    return sum(overlap(a[r][c], b[s][d]) for r, s in rows for c, d in columns)


def spans(grid: Grid) -> list[tuple[Span, ...]]:
    """Return rows of relative spans; a position that no cell covers is a cell of its own."""
    out = [[_SINGLE] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                left, top = cell.column - column, cell.row - row
                out[row][column] = (left, top, left + cell.column_span, top + cell.row_span)
    return [tuple(row) for row in out]


@lru_cache(maxsize=65536)
def overlap(a: Span, b: Span) -> float:
    """Return intersection over union; both rectangles hold the position itself."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    common = max(width, 0) * max(height, 0)
    return common / (_area(a) + _area(b) - common)


def _area(span: Span) -> int:
    return (span[2] - span[0]) * (span[3] - span[1])


def _turned(rows: Sequence[tuple[Span, ...]]) -> list[tuple[Span, ...]]:
    return list(zip(*rows, strict=True))


# Most rows of a table are built alike: few pairs are ever computed.
@lru_cache(maxsize=65536)
def _line_similarity(a: tuple[Span, ...], b: tuple[Span, ...]) -> float:
    best = _best_totals(a, b, overlap)[len(a)][len(b)]
    return 2 * best / (len(a) + len(b))


def _best_totals(
    a: Sequence[T], b: Sequence[T], reward: Callable[[T, T], float]
) -> list[list[float]]:
    """Return best[i][j]: the largest total reward of an alignment of a[:i] with b[:j]."""
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            best[i][j] = max(best[i - 1][j - 1] + reward(x, y), best[i - 1][j], best[i][j - 1])
    return best


def _aligned(
    a: Sequence[T], b: Sequence[T], reward: Callable[[T, T], float]
) -> list[tuple[int, int]]:
    """Return the index pairs of a best alignment, ascending."""
    best = _best_totals(a, b, reward)
    i, j, pairs = len(a), len(b), []
    while i and j:
        if best[i][j] == best[i - 1][j - 1] + reward(a[i - 1], b[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]
