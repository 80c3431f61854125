"""PDF pages: found, judged and drawn one at a time with pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

from pipeline.errors import DamagedError, EmptyInputError, EncryptedError, PageError
from pipeline.load.judge import Evidence, FoundWord, judge
from pipeline.load.notes import cut_short_note, picture_note, scan_notes
from pipeline.load.pdf_draw import draw, plan, unexplained_ink
from pipeline.load.pdf_guard import PageGuard, has_no_pages
from pipeline.load.pdf_objects import (
    PageObject,
    PlacedImage,
    address,
    cover,
    cut_short,
    decodable,
    page_objects,
    placed_images,
)
from pipeline.load.pdf_overlay import attestations, flatten, leave_out
from pipeline.load.pdf_text import read_words
from pipeline.load.settings import LoadSettings
from pipeline.load.sheet import sheet_dpi
from pipeline.types.geometry import Box
from pipeline.types.outcome import Issue
from pipeline.types.page import LayerVerdict, ScanPage, TextLayer

_WHITE = 250  # of 255; lighter text on paper is not seen
_UNSEEN_MODES = (c.FPDF_TEXTRENDERMODE_INVISIBLE, c.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True, slots=True)
class _Inspected:
    """A loaded page and what was found on it; valid while the page is open."""

    page: pdfium.PdfPage
    size_pt: tuple[float, float]
    objects: list[PageObject]
    images: list[PlacedImage]
    layer: TextLayer
    attesting: dict[int, Any]


class PdfSource:
    """An opened PDF. Not for use from several threads: pdfium is not made for it."""

    def __init__(self, data: bytes, name: str, settings: LoadSettings) -> None:
        self._pdf = _opened(data, name)
        self._guard = PageGuard(data)
        self._settings = settings
        self._own_objects: dict[int, int] = {}  # flattening is done once, see pdf_overlay

    @property
    def page_count(self) -> int:
        return len(self._pdf)

    def page(self, number: int) -> ScanPage:
        """Draw one page at the resolution of its scan. Raises PageError."""
        with self._inspected(number) as found:
            trusted = found.layer.verdict is LayerVerdict.TRUSTED
            drawing = plan(found.images, found.size_pt, number, self._settings, trusted)
            leave_out(found.attesting.values())
            image = draw(found.page, drawing)
            if image.min() == image.max():
                self._refuse_lost(found, number)
            broken_off = any(cut_short(item) for item in found.objects)
        dpi = drawing.dpi
        notes: tuple[Issue, ...] = ()
        if drawing.native:
            dpi = sheet_dpi(drawing.width_px, drawing.height_px, drawing.dpi)
            notes = scan_notes(number, dpi, drawing.dpi, self._settings)
        if broken_off:
            notes += (cut_short_note(number),)
        share = cover(found.images, *found.size_pt)
        if trusted and share >= self._settings.picture_cover:
            notes += (picture_note(number, share),)
        return ScanPage(
            number, image, dpi, *found.size_pt, found.layer, bilevel=drawing.bilevel, issues=notes
        )

    def verdict(self, number: int) -> LayerVerdict | None:
        with self._inspected(number) as found:
            return None if not found.objects else found.layer.verdict

    def close(self) -> None:
        self._guard.close()
        self._pdf.close()

    def _refuse_lost(self, found: _Inspected, number: int) -> None:
        """Tell a page that came out blank for want of its picture from one that is blank."""
        lost = any(not decodable(item) for item in found.objects)
        if lost or self._guard.incomplete(number - 1):
            raise PageError(
                number, f"the picture of page {number} is damaged or missing", "Scan it again"
            )

    @contextmanager
    def _inspected(self, number: int) -> Iterator[_Inspected]:
        page = self._load(number)
        try:
            yield self._inspect(page, number)
        finally:
            page.close()

    def _load(self, number: int) -> pdfium.PdfPage:
        if number not in self._own_objects and self._guard.endless(number - 1):
            raise PageError(
                number,
                f"page {number} draws its parts inside one another without end",
                "Print the page to a new PDF or scan it again",
            )
        try:
            if number in self._own_objects:
                return self._pdf[number - 1]
            page, self._own_objects[number] = flatten(self._pdf, number - 1)
        except pdfium.PdfiumError as error:
            raise PageError(
                number, f"page {number} is damaged and cannot be read", "Scan or copy it again"
            ) from error
        return page

    def _inspect(self, page: pdfium.PdfPage, number: int) -> _Inspected:
        size = _page_size(page, number)
        to_points = _to_points(page)
        objects = list(page_objects(page))
        images = placed_images(page, objects, to_points)
        _refuse_bombs(images, number, self._settings)
        text = read_words(page, to_points)
        by_address = {item.address: item for item in objects}
        owned = [(word, by_address.get(owner)) for word, owner in text.words]
        attesting = attestations(owned, self._own_objects[number])
        sheets = [image for image in images if cover([image], *size) >= self._settings.scan_cover]
        words = tuple(
            FoundWord(word, _visible(item, sheets), _branch(item) in attesting)
            for word, item in owned
            if _on_page(word.box, size)
        )
        layer = judge(
            Evidence(
                words,
                cover(images, *size),
                size[0] * size[1],
                text.unmapped,
                lambda said: unexplained_ink(page, size, said),
            ),
            self._settings,
        )
        return _Inspected(page, size, objects, images, layer, attesting)


def _opened(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # pdfium's last error may be left over from another file: without /Encrypt it is not true.
        locked = error.err_code in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY)
        if locked and b"/Encrypt" in data:
            raise EncryptedError(
                f"{name}: the PDF is locked with a password", "Save it without the password"
            ) from error
        if has_no_pages(data):
            raise EmptyInputError(
                f"{name}: the PDF has no pages", "Scan or copy it again"
            ) from error
        raise DamagedError(
            f"{name}: the PDF is damaged or cut short and cannot be read", "Scan or copy it again"
        ) from error
    return pdf


def _page_size(page: pdfium.PdfPage, number: int) -> tuple[float, float]:
    """Return (width, height) in points as shown. Raises PageError for a page without area."""
    width, height = page.get_size()
    box = page.get_mediabox(fallback_ok=False)
    flat = box is not None and (box[0] == box[2] or box[1] == box[3])
    if flat or not (width > 0 and height > 0 and np.isfinite(width * height)):
        raise PageError(number, f"page {number} has no area", "Scan it again")
    return float(width), float(height)


def _to_points(page: pdfium.PdfPage) -> NDArray[np.float64]:
    """Return (3, 3): page space (y up, before rotation) → points as shown (y down)."""
    left, bottom, right, top = page.get_bbox()
    turned = {
        0: [[1, 0, -left], [0, -1, top]],
        90: [[0, 1, -bottom], [1, 0, -left]],
        180: [[-1, 0, right], [0, 1, -bottom]],
        270: [[0, -1, top], [-1, 0, right]],
    }[page.get_rotation()]
    return np.array([*turned, [0, 0, 1]], dtype=np.float64)


def _refuse_bombs(images: list[PlacedImage], number: int, settings: LoadSettings) -> None:
    for image in images:
        if image.width_px * image.height_px > settings.max_page_pixels:
            raise PageError(
                number,
                f"page {number} holds an image of {image.width_px} x {image.height_px} pixels, "
                f"more than max_page_pixels = {settings.max_page_pixels}",
                "Scan it again at 300 dpi or raise the limit",
            )


def _branch(item: PageObject | None) -> int:
    return address(item.branch) if item else 0


def _visible(item: PageObject | None, sheets: list[PlacedImage]) -> bool:
    """Whether text is painted, not white, and not under an image that covers the page.

    Text whose object is unknown (a page of more objects than are looked at) counts as seen.
    """
    if item is None:
        return True
    if c.FPDFTextObj_GetTextRenderMode(item.handle) in _UNSEEN_MODES:
        return False
    if any(image.order > item.order for image in sheets):
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not c.FPDFPageObj_GetFillColor(item.handle, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE


def _on_page(box: Box, size: tuple[float, float]) -> bool:
    x, y = box.center
    return 0 <= x <= size[0] and 0 <= y <= size[1]
