"""The tables of a document against gold: who belongs to whom, and the counts for both scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.evaluate.grid import Grid
from pipeline.evaluate.grits import similar_cells
from pipeline.evaluate.tally import Tally
from pipeline.evaluate.teds import teds_struct


def tally_tables(gold: Sequence[Grid], read: Sequence[Grid]) -> Tally:
    """Pair tables one to one by best total similarity and count.

    GriTS is added up over positions, tables that have no partner included, as its authors advise
    for more than one table; TEDS is the mean over the larger number of tables. A grid is exact
    where all cells, with their spans, and the header rows are those of gold.
    """
    if not gold:
        return Tally()
    same = np.array([[similar_cells(g, r) for r in read] for g in gold]).reshape(len(gold), -1)
    rows, columns = linear_sum_assignment(-same)
    pairs = list(zip(rows.tolist(), columns.tolist(), strict=True))
    return Tally(
        {
            "grits_right": sum(float(same[i, j]) for i, j in pairs),
            "grits_size": sum(grid.size for grid in (*gold, *read)),
            "teds_sum": sum(teds_struct(gold[i], read[j]) for i, j in pairs),
            "tables": max(len(gold), len(read)),
            "grids_exact": sum(_alike(gold[i], read[j]) for i, j in pairs),
            "grids_gold": len(gold),
        }
    )


def _alike(gold: Grid, read: Grid) -> bool:
    return set(gold.cells) == set(read.cells) and gold.header_rows == read.header_rows
