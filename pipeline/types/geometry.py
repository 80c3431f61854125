"""Boxes in a named frame and the transforms between frames.

Frames
------
``scan``    pixels of the page image as loaded, origin top left, y down.
``clean``   pixels of the upright, straightened page that the stages read.
``points``  PDF points (1/72 inch) of the source page, origin top left, y down.

Coordinates are continuous: pixel column *i* covers the interval [i, i + 1), so a box is
half-open and its width is ``x1 - x0``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Frame = Literal["scan", "clean", "points"]


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-parallel rectangle in one frame. Raises ValueError when it is turned inside out."""

    x0: float
    y0: float
    x1: float
    y1: float
    frame: Frame

    def __post_init__(self) -> None:
        if not (self.x0 <= self.x1 and self.y0 <= self.y1):
            raise ValueError(f"box inside out: {self}")

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def center(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def union(self, other: Box) -> Box:
        """Return the smallest box around both. Raises ValueError when the frames differ."""
        self._same_frame(other)
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
            self.frame,
        )

    def intersection(self, other: Box) -> Box | None:
        """Return the common part, or None when there is none. Raises ValueError: other frame."""
        self._same_frame(other)
        x0, y0 = max(self.x0, other.x0), max(self.y0, other.y0)
        x1, y1 = min(self.x1, other.x1), min(self.y1, other.y1)
        return Box(x0, y0, x1, y1, self.frame) if x0 < x1 and y0 < y1 else None

    def padded(self, by: float) -> Box:
        """Grow by ``by`` units of the frame on every side (shrink where negative)."""
        return replace(self, x0=self.x0 - by, y0=self.y0 - by, x1=self.x1 + by, y1=self.y1 + by)

    def shifted(self, dx: float, dy: float) -> Box:
        return replace(self, x0=self.x0 + dx, y0=self.y0 + dy, x1=self.x1 + dx, y1=self.y1 + dy)

    def clipped(self, width: float, height: float) -> Box:
        """Cut to the frame's area [0, width] x [0, height]."""
        x0, x1 = (min(max(v, 0.0), width) for v in (self.x0, self.x1))
        y0, y1 = (min(max(v, 0.0), height) for v in (self.y0, self.y1))
        return Box(x0, y0, x1, y1, self.frame)

    def slices(self) -> tuple[slice, slice]:
        """(rows, columns) for indexing an image of the same frame, rounded to whole pixels."""
        return (
            slice(max(round(self.y0), 0), max(round(self.y1), 0)),
            slice(max(round(self.x0), 0), max(round(self.x1), 0)),
        )

    def _same_frame(self, other: Box) -> None:
        if self.frame != other.frame:
            raise ValueError(f"boxes of different frames: {self.frame} and {other.frame}")


def union_all(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around all. Raises TypeError when there is none to join."""
    return reduce(Box.union, boxes)


@dataclass(frozen=True, slots=True, eq=False)
class Transform:
    """A map of points from one frame into another: optional displacement mesh, then homography.

    matrix     (3, 3) float64, acts on column vectors (x, y, 1) of ``source``.
    mesh       (rows, columns, 2) float32 or None: displacement (dx, dy) in source units, given at
               nodes ``mesh_step`` source units apart from (0, 0), interpolated bilinearly between
               them and added before the matrix is applied. It carries page curl.
    """

    source: Frame
    target: Frame
    matrix: NDArray[np.float64]
    mesh: NDArray[np.float32] | None = None
    mesh_step: float = 1.0

    def points(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map points (N, 2) of ``source`` to points (N, 2) of ``target``."""
        moved = xy if self.mesh is None else xy + self._displacement(xy)
        homogeneous = np.column_stack([moved, np.ones(len(moved))]) @ self.matrix.T
        mapped: NDArray[np.float64] = homogeneous[:, :2] / homogeneous[:, 2:]
        return mapped

    def box(self, box: Box) -> Box:
        """Return the box around the mapped outline. Raises ValueError: box of another frame."""
        if box.frame != self.source:
            raise ValueError(f"transform takes {self.source} boxes, got {box.frame}")
        along = np.linspace(0.0, 1.0, 5)
        xs, ys = box.x0 + along * box.width, box.y0 + along * box.height
        outline = np.array(
            [(x, y) for x in xs for y in (box.y0, box.y1)]
            + [(x, y) for y in ys for x in (box.x0, box.x1)]
        )
        mapped = self.points(outline)
        (x0, y0), (x1, y1) = mapped.min(axis=0), mapped.max(axis=0)
        return Box(float(x0), float(y0), float(x1), float(y1), self.target)

    def _displacement(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        assert self.mesh is not None
        rows, columns = self.mesh.shape[:2]
        u = np.clip(xy[:, 0] / self.mesh_step, 0, columns - 1)
        v = np.clip(xy[:, 1] / self.mesh_step, 0, rows - 1)
        c = np.minimum(u.astype(int), max(columns - 2, 0))
        r = np.minimum(v.astype(int), max(rows - 2, 0))
        fu, fv = (u - c)[:, None], (v - r)[:, None]
        c1, r1 = np.minimum(c + 1, columns - 1), np.minimum(r + 1, rows - 1)
        top = self.mesh[r, c] * (1 - fu) + self.mesh[r, c1] * fu
        bottom = self.mesh[r1, c] * (1 - fu) + self.mesh[r1, c1] * fu
        displacement: NDArray[np.float64] = top * (1 - fv) + bottom * fv
        return displacement


def scaling(source: Frame, target: Frame, sx: float, sy: float) -> Transform:
    """Return the transform that multiplies x by ``sx`` and y by ``sy``."""
    return Transform(source, target, np.diag([sx, sy, 1.0]))
