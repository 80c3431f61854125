"""Tells whether two pages show the same columns, and lays their cells on common ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.tables.recut import recut
from pipeline.tables.sheet import Sheet

SAME_WIDTH = 0.12  # how far the width of a continued table may differ between pages, as a share


def align(first: Sheet, second: Sheet, tolerance: float) -> tuple[Sheet, Sheet] | None:
    """Return both sheets on the same columns, or None when their columns differ.

    One page may lack column borders that the other has (a page of section rows, a lost outer
    border); then the richer page gives the columns. ``tolerance`` is a share of the table width.
    """
    if first.columns > second.columns:
        mapped = _matches(second.xs, first.xs, tolerance)
        return (first, _widened(second, mapped, first)) if mapped else None
    mapped = _matches(first.xs, second.xs, tolerance)
    return (_widened(first, mapped, second), second) if mapped else None


def _matches(
    fewer: Sequence[float], more: Sequence[float], tolerance: float
) -> tuple[int, ...] | None:
    """Return for each border of ``fewer`` its place in ``more``, or None when one has none.

    The paper may lie elsewhere on the glass and be scaled a little, so borders are compared
    after bringing both outer borders together, or one of them when the other is missing.
    """
    a, b = np.array(fewer), np.array(more)
    wide_a, wide_b = a[-1] - a[0], b[-1] - b[0]
    trials = []
    if abs(wide_a / wide_b - 1.0) <= SAME_WIDTH:
        trials.append((a - a[0]) / wide_a * wide_b + b[0])
    if len(a) > 2:
        trials += [a - a[0] + b[0], a - a[-1] + b[-1]]
    for moved in trials:
        distance = np.abs(moved[:, None] - b[None])
        nearest = distance.argmin(axis=1)
        close = distance.min(axis=1) <= tolerance * wide_b
        if close.all() and len(set(nearest.tolist())) == len(a):
            return tuple(int(i) for i in nearest)
    return None


def _widened(sheet: Sheet, mapped: tuple[int, ...], richer: Sheet) -> Sheet:
    """Spread the cells of a sheet over the columns of a richer page."""
    columns = richer.columns
    if mapped == tuple(range(columns + 1)):
        return sheet
    # Where an outer border is missing, the outermost cells reach to the table's edge.
    places = (0, *mapped[1:-1], columns)
    cells = tuple(
        replace(c, column=places[c.column], end_column=places[c.end_column]) for c in sheet.cells
    )
    if not sheet.drawn:
        cells = recut(cells, places, richer.xs)
    low, high = sheet.xs[0], sheet.xs[-1]
    known = dict(zip(places, sheet.xs, strict=True))
    xs = np.interp(range(columns + 1), list(known), list(known.values()))
    return replace(sheet, cells=cells, xs=(low, *(float(x) for x in xs[1:-1]), high))
