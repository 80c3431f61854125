"""Parts of the letterhead held against one another: place and issuer, date and title and bases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rapidfuzz import fuzz

from pipeline.fields.letterhead_lines import Found
from pipeline.types.folding import fold

_ALIKE = 70.0  # ratio of rapidfuzz: "Quảng Ngõi", "vvuảng Ngãi" for "Quảng Ngãi" had 80 and 86
# Confidence that the place, set in italics, must have more than the issuer in upright capitals: of
# ten names that the two read otherwise, on real and composed scans, the issuer had seven right.
_ITALIC = 0.15
_YEAR = re.compile(r"\bnam\s+((?:19|20)\d\d)(?!\s*[-–]\s*\d)")
_BASIS_DAY = re.compile(
    r"\bngay\s+(\d{1,2})(?:\s*[/.-]\s*|\s+thang\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+nam\s+)(\d{4})\b"
)
_PLANS = ("KẾ HOẠCH", "CHƯƠNG TRÌNH", "PHƯƠNG ÁN", "ĐỀ ÁN")  # made for a time to come
_AHEAD = 2  # years; plans of December are for the next year, programmes for the one after that


def agreed_place(place: Found, issuer: Found) -> tuple[Found, Found]:
    """Give place and issuer the same spelling of the place that both name, the surer one.

    Where the two differ by more than a misread letter or two, both stay.
    """
    words, names = place.text.split(), issuer.text.split()
    tail = names[-len(words) :] if words else []
    if not words or len(tail) < len(words) or fold(" ".join(tail)) == fold(place.text):
        return _marked(place, issuer, tail)
    if fuzz.ratio(fold(" ".join(tail)), fold(place.text)) < _ALIKE:
        return place, issuer
    if _least(issuer, tail) + _ITALIC >= _least(place, words):
        return _spelt(place, tail), issuer
    return place, _with_tail(issuer, words)


def _marked(place: Found, issuer: Found, tail: Sequence[str]) -> tuple[Found, Found]:
    """Settle marks alone: the letters of place and issuer are the same."""
    words = place.text.split()
    if not tail or " ".join(tail).casefold() == place.text.casefold():
        return place, issuer
    if len(tail) != len(words) or fold(" ".join(tail)) != fold(place.text):
        return place, issuer
    if _least(issuer, tail) + _ITALIC >= _least(place, words):
        return _spelt(place, tail), issuer
    return place, _with_tail(issuer, words)


def _with_tail(issuer: Found, words: Sequence[str]) -> Found:
    names = issuer.text.split()
    kept = [*names[: len(names) - len(words)], *(word.upper() for word in words)]
    return Found(" ".join(kept), issuer.pieces)


def _spelt(place: Found, tail: Sequence[str]) -> Found:
    return Found(" ".join(w[:1].upper() + w[1:].lower() for w in tail), place.pieces)


def _least(found: Found, words: Sequence[str]) -> float:
    """Return the least confidence with which one of ``words`` was read."""
    read = [w for piece in found.pieces for w in piece.words]
    sure = [max((w.confidence for w in read if part in w.text), default=0.0) for part in words]
    return min(sure, default=0.0)


def is_plausible(day: date, kind: str, title: str, bases: Sequence[str]) -> bool:
    """Whether a document of this type, title and bases can be of ``day``.

    A plan is not made after the year that its title names, nor long before it; nothing is issued
    before the documents that it is based on (one later date may be a misread one of theirs).
    """
    years = [int(year) for year in _YEAR.findall(fold(title))]
    late = max(years, default=day.year) if kind in _PLANS else max(years, default=day.year) + 1
    if day.year > late or day.year < min(years, default=day.year) - _AHEAD:
        return False
    dated = _days(bases)
    later = sum(basis > day for basis in dated)
    return later < 2 or 2 * later < len(dated)


def _days(bases: Sequence[str]) -> list[date]:
    days = []
    for basis in bases:
        for d, m, y in _BASIS_DAY.findall(fold(basis))[:1]:
            try:
                days.append(date(int(y), int(m), int(d)))
            except ValueError:
                continue
    return days
