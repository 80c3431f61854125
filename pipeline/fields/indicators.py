"""Measurable targets: "tối thiểu 90%", "12.000 tờ rơi", "27/27 xã, thị trấn"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.fields.bounds import (
    bound_after,
    bound_before,
    carries_over,
    is_baseline,
    is_change,
    is_size,
)
from pipeline.fields.counted import counted_noun, is_time
from pipeline.fields.number_doubts import (
    glued_to_no_measure,
    has_unread_share,
    is_mark,
    is_odd_unit,
    mended_shares,
    share_without_sign,
    touches_letters,
)
from pipeline.fields.numbers import NUMBER, apart, to_number, without_echoes, without_labels
from pipeline.fields.plain import normalise
from pipeline.types.folding import fold, joined
from pipeline.types.task import Indicator, Operator

_CLAUSE = re.compile(r"[;\n]|(?<!\d)[.](?=\s|$)|(?<=[^\d])\.(?=\s+[A-ZĐ])|:(?=\s)|[()](?!\w?\))")
_PHRASE = re.compile(r",\s(?=[^,]*$)")
_MONEY = re.compile(r"(?:nghin |ngan |trieu |ty )?(?:dong|trieu|ty)\b")
_SPENT = re.compile(
    r"\b(?:kinh phi|du toan|tong muc dau tu|so tien|tri gia|von dau tu|tong von)\b[^;,.\d]{0,30}$"
)
# A verb with a capital begins a task: the number before it is the task's own.
_TASK_VERB = re.compile(
    r"(?:Xây|Nâng|Tăng|Tổ chức|Triển|Ban hành|Thực hiện|Rà soát|Kiểm tra|Đẩy|Tuyên|Tham mưu|Hướng"
    r"|Phối|Phát|Tiếp|Quản|Củng|Hoàn|Lập|Đánh|Theo|Xử|Hỗ trợ|Chỉ đạo|Huy|Duy|Công khai|Cập|Bảo"
    r"|Thành lập)"
)
# What a value's cell says beyond its amount; kept in the words: "Giảm 20" is no plain 20.
_DIRECTION = re.compile(r"\b(?:giam|tang|rut ngan|cat giam|tiet kiem|so voi)\b")
# Dirt before a number or its noun: ".01 hội thi", "39,5 .giường bệnh".
_SPECK = re.compile(r"(?<![^\s;:(])[.,'‘’](?=\d)|(?<=\d )[.,'‘’](?=[^\W\d_])")
# What a line, a station or a berth is built for: "đường dây 22kV", "tàu đến 50.000 DWT".
_RATING = re.compile(r"(?:kva?|mva|dwt)\b")
_LOST = re.compile(r"\b(?:bi |da )?tru(?: di)?\s*$")  # points lost are no target: "bị trừ 0,5 điểm"
# "không quá 05 ngày kể từ ngày nhận đủ hồ sơ" says by when, not how much.
_SINCE = re.compile(r"\s*(?:ngay|gio|thang|tuan)(?: lam viec)?,? (?:ke tu|tinh tu|sau khi)\b")
_REACH = 40  # characters before a clause that may say what its money is
_LENGTHS = ("m", "mét", "cm", "mm", "dm", "km")
_LARGEST = 10**12


@dataclass(frozen=True, slots=True)
class _Count:
    """A number with its counted noun at ``start``:``stop`` of the text; op None: none said."""

    value: float
    unit: str
    op: Operator | None
    start: int
    stop: int
    digits: int


def find_indicators(text: str) -> tuple[Indicator, ...]:
    """Return every measurable target in ``text``, in the order written.

    ``Indicator.text`` is the clause that the number stands in. Numbers of documents, dates, levels
    and ages are left out, and lengths of time that no bound ("không quá", "ít nhất") goes with.
    Never raises.
    """
    words = mended_shares(_SPECK.sub(" ", normalise(text)))
    words = without_echoes(words, fold(words))
    masked = without_labels(apart(fold(words)))
    found: list[Indicator] = []
    for start, stop in _clauses(words):
        counts = list(_counts(words, masked, start, stop))
        for i, count in enumerate(counts):
            clause = _own_words(words, start, stop, counts, i)
            found.append(Indicator(clause, count.op or "=", count.value, count.unit))
    return tuple(found)


def indicator_flags(text: str) -> tuple[str, ...]:
    """Return what is doubtful about the targets in ``text``.

    ``indicator_repaired``: a letter before "%" was read as the digit that it must be ("3U%").
    ``indicator_doubtful``: a number touches a letter, or its unit is no word and no measure.
    Never raises.
    """
    words = normalise(text)
    mended = mended_shares(words)
    found = find_indicators(text)
    odd = any(touches_letters(i.text) or is_odd_unit(i.unit) for i in found)
    odd |= any(
        glued_to_no_measure(mended[m.end() :])
        for m in NUMBER.finditer(without_labels(fold(mended)))
    )
    flags = ("indicator_repaired",) if mended != words else ()
    return (*flags, "indicator_doubtful") if odd or has_unread_share(mended) else flags


def indicator_from_columns(name: str, unit: str, value: str) -> tuple[Indicator, ...]:
    """Read a row of a table of indicators: name, unit and value each in a column of its own.

    The value cell may carry the comparison ("≥ 95", "Trên 90", "Dưới 0,5") and, where the unit
    column is empty, the unit. Values in several lines give several indicators. The text is the
    name, with the value's words behind it where they give a direction ("Giảm 20"). Never raises.
    """
    words, own_unit, label = normalise(value), joined(normalise(unit)), joined(normalise(name))
    words = mended_shares(f"{words} {own_unit}")[: len(words)]
    found: list[Indicator] = []
    masked = fold(words)
    for match in NUMBER.finditer(masked):
        count = _column_count(words, masked, match)
        if count is None:
            continue
        chosen = own_unit or count.unit or _unit_in_name(label)
        said = f"{label}: {joined(words)}" if _DIRECTION.search(masked) else label
        found.append(Indicator(said, count.op or "=", count.value, chosen))
    return tuple(found)


def _column_count(words: str, masked: str, match: re.Match[str]) -> _Count | None:
    try:
        number = to_number(match.group("value"))
    except ValueError:
        return None
    op = bound_before(masked[: match.start()]) or bound_after(masked[match.end() :])
    return _Count(number, counted_noun(words[match.end() :]), op, *match.span(), match.end())


def _unit_in_name(name: str) -> str:
    """Return the unit that the name gives in brackets: "Tỷ lệ … (%)"."""
    inside = re.findall(r"\(([^()]{1,30})\)\s*$", name)
    if inside:
        return str(inside[-1]).strip()
    return "%" if re.match(r"ty le\b", fold(name)) else ""


def _clauses(words: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _CLAUSE.finditer(words):
        yield at, match.start()
        at = match.end()
    yield at, len(words)


def _counts(words: str, masked: str, start: int, stop: int) -> Iterator[_Count]:
    """Yield the counts of one clause, with the bounds that carry over from one to the next."""
    before: _Count | None = None
    for match in NUMBER.finditer(masked, start, stop):
        count = _count(words, masked, match, start, stop)
        if count is None:
            continue
        if count.op is None and before is not None and before.op is not None:
            gap = masked[before.stop : count.start]
            if carries_over(gap, before.unit, count.unit) and count.value != 100:
                count = replace(count, op=before.op)
        yield count
        before = count


def _count(words: str, masked: str, match: re.Match[str], start: int, stop: int) -> _Count | None:
    value = to_number(match.group("value"))
    head, tail = masked[start : match.start()], masked[match.end() : stop]
    after = words[match.end() : stop]
    unit = counted_noun(after) or _unit_of_list(after)
    if not unit and not match.group("whole") and share_without_sign(head, tail, value):
        unit = "%"
    if not unit and not match.group("whole") and is_mark(head, tail):
        unit = "điểm"
    if not unit or value > _LARGEST or is_baseline(head, tail) or glued_to_no_measure(after):
        return None
    said = masked[max(0, start - _REACH) : match.start()]
    if _names_no_count(head, said, after, unit, share=bool(match.group("whole"))):
        return None
    op = bound_before(head) or bound_after(tail)
    if is_time(unit) and (_SINCE.match(tail) or (op is None and not is_change(head))):
        return None
    if unit in _LENGTHS and is_size(head):
        return None
    if unit == "%" and match.group("whole"):
        return None
    size = len(unit) if not unit.startswith("%") else 1
    return _Count(value, unit, op, match.start(), match.end() + size, match.end())


def _names_no_count(head: str, said: str, after: str, unit: str, *, share: bool) -> bool:
    """Whether the number is a task's own, money that is spent, a part of a number or a rating.

    ``said`` is ``head`` with some words before its clause: "Tổng kinh phí: 500 triệu đồng".
    """
    if _RATING.match(unit.lower()):
        return True
    if not head.strip(" +-") and _TASK_VERB.match(after.lstrip()):
        return True
    if unit.startswith("điểm") and _LOST.search(head):
        return True
    if share and unit.startswith("số"):
        return True
    return _MONEY.match(fold(unit)) is not None and _SPENT.search(said) is not None


def _unit_of_list(tail: str) -> str:
    """Return the unit behind the last number of a list: "90, 85%", "3 - 5 lớp"."""
    more = re.match(r"\s*(?:,|-|và|đến|tới)\s*(\d+(?:[.,]\d+)*)", tail)
    if more is None:
        return ""
    return counted_noun(tail[more.end() :]) or _unit_of_list(tail[more.end() :])


def _own_words(words: str, start: int, stop: int, counts: list[_Count], at: int) -> str:
    """Return the part of the clause that belongs to one of its numbers."""
    begin, end = start, stop
    if at > 0:
        gap = words[counts[at - 1].stop : counts[at].start]
        cut = max(gap.rfind(", "), gap.rfind(" và "), gap.rfind(" với "))
        begin = counts[at - 1].stop + cut + 1 if cut >= 0 else start
    if at + 1 < len(counts):
        gap = words[counts[at].stop : counts[at + 1].start]
        cut = max(gap.rfind(", "), gap.rfind(" và "), gap.rfind(" với "))
        end = counts[at].stop + cut if cut >= 0 else stop
    own = re.sub(r"^\s*(?:và|với)\s+", "", words[begin:end])
    return joined(own).strip(" ,;.:-+")
