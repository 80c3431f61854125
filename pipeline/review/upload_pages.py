"""The page on which people drop new scans."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pipeline.errors import KehoachError
from pipeline.review.security import TooLargeError, same
from pipeline.review.uploads import Uploads
from pipeline.review.visit import Site, Visit, language_of, login_of
from pipeline.review.words import say


def show_uploads(visit: Visit) -> Response:
    """Show what was dropped, and how far it is."""
    uploads: Uploads = visit.request.app.state.uploads
    return visit.show("uploads.html", uploads=uploads.all())


def upload_states(visit: Visit) -> Response:
    """Return the list alone, for the script that renews it."""
    uploads: Uploads = visit.request.app.state.uploads
    return visit.show("upload_list.html", uploads=uploads.all())


async def take_upload(request: Request) -> Response:
    """Write the body of a request to a file, as it comes, and queue it.

    The name stands in the address, the login's token in a header: a form of another site can send
    neither the header nor a body without a form's shape.
    """
    language = language_of(request)
    login = await run_in_threadpool(login_of, request)
    site: Site = request.app.state.site
    known = login is not None and same(request.headers.get("x-csrf", ""), login.csrf)
    if login is None or not known or not site.may_review(login):
        return JSONResponse({"problem": say(language, "no_access" if known else "expired")}, 403)
    uploads: Uploads = request.app.state.uploads
    name = unquote(request.path_params["name"])
    try:
        place = await run_in_threadpool(uploads.place_for, name)
    except KehoachError as error:
        return JSONResponse({"problem": str(error)}, 415)
    except OSError as error:
        return JSONResponse({"problem": str(error.strerror)}, 507)
    try:
        await _written(request, place)
        upload = await run_in_threadpool(uploads.add, name, place, login.name)
    except OSError as error:
        place.unlink(missing_ok=True)
        return JSONResponse({"problem": str(error.strerror)}, 507)
    except TooLargeError:
        place.unlink(missing_ok=True)
        return JSONResponse({"problem": say(language, "too_large")}, 413)
    return JSONResponse({"name": upload.name}, 201)


async def _written(request: Request, place: Path) -> None:
    with place.open("wb") as stream:
        async for part in request.stream():
            await run_in_threadpool(stream.write, part)
