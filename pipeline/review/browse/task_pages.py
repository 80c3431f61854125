"""The list of tasks that fit, and the page of one task."""

from __future__ import annotations

from starlette.responses import Response

from pipeline.query.archive import Archive
from pipeline.query.plans import plan, task
from pipeline.query.search import search
from pipeline.records.flags import FLAGS
from pipeline.review.browse.facing import Row, asked_of, paging, show, task_line, wanted_of
from pipeline.review.browse.pictures import task_places
from pipeline.review.visit import NotFoundError, Visit
from pipeline.review.words import pick
from pipeline.store.values import EXTRA, SCORED, field_value

_EACH = 25  # tasks of a page of the list: some three screens
_SHOWN = (
    "record_id", "section_no", "no", "content", "result", "indicators", "lead_units",
    "coordinating_units", "deadline_text", "deadline_kind", "deadline_start", "deadline_end",
    "deadline_recurrence", "document_id", "document_number", "document_title", "issuer",
    "page_first", "confidence", "flags", "review_status", "same_as",
)  # fmt: skip


def task_list(visit: Visit, archive: Archive) -> Response:
    """Show the tasks that fit, page by page."""
    said = asked_of(visit)
    answer = search(archive, said.question, _EACH, (said.page - 1) * _EACH, _SHOWN)
    wanted = wanted_of(said)
    return show(
        visit,
        archive,
        "tasks.html",
        said,
        tasks=[task_line(visit, row, wanted) for row in answer.tasks.to_pylist()],
        paging=paging(said.page, _EACH, answer.total),
        relaxed=answer.relaxed,
    )


def one_task(visit: Visit, archive: Archive) -> Response:
    """Show all of one task beside its place on paper."""
    row = task(archive, visit.request.path_params["record"])
    if row is None:
        raise NotFoundError(visit.say("not_found"))
    return show(
        visit,
        archive,
        "task.html",
        asked_of(visit),
        row=row,
        plan=plan(archive, row["document_id"]),
        fields=[(name, field_value(row, name)) for name in _fields(row)],
        sure=dict(row["confidence"] or ()),
        raw=dict(row["raw"] or ()),
        reasons=_reasons(visit, row),
        places=task_places(archive, row),
    )


def _fields(row: Row) -> list[str]:
    stated = [name for name in dict(row["confidence"] or ()) if name.startswith(EXTRA)]
    return [*SCORED, *stated]


def _reasons(visit: Visit, row: Row) -> list[str]:
    known = (FLAGS.get(name) for name in row["flags"] or ())
    return [pick(visit.language, (flag.vietnamese, flag.english)) for flag in known if flag]
