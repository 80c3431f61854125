"""Pictures of pages and of tasks' places, found through the archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.responses import PlainTextResponse, Response

from pipeline.errors import KehoachError
from pipeline.query.archive import Archive
from pipeline.query.plans import pages_of, plan, task
from pipeline.query.shelf import Shelf
from pipeline.review.images import PageKey, PageSize, upright
from pipeline.review.picture_pages import KEEP, no_picture
from pipeline.review.visit import Visit
from pipeline.store.pages import own_boxes
from pipeline.types.geometry import Box, union_all

Row = Mapping[str, Any]


def paths_in(shelf: Shelf, scans: Sequence[Path]) -> Callable[[str], list[str]]:
    """Return what says where a document's file may lie: its paths, and folders of scans."""

    def paths(document_id: str) -> list[str]:
        row = plan(shelf.archive(), document_id)
        if row is None:
            return []
        named = [row["source_file"], *(row["aliases"] or ())]
        return [*named, *(str(folder / Path(name).name) for folder in scans for name in named)]

    return paths


def page_picture(visit: Visit, archive: Archive) -> Response:
    """Return the picture of a page; where there is none, the reason as text with status 404."""
    parts = visit.request.path_params
    page = _page(archive, parts["document"], parts["number"])
    if page is None:
        return PlainTextResponse(visit.say("no_picture"), 404)
    key = _key(parts["document"], page)
    try:
        return Response(visit.site.pictures.page(key), 200, KEEP, "image/jpeg")
    except KehoachError as error:
        return no_picture(visit, _file(archive, key.document_id), error)


def task_picture(visit: Visit, archive: Archive) -> Response:
    """Return the picture of a task's place on one page."""
    row = task(archive, visit.request.path_params["record"])
    number = visit.request.path_params["number"]
    page = row and _page(archive, row["document_id"], number)
    boxes = [_box(b) for b in own_boxes(row) if b["page"] == number] if row else []
    if row is None or not page or not boxes:
        return PlainTextResponse(visit.say("no_picture"), 404)
    size = PageSize(page["width"], page["height"])
    try:
        picture = visit.site.pictures.crop(_key(row["document_id"], page), size, union_all(boxes))
        return Response(picture, 200, {"cache-control": "private, no-cache"}, "image/jpeg")
    except KehoachError as error:
        return no_picture(visit, row["source_file"], error)


def task_places(archive: Archive, row: Row) -> list[dict[str, Any]]:
    """Return the pages that a task stands on, each with the address of its picture there."""
    pages = sorted({box["page"] for box in own_boxes(row)})
    pictured = {p["page"] for p in pages_of(archive, row["document_id"]) if p["width"]}
    return [
        {"page": page, "src": f"/browse/tasks/{row['record_id']}/{page}.jpg"}
        for page in pages
        if page in pictured
    ]


def outlines(page: Row, tasks: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the place of each task on a page, as shares of the upright page, 0-1."""
    size = PageSize(page["width"] or 0.0, page["height"] or 0.0)
    found = []
    for row in tasks:
        boxes = [_box(box) for box in own_boxes(row) if box["page"] == page["page"]]
        if boxes and size.width and size.height:
            x0, y0, x1, y1 = upright(union_all(boxes), size, page["rotation"])
            place = {"x": x0, "y": y0, "wide": x1 - x0, "high": y1 - y0}
            found.append({"row": row, **{k: round(v, 5) for k, v in place.items()}})
    return found


def _page(archive: Archive, document_id: str, number: int) -> Row | None:
    pages = (p for p in pages_of(archive, document_id) if p["page"] == number)
    return next((page for page in pages if page["width"] and page["height"]), None)


def _key(document_id: str, page: Row) -> PageKey:
    return PageKey(document_id, page["page"], page["rotation"])


def _file(archive: Archive, document_id: str) -> str:
    row = plan(archive, document_id)
    return row["source_file"] if row else ""


def _box(box: Row) -> Box:
    return Box(box["x0"], box["y0"], box["x1"], box["y1"], "points")
