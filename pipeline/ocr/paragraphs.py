"""Put the lines outside tables into reading order and into paragraphs.

Plans are set by Decree 30/2020: one text column, first lines indented by 1–1.27 cm, headings
centred or on a line of their own; only the letterhead and the signature stand in two columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.types.geometry import Box
from pipeline.types.joining import join_lines
from pipeline.types.text import Line, Paragraph, Place, lines_box, mean_confidence

# Lengths in x-heights of the page.
_INDENT = 1.2  # first-line indents are 1–1.27 cm = 4–6 x-heights, list indents less
_SHORT_END = 3.0  # a line that ends this far left of the margin ends its paragraph
_WIDE_GAP = 1.2  # white between lines over the usual white that parts paragraphs
_CENTER_OFF = 1.5  # how far the middle of a centred line may lie from the column's
_CENTER_MARGIN = 2.0  # and how much white it has on both sides
STARTS_ITEM = re.compile(
    r"^(?:[-–—+•*]\s*\S|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s|[a-zđ][.)]\s|[IVX]{1,5}[.)]?\s"
    r"|Điều\s\d+|(?:Căn cứ|Thực hiện|Theo đề nghị|Xét đề nghị)\s)"
)
ENDS_SENTENCE = re.compile(r"[.;:!?…](?:[\"”»)/.]*)$")
_PAGE_NUMBER = re.compile(r"^[-–—\s]*\d{1,3}[-–—\s.]*$")


@dataclass(frozen=True, slots=True)
class _Column:
    """A text column: its lines from top to bottom and its margins in clean pixels."""

    lines: tuple[Line, ...]
    left: float
    right: float


def group_paragraphs(lines: Sequence[Line], page: int, x_height: float) -> tuple[Paragraph, ...]:
    """Group the lines of one page, boxes in the clean frame, in reading order."""
    found: list[Paragraph] = []
    for column in _columns([line for line in lines if line.words]):
        found.extend(_column_paragraphs(column, page, x_height))
    return tuple(found)


def is_page_number(paragraph: Paragraph) -> bool:
    """Whether the paragraph is only a page number."""
    return bool(_PAGE_NUMBER.match(paragraph.text))


def continues(before: Paragraph, after: Paragraph) -> bool:
    """Whether ``after``, first on its page, goes on with ``before``, last on the page before."""
    if before.centered or after.centered or ENDS_SENTENCE.search(before.text):
        return False
    start = after.text[:1]
    return start.islower() or start.isdigit() or not STARTS_ITEM.match(after.text)


def merged(before: Paragraph, after: Paragraph) -> Paragraph:
    """Join a paragraph that a page break cut in two."""
    return _paragraph((*before.lines, *after.lines), before.places + after.places, False)


def _columns(lines: Sequence[Line]) -> list[_Column]:
    """Part the page into zones of one or two columns, from top to bottom, left before right."""
    if not lines:
        return []
    margins = _margins(lines)
    columns: list[_Column] = []
    single: list[Line] = []
    for row in _zones(lines):
        if len(row) == 1:
            single.extend(row[0])
            continue
        if single:
            columns.append(_Column(tuple(single), *margins))
            single = []
        for part in row:
            box = lines_box(tuple(part))
            columns.append(_Column(tuple(part), box.x0, box.x1))
    if single:
        columns.append(_Column(tuple(single), *margins))
    return columns


def _zones(lines: Sequence[Line]) -> list[list[list[Line]]]:
    """Rows of the page, each as one list of lines or as a left and a right list."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: item.box.center[1]):
        if rows and any(_beside(line.box, other.box) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    zones: list[list[list[Line]]] = []
    gutter: float | None = None
    for row in rows:
        ordered = sorted(row, key=lambda item: item.box.x0)
        if len(ordered) > 1:
            widest = max(
                range(1, len(ordered)),
                key=lambda i: ordered[i].box.x0 - ordered[i - 1].box.x1,
            )
            split = (ordered[widest - 1].box.x1 + ordered[widest].box.x0) / 2
            fits = gutter is not None and all(
                line.box.x1 <= gutter or line.box.x0 >= gutter for line in ordered
            )
            if not fits:
                gutter = split
                zones.append([[], []])
            assert gutter is not None
            for line in ordered:
                zones[-1][0 if line.box.center[0] < gutter else 1].append(line)
        elif gutter is not None and _one_sided(ordered[0], gutter, zones[-1]):
            zones[-1][0 if ordered[0].box.x1 <= gutter else 1].append(ordered[0])
        else:
            gutter = None
            zones.append([ordered])
    return zones


def _one_sided(line: Line, gutter: float, zone: list[list[Line]]) -> bool:
    """Whether a lone line goes on with one side of a two-column zone: same side, close below."""
    side = 0 if line.box.x1 <= gutter else 1 if line.box.x0 >= gutter else None
    if side is None or not zone[side]:
        return False
    above = zone[side][-1].box
    apart = line.box.y0 - max(other.box.y1 for part in zone for other in part)
    return apart < 2.0 * above.height and _overlap_x(line.box, lines_box(tuple(zone[side]))) > 0.3


def _beside(a: Box, b: Box) -> bool:
    common = min(a.y1, b.y1) - max(a.y0, b.y0)
    return common > 0.5 * min(a.height, b.height) and (a.x1 <= b.x0 or b.x1 <= a.x0)


def _overlap_x(a: Box, b: Box) -> float:
    return max(min(a.x1, b.x1) - max(a.x0, b.x0), 0.0) / max(min(a.width, b.width), 1.0)


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Left and right margin of the text column: those of the long lines."""
    widest = max(line.box.width for line in lines)
    long_lines = [line.box for line in lines if line.box.width > 0.8 * widest]
    lefts, rights = sorted(b.x0 for b in long_lines), sorted(b.x1 for b in long_lines)
    return lefts[len(lefts) // 4], rights[(3 * len(rights)) // 4]


def _column_paragraphs(column: _Column, page: int, x: float) -> list[Paragraph]:
    groups: list[list[Line]] = []
    usual = _usual_gap(column.lines)
    for line in column.lines:
        if groups and not _starts(groups[-1], line, column, usual, x):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        _paragraph(
            tuple(group),
            (Place(page, lines_box(tuple(group))),),
            all(_is_centered(line.box, column, x) for line in group),
        )
        for group in groups
    ]


def _starts(group: list[Line], line: Line, column: _Column, usual: float, x: float) -> bool:
    """Whether ``line`` starts a new paragraph below the lines of ``group``."""
    before = group[-1].box
    numbers = group == [column.lines[0]] and _PAGE_NUMBER.match(group[0].text)
    if numbers or line.box.y0 - before.y1 > usual + _WIDE_GAP * x:
        return True
    centered = _is_centered(line.box, column, x)
    if centered != _is_centered(before, column, x):
        # the last, short line of a centred or justified block may look like either
        return not (len(group) == 1 and line.box.width > 0.9 * (column.right - column.left))
    if centered:
        return line.text.isupper() != group[-1].text.isupper()
    if STARTS_ITEM.match(line.text) and (
        line.box.x0 - column.left > 0.5 * x
        or before.x1 < column.right - _SHORT_END * x
        or ENDS_SENTENCE.search(group[-1].text)
    ):
        return True
    if line.box.x0 - column.left > _INDENT * x and line.box.x0 - before.x0 > 0.6 * _INDENT * x:
        return True
    return before.x1 < column.right - _SHORT_END * x and bool(
        ENDS_SENTENCE.search(group[-1].text) or line.text[:1].isupper()
    )


def _usual_gap(lines: Sequence[Line]) -> float:
    gaps = sorted(b.box.y0 - a.box.y1 for a, b in pairwise(lines) if b.box.y0 > a.box.y0)
    return gaps[len(gaps) // 2] if gaps else 0.0


def _is_centered(box: Box, column: _Column, x: float) -> bool:
    left, right = box.x0 - column.left, column.right - box.x1
    return min(left, right) > _CENTER_MARGIN * x and abs(left - right) / 2 < _CENTER_OFF * x


def _paragraph(lines: tuple[Line, ...], places: tuple[Place, ...], centered: bool) -> Paragraph:
    words = tuple(word for line in lines for word in line.words)
    return Paragraph(
        text=join_lines([line.text for line in lines]),
        raw=join_lines([line.raw for line in lines]),
        confidence=mean_confidence(words),
        places=places,
        lines=lines,
        centered=centered,
    )
