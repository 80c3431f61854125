"""Digits that the OCR took for letters, put right only where a digit alone makes sense."""

from __future__ import annotations

import re

_LIKE = str.maketrans({"o": "0", "ø": "0", "l": "1", "i": "1", "|": "1", "s": "5", "b": "8"})
_SIGN = r"[0-9oøli|sb]"
# A date written with strokes, each part with at least one true digit: "3l/O1/2021" has none in
# its middle, so that part may also be two look-alikes between two parts with digits.
_DATE = re.compile(
    rf"(?<![a-z0-9])(?=\S*\d){_SIGN}{{1,2}}\s?/\s?{_SIGN}{{1,2}}\s?/\s?(?=\S*\d){_SIGN}{{4}}(?![a-z0-9])"
)
_NAMED = re.compile(
    rf"(?<=\b)(?P<head>(?:thang|ngay)\s+)(?P<day>(?=\S*[0-9l|]){_SIGN}{{1,2}})"
    rf"(?P<tail>(?:\s?/\s?{_SIGN}{{1,2}}(?![a-z0-9]))?(?:\s?/\s?{_SIGN}{{4}})?)(?![a-z0-9])"
)
# "I5/2": a day and month without a year, one of them with a true digit.
_DAY_MONTH = re.compile(
    rf"(?<![a-z0-9/])(?=\d|{_SIGN}\d){_SIGN}{{1,2}}/(?=\d|{_SIGN}\d){_SIGN}{{1,2}}(?![a-z0-9/])"
)
_NO_MONTH = re.compile(r"(?P<head>\bthang\s+)00(?!\d)")  # what reads "0Ó" is 06: no month is 00
_D, _M, _Y = r"(3[01]|[12]\d|0?[1-9])", r"(1[0-2]|0?[1-9])", r"(20[0-4]\d)(?!\d)"
# Dates that lost their strokes: "ngày 15 3 2018", "25 09/2025", "283. 2025" is left alone.
_LOST = (
    re.compile(rf"(?<=\bngay )\s*(?!\d+\.\d+\.){_D}(?: ?[.,(;]? ?| ){_M}(?: ?[/.,;] ?| ){_Y}"),
    re.compile(rf"(?<![\d/.]){_D} ?[ .,(] ?(1[0-2]|0[1-9]){_Y}"),
    re.compile(rf"(?<![\d/.])(3[01]|[12]\d|0[1-9])(1[0-2]|0[1-9])/{_Y}"),
    # "309/2024"; "112/2024" is left alone: it may be 11/2 or 1/12
    re.compile(rf"(?<![\d/.])(3[01]|[12]\d)([3-9])/{_Y}(?!/)"),
)
# Points for strokes, as some write: "trước 30.6", "12.2025".
_POINTED_DAY = re.compile(rf"(?<=\btruoc )(?:ngay )?{_D}\.{_M}(?![\d.])")
_POINTED_MONTH = re.compile(rf"(?<![\d/.]){_M}\.{_Y}")
_YEAR = re.compile(rf"(?<=\bnam\s)(?=\S*\d)2{_SIGN}{{3}}(?![a-z0-9])")

# "Tháng năm" is left alone: "hằng tháng, năm" loses its comma, and May is written "tháng 5".
_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
_LONGER_FIRST = "|".join(sorted(_WORDS, key=len, reverse=True))
_IN_WORDS = re.compile(
    rf"(?<!\d )(?<!mỗi )\b(?P<head>tháng|quý) (?P<word>{_LONGER_FIRST})"
    r"(?!\w)(?! (?:lần|đợt|buổi|kỳ|cuộc|phiên|năm một))",
    re.IGNORECASE,
)


def in_digits(words: str) -> str:
    """Return ``words`` with months and quarters in words as digits: "Tháng mười hai", "quý tư"."""
    return _IN_WORDS.sub(lambda m: f"{m['head']} {_WORDS[m['word'].lower()]}", words)


def repair_digits(folded: str) -> tuple[str, bool]:
    """Return ``folded`` with letters in dates made digits, and whether any was changed.

    Length is kept. Only dates with strokes, the number after "tháng" or "ngày", and a year after
    "năm" are looked at; nothing changes where a part would hold no digit at all.
    """
    fixed = _DATE.sub(lambda m: m.group().translate(_LIKE), folded)
    fixed = _NAMED.sub(
        lambda m: m.group("head") + (m.group("day") + m.group("tail")).translate(_LIKE), fixed
    )
    fixed = _DAY_MONTH.sub(lambda m: m.group().translate(_LIKE), fixed)
    fixed = _NO_MONTH.sub(r"\g<head>06", fixed)
    fixed = _YEAR.sub(lambda m: m.group().translate(_LIKE), fixed)
    return fixed, fixed != folded


def with_strokes(folded: str) -> tuple[str, bool]:
    """Return ``folded`` with the strokes of its dates, and whether lost ones were put back.

    Only whole dates with a year of this century are mended; points are strokes where nothing else
    can stand ("trước 30.6").
    """
    fixed = folded
    for pattern in _LOST:
        fixed = pattern.sub(lambda m: "/".join(m.groups()), fixed)
    plain = _POINTED_DAY.sub(lambda m: "/".join(m.groups()), fixed)
    return _POINTED_MONTH.sub(lambda m: "/".join(m.groups()), plain), fixed != folded
