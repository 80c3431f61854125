"""Where a cell or a task stands: what the script needs to show it in the scanned page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.review.cells import Cell
from pipeline.review.images import upright
from pipeline.review.visit import Visit
from pipeline.store.applied import places_of
from pipeline.store.pages import own_boxes
from pipeline.store.parts import Parts, rows_of
from pipeline.store.values import UNITS, shown
from pipeline.types.geometry import Box, union_all
from pipeline.types.text import Place

STATED = ("result", *UNITS, "deadline")
"""Fields that stand in a cell of their own, where a plan states them."""

_BEGINNINGS = (6, 4, 3)  # words of a task by which it is found in the words of its document


def words_around(visit: Visit, row: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return the words of a document without pictures: before a task, its beginning, after it.

    Where the task is not found, all of them stand before it.
    """
    pages = rows_of(Parts(visit.desk.out), "pages", [row["document_id"]])
    text = "\n\n".join(said or "" for said in pages["text"].to_pylist())
    found = _found(text, row["content"] or "")
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _found(text: str, content: str) -> re.Match[str] | None:
    """Find how a task begins, over line ends too: by fewer words where a column breaks off."""
    words = content.split()
    for count in _BEGINNINGS:
        if len(words) >= count:
            beginning = r"\s+".join(map(re.escape, words[:count]))
            if found := re.search(rf"(?<!\w){beginning}", text):
                return found
    return None


def seen_at(visit: Visit, cell: Cell, row: Mapping[str, Any]) -> tuple[list[dict[str, Any]], str]:
    """Return where to look for a cell, and the word for what is outlined there.

    "" for its own place; "with_units" for the cell that names other units too; "empty" or
    "not_read" for a cell of the table in which nothing stands, or nothing that is such a value;
    "no_column" or "not_said" where the plan has no place for it: then it is the whole task in which
    a table has no such column, or words name no such thing; "not_in_text" in text without pages.
    """
    own = places(visit, cell.document_id, cell.places)
    nothing = cell.field in STATED and not shown(cell.value).strip()
    if own:
        if nothing and row["table_index"] is not None:
            return own, "not_read" if any(map(str.isalnum, cell.raw)) else "empty"
        return own, "with_units" if _shares_its_cell(cell, row) else ""
    whole = whole_task(visit, row)
    if not whole:
        return [], "not_in_text" if nothing else ""
    return whole, "not_said" if row["table_index"] is None else "no_column"


def _shares_its_cell(cell: Cell, row: Mapping[str, Any]) -> bool:
    """Whether units were read from the very cell from which the other units were."""
    others = [name for name in UNITS if name != cell.field] if cell.field in UNITS else []
    return bool(cell.value) and any(tuple(places_of(row, name)) == cell.places for name in others)


def whole_task(visit: Visit, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the places of a whole task, its section and what it takes from others left out."""
    boxes = [
        Place(b["page"], Box(b["x0"], b["y0"], b["x1"], b["y1"], "points")) for b in own_boxes(row)
    ]
    return places(visit, row["document_id"], boxes)


def places(visit: Visit, document_id: str, stands: Iterable[Place]) -> list[dict[str, Any]]:
    """Return where something stands: address of the page's picture, box as shares of it, 0-1.

    There is one place for each page: the box around all that stands there.
    """
    found = []
    document = visit.desk.reading.documents[document_id]
    by_page: dict[int, list[Box]] = {}
    for place in stands:
        by_page.setdefault(place.page, []).append(place.box)
    for page, boxes in by_page.items():
        place = Place(page, union_all(boxes))
        key = visit.desk.page_key(document_id, place.page)
        if key is None:
            continue
        size, turn = document.pages[place.page]
        wide, high = (size.height, size.width) if turn in (90, 270) else (size.width, size.height)
        found.append(
            {
                "page": place.page,
                "src": f"/pages/{document_id}/{place.page}.jpg",
                "box": [round(share, 5) for share in upright(place.box, size, turn)],
                "size": [wide, high],
            }
        )
    return found
