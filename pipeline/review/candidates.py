"""Other values that a cell could have, for the number keys; the most likely first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rapidfuzz import fuzz, process

from pipeline.review.cells import Cell
from pipeline.review.forms import parsed_deadline
from pipeline.store.values import UNITS, Value, as_json, shown
from pipeline.types.folding import fold, joined

MOST = 9  # number keys
_ALIKE = 82.0  # of 100; "Phòng Nội vu" and "Phòng Nội vụ" have 92, two offices rarely above 80
_NEAR_UNITS = 4
_EDGES = " ,.;:()"  # marks at a word's ends that are none of it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value and why it is offered, by the name of a phrase: "from_raw", "from_people"."""

    value: Value
    why: str


def candidates(
    cell: Cell,
    year: int | None,
    corrected: Mapping[str, Value],
    units: Mapping[str, int],
    beside: Mapping[str, Value] = MappingProxyType({}),
) -> list[Candidate]:
    """Return other values for a cell, at most nine.

    corrected   reading (as JSON) of this field → what people corrected it to elsewhere.
    units       names of units in the present tables → how often they occur.
    beside      "from_above", "from_below" → value of the field in the task there.
    """
    found: list[Candidate] = []
    if (people := corrected.get(as_json(cell.value))) is not None:
        found.append(Candidate(people, "from_people"))
    found += (Candidate(value, "from_words") for value in _with_others(cell, year))
    found += (Candidate(value, "from_raw") for value in _of_raw(cell, year))
    if cell.field in UNITS and not cell.value:
        found += (Candidate(value, why) for why, value in beside.items())
    if cell.field in UNITS:
        found += (Candidate(value, "from_list") for value in _near_units(cell.value, units))
    seen = {as_json(cell.value)}
    kept = []
    for candidate in found:
        mark = as_json(candidate.value)
        if mark not in seen and any(map(str.isalnum, shown(candidate.value))):
            seen.add(mark)
            kept.append(candidate)
    return kept[:MOST]


def _with_others(cell: Cell, year: int | None) -> Iterable[Value]:
    """Return the value with one of its words read otherwise."""
    for word, other in cell.others:
        there = rf"(?<!\w){re.escape(word.strip(_EDGES))}(?!\w)"
        put = other.strip(_EDGES).replace("\\", r"\\")
        if not put:
            continue
        if isinstance(cell.value, str):
            yield re.sub(there, put, cell.value, count=1)
        elif isinstance(cell.value, dict) and cell.field == "deadline":
            yield dict(parsed_deadline(re.sub(there, put, cell.value["text"], count=1), year))
        elif cell.field in UNITS:
            yield [re.sub(there, put, str(unit), count=1) for unit in cell.value]


def _of_raw(cell: Cell, year: int | None) -> Iterable[Value]:
    """Return the reading before repair, where the field is its text."""
    raw = joined(cell.raw)
    if not raw:
        return
    if cell.field == "deadline":
        yield dict(parsed_deadline(raw, year))
    elif cell.field not in UNITS and cell.field != "indicators":
        yield raw


def _near_units(value: Value, units: Mapping[str, int]) -> Iterable[Value]:
    """Return the list of units with one of them replaced by a like one that occurs more often."""
    if not isinstance(value, list):
        return
    folded = {name: fold(name) for name in units}
    for i, unit in enumerate(value):
        if not isinstance(unit, str):
            continue
        near = process.extract(
            fold(unit), folded, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3 * _NEAR_UNITS
        )
        likely = sorted(
            (name for _, _, name in near if name != unit and units[name] > units.get(unit, 0)),
            key=lambda name: -units[name],
        )
        for name in likely[:_NEAR_UNITS]:
            yield [*value[:i], name, *value[i + 1 :]]
