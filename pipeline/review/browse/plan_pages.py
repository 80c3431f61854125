"""The plans, and each page of one beside the tasks on it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from pipeline.query.archive import Archive
from pipeline.query.plans import page_text, pages_of, plan, plans, tasks_of
from pipeline.review.browse.facing import Row, asked_of, paging, show, task_line, wanted_of
from pipeline.review.browse.pictures import outlines
from pipeline.review.visit import NotFoundError, Visit

_EACH = 50  # plans of a page of the list


def plan_list(visit: Visit, archive: Archive) -> Response:
    """Show the plans that have tasks which fit, the newest first."""
    said = asked_of(visit)
    found, total = plans(archive, said.question, _EACH, (said.page - 1) * _EACH)
    return show(
        visit,
        archive,
        "plans.html",
        said,
        plans=found,
        paging=paging(said.page, _EACH, total),
    )


def one_plan(visit: Visit, archive: Archive) -> Response:
    """Show a page of a plan, its tasks outlined, beside the tasks."""
    row = plan(archive, visit.request.path_params["document"])
    if row is None:
        raise NotFoundError(visit.say("not_found"))
    said = asked_of(visit)
    pages = pages_of(archive, row["document_id"])
    page = _shown(pages, visit.request.query_params.get("page", ""))
    number = page["page"] if page else 1
    tasks = tasks_of(archive, row["document_id"], number) if page else []
    wanted = wanted_of(said)
    return show(
        visit,
        archive,
        "plan.html",
        said,
        plan=row,
        other=plan(archive, row["same_as"]) if row["same_as"] else None,
        pages=pages,
        page=page,
        page_number=number,
        tasks=[{**task_line(visit, task, wanted), "double": None} for task in tasks],  # said above
        outlines=outlines(page, tasks) if page else [],
        text=page_text(archive, row["document_id"], number),
    )


def _shown(pages: Sequence[Row], wanted: str) -> Row | None:
    """Return the page that is asked for, or the first on which tasks begin."""
    named = [page for page in pages if str(page["page"]) == wanted]
    begun = [page for page in pages if page["tasks"]]
    return next(iter([*named, *begun, *pages]), None)
