"""Pieces of lines as a table of rows and columns."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipeline.tables.rebuild.clues import Clues
from pipeline.tables.rebuild.header import Heading
from pipeline.tables.rebuild.lines import TextLine
from pipeline.tables.rebuild.state import Piece
from pipeline.tables.rebuild.titles import is_roman
from pipeline.types.joining import join_lines
from pipeline.types.table import Table, TableCell
from pipeline.types.text import MendedWord

CONFIDENCE = 0.5
"""Probability that a cell's words are its own; that they are right too is said of each word."""
DOUBTFUL = 0.3
"""The same in a row that is doubtful as a whole."""

_BULLET = re.compile(r"[-–+•](?:\s|[^\W\d_])")
_UNFINISHED = re.compile(r"(?:[,/(–-]|\b(?:và|của|các|với|theo|cho|về|trong))$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_UNUSUAL = -3.0  # nats: fewer than one in twenty places inside sentences have the word so


class Fragment(NamedTuple):
    """The words of a cell on one line.

    raw     as received, with dirt.
    dirty   dirt stands among them.
    told    what is known of each.
    """

    said: str = ""
    raw: str = ""
    dirty: bool = False
    told: tuple[MendedWord, ...] = ()


_NOTHING = Fragment()


@dataclass(slots=True)
class _Row:
    """A row while its pieces are gathered; ``title`` is None for a task."""

    number: Fragment = _NOTHING
    title: list[Fragment] | None = None
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
    cells = [
        _cell(0, c, [Fragment(heading.words, heading.words)]) for c, heading in enumerate(headings)
    ]
    doubtful = []
    for at, row in enumerate(rows, start=1):
        if row.title is not None:
            cells += _section(at, row, len(headings), numbered)
            continue
        if numbered:
            cells.append(_cell(at, 0, [row.number]))
        for column in range(len(headings) - numbered):
            cells.append(_cell(at, column + numbered, row.cells.get(column, [])))
        if _is_doubtful(row, headings, numbered) or _is_odd(row, clues):
            doubtful.append(at)
    cells = [
        replace(cell, confidence=cell.confidence * DOUBTFUL / CONFIDENCE)
        if cell.row in doubtful
        else cell
        for cell in cells
    ]
    return Table(
        index, 1 + len(rows), len(headings), 1, tuple(cells), pages, doubtful_rows=tuple(doubtful)
    )


def _rows(lines: Sequence[TextLine], pieces: Sequence[Piece]) -> list[_Row]:
    rows: list[_Row] = []
    for piece in pieces:
        line = lines[piece.line]
        if piece.kind == "dirt":
            continue
        if piece.kind == "section":
            _add_title(rows, line, piece)
            continue
        if piece.new_row:
            rows.append(_Row())
        said = _fragment(line, piece.start, piece.stop)
        if piece.kind == "number":
            rows[-1].number = said._replace(said=said.said.strip(".)"))
        else:
            rows[-1].cells.setdefault(piece.column, []).append(said)
    return rows


def _fragment(line: TextLine, start: int, stop: int) -> Fragment:
    return Fragment(
        " ".join(line.words[start:stop]),
        line.raw(start, stop),
        line.is_dirty(start, stop),
        line.told(start, stop),
    )


def _add_title(rows: list[_Row], line: TextLine, piece: Piece) -> None:
    """Begin a section, or go on with a title that takes several lines."""
    start, stop = piece.start, piece.stop
    if not piece.new_row and rows and rows[-1].title is not None:
        rows[-1].title.append(_fragment(line, start, stop))
        return
    number = _NOTHING
    if is_roman(line.words[start]):
        number = _fragment(line, start, start + 1)
        number = number._replace(said=number.said.strip(".)"))
        start += 1
    rows.append(_Row(number, [_fragment(line, start, stop)] if start < stop else []))


def _section(at: int, row: _Row, columns: int, numbered: bool) -> list[TableCell]:
    title = row.title or []
    if numbered:
        return [_cell(at, 0, [row.number]), _cell(at, 1, title, columns - 1)]
    if row.number.said:
        title = [row.number._replace(said=f"{row.number.said}."), *title]
    return [_cell(at, 0, title, columns)]


def _cell(row: int, column: int, fragments: Sequence[Fragment], column_span: int = 1) -> TableCell:
    said, raw = _texts(fragments)
    told = tuple(word for fragment in fragments for word in fragment.told)
    right = CONFIDENCE * math.prod(word.confidence for word in told)
    return TableCell(row, column, 1, column_span, said, raw, right, words=told)


def _texts(fragments: Sequence[Fragment]) -> tuple[str, str]:
    """Join a cell's lines, without dirt and as received; a bullet begins a paragraph."""
    paragraphs: list[list[Fragment]] = []
    for fragment in fragments:
        if not paragraphs or _BULLET.match(fragment.said):
            paragraphs.append([])
        paragraphs[-1].append(fragment)
    said = "\n".join(join_lines(f.said for f in paragraph) for paragraph in paragraphs)
    return said, "\n".join(join_lines(f.raw for f in paragraph) for paragraph in paragraphs)


def _is_odd(row: _Row, clues: Clues) -> bool:
    for fragments in row.cells.values():
        words = _texts(fragments)[0].split()
        dirty = any(fragment.dirty for fragment in fragments)
        if dirty or any(_LETTERS.search(word) and not clues.known(word) for word in words):
            return True
        for before, word in itertools.pairwise(words):
            goes_on = before[-1].isalnum() or before[-1] == ","
            if goes_on and not before.isdigit() and clues.capital(word) < _UNUSUAL:
                return True
    return False


def _is_doubtful(row: _Row, headings: Sequence[Heading], numbered: bool) -> bool:
    if numbered and not row.number.said:
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
