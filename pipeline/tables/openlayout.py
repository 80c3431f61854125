"""Lays the lines of a table without column rules out in rows and cells.

Positions are cells of the raster of ``marks``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from pipeline.tables.boldheads import head_and_rows
from pipeline.tables.borders import Border
from pipeline.tables.chapters import BOLD, CAPITALS
from pipeline.tables.extent import CLEAR, Extent
from pipeline.tables.lattice import Lattice
from pipeline.tables.levels import Level
from pipeline.tables.marks import GRAIN
from pipeline.tables.openrows import body_of, crossing, row_borders
from pipeline.tables.subrows import going_on, with_sub_rows

PADDING = 0.55  # x-heights: a column begins this far left of its leftmost letter
HALF_LINE = 1.1  # x-heights from a line's middle to where its capitals and tails end
RULED = 0.6  # rules to a number from which every row is taken to be ruled
RULED_ROWS = 4  # the same for tables without numbers
PARTS = 0.5  # share of a column that a rule must cover to part its cells
AROUND = 0.8  # share of the table's width from which a rule shows where its sides are
NEAR = 3.0  # x-heights between the outer lines and the outer rules ...
FAR = 4.5  # ... and to one that closes the table, with a line between that is too faint to see
SECTION_COLUMNS = 4  # fewer columns leave a task row as bare as a section row
SECTION_LINES = 2
WORD_SPACE = 1.2  # x-heights: of one line between two words; texts of two cells stand 1.5 apart
LEAST_BESIDE = 3  # texts of a line with which a section row, or a head over columns, has none


@dataclass(frozen=True, slots=True)
class OpenTable:
    """Columns and rows of a table.

    joined    (border, column) pairs: the row border of this index does not part this column.
    spanned   (row, border) pairs: the column border of this index does not part this row.
    closed    a rule runs below the last row.
    ruled     rules part the rows.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    joined: frozenset[tuple[int, int]]
    spanned: frozenset[tuple[int, int]]
    closed: bool = False
    ruled: bool = False


def lay_out(levels: Sequence[Level], rules: Sequence[Border], extent: Extent) -> OpenTable:
    """Return rows, columns and spans; rules part the rows where there are any."""
    first, last = levels[0].y, levels[-1].y
    rules = [r for r in rules if first - NEAR * GRAIN <= r.position <= last + FAR * GRAIN]
    xs = _columns(levels, extent, rules)
    inner = [r for r in rules if first < r.position < last]
    borders = {r.position: _unruled(r, xs) for r in inner}
    body = body_of(levels, extent.borders, extent.pitch)
    edges = [-np.inf, *borders, np.inf]
    bands = [[v for v in levels if a < v.y <= b] for a, b in pairwise(edges)]
    for rule, (above_it, below_it) in zip(inner, pairwise(bands), strict=True):
        if body.numbered and all(any(v.lines[0] for v in band) for band in (above_it, below_it)):
            borders[rule.position] = [c for c in borders[rule.position] if c]  # each has its own
    bands = [band for band in bands if band]
    numbers = sum(v.lines[0] is not None for v in levels)
    ruled = len(bands) >= (RULED * numbers if body.numbered else RULED_ROWS) and len(bands) > 1
    for i, band in enumerate(bands):
        several = body.numbered and i > 0 and sum(v.lines[0] is not None for v in band) > 1
        if not ruled or several:
            parts = head_and_rows(band, extent.pitch) if i == 0 else [band]
            borders |= {(a[-1].y + b[0].y) / 2: [] for a, b in pairwise(parts)}
            for some in parts:
                part = body_of(some, extent.borders, extent.pitch, body)
                borders |= {y: crossing(part, y) for y in row_borders(part)}
    if not ruled:
        edges = [-np.inf, *sorted(borders), np.inf]
        rows = [[v for v in levels if a < v.y <= b] for a, b in pairwise(edges)]
        inside = with_sub_rows(rows, len(xs) - 1, extent.pitch, numbered=body.numbered)
        borders |= dict(inside)
    above = [r.position for r in rules if 0 <= first - r.position <= NEAR * GRAIN]
    sides = xs[0], xs[-1]
    reach = {r: FAR if r.cover(*sides) >= AROUND else NEAR for r in rules}
    below = [r.position for r in rules if 0 <= r.position - last <= reach[r] * GRAIN]
    top = max(above, default=first - HALF_LINE * GRAIN)
    bottom = min(below, default=last + HALF_LINE * GRAIN)
    borders = {top: [], **dict(sorted(borders.items())), bottom: []}
    table = _with_spans(levels, xs, borders, words=1 if body.numbered else 0)
    rows = [[v for v in levels if a < v.y <= b] for a, b in pairwise(table.ys)]
    drawn = {r.position for r in inner}
    runs_on = going_on(rows, len(xs) - 1, extent.pitch)
    joined = table.joined | {(i, c) for i, c in runs_on if table.ys[i] not in drawn}
    return replace(table, joined=joined, closed=bool(below), ruled=ruled)


