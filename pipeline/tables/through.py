"""Takes column borders out of section rows whose title runs through them.

A rule that ends at a section row may seem to go on through a letter that happens to stand there.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.lattice import Lattice
from pipeline.tables.marks import Marks

WHITE = 1.25  # x-heights from letter to letter over a border; both cells together keep 2.0 white
LOWEST = 0.6  # x-heights: what is lower may be left of a rule
LEVEL = 0.8  # x-heights between the middles of letters of one line


def run_through(lattice: Lattice, marks: Marks, border_cover: float) -> Lattice:
    """Return the lattice without sides that letters run through; ``marks`` on straight paper.

    Only rows that lack another border are looked at: the text of a crowded cell may touch a rule.
    """
    left = lattice.left.copy()
    letters = marks.boxes[marks.boxes[:, 3] - marks.boxes[:, 1] >= LOWEST * marks.x_height]
    ruled = left[:, 1:-1] >= border_cover
    for row in np.flatnonzero(ruled.any(axis=1) & ~ruled.all(axis=1)).tolist():
        top, bottom = lattice.ys[row], lattice.ys[row + 1]
        middles = (letters[:, 1] + letters[:, 3]) / 2
        boxes = letters[(middles > top) & (middles < bottom)]
        for border in (np.flatnonzero(ruled[row]) + 1).tolist():
            if _crossed(boxes, lattice.xs[border], marks.x_height):
                left[row, border] = 0.0
    return replace(lattice, left=left)


def _crossed(boxes: NDArray[np.float64], x: float, x_height: float) -> bool:
    """Tell whether letters of one line stand close on both sides of a border."""
    middles = (boxes[:, 0] + boxes[:, 2]) / 2
    heights = (boxes[:, 1] + boxes[:, 3]) / 2
    before, after = middles < x, middles >= x
    white = boxes[after, 0][None] - boxes[before, 2][:, None]
    apart = np.abs(heights[before][:, None] - heights[after][None])
    return bool(((white <= WHITE * x_height) & (apart <= LEVEL * x_height)).any())
