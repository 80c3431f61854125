"""Finds the ruled tables of a page before anything is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from pipeline.tables.borders import connected, crossings
from pipeline.tables.cells import cell_spans
from pipeline.tables.faint import faint_rules
from pipeline.tables.lattice import (
    AGREE_PT,
    SEED_COLUMN_PT,
    SEED_ROW_PT,
    Lattice,
    build_lattice,
    seeds,
)
from pipeline.tables.lostrows import split_rows
from pipeline.tables.lowrows import low_rows
from pipeline.tables.marks import column_shear, find_marks, layer_marks
from pipeline.tables.opentables import find_open_tables
from pipeline.tables.parted import part_cells, partial_frames
from pipeline.tables.rules import Rules, find_rules
from pipeline.tables.settings import TableSettings
from pipeline.tables.straighten import RIM, Shape, Stroke, fit_shape, straight
from pipeline.tables.through import run_through
from pipeline.types.geometry import Box, union_all
from pipeline.types.page import CleanPage
from pipeline.types.table import Grid, GridCell

SAME_ENDS_PT = 6.0  # rules of one table start and end within this of one another
COLUMNS_SHARED = 0.5  # share of the column rules that go on below a section row: all but lost ones
SECTION_PT = 50.0  # highest section row: three lines

Group = tuple[list[Stroke], list[Stroke]]  # horizontal and vertical strokes that belong together


def find_grids(
    page: CleanPage,
    settings: TableSettings,
    rules: Rules | None = None,
    *,
    words: Sequence[Box] = (),
    before: Sequence[float] = (),
) -> tuple[Grid, ...]:
    """Return the tables of a page from top to bottom, boxes in its clean frame.

    Rules may be faint, broken, doubled, slightly tilted or curved. A table cut by the page end has
    its missing border where the column rules stop, and says so by ``open_top``/``open_bottom``.
    Frames of one cell, underlines, signature lines and stamps give no grid. ``rules`` spares a
    second search where ``find_rules`` has been called for this page.

    words    boxes of a trusted text layer's words: they tell columns better than ink does.
    before   column borders, in points, of a table without column rules at the end of the page
             before: this page may go on with it.
    """
    if page.kind != "text":
        return ()
    rules = rules or find_rules(page, settings)
    height, width = page.image.shape[:2]
    shape = fit_shape(rules, width, height)
    horizontal = _inside(straight(rules.horizontal, shape, vertical=False), height, width)
    vertical = _inside(straight(rules.vertical, shape, vertical=True), width, height)
    marks = layer_marks(page, words) if words else find_marks(page, rules, shape)
    lattices = []
    for group in _groups(horizontal, vertical, rules.unit, settings):
        lattice = _completed(group, page, shape, rules.unit, settings)
        if lattice is not None and _plausible(lattice, rules.unit, settings):
            lattice = run_through(lattice, marks, settings.border_cover)
            lattices.append(part_cells(split_rows(lattice, marks), marks, settings.border_cover))
    taken = [(lattice.ys[0], lattice.ys[-1]) for lattice in lattices]
    lattices += low_rows(horizontal, vertical, taken, rules.unit, settings)
    grids = [_grid(page, lattice, shape, settings) for lattice in lattices]
    if settings.find_open_columns:
        sure = [
            g for g, part in zip(grids, partial_frames(lattices, marks), strict=True) if not part
        ]
        free = _outside(horizontal, vertical, sure, rules.unit, settings)
        if not words and not shape.vertical.any():
            shear = column_shear(marks)
            shape, marks = shape.sheared(shear), marks.sheared(shear, shape.center[1])
        marks = marks.outside([g.box for g in sure])
        size, expected = (width, height), [x * rules.unit for x in before]
        for lattice in find_open_tables(marks, free, size, rules.unit, settings, expected):
            grids.append(replace(_grid(page, lattice, shape, settings), drawn=False))
    return tuple(sorted(_outermost(grids), key=lambda g: (g.box.y0, g.box.x0)))


def _completed(
    group: Group, page: CleanPage, shape: Shape, unit: float, settings: TableSettings
) -> Lattice | None:
    """Return the lattice of a group of strokes and of the faint row rules inside it."""
    lattice = build_lattice(*group, unit, settings)
    faint = faint_rules(page, shape, lattice, unit, settings) if lattice is not None else []
    return build_lattice([*group[0], *faint], group[1], unit, settings) if faint else lattice


def _inside(strokes: Sequence[Stroke], across: float, along: float) -> list[Stroke]:
    """Leave out the edges and folds of the paper: along its rim, or from rim to rim."""
    return [
        s
        for s in strokes
        if RIM * across <= s.position <= (1 - RIM) * across
        and not (s.start < RIM * along and s.end > (1 - RIM) * along)
    ]


def _groups(
    horizontal: Sequence[Stroke], vertical: Sequence[Stroke], unit: float, settings: TableSettings
) -> list[Group]:
    """Split the strokes into tables: long ones decide, short ones join the table they lie in."""
    long_rows = seeds(horizontal, SEED_ROW_PT, unit, settings)
    long_columns = seeds(vertical, SEED_COLUMN_PT, unit, settings)
    groups = connected(long_rows, long_columns, settings.touch_pt * unit)
    groups = _over_sections(_with_side_by_side(groups, AGREE_PT * unit), unit)
    return [_with_short(group, horizontal, vertical, settings.touch_pt * unit) for group in groups]


def _outside(
    horizontal: Sequence[Stroke],
    vertical: Sequence[Stroke],
    grids: Sequence[Grid],
    unit: float,
    settings: TableSettings,
) -> list[Stroke]:
    """Return row rules outside the grids that no column rule meets."""
    rows = seeds(horizontal, SEED_ROW_PT, unit, settings)
    columns = seeds(vertical, SEED_COLUMN_PT, unit, settings)
    if rows and columns:
        meeting = crossings(rows, columns, 0.0)
        rows = [s for s, meets in zip(rows, meeting, strict=True) if not meets.any()]
    return [s for s in rows if not any(g.box.y0 <= s.position <= g.box.y1 for g in grids)]


def _with_side_by_side(groups: Sequence[Group], within: float) -> list[Group]:
    """Gather column rules that meet no row rule but start and stop together: a page in one row."""
    met = [group for group in groups if group[0]]
    lonely = [s for rows, columns in groups if not rows for s in columns]
    while lonely:
        longest = max(lonely, key=lambda s: s.length)
        beside = [
            s
            for s in lonely
            if abs(s.start - longest.start) <= within and abs(s.end - longest.end) <= within
        ]
        met.append(([], beside))
        lonely = [s for s in lonely if s not in beside]
    return met


def _over_sections(groups: Sequence[Group], unit: float) -> list[Group]:
    """Join tables with open sides that only a section row keeps apart: no rule crosses it."""
    joined: list[Group] = []
    for group in sorted(groups, key=lambda g: min((s.position for s in g[0]), default=np.inf)):
        above = joined[-1] if joined else None
        if above is not None and _goes_on_below(above, group, unit):
            joined[-1] = (above[0] + group[0], above[1] + group[1])
        else:
            joined.append(group)
    return joined


def _goes_on_below(above: Group, below: Group, unit: float) -> bool:
    """Tell whether two groups of open-sided rules are as wide, near, and have the same columns."""
    if not above[0] or not below[0]:
        return False
    near = SAME_ENDS_PT * unit
    widths = []
    for rows, columns in (above, below):
        start, end = min(s.start for s in rows), max(s.end for s in rows)
        if any(s.position - start <= near or end - s.position <= near for s in columns):
            return False
        widths.append((start, end))
    gap = min(s.position for s in below[0]) - max(s.position for s in above[0])
    alike = all(abs(a - b) <= near for a, b in zip(*widths, strict=True))
    return alike and gap <= SECTION_PT * unit and _same_columns(above[1], below[1], near)


def _same_columns(first: Sequence[Stroke], second: Sequence[Stroke], near: float) -> bool:
    """Tell whether most column rules of two groups stand at the same places."""
    a, b = (np.array([s.position for s in some]) for some in (first, second))
    apart = np.abs(a[:, None] - b[None]) <= near
    return bool(max(apart.any(axis=0).mean(), apart.any(axis=1).mean()) > COLUMNS_SHARED)


def _with_short(
    group: Group, horizontal: Sequence[Stroke], vertical: Sequence[Stroke], touch: float
) -> Group:
    rows, columns = group
    xs = [s.position for s in columns] + [e for s in rows for e in (s.start, s.end)]
    ys = [s.position for s in rows] + [e for s in columns for e in (s.start, s.end)]
    (x0, x1), (y0, y1) = ((min(values) - touch, max(values) + touch) for values in (xs, ys))
    return (
        [s for s in horizontal if y0 <= s.position <= y1 and s.start >= x0 and s.end <= x1],
        [s for s in vertical if x0 <= s.position <= x1 and s.start >= y0 and s.end <= y1],
    )


def _plausible(lattice: Lattice, unit: float, settings: TableSettings) -> bool:
    columns, rows = len(lattice.xs) - 1, len(lattice.ys) - 1
    return (
        (columns >= 2 or rows >= 2)
        and lattice.xs[-1] - lattice.xs[0] >= settings.min_table_width_pt * unit
        and lattice.ys[-1] - lattice.ys[0] >= settings.min_table_height_pt * unit
    )


def _grid(page: CleanPage, lattice: Lattice, shape: Shape, settings: TableSettings) -> Grid:
    """Lay the lattice back on the page, each cell boxed by the mean of its own corners."""
    nodes = shape.bend(np.array(list(product(lattice.xs, lattice.ys))))
    nodes = nodes.reshape(len(lattice.xs), len(lattice.ys), 2)
    height, width = page.image.shape[:2]
    cells = []
    for row, column, end_row, end_column in cell_spans(lattice, settings.border_cover):
        corners = nodes[[column, end_column]][:, [row, end_row]]  # (left/right, top/bottom, xy)
        (x0, x1), (y0, y1) = corners[..., 0].mean(axis=1), corners[..., 1].mean(axis=0)
        box = Box(float(x0), float(y0), float(x1), float(y1), "clean").clipped(width, height)
        cells.append(GridCell(row, column, end_row - row, end_column - column, box))
    return Grid(
        page=page.number,
        box=union_all(cell.box for cell in cells),
        xs=tuple(nodes[..., 0].mean(axis=1).tolist()),
        ys=tuple(nodes[..., 1].mean(axis=0).tolist()),
        cells=tuple(cells),
        open_top=lattice.open_top,
        open_bottom=lattice.open_bottom,
        rows_drawn=lattice.rows_drawn,
    )


def _outermost(grids: Sequence[Grid]) -> list[Grid]:
    """Leave out what lies inside another table: a table within a cell stays that cell's text."""
    kept: list[Grid] = []
    for grid in sorted(grids, key=lambda g: -g.box.area):
        if all(grid.box.intersection(other.box) is None for other in kept):
            kept.append(grid)
    return kept
