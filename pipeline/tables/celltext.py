"""Joins the printed lines of a cell into its text.

A narrow column breaks lines almost anywhere. A line break is a new paragraph where the writer
ended one, nothing at all where it cuts a number or an address in two, and a space otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.types.geometry import Box
from pipeline.types.text import Line

PADDING = 0.35  # least inner margin of a cell in line heights: 5.4 pt beside 13 pt text
SPACE = 0.25  # width of a word space in line heights
SLACK = 0.15  # room that must be left over, in line heights: boxes are read with some error
FULL = 0.8  # share of the column from which a lone token may have been cut for want of room

BULLET = re.compile(r"[-–—+•●▪*·](\s|(?=[^\W\d_])|$)")
NUMBERED = re.compile(r"(\d{1,2}[.)]|[a-zđ][.)]|\(\d{1,2}\)|\([a-zđivx]\)|[IVX]{1,5}[.)])(\s|$)")
ENDED = re.compile(r"[.;:!?…][\"”’)]?$")
SPECKS = re.compile(r"^[\s._,:;'`´ˆ^~„¬|°\"]+")  # dirt read before the first letter of a line
UNFINISHED = re.compile(r"([,/(–-]|\b(và|hoặc|của|các|với|số|ngày|tháng|quý|năm))$", re.IGNORECASE)
CUT_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](\d{0,3})$")
CUT_MONTH = re.compile(r"\b\d{1,2}/(\d{1,3})$")
CUT_NUMBER = re.compile(r"^[\d.,]*\d[\d.,]*$")
WEB = re.compile(r"(https?:|www\.|@|\.gov|\.vn\b|\.com\b)", re.IGNORECASE)
WEB_DONE = re.compile(r"(\.vn|\.com|\.org|\.net|[;,)])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line, the width its column offered it, and that of the cell's widest line, in pixels."""

    line: Line
    room: float
    widest: float


def cell_text(lines: Sequence[Line], cell_box: Box) -> tuple[str, str]:
    """Return (text, raw) of a cell from its lines, top to bottom, and its box (same frame).

    Paragraphs are separated by a line feed; other line breaks become a space, or nothing inside
    a date, number, document number or web address.
    """
    return pieces_text([(lines, cell_box)])


def pieces_text(pieces: Sequence[tuple[Sequence[Line], Box]]) -> tuple[str, str]:
    """Return (text, raw) of a cell printed in several pieces, one on each page it stands on."""
    printed = [p for lines, box in pieces for p in _printed(lines, box)]
    if not printed:
        return "", ""
    text, raw = printed[0].line.text, printed[0].line.raw
    for before, after in pairwise(printed):
        glue = _glue(before, after)
        text += glue + after.line.text
        raw += glue + after.line.raw
    return text.strip(), raw.strip()


def _printed(lines: Sequence[Line], box: Box) -> Iterator[PrintedLine]:
    lines = [line for line in lines if line.words]
    if not lines:
        return
    height = median(line.box.height for line in lines)
    widest = max(line.box.width for line in lines)
    room = max(widest, box.width - 2 * PADDING * height)
    for line in lines:
        yield PrintedLine(line, room, widest)


def _glue(before: PrintedLine, after: PrintedLine) -> str:
    """Return what stands for the break between two lines: line feed, space or nothing."""
    ended, begun = before.line.text.rstrip(), after.line.text.lstrip()
    if not ended or not begun:
        return " "
    if _new_paragraph(before, after):
        return "\n"
    return "" if _cut_token(before, ended, begun) else " "


def _new_paragraph(before: PrintedLine, after: PrintedLine) -> bool:
    ended, begun = before.line.text.rstrip(), SPECKS.sub("", after.line.text)
    if not begun:
        return False
    listed = bool(BULLET.match(begun) or NUMBERED.match(begun))
    closed = bool(ENDED.search(ended))
    if listed and (closed or ended.endswith(",")):
        return True
    if listed or closed:
        return (listed or not begun[0].islower()) and _would_fit(before, after, before.room)
    if begun[0].islower() or UNFINISHED.search(ended):
        return False
    # Nothing but the room left tells: no printer breaks a line before a word that has room on it.
    return _would_fit(before, after, before.widest - SLACK * before.line.box.height)


def _would_fit(before: PrintedLine, after: PrintedLine, room: float) -> bool:
    """Tell whether the first word of a line had room at the end of the line before."""
    first = after.line.words[0].box.width
    return before.line.box.width + SPACE * before.line.box.height + first < room


def _cut_token(before: PrintedLine, ended: str, begun: str) -> bool:
    """Tell whether the line break cuts a date, a number, a document number or an address."""
    last, first = ended.rsplit(maxsplit=1)[-1], begun.split(maxsplit=1)[0]
    if last[-1] in "/-–" and len(last) > 1:
        return True
    if first[0] == "/" and last[-1].isalnum():
        return True
    digits = re.match(r"\d+", first)
    for pattern in (CUT_DATE, CUT_MONTH):
        year = pattern.search(last)
        if year and digits and len(year[1] + digits[0]) == 4 and (year[1] + digits[0])[0] in "12":
            return pattern is CUT_DATE or len(year[1]) == 3
    lone = before.line.box.width >= FULL * before.room and len(ended.split()) == 1
    if WEB.search(last):
        return _web_goes_on(last, first)
    return lone and bool(CUT_NUMBER.match(last)) and _number_goes_on(last, first)


def _web_goes_on(last: str, first: str) -> bool:
    if first[0] in "./?=&_":
        return True
    return not WEB_DONE.search(last) and first.isascii() and first[0] not in "(-"


def _number_goes_on(last: str, first: str) -> bool:
    """Tell whether two runs of digits make one number with groups of three (1.500.000)."""
    if not re.match(r"[\d.,]+$", first):
        return False
    group = re.split(r"[.,]", last)[-1] + re.split(r"[.,]", first)[0]
    grouped = "." in last or "." in first
    return len(group) == 3 if grouped else len(group) <= 4
