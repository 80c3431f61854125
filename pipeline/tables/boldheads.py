"""Finds the bold header of a table without rules, and parts it from the row below.

The gap below a header may be no wider than between the lines of a cell; then its ink tells.
Positions are cells of the raster of ``marks``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.tables.chapters import BOLD, HEADER_LINES, LEAST_HEADS
from pipeline.tables.corridors import Region, closed, runs
from pipeline.tables.extent import Page
from pipeline.tables.frames import HEAD_GAP, Frame
from pipeline.tables.levels import Level
from pipeline.tables.marks import GRAIN
from pipeline.tables.textlines import TextLine, line_pitch

REGULAR = 1.04  # times the usual blackness, that regular lines keep under
APART = 1.05  # pitches from the last line of a header to the first row
WITHIN = 1.2  # pitches from line to line of a header; titles stand 1.3 and more above it
MOST_SECTIONS = 0.4  # share of the lines below a header that may run over gutters: section rows
LEAST_ROWS = 6  # lines by which the usual blackness is told


def head_and_rows(levels: Sequence[Level], pitch: float) -> list[Sequence[Level]]:
    """Return the lines of the header and those of the rows; all lines where ink tells no header."""
    black = [float(np.mean([n.blackness for n in v.lines if n])) for v in levels]
    usual = float(np.median(black))
    count = next((i for i, b in enumerate(black) if b < BOLD * usual), 0)
    if not 1 <= count <= HEADER_LINES or len(levels) < count + LEAST_ROWS:
        return [levels]
    heads = levels[:count]
    named = len({c for v in heads for c in v.filled}) >= LEAST_HEADS
    apart = levels[count].y - heads[-1].y >= APART * pitch
    plain = all(b <= REGULAR * usual for b in black[count : count + 2])
    return [heads, levels[count:]] if named and apart and plain else [levels]


def find_bold_heads(page: Page) -> list[Frame]:
    """Return where bold heads of columns stand side by side, down to the last line of the page.

    No rule is needed: a page may end with a header and one row, and the next hold the others.
    """
    width = float(page.raster.shape[1])
    lines = page.lines(0.0, width)
    inked = np.flatnonzero(page.raster.any(axis=1))
    if len(lines) < LEAST_ROWS or not len(inked):
        return []
    usual = float(np.median([n.blackness for n in lines]))
    pitch = line_pitch([lines])
    frames = []
    for band in _bands([n for n in lines if n.blackness >= BOLD * usual], pitch):
        top, bottom = int(band[0].y - GRAIN), int(band[-1].y + GRAIN) + 1
        heads = np.asarray(page.raster[max(top, 0) : bottom].any(axis=0), bool)
        texts = runs(closed(heads, HEAD_GAP))
        if len(texts) >= LEAST_HEADS:
            left, right = texts[0][0], texts[-1][1]
            region = Region(max(top, 0), int(inked[-1]) + 1, left, right)
            frames.append(Frame(region, (), ((float(top), float(bottom)),), "open", bold=True))
    return frames


def _bands(bold: Sequence[TextLine], pitch: float) -> list[list[TextLine]]:
    """Gather bold lines that stand as near to one another as the lines of a header."""
    bands: list[list[TextLine]] = []
    for line in bold:
        if bands and line.y - bands[-1][-1].y <= WITHIN * pitch:
            bands[-1].append(line)
        else:
            bands.append([line])
    return [band for band in bands if len(band) <= HEADER_LINES + 1]


def is_headed(levels: Sequence[Level], bottom: float) -> bool:
    """Tell whether heads that end at ``bottom`` are those of a table.

    Each column has one, and texts stand side by side below them; beside seals some have none.
    """
    below = [v for v in levels if v.y > bottom]
    several = [v for v in below if len(v.filled) >= LEAST_HEADS and not v.crossed]
    crossed = sum(bool(v.crossed) for v in below)
    headed = {c for v in levels if v.y <= bottom for c in v.filled}
    every = len(headed) == len(levels[0].lines)
    return bool(several) and every and crossed <= MOST_SECTIONS * len(below)
