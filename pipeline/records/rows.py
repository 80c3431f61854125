"""The rows of a table: which cell covers which column, and what a row is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from pipeline.records.numbering import NONE, Numbering, parse_number, split_marker
from pipeline.records.sections import is_period
from pipeline.types.folding import fold, joined
from pipeline.types.table import Table, TableCell

RowKind = Literal["empty", "numbers", "header", "total", "section", "task", "part"]

# "part": a sub-row of the task above. "numbers": the row (1) (2) (3) below a header.

_COLUMN_NUMBER = re.compile(r"[(\[]?\s*(\d{1,2}|[a-h])\s*(?:=.*)?[)\]]?")
_TOTAL = re.compile(r"(?:tong(?: cong| so| kinh phi| chung)?|cong)\s*(?:[:(].*|[ivx+,\s]*)?")
_MISREAD = 4  # characters that a column number in brackets comes out as at most
_SHARE_ALIKE = 0.6  # share of cells that must equal the header for a row to be its repetition


@dataclass(frozen=True, slots=True)
class Row:
    """One row: for each column the cell that covers it, None where the table has a hole."""

    index: int
    cells: tuple[TableCell | None, ...]

    def text(self, column: int | None) -> str:
        """Text over the column, of a cell of this row or of one that reaches down to it."""
        cell = self.cells[column] if column is not None else None
        return joined(cell.text) if cell else ""

    def own(self, column: int | None) -> TableCell | None:
        """Return the cell over the column if it begins in this row and column."""
        cell = self.cells[column] if column is not None else None
        begins = cell is not None and cell.row == self.index and cell.column == column
        return cell if begins else None

    def written(self) -> tuple[int, ...]:
        """Columns at which a cell of this row begins that has words."""
        return tuple(
            c for c in range(len(self.cells)) if (cell := self.own(c)) and cell.text.strip()
        )


def table_rows(table: Table) -> tuple[Row, ...]:
    """Lay the cells of a table out as rows."""
    grid: list[list[TableCell | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for r in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for c in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                grid[r][c] = cell
    return tuple(Row(r, tuple(cells)) for r, cells in enumerate(grid))


def header_texts(rows: Sequence[Row], columns: int) -> tuple[str, ...]:
    """Headings of the columns: the levels of the header from top to bottom, joined by " / "."""
    levels = [row for row in rows if not (is_number_row(row) or _misread_numbers(row))]
    texts = []
    for column in range(columns):
        cells = [cell for row in levels if (cell := row.cells[column])]
        levels_read = (joined(cell.text) for cell in dict.fromkeys(cells))
        texts.append(" / ".join(filter(None, levels_read)))
    return tuple(texts)


def is_number_row(row: Row) -> bool:
    """Whether the row only numbers the columns: 1, 2, 3 … or (1), (2) … or A, B, 1, 2."""
    texts = [row.text(c) for c in row.written()]
    matches = [_COLUMN_NUMBER.fullmatch(fold(text)) for text in texts]
    if len(texts) < 3 or not all(matches):
        return False
    values = [m[1] for m in matches if m]
    digits = [int(v) for v in values if v.isdigit()]
    rising = all(a + 1 == b for a, b in pairwise(digits))
    return rising and len(digits) >= 2


def _misread_numbers(row: Row) -> bool:
    """Whether a header row numbers the columns, some figures misread: @đ) 2 (4)."""
    texts = [row.text(c) for c in row.written()]
    numbers = sum(_COLUMN_NUMBER.fullmatch(fold(text)) is not None for text in texts)
    return numbers >= max(2, len(texts) / 2) and all(len(text) <= _MISREAD for text in texts)


def is_header_again(row: Row, headers: Sequence[str]) -> bool:
    """Whether the row prints the header once more."""
    written = row.written()
    if len(written) < 2:
        return False
    same = sum(bool(headers[c]) and _alike(fold(row.text(c)), fold(headers[c])) for c in written)
    return same >= max(2, _SHARE_ALIKE * len(written))


def _alike(text: str, header: str) -> bool:
    return text == header or (len(text) > 3 and (text in header or header in text))


def is_total(row: Row) -> bool:
    """Whether the row sums the others up ("Tổng cộng")."""
    for column in row.written():
        text = fold(row.text(column))
        if any(char.isalpha() for char in text):
            return _TOTAL.fullmatch(text) is not None
    return False


@dataclass(frozen=True, slots=True)
class SectionRow:
    """What a section row says, and the column of the cell with its title."""

    numbering: Numbering
    title: str
    column: int


def section_of(
    row: Row, content: int, number: int | None, fields: Sequence[int]
) -> SectionRow | None:
    """Return the section a row names, or None when it is no section row.

    content, number   columns of the task's words and of its number.
    fields            columns of units, deadline, result: what a task row would fill.

    Beside its number, a section row has one cell: over content and fields, or over the content
    alone with words that a task would not have; see ``_unspanned``.
    """
    written = row.written()
    named = [c for c in written if c != number] or list(written)
    if len(named) != 1:
        return None
    title = named[0]
    cell = row.own(title)
    assert cell is not None
    covered = sum(cell.column <= c < cell.column + cell.column_span for c in (content, *fields))
    if fields and covered >= 1 + (len(fields) + 1) // 2:
        return _titled(row, title, number)
    return _unspanned(row, title, content, number, fields)


def _titled(row: Row, title: int, number: int | None) -> SectionRow:
    own_number = number is not None and title != number and row.own(number)
    marker = parse_number(row.text(number)) if own_number else NONE
    if marker is not NONE:
        return SectionRow(marker, row.text(title), title)
    marker, rest = split_marker(row.text(title))
    if marker.kind in ("bullet", "lower"):
        return SectionRow(NONE, row.text(title), title)
    return SectionRow(marker, rest, title)


def _unspanned(
    row: Row, title: int, content: int, number: int | None, fields: Sequence[int]
) -> SectionRow | None:
    """Return the section of a row cut by the column rules: number and title alone are filled.

    Cells that reach down from rows above would give the row their values, so it is none then.
    """
    if not fields or title != content or any(row.text(c) for c in fields):
        return None
    section = _titled(row, title, number)
    cut = row.text(number) if number is not None and row.own(number) else ""
    if any(map(str.isalpha, cut)) and parse_number(cut) is NONE:
        section = SectionRow(NONE, f"{cut} {row.text(title)}", title)  # "QUÝ" | "I/2026"
    words = section.title
    loud = words == words.upper() and len(words) > 3 and any(map(str.isalpha, words))
    if section.numbering.kind in ("roman", "upper") or loud:
        return section
    return section if is_period(words) else None
