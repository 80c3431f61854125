"""A person's own SQL over the four tables: reading and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from pipeline.errors import UsageError
from pipeline.query.archive import Archive
from pipeline.store.schema import SCHEMAS, TABLES

# A PIVOT is several statements to DuckDB, of which the last one gives rows.
_READING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.MULTI}


@contextmanager
def run_sql(archive: Archive, sql: str) -> Iterator[pa.RecordBatchReader]:
    """Give the rows of one reading statement, part by part.

    Raises UsageError: it is no SQL, does not read, or names what is not there.
    """
    try:
        statements = archive.statements(sql)
        if len(statements) != 1:
            raise UsageError(
                f"one statement is asked for, not {len(statements)}", "Write one SELECT"
            )
        if statements[0].type not in _READING:
            raise UsageError(
                f"{statements[0].type.name} is not for here: the tables can only be read",
                "Write a SELECT",
            )
        with archive.reader(sql) as reader:
            yield reader
    except (duckdb.Error, pa.ArrowException) as error:
        raise UsageError(f"SQL: {_plain(str(error))}", _advice(str(error))) from error


def describe(archive: Archive) -> pa.Table:
    """Return name and type of every column of the four tables."""
    return archive.rows(
        "select table_name, column_name, data_type from duckdb_columns() "
        "where database_name = 'memory' and list_contains(?, table_name) "
        "order by list_position(?, table_name), column_index",
        [["tasks", "documents", "pages", "cells"]] * 2,
    )


def _plain(message: str) -> str:
    """Return DuckDB's message in one line, with the place it points at."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    kept = []
    for line in lines:
        if re.fullmatch(r"[\\^~ ]+", line):
            continue
        kept.append(f"({line})" if line.startswith("LINE ") else line)
    return " ".join(kept).rstrip(".?")


def _advice(message: str) -> str:
    if (
        "file system operations are disabled" in message
        or "configuration has been locked" in message
    ):
        return "Only the tables of the output folder can be asked here"
    if "Table with name" in message or "does not exist" in message:
        return f"There are {', '.join(TABLES)}; `kehoach sql` alone lists their columns"
    if "Referenced column" in message or "not found in FROM" in message:
        names = [name for name in SCHEMAS["tasks"].names if name in message]
        return "" if names else "`kehoach sql` alone lists the columns"
    return ""
