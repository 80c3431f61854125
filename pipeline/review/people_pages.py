"""Signing in and out, the language, and the overview."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.query.question import Question
from pipeline.query.search import count
from pipeline.review.cells import Cell
from pipeline.review.desk import Desk
from pipeline.review.effort import targets
from pipeline.review.reading import Document
from pipeline.review.security import Tries, same
from pipeline.review.turns import TURNS, Turn
from pipeline.review.visit import (
    LANGUAGE_COOKIE,
    Site,
    Visit,
    language_of,
    parse_form,
    render,
    set_login,
)
from pipeline.review.words import say
from pipeline.store.values import SCORED

_YEAR_SECONDS = 365 * 86400


async def sign_in(request: Request) -> Response:
    """Ask for name and password, and open a login."""
    return await run_in_threadpool(_sign_in, request, parse_form(await request.body()))


def _sign_in(request: Request, form: dict[str, list[str]]) -> Response:
    site: Site = request.app.state.site
    tries: Tries = request.app.state.tries
    language = language_of(request)
    if request.method == "GET":
        return render(language, "sign_in.html", 200, {"problem": ""})
    if not _from_here(request):
        return render(language, "message.html", 403, {"message": say(language, "refused")})
    name, password = (form.get(key, [""])[0] for key in ("name", "password"))
    asking = [f"name {name}", f"address {request.client.host if request.client else ''}"]
    wait = max(tries.wait(who) for who in asking)
    if wait > 0:
        problem = say(language, "too_many", seconds=math.ceil(wait))
        return render(language, "sign_in.html", 429, {"problem": problem})
    if not site.desk.accounts.check(name, password):
        for who in asking:
            tries.wrong(who)
        problem = say(language, "wrong_password")
        return render(language, "sign_in.html", 403, {"problem": problem})
    for who in asking:
        tries.right(who)
    response = RedirectResponse("/", 303)
    set_login(response, site, request, site.desk.accounts.open_login(name))
    return response


def _from_here(request: Request) -> bool:
    """Return whether a form without a login's token was sent from a page of ours."""
    origin = request.headers.get("origin")
    return origin is None or same(urlsplit(origin).netloc, request.headers.get("host", ""))


async def unknown_page(request: Request, _error: Exception) -> Response:
    """Say in the person's language that an address leads nowhere."""
    language = language_of(request)
    return render(language, "message.html", 404, {"message": say(language, "not_found")})


def sign_out(visit: Visit) -> Response:
    """End the login."""
    visit.desk.accounts.close_login(visit.request.cookies.get(visit.site.cookie, ""))
    response = RedirectResponse("/sign-in" if not visit.site.local else "/", 303)
    response.delete_cookie(visit.site.cookie, path="/")
    return response


async def choose_language(request: Request) -> Response:
    """Keep the chosen language and go back to where the person was."""
    form = parse_form(await request.body())
    chosen = form.get("language", [""])[0]
    back = urlsplit(request.headers.get("referer", ""))
    here = back.netloc == request.headers.get("host", "")
    target = f"{back.path}?{back.query}" if here and back.query else back.path if here else "/"
    response = RedirectResponse(target if target.startswith("/") else "/", 303)
    response.set_cookie(
        LANGUAGE_COOKIE,
        "en" if chosen == "en" else "vi",
        max_age=_YEAR_SECONDS,
        samesite="lax",
        httponly=True,
    )
    return response


@dataclass(frozen=True, slots=True)
class Sample:
    """What people found in the random sample; shares 0-1 (Wilson's interval of 95 %)."""

    seen: int
    wrong: int
    low: float
    high: float
    estimate: float


def overview(visit: Visit) -> Response:
    """Show what is to be done and what was found; who only looks goes to the archive."""
    if not visit.reviews:
        return RedirectResponse("/browse", 303)
    left = visit.desk.queue.left()
    scored = [cell for cell in left if cell.field in SCORED]
    first = [c for c in scored if (c.double, c.turn) == (scored[0].double, scored[0].turn)]
    done, _, errors = visit.desk.queue.counts()
    return visit.show(
        "overview.html",
        flagged=count(visit.site.shelf.archive(), Question(flagged=True)),
        waiting=len(scored),
        done=done,
        errors=errors,
        others=len(left) - len(scored),
        first=first[0].turn if first else "",
        targets=targets([cell.error for cell in first]),
        sample=sample_result(visit.desk),
        groups=_groups(visit.desk, scored),
        alone=visit.desk.reading.documents.get(visit.alone),
        only=bool(visit.desk.only),
        lost=visit.desk.lost,
    )


def sample_result(desk: Desk) -> Sample | None:
    """Return what people found in the random sample, None: nothing looked at yet."""
    seen = wrong = 0
    doubt = 0.0
    for key in desk.queue.audit:
        cell = desk.reading.cells[key]
        decision = desk.stands(cell).decision
        if decision is not None:
            seen += 1
            wrong += decision.action != "accept"
            doubt += cell.doubt
    return Sample(seen, wrong, *wilson(wrong, seen), doubt / seen) if seen else None


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    z = 1.959964
    share, rest = hits / of, z * z / of
    middle, half = share + rest / 2, z * math.sqrt(share * (1 - share) / of + rest / (4 * of))
    return max(0.0, (middle - half) / (1 + rest)), min(1.0, (middle + half) / (1 + rest))


@dataclass(frozen=True, slots=True)
class _Line:
    """A document with cells that wait: how many, and the errors estimated in them."""

    document: Document
    cells: int
    errors: float


@dataclass(frozen=True, slots=True)
class _Group:
    """The documents whose turn is the same, those with most errors first, second scans last."""

    turn: Turn
    lines: tuple[_Line, ...]

    @property
    def cells(self) -> int:
        return sum(line.cells for line in self.lines)

    @property
    def errors(self) -> float:
        return sum(line.errors for line in self.lines)


def _groups(desk: Desk, left: Sequence[Cell]) -> list[_Group]:
    """Return the documents with cells that wait, in the order in which they are asked."""
    waiting: dict[str, list[float]] = {}
    for cell in left:
        waiting.setdefault(cell.document_id, []).append(cell.error)
    known = desk.reading.documents
    lines = [_Line(known[name], len(errors), sum(errors)) for name, errors in waiting.items()]
    lines.sort(key=lambda line: (line.document.double, -line.errors))
    groups = [_Group(turn, tuple(n for n in lines if n.document.turn == turn)) for turn in TURNS]
    return [group for group in groups if group.lines]
