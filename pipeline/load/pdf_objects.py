"""What stands on a PDF page: every object, and where its images are placed."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

_MAX_DEPTH = 12  # forms within forms; real files have at most 4
_MAX_OBJECTS = 400_000  # per page; the densest sample page has 2,402
_JPEG_END = b"\xff\xd9"
_JPEG_TAIL = 4096  # bytes; scanners pad files after the end mark
_COVER_GRID = 64  # cells a side when adding up what images cover


@dataclass(frozen=True, slots=True)
class PageObject:
    """One object of the page.

    order    place in painting order, objects inside forms counted too.
    top      number of the top-level object that it is or is part of.
    branch   the object one level below ``top`` that it is or is part of, else the top itself.
    matrix   (3, 3), maps its own space to the page's.
    """

    handle: Any
    kind: int
    order: int
    top: int
    branch: Any
    matrix: NDArray[np.float64]

    @property
    def address(self) -> int:
        return address(self.handle)


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image on the page as it is shown, ``points`` frame, before clipping at the page edge.

    axes      (3, 3): pixel column, row of the image (unit square, y up) → points, y down.
    bits      bits per pixel of the source; 1 is black and white.
    """

    order: int
    width_px: int
    height_px: int
    bits: int
    axes: NDArray[np.float64]

    @property
    def corners(self) -> NDArray[np.float64]:
        """(4, 2) corners in points."""
        unit = np.array([[0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 1, 1]], dtype=np.float64)
        corners: NDArray[np.float64] = (unit @ self.axes.T)[:, :2]
        return corners

    @property
    def box(self) -> tuple[float, float, float, float]:
        (x0, y0), (x1, y1) = self.corners.min(axis=0), self.corners.max(axis=0)
        return float(x0), float(y0), float(x1), float(y1)

    @property
    def scale(self) -> tuple[float, float]:
        """Pixels per point along the image's own two axes."""
        across, down = (float(np.hypot(*self.axes[:2, i])) for i in (0, 1))
        return self.width_px / max(across, 1e-6), self.height_px / max(down, 1e-6)

    @property
    def dpi(self) -> float:
        return 72.0 * float(np.sqrt(self.scale[0] * self.scale[1]))


def address(handle: Any) -> int:
    """Return the identity of a pdfium object."""
    return int(ctypes.cast(handle, ctypes.c_void_p).value or 0)


def page_objects(page: pdfium.PdfPage) -> Iterator[PageObject]:
    """Walk all objects of the page in painting order, forms opened."""
    order = 0
    for top in range(c.FPDFPage_CountObjects(page)):
        root = c.FPDFPage_GetObject(page, top)
        stack = [(root, root, np.eye(3), 0)]
        while stack and order < _MAX_OBJECTS:
            handle, branch, outer, depth = stack.pop()
            kind = c.FPDFPageObj_GetType(handle)
            matrix = outer @ _own_matrix(handle) if kind in _PLACED else outer
            yield PageObject(handle, kind, order, top, branch, matrix)
            order += 1
            if kind == c.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                for i in reversed(range(c.FPDFFormObj_CountObjects(handle))):
                    child = c.FPDFFormObj_GetObject(handle, i)
                    stack.append((child, branch if depth else child, matrix, depth + 1))


def placed_images(
    page: pdfium.PdfPage, objects: list[PageObject], to_points: NDArray[np.float64]
) -> list[PlacedImage]:
    """Find every image among ``objects``; ``to_points`` (3, 3) maps page space to points."""
    images = []
    for item in objects:
        if item.kind != c.FPDF_PAGEOBJ_IMAGE:
            continue
        meta = c.FPDF_IMAGEOBJ_METADATA()
        if c.FPDFImageObj_GetImageMetadata(item.handle, page, meta) and meta.width and meta.height:
            axes = to_points @ item.matrix
            images.append(
                PlacedImage(item.order, meta.width, meta.height, meta.bits_per_pixel, axes)
            )
    return images


def cover(images: list[PlacedImage], width_pt: float, height_pt: float) -> float:
    """Return the share of the page that the images cover together, 0-1."""
    grid = np.zeros((_COVER_GRID, _COVER_GRID), dtype=bool)
    for image in images:
        x0, y0, x1, y1 = image.box
        columns, rows = (
            slice(max(round(a / size * _COVER_GRID), 0), max(round(b / size * _COVER_GRID), 0))
            for a, b, size in ((x0, x1, width_pt), (y0, y1, height_pt))
        )
        grid[rows, columns] = True
    return float(grid.mean())


def decodable(item: PageObject) -> bool:
    """Whether the object is no image or an image whose pixels can be decoded."""
    if item.kind != c.FPDF_PAGEOBJ_IMAGE:
        return True
    bitmap = c.FPDFImageObj_GetBitmap(item.handle)
    if not bitmap:
        return False
    c.FPDFBitmap_Destroy(bitmap)
    return True


def cut_short(item: PageObject) -> bool:
    """Whether the object is a JPEG whose data end before its end mark: its foot is missing."""
    if item.kind != c.FPDF_PAGEOBJ_IMAGE or c.FPDFImageObj_GetImageFilterCount(item.handle) != 1:
        return False
    name = ctypes.create_string_buffer(16)
    c.FPDFImageObj_GetImageFilter(item.handle, 0, name, len(name))
    if name.value not in (b"DCTDecode", b"DCT"):
        return False
    length = c.FPDFImageObj_GetImageDataRaw(item.handle, None, 0)
    data = ctypes.create_string_buffer(length)
    c.FPDFImageObj_GetImageDataRaw(item.handle, data, length)
    return _JPEG_END not in data.raw[-_JPEG_TAIL:]


_PLACED = (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_FORM)


def _own_matrix(handle: Any) -> NDArray[np.float64]:
    m = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(handle, m):
        return np.eye(3)
    return np.array([[m.a, m.c, m.e], [m.b, m.d, m.f], [0, 0, 1]], dtype=np.float64)
