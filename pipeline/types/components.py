"""Connected components of a mask, with their boxes."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """The connected components of a mask (h, w); row 0 of each table is what lies outside them.

    labels    int32 (h, w), 0 outside, components numbered from 1.
    stats     int32 (n, 5): left, top, width, height, area, pixels; the background has only area.
    centres   float64 (n, 2): mean x and y of their pixels.
    """

    labels: NDArray[np.int32]
    stats: NDArray[np.int32]
    centres: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.stats)

    def window(self, label: int) -> tuple[slice, slice]:
        """Return the rows and columns of a component's box."""
        left, top, width, height = self.stats[label, :4].tolist()
        return slice(top, top + height), slice(left, left + width)


def components(mask: NDArray[np.uint8] | NDArray[np.bool_], connectivity: int = 8) -> Components:
    """Find the connected components of a mask (h, w), nonzero inside.

    ``connectedComponentsWithStats`` looks at every pixel again to measure them; measuring the runs
    of each row instead takes half of the time on a printed page, and less where little is printed
    (ratio 0.40 to 0.53 on one core, pages of 300 and 150 dpi).
    """
    inside = np.ascontiguousarray(mask != 0)
    height, width = inside.shape
    count, found = cv2.connectedComponents(inside.view(np.uint8), connectivity=connectivity)
    labels = np.asarray(found, np.int32)
    walled = np.zeros((height, width + 2), np.int8)
    walled[:, 1:-1] = inside
    steps = np.diff(walled, axis=1).ravel()  # of width + 1 steps a row, 1 begins a run, -1 ends it
    first, after = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    y, x0 = np.divmod(first, width + 1)
    x1 = after - y * (width + 1)
    name: NDArray[np.int32] = labels[y, x0]
    long = x1 - x0
    area = np.bincount(name, long, count).astype(np.int32)
    left, right = np.full(count, width, np.int32), np.zeros(count, np.int32)
    top, bottom = np.full(count, height, np.int32), np.zeros(count, np.int32)
    np.minimum.at(left, name, x0.astype(np.int32))
    np.maximum.at(right, name, x1.astype(np.int32))
    np.minimum.at(top, name, y.astype(np.int32))
    np.maximum.at(bottom, name, y.astype(np.int32) + 1)
    stats = np.column_stack([left, top, right - left, bottom - top, area])
    stats[0] = 0, 0, 0, 0, height * width - area.sum()
    sums = [np.bincount(name, value, count) for value in ((x0 + x1 - 1) / 2 * long, y * long)]
    centres = np.column_stack(sums) / np.maximum(area, 1)[:, None]
    return Components(labels, stats, centres)
