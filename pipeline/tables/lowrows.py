"""Tables of one printed line: what a page break leaves of a row, or the last row of a table.

Their column rules are no taller than letters, so they are sought between two long row rules only.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from pipeline.tables.borders import cluster
from pipeline.tables.lattice import SEED_COLUMN_PT, SEED_ROW_PT, Lattice, seeds
from pipeline.tables.settings import TableSettings
from pipeline.tables.straighten import Stroke

SAME_ENDS_PT = 6.0  # both rules start and end within this of one another
MEET_PT = 2.5  # how far a column rule may end from a row rule
LEAST_RULES = 3  # from rule to rule; with fewer it could be a frame


def low_rows(
    horizontal: Sequence[Stroke],
    vertical: Sequence[Stroke],
    taken: Sequence[tuple[float, float]],
    unit: float,
    settings: TableSettings,
) -> list[Lattice]:
    """Return the tables of one low row outside ``taken``: heights (top, bottom) of other tables."""
    wide = [
        s
        for s in seeds(horizontal, SEED_ROW_PT, unit, settings)
        if s.length >= settings.min_table_width_pt * unit
        and not any(a - MEET_PT * unit <= s.position <= b + MEET_PT * unit for a, b in taken)
    ]
    found = []
    for upper, lower in pairwise(sorted(wide, key=lambda s: s.position)):
        gap = lower.position - upper.position
        alike = max(abs(upper.start - lower.start), abs(upper.end - lower.end))
        if gap > SEED_COLUMN_PT * unit or alike > SAME_ENDS_PT * unit:
            continue
        near = MEET_PT * unit
        between = [
            s
            for s in vertical
            if s.certain
            and abs(s.start - upper.position) <= near
            and abs(s.end - lower.position) <= near
            and upper.start - near <= s.position <= upper.end + near
        ]
        xs = [b.position for b in cluster(between, settings.merge_pt * unit)]
        if len(xs) >= LEAST_RULES:
            left, right = min(upper.start, xs[0]), max(upper.end, xs[-1])
            low = settings.min_column_pt * unit
            xs = [
                *([left] if xs[0] - left > low else []),
                *xs,
                *([right] if right - xs[-1] > low else []),
            ]
            ones = np.ones((1, len(xs))), np.ones((2, len(xs) - 1))
            found.append(Lattice(tuple(xs), (upper.position, lower.position), *ones))
    return found
