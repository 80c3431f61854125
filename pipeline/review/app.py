"""The web application: addresses and what answers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from pipeline.query.archive import Archive
from pipeline.query.shelf import Shelf
from pipeline.review import (
    cell_pages,
    people_pages,
    picture_pages,
    record_pages,
    same_pages,
    upload_pages,
)
from pipeline.review.browse import (
    deadline_pages,
    downloads,
    indicator_pages,
    pictures,
    plan_pages,
    task_pages,
)
from pipeline.review.desk import Desk
from pipeline.review.images import Pictures
from pipeline.review.security import FORM_BYTES, Guard, Tries
from pipeline.review.uploads import LARGEST, Uploads
from pipeline.review.visit import HERE, Handler, Site, Visit, handled
from pipeline.store.places import pictures_folder

Look = Callable[[Visit, Archive], Response]


def make_app(
    desk: Desk,
    port: int,
    local: bool,
    hosts: Sequence[str] = (),
    database: str = "",
    reviews: bool = True,
) -> Starlette:
    """Make the application.

    port    that it is served on; its cookie carries it, as browsers share cookies over ports.
    local   who reaches it needs no account as long as there is none.
    hosts   names under which it may be asked for; empty: any.
    database   URL of the corrections; "": those in the output folder.
    reviews    False: nobody decides anything here; the desk need not have read anything.
    """
    guard = Middleware(Guard, hosts=hosts, limit=_limit)
    app = Starlette(
        routes=_routes(), middleware=[guard], exception_handlers={404: people_pages.unknown_page}
    )
    app.state.uploads = Uploads(desk.out)
    shelf = Shelf(desk.out, database, desk.corrections.last)
    drawn = Pictures(pictures_folder(desk.out), pictures.paths_in(shelf, desk.scans))
    app.state.site = Site(desk, f"kehoach_{port}", local, shelf, drawn, reviews)
    app.state.tries = Tries()
    return app


def _limit(scope: Scope) -> int:
    """Return how many bytes a request to this address may carry."""
    return LARGEST if scope["path"].startswith("/uploads/") else FORM_BYTES


def _routes() -> list[Route | Mount]:
    cell = "/cells/{record}/{field:path}"
    return [
        _get("/", people_pages.overview, everyone=True),
        Route("/sign-in", people_pages.sign_in, methods=["GET", "POST"]),
        _post("/sign-out", people_pages.sign_out, everyone=True),
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
        *_browsing(),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


def _browsing() -> list[Route]:
    """Return the pages for everyone: they look at the archive and change nothing."""
    pages: list[tuple[str, Look]] = [
        ("/browse", task_pages.task_list),
        ("/browse/tasks.xlsx", downloads.workbook),
        ("/browse/deadlines", deadline_pages.deadlines),
        ("/browse/indicators", indicator_pages.indicator_list),
        ("/browse/plans", plan_pages.plan_list),
        ("/browse/plans/{document}", plan_pages.one_plan),
        ("/browse/plans/{document}/{number:int}.jpg", pictures.page_picture),
        ("/browse/tasks/{record}", task_pages.one_task),
        ("/browse/tasks/{record}/{number:int}.jpg", pictures.task_picture),
    ]
    return [_get(path, _looking(look), everyone=True) for path, look in pages]


def _looking(look: Look) -> Handler:
    return lambda visit: look(visit, visit.site.shelf.archive())


def _get(path: str, handler: Handler, everyone: bool = False) -> Route:
    return Route(path, handled(handler, everyone), methods=["GET"])


def _post(path: str, handler: Handler, everyone: bool = False) -> Route:
    return Route(path, handled(handler, everyone), methods=["POST"])
