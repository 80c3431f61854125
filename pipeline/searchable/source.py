"""Any document that was read → a PDF of the same pages, its pictures as they are."""

from __future__ import annotations

import io
from collections.abc import Mapping
from itertools import count

import img2pdf
import numpy as np
import pikepdf
import pypdfium2 as pdfium
from pikepdf import Pdf
from PIL import Image, ImageSequence, UnidentifiedImageError

from pipeline.types.placed import PageText

_PDF = b"%PDF-"
_HEAD = 1024  # bytes in which the mark of a PDF stands
# How a page is drawn that has to be: print without colour in black and white, finely; another in
# the first of these (dots per inch, quality of JPEG) that takes no more room than its page did.
_FINE_DPI = 300.0
_COARSER = ((200.0, 75), (200.0, 60), (150.0, 60), (150.0, 45))
_SHADES = 8  # of 255: a pixel whose colours differ by more is coloured
_GRAY_SHARE = 0.04  # of a page; edges of print at 300 dpi make up 0.01-0.03, a photograph 0.3


def as_pdf(data: bytes, pages: Mapping[int, PageText]) -> Pdf | None:
    """Return a PDF of the document's pages, or None where it has no picture (bare text).

    Pictures are put in as they are, not compressed anew. Raises pikepdf.PdfError: a PDF that
    cannot be opened so.
    """
    if _PDF in data[:_HEAD]:
        return pikepdf.open(io.BytesIO(data))
    if not any(page.width for page in pages.values()):
        return None
    try:
        return _of_images(data, pages)
    except OSError as error:
        raise pikepdf.PdfError(f"the picture is damaged: {error}") from error


def _of_images(data: bytes, pages: Mapping[int, PageText]) -> Pdf:
    try:
        return _wrapped(data, pages)
    except (img2pdf.AlphaChannelError, img2pdf.ImageOpenError, img2pdf.JpegColorspaceError):
        return _wrapped(_plain_images(data), pages)


def drawn(data: bytes, numbers: list[int]) -> Pdf:
    """Draw pages of a PDF (1-based) as pictures, and return a PDF of them in this order."""
    source = pdfium.PdfDocument(data)
    made = pikepdf.new()
    try:
        room = len(data) // len(source)
        for number in numbers:
            page = source[number - 1]
            picture = _picture(page, room)
            one = img2pdf.convert(picture, layout_fun=_layout([page.get_size()]), **_OPTIONS)
            with pikepdf.open(io.BytesIO(one)) as opened:
                made.pages.extend(opened.pages)
    finally:
        source.close()
    return made


def _picture(page: pdfium.PdfPage, room: int) -> bytes:
    """Draw a page, in ``room`` bytes where that can be."""
    fine = page.render(scale=_FINE_DPI / 72).to_pil().convert("RGB")
    if _is_print(fine):
        kept = io.BytesIO()
        black = fine.convert("L").point(lambda value: 255 * (value > 127)).convert("1")
        black.save(kept, "TIFF", compression="group4", dpi=(_FINE_DPI, _FINE_DPI))
        return kept.getvalue()
    picture = b""
    for dpi, quality in _COARSER:
        kept = io.BytesIO()
        size = (round(fine.width * dpi / _FINE_DPI), round(fine.height * dpi / _FINE_DPI))
        smaller = fine.resize(size, Image.Resampling.LANCZOS)
        shown = smaller if _is_coloured(fine) else smaller.convert("L")
        shown.save(kept, "JPEG", quality=quality, dpi=(dpi, dpi))
        picture = kept.getvalue()
        if len(picture) <= room:
            break
    return picture


_OPTIONS = {"nodate": True, "engine": img2pdf.Engine.pikepdf, "rotation": img2pdf.Rotation.ifvalid}


def _wrapped(data: bytes, pages: Mapping[int, PageText]) -> Pdf:
    sizes = [(pages[number].width, pages[number].height) for number in sorted(pages)]
    made = img2pdf.convert(data, layout_fun=_layout(sizes), **_OPTIONS)
    return pikepdf.open(io.BytesIO(made))


def _layout(sizes: list[tuple[float, float]]) -> object:
    """Return what tells img2pdf how large each page is, in points."""
    numbers = count()

    def layout(*_: object) -> tuple[float, float, float, float]:
        wide, high = sizes[min(next(numbers), len(sizes) - 1)]
        return wide, high, wide, high

    return layout


def _plain_images(data: bytes) -> bytes:
    """Return the pictures of a file without what a PDF page cannot take (see-through parts)."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            frames = [_on_paper(frame) for frame in ImageSequence.Iterator(opened)]
    except (UnidentifiedImageError, OSError) as error:
        raise pikepdf.PdfError(f"the picture cannot be put into a PDF: {error}") from error
    kept = io.BytesIO()
    frames[0].save(
        kept, "TIFF", compression="tiff_deflate", save_all=True, append_images=frames[1:]
    )
    return kept.getvalue()


def _on_paper(frame: Image.Image) -> Image.Image:
    seen = frame.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")


def _is_coloured(picture: Image.Image) -> bool:
    small = np.asarray(picture.reduce(8), np.int16)
    return bool((small.max(axis=2) - small.min(axis=2)).max() > _SHADES)


def _is_print(picture: Image.Image) -> bool:
    """Whether a page is black print on white paper and nothing else."""
    gray = np.asarray(picture.convert("L"))
    between = ((gray > 48) & (gray < 208)).mean()
    return bool(between < _GRAY_SHARE) and not _is_coloured(picture)
