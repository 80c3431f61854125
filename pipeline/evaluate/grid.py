"""The bare structure of a table: cells with spans, and how many rows are the header."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Cell:
    """0-based row and column, spans of at least 1."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells in reading order; ``header_rows`` leading rows are the header."""

    cells: tuple[Cell, ...]
    header_rows: int = 0

    @property
    def rows(self) -> int:
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        return max((cell.column + cell.column_span for cell in self.cells), default=0)

    @property
    def size(self) -> int:
        return self.rows * self.columns

    def by_row(self) -> list[list[Cell]]:
        """Return the cells that begin in each row, from left to right."""
        rows: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            rows[cell.row].append(cell)
        return rows


def gold_grid(table: dict[str, Any]) -> Grid:
    """Return the grid of a gold table (gold/FORMAT.md), or of a page's ``.table.json``.

    A group over several header cells stands above them, other header cells span both rows; a
    section row's last cell spans the rest; null continues the cell above.
    """
    rows = [row["cells"] if isinstance(row, dict) else row for row in table["rows"]]
    header = _header(table)
    top = 1 + max((cell.row + cell.row_span - 1 for cell in header), default=-1)
    columns = len(table["header"] or ()) or max(map(len, rows), default=0)
    return Grid((*header, *_body(rows, top, columns)), top)


def _header(table: dict[str, Any]) -> list[Cell]:
    names = table["header"] or ()
    groups = table.get("header_groups") or [(name, 1) for name in names]
    depth = 2 if any(width > 1 for _, width in groups) else 1
    cells, column = [], 0
    for _, width in groups:
        cells.append(Cell(0, column, depth if width == 1 else 1, width))
        if width > 1:
            cells += [Cell(1, column + i) for i in range(width)]
        column += width
    if names and table.get("number_row"):
        cells += [Cell(depth, i) for i in range(len(names))]
    return cells


def _body(rows: Sequence[Sequence[str | None]], top: int, columns: int) -> list[Cell]:
    done: list[Cell] = []
    last: dict[int, Cell] = {}  # column → the cell that a null below would continue
    for number, row in enumerate(rows, top):
        for column, text in enumerate(row):
            above = last.pop(column, None)
            if text is None and above and above.row + above.row_span == number:
                last[column] = replace(above, row_span=above.row_span + 1)
                continue
            if above:
                done.append(above)
            rest = columns - column if column == len(row) - 1 else 1
            last[column] = Cell(number, column, 1, rest)
    return sorted((*done, *last.values()), key=lambda cell: (cell.row, cell.column))


def read_grid(cells: Iterable[Cell], header: Iterable[int] = ()) -> Grid:
    """Return the grid of cells that were read; ``header``: rows all of whose cells are header.

    A cell that stands on two pages is one cell. Rows are counted from the first that is there.
    """
    unique = {(cell.row, cell.column): cell for cell in cells}
    first = min((row for row, _ in unique), default=0)
    moved = tuple(
        Cell(cell.row - first, cell.column, cell.row_span, cell.column_span)
        for _, cell in sorted(unique.items())
    )
    leading, named = 0, {row - first for row in header}
    while leading in named:
        leading += 1
    return Grid(moved, leading)


def page_piece(cells: Iterable[Cell]) -> list[Cell]:
    """Cut the cells that stand on one page to the rows that do.

    A cell over many rows is told with all of them, wherever they stand; the cells of a single row
    tell which rows are on the page. Without any, nothing is cut.
    """
    every = list(cells)
    rows = [cell.row for cell in every if cell.row_span == 1]
    if not rows:
        return every
    first, end = min(rows), max(rows) + 1
    cut = []
    for cell in every:
        top, bottom = max(cell.row, first), min(cell.row + cell.row_span, end)
        if top < bottom:
            cut.append(Cell(top, cell.column, bottom - top, cell.column_span))
    return cut
