"""Grids for tests of the table scores."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline.evaluate.grid import Cell, Grid


def plain(rows: int, columns: int, header_rows: int = 0) -> Grid:
    """Return a grid without spans."""
    cells = tuple(Cell(row, column) for row in range(rows) for column in range(columns))
    return Grid(cells, header_rows)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Draw a full grid in which some cells span rows or columns."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    free = {(r, c) for r in range(rows) for c in range(columns)}
    cells = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) not in free:
                continue
            high, wide = draw(st.integers(1, 2)), draw(st.integers(1, 2))
            own = {(r + i, c + j) for i in range(high) for j in range(wide)}
            if not own <= free:
                high = wide = 1
                own = {(r, c)}
            free -= own
            cells.append(Cell(r, c, high, wide))
    return Grid(tuple(cells), draw(st.integers(0, min(rows, 2))))
