"""The value of one field of a ``tasks`` row, as people see and correct it, and its way back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, MutableMapping
from datetime import date
from typing import Any, Final

Value = str | list[str] | dict[str, Any] | list[dict[str, Any]]
"""What JSON can hold: text; units; a deadline; indicators. See ``field_value``."""

EXTRA = "extra:"
ROW = "@row"
"""The row as such: whether it is a task at all. Its values are mappings with "op": "keep" (as
read), "remove", "join" (its words went into the record "into") or "add" (a person cut it off the
record "after"; "values" holds its fields)."""
UNITS = frozenset({"lead_units", "coordinating_units"})
SCORED = ("content", "result", "lead_units", "coordinating_units", "deadline", "indicators")
"""The fields that make a task what it is, in the order of the tables' columns."""
_SIGNS: Final = {"=": "", ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< "}
TEXTS = frozenset({"no", "section_no", "section", "content", "result"})


def field_value(row: Mapping[str, Any], field: str) -> Value:
    """Return one field of a row of ``tasks`` (as Arrow gives it to Python).

    ``deadline`` is {"text", "kind", "start", "end", "recurrence"}, days in ISO form or "";
    ``indicators`` a list of {"text", "op", "value", "unit"}; units a list of texts; any other a
    text. ``extra:HEADER`` is one entry of the map ``extra``; for ``ROW`` see there.
    Raises KeyError: no such field.
    """
    if field == "deadline":
        return {
            "text": row["deadline_text"] or "",
            "kind": row["deadline_kind"] or "none",
            "start": _iso(row["deadline_start"]),
            "end": _iso(row["deadline_end"]),
            "recurrence": list(row["deadline_recurrence"] or ()),
        }
    if field == "indicators":
        return [dict(indicator) for indicator in row["indicators"] or ()]
    if field in UNITS:
        return list(row[field] or ())
    if field == ROW:
        return {"op": "keep"}
    if field.startswith(EXTRA):
        return str(dict(row["extra"] or ())[field.removeprefix(EXTRA)] or "")
    if field in TEXTS:
        return str(row[field] or "")
    raise KeyError(field)


def set_value(row: MutableMapping[str, Any], field: str, value: Value) -> None:
    """Write a value back into a row; the other way of ``field_value``.

    Raises KeyError: no such field; ValueError: the value is not one of this field.
    """
    if field == "deadline":
        if not isinstance(value, dict):
            raise ValueError("a deadline is a mapping")
        row["deadline_text"] = value["text"]
        row["deadline_kind"] = value["kind"]
        row["deadline_start"] = _day(value["start"])
        row["deadline_end"] = _day(value["end"])
        row["deadline_recurrence"] = list(value["recurrence"])
    elif field == "indicators" or field in UNITS:
        if not isinstance(value, list):
            raise ValueError(f"{field} is a list")
        row[field] = list(value)
    elif not isinstance(value, str):
        raise ValueError(f"{field} is a text")
    elif field.startswith(EXTRA):
        row["extra"] = list((dict(row["extra"] or ()) | {field.removeprefix(EXTRA): value}).items())
    elif field in TEXTS:
        row[field] = value
    else:
        raise KeyError(field)


def empty_value(field: str) -> Value:
    """Return the value of a field of which the plan says nothing."""
    if field == "deadline":
        return {"text": "", "kind": "none", "start": "", "end": "", "recurrence": []}
    return [] if field in UNITS or field == "indicators" else ""


def as_json(value: Value | None) -> str:
    """Write a value so that equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def value_mark(value: Value) -> str:
    """Name a value in 16 hexadecimal digits: it tells whether a reading has changed."""
    return hashlib.sha256(as_json(value).encode("utf-8", "replace")).hexdigest()[:16]


def shown(value: Value) -> str:
    """Return a value as one text for people."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return str(value.get("text", value.get("op", "")))
    return "; ".join(item if isinstance(item, str) else indicator_text(item) for item in value)


def indicator_text(indicator: Mapping[str, Any]) -> str:
    """Write an indicator short: "≥ 90 %", "12.000 tờ rơi".

    >>> indicator_text({"op": ">=", "value": 2.5, "unit": "km"})
    '≥ 2,5 km'
    """
    return f"{_SIGNS[indicator['op']]}{number_text(indicator['value'])} {indicator['unit']}".strip()


def number_text(value: float) -> str:
    """Write a number as Vietnamese does: a point between thousands, a comma before the rest."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def _iso(day: date | None) -> str:
    return day.isoformat()[:10] if day is not None else ""


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None
