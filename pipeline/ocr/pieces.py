"""The connected pieces of ink of a line, and which of them are upright strokes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.types.page import Image

MOST_STEMS = 3
"""Stems in a row; IIII is no numeral."""
_SCALE = 3  # lines are enlarged so much: at 100 dpi a stem is two pixels wide
_BAND = (0.25, 0.75)  # of a stem's height: between the serifs
_STEADY = 0.85  # least share of the band's rows that show the same number of strokes
_WIDEST = 0.32  # of the height: a stroke; bold Times has 0.22
_LEAN = 0.1  # of the height: how far a stroke moves over the band; "/" 0.18, italics 0.14


@dataclass(frozen=True, slots=True)
class Piece:
    """A connected piece of ink: columns and rows, in pixels of the line image.

    stems    how many upright strokes it is made of, 0 where it is something else.
    slash    a stroke that leans follows them, or is all there is: "I/" often touch.
    """

    x0: int
    x1: int
    y0: int
    y1: int
    stems: int
    slash: bool

    @property
    def height(self) -> int:
        return self.y1 - self.y0

    def stands_like(self, other: Piece) -> bool:
        """Whether the two have the same height and stand on one line."""
        slack = 0.15 * other.height
        return abs(self.y0 - other.y0) <= slack and abs(self.y1 - other.y1) <= slack


def find_pieces(image: Image) -> list[Piece]:
    """Return the pieces of a line (h, w) uint8 from left to right."""
    large = cv2.resize(image, None, fx=_SCALE, fy=_SCALE, interpolation=cv2.INTER_CUBIC)
    dark = float(np.percentile(large, 2))
    ink = np.asarray(large < (dark + 255) / 2, np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = list(_measured(np.asarray(labels), np.asarray(stats), count))
    return sorted(found, key=lambda piece: piece.x0 + piece.x1)


def _measured(labels: NDArray[Any], stats: NDArray[Any], count: int) -> Iterator[Piece]:
    for label in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[label])
        if area < _SCALE * _SCALE * 4:
            continue
        mask = labels[y : y + height, x : x + width] == label
        yield Piece(
            x // _SCALE, -(-(x + width) // _SCALE), y // _SCALE, -(-(y + height) // _SCALE),
            *_strokes(mask),
        )  # fmt: skip


def _strokes(mask: NDArray[np.bool_]) -> tuple[int, bool]:
    """Return how many upright strokes the piece is made of, and whether a slash follows."""
    height, width = mask.shape
    if width > 2.2 * height or height < 6 * _SCALE:
        return 0, False
    band = mask[round(_BAND[0] * height) : round(_BAND[1] * height)]
    edges = np.diff(np.pad(band, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    runs = (edges == 1).sum(axis=1)
    usual = int(np.bincount(runs).argmax())
    if not 1 <= usual <= MOST_STEMS + 1 or (runs == usual).mean() < _STEADY:
        return 0, False
    rows = np.flatnonzero(runs == usual)
    starts = np.argwhere(edges[rows] == 1)[:, 1].reshape(-1, usual)
    ends = np.argwhere(edges[rows] == -1)[:, 1].reshape(-1, usual)
    thick = np.median(ends - starts, axis=0)
    moved = np.ptp((starts + ends) / 2, axis=0)
    leans = moved > _LEAN * height
    stems = int(leans.argmax()) if leans.any() else usual
    uneven = stems and thick[:stems].max() > 2 * thick[:stems].min()
    if uneven or (thick > _WIDEST * height).any() or usual - stems > 1:
        return 0, False
    return stems, bool(leans.any())
