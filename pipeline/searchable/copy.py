"""The searchable copy: the pages as they are, the words that were read under them, as PDF/A-2b."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import img2pdf
import numpy as np
import pikepdf
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pikepdf import Dictionary, Name, Page, Pdf, Stream

from pipeline.errors import CopyError
from pipeline.searchable.alto import alto
from pipeline.searchable.archival import archival_bytes, make_archival, unfit
from pipeline.searchable.layer import FONT_NAME, add_font, layer
from pipeline.searchable.source import as_pdf, drawn
from pipeline.types.placed import PageText, SearchableCopy

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def make_copy(data: bytes, name: str, pages: Sequence[PageText]) -> SearchableCopy | None:
    """Make the copy of a document from its bytes and the words of its pages.

    name   of the file, for the description in the ALTO.

    Returns None for a bare text file. Raises CopyError: the file is not to be taken apart.
    """
    texts = {page.number: page for page in pages}
    try:
        return _copy(data, name, texts)
    except (pikepdf.PdfError, pdfium.PdfiumError, img2pdf.ImageOpenError) as error:
        raise CopyError(
            f"{name}: no searchable copy can be made: {error}", "Print it to a new PDF"
        ) from error


def _copy(data: bytes, name: str, texts: Mapping[int, PageText]) -> SearchableCopy | None:
    pdf = as_pdf(data, texts)
    if pdf is None:
        return None
    with pdf:
        _without_misread(pdf, texts)
        anew = [n for n, page in enumerate(pdf.pages, start=1) if unfit(page)]
        _replace(pdf, data, anew)
        _add_words(pdf, texts, frozenset(anew))
        make_archival(pdf, "")
        made = archival_bytes(pdf)
    return SearchableCopy(made, alto(name, list(texts.values())), tuple(anew))


def _replace(pdf: Pdf, data: bytes, numbers: Sequence[int]) -> None:
    """Put pictures of pages in the place of the pages."""
    if not numbers:
        return
    with drawn(data, list(numbers)) as pictures:
        for number, page in zip(numbers, pictures.pages, strict=True):
            pdf.pages[number - 1] = page


def _add_words(pdf: Pdf, texts: Mapping[int, PageText], anew: frozenset[int]) -> None:
    wanted = [
        (page, texts[number])
        for number, page in enumerate(pdf.pages, start=1)
        if number in texts and (number in anew or not texts[number].printed)
    ]
    font = add_font(pdf, (text for _, text in wanted))
    for page, text in wanted:
        if not text.lines:
            continue
        _own_resources(page)
        page.obj.Resources.Font[f"/{FONT_NAME}"] = font
        # Before all else, so under the picture: a reader that shows such text shows the picture.
        page.contents_add(Stream(pdf, layer(text, _to_page(page))), prepend=True)


def _own_resources(page: Page) -> None:
    """Give the page resources, and fonts in them, that it shares with no other."""
    inherited = page.resources if "/Resources" in page.obj or page.obj.get("/Parent") else None
    page.obj.Resources = Dictionary(dict(inherited.items())) if inherited else Dictionary()
    fonts = page.obj.Resources.get("/Font", Dictionary())
    page.obj.Resources.Font = Dictionary(dict(fonts.items()))


def _to_page(page: Page) -> NDArray[np.float64]:
    """Return (3, 3): points as shown, y down → the page's own space, y up, before its turn."""
    left, bottom, right, top = _shown_box(page)
    turned = {
        0: [[1, 0, -left], [0, -1, top]],
        90: [[0, 1, -bottom], [1, 0, -left]],
        180: [[-1, 0, right], [0, 1, -bottom]],
        270: [[0, -1, top], [-1, 0, right]],
    }[int(page.rotation) % 360]
    shown = np.array([*turned, [0, 0, 1]], dtype=np.float64)
    return np.asarray(np.linalg.inv(shown), np.float64)


def _shown_box(page: Page) -> tuple[float, float, float, float]:
    """Return what of the page is shown, in its own space: the crop box inside the media box."""
    x0, y0, x1, y1 = (float(v) for v in page.mediabox)
    media = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    x0, y0, x1, y1 = (float(v) for v in page.cropbox)
    crop = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def _without_misread(pdf: Pdf, texts: Mapping[int, PageText]) -> None:
    """Take text layers that are wrong out of the pages: only what was read now is to be found."""
    for number, page in enumerate(pdf.pages, start=1):
        if number in texts and texts[number].misread:
            page.obj.Contents = Stream(pdf, pikepdf.unparse_content_stream(_without_text(page)))
            _own_resources(page)
            page.obj.Resources.Font = Dictionary()
            _without_text_forms(pdf, page)


def _without_text(page: Page) -> list[Instruction]:
    """Return what a page draws outside its text objects."""
    kept: list[Instruction] = []
    inside = False
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        inside = operator == "BT" or (inside and operator != "ET")
        if not inside and operator != "ET":
            kept.append(instruction)
    return kept


def _without_text_forms(pdf: Pdf, page: Page) -> None:
    """Empty forms that draw nothing but text, as OCR programs leave them."""
    drawings = page.obj.Resources.get("/XObject", Dictionary())
    replaced = dict(drawings.items())
    for name, item in drawings.items():
        if item.get("/Subtype") == "/Form" and "/Font" in item.get("/Resources", Dictionary()):
            inside = item.Resources.get("/XObject", Dictionary())
            if not len(inside):
                empty = Stream(pdf, b"", BBox=item.BBox, Type=Name.XObject, Subtype=Name.Form)
                replaced[name] = pdf.make_indirect(empty)
    page.obj.Resources.XObject = Dictionary(replaced)
