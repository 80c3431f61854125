"""The tables of one output folder as a database that can be read and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipeline.store.chains import read_chains
from pipeline.store.index import indexed_select, numbered, open_index
from pipeline.store.index_columns import INDEXED
from pipeline.store.schema import SCHEMAS

_COLUMNS = {table: ", ".join(f'"{name}"' for name in SCHEMAS[table].names) for table in SCHEMAS}

_PART = 8192  # rows that are handed on at a time


class Archive:
    """Views ``tasks`` (with corrections), ``documents``, ``pages``, ``cells``, and ``indexed``.

    ``indexed`` is ``tasks`` with the columns for searching. No file can be read or written through
    it, no setting changed. Made by ``open_archive``.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> pa.Table:
        """Return what a query gives. Raises duckdb.Error."""
        with self.reader(sql, values) as reader:
            return reader.read_all()

    @contextmanager
    def reader(self, sql: str, values: Sequence[Any] = ()) -> Iterator[pa.RecordBatchReader]:
        """Give what a query gives, part by part. Raises duckdb.Error, pa.ArrowException."""
        # A cursor of its own: threads of a server may ask at the same time.
        with self._connection.cursor() as cursor:
            yield cursor.sql(sql, params=list(values) or None).to_arrow_reader(_PART)

    def statements(self, sql: str) -> list[duckdb.Statement]:
        """Return the statements that a text holds. Raises duckdb.Error where it is not SQL."""
        return self._connection.extract_statements(sql)

    def close(self) -> None:
        self._connection.close()


@contextmanager
def open_archive(out: Path, database: str = "") -> Iterator[Archive]:
    """Open the tables below ``out``; what is extracted or corrected later is not seen.

    database   URL of the corrections; "": those in ``out``, if there are any.
    Raises InputNotFoundError: nothing was extracted to ``out`` yet; OutputError: no room for the
    index.
    """
    archive = load_archive(out, database)
    try:
        yield archive
    finally:
        archive.close()


def load_archive(out: Path, database: str = "") -> Archive:
    """Open the tables below ``out``; the caller closes them. Raises as ``open_archive`` does."""
    connection = open_index(out)
    _lay_over(connection, out, database)
    for table in ("documents", "pages", "cells"):
        connection.execute(f"create view {table} as select {_COLUMNS[table]} from base.{table}")  # noqa: S608
    connection.execute(f"create view tasks as select {_COLUMNS['tasks']} from indexed")  # noqa: S608
    connection.execute("set enable_external_access = false; set lock_configuration = true")
    return Archive(connection)


def _lay_over(connection: duckdb.DuckDBPyConnection, out: Path, database: str) -> None:
    """Make ``indexed``: rows as they were read, but for documents in which people decided."""
    columns = f"{_COLUMNS['tasks']}, q_row, {', '.join(INDEXED)}"
    connection.execute(f"create view indexed as select {columns} from base.tasks")  # noqa: S608
    chains = read_chains(out, database)
    if not chains:
        return
    # Only here: loading it takes longer than most questions.
    from pipeline.store.applied import Row, apply, settle  # noqa: PLC0415

    touched = pa.table({"document_id": sorted({document_id for document_id, _, _ in chains})})
    connection.register("touched", touched)
    read = connection.sql(
        f"select {_COLUMNS['tasks']} from base.tasks semi join touched using (document_id) "  # noqa: S608
        "order by document_id, q_row"
    )
    rows: list[Row] = read.to_arrow_table().to_pylist()
    apply(rows, settle(rows, chains))
    connection.register("fresh", numbered(pa.Table.from_pylist(rows, SCHEMAS["tasks"])))
    connection.execute(f"create table corrected as {indexed_select('fresh')}")
    connection.unregister("fresh")
    connection.unregister("touched")
    connection.execute(
        f"create or replace view indexed as select {columns} from base.tasks anti join corrected "  # noqa: S608
        f"using (document_id) union all select {columns} from corrected"
    )
