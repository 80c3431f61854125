"""Deadlines by month and unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from starlette.responses import Response

from pipeline.query.archive import Archive
from pipeline.query.question import Question
from pipeline.query.timeline import MONTHS, Timeline, calendar, timeline
from pipeline.review.browse.asking import Asked, due_year
from pipeline.review.browse.charts import heights, shade
from pipeline.review.browse.facing import asked_of, paging, show, today
from pipeline.review.visit import Visit

_EACH = 30  # units of a page: one sheet of paper, lying
_BAR = 40.0  # height of the bar of the month with most deadlines, in units of its picture


def deadlines(visit: Visit, archive: Archive) -> Response:
    """Show one year's deadlines: a row for each unit in charge, a column for each month."""
    said = asked_of(visit)
    known = calendar(archive, said.question)
    year = known.year(due_year(said.one("due")), today())
    found = timeline(archive, said.question, year, _EACH, (said.page - 1) * _EACH)
    return show(
        visit,
        archive,
        "deadlines.html",
        said,
        _within(said.question, year),
        calendar=known,
        year=year,
        months=_months(said, found),
        units=_units(said, found),
        paging=paging(said.page, _EACH, found.total),
    )


def _within(question: Question, year: int) -> Question:
    """Return the question for what it asks of one year."""
    return replace(
        question,
        due_from=max(question.due_from or date.min, date(year, 1, 1)),
        due_to=min(question.due_to or date.max, date(year, 12, 31)),
    )


def _months(said: Asked, found: Timeline) -> list[dict[str, Any]]:
    """Return what stands in the head of each month: its number of tasks, its bar, its tasks."""
    high = heights(found.months, _BAR)
    return [
        {
            "month": month,
            "count": found.months[month - 1],
            "high": round(high[month - 1], 1),
            "top": round(_BAR - high[month - 1], 1),
            "path": _due(said, found.year, month),
        }
        for month in MONTHS
    ]


def _units(said: Asked, found: Timeline) -> list[dict[str, Any]]:
    most = max((n for _, months in found.units for n in months), default=0)
    return [
        {
            "name": name,
            "total": sum(months),
            "path": _due(said, found.year, None, name),
            "months": [
                {
                    "month": month,
                    "count": count,
                    "shade": shade(count, most),
                    "path": _due(said, found.year, month, name),
                }
                for month, count in zip(MONTHS, months, strict=True)
            ],
        }
        for name, months in found.units
    ]


def _due(said: Asked, year: int, month: int | None, unit: str = "") -> str:
    """Return the address of the tasks that a number counts."""
    when = f"{month}/{year}" if month else str(year)
    asked: dict[str, Any] = {"from": when, "to": when, "due": None, "sort": "deadline"}
    if unit:
        asked |= {"unit": unit, "part": "lead"}
    return said.path("/browse", **asked)
