"""Where a cell stands: what the script needs to show it in the scanned page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.review.cells import Cell
from pipeline.review.images import upright
from pipeline.review.visit import Visit
from pipeline.store.parts import Parts, rows_of
from pipeline.types.geometry import Box, union_all
from pipeline.types.text import Place

_BEGINNING = 25  # characters of a task by which it is found in the words of its document


def words_around(visit: Visit, row: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return the words of a document without pictures: before a task, its beginning, after it.

    Where the task is not found, all of them stand before it.
    """
    pages = rows_of(Parts(visit.desk.out), "pages", [row["document_id"]])
    text = "\n\n".join(said or "" for said in pages["text"].to_pylist())
    for said in (dict(row["raw"] or ()).get("content") or "", row["content"] or ""):
        beginning = said[:_BEGINNING].strip()
        at = text.find(beginning) if beginning else -1
        if at >= 0:
            return text[:at], beginning, text[at + len(beginning) :]
    return text, "", ""


def places(visit: Visit, cell: Cell) -> list[dict[str, Any]]:
    """Return where a cell stands: address of the page's picture, box as shares of it, 0-1.

    There is one place for each page: the box around all that the cell has there.
    """
    found = []
    document = visit.desk.reading.documents[cell.document_id]
    by_page: dict[int, list[Box]] = {}
    for place in cell.places:
        by_page.setdefault(place.page, []).append(place.box)
    for page, boxes in by_page.items():
        place = Place(page, union_all(boxes))
        key = visit.desk.page_key(cell.document_id, place.page)
        if key is None:
            continue
        size, turn = document.pages[place.page]
        wide, high = (size.height, size.width) if turn in (90, 270) else (size.width, size.height)
        found.append(
            {
                "page": place.page,
                "src": f"/pages/{cell.document_id}/{place.page}.jpg",
                "box": [round(share, 5) for share in upright(place.box, size, turn)],
                "size": [wide, high],
            }
        )
    return found
