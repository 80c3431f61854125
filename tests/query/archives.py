"""Output folders with known tasks: the gold plans as if they had been read without a mistake."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.evaluate.perfect import perfect_letterhead
from pipeline.store.folder import open_store
from pipeline.types.document import DocumentResult, PageResult, Source
from pipeline.types.geometry import Box
from pipeline.types.page import LayerVerdict
from pipeline.types.task import Deadline, Evidence, Indicator, Letterhead, TaskRecord
from pipeline.types.text import Place
from tests.plans import NAMES, load_plan, load_tasks

FIELDS = ("content", "result", "lead_units", "coordinating_units", "deadline", "indicators")


def document_id(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def source(name: str) -> Source:
    return Source(document_id(name), f"plans/{name}.pdf", (), 9, "f1", "gold")


def write_gold_plans(out: Path) -> None:
    """Write the six gold plans to an output folder, record keys ``0``, ``1`` … in order."""
    with open_store(out) as store:
        for name in NAMES:
            records = tuple(gold_record(i, task) for i, task in enumerate(load_tasks(name)))
            store.write(source(name), result(perfect_letterhead(load_plan(name)), records))


def result(head: Letterhead, records: tuple[TaskRecord, ...]) -> DocumentResult:
    page = PageResult(1, 595, 842, 200, 0, 0.1, "text", "gold", 1.0, "chữ", "chu")
    return DocumentResult("done", LayerVerdict.NONE, head, (), records, (page,), (), 1.0)


def gold_record(key: int, task: dict[str, Any]) -> TaskRecord:
    """A gold task as a record, standing on page 1 + key // 10."""
    moment = task["deadline"]
    place = Place(1 + key // 10, Box(50, 60, 500, 90, "points"))
    return TaskRecord(
        key=str(key),
        table_index=0,
        section_no=task["section_no"],
        section=task["section"],
        no=task["no"],
        content=task["content"],
        result=task["result"],
        lead_units=tuple(task["lead_units"]),
        coordinating_units=tuple(task["coordinating_units"]),
        deadline_text=task["deadline_text"],
        deadline=Deadline(
            moment["kind"], _day(moment["start"]), _day(moment["end"]), tuple(moment["recurrence"])
        ),
        indicators=tuple(Indicator(**indicator) for indicator in task["indicators"]),
        evidence={name: Evidence("", 0.9, (place,)) for name in FIELDS},
    )


def task(key: str = "0", **fields: Any) -> TaskRecord:
    """Return a small record; ``fields`` as of TaskRecord."""
    values: dict[str, Any] = {
        "table_index": None, "section_no": "", "section": "", "no": "1", "content": "Việc",
        "result": "", "lead_units": (), "coordinating_units": (), "deadline_text": "",
        "deadline": Deadline("none"), "indicators": (), "evidence": {"content": Evidence("", 0.5)},
    }  # fmt: skip
    return TaskRecord(key=key, **(values | fields))


def write_tasks(out: Path, name: str, *records: TaskRecord) -> None:
    """Write one plan that holds these tasks."""
    head = Letterhead(
        number="1/KH-UBND", date=date(2024, 1, 5), issuer="UBND XÃ", title="Thử", year=2024
    )
    with open_store(out) as store:
        store.write(source(name), result(head, records))


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