def _unruled(rule: Border, xs: Sequence[float]) -> list[int]:
    """Return the columns that a rule does not part."""
    return [c for c, (a, b) in enumerate(pairwise(xs)) if rule.cover(a, b) < PARTS]


def _with_spans(
    levels: Sequence[Level],
    xs: tuple[float, ...],
    borders: dict[float, list[int]],
    words: int,
) -> OpenTable:
    """Return the table with its spans; ``words``: the column in which titles of sections stand."""
    for y, ungrouped in _header_split(levels, tuple(borders)):
        borders = dict(sorted([*borders.items(), (y, ungrouped)]))
    ys = tuple(borders)
    rows = [[v for v in levels if a < v.y <= b] for a, b in pairwise(ys)]
    columns = len(xs) - 1
    titles = [line for v in levels if (line := v.lines[words])]
    usual = (
        float(np.median([t.blackness for t in titles])) if titles else 1.0,
        float(np.median([t.height for t in titles])) if titles else 1.0,
    )
    joined = {(i, c) for i, whole in enumerate(borders.values()) for c in whole}
    joined |= _shared(rows, columns)
    spanned = {
        (i, g + 1)
        for i, row in enumerate(rows)
        for g in _spanned(row, columns, words, usual)
        if i or row[0].crossed or row[0].lines[0]  # else what is left of a row of the page before
    }
    return OpenTable(xs, ys, frozenset(joined), frozenset(spanned))


def _header_split(levels: Sequence[Level], ys: tuple[float, ...]) -> list[tuple[float, list[int]]]:
    """Part the first row where a header over several columns stands on headers of its own.

    Returns the border and the columns that it leaves whole.
    """
    row = [v for v in levels if ys[0] < v.y <= ys[1]]
    over = [v for v in row if v.crossed]
    if not over or len(ys) < 3 or any(v.crossed and 0 in v.crossed for v in over):
        return []
    grouped = {c for v in over for g in v.crossed for c in (g, g + 1)}
    last = over[-1].y
    lower = [v.y for v in row if v.y > last and grouped & set(v.filled)]
    if not lower:
        return []
    whole = [c for c in range(len(row[0].lines)) if c not in grouped]
    return [((last + lower[0]) / 2, whole)]


def _spanned(
    row: Sequence[Level], columns: int, words: int, usual: tuple[float, float]
) -> set[int]:
    """Return the gutters that a cell of the row runs over; a section row runs to the end.

    words   the column of words; usual: blackness and height of letters there.
    """
    crossed = {g for v in row for g in v.crossed if not _apart(v, g)}
    if crossed and min(crossed) <= 1 and all(v.crossed or v.filled in ((0,), (1,)) for v in row):
        beyond = any(line for v in row for line in v.lines[max(crossed) + 2 :])
        return crossed if beyond else set(range(min(crossed), columns - 1))
    titles = [line for v in row if (line := v.lines[words])]
    if not crossed and _runs_on(row, words) and all(n.blackness >= BOLD * usual[0] for n in titles):
        return set(range(words, columns - 1))
    alone = {c for v in row for c in v.filled} in ({0, words}, {words})
    bold = all(t.blackness >= BOLD * usual[0] for t in titles)
    tall = CAPITALS if any(v.lines[0] for v in row) or not words else CAPITALS * CAPITALS
    loud = bool(titles) and (bold or all(t.height >= tall * usual[1] for t in titles))
    if not crossed and alone and loud and columns >= SECTION_COLUMNS:
        return set(range(words, columns - 1)) if len(titles) <= SECTION_LINES else set()
    return crossed


