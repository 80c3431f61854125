"""Draw a PDF page at the resolution of its scan, pixel for pixel."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

from pipeline.errors import PageError
from pipeline.load.pdf_objects import PlacedImage, cover
from pipeline.load.pixels import gray_if_colourless
from pipeline.load.settings import LoadSettings
from pipeline.types.page import Image, LayerWord

_SAME_DPI = 0.03  # relative; strips and tiles of one scan differ by rounding only
_GROUP_COVER = 0.3  # share of the page; text masks of layered scans leave the margins out
_PIXEL_ASPECT = 0.03  # relative; beyond it (fax: 204 x 98 dpi) pixels are not square
_PARTIAL_DPI_MAX = 400.0  # a picture on part of the page does not ask for more
_VECTOR_DPI_MIN = 100.0  # a huge drawing may be drawn this coarse to stay under the pixel limit
_SNAP_PX = 0.01  # pixels; pdfium rounds an image's edges outward and then resamples all of it
_STRAIGHT = 1e-3  # slope below which an image's axes lie along the page's
_INK_DPI = 72.0
_INK_DARK = 128  # gray level; below is ink


@dataclass(frozen=True, slots=True)
class Drawing:
    """How to draw a page: size in pixels, pixels per point, shift in pixels, and dpi.

    native   the pixels are those of a scan that covers the page, so ``dpi`` was measured.
    """

    width_px: int
    height_px: int
    scale: tuple[float, float]
    shift: tuple[float, float]
    dpi: float
    native: bool
    bilevel: bool = False


def plan(
    images: list[PlacedImage],
    size_pt: tuple[float, float],
    number: int,
    settings: LoadSettings,
    born_digital: bool,
) -> Drawing:
    """Choose the resolution of a page from the images placed on it.

    The finest set of like images that covers a third of the page sets it (layered scans hold a
    coarse background and a fine text mask). A page that images cover is drawn so that the largest
    of them comes out pixel for pixel; others are drawn at ``render_dpi`` or finer.

    Raises PageError where the page would have more than ``max_page_pixels``.
    """
    main = _finest(images, size_pt)
    full = cover(images, *size_pt) >= settings.scan_cover
    if main and full and not (born_digital and main[0].dpi < settings.render_dpi):
        largest = max(main, key=lambda image: image.width_px * image.height_px)
        bits = [image.bits for image in images if cover([image], *size_pt) >= _GROUP_COVER]
        bilevel = all(image.bits == 1 for image in main) and all(bit == 1 for bit in bits)
        drawing = _pixel_for_pixel(largest, size_pt, bilevel)
    else:
        finer = min(main[0].dpi, _PARTIAL_DPI_MAX) if main else 0.0
        drawing = _isotropic(size_pt, max(finer, settings.render_dpi))
        pixels = drawing.width_px * drawing.height_px
        if pixels > settings.max_page_pixels:
            coarser = drawing.dpi * math.sqrt(settings.max_page_pixels / pixels) * 0.999
            drawing = _isotropic(size_pt, max(coarser, _VECTOR_DPI_MIN))
    if drawing.width_px * drawing.height_px > settings.max_page_pixels:
        raise PageError(
            number,
            f"page {number} would have {drawing.width_px} x {drawing.height_px} pixels, "
            f"more than max_page_pixels = {settings.max_page_pixels}",
            "Scan it again at 300 dpi or raise the limit",
        )
    return drawing


def draw(page: pdfium.PdfPage, drawing: Drawing) -> Image:
    """Draw the page on white: uint8 (H, W) when it has no colour, else (H, W, 3) RGB."""
    width, height = drawing.width_px, drawing.height_px
    bitmap = pdfium.PdfBitmap.new_native(width, height, c.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        matrix = c.FS_MATRIX(drawing.scale[0], 0, 0, drawing.scale[1], *drawing.shift)
        flags = c.FPDF_ANNOT | c.FPDF_REVERSE_BYTE_ORDER | c.FPDF_RENDER_LIMITEDIMAGECACHE
        clip = c.FS_RECTF(0, 0, width, height)
        c.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, clip, flags)
        return gray_if_colourless(bitmap.to_numpy())
    finally:
        bitmap.close()


def unexplained_ink(
    page: pdfium.PdfPage, size_pt: tuple[float, float], words: tuple[LayerWord, ...]
) -> float:
    """Return the share of the page's dark pixels that lie outside all words, 0-1."""
    drawing = _isotropic(size_pt, _INK_DPI)
    image = draw(page, drawing)
    dark: NDArray[np.bool_] = (image if image.ndim == 2 else image.min(axis=2)) < _INK_DARK
    total = int(dark.sum())
    for word in words:
        dark[word.box.padded(1.0).slices()] = False
    return float(dark.sum()) / total if total else 0.0


def _finest(images: list[PlacedImage], size_pt: tuple[float, float]) -> list[PlacedImage]:
    """Return the images of the highest dpi that together cover enough of the page."""
    rest = sorted(images, key=lambda image: -image.dpi)
    while rest:
        group = [image for image in rest if image.dpi >= rest[0].dpi * (1 - _SAME_DPI)]
        if cover(group, *size_pt) >= _GROUP_COVER:
            return group
        rest = rest[len(group) :]
    return []


def _pixel_for_pixel(image: PlacedImage, size_pt: tuple[float, float], bilevel: bool) -> Drawing:
    across, down = image.axes[:2, 0], image.axes[:2, 1]
    x0, y0, x1, y1 = image.box
    upright = abs(across[1]) <= _STRAIGHT * abs(across[0])
    lying = abs(across[0]) <= _STRAIGHT * abs(across[1])
    straight = (upright and abs(down[0]) <= _STRAIGHT * abs(down[1])) or (
        lying and abs(down[1]) <= _STRAIGHT * abs(down[0])
    )
    columns, rows = image.width_px, image.height_px
    if lying:
        columns, rows = rows, columns
    sx, sy = ((n - 2 * _SNAP_PX) / max(d, 1e-6) for n, d in ((columns, x1 - x0), (rows, y1 - y0)))
    if not straight or abs(sx / sy - 1) > _PIXEL_ASPECT:
        return _isotropic(size_pt, 72.0 * max(image.scale), native=True, bilevel=bilevel)
    shift = tuple(round(at * s) - at * s + _SNAP_PX for at, s in ((x0, sx), (y0, sy)))
    width, height = (max(round(n * s), 1) for n, s in zip(size_pt, (sx, sy), strict=True))
    dpi = 72.0 * math.sqrt(sx * sy)
    return Drawing(width, height, (sx, sy), (shift[0], shift[1]), dpi, True, bilevel)


def _isotropic(
    size_pt: tuple[float, float], dpi: float, *, native: bool = False, bilevel: bool = False
) -> Drawing:
    scale = dpi / 72.0
    width, height = (max(round(side * scale), 1) for side in size_pt)
    exact = (width / size_pt[0], height / size_pt[1])
    return Drawing(width, height, exact, (0.0, 0.0), dpi, native, bilevel)
