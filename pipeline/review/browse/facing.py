"""What the pages for analysts have in common: the archive, the filters, how a task is written."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.responses import Response

from pipeline.query.archive import Archive
from pipeline.query.highlight import spans
from pipeline.query.plans import Choices, choices, plan
from pipeline.query.question import KINDS as DEADLINE_KINDS
from pipeline.query.question import ORDERS, REVIEW_STATUSES, Question
from pipeline.query.search import count_doubles
from pipeline.query.words import Term, bare, terms
from pipeline.review.browse.asking import PARTS, SURE, Asked, asked
from pipeline.review.visit import Visit
from pipeline.review.words import KINDS, deadline_words, pick
from pipeline.store.exports.flat import least_confidence
from pipeline.store.values import indicator_text

Row = Mapping[str, Any]

TABS = (
    ("tab_tasks", "/browse"),
    ("tab_deadlines", "/browse/deadlines"),
    ("tab_indicators", "/browse/indicators"),
    ("tab_plans", "/browse/plans"),
)
_ID_SHOWN = 10  # hexadecimal digits of a document that is not there
_UNITS_SHOWN = 4  # of a task in a list
_LONG = 1500  # characters of a task that may go over a page's end on paper: half a page


@dataclass(frozen=True, slots=True)
class Paging:
    """One page of a list: its number, of how many, and which entries it holds (1-based)."""

    page: int
    pages: int
    first: int
    last: int
    total: int


def paging(page: int, each: int, total: int) -> Paging:
    """Return which entries a page of a list holds."""
    first = (page - 1) * each + 1
    return Paging(page, max(math.ceil(total / each), 1), first, min(page * each, total), total)


def asked_of(visit: Visit) -> Asked:
    """Return what the address of a visit asks."""
    return asked(visit.request.query_params.multi_items())


def show(
    visit: Visit,
    archive: Archive,
    template: str,
    said: Asked,
    counted: Question | None = None,
    **values: Any,
) -> Response:
    """Return a page of the second face, with its filters.

    counted   which of the tasks asked for the page counts; None: all of them.
    """
    path, known = visit.request.url.path, _choices(archive)
    return visit.show(
        f"browse/{template}",
        asked=said,
        path=path,
        tabs=TABS,
        chips=_chips(visit, archive, said, path),
        problems={
            name: visit.say("not_understood", words=said.one(name)) for name in said.problems
        },
        choices=known,
        kinds=KINDS,
        options=_options(visit, known),
        parts=PARTS,
        orders=[name for name in ORDERS if name != "relevance" or said.question.words],
        doubles=count_doubles(archive, counted or said.question) if known.doubles else 0,
        today=today(),
        **values,
    )


@lru_cache(maxsize=1)
def _choices(archive: Archive) -> Choices:
    """Return what an archive offers; it never changes, a newer one takes its place."""
    return choices(archive)


def _options(visit: Visit, known: Choices) -> dict[str, list[tuple[str, str]]]:
    """Return what the filters with a fixed choice offer: value in the address, words."""
    return {
        "kind": [(kind, pick(visit.language, KINDS[kind])) for kind in DEADLINE_KINDS],
        "year": [(str(year), str(year)) for year in known.years],
        "sure": [(name, visit.say(f"sure_{name}")) for name in SURE],
        "review": [(name, visit.say(f"review_{name}")) for name in REVIEW_STATUSES],
    }


def today() -> date:
    """Return the day it is here."""
    return datetime.now().astimezone().date()


def task_line(visit: Visit, row: Row, wanted: Sequence[Term]) -> dict[str, Any]:
    """Return a task as a list shows it."""
    lead, others = row["lead_units"] or (), row["coordinating_units"] or ()
    return {
        "id": row["record_id"],
        "no": " ".join(filter(None, (row["section_no"], row["no"]))),
        "content": lit(row["content"], wanted),
        "result": lit(row["result"] or "", wanted),
        "long": len(row["content"]) + len(row["result"] or "") > _LONG,
        "indicators": [indicator_text(i) for i in row["indicators"] or ()],
        "lead": [lit(unit, wanted) for unit in lead[:_UNITS_SHOWN]],
        "more_lead": max(len(lead) - _UNITS_SHOWN, 0),
        "others": [lit(unit, wanted) for unit in others[:_UNITS_SHOWN]],
        "more_others": max(len(others) - _UNITS_SHOWN, 0),
        "deadline": row["deadline_text"] or "",
        "means": means(visit, row),
        "document": row["document_id"],
        "number": row["document_number"] or "",
        "issuer": row["issuer"] or "",
        "title": row["document_title"] or "",
        "page": row["page_first"],
        "least": least_confidence(row),
        "flagged": bool(row["flags"]),
        "double": row["same_as"],
        "status": row["review_status"],
    }


def lit(text: str, wanted: Sequence[Term]) -> list[tuple[str, bool]]:
    """Cut a text into pieces, each with whether it was looked for."""
    pieces, at = [], 0
    for start, end in spans(text, wanted):
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def wanted_of(said: Asked) -> tuple[Term, ...]:
    """Return the terms that a page marks in what it shows."""
    return terms(said.question.words)


def means(visit: Visit, row: Row) -> str:
    """Say what a deadline was understood as; "" where its words say just that."""
    start, end = row["deadline_start"], row["deadline_end"]
    value = {
        "kind": row["deadline_kind"],
        "start": start.isoformat() if start else "",
        "end": end.isoformat() if end else "",
        "recurrence": row["deadline_recurrence"] or (),
    }
    words = deadline_words(visit.language, value)
    said = row["deadline_text"] or ""
    return "" if bare(words) == bare(said) or (value["kind"] == "none" and not said) else words


def _chips(visit: Visit, archive: Archive, said: Asked, path: str) -> list[dict[str, str]]:
    """Return the filters that are set, each with its words and the address without it."""
    found = []
    for name, value in said.filters:
        if name in said.problems or name == "part":
            continue
        without = said.without(path, name, value)
        shown = _named(archive, value) if name == "document" else value
        words = _chip(visit, said, name, shown)
        found.append({"words": words, "without": without})
    return found


def _named(archive: Archive, document_id: str) -> str:
    """Return what people call a document: its number and its file."""
    row = plan(archive, document_id)
    if row is None:
        return document_id[:_ID_SHOWN]
    return ", ".join(filter(None, (row["number"], Path(row["source_file"]).name)))


def _chip(visit: Visit, said: Asked, name: str, value: str) -> str:
    if name in ("flagged", "once"):
        return visit.say(f"{name}_chip")
    label = visit.say(f"by_{name}")
    if name == "unit" and said.one("part") in PARTS:
        return f"{label} ({visit.say('part_' + said.one('part'))}): {value}"
    if name == "kind" and value in KINDS:
        value = pick(visit.language, KINDS[value])
    elif (name == "sure" and value in SURE) or (name == "review" and value in REVIEW_STATUSES):
        value = visit.say(f"{name}_{value}")
    return f"{label}: {value}"
