"""The web application: addresses and what answers them."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from pipeline.review import (
    cell_pages,
    people_pages,
    picture_pages,
    record_pages,
    same_pages,
    upload_pages,
)
from pipeline.review.desk import Desk
from pipeline.review.security import FORM_BYTES, Guard, Tries
from pipeline.review.uploads import LARGEST, Uploads
from pipeline.review.visit import HERE, Handler, Site, handled


def make_app(desk: Desk, port: int, local: bool, hosts: Sequence[str] = ()) -> Starlette:
    """Make the application.

    port    that it is served on; its cookie carries it, as browsers share cookies over ports.
    local   who reaches it needs no account as long as there is none.
    hosts   names under which it may be asked for; empty: any.
    """
    guard = Middleware(Guard, hosts=hosts, limit=_limit)
    app = Starlette(
        routes=_routes(), middleware=[guard], exception_handlers={404: people_pages.unknown_page}
    )
    app.state.uploads = Uploads(desk.out)
    app.state.site = Site(desk, f"kehoach_{port}", local)
    app.state.tries = Tries()
    return app


def _limit(scope: Scope) -> int:
    """Return how many bytes a request to this address may carry."""
    return LARGEST if scope["path"].startswith("/uploads/") else FORM_BYTES


def _routes() -> list[Route | Mount]:
    cell = "/cells/{record}/{field:path}"
    return [
        _get("/", people_pages.overview),
        Route("/sign-in", people_pages.sign_in, methods=["GET", "POST"]),
        _post("/sign-out", people_pages.sign_out),
        Route("/language", people_pages.choose_language, methods=["POST"]),
        _get("/next", cell_pages.next_cell),
        _post("/undo", cell_pages.undo),
        _get(cell, cell_pages.show_cell),
        _post(cell, cell_pages.decide),
        _get("/same/{seq:int}", same_pages.show_same),
        _post("/same/{seq:int}", same_pages.apply_same),
        _get("/records/{record}", record_pages.show_record),
        _post("/records/{record}", record_pages.change_record),
        _get("/tables/{document}/{table}", record_pages.show_table),
        _post("/tables/{document}/{table}", record_pages.change_table),
        _get("/uploads", upload_pages.show_uploads),
        _get("/uploads/states", upload_pages.upload_states),
        Route("/uploads/{name}", upload_pages.take_upload, methods=["PUT"]),
        _get("/parse/{record}/{field:path}", cell_pages.parse),
        _get("/pages/{document}/{number:int}.jpg", picture_pages.page_picture),
        _get("/crops/{record}/{at:int}/{field:path}", picture_pages.cell_picture),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def _get(path: str, handler: Handler) -> Route:
    return Route(path, handled(handler), methods=["GET"])


def _post(path: str, handler: Handler) -> Route:
    return Route(path, handled(handler), methods=["POST"])
