"""A plan as it is on paper and the records it gives: the gold, as values and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pipeline.types.task import Deadline, Indicator

Json = dict[str, Any]
Form = Literal[
    "table", "annex", "prose", "goals and prose", "goals and table", "two tables", "two annexes"
]
BlockKind = Literal["heading", "para", "table", "signature", "annex_title"]


@dataclass(frozen=True, slots=True)
class Meta:
    """Head and foot of the paper."""

    issuer_parent: str
    issuer: str
    number: str
    place: str
    date: date
    type: str
    title: str
    signer_name: str
    signer_role: str
    signing_authority: str
    recipients: tuple[str, ...]
    legal_bases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the body; ``text`` of a table is its id."""

    kind: BlockKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; a cell is None where one that began above reaches down to it."""

    kind: Literal["section", "task"]
    cells: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table. ``header_groups``: (heading, columns below it) of a header of two levels."""

    id: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""
    orientation: Literal["portrait", "landscape"] = "portrait"
    repeat_header: bool = False
    number_row: bool = False
    header_groups: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A record that a perfect extraction gives; ``table`` is None for prose."""

    table: str | None
    section_no: str
    section: str
    no: str
    content: str
    result: str
    lead_units: tuple[str, ...]
    coordinating_units: tuple[str, ...]
    deadline_text: str
    deadline: Deadline
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan; ``form``: where its tasks stand."""

    id: str
    source: str
    meta: Meta
    blocks: tuple[Block, ...]
    tables: Mapping[str, PlanTable]
    tasks: tuple[Task, ...] = field(default=())
    form: Form = "table"


def document_json(plan: Plan) -> Json:
    """Return what the gold's document.json holds."""
    meta = asdict(plan.meta) | {"date": plan.meta.date.isoformat()}
    blocks = [
        {"kind": b.kind, "id": b.text}
        if b.kind == "table"
        else {"kind": b.kind} | ({"text": b.text} if b.text else {})
        for b in plan.blocks
    ]
    tables = {key: _table_json(table) for key, table in plan.tables.items()}
    return {
        "id": plan.id,
        "source": plan.source,
        "meta": meta,
        "blocks": blocks,
        "tables": tables,
    }


def tasks_json(plan: Plan) -> list[Json]:
    """Return what the gold's tasks.json holds."""
    return [asdict(task) | {"deadline": _deadline_json(task.deadline)} for task in plan.tasks]


def dump(value: object) -> bytes:
    """Return JSON as the gold folders hold it: UTF-8, readable, the same bytes each time."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read_plan(folder: Path) -> Plan:
    """Read a gold folder's document.json (its tasks.json is not needed to print it)."""
    data = json.loads((folder / "document.json").read_text(encoding="utf-8"))
    meta = dict(data["meta"])
    meta["date"] = date.fromisoformat(meta["date"])
    for key in ("recipients", "legal_bases"):
        meta[key] = tuple(meta[key])
    blocks = tuple(Block(b["kind"], b.get("text") or b.get("id", "")) for b in data["blocks"])
    tables = {key: _table_of(key, table) for key, table in data["tables"].items()}
    return Plan(data["id"], data["source"], Meta(**meta), blocks, tables)


def _table_json(table: PlanTable) -> Json:
    data = asdict(table)
    del data["id"]
    data["rows"] = [asdict(row) for row in table.rows]
    if not table.header_groups:
        del data["header_groups"]
    if not table.number_row:
        del data["number_row"]
    return data


def _table_of(key: str, data: Json) -> PlanTable:
    return PlanTable(
        id=key,
        header=tuple(data["header"]),
        rows=tuple(Row(row["kind"], tuple(row["cells"])) for row in data["rows"]),
        title=data["title"],
        orientation=data["orientation"],
        repeat_header=data["repeat_header"],
        number_row=data.get("number_row", False),
        header_groups=tuple((name, span) for name, span in data.get("header_groups", ())),
    )


def _deadline_json(deadline: Deadline) -> Json:
    return {
        "kind": deadline.kind,
        "start": deadline.start and deadline.start.isoformat(),
        "end": deadline.end and deadline.end.isoformat(),
        "recurrence": list(deadline.recurrence),
    }
