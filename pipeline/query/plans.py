"""Plans: which there are, what one of them holds, and what else may be asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.query.archive import Archive
from pipeline.query.conditions import strict
from pipeline.query.question import Question
from pipeline.query.search import HAS_DOUBLES, TASK_COLUMNS
from pipeline.query.timeline import LEAD

Row = Mapping[str, Any]

_MOST_NAMES = 200  # of units and issuers that are proposed: a browser shows some ten at a time

_PLAN = (
    "document_id, source_file, aliases, number, date, place, issuer, issuer_parent, type, title, "
    "pages, status, flags, signer_name, same_as"
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What is in the archive to choose from: years, units and issuers that many tasks have.

    doubles   whether there are plans that two documents hold.
    """

    years: tuple[int, ...]
    units: tuple[str, ...]
    issuers: tuple[str, ...]
    doubles: bool = False


def choices(archive: Archive) -> Choices:
    """Return what may be asked for, the most frequent first; years from the last one back."""

    def column(sql: str) -> tuple[Any, ...]:
        return tuple(archive.rows(sql).column(0).to_pylist())

    return Choices(
        column(
            "select distinct q_year from indexed where q_year is not null order by 1 desc",
        ),
        column(
            f"select unit from (select unnest({LEAD}) as unit "  # noqa: S608
            f"from indexed) group by 1 order by count(*) desc, 1 limit {_MOST_NAMES}"
        ),
        column(
            "select issuer from documents where issuer != '' "  # noqa: S608
            f"group by 1 order by count(*) desc, 1 limit {_MOST_NAMES}"
        ),
        bool(column(HAS_DOUBLES)),
    )


def plans(
    archive: Archive, question: Question, limit: int | None = None, offset: int = 0
) -> tuple[list[Row], int]:
    """Return the plans that have tasks which fit, the newest first, and how many there are.

    Beside the columns of ``documents`` each has ``found`` and ``flagged``: tasks that fit, and
    those of them that a person should look at. Where nothing is asked, plans without tasks too.
    """
    where = strict(archive, question).sql
    every = question == Question(order=question.order, once=question.once)
    counted = "where same_as is null " if question.once else ""
    rows = archive.rows(
        "with hits as (select document_id, count(*) as found, "  # noqa: S608
        f"count(*) filter (len(flags) > 0) as flagged from indexed where {where.text} group by 1) "
        f"select {_PLAN}, coalesce(found, 0) as found, coalesce(flagged, 0) as flagged, "
        f"count(*) over () as total from documents {'left' if every else 'inner'} join hits "
        f"using (document_id) {counted}"
        "order by date desc nulls last, number, document_id limit ? offset ?",
        (*where.values, limit if limit is not None else 1 << 40, offset),
    ).to_pylist()
    return rows, rows[0]["total"] if rows else 0


def plan(archive: Archive, document_id: str) -> Row | None:
    """Return one plan, None: there is none of this id."""
    found = archive.rows(f"select {_PLAN} from documents where document_id = ?", [document_id])  # noqa: S608
    rows: list[Row] = found.to_pylist()
    return rows[0] if rows else None


def whole_plans(archive: Archive, documents: Sequence[str] = ()) -> list[Row]:
    """Return the rows of ``documents``, those of some ids or all, the oldest first.

    Beside their columns each has ``same_file``: the file of the document that is the same plan.
    """
    found: list[Row] = archive.rows(
        "select d.*, other.source_file as same_file from documents d "
        "left join documents other on other.document_id = d.same_as "
        "where len(?) = 0 or list_contains(?, d.document_id) "
        "order by d.date nulls last, d.source_file",
        [list(documents)] * 2,
    ).to_pylist()
    return found


def pages_of(archive: Archive, document_id: str) -> list[Row]:
    """Return the pages of a plan in order.

    ``page``, ``width`` and ``height`` (points), ``rotation`` (degrees clockwise by which it was
    turned for reading), ``tasks`` (how many begin on it).
    """
    found: list[Row] = archive.rows(
        "with begun as (select page_first as page, count(*) as tasks from indexed "
        "where document_id = ? group by 1) "
        "select page, width, height, coalesce(rotation, 0) as rotation, "
        "coalesce(tasks, 0) as tasks from pages left join begun using (page) "
        "where document_id = ? order by page",
        [document_id, document_id],
    ).to_pylist()
    return found


def tasks_of(
    archive: Archive,
    document_id: str,
    page: int | None = None,
    columns: Sequence[str] = TASK_COLUMNS,
) -> list[Row]:
    """Return the tasks of a plan in its order; ``page``: only those that stand on it."""
    names = ", ".join(f'"{name}"' for name in columns)
    on = "" if page is None else "and ? between page_first and page_last "
    found: list[Row] = archive.rows(
        f"select {names} from indexed where document_id = ? {on}order by q_row",  # noqa: S608
        [document_id] if page is None else [document_id, page],
    ).to_pylist()
    return found


def task(archive: Archive, record_id: str) -> Row | None:
    """Return one task, None: there is none of this id."""
    names = ", ".join(f'"{name}"' for name in TASK_COLUMNS)
    found = archive.rows(f"select {names} from indexed where record_id = ?", [record_id])  # noqa: S608
    rows: list[Row] = found.to_pylist()
    return rows[0] if rows else None


def page_text(archive: Archive, document_id: str, page: int) -> str:
    """Return the words of a page in reading order, "" where there are none."""
    found = archive.rows(
        "select text from pages where document_id = ? and page = ?", [document_id, page]
    )["text"].to_pylist()
    return found[0] or "" if found else ""
