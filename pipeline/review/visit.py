"""One request: who asks, in which language, with which form; and the answers they may get."""

from __future__ import annotations

import getpass
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote

import jinja2
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from pipeline import __version__
from pipeline.errors import KehoachError
from pipeline.query.shelf import Shelf
from pipeline.review.cells import Cell
from pipeline.review.desk import Desk
from pipeline.review.forms import Form, number_words, sign_of
from pipeline.review.images import Pictures
from pipeline.review.security import same
from pipeline.review.words import (
    LANGUAGES,
    Language,
    day_words,
    deadline_words,
    field_name,
    pick,
    say,
    whole_number,
)
from pipeline.store.accounts import Login

HERE = Path(__file__).parent
LANGUAGE_COOKIE = "kehoach_language"


class NotFoundError(KehoachError):
    """The address names nothing that is there."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the server is run with.

    cookie    its name.
    local     who reaches the server needs no account as long as there is none.
    shelf     the archive, for the pages on which people look and decide nothing; with its pictures.
    reviews   False: nobody decides anything here, whatever their role.
    """

    desk: Desk
    cookie: str
    local: bool
    shelf: Shelf
    pictures: Pictures
    reviews: bool = True

    def may_review(self, login: Login) -> bool:
        """Return whether a person may do more than look."""
        return self.reviews and login.role == "reviewer"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a person who is signed in."""

    site: Site
    request: Request
    login: Login
    language: Language
    form: Form

    @property
    def desk(self) -> Desk:
        return self.site.desk

    @property
    def who(self) -> str:
        return self.login.name

    @property
    def alone(self) -> str:
        """The id of the document that the person looks at alone, "" for all of them."""
        document_id = self.desk.alone.get(self.who, "")
        return document_id if document_id in self.desk.reading.documents else ""

    @property
    def reviews(self) -> bool:
        """Whether the person may do more than look."""
        return self.site.may_review(self.login)

    def one(self, name: str) -> str:
        """Return the first value of a form field, "" where it was not sent."""
        given = self.form.get(name, ())
        return given[0] if given else ""

    def say(self, name: str, **values: object) -> str:
        return say(self.language, name, **values)

    def cell(self) -> Cell:
        """Return the cell that the address names. Raises NotFoundError."""
        parts = self.request.path_params
        found = self.desk.reading.cells.get((parts["record"], parts["field"]))
        if found is None:
            raise NotFoundError(self.say("not_found"))
        return found

    def show(self, template: str, status: int = 200, **values: Any) -> Response:
        """Return a page."""
        known = {
            "csrf": self.login.csrf,
            "who": self.who if self.desk.accounts.names() else "",
            "reviews": self.reviews,
            "progress": self._progress() if self.reviews else None,
        }
        return render(self.language, template, status, {**known, **values})

    def _progress(self) -> dict[str, Any]:
        done, total, errors = self.desk.queue.counts(self.alone)
        speed = self.desk.speed(self.who)
        alone = self.desk.reading.documents.get(self.alone)
        name = alone.name if alone else ""
        return {"done": done, "all": total, "errors": errors, "speed": speed, "name": name}


Handler = Callable[[Visit], Response]


def handled(handler: Handler, everyone: bool = False) -> Callable[[Request], Awaitable[Response]]:
    """Wrap a handler: sign-in, role, token of forms, language, errors; it runs in a thread.

    everyone   those who only look get it too; without it reviewers alone.
    """

    async def answer(request: Request) -> Response:
        form: Form = {}
        if request.method == "POST":
            form = parse_form(await request.body())
        return await run_in_threadpool(_answer, handler, request, form, everyone)

    return answer


def parse_form(body: bytes) -> dict[str, list[str]]:
    """Return the fields of a form sent as application/x-www-form-urlencoded."""
    words = body.decode("utf-8", "replace")
    return parse_qs(words, keep_blank_values=True, max_num_fields=20_000)


def language_of(request: Request) -> Language:
    """Return the language that the person chose: Vietnamese until they do."""
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    return next((language for language in LANGUAGES if language == chosen), "vi")


def _answer(handler: Handler, request: Request, form: Form, everyone: bool) -> Response:
    site: Site = request.app.state.site
    language = language_of(request)
    login = login_of(request)
    fresh = ""
    if login is None and site.local and not site.desk.accounts.names():
        fresh = site.desk.accounts.open_login(local_name())
        login = site.desk.accounts.login(fresh)
    if login is None:
        if request.method == "POST":
            return render(language, "message.html", 403, {"message": say(language, "expired")})
        return RedirectResponse("/sign-in", 303)
    visit = Visit(site, request, login, language, form)
    if everyone or visit.reviews:
        response = _handled(handler, visit)
    else:
        response = visit.show("message.html", 403, message=visit.say("no_access"))
    if fresh:
        set_login(response, site, request, fresh)
    return response


def login_of(request: Request) -> Login | None:
    """Return the login that a request comes with."""
    site: Site = request.app.state.site
    return site.desk.accounts.login(request.cookies.get(site.cookie, ""))


def _handled(handler: Handler, visit: Visit) -> Response:
    if visit.request.method == "POST" and not same(visit.one("csrf"), visit.login.csrf):
        return visit.show("message.html", 403, message=visit.say("expired"))
    try:
        if visit.reviews:
            visit.desk.refresh()
        return handler(visit)
    except NotFoundError as error:
        return visit.show("message.html", 404, message=error.message)
    except KehoachError as error:
        return visit.show("message.html", 409, message=str(error))


def set_login(response: Response, site: Site, request: Request, token: str) -> None:
    """Give the browser its login: out of reach of scripts and of other sites."""
    response.set_cookie(
        site.cookie,
        token,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )


@lru_cache(maxsize=1)
def local_name() -> str:
    """Return this machine's name for the person who runs the server."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"


def cell_path(cell: Cell, **query: object) -> str:
    """Return the address of a cell's page."""
    path = f"/cells/{cell.record_id}/{quote(cell.field, safe='')}"
    said = "&".join(f"{k}={quote(str(v))}" for k, v in query.items() if v)
    return f"{path}?{said}" if said else path


@lru_cache(maxsize=1)
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(
    language: Language, template: str, status: int, values: Mapping[str, Any]
) -> HTMLResponse:
    """Return a page made from a template."""

    def said(name: str, **fill: object) -> str:
        return say(language, name, **fill)

    page = _templates().get_template(template)
    known = {
        "lang": language,
        "t": said,
        "csrf": "",
        "who": "",
        "progress": None,
        "reviews": False,
        "version": __version__,
        "pick": lambda pair: pick(language, pair),
        "field_name": lambda field: field_name(language, field),
        "deadline_words": lambda value: deadline_words(language, value),
        "number_words": number_words,
        "day_words": day_words,
        "file_name": lambda path: Path(path).name,
        "number": lambda count: whole_number(language, count),
        "sign": sign_of,
        "cell_path": cell_path,
    }
    return HTMLResponse(page.render({**known, **values}), status)
