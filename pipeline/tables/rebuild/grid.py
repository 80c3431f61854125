"""Pieces of lines as a table of rows and columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.tables.rebuild.header import Heading
from pipeline.tables.rebuild.lines import TextLine
from pipeline.tables.rebuild.search import is_roman
from pipeline.tables.rebuild.state import Piece
from pipeline.types.joining import join_lines
from pipeline.types.table import Table, TableCell

CONFIDENCE = 0.5
"""Probability that a cell's words are its own and read right: no one vouches for either."""

_BULLET = re.compile(r"[-–+•](?:\s|[^\W\d_])")
_UNFINISHED = re.compile(r"(?:[,/(–-]|\b(?:và|của|các|với|theo|cho|về|trong))$", re.IGNORECASE)
_NEEDED = ("content",)


@dataclass(slots=True)
class _Row:
    """A row while its pieces are gathered; ``title`` is None for a task."""

    number: str = ""
    title: list[str] | None = None
    cells: dict[int, list[str]] = field(default_factory=dict)
    last: int = -1


def table_of(
    lines: Sequence[TextLine],
    pieces: Sequence[Piece],
    headings: Sequence[Heading],
    index: int,
    pages: tuple[int, ...],
) -> Table:
    """Build the table: its header, then one row for each section and task.

    A row is doubtful that lacks its number or a cell, or has a cell that begins or ends in the
    middle of a sentence.
    """
    numbered = headings[0].field == "no"
    rows = _rows(lines, pieces)
    cells = [_cell(0, c, heading.words) for c, heading in enumerate(headings)]
    doubtful = []
    for at, row in enumerate(rows, start=1):
        if row.title is not None:
            cells += _section(at, row, len(headings), numbered)
            continue
        if numbered:
            cells.append(_cell(at, 0, row.number))
        for column in range(len(headings) - numbered):
            cells.append(_cell(at, column + numbered, _text(row.cells.get(column, []))))
        if _is_doubtful(row, headings, numbered):
            doubtful.append(at)
    return Table(
        index, 1 + len(rows), len(headings), 1, tuple(cells), pages, doubtful_rows=tuple(doubtful)
    )


def _rows(lines: Sequence[TextLine], pieces: Sequence[Piece]) -> list[_Row]:
    rows: list[_Row] = []
    begun = -1  # line on which the last task row was begun
    for piece in pieces:
        said = lines[piece.line].words[piece.start : piece.stop]
        if piece.kind == "dirt":
            continue
        if piece.kind == "section":
            _add_title(rows, piece.line, said)
            continue
        if piece.new_row and begun != piece.line:
            rows.append(_Row())
            begun = piece.line
        if piece.kind == "number":
            rows[-1].number = said[0].strip(".)")
        else:
            rows[-1].cells.setdefault(piece.column, []).append(" ".join(said))
    return rows


def _add_title(rows: list[_Row], line: int, said: Sequence[str]) -> None:
    """Begin a section, or go on with a title that takes several lines."""
    number = said[0].strip(".)") if is_roman(said[0]) else ""
    words = list(said[1:] if number else said)
    last = rows[-1] if rows else None
    if not number and last is not None and last.title is not None and last.last == line - 1:
        last.title += words
        last.last = line
    else:
        rows.append(_Row(number, words, last=line))


def _section(at: int, row: _Row, columns: int, numbered: bool) -> list[TableCell]:
    title = " ".join(row.title or [])
    if not numbered:
        return [_cell(at, 0, f"{row.number}. {title}" if row.number else title, columns)]
    return [_cell(at, 0, row.number), _cell(at, 1, title, columns - 1)]


def _cell(row: int, column: int, text: str, column_span: int = 1) -> TableCell:
    return TableCell(row, column, 1, column_span, text, text, CONFIDENCE)


def _text(fragments: Sequence[str]) -> str:
    """Join a cell's lines; a bullet begins a paragraph."""
    paragraphs: list[list[str]] = []
    for fragment in fragments:
        if not paragraphs or _BULLET.match(fragment):
            paragraphs.append([])
        paragraphs[-1].append(fragment)
    return "\n".join(join_lines(paragraph) for paragraph in paragraphs)


def _is_doubtful(row: _Row, headings: Sequence[Heading], numbered: bool) -> bool:
    if numbered and not row.number:
        return True
    for column, heading in enumerate(headings[1:] if numbered else headings):
        text = _text(row.cells.get(column, []))
        if not text:
            if heading.field != "extra":
                return True
            continue
        if heading.field in ("content", "result") and text[:1].islower():
            return True
        if _UNFINISHED.search(text):
            return True
    return False
