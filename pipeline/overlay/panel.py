"""The panel beside a page: the legend, and the page's records with their fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import ImageDraw

from pipeline.overlay.ink import (
    BLACK,
    DOUBT,
    GRAY,
    JOIN,
    LEGEND,
    PAINTS,
    RULE,
    Colour,
    letters,
    wrapped,
)
from pipeline.overlay.view import NumberedRecord, PageView
from pipeline.types.task import Deadline, Indicator, TaskRecord

_MARGIN = 22  # pixels around the panel's words
_SIZE = 16  # pixels, size of the letters
_STEP = 21  # pixels from line to line
_GAP = 9  # pixels between two records
_MOST = 3  # lines that one field may take


@dataclass(frozen=True, slots=True)
class _Written:
    """One line of the panel: a coloured label, its words, and the badge of a record."""

    words: str
    colour: Colour = BLACK
    label: str = ""
    number: int = 0
    bold: bool = False


def panel_height(view: PageView, width: int) -> int:
    """Pixels that the panel of ``width`` pixels needs from top to bottom."""
    return _legend_height() + sum(_height(line) for line in _lines(view, width)) + 2 * _MARGIN


def draw_panel(
    ink: ImageDraw.ImageDraw, view: PageView, left: int, width: int, height: int
) -> None:
    """Draw the panel at the right of a page that is ``left`` pixels wide."""
    ink.line((left, 0, left, height), fill=RULE, width=2)
    x, y = left + _MARGIN, _MARGIN
    _legend(ink, x, y)
    y += _legend_height()
    for line in _lines(view, width):
        _write(ink, line, x, y)
        y += _height(line)


def _legend_height() -> int:
    return (2 + (len(LEGEND) + 1) // 2) * _STEP + 2 * _GAP


def _legend(ink: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """Colours in two columns, then the marks."""
    for i, paint in enumerate(LEGEND):
        left, top = x + 260 * (i % 2), y + _STEP * (i // 2)
        ink.rectangle((left, top + 3, left + 20, top + 16), fill=paint.colour)
        ink.text((left + 28, top), paint.vietnamese, font=letters(_SIZE, bold=True), fill=BLACK)
        shift = letters(_SIZE, bold=True).getlength(paint.vietnamese)
        ink.text((left + 34 + shift, top), paint.english, font=letters(_SIZE), fill=GRAY)
    top = y + _STEP * ((len(LEGEND) + 1) // 2)
    ink.line((x, top + 11, x + 20, top + 11), fill=DOUBT, width=2)
    ink.text((x + 28, top), "chữ đọc không chắc · doubtful words", font=letters(_SIZE), fill=GRAY)
    ink.line((x, top + _STEP + 11, x + 20, top + _STEP + 11), fill=JOIN, width=5)
    words = "ô bị ngắt trang · cell cut by the page end"
    ink.text((x + 28, top + _STEP), words, font=letters(_SIZE), fill=GRAY)


def _height(line: _Written) -> int:
    return _STEP + (_GAP if line.number else 0)


def _write(ink: ImageDraw.ImageDraw, line: _Written, x: int, y: int) -> None:
    if line.number:
        y += _GAP
        badge_width = 14 + round(letters(_SIZE, bold=True).getlength(str(line.number)))
        box = (x, y - 1, x + badge_width, y + _STEP - 2)
        ink.rounded_rectangle(box, radius=5, fill=PAINTS["content"].colour)
        ink.text((x + 7, y), str(line.number), font=letters(_SIZE, bold=True), fill="white")
        x += badge_width + 8
    ink.text((x, y), line.words, font=letters(_SIZE, bold=line.bold), fill=line.colour)


def _lines(view: PageView, width: int) -> Iterator[_Written]:
    count = len(view.records)
    words = f"Trang {view.number}: {count} nhiệm vụ · page {view.number}: {count} tasks"
    yield _Written(words, bold=True)
    for said in view.letterhead:
        for part in wrapped(said, letters(_SIZE), width - 2 * _MARGIN, _MOST):
            yield _Written(part, PAINTS["letterhead"].colour)
    for numbered in view.records:
        yield from _record(numbered, width - 2 * _MARGIN)


def _record(numbered: NumberedRecord, width: int) -> Iterator[_Written]:
    """Yield a record's fields, one colour each; its flags last."""
    record = numbered.record
    where = " · ".join(filter(None, (record.section_no, record.section)))
    head = " ".join(filter(None, (f"[{record.no}]" if record.no else "", where)))
    font = letters(_SIZE)
    first = wrapped(head or record.key, font, width - 60, 1)
    yield _Written(first[0], PAINTS["section"].colour, number=numbered.number)
    for field, value in _fields(record):
        for part in wrapped(value, font, width, _MOST):
            yield _Written(part, PAINTS[field].colour)
    if record.flags:
        for part in wrapped("! " + ", ".join(record.flags), font, width, _MOST):
            yield _Written(part, DOUBT)


def _fields(record: TaskRecord) -> Iterator[tuple[str, str]]:
    yield "content", record.content or "–"
    if record.result:
        yield "result", record.result
    if record.lead_units:
        yield "lead_units", " | ".join(record.lead_units)
    if record.coordinating_units:
        yield "coordinating_units", " | ".join(record.coordinating_units)
    if record.deadline_text:
        yield "deadline", f"{record.deadline_text} → {_said(record.deadline)}"
    if record.indicators:
        yield "indicators", " | ".join(map(_target, record.indicators))
    for header, words in record.extra.items():
        yield "extra", f"{header}: {words}"


def _said(deadline: Deadline) -> str:
    days = " … ".join(str(day) for day in (deadline.start, deadline.end) if day is not None)
    return " ".join(filter(None, (deadline.kind, days, ", ".join(deadline.recurrence))))


def _target(indicator: Indicator) -> str:
    sign = indicator.op.replace(">=", "≥").replace("<=", "≤")
    return f"{sign} {indicator.value:g} {indicator.unit}"
