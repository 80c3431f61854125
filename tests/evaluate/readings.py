"""Readings made from gold: perfect ones, damaged ones, and output folders that hold them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.store.folder import open_store
from pipeline.train.synth.dice import Dice
from pipeline.types.document import CellResult, DocumentResult, PageResult, Source
from pipeline.types.geometry import Box
from pipeline.types.page import LayerVerdict
from pipeline.types.task import Deadline, Evidence, Indicator, Letterhead, TaskRecord
from pipeline.types.text import Place

GOLD = Path(__file__).parents[1] / "golden" / "plans"
PLACE = Place(1, Box(50, 60, 300, 90, "points"))


def tasks_of(plan: str, gold: Path = GOLD) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = json.loads((gold / plan / "tasks.json").read_text("utf-8"))
    return tasks


def record(task: Mapping[str, Any], number: int = 0, confidence: float = 0.9) -> TaskRecord:
    """Return the record of a gold task, read without a mistake."""
    due = task["deadline"]
    start, end = (date.fromisoformat(due[k]) if due[k] else None for k in ("start", "end"))
    named = ("content", "result", "lead_units", "coordinating_units", "deadline", "indicators")
    return TaskRecord(
        key=f"t0/r{number}",
        table_index=None if task["table"] is None else 0,
        section_no=task["section_no"],
        section=task["section"],
        no=task["no"],
        content=task["content"],
        result=task["result"],
        lead_units=tuple(task["lead_units"]),
        coordinating_units=tuple(task["coordinating_units"]),
        deadline_text=task["deadline_text"],
        deadline=Deadline(due["kind"], start, end, tuple(due["recurrence"])),
        indicators=tuple(Indicator(**indicator) for indicator in task["indicators"]),
        evidence={name: Evidence("raw words", confidence, (PLACE,)) for name in named},
    )


def result(
    records: Sequence[TaskRecord], text: str = "", cells: Sequence[CellResult] = ()
) -> DocumentResult:
    page = PageResult(1, 595, 842, 200, 0, 0, "gray", "replay", 0.9, text, text)
    return DocumentResult(
        status="done",
        layer=LayerVerdict.NONE,
        letterhead=Letterhead(),
        targets=(),
        records=tuple(records),
        pages=(page,),
        cells=tuple(cells),
        confidence=0.9,
    )


def write_readings(out: Path, readings: Mapping[str, DocumentResult | None]) -> None:
    """Write an output folder; file name → what was read, None: it failed."""
    with open_store(out) as store:
        for name, reading in readings.items():
            source = Source(hashlib.sha256(name.encode()).hexdigest(), f"scans/{name}", pages=1)
            if reading is None:
                store.write_failure(source, "the file is broken", 0.1)
            else:
                store.write(source, reading)


def damaged(tasks: Sequence[Mapping[str, Any]], seed: int, share: float) -> list[TaskRecord]:
    """Return records with mistakes of every kind in about ``share`` of the fields."""
    dice = Dice(f"damage {seed}")
    records = [record(task, i) for i, task in enumerate(tasks)]
    read = [_worn(r, dice, share) for r in records if dice.random() > share / 3]
    if read and dice.random() < share:
        read.append(replace(read[0], key="t0/twice"))
    return read


def _worn(task: TaskRecord, dice: Dice, share: float) -> TaskRecord:
    def hit() -> bool:
        return dice.random() < share

    lead, units = task.lead_units, list(task.coordinating_units)
    if hit():
        lead = tuple(mangled(unit, dice) for unit in lead)
    if hit() and units:
        units.pop(dice.randrange(len(units)))
    if hit():
        units.append("Hội Chữ thập đỏ")
    due = task.deadline
    if hit():
        due = replace(due, end=date(2019, 2, 3)) if due.end else Deadline("continuous")
    found = list(task.indicators)
    if hit() and found:
        found[0] = replace(found[0], value=found[0].value + 1)
    if hit():
        found.append(Indicator("05 lớp", "=", 5, "lớp"))
    return replace(
        task,
        content=mangled(task.content, dice, 0.25) if hit() else task.content,
        result=mangled(task.result, dice) if hit() else task.result,
        lead_units=lead,
        coordinating_units=tuple(units),
        deadline=due,
        indicators=tuple(found),
    )


def mangled(text: str, dice: Dice, share: float = 0.08) -> str:
    """Return a text some of whose letters are misread, lost or doubled."""
    out = []
    for char in text:
        chance = dice.random()
        if chance < share:
            out.append(dice.choice(("", char + char, "o", " ")))
        else:
            out.append(char)
    return "".join(out)
