"""Which column of a table holds which field, and whether the table gives tasks at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.records.reader import FieldReader
from pipeline.records.rows import Row, header_texts, is_header_again, is_number_row, table_rows
from pipeline.records.settings import RecordSettings
from pipeline.types.reading import Column, ColumnMap
from pipeline.types.table import Table

UNIT_FIELDS = ("lead", "coordinating", "lead_and_coordinating", "role_mark")
TIME_FIELDS = ("deadline", "deadline_start", "deadline_end", "deadline_mark")
TASK_FIELDS = ("result", *UNIT_FIELDS, *TIME_FIELDS, "indicator_unit", "indicator_value")
"""What a task row fills beside its content."""

_SAMPLE_ROWS = 40  # rows shown to the mapping: enough to tell a column by its words
_MAX_HEADER_ROWS = 3  # "Cơ quan thực hiện" over "Chủ trì" over its translation is the deepest seen
_BETTER = 0.25  # mean confidence a guessed header must win by against the one the table gives
_SHORTEST_TASK = 6  # characters; "Họp báo" is a task, a cross or an amount is none
_WORDED = 0.5  # share of rows with words in the content, section rows over all columns included
_HEADING_WORDS = 7  # "Cơ quan, đơn vị chủ trì, cơ quan phối hợp" has nine, most have three
_FEWEST_HEADINGS = 3  # known ones in a row that begins another table
_FEWEST_OTHERS = 2  # columns of it that get another field than they had
_SURE_HEADING = 0.9  # confidence by the heading alone
_GUESSED_CONTENT = 0.5  # confidence of a content column found only by its length


@dataclass(frozen=True, slots=True)
class Layout:
    """A table read as a list of tasks: its map, its header rows and its body.

    doubtful_rows   indexes of rows that may be put together wrongly.
    rows_drawn      as in ``Table``.
    """

    columns: tuple[Column, ...]
    headers: tuple[str, ...]
    header: tuple[Row, ...]
    body: tuple[Row, ...]
    doubtful_rows: tuple[int, ...] = ()
    rows_drawn: bool = True

    def index(self, field: str) -> int | None:
        """Return the leftmost column that holds ``field``, or None."""
        return next((i for i, c in enumerate(self.columns) if c.field == field), None)

    def all(self, fields: Sequence[str]) -> tuple[int, ...]:
        return tuple(i for i, c in enumerate(self.columns) if c.field in fields)


def read_layouts(table: Table, read: FieldReader, settings: RecordSettings) -> tuple[Layout, ...]:
    """Map the columns of a table, and of each further table that was drawn together with it.

    A row of headings below that give two columns or more another field begins a table of its own.
    """
    rows = table_rows(table)
    layouts: list[Layout] = []
    start, header_rows = 0, table.header_rows
    for at in range(header_rows + 1, len(rows) - 1):
        if not _is_heading(rows[at]):
            continue
        before = _read_layout(rows[start:at], header_rows, table, read, settings)
        if _begins_another(rows[at], before, read):
            layouts.append(before)
            start, header_rows = at, 1
    return (*layouts, _read_layout(rows[start:], header_rows, table, read, settings))


def _is_heading(row: Row) -> bool:
    """Whether a row may be one of headings: three or more, each of a few words and no number."""
    texts = [row.text(column) for column in row.written()]
    short = all(len(text.split()) <= _HEADING_WORDS and text[:1].isalpha() for text in texts)
    return short and len(texts) >= _FEWEST_HEADINGS


def _begins_another(row: Row, before: Layout, read: FieldReader) -> bool:
    if is_header_again(row, before.headers):
        return False
    headings = [row.text(c) if row.own(c) else "" for c in range(len(row.cells))]
    columns = read.map_columns(headings, [()] * len(headings)).columns
    known = {c.field for c in columns if c.confidence >= _SURE_HEADING and c.field != "extra"}
    other = sum(
        new.field != old.field and new.field in known
        for new, old in zip(columns, before.columns, strict=True)
    )
    told = len(known) >= _FEWEST_HEADINGS and {"content", "indicator_name"} & known
    return bool(told) and bool(known.intersection(TASK_FIELDS)) and other >= _FEWEST_OTHERS


def _read_layout(
    rows: Sequence[Row], header_rows: int, table: Table, read: FieldReader, settings: RecordSettings
) -> Layout:
    """Map the columns of ``rows``.

    Where the table stage saw no header, or the wrong number of its rows, the first rows are
    tried: a reading of them as header that maps clearly better is taken.
    """
    best = _mapped(rows, min(header_rows, len(rows)), table.columns, read)
    score = _score(best.columns, settings)
    for count in range(min(_MAX_HEADER_ROWS, len(rows) - 1) + 1):
        if count == header_rows or (count > 0 and _is_body(rows[count - 1])):
            continue
        other = _mapped(rows, count, table.columns, read)
        if (mark := _score(other.columns, settings)) > score + _BETTER:
            best, score = other, mark
    return replace(
        _with_content(best, settings),
        doubtful_rows=table.doubtful_rows,
        rows_drawn=table.rows_drawn,
    )


def gives_tasks(layout: Layout, settings: RecordSettings) -> bool:
    """Whether the table lists tasks.

    A content column and one of a task's other fields must be mapped, and most rows must have
    words in the content: in a list of offices with crosses to tick, no column is like that.
    """
    content = layout.index("content")
    if content is None or layout.columns[content].confidence < settings.min_content:
        return False
    rows = [row for row in layout.body if row.written()]
    worded = sum(len(row.text(content)) >= _SHORTEST_TASK for row in rows)
    if worded < _WORDED * len(rows):
        return False
    return any(layout.columns[c].confidence >= settings.min_column for c in layout.all(TASK_FIELDS))


def _is_body(row: Row) -> bool:
    """Whether a row cannot belong to a header: it bears a number of its own."""
    first = row.text(0).strip(" .)")
    return first.isdigit() and not is_number_row(row)


def _mapped(rows: Sequence[Row], header_rows: int, columns: int, read: FieldReader) -> Layout:
    header = tuple(rows[:header_rows])
    headers = header_texts(header, columns)
    body = [
        row
        for row in rows[header_rows:]
        if not is_number_row(row) and not is_header_again(row, headers)
    ]
    samples = [
        [cell.text for row in body if (cell := row.own(c)) and cell.column_span == 1][:_SAMPLE_ROWS]
        for c in range(columns)
    ]
    mapped: ColumnMap = read.map_columns(headers, samples)
    return Layout(_named(mapped.columns), headers, header, tuple(body))


def _named(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Take an indicator's name for the content where the table has no other."""
    if any(column.field == "content" for column in columns):
        return tuple(columns)
    return tuple(replace(c, field="content") if c.field == "indicator_name" else c for c in columns)


