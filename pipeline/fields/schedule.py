"""Schedules drawn as a grid: a column for each quarter, month or year, and crosses in the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.fields import catalogue as c
from pipeline.fields.plain import normalise
from pipeline.types.folding import fold, joined
from pipeline.types.reading import Column

_PERIOD = re.compile(
    r"(?:(?P<what>thang|quy|nam|t|q)\s*\.?\s*)?(?P<number>iv|i{1,3}|\d{1,2}|20\d\d)"
    r"(?:\s*[/.-]\s*(?P<year>20\d\d)|\s+nam\s+(?P<other>20\d\d))?"
)
_KIND = re.compile(r"\b(thang|quy|nam)\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
_WORDS = {"thang": "Tháng", "t": "Tháng", "quy": "Quý", "q": "Quý", "nam": "Năm"}
_FEWEST = 2  # columns of periods that make a schedule
_SURE = 0.85  # confidence of such a column: heading and contents agree, the cross may be dirt


def mark_schedule(columns: Sequence[Column], samples: Sequence[Sequence[str]]) -> list[Column]:
    """Make the columns of a drawn schedule ``deadline_mark``, each headed by its period in words.

    Not where a column states the deadline: then the schedule only repeats it.
    """
    stated = any(column.field in (c.DEADLINE, c.START, c.END) for column in columns)
    periods = {
        i: words
        for i, column in enumerate(columns)
        if _is_marks(samples[i]) and (words := period_of(column.header))
    }
    written = sum(any(cell.strip() for cell in samples[i]) for i in periods)
    repeats = stated and not any(columns[i].field in (c.DEADLINE, c.START, c.END) for i in periods)
    if len(periods) < _FEWEST or not written or repeats:
        return list(columns)
    return [
        replace(column, field=c.MARK, confidence=_SURE, header=periods[i])
        if i in periods
        else column
        for i, column in enumerate(columns)
    ]


def period_of(heading: str) -> str:
    """Return the period that a heading names, in words: "Quý / II" is "Quý II"; "" if none.

    The levels above give what the lowest one leaves out: the kind, and the year.
    """
    above, _, lowest = joined(normalise(heading)).rpartition(" / ")
    match = _PERIOD.fullmatch(fold(lowest))
    if match is None:
        return ""
    over = fold(above)
    kinds = [kind for kind in _KIND.findall(over) if kind != "nam"]
    number = match["number"]
    what = match["what"] or ("nam" if len(number) == 4 else kinds[-1] if kinds else "")
    if not what or (what == "nam") != (len(number) == 4):
        return ""
    years = _YEAR.findall(over)
    year = match["year"] or match["other"] or (years[-1] if years else "")
    shown = number if what == "nam" else number.upper()
    return f"{_WORDS[what]} {shown}" + (f" năm {year}" if year and what != "nam" else "")


def _is_marks(cells: Sequence[str]) -> bool:
    """Whether the cells are crosses or empty: at most one sign, and none a digit."""
    return all(len(cell.strip()) <= 1 and not cell.strip().isdigit() for cell in cells)
