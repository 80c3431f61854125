"""Finds where unruled columns stand side by side: white corridors between three texts or more.

A letterhead or a signature block has two texts side by side, a list has one; a table of tasks has
at least three, over many lines. All positions here are cells of the raster of ``marks``.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.tables.marks import GRAIN

Raster = NDArray[np.uint8]

CORRIDOR_HEIGHT = 11.0  # x-heights: four lines, more than spaces of justified prose ever line up
CORRIDOR_WIDTH = 0.9  # x-heights: a word space is 0.5, the padding of two cells from 1.5
LEAST_COLUMNS = 3
BESIDE = 4.0  # x-heights up and down within which texts stand side by side: a line and a half
BRIDGE = 9.0  # x-heights: a section row of up to three lines stops the corridors
THROUGH = 0.5  # share of a region's height that a corridor between columns runs through ...
CLEAREST = 0.1  # ... and less of it beside the clearest part: short lines of a column leave white
OFTEN_CROSSED = 0.15  # share of lines that may cross a gap before titles are left out
CROSSED = 0.045  # share of a table's lines that may cross a gutter: section rows, upper headers
WIDE = 1.8  # x-heights: a narrower gap between few lines may be chance, unless they are flush
RUN_THROUGH = 0.9  # share of a gutter that a line inks which does not part there
REACH = 8.0  # x-heights to both sides of a gap within which a line goes on beyond it ...
MANY = 5  # ... and lines that do from which a narrow gap is no chance
FLUSH = 0.55  # share of the lines that do: 0.7-1.0 behind gutters, 0.2-0.5 behind chance gaps
EDGE = 0.6  # x-heights
ONE_LINE = 1.5  # x-heights that a line inks, of however few lines


@dataclass(frozen=True, slots=True)
class Region:
    """Rows [top, bottom) and columns [left, right) of a raster that hold a table's texts."""

    top: int
    bottom: int
    left: int
    right: int


def find_regions(raster: Raster) -> list[Region]:
    """Return the stretches of a page where at least three texts stand side by side."""
    corridors = _corridors(raster)
    around = cv2.dilate(raster, np.ones((round(2 * BESIDE * GRAIN), 1), np.uint8))
    beside = np.array([_texts(c, a) for c, a in zip(corridors, around, strict=True)])
    found = runs(beside >= LEAST_COLUMNS)
    # A section row stops the corridors, and so does a title between two tables.
    bridged = runs(closed(beside >= LEAST_COLUMNS, BRIDGE))
    regions = []
    for top, bottom in dict.fromkeys([*bridged, *found]):
        inked = np.flatnonzero(raster[top:bottom].any(axis=0))
        if bottom - top >= CORRIDOR_HEIGHT * GRAIN / 2 and len(inked):
            regions.append(Region(top, bottom, int(inked[0]), int(inked[-1]) + 1))
    return regions


def closed(flags: NDArray[np.bool_], gap: float) -> NDArray[np.bool_]:
    """Return the flags with gaps of up to ``gap`` x-heights closed."""
    if not len(flags):
        return flags
    bridge = np.ones((round(gap * GRAIN), 1), np.uint8)
    closed = cv2.morphologyEx(flags.astype(np.uint8)[:, None], cv2.MORPH_CLOSE, bridge)
    return np.asarray(closed[:, 0] > 0, bool)


def _texts(corridor: Raster, around: Raster) -> int:
    """Count the texts that corridors part in one row of the raster."""
    inked = np.flatnonzero(around)
    if not len(inked):
        return 0
    hull = slice(int(inked[0]), int(inked[-1]) + 1)
    return sum(bool(around[hull][a:b].any()) for a, b in runs(corridor[hull] == 0))


def find_gutters(raster: Raster, region: Region, *, one_line: bool) -> list[tuple[int, int]]:
    """Return the white gaps (start, end) that hardly any line of a region crosses.

    ``one_line``: one line may cross, of however few; that hides columns with a single text.
    """
    part = raster[region.top : region.bottom, region.left : region.right]
    lines = part[part.any(axis=1)]
    if not len(lines):
        return []
    wide = _white(lines, OFTEN_CROSSED)
    if len(wide) > 1:
        # Section rows and titles cross several gaps at once, texts of a column none or one.
        crossing = lines[:, [(a + b) // 2 for a, b in wide]].sum(axis=1)
        plain = lines[crossing < max(2, len(wide) / 2)]
        lines = plain if len(plain) else lines
    gaps = _white(lines, ONE_LINE * GRAIN / len(lines) if one_line else CROSSED)
    gutters = [(region.left + a, region.left + b) for a, b in gaps]
    return [g for g in gutters if not _by_chance(raster, region, g)]


def clear_parts(raster: Raster, region: Region, gutter: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the stretches of a gutter that no line enters, but lines that run all through it.

    Heads that are wider than the texts below them reach into the white between those.
    """
    start, end = gutter
    part = raster[region.top : region.bottom, start:end]
    entering = part[part.any(axis=1) & (part.mean(axis=1) < RUN_THROUGH)]
    if not len(entering):
        return []
    least = round(CORRIDOR_WIDTH * GRAIN)
    return [(start + a, start + b) for a, b in runs(~entering.any(axis=0)) if b - a >= least]


def plain_gutters(raster: Raster, region: Region) -> list[tuple[int, int]]:
    """Return the corridors that run through most of a region that may hold other text as well."""
    part = slice(region.top, region.bottom), slice(region.left, region.right)
    clear = _corridors(raster)[part].mean(axis=0)
    least = round(CORRIDOR_WIDTH * GRAIN)
    width = region.right - region.left
    wide = [(a, b) for a, b in runs(clear >= THROUGH) if b - a >= least and a > 0 and b < width]
    return [
        (region.left + low + a, region.left + low + b)
        for low, high in wide
        for a, b in runs(clear[low:high] >= clear[low:high].max() - CLEAREST)
        if b - a >= least
    ]


def _corridors(raster: Raster) -> Raster:
    kernel = np.ones((round(CORRIDOR_HEIGHT * GRAIN), round(CORRIDOR_WIDTH * GRAIN)), np.uint8)
    return np.asarray(cv2.morphologyEx(1 - raster, cv2.MORPH_OPEN, kernel), np.uint8)


def _white(lines: Raster, share: float) -> list[tuple[int, int]]:
    """Return inner stretches that at most a ``share`` of the lines have ink in."""
    clear = runs(lines.mean(axis=0) <= share)
    least = round(CORRIDOR_WIDTH * GRAIN)
    return [(a, b) for a, b in clear if b - a >= least and a > 0 and b < lines.shape[1]]


def _by_chance(raster: Raster, region: Region, gutter: tuple[int, int]) -> bool:
    """Tell whether a gap may be word spaces of a few lines that happen to stand in a row."""
    start, end = gutter
    reach = round(REACH * GRAIN)
    rows = slice(region.top, region.bottom)
    before = raster[rows, max(start - reach, region.left) : start]
    after = raster[rows, end : min(end + reach, region.right)]
    beside = before.any(axis=1) & after.any(axis=1)
    narrow = end - start < WIDE * GRAIN
    return narrow and beside.sum() < MANY * ONE_LINE * GRAIN and _flush(after) < FLUSH


def _flush(text: Raster) -> float:
    """Return the share of a column's lines that begin at its left edge."""
    lines = text[text.any(axis=1)]
    if not len(lines):
        return 0.0
    return float((lines.argmax(axis=1) <= EDGE * GRAIN).mean())


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return (start, end) of every stretch of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
