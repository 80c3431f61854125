"""Pages drawn from their source files: runs in a process of its own, which may die without harm."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from pipeline.errors import InputError, InputNotFoundError, PageError, UnreadableError
from pipeline.load import LoadSettings, open_document
from pipeline.types.page import ScanPage

# Office scans have 200-300 dpi. At 200 a mark on a 12-point letter is 4 pixels high; a page of A4
# stays below half a megabyte as JPEG.
PAGE_DPI = 200.0
_QUALITY = 82


def draw_page(paths: Sequence[str], document_id: str, number: int, turn: int) -> bytes:
    """Return page ``number`` (1-based) as JPEG, upright, at ``PAGE_DPI`` or its own resolution.

    paths   where the file may lie: the one is taken whose bytes have the SHA-256 document_id.
    turn    quarter turn that makes the page upright, degrees clockwise.
    Raises InputNotFoundError: no file; UnreadableError: none with these bytes; PageError,
    InputError: it cannot be drawn.
    """
    with open_document(_bytes_of(paths, document_id), paths[0], LoadSettings()) as document:
        if number > document.page_count:
            raise PageError(number, f"the document has {document.page_count} pages")
        page = document.page(number)
    if not isinstance(page, ScanPage):
        raise PageError(number, "a bare text layer has no picture")
    upright = np.ascontiguousarray(np.rot90(page.image, k=-turn // 90))
    picture = Image.fromarray(upright)
    scale = min(1.0, PAGE_DPI * page.width_pt / 72 / page.image.shape[1])
    if scale < 1:
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=_QUALITY)
    return kept.getvalue()


def _bytes_of(paths: Sequence[str], document_id: str) -> bytes:
    for path in paths:
        try:
            data = Path(path).read_bytes()
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == document_id:
            return data
    advice = "Put it back, or name its folder with --scans"
    if not any(Path(path).exists() for path in paths):
        raise InputNotFoundError(f"{paths[0]} is no longer there", advice)
    raise UnreadableError(f"{paths[0]} is not the file that was read", advice)


__all__ = ["PAGE_DPI", "InputError", "PageError", "draw_page"]
