"""Which fields of a task each of its flags speaks of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.fields.canonical import is_known_unit
from pipeline.records.calibration import is_low
from pipeline.records.flags import FLAGS
from pipeline.store.values import SCORED, UNITS, field_value

Row = Mapping[str, Any]


def doubted(row: Row) -> dict[str, frozenset[str]]:
    """Return flag → the fields it speaks of, for flags of a row of ``tasks`` that name any.

    ``low_confidence`` speaks of the fields that made it, ``low_ocr_confidence`` of those in which
    words were read, what says that a unit is strange of the columns with units in no catalogue.
    What else says something of units speaks of those columns in which units stand.
    """
    found = {}
    for name in row["flags"] or ():
        fields = _FIELDS[name](row) if name in _FIELDS else _named(row, name)
        if fields:
            found[name] = fields
    return found


def speaks_of(row: Row, flag: str, field: str) -> bool:
    """Whether a flag of a row speaks of one of its fields: by name, or of the whole record."""
    fields = doubted(row).get(flag)
    return fields is None or field in fields


def _low(row: Row) -> frozenset[str]:
    sure = dict(row["confidence"] or ())
    return frozenset(field for field in SCORED if is_low(sure.get(field)))


def _worded(row: Row) -> frozenset[str]:
    raw = dict(row["raw"] or ())
    return frozenset(field for field in ("no", *SCORED) if (raw.get(field) or "").strip())


def _strange(row: Row) -> frozenset[str]:
    """Return the columns with a unit that is in no catalogue; all with units where none has."""
    strange = frozenset(
        field
        for field in UNITS
        if not all(is_known_unit(unit) for unit in row[f"{field}_canonical"] or ())
    )
    return strange or _named(row, "unit_alone")


_FIELDS: Mapping[str, Callable[[Row], frozenset[str]]] = {
    "low_confidence": _low,
    "low_ocr_confidence": _worded,
    "unit_alone": _strange,
    "unit_alike": _strange,
}


def _named(row: Row, name: str) -> frozenset[str]:
    known = FLAGS.get(name)
    fields = frozenset(known.fields if known else ())
    if fields == UNITS:
        return frozenset(field for field in fields if field_value(row, field)) or fields
    return fields
