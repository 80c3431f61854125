"""Who does what, drawn as a grid: a column for each unit, and CT, PH or crosses in the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.fields import catalogue as c
from pipeline.fields.heading_heads import head_field
from pipeline.fields.plain import normalise
from pipeline.fields.unit_names import looks_like_unit
from pipeline.types.folding import fold
from pipeline.types.reading import Column

_ROLE = re.compile(r"(?:ct?|ph?|chu tri|phoi hop)")
_CROSS = re.compile(r"[x+*✓✔√]")
_EMPTY = re.compile(r"[\s.\-–—/]*")
_LEVELS = " / "
_FEWEST = 2  # columns of units that make a matrix
_SURE = 0.85  # confidence of such a column: heading and contents agree, the sign may be misread


def mark_roles(columns: Sequence[Column], samples: Sequence[Sequence[str]]) -> list[Column]:
    """Make columns that are headed by units and hold roles ``role_mark``, each headed by its unit.

    Crosses are roles only below a heading that says what they mean ("Đơn vị thực hiện / Công an
    xã") and where no other column names who leads: under "Thẩm quyền ban hành" they are none.
    """
    units = {
        i: unit
        for i, column in enumerate(columns)
        if (unit := normalise(column.header).rpartition(_LEVELS)[2].strip())
        and looks_like_unit(unit)
    }
    roles = {i for i in units if _holds(samples[i], _ROLE)}
    if len(roles) < _FEWEST or not any(_is_led(samples[i]) for i in roles):
        elsewhere = any(
            col.field in (c.LEAD, c.BOTH) for i, col in enumerate(columns) if i not in units
        )
        charge = {i for i in units if _in_charge(columns[i].header)}
        roles = set() if elsewhere else {i for i in charge if _holds(samples[i], _CROSS)}
    if len(roles) < _FEWEST:
        return list(columns)
    return [
        replace(column, field=c.ROLE_MARK, confidence=_SURE, header=units[i])
        if i in roles
        else column
        for i, column in enumerate(columns)
    ]


def _holds(cells: Sequence[str], sign: re.Pattern[str]) -> bool:
    """Whether the cells hold such signs and nothing else."""
    said = [fold(cell).strip(" .") for cell in cells if not _EMPTY.fullmatch(cell)]
    return bool(said) and all(sign.fullmatch(words) for words in said)


def _is_led(cells: Sequence[str]) -> bool:
    return any(fold(cell).strip(" .") in ("ct", "c", "chu tri") for cell in cells)


def _in_charge(heading: str) -> bool:
    above = normalise(heading).rpartition(_LEVELS)[0]
    return any(head_field(fold(part))[0] == c.LEAD for part in above.split(_LEVELS) if part)
