"""Grids found on a page, and tables followed over pages."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.types.geometry import Box
from pipeline.types.text import Line, MendedWord, Place


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid: 0-based row and column, spans ≥ 1, box in the clean frame."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """The rules of one table on one page. Cells never overlap and cover rows x columns.

    page          1-based.
    xs, ys        column and row borders in clean pixels, ascending, lengths columns+1 and rows+1.
    open_top      the top border is missing: the first row may go on from the page before.
    open_bottom   the bottom border is missing: the last row may go on overleaf.
    drawn         columns are ruled; else they were told by the white between the texts.
    rows_drawn    rules part its rows; else they were told by how the lines stand.
    """

    page: int
    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    open_top: bool = False
    open_bottom: bool = False
    drawn: bool = True
    rows_drawn: bool = True

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1


@dataclass(frozen=True, slots=True)
class FilledGrid:
    """A grid with the lines read in each cell, in the order of ``grid.cells``."""

    grid: Grid
    lines: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table, possibly over a page break.

    text, raw    paragraphs separated by a line feed, soft wraps joined.
    places       one place on each page that the cell stands on; empty for text without geometry.
    words        of text without geometry; else they are known by their places.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    raw: str
    confidence: float
    places: tuple[Place, ...] = ()
    words: tuple[MendedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the document, followed over its pages.

    index           0-based in the document.
    header_rows     number of leading rows that are the header (0 when it has none).
    cells           in reading order; repeated headers of later pages are left out.
    doubtful_rows   rows that were put together from a text layer without geometry and may be wrong.
    rows_drawn      as in ``Grid``, on all its pages: without rules nothing tells an empty cell from
                    one that holds what stands above it.
    """

    index: int
    rows: int
    columns: int
    header_rows: int
    cells: tuple[TableCell, ...]
    pages: tuple[int, ...]
    doubtful_rows: tuple[int, ...] = ()
    rows_drawn: bool = True
