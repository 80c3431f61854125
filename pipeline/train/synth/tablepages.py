"""A laid-out table cut over pages: whole rows or rows run on, header again or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pipeline.train.synth.grid import PAD_Y, Grid, GridCell
from pipeline.train.synth.paper import Look, PrintedCell, PrintedLine, Rect, Sheet

_DOT_STEP: Final = 2.4  # points from dot to dot
_ALL: Final = 10_000  # more lines than a cell has: a piece that holds a row to its end
NewSheet = Callable[[], tuple[Sheet, float, float]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row, or a part of one, on a sheet; lines [first, last) of its cells stand in it."""

    sheet: int
    row: int
    y0: float
    y1: float
    first: int
    last: int
    again: bool = False


def print_table(
    key: str,
    grid: Grid,
    look: Look,
    start: tuple[Sheet, float, float],
    new_sheet: NewSheet,
    *,
    repeat: bool,
) -> tuple[Sheet, float]:
    """Print a table from ``start`` (sheet, y, bottom) on; return the last sheet and y."""
    sheets = [start[0]]
    pieces: list[_Piece] = []
    y, bottom = start[1], start[2]

    def turn() -> None:
        nonlocal y, bottom
        sheet, y, bottom = new_sheet()
        sheets.append(sheet)
        if repeat:
            y = _heads(grid, pieces, len(sheets) - 1, y, again=True)

    if y + sum(grid.heights[: grid.heads + 1]) > bottom:
        turn_plain = new_sheet()
        sheets = [turn_plain[0]]
        y, bottom = turn_plain[1], turn_plain[2]
    y = _heads(grid, pieces, 0, y, again=False)
    for row in range(grid.heads, len(grid.heights)):
        first, left = 0, grid.heights[row]
        while left > bottom - y:
            room = int((bottom - y - 2 * PAD_Y) / grid.pitch)
            fresh = not pieces or pieces[-1].sheet != len(sheets) - 1 or pieces[-1].again
            may = (look.split_rows and row not in grid.whole) or fresh
            if may and room >= (1 if fresh else 2):
                high = room * grid.pitch + 2 * PAD_Y
                pieces.append(_Piece(len(sheets) - 1, row, y, y + high, first, first + room))
                first, left = first + room, max(left - room * grid.pitch, grid.pitch + 2 * PAD_Y)
            turn()
        pieces.append(_Piece(len(sheets) - 1, row, y, y + left, first, _ALL))
        y += left
    for cell in grid.cells:
        _print_cell(key, cell, grid, look, sheets, pieces)
    return sheets[-1], y


def _heads(grid: Grid, pieces: list[_Piece], sheet: int, y: float, *, again: bool) -> float:
    for row in range(grid.heads):
        high = grid.heights[row]
        pieces.append(_Piece(sheet, row, y, y + high, 0, _ALL, again))
        y += high
    return y


def _print_cell(
    key: str,
    cell: GridCell,
    grid: Grid,
    look: Look,
    sheets: list[Sheet],
    pieces: list[_Piece],
) -> None:
    """Print a cell in every piece of its rows; a tall one pours its lines from part to part."""
    rows = range(cell.row, cell.row + cell.row_span)
    own = [piece for piece in pieces if piece.row in rows]
    if cell.row < grid.heads:
        groups = [[p for p in own if p.sheet == s] for s in sorted({p.sheet for p in own})]
        for group in groups:
            _print_part(key, cell, grid, look, sheets, group, cell.lines, header=True)
        return
    parts = [[p for p in own if p.sheet == s] for s in sorted({p.sheet for p in own})]
    at = 0
    for i, part in enumerate(parts):
        if cell.row_span == 1:
            lines = cell.lines[part[0].first : part[-1].last]
        elif i == len(parts) - 1:
            lines = cell.lines[at:]
        else:
            high = part[-1].y1 - part[0].y0
            lines = cell.lines[at : at + max(0, int((high - 2 * PAD_Y) / grid.pitch))]
        at += len(lines)
        _print_part(key, cell, grid, look, sheets, part, lines, header=False)


def _print_part(
    key: str,
    cell: GridCell,
    grid: Grid,
    look: Look,
    sheets: list[Sheet],
    part: list[_Piece],
    lines: tuple[PrintedLine, ...],
    *,
    header: bool,
) -> None:
    sheet = sheets[part[0].sheet]
    x0, x1 = grid.edges[cell.column], grid.edges[cell.column + cell.column_span]
    y0, y1 = part[0].y0, part[-1].y1
    top = y0 + PAD_Y
    if cell.middle:
        top = max(top, (y0 + y1 - len(lines) * grid.pitch) / 2)
    if lines:
        shift = top - (lines[0].base - _first_base(lines[0], grid.pitch))
        sheet.lines += [line.moved(shift) for line in lines]
    text = " ".join(line.text for line in lines)
    box = (x0, y0, x1, y1)
    sheet.cells.append(
        PrintedCell(key, cell.row, cell.column, cell.row_span, cell.column_span, box, text, header)
    )
    edge = grid.edges[0], grid.edges[-1]
    last = part[-1].row == len(grid.heights) - 1 and part[-1].last == _ALL
    _rules(sheet, box, look, edge, ends=header or last, header=header)


def _first_base(line: PrintedLine, pitch: float) -> float:
    """Return the baseline of a cell's first line, below the cell's top."""
    return 0.5 * pitch + 0.32 * line.size


def _rules(
    sheet: Sheet, box: Rect, look: Look, edge: tuple[float, float], *, ends: bool, header: bool
) -> None:
    """Draw the lines around a cell; ``ends``: it is header, or the table ends below it."""
    x0, y0, x1, y1 = box
    half = look.rule / 2
    above, below = (x0, y0 - half, x1, y0 + half), (x0, y1 - half, x1, y1 + half)
    if look.ruling in ("ruled", "rows"):
        sheet.rules += [above, below]
    elif look.ruling == "dotted":
        sheet.rules += [above] if header else _dots(above)
        sheet.rules += [below] if ends else _dots(below)
    elif look.ruling == "head" and ends:
        sheet.rules += [above, below] if header else [below]
    if look.ruling in ("ruled", "dotted"):
        sides = [x for x in (x0, x1) if not (look.open_sides and x in edge)]
        sheet.rules += [(x - half, y0, x + half, y1) for x in sides]


def _dots(line: Rect) -> list[Rect]:
    """Break a level line into the dots that Word draws."""
    x0, y0, x1, y1 = line
    count = int((x1 - x0) / _DOT_STEP)
    return [(x0 + i * _DOT_STEP, y0, x0 + i * _DOT_STEP + (y1 - y0), y1) for i in range(count)]
