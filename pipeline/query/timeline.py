"""Tasks by year, month and unit: when they are due, or when they are in hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, NamedTuple

from pipeline.query.archive import Archive
from pipeline.query.conditions import Sql, Where, strict
from pipeline.query.question import Question

MONTHS: Final = tuple(range(1, 13))

Months = tuple[int, ...]  # tasks of each month of a year, January first
Count = Literal["due", "during"]
"""What a month counts: tasks due in it, or all in hand: due, going on or coming again in it."""

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


class UnitMonths(NamedTuple):
    """A unit in charge, "" for none named: its months, and its tasks, each counted once."""

    name: str
    months: Months
    tasks: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The tasks of one year.

    months   of all tasks.
    tasks    how many there are, each counted once.
    units    the units in charge with most tasks.
    total    how many units there are in all.
    """

    year: int
    months: Months
    tasks: int
    units: tuple[UnitMonths, ...]
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
    archive: Archive,
    question: Question,
    year: int,
    limit: int | None = None,
    offset: int = 0,
    count: Count = "due",
) -> Timeline:
    """Count the tasks that fit by month of a year, and by unit in charge and month."""
    where, spread = _of_year(archive, question, year, count)
    asked = where.sql
    counts = ", ".join(
        f"count(distinct record_id) filter (month = {month}) as m{month}" for month in MONTHS
    )
    months = archive.rows(
        f"with found as (select record_id, unnest({spread.text}) as month "  # noqa: S608
        f"from indexed where {asked.text}) "
        f"select {counts}, count(distinct record_id) as tasks from found",
        (*spread.values, *asked.values),
    ).to_pylist()[0]
    units = archive.rows(
        f"with one as (select record_id, {_UNITS} as unit, {spread.text} as months "  # noqa: S608
        f"from indexed where {asked.text}), "
        "found as (select record_id, unit, unnest(months) as month from one) "
        f"select unit, {counts}, count(distinct record_id) as tasks, count(*) over () as total "
        "from found group by unit order by unit = '', tasks desc, unit limit ? offset ?",
        (*spread.values, *asked.values, limit if limit is not None else 1 << 40, offset),
    ).to_pylist()
    return Timeline(
        year,
        tuple(months[f"m{month}"] for month in MONTHS),
        months["tasks"],
        tuple(
            UnitMonths(row["unit"], tuple(row[f"m{month}"] for month in MONTHS), row["tasks"])
            for row in units
        ),
        units[0]["total"] if units else 0,
    )


def within_year(question: Question, year: int, count: Count) -> Question:
    """Return the question for what it asks of one year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if count == "during":
        begin, end = question.during or (first, last)
        return replace(question, during=(max(begin, first), min(end, last)))
    return replace(
        question,
        due_from=max(question.due_from or date.min, first),
        due_to=min(question.due_to or date.max, last),
    )


def _of_year(archive: Archive, question: Question, year: int, count: Count) -> tuple[Where, Sql]:
    """Return which tasks count in a year, and the list of the months in which each does."""
    where = strict(archive, within_year(question, year, count))
    if count == "due":
        return where, Sql("[month(deadline_end)]")
    first, last = date(year, 1, 1), date(year, 12, 31)
    spread = (
        "if(deadline_end is null, range(1, 13), range("
        "month(greatest(coalesce(deadline_start, deadline_end), ?)), "
        "month(least(deadline_end, ?)) + 1))"
    )
    return where, Sql(spread, (first, last))