def _runs_on(row: Sequence[Level], words: int) -> bool:
    """Tell whether one line runs over columns, though white between its words meets a gutter."""
    if len(row) != 1:
        return False
    pieces = [line for line in row[0].lines[words:] if line]
    together = all(b.x0 - a.x1 <= WORD_SPACE * GRAIN for a, b in pairwise(pieces))
    run = row[0].lines[words : words + len(pieces)]
    return len(pieces) > 1 and None not in run and together


def _apart(level: Level, gutter: int) -> bool:
    """Tell whether the texts beside a narrow gutter are too far apart to be one, among others."""
    before, after = level.lines[gutter], level.lines[gutter + 1]
    if before is None or after is None or len(level.filled) - len(level.crossed) < LEAST_BESIDE:
        return False
    return after.x0 - before.x1 >= CLEAR * GRAIN


def _shared(rows: Sequence[Sequence[Level]], columns: int) -> set[tuple[int, int]]:
    """Return which borders do not part which columns for want of words.

    A row without a number and words of its own is a part of the task above, and shares with it
    what it does not say.
    """
    shared = set()
    for i, (before, row) in enumerate(pairwise(rows), start=1):
        filled = {c for v in row for c in v.filled}
        above = {c for v in before for c in v.filled}
        if filled and not filled & {0, 1} and {0, 1} <= above and i > 1:
            shared |= {(i, c) for c in range(columns) if c not in filled}
    return shared


def _columns(levels: Sequence[Level], extent: Extent, rules: Sequence[Border]) -> tuple[float, ...]:
    """Return the column borders, each a little left of the texts of its column.

    Where a column has but its head, that stands in the middle of it.
    """
    left, right = extent.borders[0], extent.borders[-1]
    around = [r for r in rules if r.cover(left, right) >= AROUND]
    numbers = [v.y for v in levels if v.lines[0]]
    body = min(numbers[1:2], default=-np.inf) - extent.pitch  # the first stands in the header
    xs = [max([right + PADDING * GRAIN, *(r.end for r in around)])]
    for i in range(len(extent.borders) - 2, 0, -1):
        plain = [v for v in levels if i - 1 not in v.crossed]
        own = [line for v in plain if (line := v.lines[i])]
        begins = min((n.x0 for n in own), default=extent.borders[i])
        ended = max((n.x1 for v in plain if (n := v.lines[i - 1])), default=extent.borders[i])
        room = min(PADDING * GRAIN, max(begins - ended, 0.0) / 2)
        if own and all(v.lines[i] is None for v in levels if v.y > body):
            centred = begins + max(n.x1 for n in own) - xs[0]
            xs.insert(0, min(max(centred, ended + room), begins - room))
        else:
            xs.insert(0, begins - room)
    return (min([left - PADDING * GRAIN, *(r.start for r in around)]), *xs)


def lattice_of(table: OpenTable, grain: float) -> Lattice:
    """Return the table as a lattice in pixels."""
    left = np.ones((len(table.ys) - 1, len(table.xs)))
    top = np.ones((len(table.ys), len(table.xs) - 1))
    for row, border in table.spanned:
        left[row, border] = 0.0
    for border, column in table.joined:
        top[border, column] = 0.0
    return Lattice(
        tuple(x * grain for x in table.xs),
        tuple(y * grain for y in table.ys),
        left,
        top,
        open_bottom=not table.closed,
        rows_drawn=table.ruled,
    )
