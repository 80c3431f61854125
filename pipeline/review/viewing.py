"""Where a cell stands: what the script needs to show it in the scanned page."""

from __future__ import annotations

from typing import Any

from pipeline.review.cells import Cell
from pipeline.review.images import upright
from pipeline.review.visit import Visit
from pipeline.types.geometry import Box, union_all
from pipeline.types.text import Place


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
