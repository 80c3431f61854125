"""Deadlines by month and unit."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from pipeline.query.archive import Archive
from pipeline.query.timeline import MONTHS, Count, Timeline, calendar, timeline, within_year
from pipeline.review.browse.asking import Asked, due_year
from pipeline.review.browse.charts import heights, shade
from pipeline.review.browse.facing import asked_of, paging, show, today
from pipeline.review.visit import Visit

_EACH = 30  # units of a page: one sheet of paper, lying
_BAR = 40.0  # height of the bar of the month with most deadlines, in units of its picture


def deadlines(visit: Visit, archive: Archive) -> Response:
    """Show one year's tasks: a row for each unit in charge, a column for each month."""
    said = asked_of(visit)
    known = calendar(archive, said.question)
    year = known.year(due_year(said.one("due")), today())
    count: Count = "during" if said.one("count") == "during" else "due"
    found = timeline(archive, said.question, year, _EACH, (said.page - 1) * _EACH, count)
    return show(
        visit,
        archive,
        "deadlines.html",
        said,
        within_year(said.question, year, count),
        calendar=known,
        year=year,
        count=count,
        all_tasks=found.tasks,
        months=_months(said, found, count),
        units=_units(said, found, count),
        paging=paging(said.page, _EACH, found.total),
    )


def _months(said: Asked, found: Timeline, count: Count) -> list[dict[str, Any]]:
    """Return what stands in the head of each month: its number of tasks, its bar, its tasks."""
    high = heights(found.months, _BAR)
    return [
        {
            "month": month,
            "count": found.months[month - 1],
            "high": round(high[month - 1], 1),
            "top": round(_BAR - high[month - 1], 1),
            "path": _tasks(said, found.year, month, count),
        }
        for month in MONTHS
    ]


def _units(said: Asked, found: Timeline, count: Count) -> list[dict[str, Any]]:
    most = max((n for unit in found.units for n in unit.months), default=0)
    return [
        {
            "name": unit.name,
            "total": unit.tasks,
            "path": _tasks(said, found.year, None, count, unit.name),
            "months": [
                {
                    "month": month,
                    "count": tasks,
                    "shade": shade(tasks, most),
                    "path": _tasks(said, found.year, month, count, unit.name),
                }
                for month, tasks in zip(MONTHS, unit.months, strict=True)
            ],
        }
        for unit in found.units
    ]


def _tasks(said: Asked, year: int, month: int | None, count: Count, unit: str = "") -> str:
    """Return the address of the tasks that a number counts."""
    when = f"{month}/{year}" if month else str(year)
    asked: dict[str, Any] = {"due": None, "count": None, "sort": "deadline"}
    asked |= {"during": when} if count == "during" else {"from": when, "to": when}
    if unit:
        asked |= {"unit": unit, "part": "lead"}
    return said.path("/browse", **asked)
