"""Annotations of a PDF page, painted into it, and which of them only attest a digital signature.

A digital signature is a form widget with its own picture: signer, e-mail, time of signing, set by
the portal at the top of the sheet and no part of the document. But the document number and the day
are stamped with widgets of the same kind, and these belong to what is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.load.pdf_objects import PageObject, address
from pipeline.types.page import LayerWord

# A time of day, an e-mail address, or the labels that signing programs print.
_ATTESTATION = re.compile(
    r"\b\d{1,2}:\d{2}(:\d{2})?\b|[\w.+-]+@[\w-]+\.\w|(ký bởi|người ký|(thời gian|ngày|giờ) ký)\s*:"
    r"|\be-?mail\s*:|\bcơ quan\s*:|chữ ký số|digitally signed|signed by",
    re.IGNORECASE,
)


def flatten(pdf: pdfium.PdfDocument, index: int) -> tuple[pdfium.PdfPage, int]:
    """Load a page with its annotations painted in; hidden ones and pop-ups stay out.

    Returns the page and the number of its own top-level objects: those of annotations follow.
    Call it once for a page and keep the number, a second call finds no annotations any more.
    """
    page = pdf[index]
    own = c.FPDFPage_CountObjects(page)
    if not c.FPDFPage_GetAnnotCount(page):
        return page, own
    if c.FPDFPage_Flatten(page, c.FLAT_NORMALDISPLAY) != c.FLATTEN_SUCCESS:
        return page, own
    page.close()
    return pdf[index], own


def attestations(words: list[tuple[LayerWord, PageObject | None]], own: int) -> dict[int, Any]:
    """Return the painted annotations whose text is a signature's attestation, by identity.

    pdfium paints all annotations of a page as one form with one form in it for each.
    """
    said: dict[int, list[str]] = {}
    branches: dict[int, Any] = {}
    for word, item in words:
        if item is not None and item.top >= own:
            key = address(item.branch)
            branches[key] = item.branch
            said.setdefault(key, []).append(word.text)
    return {key: branches[key] for key in said if _ATTESTATION.search(" ".join(said[key]))}


def leave_out(branches: Iterable[Any]) -> None:
    """Keep these objects from being drawn for as long as their page is loaded."""
    for branch in branches:
        c.FPDFPageObj_SetIsActive(branch, False)
