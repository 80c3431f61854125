"""Cuts cells of an undrawn page where another page of the table shows that a column border runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.tables.sheet import Piece, SheetCell
from pipeline.types.geometry import union_all
from pipeline.types.text import Line

LEAST = 2  # cells with words on either side of a border that nothing crosses: one may be chance


def recut(
    cells: Sequence[SheetCell], known: Sequence[int], xs: Sequence[float]
) -> tuple[SheetCell, ...]:
    """Return the cells, cut in two where a border runs that their own page did not show.

    known   column borders that their page shows, by number.
    xs      all borders of the page that shows more, as shares of its width.

    A border cuts nothing where words cross it, or where fewer than ``LEAST`` cells have words on
    both sides. Cells that reach over more than the two columns (headings of sections) stay whole.
    """
    done = list(cells)
    for border in sorted(set(range(len(xs))) - set(known)):
        left = max(k for k in known if k < border)
        right = min(k for k in known if k > border)
        inside = [c for c in done if left <= c.column < border < c.end_column <= right]
        parts = {id(cell): halves(cell, border, xs) for cell in inside}
        beside = sum(all(part.printed for part in both) for both in parts.values() if both)
        if beside < LEAST:
            continue
        done = [part for cell in done for part in (parts.get(id(cell)) or (cell,))]
    return tuple(done)


def halves(cell: SheetCell, border: int, xs: Sequence[float]) -> tuple[SheetCell, SheetCell] | None:
    """Return both parts of a cell; None where a word stands in the way."""
    share = (xs[border] - xs[cell.column]) / (xs[cell.end_column] - xs[cell.column])
    before, after = [], []
    for piece in cell.pieces:
        at = piece.box.x0 + share * piece.box.width
        boxes = [word.box for line in piece.lines for word in line.words]
        ends = [box.x1 for box in boxes if box.center[0] < at]
        starts = [box.x0 for box in boxes if box.center[0] >= at]
        if ends and starts and max(ends) >= min(starts):
            return None
        middle = (max(ends) + min(starts)) / 2 if ends and starts else at
        before.append(_part(piece, piece.box.x0, middle))
        after.append(_part(piece, middle, piece.box.x1))
    return (
        replace(cell, end_column=border, pieces=tuple(before)),
        replace(cell, column=border, pieces=tuple(after)),
    )


def _part(piece: Piece, x0: float, x1: float) -> Piece:
    lines = []
    for line in piece.lines:
        words = tuple(word for word in line.words if x0 <= word.box.center[0] < x1)
        if words:
            lines.append(Line(words, union_all([word.box for word in words])))
    return replace(piece, box=replace(piece.box, x0=x0, x1=x1), lines=tuple(lines))
