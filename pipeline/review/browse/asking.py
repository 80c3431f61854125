"""What an address asks of the archive, and the addresses that ask a little more or less."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final, cast
from urllib.parse import urlencode

from pipeline.errors import UsageError
from pipeline.query.question import (
    KINDS,
    ORDERS,
    REVIEW_STATUSES,
    Question,
    parse_amount,
    parse_period,
)
from pipeline.types.task import DeadlineKind

Pairs = tuple[tuple[str, str], ...]

_LONGEST = 300  # characters of one answer to a filter
_MOST = 40  # answers in one address
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_LAST_PAGE = 1_000_000

# How sure the least sure field is: name in the address → bounds.
SURE: Final[Mapping[str, tuple[float | None, float | None]]] = MappingProxyType(
    {"under-50": (None, 0.5), "under-80": (None, 0.8), "over-80": (0.8, None)}
)
PARTS: Final = ("lead", "coordinating")  # "": either

# Filters by their names in an address, in the order in which they are shown.
FILTERS: Final = (
    "q", "unit", "part", "from", "to", "during", "kind", "year", "issuer", "place", "plan",
    "indicator", "sure", "review", "flagged", "once", "document",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands in an address.

    given      name → what is asked, as typed; ``kind`` may stand several times.
    problems   names of filters whose words were not understood; the question is without them.
    page       of the list, from 1 on.
    """

    question: Question
    given: Pairs
    problems: tuple[str, ...]
    page: int

    def one(self, name: str) -> str:
        """Return what is asked by one filter, "" for nothing."""
        return next((value for key, value in self.given if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.given if key == name)

    @property
    def filters(self) -> Pairs:
        """The filters that are set, in the order of the form."""
        part = self.one("unit") == ""
        known = [p for p in self.given if p[0] in FILTERS and not (part and p[0] == "part")]
        return tuple(sorted(known, key=lambda pair: FILTERS.index(pair[0])))

    def path(self, path: str, **changed: Any) -> str:
        """Return an address that asks the same but for what is changed (None: not asked)."""
        kept = [pair for pair in self.given if pair[0] not in changed]
        added = [(name, str(value)) for name, value in changed.items() if value is not None]
        return address(path, [*kept, *added])

    def without(self, path: str, name: str, value: str) -> str:
        """Return the address that asks the same but for one filter."""
        gone = {(name, value)} | ({("part", self.one("part"))} if name == "unit" else set())
        return address(path, [pair for pair in self.given if pair not in gone])


def address(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return a path with its query, if there is any."""
    query = urlencode(list(pairs))
    return f"{path}?{query}" if query else path


def asked(pairs: Iterable[tuple[str, str]]) -> Asked:
    """Read the query of an address; what is not understood asks nothing and is named."""
    given = tuple(
        (name, words)
        for name, value in list(pairs)[:_MOST]
        for words in [_clean(value)]
        if words and name in (*FILTERS, "sort", "page", "due", "count")
    )
    one = dict(reversed(given))
    problems: list[str] = []
    question = _question(one, [v for k, v in given if k == "kind"], problems)
    page = one.get("page", "")
    number = min(max(int(page), 1), _LAST_PAGE) if page.isascii() and page.isdigit() else 1
    kept = tuple((k, v) for k, v in given if k != "page")
    return Asked(question, kept, tuple(problems), number)


def _question(one: Mapping[str, str], kinds: list[str], problems: list[str]) -> Question:
    year = _year(one.get("year", ""), problems)
    units = (one["unit"],) if "unit" in one else ()
    part = one.get("part", "")
    sure = SURE.get(one.get("sure", ""), (None, None))
    review, sort = one.get("review", ""), one.get("sort", "")
    question = Question(
        words=one.get("q", ""),
        units=units if part not in PARTS else (),
        lead=units if part == "lead" else (),
        coordinating=units if part == "coordinating" else (),
        due_from=_day(one, "from", year, problems),
        due_to=_day(one, "to", year, problems),
        during=_during(one, year, problems),
        kinds=cast("tuple[DeadlineKind, ...]", tuple(k for k in kinds if k in KINDS)),
        issuer=one.get("issuer", ""),
        place=one.get("place", ""),
        plan=one.get("plan", ""),
        year=year,
        confidence_from=sure[0],
        confidence_to=sure[1],
        review_status=review if review in REVIEW_STATUSES else None,
        flagged="flagged" in one,
        once="once" in one,
        documents=(one["document"],) if "document" in one else (),
        order=sort if sort in ORDERS else "relevance" if "q" in one else "newest",
    )
    try:
        words, amount = parse_amount(one.get("indicator", ""))
    except UsageError:
        problems.append("indicator")
        return question
    return replace(question, indicator=words, amount=amount)


def _day(one: Mapping[str, str], name: str, year: int | None, problems: list[str]) -> date | None:
    words = one.get(name, "")
    if not words:
        return None
    try:
        return parse_period(words, year)[0 if name == "from" else 1]
    except UsageError:
        problems.append(name)
        return None


def _during(
    one: Mapping[str, str], year: int | None, problems: list[str]
) -> tuple[date, date] | None:
    words = one.get("during", "")
    if not words:
        return None
    try:
        return parse_period(words, year)
    except UsageError:
        problems.append("during")
        return None


def _year(words: str, problems: list[str]) -> int | None:
    if not words:
        return None
    if words.isascii() and words.isdigit() and _FIRST_YEAR <= int(words[:9]) <= _LAST_YEAR:
        return int(words)
    problems.append("year")
    return None


def due_year(words: str) -> int | None:
    """Return the year of deadlines that an address names, None: none, or no year."""
    return _year(words, [])


def _clean(words: str) -> str:
    kept = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in words[:_LONGEST])
    return " ".join(unicodedata.normalize("NFC", kept).split())
