"""The tasks as people left them: what was read, with the corrections that count laid over it.

A decision belongs to a cell by its place on paper: first by record and field, and where the new
reading has another grid, by the box of the same field on the same page. Where the reading of a
cell has changed since a person looked, their value still stands, and the cell is asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.fields.canonical import unit_namer
from pipeline.store.chains import read_chains
from pipeline.store.corrections import Decision, Key, Standing, standing
from pipeline.store.derived import derived_indicators, found_indicators
from pipeline.store.doubts import doubted
from pipeline.store.read import read_arrow
from pipeline.store.schema import SCHEMAS
from pipeline.store.values import (
    EXTRA,
    ROW,
    SCORED,
    UNITS,
    Value,
    empty_value,
    field_value,
    set_value,
)
from pipeline.types.geometry import Box
from pipeline.types.text import Place

Row = dict[str, Any]

SAME_PLACE = 0.5
"""Share of the area that two boxes must have in common (of both together) to be one cell. Scans
are drawn the same each time, so a cell that is found again lies within a few per cent."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What people decided, laid over the present reading.

    cells    (record id, field) of the present reading → what stands for it.
    changed  those of ``cells`` whose reading is another than the one that was decided on.
    moved    those of ``cells`` that had another record id when they were decided on → that id.
    lost     decisions whose cell is no more in the present reading.
    """

    cells: Mapping[tuple[str, str], Standing]
    changed: frozenset[tuple[str, str]]
    moved: Mapping[tuple[str, str], str]
    lost: tuple[Decision, ...]


def read_corrected_tasks(out: Path, database: str = "") -> pd.DataFrame:
    """Return the ``tasks`` table with the corrections that count.

    database   its URL; "": the one that lies in ``out``, if there is one.
    Raises InputNotFoundError: nothing was extracted to ``out`` yet.
    """
    frame: pd.DataFrame = corrected_tasks(out, database).to_pandas()
    return frame


def corrected_tasks(out: Path, database: str = "") -> pa.Table:
    """Return the same as an Arrow table of the schema of ``tasks``."""
    tasks = read_arrow(out, "tasks")
    chains = read_chains(out, database)
    if not chains:
        return tasks
    touched = pa.array(sorted({document_id for document_id, _, _ in chains}))
    mask = pa.compute.is_in(tasks["document_id"], value_set=touched)
    rows = tasks.filter(mask).to_pylist()
    apply(rows, settle(rows, chains))
    changed = pa.Table.from_pylist(rows, schema=SCHEMAS["tasks"])
    whole = pa.concat_tables([tasks.filter(pa.compute.invert(mask)), changed])
    order = {name: at for at, name in enumerate(tasks["record_id"].to_pylist())}
    places, at = [], 0
    for i, name in enumerate(whole["record_id"].to_pylist()):
        at = order.get(name, at)  # a row that was cut off another stays behind it
        places.append((at, i))
    return whole.take(pa.array([i for _, i in sorted(places)], pa.int64()))


def apply(rows: list[Row], settled: Settled) -> None:
    """Write what counts into rows of ``tasks``, and say so in ``review_status``.

    A field that a person decided on has confidence 1; a record with an illegible field carries
    the flag ``illegible``. A flag that speaks of such fields only is answered and goes. Indicators
    that nobody decided on follow the words they stand in. ``reviewed_fields`` names what was
    decided on. Rows that people took out leave the list.
    """
    rows[:] = [row for row in rows if _stays(row, settled)]
    for row in rows:
        status, doubts, read = row["review_status"], doubted(row), dict(row)
        decided = []
        confidence = dict(row["confidence"])
        for field in fields_of(row)[:-1]:
            stands = settled.cells.get((row["record_id"], field))
            if stands is None or not stands.counts or stands.decision is None:
                continue
            decision = stands.decision
            decided.append(field)
            if decision.action == "illegible":
                row["flags"] = list(dict.fromkeys([*row["flags"], "illegible"]))
            elif decision.value == field_value(row, field):
                status = "accepted" if status == "unreviewed" else status
            else:
                _correct(row, field, decision.value)
                status = "corrected"
            confidence[field] = 1.0 if decision.action != "illegible" else 0.0
        if "indicators" not in decided:
            row["indicators"] = derived_indicators(read, row)
        row["flags"] = [f for f in row["flags"] if not _answered(doubts.get(f), decided)]
        row["reviewed_fields"] = decided
        row["review_status"] = status
        row["confidence"] = list(confidence.items())


def _answered(doubts: frozenset[str] | None, decided: Collection[str]) -> bool:
    """Whether people decided on all that a flag speaks of; None: on the record, or not known."""
    return doubts is not None and doubts <= set(decided)


def _correct(row: Row, field: str, value: Value) -> None:
    """Write a value, and where it is units their one names too."""
    if field in UNITS and isinstance(value, list):
        known = dict(zip(row[field], row[f"{field}_canonical"] or (), strict=False))
        name = unit_namer(row["issuer"] or "", "")
        row[f"{field}_canonical"] = [known.get(unit) or name(str(unit)) for unit in value]
    set_value(row, field, value)


def _stays(row: Row, settled: Settled) -> bool:
    """Whether a row is a task of the plan, by what people said of it."""
    stands = settled.cells.get((row["record_id"], ROW))
    if stands is None or stands.decision is None or not isinstance(stands.decision.value, dict):
        return True
    op = stands.decision.value["op"]
    return stands.counts if op == "add" else not stands.counts or op == "keep"


def settle(rows: list[Row], chains: Mapping[Key, Sequence[Decision]]) -> Settled:
    """Find the cell of the present reading that each chain of decisions belongs to.

    rows   rows of ``tasks``, all of the documents that ``chains`` speak of; those that people
           cut off others are put in behind them.
    """
    _put_in(rows, chains)
    by_id = {row["record_id"]: row for row in rows}
    by_document: dict[str, list[Row]] = {}
    for each in by_id.values():
        by_document.setdefault(each["document_id"], []).append(each)
    cells: dict[tuple[str, str], Standing] = {}
    changed: set[tuple[str, str]] = set()
    moved: dict[tuple[str, str], str] = {}
    lost: list[Decision] = []
    for (document_id, record_id, field), chain in chains.items():
        stands = standing(chain)
        known = by_id.get(record_id)
        row: Row | None = _row_of(chain[-1], known, by_document.get(document_id, ()))
        if row is None:
            lost += [stands.decision] if stands.decision else []
            continue
        cell = row["record_id"], field
        if row is known:
            moved.pop(cell, None)
        elif cell in cells:
            continue  # decided on under its present name too: that is the newer word
        else:
            moved[cell] = record_id
        cells[cell] = stands
        told = (stands.decision.reading, stands.decision.value) if stands.decision else None
        if told and field_value(row, field) not in told:
            changed.add(cell)
        else:
            changed.discard(cell)
    return Settled(cells, frozenset(changed), moved, tuple(lost))


def _put_in(rows: list[Row], chains: Mapping[Key, Sequence[Decision]]) -> None:
    """Put in the rows that people added, each behind the one it was cut off."""
    for (_, record_id, field), chain in chains.items():
        decision = standing(chain).decision
        if field != ROW or decision is None or not isinstance(decision.value, dict):
            continue
        if decision.value["op"] == "add":
            at = [i for i, row in enumerate(rows) if row["record_id"] == decision.value["after"]]
            if at:
                rows.insert(at[0] + 1, _added(rows[at[0]], record_id, decision.value["values"]))


def _added(origin: Row, record_id: str, values: Mapping[str, Any]) -> Row:
    row = {**origin, "record_id": record_id, "raw": [], "confidence": [], "flags": []}
    row |= {
        "no": "",
        "extra": [],
        "signals": [],
        "second_readings": [],
        "review_status": "corrected",
    }
    for field in SCORED:
        set_value(row, field, values.get(field, empty_value(field)))
    if "indicators" not in values:
        row["indicators"] = found_indicators(row)
    return row


def places_of(row: Mapping[str, Any], field: str) -> list[Place]:
    """Return where a field of a row stands."""
    return [
        Place(b["page"], Box(b["x0"], b["y0"], b["x1"], b["y1"], "points"))
        for b in row["boxes"]
        if b["field"] == (field if field != ROW else "content")
    ]


def fields_of(row: Mapping[str, Any]) -> list[str]:
    """Return the fields of a row that people can decide on, stated by the plan or not."""
    stated = (name for name in dict(row["confidence"]) if name.startswith(EXTRA))
    return ["no", *SCORED, *stated, ROW]


def _row_of(decision: Decision, known: Row | None, rows: Iterable[Row]) -> Row | None:
    """Return the row of the present reading whose field stands where the decision's stood."""
    field, place = decision.field, decision.place
    if known is not None and field in fields_of(known):
        here = places_of(known, field)
        if place is None or not here or _overlap(here, place) >= SAME_PLACE:
            return known
    if place is None:
        return None
    near = [(_overlap(places_of(row, field), place), i, row) for i, row in enumerate(rows)]
    best = max(near, default=None, key=lambda found: (found[0], -found[1]))
    return best[2] if best and best[0] >= SAME_PLACE else None


def _overlap(places: Iterable[Place], wanted: Place) -> float:
    """Largest intersection over union of a box of ``places`` with the wanted one, same page."""
    best = 0.0
    for place in places:
        common = place.box.intersection(wanted.box) if place.page == wanted.page else None
        if common is not None:
            union = place.box.area + wanted.box.area - common.area
            best = max(best, common.area / union)
    return best
