"""A table while it is followed from page to page: cells made of one piece for each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.tables.celltext import pieces_text
from pipeline.types.geometry import Box
from pipeline.types.table import FilledGrid, Table, TableCell
from pipeline.types.text import Line, Place, mean_confidence

LEGIBLE = 0.4  # mean confidence below which a line is more likely specks than words


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a cell that stands on one page (1-based), box in its clean frame."""

    page: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell: its first row and column, the row and column after its last, and its pieces."""

    row: int
    column: int
    end_row: int
    end_column: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Text for comparing and deciding: without what was hardly read, mostly specks."""
        legible = [
            (tuple(line for line in p.lines if line.confidence >= LEGIBLE), p.box)
            for p in self.pieces
        ]
        return pieces_text(legible)[0]

    @property
    def printed(self) -> str:
        """All text, however badly read: tells whether anything is printed at all."""
        return pieces_text([(p.lines, p.box) for p in self.pieces])[0]

    @property
    def columns(self) -> range:
        return range(self.column, self.end_column)

    def moved(self, rows: int) -> SheetCell:
        return replace(self, row=self.row + rows, end_row=self.end_row + rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows and cells gathered so far.

    xs            column borders of the last page, as shares of that page's width.
    bottom        the last page and the table's lower edge on it, clean pixels.
    top           the first page and the table's upper edge on it, clean pixels.
    open_top, open_bottom   as in ``Grid``, of the first and of the last page.
    drawn         as in ``Grid``, of the last page.
    rows_drawn    as in ``Grid``, of all pages.
    """

    rows: int
    header_rows: int
    xs: tuple[float, ...]
    cells: tuple[SheetCell, ...]
    pages: tuple[int, ...]
    top: tuple[int, float]
    bottom: tuple[int, float]
    open_top: bool
    open_bottom: bool
    drawn: bool = True
    rows_drawn: bool = True

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def starting(self, row: int) -> list[SheetCell]:
        """Return the cells that begin in a row, from left to right."""
        return sorted((c for c in self.cells if c.row == row), key=lambda c: c.column)

    def reaching(self, row: int) -> list[SheetCell]:
        """Return the cells that cover a row, from left to right."""
        return sorted((c for c in self.cells if c.row <= row < c.end_row), key=lambda c: c.column)

    def without_rows(self, count: int) -> Sheet:
        """Return the sheet without its first rows and the cells that begin in them."""
        cells = tuple(c.moved(-count) for c in self.cells if c.row >= count)
        return replace(self, rows=self.rows - count, cells=cells)


def sheet_of(filled: FilledGrid, page_width: float) -> Sheet:
    """Return the sheet of one page; ``page_width`` in the clean pixels of the grid."""
    grid = filled.grid
    cells = tuple(
        SheetCell(
            c.row,
            c.column,
            c.row + c.row_span,
            c.column + c.column_span,
            (Piece(grid.page, c.box, lines),),
        )
        for c, lines in zip(grid.cells, filled.lines, strict=True)
    )
    return Sheet(
        rows=grid.rows,
        header_rows=0,
        xs=tuple(x / page_width for x in grid.xs),
        cells=cells,
        pages=(grid.page,),
        top=(grid.page, grid.box.y0),
        bottom=(grid.page, grid.box.y1),
        open_top=grid.open_top,
        open_bottom=grid.open_bottom,
        drawn=grid.drawn,
        rows_drawn=grid.rows_drawn,
    )


def table_of(sheet: Sheet, index: int) -> Table:
    """Return the finished table, its ``index`` 0-based in the document."""
    ordered = sorted(sheet.cells, key=lambda c: (c.row, c.column))
    return Table(
        index=index,
        rows=sheet.rows,
        columns=sheet.columns,
        header_rows=sheet.header_rows,
        cells=tuple(_table_cell(cell) for cell in ordered),
        pages=sheet.pages,
        rows_drawn=sheet.rows_drawn,
    )


def _table_cell(cell: SheetCell) -> TableCell:
    text, raw = pieces_text([(p.lines, p.box) for p in cell.pieces])
    return TableCell(
        row=cell.row,
        column=cell.column,
        row_span=cell.end_row - cell.row,
        column_span=cell.end_column - cell.column,
        text=text,
        raw=raw,
        confidence=_confidence([line for p in cell.pieces for line in p.lines]),
        places=tuple(Place(p.page, p.box) for p in cell.pieces),
    )


def _confidence(lines: Sequence[Line]) -> float:
    return mean_confidence(tuple(word for line in lines for word in line.words))
