"""``kehoach sql``: a person's own questions to the tables."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from rich import box
from rich.table import Table

from pipeline.commands.filters import add_tables
from pipeline.commands.language import said
from pipeline.commands.terminal import console
from pipeline.errors import ExitCode, UsageError
from pipeline.query.archive import Archive, open_archive
from pipeline.query.sql import describe, run_sql
from pipeline.store.exports.flat import json_rows

_SHOWN = 100  # rows in the terminal unless told otherwise
_NARROWEST = 10  # columns of the terminal for one of the table's; with fewer a row is a block
_LONGEST = 400  # characters of one value in the terminal

_TABLES = (
    "các bảng: tasks, documents, pages, cells; khong_dau(chữ) bỏ dấu và chữ hoa. Ví dụ:",
    "tables: tasks, documents, pages, cells; khong_dau(text) takes case and marks away. Examples:",
)
_EXAMPLES = """
  kehoach sql "SELECT unnest(lead_units_canonical) AS don_vi, count(*) AS n FROM tasks GROUP BY 1 ORDER BY n DESC"
  kehoach sql "SELECT content, deadline_end FROM tasks WHERE khong_dau(content) LIKE '%mot cua%'"
  kehoach sql "SELECT number, issuer, status FROM documents" --format csv
  kehoach sql "SELECT count(*) FROM tasks WHERE same_as IS NULL"
"""  # noqa: E501  lines to be copied


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = said(*_TABLES) + _EXAMPLES
    parser.add_argument(
        "query",
        nargs="?",
        metavar="SELECT",
        help="one statement; without it: the columns there are",
    )
    add_tables(parser)
    parser.add_argument(
        "--limit", type=int, metavar="N", help=f"rows shown (default {_SHOWN} as a table; 0: all)"
    )
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Print what the statement gives."""
    if arguments.limit is not None and arguments.limit < 0:
        raise UsageError("--limit must not be negative")
    with open_archive(arguments.out, arguments.database) as archive:
        if arguments.query is None:
            _list_columns(archive)
            return ExitCode.OK
        shown = _SHOWN if arguments.limit is None and arguments.format == "table" else None
        limit = arguments.limit or shown
        with run_sql(archive, arguments.query) as reader:
            names = reader.schema.names
            if arguments.format == "table":
                _as_table(names, reader, limit)
            elif arguments.format == "json":
                _as_json(reader, limit)
            else:
                _as_csv(names, reader, limit)
    return ExitCode.OK


def _rows(reader: pa.RecordBatchReader, limit: int | None) -> Iterator[dict[str, Any]]:
    """Yield rows, one more than ``limit`` at most."""
    count = 0
    for batch in reader:
        for row in json_rows(batch):
            yield row
            count += 1
            if limit is not None and count > limit:
                return


def _as_table(names: list[str], reader: pa.RecordBatchReader, limit: int | None) -> None:
    if names == ["explain_key", "explain_value"]:
        sys.stdout.write("".join(f"{row['explain_value']}\n" for row in _rows(reader, limit)))
        return
    rows = list(_rows(reader, limit))
    more = limit is not None and len(rows) > limit
    rows = rows[:limit]
    screen = console()
    if len(names) * _NARROWEST > screen.width:
        for number, row in enumerate(rows, 1):
            screen.print(_block(number, row), markup=False)
    else:
        screen.print(_table(names, reader.schema.types, rows), markup=False)
    more_said = "; còn nữa, --limit 0 để xem hết · there are more, --limit 0" if more else ""
    screen.print(f"{len(rows)} dòng · rows{more_said}", style="dim")


def _table(names: list[str], kinds: list[pa.DataType], rows: list[dict[str, Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, kind in zip(names, kinds, strict=True):
        number = (
            pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
        )
        table.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(_short, row.values()))
    return table


def _block(number: int, row: dict[str, Any]) -> Table:
    """Return a row with more columns than the terminal has room for: a line for each."""
    table = Table(title=f"[{number}]", title_justify="left", box=None, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    table.show_header = False
    for name, value in row.items():
        table.add_row(name, _short(value))
    return table


def _short(value: Any) -> str:
    """Return a value for the terminal; JSON and CSV have all of it."""
    said = _cell(value)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _as_json(reader: pa.RecordBatchReader, limit: int | None) -> None:
    sys.stdout.write("[")
    for count, row in enumerate(_rows(reader, limit)):
        if count == limit:
            break
        sys.stdout.write(",\n " if count else "\n ")
        sys.stdout.write(json.dumps(row, ensure_ascii=False))
    sys.stdout.write("\n]\n")


def _as_csv(names: list[str], reader: pa.RecordBatchReader, limit: int | None) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for count, row in enumerate(_rows(reader, limit)):
        if count == limit:
            break
        writer.writerow(_cell(value) for value in row.values())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, str | int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _list_columns(archive: Archive) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("Bảng · Table", "Cột · Column", "Kiểu · Type"):
        table.add_column(name, overflow="fold")
    last = ""
    for row in describe(archive).to_pylist():
        if last and row["table_name"] != last:
            table.add_section()
        table.add_row(
            row["table_name"] if row["table_name"] != last else "",
            row["column_name"],
            row["data_type"].lower(),
        )
        last = row["table_name"]
    console().print(table)
    sys.stdout.write(_EXAMPLES)
