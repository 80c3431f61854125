"""Mending the grid: words moved to another field, rows joined, cut in two or taken out.

Each function returns what is to be decided: (cell, new value) pairs, for one decision in one go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from pipeline.fields.indicators import find_indicators
from pipeline.fields.units import parse_units
from pipeline.review.cells import Cell, CellKey
from pipeline.review.forms import parsed_deadline
from pipeline.store.values import ROW, SCORED, UNITS, Value, empty_value, shown

Change = tuple[Cell, Value]
Cells = Mapping[CellKey, Cell]
Current = Mapping[CellKey, Value]
"""What counts for each cell now: the reading, or what people made of it."""


def moved(source: Cell, target: Cell, current: Current, year: int | None) -> list[Change]:
    """Move what stands in one field of a record to another, behind what is there."""
    words = current[source.key]
    value = _joined(target.field, current[target.key], _as(target.field, words, year), year)
    return [(target, value), (source, empty_value(source.field))]


def joined(above: Mapping[str, Cell], below: Mapping[str, Cell], current: Current) -> list[Change]:
    """Put the words of a row behind those of the row above, and take the row out.

    above, below   field → cell of the two records.
    """
    changes: list[Change] = []
    for name in SCORED:
        old, more = current[above[name].key], current[below[name].key]
        if more != empty_value(name):
            changes.append((above[name], _joined(name, old, more, None)))
    into = above[ROW].record_id
    return [*changes, (below[ROW], {"op": "join", "into": into})]


def cut(record: Mapping[str, Cell], at: int, current: Current) -> tuple[list[Change], str, Value]:
    """Cut a row in two at character ``at`` of its content; units, deadline go to both.

    Returns the changes of the row itself, and id and value of the row that is added.
    Raises ValueError: nothing on one side of the cut.
    """
    words = str(current[record["content"].key])
    first, second = words[:at].strip(), words[at:].strip()
    if not first or not second:
        raise ValueError("one of the two rows would be empty")
    kept = ("lead_units", "coordinating_units", "deadline")
    values: dict[str, Any] = {name: current[record[name].key] for name in kept}
    origin = record[ROW].record_id
    new = hashlib.sha256(f"{origin}\n{words}\n{at}".encode("utf-8", "replace")).hexdigest()[:32]
    added = {"op": "add", "after": origin, "values": {**values, "content": second}}
    return [(record["content"], first)], new, added


def _as(field: str, value: Value, year: int | None) -> Value:
    """Return words of one field as a value of another."""
    words = shown(value)
    if field in UNITS:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value
        found = parse_units(words, "lead" if field == "lead_units" else "coordinating")
        return [*found.lead, *found.coordinating]
    if field == "deadline":
        return parsed_deadline(words, year)
    if field == "indicators":
        return [
            {"text": i.text, "op": i.op, "value": i.value, "unit": i.unit}
            for i in find_indicators(words)
        ]
    return words


def _joined(field: str, first: Value, second: Value, year: int | None) -> Value:
    """Return two values of one field as one."""
    if first == empty_value(field):
        return second
    if isinstance(first, list) and isinstance(second, list):
        return [*first, *(item for item in second if item not in first)]
    if isinstance(first, dict) and isinstance(second, dict):
        both = f"{first['text']} {second['text']}".strip()
        return parsed_deadline(both, year) if year else {**first, "text": both}
    return f"{first} {second}".strip()
