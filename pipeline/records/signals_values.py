"""Signals from what a field says: units that run into one another, dates that cannot be."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from pipeline.records.signals_document import Context, text_of
from pipeline.types.folding import fold
from pipeline.types.task import TaskRecord

_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
# First words of names of units that stand inside a name: two units read as one.
_HEAD_INSIDE = re.compile(
    r"(?<=\w )(?:Sở|Phòng|Ban|Hội|Đoàn|Văn phòng|Thanh tra|Trung tâm|UBND|Ủy ban|Công an|Trạm|"
    r"Bưu điện|Bảo hiểm|Chi cục|Cục|Các|Mặt trận|Tỉnh đoàn|Huyện đoàn|Liên minh|Liên đoàn)\b"
)
_JOINT = re.compile(
    r"[:;.]\s|\s[-–]\s*(?=(?:Các|Sở|Phòng|Ban|Hội|Đoàn|Thanh|Công|Trung|Văn|Tỉnh)\b)"
)
_TIME_WORDS = re.compile(r"\b(?:thoi|gian|ngay|thang|quy|nam 20)\b")
_ROMAN = re.compile(r"\b[IVX]+\b")
_LONG_NUMBER = re.compile(r"\d{5,}")


def value_signals(record: TaskRecord, name: str, context: Context) -> Iterator[tuple[str, float]]:
    """Yield the signals that only this kind of field has."""
    if name in ("lead_units", "coordinating_units"):
        yield from _of_units(record, name, context)
    elif name == "deadline":
        yield from _of_deadline(record, context)
    elif name == "indicators":
        yield from _of_indicators(record)
    else:
        yield "numbers", math.log1p(len(_NUMBERS.findall(text_of(record, name))))


def _of_units(record: TaskRecord, name: str, context: Context) -> Iterator[tuple[str, float]]:
    units: tuple[str, ...] = getattr(record, name)
    said = "; ".join(units)
    yield "units", math.log1p(len(units))
    yield "unit_longest", math.log1p(max((len(u.split()) for u in units), default=0))
    yield "unit_short", float(any(len(u.split()) < 2 for u in units))
    yield "unit_strange", float(any(u in context.strange for u in units))
    yield "unit_once", sum(context.units[u] == 1 for u in units) / max(len(units), 1)
    yield "unit_low", float(any(u[0].islower() for u in units if u))
    yield "unit_heads_inside", math.log1p(len(_HEAD_INSIDE.findall(said)))
    yield "unit_joint", math.log1p(sum(len(_JOINT.findall(unit)) for unit in units))
    yield "unit_numbers", float(any(map(str.isdigit, said)))
    yield "unit_time", float(bool(_TIME_WORDS.search(fold(said))))
    other = record.coordinating_units if name == "lead_units" else record.lead_units
    yield "unit_twice", float(bool(set(units) & set(other)))


def _of_deadline(record: TaskRecord, context: Context) -> Iterator[tuple[str, float]]:
    words, deadline = record.deadline_text, record.deadline
    folded = fold(words)
    yield f"kind {deadline.kind}", 1.0
    days = [d for d in (deadline.start, deadline.end) if d is not None]
    far = [abs(d.year - context.year) for d in days] if context.year else []
    yield "other_year", float(max(far, default=0))
    digits = _NUMBERS.findall(words)
    yield "digits_without_day", float(bool(digits) and not days)
    yield "no_year_said", float(bool(days) and not re.search(r"(?:19|20)\d\d", words))
    yield "numbers", math.log1p(len(digits))
    yield "number_long", float(bool(_LONG_NUMBER.search(words)))
    yield "roman", float(bool(_ROMAN.search(words)))
    yield "quarter_without_roman", float("quy" in folded and not _ROMAN.search(words))
    yield "day_without_date", float("ngay" in folded and deadline.kind not in ("date", "range"))
    yield (
        "section_time",
        float(not words and bool(re.search(r"\b(?:thang|quy)\b", fold(record.section)))),
    )


def _of_indicators(record: TaskRecord) -> Iterator[tuple[str, float]]:
    said = f"{record.content} {record.result}"
    numbers = len(_NUMBERS.findall(said))
    units = [indicator.unit for indicator in record.indicators]
    yield "indicators", math.log1p(len(units))
    yield "numbers", math.log1p(numbers)
    yield "numbers_left", math.log1p(max(numbers - len(units), 0))
    yield "percent_left", float("%" in said and not units)
    yield "measure_short", float(any(len(unit) < 2 and unit != "%" for unit in units))
    yield "measure_none", float(any(not unit for unit in units))
    values = [indicator.value for indicator in record.indicators]
    yield "value_odd", float(any(0 < v < 1 or v > 1e6 for v in values))
    text = "; ".join(indicator.text for indicator in record.indicators)
    yield "digits_in_words", math.log1p(len(re.findall(r"\d[^\W\d_]|[^\W\d_]\d", text)))
