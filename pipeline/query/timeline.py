"""Deadlines by year, month and unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline.query.archive import Archive
from pipeline.query.conditions import strict
from pipeline.query.question import Question

MONTHS: Final = tuple(range(1, 13))

Months = tuple[int, ...]  # tasks due in each month of a year, January first

# The units in charge under one name each, in the plan's own words where there is no such name.
LEAD: Final = "list_distinct(if(len(lead_units_canonical) > 0, lead_units_canonical, lead_units))"
# One row for each unit in charge of a task that fits, "" for a task without one.
_UNITS = f"unnest(if(len(lead_units) > 0, {LEAD}, ['']))"


@dataclass(frozen=True, slots=True)
class Calendar:
    """When tasks are due, over all years.

    years    year → tasks whose last day lies in it.
    undated  kind of deadline → tasks that have no last day.
    """

    years: Mapping[int, int]
    undated: Mapping[str, int]

    def year(self, wanted: int | None, today: date) -> int:
        """Return the year to show: the wanted one, this year, or the one with most deadlines."""
        if wanted is not None:
            return wanted
        if today.year in self.years or not self.years:
            return today.year
        return max(self.years, key=lambda year: (self.years[year], year))


@dataclass(frozen=True, slots=True)
class Timeline:
    """The deadlines of one year.

    months   of all tasks, each counted once.
    units    the units in charge with most deadlines, each with its months; "": none is named.
    total    how many units there are in all.
    """

    year: int
    months: Months
    units: tuple[tuple[str, Months], ...]
    total: int


def calendar(archive: Archive, question: Question) -> Calendar:
    """Count the tasks that fit by the year they are due in."""
    where = strict(archive, question).sql
    found = archive.rows(
        "select year(deadline_end) as year, if(deadline_end is null, deadline_kind, '') as kind, "  # noqa: S608
        f"count(*) as n from indexed where {where.text} group by 1, 2 order by 1, 3 desc",
        where.values,
    ).to_pylist()
    return Calendar(
        {row["year"]: row["n"] for row in found if row["year"] is not None},
        {row["kind"]: row["n"] for row in found if row["year"] is None},
    )


def timeline(
    archive: Archive, question: Question, year: int, limit: int | None = None, offset: int = 0
) -> Timeline:
    """Count the tasks that fit and are due in a year by month, and by unit in charge and month."""
    where = strict(archive, question)
    where.add("deadline_end between ? and ?", date(year, 1, 1), date(year, 12, 31))
    asked = where.sql
    months = archive.rows(
        "select month(deadline_end) as month, count(*) as n "  # noqa: S608
        f"from indexed where {asked.text} group by 1",
        asked.values,
    ).to_pylist()
    counts = ", ".join(f"count(*) filter (month = {month}) as m{month}" for month in MONTHS)
    units = archive.rows(
        f"with due as (select {_UNITS} as unit, month(deadline_end) as month "  # noqa: S608
        f"from indexed where {asked.text}) "
        f"select unit, {counts}, count(*) over () as total from due group by unit "
        "order by unit = '', count(*) desc, unit limit ? offset ?",
        (*asked.values, limit if limit is not None else 1 << 40, offset),
    ).to_pylist()
    by_month = {row["month"]: row["n"] for row in months}
    return Timeline(
        year,
        tuple(by_month.get(month, 0) for month in MONTHS),
        tuple((row["unit"], tuple(row[f"m{month}"] for month in MONTHS)) for row in units),
        units[0]["total"] if units else 0,
    )
