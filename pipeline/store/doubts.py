"""Which fields of a task each of its flags speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.records.calibration import is_low
from pipeline.records.flags import FLAGS
from pipeline.store.values import SCORED, UNITS, field_value

Row = Mapping[str, Any]


def doubted(row: Row) -> dict[str, frozenset[str]]:
    """Return flag → the fields it speaks of, for flags of a row of ``tasks`` that name any.

    ``low_confidence`` speaks of the fields that made it. What says something of units speaks of
    those columns in which units stand.
    """
    found = {}
    for name in row["flags"] or ():
        fields = _low(row) if name == "low_confidence" else _named(row, name)
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


def _named(row: Row, name: str) -> frozenset[str]:
    known = FLAGS.get(name)
    fields = frozenset(known.fields if known else ())
    if fields == UNITS:
        return frozenset(field for field in fields if field_value(row, field)) or fields
    return fields