def _score(columns: Sequence[Column], settings: RecordSettings) -> float:
    """Sum of the confidences of the mapped fields, the content counting twice."""
    mapped = {c.field: c.confidence for c in columns if c.confidence >= settings.min_column}
    known = {f: v for f, v in mapped.items() if f in ("content", "no", *TASK_FIELDS)}
    return sum(known.values()) + known.get("content", 0.0)


def _with_content(layout: Layout, settings: RecordSettings) -> Layout:
    """Name the content column where only its neighbours could be mapped.

    A table with columns for units and time is a list of tasks whatever its main column is
    called; the main column is then the unmapped one with the most words.
    """
    sure = [c for c in layout.columns if c.confidence >= settings.min_column]
    kinds = {("unit" if c.field in UNIT_FIELDS else "time") for c in sure if c.field in _KEY}
    if layout.index("content") is not None or len(kinds) < 2:
        return layout
    lengths = {
        i: sum(len(row.text(i)) for row in layout.body if row.own(i))
        for i, c in enumerate(layout.columns)
        if c.field in ("", "extra")
    }
    if not lengths or not any(lengths.values()):
        return layout
    main = max(lengths, key=lambda i: lengths[i])
    named = replace(layout.columns[main], field="content", confidence=_GUESSED_CONTENT)
    columns = (*layout.columns[:main], named, *layout.columns[main + 1 :])
    return replace(layout, columns=columns)


_KEY = (*UNIT_FIELDS, *TIME_FIELDS)
