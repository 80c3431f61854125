"""Scans with known words on them, and files around them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import img2pdf
import numpy as np
import pikepdf
from PIL import Image, ImageDraw

from pipeline.types.placed import PageText, PlacedWord

WIDE, HIGH = 595.0, 842.0
DPI = 100
LINES = ("Ủy ban nhân dân xã", "Kế hoạch số 12/KH-UBND", "Đơn vị chủ trì: Sở Y tế")


def word(text: str, x: float, y: float, wide: float, high: float = 12.0) -> PlacedWord:
    """A level word whose box has its top left at (x, y)."""
    return PlacedWord(text, (x, y + high), (x + wide, y + high), high, 0.9)


def text_page(number: int = 1, lines: Sequence[str] = LINES, **flags: bool) -> PageText:
    """A page of words, 7 points a letter, the lines 40 points apart."""
    placed = tuple(tuple(_set(line, 80 + 40 * n)) for n, line in enumerate(lines))
    return PageText(number, WIDE, HIGH, placed, **flags)


def _set(line: str, y: float) -> Iterator[PlacedWord]:
    x = 60.0
    for said in line.split():
        yield word(said, x, y, 7 * len(said))
        x += 7 * len(said) + 6


def picture(page: PageText, mode: str = "L") -> Image.Image:
    """What a scanner sees of a page: a black block for each word, on paper with grain."""
    size = round(page.width * DPI / 72), round(page.height * DPI / 72)
    grain = np.random.default_rng(1).normal(245, 4, (size[1], size[0])).clip(0, 255)
    image = Image.fromarray(grain.astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for line in page.lines:
        for item in line:
            corners = (item.start[0], item.start[1] - item.height, item.end[0], item.end[1])
            draw.rectangle([v * DPI / 72 for v in corners], fill=0)
    return image.convert(mode)


def scan(page: PageText, form: str = "JPEG", mode: str = "L", **options: object) -> bytes:
    """The picture of a page as a file."""
    kept = io.BytesIO()
    picture(page, mode).save(kept, form, dpi=(DPI, DPI), **options)
    return kept.getvalue()


def scanned_pdf(*pages: PageText) -> bytes:
    layout = img2pdf.get_layout_fun((WIDE, HIGH))
    made: bytes = img2pdf.convert([scan(page) for page in pages], layout_fun=layout, nodate=True)
    return made


def printed_pdf(said: str = "BT /F1 12 Tf 60 700 Td (Printed) Tj ET", **extra: object) -> bytes:
    """A born-digital page whose font is not in the file."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(WIDE, HIGH))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        fonts = pikepdf.Dictionary(F1=font)
        named = {f"/{name}": value for name, value in extra.items()}
        page.obj.Resources = pikepdf.Dictionary({"/Font": fonts, **named})
        page.obj.Contents = pikepdf.Stream(pdf, said.encode("ascii"))
        kept = io.BytesIO()
        pdf.save(kept)
    return kept.getvalue()
