"""Terms and school years: "Học kỳ I năm học 2022-2023"."""

from __future__ import annotations

import re
from datetime import date

from pipeline.types.reading import ParsedDeadline
from pipeline.types.task import Deadline

_TERM = re.compile(r"\b(?:hoc ky|hk)\s*(?P<term>i{1,2}|[l1|]{1,2}|[12]|he)(?![a-z0-9])")
_YEAR = re.compile(
    r"\bnam hoc(?:\s+moi)?(?:\s*:?\s*(?P<first>20\d\d)(?:\s*[-/]\s*(?P<last>20\d\d|\d\d))?)?"
)
_EDGE = re.compile(r"\b(?:truoc|cuoi|ket thuc|het)\b[^,;\n]*$")
_EVENT = re.compile(r"\b(?:theo|hang|moi)\b[^,;\n]*$")
_OPENS, _CHANGES, _CLOSES = (9, 1), (1, 15), (5, 31)
"""Month and day: opening of the year, last day of the first term, last day of the year, as the
Ministry of Education sets the frame each year (opening on 5 September, first term over by 20
January, year closed by 31 May); provinces move them by some days, so the flag stays."""


def find_school_time(folded: str, year: int | None) -> ParsedDeadline | None:
    """Read a term or a school year; None where the text speaks of neither, or of a day in one.

    Without years of its own it begins in ``year``, the plan's. The days are those of the frame of
    the school year, so the flag ``deadline_school_year`` is always raised.
    """
    term, named = _TERM.search(folded), _YEAR.search(folded)
    if term is None and named is None:
        return None
    rest = _YEAR.sub(" ", _TERM.sub(" ", folded))
    if re.search(r"\d|\bthang\b|\bhang\b|\bquy\b|\bthuong xuyen\b", rest):
        return None
    first = int(named["first"]) if named and named["first"] else year
    start = min(found.start() for found in (term, named) if found)
    flags = ("deadline_school_year",)
    said = term is not None or (named is not None and named["first"] is not None)
    if first is None or _EVENT.search(folded[:start]) or not said:
        return ParsedDeadline(Deadline("on_demand"), flags)
    begin, end = _days(first, term["term"] if term else "")
    if _EDGE.search(folded[:start]):
        return ParsedDeadline(Deadline("date", None, end), flags)
    return ParsedDeadline(Deadline("range", begin, end), flags)


def _days(first: int, term: str) -> tuple[date, date]:
    """Return first and last day of a term ("" for all) of the school year begun in ``first``."""
    if term == "he":
        return date(first + 1, 6, 1), date(first + 1, 8, 31)
    count = 2 if term == "2" or len(term) == 2 else 1 if term else 0
    change = date(first + 1, *_CHANGES)
    begin = date(first, *_OPENS) if count < 2 else change.replace(day=change.day + 1)
    return begin, change if count == 1 else date(first + 1, *_CLOSES)
