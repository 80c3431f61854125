"""Finds tables without column rules: their columns are told by the white between the texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from pipeline.tables.boldheads import find_bold_heads, is_headed
from pipeline.tables.borders import Border, cluster
from pipeline.tables.corridors import LEAST_COLUMNS, find_regions
from pipeline.tables.extent import Extent, page_of
from pipeline.tables.frames import HEAD_ROWS, Frame, find_frames, find_heads
from pipeline.tables.gutters import LOWEST_NUMBER, follow_rest, follow_table, goes_on_with
from pipeline.tables.lattice import Lattice
from pipeline.tables.levels import NUMBER_WIDTH, Level
from pipeline.tables.marks import GRAIN, Marks
from pipeline.tables.openlayout import RULED, OpenTable, lattice_of, lay_out
from pipeline.tables.settings import TableSettings
from pipeline.tables.straighten import Stroke
from pipeline.tables.trim import trimmed

LEAST_LEVELS = 4
LONG_RULE = 0.8  # share of the table's width

# What makes texts side by side a table, measured on 200 composed and 90 real pages. Tables have
# 0.64-1.0 of their cells filled, 0-0.2 of their lines cross a gutter; letterheads, signatures with
# seals, and prose with chance gaps have no narrow first column or cross 0.3.
FILLED_NUMBERED, FILLED_PLAIN = 0.55, 0.8
NUMBERED_ROWS = 0.4  # share of rows with one number
CROSSED_NUMBERED, CROSSED_PLAIN = 0.25, 0.12
BESIDE_PLAIN = 0.6  # share of the columns that a line goes through: 0.4-0.5 beside seals
# Fewer rows than six must be plainer: an incoming-mail stamp beside a letterhead has five.
FEW_ROWS, FILLED_FEW, CROSSED_FEW, NUMBERED_FEW = 6, 0.65, 0.1, 0.6
RULED_FEW = 0.6  # rules to a border from which that is not asked
LEAST_ROWS_NUMBERED, LEAST_ROWS_PLAIN = 2, 3
LEVELS_WIDE, SEVERAL_WIDE = 8, 0.25  # lines, and the share of them in three columns, of wide tables


def find_open_tables(
    marks: Marks,
    strokes: Sequence[Stroke],
    size: tuple[float, float],
    unit: float,
    settings: TableSettings,
    expected: Sequence[float] = (),
) -> list[Lattice]:
    """Return the tables among marks that no column rules part.

    marks     letters outside the tables already found.
    strokes   long horizontal rules outside those tables.
    size      width and height of the page, pixels.
    unit      pixels in a point.
    expected  column borders of the table before, pixels: this page may begin with its rest.
    """
    page, grain = page_of(marks, *size), marks.grain
    small = [
        replace(s, position=s.position / grain, start=s.start / grain, end=s.end / grain)
        for s in strokes
    ]
    rules = cluster(small, settings.merge_pt * unit / grain)
    taken: list[tuple[float, float]] = []
    found = []
    frames = find_frames(marks, rules, unit, settings)
    regions = [*find_regions(page.raster), *(frame.region for frame in frames)]
    heads = find_heads(page.raster, rules, unit / grain, settings)
    bold = find_bold_heads(page)
    begun_by = [*heads, *bold]
    first = [f.region for f in heads if f.head == "open"]
    known = [x / grain for x in expected]
    tallest = sorted(regions, key=lambda r: r.top - r.bottom)
    closed = [f.region for f in heads if f.region not in first]
    for region in (*first, *tallest, *closed, *(f.region for f in bold)):
        middle = (region.top + region.bottom) / 2
        if any(top <= middle <= bottom for top, bottom in taken):
            continue
        around = next((f for f in frames if f.region.top <= middle <= f.region.bottom), None)
        head = next((f for f in begun_by if f.region is region), None)
        extent = _clear_of(follow_table(page, region, head or around, known), taken, middle)
        table = _told(extent, rules, head, known) if extent is not None else None
        if table is None or any(table.ys[0] < b and a < table.ys[-1] for a, b in taken):
            continue  # none, or it would swallow a table that was told more plainly
        if (table.xs[-1] - table.xs[0]) * grain >= settings.min_table_width_pt * unit:
            taken.append((table.ys[0], table.ys[-1]))
            found.append(lattice_of(table, grain))
    begun = min((top for top, _ in taken), default=np.inf)
    rest = follow_rest(page, known, begun) if known else None
    if rest is not None:
        table = _table(rest, rules, sure=True, rest=True)
        if table is not None and table.ys[-1] <= begun:
            found.append(lattice_of(table, grain))
    return found


def _told(
    extent: Extent, rules: Sequence[Border], head: Frame | None, known: Sequence[float]
) -> OpenTable | None:
    """Lay a table out by what tells that it is one: its head, or the columns before."""
    if head is None:
        rest = goes_on_with(extent, known)
        return _table(extent, rules, sure=rest, rest=rest)
    return _table(extent, rules, sure=True, told=head.rows[-1][1] if head.bold else None)


def _clear_of(
    extent: Extent | None, taken: Sequence[tuple[float, float]], middle: float
) -> Extent | None:
    """Leave out the lines of an extent that reach into tables already found."""
    if extent is None:
        return None
    above = max((b for _, b in taken if b <= middle), default=-np.inf)
    below = min((a for a, _ in taken if a >= middle), default=np.inf)
    levels = tuple(v for v in extent.levels if above < v.y < below)
    if len(levels) == len(extent.levels):
        return extent
    stopped = (
        extent.text_above or levels[:1] != extent.levels[:1],
        extent.text_below or levels[-1:] != extent.levels[-1:],
    )
    return replace(extent, levels=levels, text_above=stopped[0], text_below=stopped[1])


def _table(
    extent: Extent,
    rules: Sequence[Border],
    *,
    sure: bool = False,
    rest: bool = False,
    told: float | None = None,
) -> OpenTable | None:
    """Lay a table out; None where it is none.

    sure   a header or the page before tells that it may have few lines.
    rest   it goes on from the page before.
    told   where the bold heads end that tell it.
    """
    left, right = extent.borders[0], extent.borders[-1]
    beside = [r for r in rules if r.cover(left, right) > 0]
    levels = _within_rules(trimmed(extent), beside, (left, right))
    if not levels or (len(levels) < LEAST_LEVELS and not sure):
        return None
    table = lay_out(levels, beside, extent)
    long = [r.position for r in beside if r.cover(left, right) >= LONG_RULE and _bounds(r, table)]
    framed = set(table.ys[:2]) <= set(long)  # a rule above the header and one below
    under = set(table.ys[2 : HEAD_ROWS + 2]) & set(long)
    framed |= table.ys[0] in long and bool(under) and _is_grouped(levels, max(under, default=0.0))
    plain = len(long) < RULED_FEW * len(table.ys) and not framed
    rows, columns = len(table.ys) - 1, len(table.xs) - 1
    if told is not None and columns >= LEAST_COLUMNS and rows > 1 and is_headed(levels, told):
        return table
    return table if rest or _is_table(table, levels, plain=plain) else None


def _is_grouped(levels: Sequence[Level], bottom: float) -> bool:
    """Tell whether a head over columns has heads of their own below it, all above ``bottom``."""
    heads = [v for v in levels if v.y < bottom]
    return all(
        any(w.y > v.y and g not in w.crossed and {g, g + 1} <= set(w.filled) for w in heads)
        for v in heads
        for g in v.crossed
    )


def _bounds(rule: Border, table: OpenTable) -> bool:
    return table.ys[0] <= rule.position <= table.ys[-1]


def _within_rules(
    levels: list[Level], rules: Sequence[Border], width: tuple[float, float]
) -> list[Level]:
    """Leave out what stands above the first or below the last of several long rules."""
    wide = [r for r in rules if r.cover(*width) >= LONG_RULE]
    long = [r.position for r in _own(wide, levels)]
    if len(long) >= 2 and any(v.y > long[0] for v in levels):
        levels = [v for v in levels if v.y > long[0]]
    numbers = sum(v.lines[0] is not None for v in levels)
    below = [v for v in levels if long and v.y > long[-1]]
    every_row = len(long) > RULED * numbers
    if len(long) >= 3 and (every_row or not any(v.lines[0] for v in below)):
        levels = [v for v in levels if v.y <= long[-1]]
    return levels


def _own(rules: Sequence[Border], levels: Sequence[Level]) -> list[Border]:
    """Return the rules among some lines and the next on both sides; others part other tables."""
    if not levels:
        return []
    above = sum(r.position < levels[0].y for r in rules)
    return list(rules[max(above - 1, 0) : sum(r.position <= levels[-1].y for r in rules) + 1])


def _is_table(table: OpenTable, levels: Sequence[Level], *, plain: bool = True) -> bool:
    """Tell a table from texts that stand side by side for another reason.

    ``plain``: hardly any rules part its rows. Nobody rules a letterhead row by row.
    """
    columns = len(table.xs) - 1
    rows = [[v for v in levels if a < v.y <= b] for a, b in pairwise(table.ys)]
    texts = [{i for v in row for i in v.filled} for row in rows]
    used = sum(sum(c in row for row in texts) >= 2 for c in range(columns))
    if used < LEAST_COLUMNS:
        return False
    filled = float(np.mean([len(row) for row in texts])) / columns
    crossed = sum(bool(v.crossed) for v in levels) / len(levels)
    numbers = [n for v in levels if (n := v.lines[0]) and n.height >= LOWEST_NUMBER * GRAIN]
    widths = [line.x1 - line.x0 for line in numbers]
    if widths and float(np.median(widths)) <= NUMBER_WIDTH * GRAIN:
        single = sum(sum(v.lines[0] is not None for v in row) == 1 for row in rows) / len(rows)
        if len(rows) >= LEAST_ROWS_NUMBERED and single >= NUMBERED_ROWS:
            if plain and len(rows) < FEW_ROWS:
                return filled >= FILLED_FEW and crossed <= CROSSED_FEW and single >= NUMBERED_FEW
            return filled >= FILLED_NUMBERED and crossed <= CROSSED_NUMBERED
    signed = plain and used == LEAST_COLUMNS  # recipients, what is seen of a seal, who signed?
    if len(rows) < (FEW_ROWS if signed else LEAST_ROWS_PLAIN) or crossed > CROSSED_PLAIN:
        return False
    beside = float(np.mean([len(v.filled) for v in levels])) / columns
    if filled >= FILLED_PLAIN and beside >= BESIDE_PLAIN:
        return True
    several = float(np.mean([len(v.filled) >= LEAST_COLUMNS for v in levels]))
    wide = used > LEAST_COLUMNS and len(levels) >= LEVELS_WIDE and len(rows) > LEAST_ROWS_PLAIN
    row_by_row = table.ruled and not plain and filled >= FILLED_NUMBERED
    return wide and (several >= SEVERAL_WIDE or row_by_row)
