"""Removes salt noise and dust that stands clear of all print.

Dots of i, periods, commas and marks are specks by size but never stand far from a letter; so a
speck is judged by its size and by its distance from print, both measured in letter heights.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup.measure import Gray, Mask, Parts, parts_of

# Darker than this share of white is ink.
DARK = 0.6

# In letter heights (x-height). A period measures 0.25, a dot below 0.22, a tone mark 0.35 long;
# a period stands at most 0.5 from its letter, a stacked tone mark 0.7.
SPECK = 0.45
TINY = 0.12
CLEAR = 1.3
TINY_CLEAR = 0.6

# Letter height in pixels at which distances are measured.
DISTANCE_LETTER = 8.0

# This many specks closer than a letter to each other in a row are leader dots, and stay.
LEADERS = 4
STEP = 0.35  # letter heights that dots of one row may differ by


def find_specks(gray: Gray, letter: float) -> NDArray[np.int32]:
    """Find specks: (N, 4) int32 half-open boxes x0, y0, x1, y1 in pixels of ``gray``.

    letter   x-height in the same pixels.
    """
    dark = (gray < 255 * DARK).astype(np.uint8)
    parts = parts_of(dark)
    extent = np.maximum(parts.width, parts.height)
    small = extent <= max(SPECK * letter, 2.0)
    if not small.any() or small.all():
        return np.zeros((0, 4), np.int32)
    specks = parts.where(small)
    distance, scale = _distance_from_print(dark, specks, letter)
    size = extent[small]
    x, y = specks.x0 + specks.width // 2, specks.y0 + specks.height // 2
    rows = np.clip((y * scale).astype(int), 0, distance.shape[0] - 1)
    columns = np.clip((x * scale).astype(int), 0, distance.shape[1] - 1)
    away = distance[rows, columns] / scale
    clear = np.where(size <= TINY * letter, TINY_CLEAR, CLEAR) * letter
    leaders = _leaders(x, y, letter) | _leaders(y, x, letter)  # the page may lie on its side
    keep = (away > clear) & ~leaders
    found = specks.where(keep)
    return np.column_stack(
        [found.x0, found.y0, found.x0 + found.width, found.y0 + found.height]
    ).astype(np.int32)


def remove_specks(gray: Gray, specks: NDArray[np.int32]) -> Gray:
    """Return a copy of the page with the specks' boxes, and a pixel around them, made white."""
    clean = gray.copy()
    for x0, y0, x1, y1 in specks.tolist():
        clean[max(y0 - 1, 0) : y1 + 1, max(x0 - 1, 0) : x1 + 1] = 255
    return clean


def _distance_from_print(
    dark: Mask, specks: Parts, letter: float
) -> tuple[NDArray[np.float32], float]:
    """Distance of every point from print that is no speck, on a small scale, and that scale."""
    scale = min(1.0, DISTANCE_LETTER / letter)
    height, width = dark.shape
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    shrunk = cv2.resize(dark * np.uint8(255), size, interpolation=cv2.INTER_AREA)
    print_mask = (shrunk > 0).astype(np.uint8)
    for x0, y0, w, h in zip(*(a.tolist() for a in specks.boxes), strict=True):
        # A pixel more all round: shrinking spreads a speck over its neighbours.
        left, top = max(int(x0 * scale) - 1, 0), max(int(y0 * scale) - 1, 0)
        right, bottom = int((x0 + w) * scale) + 2, int((y0 + h) * scale) + 2
        print_mask[top:bottom, left:right] = 0
    distance = cv2.distanceTransform(1 - print_mask, cv2.DIST_L2, 3)
    return np.asarray(distance, dtype=np.float32), scale


def _leaders(x: NDArray[np.int32], y: NDArray[np.int32], letter: float) -> NDArray[np.bool_]:
    """Tell which specks stand in a row of at least ``LEADERS`` on one height.

    Heights are counted in steps, and once more in steps that lie half of one lower: a row that
    runs along the border of two steps is whole in the others.
    """
    found = np.zeros(len(x), bool)
    for offset in (0.0, 0.5):
        order = np.lexsort((x, np.round(y / (STEP * letter) + offset).astype(int)))
        close = np.abs(np.diff(x[order])) <= letter
        close &= np.abs(np.diff(y[order])) <= 0.3 * letter
        runs = np.concatenate([[0], np.cumsum(~close)])
        found[order] |= np.bincount(runs)[runs] >= LEADERS
    return found
