"""The page on which people drop new scans."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pipeline.batch.reasons import vietnamese, without_path
from pipeline.errors import UnsupportedInputError, UsageError
from pipeline.review.security import TooLargeError, same
from pipeline.review.uploads import Upload, Uploads, check
from pipeline.review.visit import Site, Visit, language_of, login_of
from pipeline.review.words import Language, say


def show_uploads(visit: Visit) -> Response:
    """Show what was dropped, and how far it is."""
    return visit.show("uploads.html", **_known(visit))


def upload_states(visit: Visit) -> Response:
    """Return the list alone, for the script that renews it."""
    return visit.show("upload_list.html", **_known(visit))


def _known(visit: Visit) -> dict[str, Any]:
    uploads: Uploads = visit.request.app.state.uploads
    return {"uploads": uploads.all(), "reason": partial(_reason, visit.language)}


def _reason(language: Language, said: str) -> str:
    """Return why a file cannot be read in the person's language, where it is foreseen."""
    return (vietnamese(said) or said) if language == "vi" else said


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
    name = unquote(request.path_params["name"])
    try:
        upload = await _taken(request, name, login.name)
    except (UsageError, UnsupportedInputError, TooLargeError, OSError) as error:
        problem, status = _problem(language, name, error)
        return JSONResponse({"problem": problem}, status)
    return JSONResponse({"name": upload.name}, 201)


async def _taken(request: Request, name: str, by: str) -> Upload:
    """Write the body to a file and queue it; nothing stays of one that is refused.

    Raises UsageError: no name; UnsupportedInputError; TooLargeError; OSError.
    """
    uploads: Uploads = request.app.state.uploads
    place = await run_in_threadpool(uploads.place_for, name)
    try:
        await _written(request, place)
        await run_in_threadpool(check, name, place)
        return await run_in_threadpool(uploads.add, name, place, by)
    except (UnsupportedInputError, TooLargeError, OSError):
        place.unlink(missing_ok=True)
        raise


def _problem(language: Language, name: str, error: Exception) -> tuple[str, int]:
    """Return what to tell the person, and the status of the answer."""
    if isinstance(error, UsageError):
        return say(language, "no_name"), 415
    if isinstance(error, UnsupportedInputError):
        return _reason(language, without_path(str(error), name)), 415
    if isinstance(error, TooLargeError):
        return say(language, "too_large"), 413
    return str(getattr(error, "strerror", error)), 507


async def _written(request: Request, place: Path) -> None:
    with place.open("wb") as stream:
        async for part in request.stream():
            await run_in_threadpool(stream.write, part)
