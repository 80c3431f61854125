"""The place on paper that a task was read from, as a picture."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from pipeline.errors import InputNotFoundError, PageError
from pipeline.load import LoadSettings, OpenDocument, open_document
from pipeline.store.pages import own_boxes
from pipeline.types.geometry import Box, scaling, union_all
from pipeline.types.page import ScanPage

# A row of a table fills a screen's width at 150 dpi; smaller print stays legible.
_DPI = 150.0
_MARGIN_PT = 8.0
_BREAK, _BREAK_GRAY = 4, 160  # pixels and gray of the bar between two pages

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


def task_crop(document: OpenDocument, row: Row, turns: Mapping[int, int] | None = None) -> bytes:
    """Return a PNG of the task's place, upright; its parts on several pages one below the other.

    turns   page → degrees clockwise by which it was turned for reading; 0 where it is not there.
    Raises PageError: there is no image of a page.
    """
    boxes = own_boxes(row)
    if not boxes:
        raise PageError(row["page_first"] or 1, "no place is known for this task")
    parts = []
    for number in sorted({box["page"] for box in boxes}):
        page = document.page(number)
        if not isinstance(page, ScanPage):
            raise PageError(page.number, "a bare text layer has no image")
        places = [
            Box(b["x0"], b["y0"], b["x1"], b["y1"], "points") for b in boxes if b["page"] == number
        ]
        turn = (turns or {}).get(number) or 0
        parts.append(_cut(page, union_all(places).padded(_MARGIN_PT), turn))
    kept = io.BytesIO()
    _stacked(parts).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _stacked(parts: Sequence[Image.Image]) -> Image.Image:
    """Put pictures one below the other on white, a gray bar at each page break."""
    if len(parts) == 1:
        return parts[0]
    wide = max(part.width for part in parts)
    high = sum(part.height for part in parts) + _BREAK * (len(parts) - 1)
    white = tuple(255 for _ in parts[0].getbands())
    whole = Image.new(parts[0].mode, (wide, high), white if len(white) > 1 else 255)
    at = 0
    for i, part in enumerate(parts):
        if i:
            gray = Image.new("L", (wide, _BREAK), _BREAK_GRAY).convert(whole.mode)
            whole.paste(gray, (0, at))
            at += _BREAK
        whole.paste(part.convert(whole.mode), (0, at))
        at += part.height
    return whole


def _cut(page: ScanPage, place: Box, turn: int) -> Image.Image:
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
    return picture
