"""Parts the bold header of a table without rules from the row below it.

The gap below a header may be no wider than between the lines of a cell; then its ink tells.
Positions are cells of the raster of ``marks``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.tables.chapters import BOLD, HEADER_LINES, LEAST_HEADS
from pipeline.tables.levels import Level

REGULAR = 1.04  # times the usual blackness, that regular lines keep under
APART = 1.05  # pitches from the last line of a header to the first row
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
