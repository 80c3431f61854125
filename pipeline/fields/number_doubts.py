"""Numbers of targets in which the OCR took a digit for a letter: "3U%" for 30 %."""

from __future__ import annotations

import re

from pipeline.fields.counted import is_known_noun
from pipeline.types.folding import fold

_LIKE = str.maketrans({"O": "0", "o": "0", "U": "0", "l": "1", "I": "1", "ó": "6", "ò": "6"})
# Digits and their look-alikes before a percent sign, at least one of them a true digit. "Q" and
# "S" are left alone: they stand for more than one digit.
_SHARE = re.compile(
    r"(?<![\w.,/-])(?=[\dOoUlIóò,]*\d)[\dOoUlIóò]{1,3}(?:,[\dOoUlIóò]{1,2})?(?=\s?%)"
)
_MOST = 100.0  # a share above it was not sure to be read so
_MARKED = re.compile(
    r"\bdiem (?:hai long|trung binh|so|danh gia|xep hang|chat luong)\b[^\d;]*"
    r"\b(?:dat|tu|tren|duoi|toi thieu|it nhat|khong duoi|la)\s*$"
)
_ENDS = re.compile(r"\s*(?:tro (?:len|xuong)\b|$|[,;.)])")  # behind a number that counts nothing
# A number that touches letters: "2O cơ sở", "12tờ". Measures ("5km", "3m2") and "24h" may.
_TOUCHING = re.compile(r"(?<![\w.,/-])\d[\d.,]*[^\W\d_]\w*(?!\w|[-/]\w)")
_SHARE_UNREAD = re.compile(r"(?<![\w.,/-])(?=\w*\d)(?=\d*[^\W\d_])\w{1,5}(?=\s?%)")
_MEASURED = re.compile(
    r"\d[\d.,]*(?:%|m|km|cm|mm|dm|ha|kg|g|l|h|kw|kwh|mw|gb|mb|tb|kv|kva|m2|m3|m²|m³|km2|km²|tr|k)"
)
_VOWEL = re.compile(r"[aeiouy]")
_SHORT = "% ‰ m m2 m3 m² m³ km km2 km² cm mm dm ha kg g l h kw kwh mw gb mb tb kv"
_SHORT_UNITS = frozenset(_SHORT.split())


def mended_shares(words: str) -> str:
    """Return the words with look-alikes of digits before "%" set right where that is sure.

    The length is kept.

    >>> mended_shares("đạt 3U% trở lên, 9O %")
    'đạt 30% trở lên, 90 %'
    """
    return _SHARE.sub(_mended, words)


def _mended(match: re.Match[str]) -> str:
    number = match.group().translate(_LIKE)
    if number.startswith("0") and not match.group().startswith("0"):
        return match.group()  # no number begins with 0: "O7%" was another digit, and is not known
    return number if float(number.replace(",", ".")) <= _MOST else match.group()


def has_unread_share(words: str) -> bool:
    """Whether something of digits and letters stands before a percent sign: "K5%"."""
    return _SHARE_UNREAD.search(words) is not None


def glued_to_no_measure(after: str) -> bool:
    """Whether letters that measure and count nothing touch the number before ``after``: "2on".

    >>> (
    ...     glued_to_no_measure("on giới trẻ"),
    ...     glued_to_no_measure("km đường"),
    ...     glued_to_no_measure("tờ"),
    ... )
    (True, False, False)
    """
    glued = re.match(r"[^\W\d_][\w²³]*", after)
    if glued is None or _MEASURED.fullmatch("1" + glued.group().lower()):
        return False
    return not is_known_noun(after)


def share_without_sign(head: str, tail: str, value: float) -> bool:
    """Whether a number says a share though its "%" was not read: "tỷ lệ … đạt từ 80 trở lên".

    ``head``, ``tail``: the folded clause before and behind the number.
    """
    said = re.search(r"\bty le\b.*\b(?:dat|tren|duoi|toi thieu|it nhat|khong qua|con|tu)\s*$", head)
    return _ENDS.match(tail) is not None and said is not None and value <= _MOST


def is_mark(head: str, tail: str) -> bool:
    """Whether a number is points of a mark named before it: "điểm hài lòng đạt từ 3,8 trở lên".

    ``head``, ``tail``: the folded clause before and behind the number.
    """
    return _ENDS.match(tail) is not None and _MARKED.search(head) is not None


def touches_letters(words: str) -> bool:
    """Whether a number touches a letter that is no measure's, so that either was misread."""
    found = (match.group() for match in _TOUCHING.finditer(words))
    return any(not _MEASURED.fullmatch(token.lower()) for token in found)


def is_odd_unit(unit: str) -> bool:
    """Whether what stands for a counted noun cannot be one: no measure, and no syllable.

    >>> is_odd_unit("U%"), is_odd_unit("tờ rơi"), is_odd_unit("km")
    (True, False, False)
    """
    first = re.split(r"[\s/,]", unit, maxsplit=1)[0]
    if first.lower() in _SHORT_UNITS or (first.isupper() and len(first) > 2):
        return False  # a measure, or short for a noun: TTHC
    return len(first) < 2 or not _VOWEL.search(fold(first))
