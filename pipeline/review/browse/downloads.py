"""What was found, as a workbook to take away."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response

from pipeline.query.archive import Archive
from pipeline.query.plans import whole_plans
from pipeline.query.question import Question
from pipeline.query.search import count, stream
from pipeline.review.browse.facing import Row, asked_of, today
from pipeline.review.visit import Visit
from pipeline.store.exports.xlsx import write_xlsx

_MOST = 20_000  # tasks; writing so many takes some ten seconds, and a spreadsheet opens them
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(visit: Visit, archive: Archive) -> Response:
    """Send the tasks that fit, their indicators and their plans as XLSX."""
    question = asked_of(visit).question
    if count(archive, question) > _MOST:
        return visit.show("message.html", 413, message=visit.say("too_many_rows", most=_MOST))
    with tempfile.NamedTemporaryFile(prefix="kehoach-", suffix=".xlsx", delete=False) as made:
        path = Path(made.name)
    write_xlsx(path, lambda: _tasks(archive, question), _plans(archive, question))
    name = f"kehoach-{today():%Y-%m-%d}.xlsx"
    return FileResponse(path, media_type=_KIND, filename=name, background=_removal(path))


def _removal(path: Path) -> BackgroundTask:
    return BackgroundTask(path.unlink, missing_ok=True)


def _tasks(archive: Archive, question: Question) -> Iterator[Row]:
    with stream(archive, question) as batches:
        for batch in batches:
            for row in batch.to_pylist():
                yield {**row, "source_file": _name(row["source_file"])}


def _plans(archive: Archive, question: Question) -> Iterator[Row]:
    """Yield the plans that have such tasks. Where files lie is the server's own business."""
    found = dict.fromkeys(row["document_id"] for row in _tasks(archive, question))
    for row in whole_plans(archive, list(found)) if found else ():
        yield {
            **row,
            "source_file": _name(row["source_file"]),
            "aliases": [_name(path) for path in row["aliases"] or ()],
            "same_file": _name(row["same_file"] or ""),
        }


def _name(path: str) -> str:
    return Path(path).name
