"""A first honest confidence: reading x mapping x what the checks say.

The product takes the three for independent, which they are not quite; calibration against
corrected records replaces it. What matters here is the order: a field with a doubt must come out
below the same field without it.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.records.flags import FLAGS

EMPTY_CELL = 0.9
"""Confidence that a cell in which nothing was read is empty: faint or lost print reads so too.
A first estimate, to be replaced by calibration."""


def field_confidence(
    field: str, reading: float, certainty: float, flags: Iterable[str], *, empty: bool = False
) -> float:
    """Return the probability (0-1) that ``field`` of a record is right.

    reading     confidence of the words, 0-1; for an empty field EMPTY_CELL takes its place.
    certainty   confidence that these words belong to this field, 0-1.
    flags       flags of the record; those that name ``field`` lower it.
    """
    value = (EMPTY_CELL if empty else reading) * certainty
    for name in flags:
        flag = FLAGS.get(name)
        if flag is not None and field in flag.fields:
            value *= flag.factor
    return min(max(value, 0.0), 1.0)
