"""Words that bound a number: "tối thiểu", "trên", "không quá", "từ … trở lên" (all folded)."""

from __future__ import annotations

import re

from pipeline.types.task import Operator

# Up to this many words may stand between a strong bound and its number ("tối thiểu tương ứng là").
_REACH = 5
_BETWEEN = rf"(?:\s+[a-z]+(?:,(?=\s))?){{0,{_REACH}}}\s*$"
_CLOSE = r"(?:\s+(?:la|tu|den|muc|khoang|dat|tuong ung|lan luot|bang|con|o|it|duoc|ty le)){0,3}\s*$"
_BEFORE: tuple[tuple[Operator, re.Pattern[str]], ...] = (
    (
        ">=",
        re.compile(
            r"(?:\b(?:toi thieu|it nhat|khong duoi|khong it hon|khong thap hon|khong nho hon"
            r"|thap nhat|tu tren)\b)" + _BETWEEN
        ),
    ),
    (
        "<=",
        re.compile(
            r"(?:\b(?:khong qua|khong vuot qua|khong vuot|khong tren|khong cao hon|khong lon hon"
            r"|khong nhieu hon|toi da|nhieu nhat|cao nhat|cham nhat)\b)" + _BETWEEN
        ),
    ),
    # "không bị kiểm tra quá 01 lần", "không để trống quá 3 ngày"; not "không thông qua", "kết quả".
    (
        "<=",
        re.compile(r"\bkhong (?!thong\b)(?:[a-z]+ ){1,8}?(?<!thong )(?<!ket )(?<!hieu )qua\s*$"),
    ),
    (">=", re.compile(r"(?:≥|>\s?=|⩾)\s*$")),
    ("<=", re.compile(r"(?:≤|<\s?=|⩽)\s*$")),
    (">", re.compile(r">\s*$")),
    ("<", re.compile(r"<\s*$")),
    (">", re.compile(r"\b(?:tren|hon|vuot|vuot qua|cao hon|lon hon|nhieu hon)" + _CLOSE)),
    ("<", re.compile(r"\b(?:duoi|thap hon|it hon|nho hon|chua den|chua toi)" + _CLOSE)),
)
_UP = re.compile(r"^[^;.:\n]{0,90}?\btro len")
_DOWN = re.compile(r"^[^;.:\n]{0,90}?\btro xuong\b")
_OWN_BOUND = re.compile(
    r"\btu\s+(?:[a-z]+\s+)?\d|\b(?:tren|duoi|toi thieu|it nhat|khong qua|toi da|khong duoi)\s+\d"
)
_FROM = re.compile(r"\b(?:dat|ty le|muc|giam|tang|tu)\s+tu\s*$|\btu\s*$")
_FROM_TO = re.compile(
    r"^\s*%?[^;\n]{0,40}?\b(?:(?<!tro )(?:len|xuong)|con|thanh)\b[^;\n\d]{0,25}\d"
)
_RANGE_LOW = re.compile(r"^\s*(?:%|[a-z]+)?\s*(?:-|den|toi)\s*\d")
_RANGE_HIGH = re.compile(r"\d\s*(?:%|[a-z]+)?\s*(?:-|den|toi)\s*$")
_LIST = re.compile(r"\s*%?\s*(?:,|;|va|hoac|/|-)?\s*")
_AND = re.compile(r"^[^;:\n]*\bva\s*$")
_COMMA = re.compile(r"^[^;:\n]*,\s*$")
_NEXT_COUNT = re.compile(r"(?:\s*[a-z]+){0,2},\s*")  # "tối thiểu 22 bác sĩ, 10 điều dưỡng"
_CHANGE = re.compile(
    r"\b(?:giam|tang|rut ngan|keo dai|cat giam|tiet kiem)(?:\s+(?:them|duoc|con))?\s*$"
    r"|\b(?:giam|rut ngan|cat giam|tang|keo dai)\b[^;:]*\b(?:xuong|con|len|thanh)(?:\s+con)?\s*$"
)
_SIZE = re.compile(
    r"\b(?:(?<!tong )chieu (?:dai|cao|rong|sau)|be (?:rong|ngang)|duong kinh"
    r"|ban kinh|do (?:cao|sau|day))\b"
    r"[^,;.\d]*$|\brong\s+$"
)


def bound_before(head: str) -> Operator | None:
    """Return the bound said in ``head``, the clause's text up to the number, or None."""
    last = max((m.end() for m in re.finditer(r"\d", head)), default=0)
    own = head[last:]
    for op, pattern in _BEFORE:
        if pattern.search(own):
            return op
    if _RANGE_HIGH.search(head):
        return "<="
    return None


def bound_after(tail: str) -> Operator | None:
    """Return the bound said in ``tail``, the clause's text after the number, or None."""
    up, down = _UP.match(tail), _DOWN.match(tail)
    if up and not _OWN_BOUND.search(up.group()):
        return ">="
    if down and not _OWN_BOUND.search(down.group()):
        return "<="
    return ">=" if _RANGE_LOW.match(tail) else None


def is_baseline(head: str, tail: str) -> bool:
    """Whether the number is where a change starts: the 21 of "từ 21% xuống dưới 15%"."""
    return _FROM.search(head) is not None and _FROM_TO.match(tail) is not None


def carries_over(gap: str, unit: str, next_unit: str) -> bool:
    """Whether a bound goes on to the next number: "ít nhất 30% … và 40% …", "90%, 85%".

    Counts of several things that follow one another at once share it as well.

    ``gap`` is the text between the two, their units not included.
    """
    if _LIST.fullmatch(gap):
        return True
    if _AND.match(gap):
        return (unit == "%") == (next_unit == "%")
    if "%" not in (unit, next_unit) and _NEXT_COUNT.fullmatch(gap):
        return True
    return unit == next_unit and _COMMA.match(gap) is not None


def is_change(head: str) -> bool:
    """Whether ``head`` ends in a verb of change, so that even a length of time is a target."""
    return _CHANGE.search(head) is not None


def is_size(head: str) -> bool:
    """Whether the number measures a thing: "tàu cá có chiều dài từ 15 mét trở lên"."""
    return _SIZE.search(head) is not None
