"""Round seals in black and white, whose letters and stars are no text of a table."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.types.components import Components

DIAMETER_PT = (
    65.0,
    145.0,
)  # seals of offices measure 30 to 42 mm, worn rings a little less
ROUND = 0.8  # least width to height, or height to width
RING = 0.35  # least share of the ink farther out than ``OUT``: stars and signatures fill the ring
OUT, CORNER = 0.72, 1.12  # radii; a frame has its corners at 1.4
CORNERS = 0.03  # most ink that lies in the corners


def in_seals(found: Components, unit: float) -> NDArray[np.bool_]:
    """Tell which components have their middle inside a round ring, the ring itself among them.

    unit   pixels in a point.
    """
    stats, centres = found.stats, found.centres
    wide, high = (stats[:, side].astype(float) for side in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT))
    low, most = (size * unit for size in DIAMETER_PT)
    likely = (np.minimum(wide, high) >= low) & (np.maximum(wide, high) <= most)
    likely &= np.minimum(wide, high) >= ROUND * np.maximum(wide, high)
    likely[0] = False
    inside = np.zeros(len(stats), bool)
    for ring in np.flatnonzero(likely).tolist():
        if _is_ring(found, ring):
            x, y, width, height = stats[ring, :4].tolist()
            radius = np.hypot(
                (centres[:, 0] - x - width / 2) / (width / 2),
                (centres[:, 1] - y - height / 2) / (height / 2),
            )
            inside |= radius <= 1.0
    inside[0] = False
    return inside


def _is_ring(found: Components, label: int) -> bool:
    x, y, width, height = found.stats[label, :4].tolist()
    ys, xs = np.nonzero(found.labels[y : y + height, x : x + width] == label)
    radius = np.hypot((xs + 0.5) / width * 2 - 1, (ys + 0.5) / height * 2 - 1)
    return bool((radius > OUT).mean() >= RING and (radius > CORNER).mean() <= CORNERS)
