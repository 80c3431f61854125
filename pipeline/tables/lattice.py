"""Columns and rows of one table, from the strokes that meet each other.

Everything here is on straight paper (see ``straighten``), lengths in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.borders import Border, chain, cluster
from pipeline.tables.settings import TableSettings
from pipeline.tables.straighten import Stroke

PASSES = 4  # a border that falls away can take at most a few others with it
AGREE_PT = 8.0  # rules cut off together by a page end stop within this of one another
SEED_ROW_PT = 60.0  # a horizontal piece this long is a border on its own, not a word
SEED_COLUMN_PT = 22.0  # the same for a vertical piece: taller than one printed line
INSET = 0.08  # share of a side left out at either corner: lines often fail to meet exactly
CORNER = 0.12  # share of a side looked at beside each corner: underlines end short of it
DOUBTFUL_NEAR = 0.2  # a piece that may be letters counts only where it lies on a border itself
UNMET_PT = 3.0  # a row border comes this near to a column rule; a pen's line under words does not
NEARLY_ALL = 0.75  # share that makes up for a gap beside one corner
CORNER_COVER = 0.4  # least cover beside each corner


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Column borders ``xs``, row borders ``ys``, and how well every side of a cell is ruled.

    left    (rows, columns + 1) share of the vertical sides that is ruled, 0-1.
    top     (rows + 1, columns) share of the horizontal sides that is ruled, 0-1.
    rows_drawn   as in ``Grid``.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    left: NDArray[np.float64]
    top: NDArray[np.float64]
    open_top: bool = False
    open_bottom: bool = False
    rows_drawn: bool = True


def build_lattice(
    horizontal: Sequence[Stroke],
    vertical: Sequence[Stroke],
    unit: float,
    settings: TableSettings,
) -> Lattice | None:
    """Return the lattice of one group of strokes, or None when they enclose no cell."""
    near = settings.merge_pt * unit
    # Stems of letters line up with column rules in section rows, so short verticals must be sure.
    vertical = [s for s in vertical if s.certain]
    rows = cluster(seeds(horizontal, SEED_ROW_PT, unit, settings), near)
    columns = cluster(seeds(vertical, SEED_COLUMN_PT, unit, settings), near)
    rows, columns = _gather(rows, horizontal, near), _gather(columns, vertical, near)
    rows = _meeting(rows, columns, UNMET_PT * unit)
    for _ in range(PASSES):
        lattice = _lattice(rows, columns, unit, settings)
        if lattice is None:
            return None
        more_rows = _spanning(horizontal, rows, lattice.xs, unit, settings)
        more_columns = _spanning(vertical, columns, lattice.ys, unit, settings)
        kept_rows = _bounding(rows, lattice.ys, lattice.top, settings.min_row_pt * unit, settings)
        kept_columns = _bounding(
            columns, lattice.xs, lattice.left.T, settings.min_column_pt * unit, settings
        )
        if not more_rows and not more_columns and kept_rows == rows and kept_columns == columns:
            break
        rows = sorted([*kept_rows, *more_rows], key=lambda b: b.position)
        columns = sorted([*kept_columns, *more_columns], key=lambda b: b.position)
    return _lattice(rows, columns, unit, settings)


def _lattice(
    rows: Sequence[Border], columns: Sequence[Border], unit: float, settings: TableSettings
) -> Lattice | None:
    top, bottom = _open_ends(rows, columns, settings.min_row_pt * unit, unit)
    left, right = _open_ends(columns, rows, settings.min_column_pt * unit, unit)
    ys = _with_ends([b.position for b in rows], top, bottom)
    xs = _with_ends([b.position for b in columns], left, right)
    if len(xs) < 2 or len(ys) < 2:
        return None
    return Lattice(
        xs,
        ys,
        _ruled(columns, xs, ys).T,
        _ruled(rows, ys, xs),
        open_top=top is not None,
        open_bottom=bottom is not None,
    )


def seeds(
    strokes: Sequence[Stroke], length: float, unit: float, settings: TableSettings
) -> list[Stroke]:
    """Return strokes, broken ones joined, of at least ``length`` points: rules for certain."""
    chained = chain(
        [s for s in strokes if s.certain], settings.touch_pt * unit, settings.merge_pt * unit / 2
    )
    return [s for s in chained if s.length >= length * unit]


def _gather(borders: Sequence[Border], strokes: Sequence[Stroke], near: float) -> list[Border]:
    """Let every border take in the pieces, however short, that lie on it."""
    return [
        Border(
            b.position,
            b.stretches
            + tuple(
                (s.start, s.end)
                for s in strokes
                if abs(s.position - b.position) <= (near if s.certain else near * DOUBTFUL_NEAR)
            ),
        )
        for b in borders
    ]


def _meeting(rows: Sequence[Border], columns: Sequence[Border], near: float) -> list[Border]:
    """Leave out row borders inside the table of which no stretch comes near a column rule.

    Whoever underlines words of a table with a pen stays inside of its cells.
    """
    if len(columns) < 2:
        return list(rows)
    return [b for b in rows if any(_meets(b, c, near) for c in columns)]


def _meets(row: Border, column: Border, near: float) -> bool:
    beside = column.start - near <= row.position <= column.end + near
    return beside and any(
        start - near <= column.position <= end + near for start, end in row.stretches
    )


def _spanning(
    strokes: Sequence[Stroke],
    borders: Sequence[Border],
    crossing: Sequence[float],
    unit: float,
    settings: TableSettings,
) -> list[Border]:
    """Return borders made of short pieces that run from one crossing border to another."""
    touch, near = settings.touch_pt * unit / 2, settings.merge_pt * unit
    across = np.array(crossing)
    found = [
        s
        for s in strokes
        if s.certain
        and all(abs(s.position - b.position) > 2 * near for b in borders)
        and np.abs(across - s.start).min() <= touch
        and np.abs(across - s.end).min() <= touch
        and s.length > touch * 3
    ]
    return _gather(cluster(found, near), strokes, near)


def _open_ends(
    borders: Sequence[Border], crossing: Sequence[Border], least: float, unit: float
) -> tuple[float | None, float | None]:
    """Return where crossing rules run out beyond the first and the last border, if they do.

    A page end leaves a row without its border: the column rules go on and stop together.
    """
    if not borders:
        need = 3  # without any border, two parallel lines could be anything
        before = _common([b.start for b in crossing], need, unit)
        after = _common([b.end for b in crossing], need, unit)
        return (before, after) if before is not None and after is not None else (None, None)
    first, last = borders[0].position, borders[-1].position
    reaching = [b for b in crossing if b.start < first + least and b.end > first]
    beyond = [b for b in reaching if b.start < first - least]
    before = _common([b.start for b in beyond], _needed(beyond, reaching), unit)
    reaching = [b for b in crossing if b.end > last - least and b.start < last]
    beyond = [b for b in reaching if b.end > last + least]
    after = _common([b.end for b in beyond], _needed(beyond, reaching), unit)
    return before, after


def _needed(beyond: Sequence[Border], reaching: Sequence[Border]) -> int:
    """Return how many of the rules that reach a border must run on: a stamp over it is none.

    Half of them; both outer ones are enough, for a section row has no others.
    """
    outer = {min(b.position for b in reaching), max(b.position for b in reaching)} if beyond else ()
    whole = len(beyond) > 1 and all(any(b.position == x for b in beyond) for x in outer)
    return 2 if whole else max(2, (len(reaching) + 1) // 2)


def _common(ends: Sequence[float], need: int, unit: float) -> float | None:
    """Return the median of ends when at least ``need`` of them agree."""
    if len(ends) < need:
        return None
    middle = median(ends)
    agreeing = [e for e in ends if abs(e - middle) <= AGREE_PT * unit]
    return middle if len(agreeing) >= need else None


def _with_ends(
    positions: Sequence[float], before: float | None, after: float | None
) -> tuple[float, ...]:
    ends = [before] if before is not None else [], [after] if after is not None else []
    return (*ends[0], *positions, *ends[1])


def _ruled(
    borders: Sequence[Border], positions: Sequence[float], crossing: Sequence[float]
) -> NDArray[np.float64]:
    """Measure (positions, crossing - 1) how well each stretch of each border is ruled.

    A position without a border of its own is the imagined end of a cut table: fully ruled.
    """
    own = {b.position: b for b in borders}
    result = np.ones((len(positions), len(crossing) - 1))
    for i, position in enumerate(positions):
        border = own.get(position)
        if border is not None:
            result[i] = [_side(border, low, high) for low, high in pairwise(crossing)]
    return result


def _side(border: Border, low: float, high: float) -> float:
    """Share of one side of a cell that is ruled; halved when it stops short of a corner."""
    length = high - low
    inset, corner = INSET * length, CORNER * length
    share = border.cover(low + inset, high - inset)
    corners = (
        border.cover(low + inset, low + inset + corner) >= CORNER_COVER,
        border.cover(high - inset - corner, high - inset) >= CORNER_COVER,
    )
    return share if all(corners) or (any(corners) and share >= NEARLY_ALL) else share / 2


def _bounding(
    borders: Sequence[Border],
    positions: Sequence[float],
    ruled: NDArray[np.float64],
    least: float,
    settings: TableSettings,
) -> list[Border]:
    """Return the borders that bound at least one cell and leave room for text between them."""
    weight = {p: sides.sum() for p, sides in zip(positions, ruled, strict=True)}
    bounding = {
        p
        for p, sides in zip(positions, ruled, strict=True)
        if sides.max(initial=0.0) >= settings.border_cover
    }
    for low, high in pairwise(sorted(bounding)):
        if high - low < least:
            bounding.discard(min(low, high, key=lambda p: weight[p]))
    return [b for b in borders if b.position in bounding]
