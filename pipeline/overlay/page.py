"""The picture of one page: its cells, lines, joins and fields, and a panel with its records."""

from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw

from pipeline.overlay.ink import DOUBT, GRAY, JOIN, PAINTS, RULE, Colour, letters
from pipeline.overlay.panel import draw_panel, panel_height
from pipeline.overlay.view import JoinMark, PageView
from pipeline.types.geometry import Box
from pipeline.types.page import Image

SKETCH_DPI = 130.0
"""Resolution of the drawn page, dots an inch: 11-point print stays legible, files stay small."""

GUTTER = 44
"""Pixels left of the page for the numbers of its records, which would hide words on the page."""

_BADGE = 19  # pixels, height of such a number
_PANEL_SHARE = 0.72  # width of the panel over that of the page
_COLOURS = 128  # of the PNG: a third of the bytes of full colour, no difference to the eye
_TINT = 46  # opacity of a field's colour over its cell, 0-255
_SURE = 0.75  # lines read with less are marked as doubtful


def sketch(image: Image, dpi: float) -> tuple[Image, float]:
    """Reduce a clean page to what is drawn: the picture, and its pixels for one clean pixel."""
    scale = min(1.0, SKETCH_DPI / dpi)
    height, width = (max(1, round(side * scale)) for side in image.shape[:2])
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), scale


def draw(view: PageView) -> bytes:
    """Return a PNG: the page with what was understood over it, its records at the right."""
    page = Pictures.fromarray(view.sketch).convert("RGBA")
    tints = Pictures.new("RGBA", page.size, (0, 0, 0, 0))
    _tint(ImageDraw.Draw(tints), view)
    page = Pictures.alpha_composite(page, tints)
    _outline(ImageDraw.Draw(page), view)
    width = round(page.width * _PANEL_SHARE)
    left = GUTTER + page.width
    height = max(page.height, panel_height(view, width))
    whole = Pictures.new("RGB", (left + width, height), (255, 255, 255))
    whole.paste(page.convert("RGB"), (GUTTER, 0))
    ink = ImageDraw.Draw(whole)
    _badges(ink, view)
    draw_panel(ink, view, left, width, height)
    filled = BytesIO()
    whole.quantize(_COLOURS, Pictures.Quantize.FASTOCTREE, dither=Pictures.Dither.NONE).save(
        filled, "PNG", optimize=True
    )
    return filled.getvalue()


def _tint(ink: ImageDraw.ImageDraw, view: PageView) -> None:
    for mark in (*view.cells, *view.prose):
        colour = _colour(mark.field)
        if colour is not None:
            ink.rectangle(_corners(mark.box, view.scale), fill=(*colour, _TINT))


def _outline(ink: ImageDraw.ImageDraw, view: PageView) -> None:
    for line in view.lines:
        x0, _, x1, y1 = _corners(line.box, view.scale)
        sure = line.confidence >= _SURE
        ink.line((x0, y1, x1, y1), fill=RULE if sure else DOUBT, width=1 if sure else 2)
    for mark in view.cells:
        ink.rectangle(_corners(mark.box, view.scale), outline=_colour(mark.field) or GRAY, width=2)
    for area in view.prose:
        x0, y0, _, y1 = _corners(area.box, view.scale)
        ink.line((x0 - 6, y0, x0 - 6, y1), fill=_colour(area.field) or GRAY, width=4)
    for join in view.joins:
        _join(ink, join, view.scale)


def _join(ink: ImageDraw.ImageDraw, join: JoinMark, scale: float) -> None:
    """Say at the table's edge where it goes on, and mark the cells that the break cut."""
    x0, y0, x1, y1 = _corners(join.box, scale)
    top = join.side == "top"
    y = y0 if top else y1
    for box in join.cut:
        left, _, right, _ = _corners(box, scale)
        for x in range(round(left), round(right), 12):
            ink.line((x, y, min(x + 7, right), y), fill=JOIN, width=5)
    page = join.page
    words = (
        f"↑ tiếp từ trang {page} · from page {page}"
        if top
        else f"↓ còn tiếp trang {page} · goes on on page {page}"
    )
    font = letters(15, bold=True)
    width = font.getlength(words)
    place = ((x0 + x1 - width) / 2, y - 20 if top else y + 4)
    ink.rectangle((place[0] - 6, place[1] - 1, place[0] + width + 6, place[1] + 18), fill="white")
    ink.text(place, words, font=font, fill=JOIN)


def _badges(ink: ImageDraw.ImageDraw, view: PageView) -> None:
    """Put each record's number beside the page, where it begins; none over another."""
    font = letters(15, bold=True)
    begun = [
        (record.top * view.scale, record.number)
        for record in view.records
        if record.top is not None
    ]
    free = 0.0
    for top, number in sorted(begun):
        y = max(top + 1, free)
        left = GUTTER - 14 - font.getlength(str(number))
        ink.rounded_rectangle((left, y, GUTTER - 4, y + _BADGE), 5, fill=PAINTS["content"].colour)
        ink.text((left + 5, y + 1), str(number), font=font, fill="white")
        free = y + _BADGE + 2


def _colour(field: str) -> Colour | None:
    paint = PAINTS.get(field)
    return paint.colour if paint else None


def _corners(box: Box, scale: float) -> tuple[float, float, float, float]:
    return box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale
