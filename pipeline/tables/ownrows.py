"""Parts words that run over several rows of which each has a number of its own.

Where the rule between two tasks was not seen under their words but in the column of numbers, one
cell holds both: "2.1" and "2.2" stand apart, what they name stands in one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.tables.sheet import Piece, SheetCell
from pipeline.types.text import Line

WORDS = 1  # the column behind that of numbers; in others units and times may stand for many rows
FILLED = 0.5  # share of a row that its words take: what stands for all rows is short, in the middle
_NUMBER = re.compile(r"(?:\d{1,2}(?:[., ]\d{1,2})*|[IVX]{1,4}|[A-HĐ]|[a-zđ])[.)]?")


def with_own_rows(cells: Sequence[SheetCell]) -> tuple[SheetCell, ...]:
    """Return the cells of one page, words parted where each of their rows has its number.

    A border parts nothing where the words below it do not begin as a task or a title does, or
    where the words on either side fill less than ``FILLED`` of their rows.
    """
    numbered = {
        cell.row: cell.pieces[0].box.y0
        for cell in cells
        if cell.columns == range(WORDS) and _NUMBER.fullmatch(cell.text.strip())
    }
    tops = {cell.row: cell.pieces[0].box.y0 for cell in cells if cell.columns == range(WORDS)}
    return tuple(
        part
        for cell in cells
        for part in (_parted(cell, numbered, tops) if _may_hold_more(cell) else (cell,))
    )


def _may_hold_more(cell: SheetCell) -> bool:
    return cell.columns == range(WORDS, WORDS + 1) and cell.end_row - cell.row > 1


def _parted(
    cell: SheetCell, numbered: dict[int, float], tops: dict[int, float]
) -> tuple[SheetCell, ...]:
    (piece,) = cell.pieces
    rows = [
        row for row in range(cell.row + 1, cell.end_row) if {row, _above(row, tops)} <= {*numbered}
    ]
    edges = [cell.row, *rows, cell.end_row]
    heights = [piece.box.y0, *(numbered[row] for row in rows), piece.box.y1]
    parts = [
        replace(cell, row=row, end_row=end, pieces=(_within(piece, top, bottom),))
        for (row, end), (top, bottom) in zip(pairwise(edges), pairwise(heights), strict=True)
    ]
    return tuple(parts) if all(map(_is_own, parts)) else (cell,)


def _above(row: int, tops: dict[int, float]) -> int:
    """Return the row in which the cell of numbers above ``row`` begins."""
    return max((begun for begun in tops if begun < row), default=-1)


def _within(piece: Piece, top: float, bottom: float) -> Piece:
    lines = tuple(line for line in piece.lines if top <= line.box.center[1] < bottom)
    return replace(piece, box=replace(piece.box, y0=top, y1=bottom), lines=lines)


def _is_own(part: SheetCell) -> bool:
    """Whether words begin here and fill their row."""
    (piece,) = part.pieces
    if not piece.lines or not _begins(piece.lines[0]):
        return False
    taken = max(line.box.y1 for line in piece.lines) - min(line.box.y0 for line in piece.lines)
    return taken >= FILLED * piece.box.height


def _begins(line: Line) -> bool:
    first = line.words[0].text[:1] if line.words else ""
    return bool(first) and not first.islower()
