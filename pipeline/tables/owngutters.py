"""Parts columns of an undrawn page that hold two: a white gutter runs through all their lines.

Rows come late to a page: where a table begins with one row, two columns may pass for one, and the
pages after follow it.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from pipeline.tables.recut import halves
from pipeline.tables.sheet import Sheet, SheetCell
from pipeline.types.text import Word

LEAST_CELLS, LEAST_SHARE = 3, 0.5  # cells, and the share of a column's, with words on both sides
LEAST_LINES = 8  # of a column: spaces of fewer lines may lie above one another by chance
WIDE = 0.6  # of a word's height, a letter's width: spaces of justified lines are 0.3 to 0.6
NARROWEST = 0.15  # of the column, that either side must take
LETTERS = 2  # of a word that counts: bullets and numbers stand before texts, not in columns


def with_own_gutters(sheet: Sheet) -> Sheet:
    """Return the sheet of one page, columns parted where a gutter shows that they are two."""
    column = 0
    while column < sheet.columns:
        border = _gutter(sheet, column)
        if border is not None:
            sheet = _parted(sheet, column, border)
        column += 1
    return sheet


def _gutter(sheet: Sheet, column: int) -> float | None:
    """Return where the column's gutter runs, as a share of its width; None: it has none."""
    cells = [c for c in sheet.cells if list(c.columns) == [column] and _words(c)]
    if len(cells) < LEAST_CELLS or sum(len(p.lines) for c in cells for p in c.pieces) < LEAST_LINES:
        return None
    left = min(p.box.x0 for c in cells for p in c.pieces)
    width = max(p.box.x1 for c in cells for p in c.pieces) - left
    words = sorted((w for c in cells for w in _words(c)), key=lambda w: w.box.x0)
    least = WIDE * median(w.box.height for w in words)
    reached, found = words[0].box.x1, []
    for word in words[1:]:
        gap = word.box.x0 - reached
        at = (word.box.x0 + reached) / 2
        if gap >= least and NARROWEST <= (at - left) / width <= 1 - NARROWEST:
            found.append((gap, at))
        reached = max(reached, word.box.x1)
    if not found:
        return None
    at = max(found)[1]
    both = sum(_counts(c, at) for c in cells)
    if both < max(LEAST_CELLS, LEAST_SHARE * len(cells)):
        return None
    return float((at - left) / width)


def _words(cell: SheetCell) -> list[Word]:
    return [w for p in cell.pieces for line in p.lines for w in line.words if w.text]


def _counts(cell: SheetCell, at: float) -> bool:
    """Tell whether a cell has words on both sides of ``at``."""
    letters = [w for w in _words(cell) if sum(map(str.isalpha, w.text)) >= LETTERS]
    return any(w.box.x1 <= at for w in letters) and any(w.box.x0 >= at for w in letters)


def _parted(sheet: Sheet, column: int, share: float) -> Sheet:
    border = sheet.xs[column] + share * (sheet.xs[column + 1] - sheet.xs[column])
    xs = (*sheet.xs[: column + 1], border, *sheet.xs[column + 1 :])
    cells: list[SheetCell] = []
    for cell in sheet.cells:
        moved = replace(
            cell,
            column=cell.column + (cell.column > column),
            end_column=cell.end_column + (cell.end_column > column),
        )
        both = halves(moved, column + 1, xs) if list(cell.columns) == [column] else None
        cells += both or (moved,)
    return replace(sheet, xs=xs, cells=tuple(cells))
