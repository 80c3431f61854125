"""The web application: addresses and what answers them."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.review import cell_pages, people_pages, picture_pages
from pipeline.review.desk import Desk
from pipeline.review.security import Guard, Tries
from pipeline.review.visit import HERE, Handler, Site, handled


def make_app(desk: Desk, port: int, local: bool, hosts: Sequence[str] = ()) -> Starlette:
    """Make the application.

    port    that it is served on; its cookie carries it, as browsers share cookies over ports.
    local   who reaches it needs no account as long as there is none.
    hosts   names under which it may be asked for; empty: any.
    """
    app = Starlette(routes=_routes(), middleware=[Middleware(Guard, hosts=hosts)])
    app.state.site = Site(desk, f"kehoach_{port}", local)
    app.state.tries = Tries()
    return app


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
        _get("/parse/{record}/{field:path}", cell_pages.parse),
        _get("/pages/{document}/{number:int}.jpg", picture_pages.page_picture),
        _get("/crops/{record}/{at:int}/{field:path}", picture_pages.cell_picture),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def _get(path: str, handler: Handler) -> Route:
    return Route(path, handled(handler), methods=["GET"])


def _post(path: str, handler: Handler) -> Route:
    return Route(path, handled(handler), methods=["POST"])
