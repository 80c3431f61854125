"""The place on paper that a task was read from, as a picture."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from pipeline.errors import InputNotFoundError, PageError
from pipeline.load import LoadSettings, OpenDocument, open_document
from pipeline.types.geometry import Box, scaling, union_all
from pipeline.types.page import ScanPage

# A row of a table fills a screen's width at 150 dpi; smaller print stays legible.
_DPI = 150.0
_MARGIN_PT = 8.0

Row = Mapping[str, Any]


def find_source(source_file: str, document_id: str, aliases: Iterable[str] = ()) -> bytes:
    """Return the bytes that were read, from any path they are known by.

    Raises InputNotFoundError: the file is gone, or another one now.
    """
    for name in (source_file, *aliases):
        path = Path(name)
        if path.is_file():
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == document_id:
                return data
    raise InputNotFoundError(
        f"{source_file} is not there any more, or has changed",
        "Run the command in the folder in which it was extracted",
    )


@contextmanager
def source_of(row: Row, aliases: Iterable[str] = ()) -> Iterator[OpenDocument]:
    """Open the file that a row of ``tasks`` was read from.

    Raises InputNotFoundError, and what ``load`` raises for a file that cannot be read.
    """
    data = find_source(row["source_file"], row["document_id"], aliases)
    with open_document(data, row["source_file"], LoadSettings()) as document:
        yield document


def task_crop(document: OpenDocument, row: Row, turn: int = 0) -> bytes:
    """Return a PNG of the task's place on its first page, upright.

    turn   degrees clockwise by which the page was turned for reading.
    Raises PageError: there is no image of that page.
    """
    boxes = [
        Box(b["x0"], b["y0"], b["x1"], b["y1"], "points")
        for b in row["boxes"] or ()
        if b["page"] == row["page_first"]
    ]
    if not boxes:
        raise PageError(row["page_first"] or 1, "no place is known for this task")
    page = document.page(row["page_first"])
    if not isinstance(page, ScanPage):
        raise PageError(page.number, "a bare text layer has no image")
    return _cut(page, union_all(boxes).padded(_MARGIN_PT), turn)


def _cut(page: ScanPage, place: Box, turn: int) -> bytes:
    height, width = page.image.shape[:2]
    to_scan = scaling("points", "scan", width / page.width_pt, height / page.height_pt)
    rows, columns = to_scan.box(place).clipped(width, height).slices()
    cut = np.ascontiguousarray(np.rot90(page.image[rows, columns], k=-turn // 90))
    if cut.size == 0:
        raise PageError(page.number, "the task's place lies off the page")
    picture = Image.fromarray(cut)
    scale = _DPI * page.width_pt / 72 / width
    if scale < 1:
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()
