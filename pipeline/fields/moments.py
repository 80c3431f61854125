"""Points and stretches of the calendar as plans write them: "15/7/2023", "Quý II", "cuối năm".

Everything here works on folded text (see ``pipeline.types.folding``), so a misread mark does no
harm: "Tháng", "Thàng" and "thang" are one word.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

MomentKind = Literal["day", "slice", "month", "quarter", "part", "year", "number"]

_YEAR = r"(?:19|20)\d\d"
_SPACED_YEAR = r"(?:19|20)\s?\d\d"  # behind a stroke or "năm" a blank in a year is dirt: "20 20"
_YEAR_TAIL = rf"(?:\s*[/⁄-]+\s*|\s*,?\s*(?:cua\s+)?nam\s+)({_SPACED_YEAR})(?!\d)"
_NEXT_YEAR = r"\s+(?:cua\s+)?nam\s+(sau|ke tiep|tiep theo|toi|truoc)\b"
# Strokes as print and OCR give them; H is two of them. On 54 misread quarters of composed scans
# "IH", "HI", "IIH", "IHI", "IL" stood for II or III, "TV", "I1V" for IV.
_STROKE = r"[il1|!\]jth]"
_AFTER_ROMAN = rf"(?=nam\b|{_YEAR}(?!\d)|[^a-z0-9|]|$)"
_ROMAN = rf"(?:{_STROKE}{{0,4}}v|{_STROKE}{{1,5}}|[2-4]){_AFTER_ROMAN}"
_QUARTER_TAIL = rf"(?:\s*[/⁄.-]*\s*|\s*,?\s*(?:cua\s+)?nam\s+)({_SPACED_YEAR})(?!\d)"
_WEEK = r"(?:thu\s+)?(\d|nhat|hai|ba|bon|tu|dau(?:\s+tien)?|cuoi(?:\s+cung)?)"
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "dmy",
        rf"(?:ngay\s+)?(?<!\d)(\d{{1,2}})\s?[/.-]\s?(\d{{1,2}})\s?[/.-]\s?({_YEAR}|\d\d)(?![\d/])",
    ),
    (
        "dwords",
        rf"(?:ngay\s+"
        rf"|mung\s+)?(?<!\d)(?<!dot )(?<!lan )(\d{{1,2}})\s+(?:cua\s+)?thang\s+(\d{{1,2}})(?!\d"
        rf"|\s?lan)"
        rf"(?:{_YEAR_TAIL}|{_NEXT_YEAR})?",
    ),
    ("month_year", rf"(?:thang\s*)?(?<![\d/])(\d{{1,2}})\s?/\s?({_YEAR})(?!\d)"),
    (
        "dm",
        rf"(?:ngay\s+)?(?<![\d/.,])(\d{{1,2}})\s?/\s?(\d{{1,2}})(?![\d/])"
        rf"(?:\s+nam\s+({_YEAR})(?!\d)|{_NEXT_YEAR})?",
    ),
    (
        "part",
        r"(?<!\d)(\d{1,2}|ba|sau|chin)\s+thang\s+(dau|cuoi)(?:\s+(?:cua\s+)?nam(?![a-z]))?"
        rf"(?:\s*/?\s*({_YEAR})(?!\d))?",
    ),
    (
        "slice",
        rf"\b(?:tuan\s+{_WEEK}|nua\s+(dau|cuoi))\s+(?:cua\s+)?thang\s+(\d{{1,2}})(?!\d)"
        rf"(?:{_YEAR_TAIL})?",
    ),
    ("half", rf"nua\s+(dau|cuoi)\s+(?:cua\s+)?nam(?:\s+({_YEAR})(?!\d))?"),
    (
        "month",
        rf"(?:thang|\bt(?=\.?\d))\s*\.?(?<!\d)(\d{{1,2}})(?!\d)(?:{_YEAR_TAIL}|{_NEXT_YEAR})?",
    ),
    ("quarter", rf"\bq(?:u[yi]|\.)?\s*({_ROMAN})(?:{_QUARTER_TAIL}|{_NEXT_YEAR})?"),
    ("year", rf"(?:\bnam\s+)?(?<![\d/.,])({_YEAR})(?![\d/.,]\d|\d)"),
    ("bare_year", r"\b(trong|ca|het|cuoi|dau|giua)\s+(?:ca\s+)?nam\b(?!\s+(?:sau|truoc|hoc|\d))"),
    ("roman", rf"(?<!dot )(?<![\w/])(?=[l1|h]*[iv])({_ROMAN})(?:{_QUARTER_TAIL})?"),
    ("bare_day", r"\bngay\s+(\d{1,2})(?![\d/])"),
    ("number", r"(?<!dot )(?<!lan )(?<![\w/.,:])(0?[1-9]|[1-3]\d)(?![\w/%]|[.,]\d)"),
)
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS))
_SINGLE = {name: re.compile(pattern) for name, pattern in _PATTERNS}
_NUMBER_WORDS = {"ba": 3, "sau": 6, "chin": 9}
_WEEKS = {"nhat": 1, "dau": 1, "dau tien": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}
_DAYS = ("dmy", "dwords", "dm", "bare_day")
_COUNTED = ("month_year", "month", "number")
_KINDS: dict[str, MomentKind] = {
    "month_year": "month",
    "month": "month",
    "number": "number",
    "quarter": "quarter",
    "roman": "number",
}
_SHIFT = {"truoc": -1, "sau": 1, "ke tiep": 1, "tiep theo": 1, "toi": 1}


@dataclass(frozen=True, slots=True)
class Moment:
    """A calendar expression at ``start``:``stop`` of the folded text.

    first, last   kind "day": day and month (month 0: not said); "month", "quarter": its number
                  twice; "part": first and last month; "year": zeros; "number": a bare number;
                  "slice": which week of the month (0: the last; 11, 12: its halves) and the month.
    year          None where the text says none; ``shift`` years are added to the plan's year.
    edge          word that cuts the stretch ("cuoi", "dau", "giua"), "" if none.
    repaired      a letter was taken for a digit.
    """

    kind: MomentKind
    first: int
    last: int
    year: int | None
    start: int
    stop: int
    shift: int = 0
    edge: str = ""
    repaired: bool = False

    def span(self, year: int | None) -> tuple[date, date] | None:
        """First and last day, taking ``year`` where none is said; None: no such date."""
        own = self.year if self.year is not None else year
        if own is None:
            return None
        own += self.shift if self.year is None else 0
        try:
            if self.kind == "day":
                day = date(own, self.last, self.first)
                return day, day
            if self.kind == "slice":
                return _slice(own, self.last, self.first)
            first, last = self.months()
            return date(own, first, 1), date(own, last, monthrange(own, last)[1])
        except (ValueError, IndexError):
            return None

    def months(self) -> tuple[int, int]:
        """First and last month of the stretch."""
        if self.kind == "quarter":
            return 3 * self.first - 2, 3 * self.last
        if self.kind == "year":
            return 1, 12
        return self.first, self.last


def _slice(year: int, month: int, which: int) -> tuple[date, date]:
    """Return first and last day of a week or half of a month; weeks are counted from the 1st."""
    days = monthrange(year, month)[1]
    halves = {0: (days - 6, days), 11: (1, 15), 12: (16, days)}
    first, last = halves.get(which) or (7 * which - 6, min(7 * which, days))
    return date(year, month, first), date(year, month, last)


def find_moments(folded: str) -> tuple[Moment, ...]:
    """Return the calendar expressions of ``folded``, left to right.

    Bare numbers come as kind "number": the caller decides by their neighbours.
    """
    found: list[Moment] = []
    for match in _TOKEN.finditer(folded):
        name = match.lastgroup or ""
        inner = _SINGLE[name].match(folded, match.start())
        if inner is not None and not _is_count(name, inner, folded):
            moment = _moment(name, inner)
            edge = re.search(r"\b(cuoi|dau|giua)\s+$", folded[: match.start()])
            if edge and not moment.edge and moment.kind != "day":
                moment = replace(moment, edge=edge.group(1))
            found.append(moment)
    return tuple(found)


def _is_count(name: str, match: re.Match[str], folded: str) -> bool:
    """Whether it is a share of things counted, not a day: "24/24 thôn"."""
    if name != "dm" or match.group().startswith("ngay"):
        return False
    return int(match.group(2)) > 12 and re.match(r" [a-z]", folded[match.end() :]) is not None


def _moment(name: str, match: re.Match[str]) -> Moment:
    if name in ("part", "half"):
        return _part(match, name == "half")
    if name == "slice":
        week, half, month, year = match.groups()
        which = _WEEKS.get(week, 0) if week else 11 if half == "dau" else 12
        which = int(week) if week and week.isdigit() else which
        return Moment("slice", which, int(month), _century(year), *match.span())
    at, groups = match.span(), (*match.groups(), None, None, None)
    if name in _DAYS:
        year, shift = groups[2], _SHIFT.get(groups[3] or "", 0)
        month = int(groups[1] or 0) if name != "bare_day" else 0
        return Moment("day", int(match.group(1)), month, _century(year), *at, shift)
    if name in ("year", "bare_year"):
        return _year(name, match)
    text = match.group(1)
    number, odd = (int(text), False) if name in _COUNTED else _roman(text)
    year, shift = groups[1], _SHIFT.get(groups[2] or "", 0)
    kind = _KINDS[name]
    if name == "month_year" and text[:1] == match.group()[:1]:
        kind = "number"  # without "tháng": "Quý 3-4/2023" speaks of quarters
    return Moment(kind, number, number, _century(year), *at, shift, repaired=odd)


def _year(name: str, match: re.Match[str]) -> Moment:
    if name == "year":
        return Moment("year", 0, 0, int(match.group(1)), *match.span())
    edges = {"cuoi": "cuoi", "het": "cuoi", "dau": "dau", "giua": "giua"}
    return Moment("year", 0, 0, None, *match.span(), edge=edges.get(match.group(1), ""))


def _part(match: re.Match[str], half: bool) -> Moment:
    if half:
        length, side, year = 6, match.group(1), match.group(2)
    else:
        length = _NUMBER_WORDS.get(match.group(1)) or int(match.group(1))
        side, year = match.group(2), match.group(3)
    first, last = (1, length) if side == "dau" else (13 - length, 12)
    return Moment("part", first, last, _century(year), *match.span())


def _roman(text: str) -> tuple[int, bool]:
    """Return the number of a quarter, and whether it was written with other signs than I and V."""
    if text.isdigit() and len(text) == 1 and text != "1":
        return int(text), False
    if text.endswith("v"):
        return 4, text != "iv"
    strokes = sum(2 if sign == "h" else 1 for sign in text)
    return min(strokes, 3), text != "i" * len(text) or strokes > 3


def _century(text: str | None) -> int | None:
    """Return the year, of this century where only two digits are written."""
    if not text:
        return None
    digits = "".join(text.split())
    return int(digits) + (2000 if len(digits) == 2 else 0)
