"""Chooses the gutters of an unruled table, and with them how far it reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.tables.corridors import Raster, Region, find_gutters, plain_gutters
from pipeline.tables.extent import Extent, Page, grow
from pipeline.tables.marks import GRAIN

Gutter = tuple[int, int]  # first and end column of the raster

ROUNDS = 12  # changes tried one after another, at most
LEAST_GUTTERS = 2
USELESS = 0.6  # texts that a gutter must part: a heading may stand beside its column's words
LEAST_SCORE = 4.0  # texts beside others: letterheads and signatures have fewer
NARROWEST = 2.8  # x-heights from the middle of one gutter to that of the next
CROSSING = 1.0  # what a crossed gutter costs, in texts


@dataclass(frozen=True, slots=True)
class _Trial:
    """Gutters, the table that respects them, and in how many more texts its lines come apart."""

    gutters: tuple[Gutter, ...]
    extent: Extent | None
    score: float


def follow_table(page: Page, region: Region) -> Extent | None:
    """Return the table around a region, parted by the gutters that part most of its texts.

    Titles and prose around a table hide gutters, chance makes some: so gutters are given up,
    taken in and exchanged, one at a time, as long as the table's lines come apart in more texts.
    """
    starts = [*_found(page.raster, region), tuple(plain_gutters(page.raster, region))]
    known = {gutter for gutters in starts for gutter in gutters}
    best = max((_trial(page, region, some) for some in starts), key=lambda t: t.score)
    for _ in range(ROUNDS):
        if best.extent is None or best.score < LEAST_SCORE:
            return None
        grown = _region(best.extent)
        known |= {g for some in _found(page.raster, grown) for g in some}
        region = replace(
            region, left=min(region.left, grown.left), right=max(region.right, grown.right)
        )
        trials = [_trial(page, region, some) for some in _changes(best.gutters, known)]
        better = max(trials, default=best, key=lambda t: t.score)
        if better.score <= best.score:
            break
        best = better
    return best.extent


def _found(raster: Raster, region: Region) -> list[tuple[Gutter, ...]]:
    return [tuple(find_gutters(raster, region, one_line=one)) for one in (False, True)]


def _trial(page: Page, region: Region, gutters: tuple[Gutter, ...]) -> _Trial:
    extent = grow(page, region, gutters) if len(gutters) >= LEAST_GUTTERS else None
    if extent is None:
        return _Trial(gutters, None, 0.0)
    score = sum(
        max(len(v.filled) - 1 - len(v.crossed) * (1 + CROSSING), -1.0) for v in extent.levels
    )
    return _Trial(gutters, extent, score - USELESS * len(gutters))


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
