"""Tells the desk around a photographed sheet from the sheet.

Evened out as paper is, a desk becomes white like paper, and its grain lines as of a table. A sheet
is one bright, convex piece whose edge is sharp; shade and folds fall off softly, or from one side.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup.background import PAPER_DPI, REACH_INCH
from pipeline.cleanup.measure import Gray, Mask, labelled

# Share of the picture that a sheet covers at least, and that lies around it.
SHEET = 0.25
AROUND = 0.05

# Share of its convex hull that a sheet fills.
CONVEX = 0.93

# Gray levels (0-255) by which the sheet is brighter than what is just beyond its edge, and share of
# the edge along which it is. A lamp's fall-off over the same width takes up to 15.
STEP = 35
SHARP = 0.8

# Sides of the picture that a desk touches: a fold or a lid shades one or two.
SIDES = 3

# Width of the sheet's own edge that goes with the desk, inches.
EDGE_INCH = 0.06


def find_surround(paper: Gray) -> Mask | None:
    """Mark what lies around the sheet: (h', w') 0/1; None where the sheet fills the picture.

    paper   brightness of the paper at ``PAPER_DPI`` (``background.estimate_paper``).
    """
    found = cv2.threshold(paper, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    bright = np.asarray(found, dtype=np.uint8)
    share = float(bright.mean())
    if not SHEET <= share <= 1.0 - AROUND / 2:
        return None
    if cv2.mean(paper, bright)[0] - cv2.mean(paper, 1 - bright)[0] < STEP:
        return None
    labels, stats = labelled(bright)
    if len(stats) < 2:
        return None
    sheet = (labels == 1 + int(np.argmax(stats[1:, 4]))).astype(np.uint8)
    hull = np.zeros_like(sheet)
    cv2.fillConvexPoly(hull, cv2.convexHull(cv2.findNonZero(sheet)), 1)
    inside = float(hull.mean())
    if inside < SHEET or 1.0 - inside < AROUND or float(sheet.sum()) < CONVEX * float(hull.sum()):
        return None
    if _sides(hull) < SIDES or not _is_sharp(paper, hull):
        return None
    edge = 2 * round(EDGE_INCH * PAPER_DPI) + 1
    return np.asarray(cv2.dilate(1 - hull, np.ones((edge, edge), np.uint8)), dtype=np.uint8)


def _sides(hull: Mask) -> int:
    """Count the sides of the picture most of which lie off the sheet."""
    return sum(float(side.mean()) < 0.5 for side in (hull[0], hull[-1], hull[:, 0], hull[:, -1]))


def _is_sharp(paper: Gray, hull: Mask) -> bool:
    """Tell whether brightness falls at once along the edge of the sheet."""
    reach = 2 * round(REACH_INCH * PAPER_DPI / 2) + 1
    around = np.ones((reach, reach), np.uint8)
    step: NDArray[np.uint8] = np.asarray(
        cv2.subtract(cv2.dilate(paper, around), cv2.erode(paper, around)), dtype=np.uint8
    )
    rim = (hull > 0) & (cv2.erode(hull, np.ones((3, 3), np.uint8)) == 0)
    rim[[0, -1]], rim[:, [0, -1]] = False, False
    return bool(rim.any() and (step[rim] >= STEP).mean() >= SHARP)
