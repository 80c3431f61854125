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

MomentKind = Literal["day", "month", "quarter", "part", "year", "number"]

_YEAR = r"(?:19|20)\d\d"
_YEAR_TAIL = rf"(?:\s*[/-]\s*|\s*,?\s*(?:cua\s+)?nam\s+)({_YEAR})(?!\d)"
_NEXT_YEAR = r"\s+(?:cua\s+)?nam\s+(sau|ke tiep|tiep theo|toi|truoc)\b"
_ROMAN = r"(?:[il1|]v|[il1|]{1,3}|[2-4])(?![a-z0-9|])"
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "dmy",
        rf"(?:ngay\s+)?(?<!\d)(\d{{1,2}})\s?[/.-]\s?(\d{{1,2}})\s?[/.-]\s?({_YEAR}|\d\d)(?![\d/])",
    ),
    (
        "dwords",
        rf"(?:ngay\s+|mung\s+)?(?<!\d)(\d{{1,2}})\s+thang\s+(\d{{1,2}})(?!\d|\s?lan)"
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
    ("half", rf"nua\s+(dau|cuoi)\s+(?:cua\s+)?nam(?:\s+({_YEAR})(?!\d))?"),
    ("month", rf"thang\s*(?<!\d)(\d{{1,2}})(?!\d)(?:{_YEAR_TAIL}|{_NEXT_YEAR})?"),
    ("quarter", rf"\bqu[yi]\s*({_ROMAN})(?:{_YEAR_TAIL}|{_NEXT_YEAR})?"),
    ("year", rf"(?:\bnam\s+)?(?<![\d/.,])({_YEAR})(?![\d/.,]\d|\d)"),
    ("bare_year", r"\b(trong|ca|het|cuoi|dau|giua)\s+(?:ca\s+)?nam\b(?!\s+(?:sau|truoc|hoc|\d))"),
    ("roman", rf"(?<!dot )(?<![\w/])(?=[il1|]*[iv])({_ROMAN})(?:{_YEAR_TAIL})?"),
    ("bare_day", r"\bngay\s+(\d{1,2})(?![\d/])"),
    ("number", r"(?<!dot )(?<!lan )(?<![\w/.,:])(0?[1-9]|[1-3]\d)(?![\w/%]|[.,]\d)"),
)
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS))
_SINGLE = {name: re.compile(pattern) for name, pattern in _PATTERNS}
_NUMBER_WORDS = {"ba": 3, "sau": 6, "chin": 9}
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
                  twice; "part": first and last month; "year": zeros; "number": a bare number.
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
    return Moment(_KINDS[name], number, number, _century(year), *at, shift, repaired=odd)


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
    if text.isdigit() and len(text) == 1:
        return int(text), False
    number = 4 if text.endswith("v") else len(text)
    return number, any(sign in "l1|" for sign in text)


def _century(text: str | None) -> int | None:
    """Return the year, of this century where only two digits are written."""
    return int(text) + (2000 if len(text) == 2 else 0) if text else None
