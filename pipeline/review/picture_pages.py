"""Pictures of pages and of cells."""

from __future__ import annotations

from starlette.responses import PlainTextResponse, Response

from pipeline.errors import InputNotFoundError, KehoachError, UnreadableError
from pipeline.review.images import PageKey
from pipeline.review.visit import Visit

# A page of a document named by its bytes never changes.
KEEP = {"cache-control": "private, max-age=86400, immutable"}


def page_picture(visit: Visit) -> Response:
    """Return the picture of a page; where there is none, the reason as text with status 404."""
    parts = visit.request.path_params
    key = visit.desk.page_key(parts["document"], parts["number"])
    if key is None:
        return PlainTextResponse(visit.say("no_picture"), 404)
    try:
        return Response(visit.desk.pictures.page(key), 200, KEEP, "image/jpeg")
    except KehoachError as error:
        return no_picture(visit, _file(visit, key), error)


def cell_picture(visit: Visit) -> Response:
    """Return the picture of one place of a cell (0-based among its places)."""
    cell, at = visit.cell(), visit.request.path_params["at"]
    place = cell.places[at] if at < len(cell.places) else None
    key: PageKey | None = place and visit.desk.page_key(cell.document_id, place.page)
    if place is None or key is None:
        return PlainTextResponse(visit.say("no_picture"), 404)
    size, _ = visit.desk.reading.documents[cell.document_id].pages[place.page]
    try:
        return Response(visit.desk.pictures.crop(key, size, place.box), 200, KEEP, "image/jpeg")
    except KehoachError as error:
        return no_picture(visit, _file(visit, key), error)


def no_picture(visit: Visit, file: str, error: KehoachError) -> Response:
    """Say why there is no picture of a page of a file."""
    if isinstance(error, InputNotFoundError):
        said = visit.say("file_gone", file=file)
    elif isinstance(error, UnreadableError):
        said = visit.say("file_other", file=file)
    else:
        said = f"{visit.say('no_picture')}: {error}"
    return PlainTextResponse(said, 404)


def _file(visit: Visit, key: PageKey) -> str:
    return visit.desk.reading.documents[key.document_id].source_file
