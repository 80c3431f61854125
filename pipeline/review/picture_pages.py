"""Pictures of pages and of cells."""

from __future__ import annotations

from starlette.responses import PlainTextResponse, Response

from pipeline.errors import InputNotFoundError, KehoachError, UnreadableError
from pipeline.review.images import PageKey
from pipeline.review.visit import Visit

# A page of a document named by its bytes never changes.
_KEEP = {"cache-control": "private, max-age=86400, immutable"}


def page_picture(visit: Visit) -> Response:
    """Return the picture of a page; where there is none, the reason as text with status 404."""
    parts = visit.request.path_params
    key = visit.desk.page_key(parts["document"], parts["number"])
    if key is None:
        return PlainTextResponse(visit.say("no_picture"), 404)
    try:
        return Response(visit.desk.pictures.page(key), 200, _KEEP, "image/jpeg")
    except KehoachError as error:
        return _no_picture(visit, key.document_id, error)


def cell_picture(visit: Visit) -> Response:
    """Return the picture of one place of a cell (0-based among its places)."""
    cell, at = visit.cell(), visit.request.path_params["at"]
    place = cell.places[at] if at < len(cell.places) else None
    key: PageKey | None = place and visit.desk.page_key(cell.document_id, place.page)
    if place is None or key is None:
        return PlainTextResponse(visit.say("no_picture"), 404)
    size, _ = visit.desk.reading.documents[cell.document_id].pages[place.page]
    try:
        return Response(visit.desk.pictures.crop(key, size, place.box), 200, _KEEP, "image/jpeg")
    except KehoachError as error:
        return _no_picture(visit, key.document_id, error)


def _no_picture(visit: Visit, document_id: str, error: KehoachError) -> Response:
    file = visit.desk.reading.documents[document_id].source_file
    if isinstance(error, InputNotFoundError):
        said = visit.say("file_gone", file=file)
    elif isinstance(error, UnreadableError):
        said = visit.say("file_other", file=file)
    else:
        said = f"{visit.say('no_picture')}: {error}"
    return PlainTextResponse(said, 404)
