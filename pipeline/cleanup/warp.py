"""Composes all geometry into one transform and resamples the page once."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup.dewarp import Bend
from pipeline.cleanup.measure import Gray
from pipeline.types.geometry import Transform
from pipeline.types.page import Rotation

# Distance of the nodes of a displacement mesh, clean pixels. The fields are polynomials over
# the whole page: between nodes 24 apart they differ from bilinear by under 0.01 px.
MESH_STEP = 24


@dataclass(frozen=True, slots=True, eq=False)
class Geometry:
    """What is to be done to the scan's geometry.

    rotation    quarter turn, degrees clockwise.
    skew_deg    small angle to take out, positive = lines run downhill.
    zoom        clean pixels per scan pixel.
    bend        displacement on the level page, or None; ``bend_scale`` its pixels per scan pixel.
    """

    rotation: Rotation = 0
    skew_deg: float = 0.0
    zoom: float = 1.0
    bend: Bend | None = None
    bend_scale: float = 1.0


def clean_to_scan(geometry: Geometry, shape: tuple[int, int]) -> tuple[Transform, tuple[int, int]]:
    """Compose the transform clean → scan for a scan of ``shape`` (H, W), and the clean (H, W).

    The clean page is as large as the turned and levelled scan: no corner is cut off.
    """
    height, width = shape
    unturn, turned = _unturn(geometry.rotation, height, width)
    level, origin, extent = _unlevel(geometry.skew_deg, turned)
    zoom = geometry.zoom
    size = (max(round(extent[1] * zoom), 1), max(round(extent[0] * zoom), 1))
    place = np.array([[1 / zoom, 0, origin[0]], [0, 1 / zoom, origin[1]], [0, 0, 1.0]])
    mesh = _mesh(geometry, origin, size) if geometry.bend is not None else None
    step = float(MESH_STEP) if mesh is not None else 1.0
    return Transform("clean", "scan", unturn @ level @ place, mesh, step), size


def resample(image: Gray, to_scan: Transform, size: tuple[int, int], zoom: float) -> Gray:
    """Carry the gray scan over to the clean page of ``size`` (H, W); outside is white.

    Turns by quarters alone move whole pixels; all else is one bicubic resampling.
    """
    if to_scan.mesh is None and zoom == 1.0:
        turned = _whole_pixels(image, to_scan.matrix)
        if turned is not None:
            return turned
    if zoom < 1.0:
        # Detail finer than a clean pixel would alias: half a clean pixel of blur takes it out.
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), 0.45 / zoom), dtype=np.uint8)
    height, width = size
    # Coordinates are continuous, OpenCV's are pixel centres: half a pixel apart.
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    matrix = np.linalg.inv(half) @ to_scan.matrix @ half
    if to_scan.mesh is None:
        flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
        moved = cv2.warpAffine(image, matrix[:2], (width, height), flags=flags, borderValue=255.0)
        return np.asarray(moved, dtype=np.uint8)
    map_x, map_y = _maps(to_scan, matrix, size)
    moved = cv2.remap(image, map_x, map_y, cv2.INTER_CUBIC, borderValue=255.0)
    return np.asarray(moved, dtype=np.uint8)


def _whole_pixels(image: Gray, matrix: NDArray[np.float64]) -> Gray | None:
    for quarter in range(4):
        unturn, _ = _unturn(quarter * 90, *image.shape)
        if np.array_equal(unturn, matrix):
            return np.ascontiguousarray(np.rot90(image, k=-quarter)) if quarter else image
    return None


def _unturn(rotation: int, height: int, width: int) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """Matrix turned → scan and (H, W) of the turned page, for a scan of height and width."""
    h, w = float(height), float(width)
    rows: dict[int, list[list[float]]] = {
        0: [[1, 0, 0], [0, 1, 0]],
        90: [[0, 1, 0], [-1, 0, h]],
        180: [[-1, 0, w], [0, -1, h]],
        270: [[0, -1, w], [1, 0, 0]],
    }
    shape = (height, width) if rotation in (0, 180) else (width, height)
    return np.array([*rows[rotation], [0, 0, 1]], dtype=np.float64), shape


def _unlevel(
    skew_deg: float, shape: tuple[int, int]
) -> tuple[NDArray[np.float64], tuple[float, float], tuple[float, float]]:
    """Matrix level → turned (about the middle), the level page's top left, and its (w, h)."""
    height, width = shape
    if not skew_deg:
        return np.eye(3), (0.0, 0.0), (float(width), float(height))
    c, s = float(np.cos(np.radians(skew_deg))), float(np.sin(np.radians(skew_deg)))
    x, y = width / 2, height / 2
    matrix = np.array([[c, -s, x - c * x + s * y], [s, c, y - s * x - c * y], [0, 0, 1.0]])
    wide, high = width * c + height * abs(s), width * abs(s) + height * c
    return matrix, (x - wide / 2, y - high / 2), (wide, high)


def _mesh(
    geometry: Geometry, origin: tuple[float, float], size: tuple[int, int]
) -> NDArray[np.float32]:
    assert geometry.bend is not None
    rows, columns = (-(-length // MESH_STEP) + 1 for length in size)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float64) * MESH_STEP
    clean = np.column_stack([x.ravel(), y.ravel()])
    level = (clean / geometry.zoom + np.array(origin)) * geometry.bend_scale
    moved = geometry.bend.displacement(level) * (geometry.zoom / geometry.bend_scale)
    return moved.reshape(rows, columns, 2).astype(np.float32)


def _maps(
    to_scan: Transform, matrix: NDArray[np.float64], size: tuple[int, int]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return OpenCV's maps: for each clean pixel's centre the scan pixel, float32 (H, W) each."""
    assert to_scan.mesh is not None
    height, width = size
    step = to_scan.mesh_step
    grow = np.array([[1 / step, 0, 0.5 / step], [0, 1 / step, 0.5 / step]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    shift = cv2.warpAffine(
        to_scan.mesh, grow, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    x = shift[..., 0] + np.arange(width, dtype=np.float32)
    y = shift[..., 1] + np.arange(height, dtype=np.float32)[:, None]
    (a, b, c), (d, e, f) = matrix[:2].astype(np.float32)
    return a * x + b * y + c, d * x + e * y + f
