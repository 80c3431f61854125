"""Geometry of a scan: skew, perspective and curl, with the way of every point known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.types.geometry import Transform
from pipeline.types.page import Image

Points = NDArray[np.float64]
_STEP: Final = 16  # pixels between the nodes of the backward map; 1/16 is exact for warpAffine
_NODES: Final = 64.0  # pixels between the nodes of the curl


@dataclass(frozen=True, slots=True)
class Bend:
    """How paper lies under the scanner.

    skew_deg      turned clockwise by so many degrees.
    corners       how far each corner moves, in shares of the page (4 × (dx, dy), clockwise).
    curl          depth of the page's bow, in shares of its height; ``wave`` its period in widths.
    """

    skew_deg: float = 0.0
    corners: tuple[tuple[float, float], ...] = ((0.0, 0.0),) * 4
    curl: float = 0.0
    wave: float = 1.0


def transform_of(bend: Bend, size: tuple[int, int]) -> Transform:
    """Return the transform from printed pixels to scanned pixels; ``size`` (width, height)."""
    width, height = size
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -bend.skew_deg, 1.0)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)
    moved = np.column_stack([corners, np.ones(4)]) @ turn.T
    moved = moved + np.array(bend.corners) * (width, height)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), moved.astype(np.float32))
    mesh = _curl(bend, width, height) if bend.curl else None
    return Transform("clean", "scan", np.asarray(matrix, dtype=np.float64), mesh, _NODES)


def warp(image: Image, transform: Transform, border: tuple[int, int, int]) -> Image:
    """Return the page as scanned, of the same size; ``border`` lies where the paper ends."""
    height, width = image.shape[:2]
    rows, columns = height // _STEP + 2, width // _STEP + 2
    x, y = np.meshgrid(np.arange(columns) * float(_STEP), np.arange(rows) * float(_STEP))
    # Coordinates are continuous: the centre of pixel i is i + 0.5.
    source = _backward(transform, np.column_stack([x.ravel(), y.ravel()]) + 0.5) - 0.5
    nodes = source.reshape(rows, columns, 2).astype(np.float32)
    spread = np.array([[1 / _STEP, 0, 0], [0, 1 / _STEP, 0]])
    full = cv2.warpAffine(
        nodes,
        spread,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    # Cubic, since a linear look-up blurs more than a scanner does.
    moved = cv2.remap(
        image,
        full,
        None,  # type: ignore[call-overload]
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=border if image.ndim == 3 else border[0],
    )
    return np.asarray(moved, dtype=np.uint8)


def _backward(transform: Transform, points: Points) -> Points:
    """Map scanned points to printed ones; the curl is undone by fixed-point steps."""
    plain = Transform("scan", "clean", np.asarray(np.linalg.inv(transform.matrix), np.float64))
    flat = plain.points(points)
    if transform.mesh is None:
        return flat
    only = Transform("clean", "clean", np.eye(3), transform.mesh, transform.mesh_step)
    guess = flat
    for _ in range(4):
        guess = flat - (only.points(guess) - guess)
    return guess


def _curl(bend: Bend, width: int, height: int) -> NDArray[np.float32]:
    """Lines bow downwards in the middle of the page, the more the nearer to the bottom."""
    columns, rows = int(width / _NODES) + 3, int(height / _NODES) + 3
    x = np.arange(columns) * _NODES / width
    y = np.arange(rows) * _NODES / height
    bow = np.sin(np.pi * x / bend.wave)[None, :] * (0.4 + 0.6 * y)[:, None]
    mesh = np.zeros((rows, columns, 2), dtype=np.float32)
    mesh[..., 1] = bend.curl * height * bow
    mesh[..., 0] = -0.25 * bend.curl * width * np.sin(2 * np.pi * x / bend.wave)[None, :]
    return mesh
