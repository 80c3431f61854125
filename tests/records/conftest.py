"""The real functions of field reading."""

from __future__ import annotations

import pytest

from pipeline.fields.canonical import is_known_unit, unit_namer
from pipeline.fields.deadlines import parse_deadline, parse_range_columns
from pipeline.fields.headers import map_columns
from pipeline.fields.indicators import find_indicators, indicator_flags, indicator_from_columns
from pipeline.fields.unit_names import looks_like_unit
from pipeline.fields.units import parse_units
from pipeline.records import FieldReader


@pytest.fixture(scope="session")
def read() -> FieldReader:
    return FieldReader(
        map_columns,
        parse_units,
        looks_like_unit,
        parse_deadline,
        parse_range_columns,
        find_indicators,
        indicator_flags,
        indicator_from_columns,
        unit_namer,
        is_known_unit,
    )
