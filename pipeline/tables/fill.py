"""Puts the lines read in each cell beside the grid they belong to."""

from __future__ import annotations

from pipeline.types.table import FilledGrid, Grid
from pipeline.types.text import Line


def fill(grid: Grid, lines: tuple[tuple[Line, ...], ...]) -> FilledGrid:
    """Return the grid with its lines. Raises ValueError: not one entry of lines for each cell."""
    if len(lines) != len(grid.cells):
        raise ValueError(f"{len(grid.cells)} cells but lines of {len(lines)}")
    return FilledGrid(grid, lines)
