"""What this stage needs of field reading, handed in by whoever composes the stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.types.reading import ColumnMap, ParsedDeadline, UnitsFound
from pipeline.types.task import Indicator

Role = Literal["lead", "coordinating", "both"]


@dataclass(frozen=True, slots=True)
class FieldReader:
    """The functions of field reading that records are built with.

    map_columns             (headers, samples) → which field each column holds; ``samples`` has
                            one sequence of cell texts for each column.
    parse_units             (text, role) → units; role "both" where one text names both kinds.
    is_unit_name            whether a text begins as names of offices and officers do.
    parse_deadline          (text, year of the plan or None) → deadline and flags.
    parse_range_columns     (start text, end text, year) → deadline of a pair of columns.
    find_indicators         text → measurable targets in it.
    indicator_flags         text → what is doubtful about the targets in it.
    indicator_from_columns  (name, unit, value) → the targets of a row of an indicator table.
    unit_namer              (issuer, body above it) → what gives a unit that the plan names its
                            one name: abbreviations written out, level and place added.
    is_known_unit           whether a unit's one name is made of names in the catalogue.
    """

    map_columns: Callable[[Sequence[str], Sequence[Sequence[str]]], ColumnMap]
    parse_units: Callable[[str, Role], UnitsFound]
    is_unit_name: Callable[[str], bool]
    parse_deadline: Callable[[str, int | None], ParsedDeadline]
    parse_range_columns: Callable[[str, str, int | None], ParsedDeadline]
    find_indicators: Callable[[str], tuple[Indicator, ...]]
    indicator_flags: Callable[[str], tuple[str, ...]]
    indicator_from_columns: Callable[[str, str, str], tuple[Indicator, ...]]
    unit_namer: Callable[[str, str], Callable[[str], str]]
    is_known_unit: Callable[[str], bool]
