"""Chooses the gutters of an unruled table, and with them how far it reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.chapters import BOLD, HEADER_LINES, LEAST_HEADS
from pipeline.tables.corridors import (
    Raster,
    Region,
    clear_parts,
    find_gutters,
    plain_gutters,
)
from pipeline.tables.extent import Extent, Page, grow
from pipeline.tables.frames import Frame
from pipeline.tables.levels import NUMBER_WIDTH, Level
from pipeline.tables.marks import GRAIN
from pipeline.tables.trim import trimmed

Gutter = tuple[int, int]  # first and end column of the raster

ROUNDS = 12  # changes tried one after another, at most
LEAST_GUTTERS = 2
USELESS = 0.6  # texts that a gutter must part: a heading may stand beside its column's words
LEAST_SCORE = 4.0  # texts beside others: letterheads and signatures have fewer
NARROWEST = 2.8  # x-heights from the middle of one gutter to that of the next
SHIFTED = 7.0  # x-heights: a page lies up to 13 mm from where the one before lay
SAME_BORDER = 1.2  # x-heights between borders of one column on two pages
NEAR_BORDER = 2.0  # ... of which some lie within wide white
UNEXPECTED = 0.15  # what a gutter that the page before did not have costs, in texts to a line
SLIM, SLIM_UNEXPECTED = 1.2, 0.5  # x-heights of a gutter, and what one so narrow costs ...
BEGINNING = 25.0  # x-heights from the first line in which the rest of a table shows its columns
BEFORE_BORDER, AFTER_BORDER = 1.5, 0.5  # x-heights of white about a border
LOWEST_NUMBER = 0.7  # x-heights: a dash before an item is no number
PARTED_NUMBERED, PARTED_PLAIN = 0.7, 1.2  # texts that gutters part on a line, on an average
NUMBER_COLUMN = 12.0  # x-heights: columns of numbers measure 4 to 9, of words from 18
WHOLE_LINE = 4  # columns: so many gaps of one line are not by chance where borders run ...
WIDE_SPACE, LEAST_WIDE = 2.2, 2  # ... and some so wide, x-heights: justified prose has under 1.6
MANY_LEVELS = 6  # lines of which none crosses a gutter: no prose
MISSED = 3.0  # what a ruled row left out costs, in texts: it has at least as many
ENTERED = 0.1  # what a text that reaches into a gutter costs: there may be a clear one beside it
CROSSING = 1.5  # what a crossed gutter costs, in texts


@dataclass(frozen=True, slots=True)
class _Trial:
    """Gutters, the table that respects them, and in how many more texts its lines come apart."""

    gutters: tuple[Gutter, ...]
    extent: Extent | None
    score: float


def follow_table(
    page: Page, region: Region, frame: Frame | None = None, expected: Sequence[float] = ()
) -> Extent | None:
    """Return the table around a region, parted by the gutters that part most of its texts.

    frame      ruled rows that the region lies in (``find_frames``): a gutter for which the table
               would end within them is chance.
    expected   column borders of the table at the end of the page before, which may go on here:
               then a gutter beside them is likely chance.

    Titles and prose around a table hide gutters, chance makes some: so gutters are given up,
    taken in and exchanged, one at a time, as long as the table's lines come apart in more texts.
    """
    starts = [*_found(page.raster, region), tuple(plain_gutters(page.raster, region))]
    starts += [frame.gutters] if frame else []
    wide = page.raster.shape[1]
    starts += [_moved(expected[1:-1], some, wide) for some in starts[:2]] if expected else []
    known = {gutter for gutters in starts for gutter in gutters}
    rows = frame.rows if frame else ()
    expected = () if frame and frame.head else expected  # the heads tell better
    top = rows[0][0] if frame and frame.head else 0.0
    trial = partial(_trial, page, rows=rows, expected=expected[1:-1], top=top)
    best = max((trial(region, some) for some in starts), key=lambda t: t.score)
    for _ in range(ROUNDS):
        if best.extent is None or (best.score < LEAST_SCORE and not (frame and frame.head)):
            return None
        grown = _region(best.extent)
        known |= {g for some in _found(page.raster, grown) for g in some}
        known |= {c for g in best.gutters for c in clear_parts(page.raster, grown, g)}
        region = replace(
            region, left=min(region.left, grown.left), right=max(region.right, grown.right)
        )
        trials = [trial(region, some) for some in _changes(best.gutters, known)]
        better = max(trials, default=best, key=lambda t: t.score)
        if better.score <= best.score:
            break
        best = better
    return best.extent


def follow_rest(page: Page, borders: Sequence[float], end: float = np.inf) -> Extent | None:
    """Return what a page begins with of a table whose columns are known from the page before.

    The paper may lie elsewhere on the glass, so the borders are tried at several places. ``end``:
    where the first of the tables found begins.
    """
    inked = np.flatnonzero(page.raster.any(axis=1))
    if not len(inked):
        return None
    top = int(inked[0])
    bottom = min(top + round(BEGINNING * GRAIN), len(page.raster))
    best: tuple[float, Extent] | None = None
    for shift in range(-round(SHIFTED * GRAIN), round(SHIFTED * GRAIN) + 1, 2):
        moved = [b + shift for b in borders]
        if moved[0] < 0 or moved[-1] > page.raster.shape[1]:
            continue
        region = Region(top, bottom, int(moved[0]), int(moved[-1]))
        gutters = [_about(b) for b in moved[1:-1]]
        extent = grow(page, region, gutters)
        if extent is None or extent.text_above:
            continue
        own = tuple(v for v in extent.levels if v.y < end)
        cut = extent.text_below or len(own) < len(extent.levels)
        extent = replace(extent, levels=own, text_below=cut)
        score = _parted(own) - ENTERED * _entering(own, gutters)
        if own and (best is None or score > best[0]):
            best = score, extent
    if best is None:
        return None
    rest = replace(best[1], levels=tuple(trimmed(best[1])))
    return rest if _goes_on(rest, borders) else None


def _goes_on(rest: Extent, borders: Sequence[float]) -> bool:
    """Tell whether lines at the beginning of a page go on with a table of these columns."""
    levels = rest.levels
    texts = [line for line in levels[0].lines if line]
    apart = sum(b.x0 - a.x1 >= WIDE_SPACE * GRAIN for a, b in pairwise(texts))
    whole = len(texts) == len(borders) - 1 >= WHOLE_LINE and apart >= LEAST_WIDE
    if len(levels) == 1 and rest.text_below and not whole:
        return False  # one line of prose may have its spaces anywhere
    numbers = [n for v in levels if (n := v.lines[0]) and n.height >= LOWEST_NUMBER * GRAIN]
    narrow = [n for n in numbers if n.x1 - n.x0 <= NUMBER_WIDTH * GRAIN]
    wide = borders[1] - borders[0] > NUMBER_COLUMN * GRAIN  # a column of words comes first
    plain = not any(v.crossed for v in levels) and (wide or len(narrow) == len(numbers))
    many = numbers or len(levels) >= MANY_LEVELS
    parted = _parted(levels) / len(levels) >= (PARTED_NUMBERED if many else PARTED_PLAIN)
    return plain and parted


def goes_on_with(extent: Extent, expected: Sequence[float]) -> bool:
    """Tell whether a page begins with a table of the columns of the page before.

    The last of several may hold nothing here: "Ghi chú".
    """
    inner = [(round(b), round(b)) for b in extent.borders[1:-1]]
    missing = len(expected) - 2 - len(inner)
    if extent.text_above or missing not in (0, 1) or len(inner) < LEAST_GUTTERS + missing:
        return False
    apart, shift = _apart(inner, expected[1 : len(inner) + 1])
    off = np.abs(np.diag(apart) - shift) / GRAIN
    return bool(off.max() <= NEAR_BORDER and np.median(off) <= SAME_BORDER)


def _found(raster: Raster, region: Region) -> list[tuple[Gutter, ...]]:
    return [tuple(find_gutters(raster, region, one_line=one)) for one in (False, True)]


def _trial(
    page: Page,
    region: Region,
    gutters: tuple[Gutter, ...],
    rows: Sequence[tuple[float, float]] = (),
    expected: Sequence[float] = (),
    top: float = 0.0,
) -> _Trial:
    """Weigh some gutters; nothing of the table stands above ``top``."""
    extent = grow(page, region, gutters) if len(gutters) >= LEAST_GUTTERS else None
    if extent is None or extent.levels[-1].y <= top:
        return _Trial(gutters, None, 0.0)
    extent = replace(extent, levels=tuple(v for v in extent.levels if v.y > top))
    levels = extent.levels
    score = _parted(levels)
    missed = sum(not any(top < v.y <= bottom for v in levels) for top, bottom in rows)
    score += _heads_beside(levels) - ENTERED * _entering(levels, gutters)
    strange = _strange(gutters, expected) * len(levels)
    return _Trial(gutters, extent, score - USELESS * len(gutters) - MISSED * missed - strange)


def _parted(levels: Sequence[Level]) -> float:
    """Count in how many more texts some lines come apart; crossed gutters speak against it."""
    return sum(max(len(v.filled) - 1 - len(v.crossed) * (1 + CROSSING), -1.0) for v in levels)


def _entering(levels: Sequence[Level], gutters: Sequence[Gutter]) -> int:
    """Count the texts that end in a gutter or begin there."""
    count = 0
    for v in levels:
        for i, (start, end) in enumerate(gutters):
            before, after = v.lines[i], v.lines[i + 1]
            if i not in v.crossed:
                count += bool(before and before.x1 > start + 1)
                count += bool(after and after.x0 < end - 1)
    return count


def _heads_beside(levels: Sequence[Level]) -> int:
    """Count the columns whose head stands between the lines of the others, on none of their levels.

    A head of four lines beside one of one line parts no text of any level. Some heads the levels
    count already, where those of two lines stand half a line off from those of one.
    """
    black = float(np.median([line.blackness for v in levels for line in v.lines if line]))
    heads = [
        v
        for v in levels[:HEADER_LINES]
        if not v.crossed and np.mean([n.blackness for n in v.lines if n]) >= BOLD * black
    ]
    most = max((len(v.filled) for v in heads), default=0)
    beside = len({c for v in heads for c in v.filled}) - 1
    return max(beside - sum(len(v.filled) - 1 for v in heads), 0) if most >= LEAST_HEADS else 0


def _strange(gutters: Sequence[Gutter], expected: Sequence[float]) -> float:
    """Weigh the gutters without a border of a table whose columns most others share, else 0.

    The paper may lie elsewhere on the glass. Where all columns are there, one narrow gutter more is
    white between the words of a justified column.
    """
    if not expected:
        return 0.0
    apart, shift = _apart(gutters, expected)
    shared = (np.abs(apart - shift) <= SAME_BORDER * GRAIN).any(axis=1)
    if shared.sum() < max(LEAST_GUTTERS, len(expected) / 2):
        return 0.0
    strange = np.array([b - a for a, b in gutters])[~shared]
    slim = strange < SLIM * GRAIN if shared.sum() == len(expected) else np.zeros(len(strange), bool)
    return float(np.where(slim, SLIM_UNEXPECTED, UNEXPECTED).sum())


def _apart(
    gutters: Sequence[Gutter], expected: Sequence[float]
) -> tuple[NDArray[np.float64], float]:
    """Return how far each gutter lies from each border, and the shift that most of them share."""
    apart = np.array([(a + b) / 2 for a, b in gutters])[:, None] - np.array(expected)[None]
    shifts = apart[np.abs(apart) <= SHIFTED * GRAIN].tolist()
    near = SAME_BORDER * GRAIN
    shift = max(shifts, key=lambda s: (np.abs(apart - s) <= near).any(axis=1).sum(), default=0.0)
    return apart, float(shift)


def _moved(expected: Sequence[float], gutters: Sequence[Gutter], width: int) -> tuple[Gutter, ...]:
    """Return gutters about the borders of the page before, where those of this page lie.

    width   of this page: the one before may have lain on its side, and be wider.
    """
    shift = _apart(gutters, expected)[1] if gutters and expected else 0.0
    about = (_about(border + shift) for border in expected)
    return tuple((a, b) for a, b in about if a > 0 and b < width)


def _about(border: float) -> Gutter:
    return int(border - BEFORE_BORDER * GRAIN), int(border + AFTER_BORDER * GRAIN)


def _changes(gutters: Sequence[Gutter], known: set[Gutter]) -> Iterator[tuple[Gutter, ...]]:
    """Yield the gutters without one of them, and with one more in place of what it overlaps."""
    for gutter in gutters:
        yield tuple(g for g in gutters if g != gutter)
    apart = NARROWEST * GRAIN
    for start, end in sorted(known - set(gutters)):
        kept = [g for g in gutters if abs(g[0] + g[1] - start - end) / 2 >= apart]
        kept = [(a, b) for a, b in kept if b < start or end < a]
        yield tuple(sorted([*kept, (start, end)]))


def _region(extent: Extent) -> Region:
    top, bottom = extent.levels[0].y - GRAIN, extent.levels[-1].y + GRAIN
    left, right = extent.borders[0], extent.borders[-1]
    return Region(max(round(top), 0), round(bottom), round(left), round(right))
