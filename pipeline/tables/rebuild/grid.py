"""Pieces of lines as a table of rows and columns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.tables.rebuild.clues import Clues
from pipeline.tables.rebuild.header import Heading
from pipeline.tables.rebuild.lines import TextLine
from pipeline.tables.rebuild.state import Piece
from pipeline.tables.rebuild.titles import is_roman
from pipeline.types.joining import join_lines
from pipeline.types.table import Table, TableCell

CONFIDENCE = 0.5
"""Probability that a cell's words are its own and read right: no one vouches for either."""
DOUBTFUL = 0.3
"""The same in a row that is doubtful as a whole."""

_BULLET = re.compile(r"[-–+•](?:\s|[^\W\d_])")
_UNFINISHED = re.compile(r"(?:[,/(–-]|\b(?:và|của|các|với|theo|cho|về|trong))$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_UNUSUAL = -3.0  # nats: fewer than one in twenty places inside sentences have the word so


Fragment = tuple[str, str]
"""The words of a cell on one line, without dirt and with it."""


@dataclass(slots=True)
class _Row:
    """A row while its pieces are gathered; ``title`` is None for a task."""

    number: str = ""
    title: list[str] | None = None
    cells: dict[int, list[Fragment]] = field(default_factory=dict)


def table_of(
    lines: Sequence[TextLine],
    pieces: Sequence[Piece],
    headings: Sequence[Heading],
    index: int,
    pages: tuple[int, ...],
    clues: Clues,
) -> Table:
    """Build the table: its header, then one row for each section and task.

    A row is doubtful that lacks its number or a cell, or has a cell that begins or ends in the
    middle of a sentence, holds dirt or what is no word, or goes on with a capital that is unusual
    inside sentences, as where two cells were taken for one.
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
            said, raw = _texts(row.cells.get(column, []))
            cells.append(_cell(at, column + numbered, said, raw=raw))
        if _is_doubtful(row, headings, numbered) or _is_odd(row, clues):
            doubtful.append(at)
    cells = [replace(cell, confidence=DOUBTFUL) if cell.row in doubtful else cell for cell in cells]
    return Table(
        index, 1 + len(rows), len(headings), 1, tuple(cells), pages, doubtful_rows=tuple(doubtful)
    )


def _rows(lines: Sequence[TextLine], pieces: Sequence[Piece]) -> list[_Row]:
    rows: list[_Row] = []
    for piece in pieces:
        said = lines[piece.line].words[piece.start : piece.stop]
        if piece.kind == "dirt":
            continue
        if piece.kind == "section":
            _add_title(rows, said, begins=piece.new_row)
            continue
        if piece.new_row:
            rows.append(_Row())
        if piece.kind == "number":
            rows[-1].number = said[0].strip(".)")
        else:
            rows[-1].cells.setdefault(piece.column, []).append(
                (" ".join(said), lines[piece.line].raw(piece.start, piece.stop))
            )
    return rows


def _add_title(rows: list[_Row], said: Sequence[str], *, begins: bool) -> None:
    """Begin a section, or go on with a title that takes several lines."""
    if not begins and rows and rows[-1].title is not None:
        rows[-1].title += said
        return
    number = said[0].strip(".)") if is_roman(said[0]) else ""
    rows.append(_Row(number, list(said[1:] if number else said)))


def _section(at: int, row: _Row, columns: int, numbered: bool) -> list[TableCell]:
    title = " ".join(row.title or [])
    if not numbered:
        return [_cell(at, 0, f"{row.number}. {title}" if row.number else title, columns)]
    return [_cell(at, 0, row.number), _cell(at, 1, title, columns - 1)]


def _cell(
    row: int, column: int, text: str, column_span: int = 1, raw: str | None = None
) -> TableCell:
    read = text if raw is None else raw
    return TableCell(row, column, 1, column_span, text, read, CONFIDENCE)


def _texts(fragments: Sequence[Fragment]) -> tuple[str, str]:
    """Join a cell's lines, without dirt and with it; a bullet begins a paragraph."""
    paragraphs: list[list[Fragment]] = []
    for fragment in fragments:
        if not paragraphs or _BULLET.match(fragment[0]):
            paragraphs.append([])
        paragraphs[-1].append(fragment)
    said, raw = (
        "\n".join(join_lines(fragment[i] for fragment in paragraph) for paragraph in paragraphs)
        for i in (0, 1)
    )
    return said, raw


def _is_odd(row: _Row, clues: Clues) -> bool:
    for fragments in row.cells.values():
        said, raw = _texts(fragments)
        words = said.split()
        if said != raw or any(_LETTERS.search(word) and not clues.known(word) for word in words):
            return True
        for before, word in itertools.pairwise(words):
            goes_on = before[-1].isalnum() or before[-1] == ","
            if goes_on and not before.isdigit() and clues.capital(word) < _UNUSUAL:
                return True
    return False


def _is_doubtful(row: _Row, headings: Sequence[Heading], numbered: bool) -> bool:
    if numbered and not row.number:
        return True
    for column, heading in enumerate(headings[1:] if numbered else headings):
        text, _ = _texts(row.cells.get(column, []))
        if not text:
            if heading.field != "extra":
                return True
            continue
        if heading.field in ("content", "result") and text[:1].islower():
            return True
        if _UNFINISHED.search(text):
            return True
    return False
