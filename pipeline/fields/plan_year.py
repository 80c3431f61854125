"""The year that a plan is for: a day or month of a deadline without a year takes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from pipeline.fields.digits import repair_digits
from pipeline.fields.moments import find_moments
from pipeline.fields.plain import CITED, blanked, normalise
from pipeline.types.folding import fold

_NAMED = re.compile(r"\bnam\s+((?:19|20)\d\d)(?!\s*-)")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")  # spares looking for dates where there is no year
_ENOUGH = 2  # days that name the year, where nothing else does
_OF_NEXT_YEAR = 10  # month from which plans of the next year are issued


def plan_year(title: str, issued: date | None, texts: Iterable[str] = ()) -> int | None:
    """Return the plan's year: the one in its title, else what its days say, else its date's.

    Of several years in a title the one nearest to the date of issue counts, the later on a tie
    ("tổng kết năm 2021, triển khai năm 2022").

    texts   what the plan says, in any order. A title without a year, or one that a seal hides,
            leaves open whether a plan of the last quarter is for the next year: the days, months
            and quarters named with their year and not yet past tell. Where they do not, a plan of
            December is for the next year. Without a date of issue the year that most of them
            name counts, where two or more do.
    """
    named = _years_in(title)
    if issued is None:
        return named[-1] if named else _usual(_years_ahead(texts, date.min))
    near = [year for year in named if -1 <= year - issued.year <= 2]
    if near:
        return max(near, key=lambda year: (-abs(year - issued.year), year))
    if issued.month < _OF_NEXT_YEAR:
        return issued.year
    ahead = _years_ahead(texts, issued)
    this, following = ahead[issued.year], ahead[issued.year + 1]
    later = following > this or (this == following and issued.month == 12)
    return issued.year + 1 if later else issued.year


def _years_in(title: str) -> list[int]:
    folded, _ = repair_digits(fold(normalise(title)))
    return [int(year) for year in _NAMED.findall(blanked(folded, CITED))]


def _usual(years: Counter[int]) -> int | None:
    year, count = max(years.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return year if count >= _ENOUGH else None


def _years_ahead(texts: Iterable[str], issued: date) -> Counter[int]:
    """Count the days, months and quarters of each year that end on or after the date of issue."""
    found: Counter[int] = Counter()
    for text in texts:
        if not _ANY_YEAR.search(text):
            continue
        folded, _ = repair_digits(fold(normalise(text)))
        for moment in find_moments(blanked(folded, CITED)):
            span = moment.span(None)
            if span is not None and moment.kind != "year" and span[1] >= issued:
                found[span[1].year] += 1
    return found
