"""One DuckDB file over the four tables, so that a question need not open ten thousand files.

``.kehoach/index.duckdb`` is made of the Parquet files and holds nothing that they do not: it may
be deleted at any time. It is brought up to date when it is opened: documents whose file in
``documents/`` is new, changed or gone (a document's file there is the last one written) are taken
in anew; the others stay, those too that were put into parts with many others. A new state is
written beside the old one and renamed over it, so that whoever reads the old one reads on
undisturbed. Where this user may not write, the index is made in memory for the one occasion.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.errors import OutputError
from pipeline.store.index_columns import FOLD, INDEXED
from pipeline.store.parts import Parts, batched, rows_of, states_of
from pipeline.store.recovery import require
from pipeline.store.schema import SCHEMAS, TABLES, Table

_FILE = ".kehoach/index.duckdb"
# Rows are taken in by so many documents at a time: 20 tasks and 600 cells each stay below 100 MB.
_AT_ONCE = 400
# Above this share of changed documents a new file is quicker, and smaller, than a mended one.
_REBUILD_SHARE = 0.5
# DuckDB's own memory, beside some 150 MB of the program: a laptop of 4 GB must do.
_MEMORY = "500MB"

_VERSION = 1  # raised when what is taken in changes in a way that ``_form`` does not see

State = Mapping[str, int]


def open_index(out: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection in which the schema ``base`` holds the four tables, read-only.

    ``base.tasks`` has, after the columns of ``schema``, those of ``index_columns`` for searching.
    Raises InputNotFoundError: nothing was extracted to ``out`` yet; OutputError: the disk is full.
    """
    require(out, "documents")
    parts = Parts(out)
    state = states_of(parts)
    connection = _connect()
    path = out / _FILE
    if _attached(connection, path, state):
        return connection
    if path.parent.is_dir() and os.access(path.parent, os.W_OK):
        _renew(parts, path, state)
        if _attached(connection, path, state):
            return connection
    connection.execute("attach ':memory:' as base")
    _fill(connection, parts, state, state)
    return connection


def _connect() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        config={
            "memory_limit": _MEMORY,
            "temp_directory": str(Path(tempfile.gettempdir()) / f"kehoach-{os.getuid()}.spill"),
            "python_enable_replacements": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    connection.execute(FOLD)
    return connection


def _form() -> str:
    """Name everything but the documents that decides what the index holds."""
    said = [str(_VERSION), duckdb.__version__, FOLD, repr(INDEXED), *map(str, SCHEMAS.values())]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _attached(connection: duckdb.DuckDBPyConnection, path: Path, state: State) -> bool:
    """Attach the index as ``base`` and say True where it holds just this state."""
    if not path.is_file():
        return False
    try:
        connection.execute(f"attach {_quoted(path)} as base (read_only)")
        same = _known(connection) == (_form(), dict(state))
    except duckdb.Error:  # of another version of DuckDB, or damaged: it is made anew
        same = False
    if not same:
        connection.execute("detach database if exists base")
    return same


def _known(connection: duckdb.DuckDBPyConnection) -> tuple[str, dict[str, int]]:
    form = connection.execute("select form from base.about").fetchall()
    states = connection.execute("select document_id, state from base.states").fetchall()
    return (form[0][0] if form else ""), dict(states)


def _renew(parts: Parts, path: Path, state: State) -> None:
    """Write the index of this state in the place of the one that is there."""
    with _output_errors(path), tempfile.TemporaryDirectory(dir=path.parent, prefix="index-") as at:
        fresh = Path(at) / "index.duckdb"
        with _connect() as connection:
            changed = _reused(connection, path, fresh, state)
            if changed is None:
                fresh.unlink(missing_ok=True)
                connection.execute(f"attach {_quoted(fresh)} as base")
            _fill(connection, parts, state, state if changed is None else changed)
            connection.execute("detach database base")
        fresh.replace(path)


def _reused(
    connection: duckdb.DuckDBPyConnection, path: Path, fresh: Path, state: State
) -> dict[str, int] | None:
    """Attach a copy of the old index without what changed; return what to take in, or None."""
    if not path.is_file():
        return None
    shutil.copyfile(path, fresh)
    try:
        connection.execute(f"attach {_quoted(fresh)} as base")
        form, known = _known(connection)
    except duckdb.Error:
        form, known = "", {}
    changed = {name: at for name, at in state.items() if known.get(name) != at}
    if form != _form() or len(changed) > _REBUILD_SHARE * len(state):
        connection.execute("detach database if exists base")
        return None
    gone = pa.table({"document_id": [name for name in known if state.get(name) != known[name]]})
    connection.register("gone", gone)
    for table in (*TABLES, "states"):
        connection.execute(
            f"delete from base.{table} where document_id in (select document_id from gone)"  # noqa: S608
        )
    connection.unregister("gone")
    return changed


def _fill(
    connection: duckdb.DuckDBPyConnection, parts: Parts, state: State, changed: State
) -> None:
    """Take the changed documents into ``base``, and note the state they are in."""
    _make_tables(connection)
    # Tasks take what they need of their plan from base.documents: documents come first.
    for names in batched(sorted(changed), _AT_ONCE):
        for table in ("documents", "tasks", "pages", "cells"):
            rows = _prepared(table, rows_of(parts, table, names))
            connection.register("fresh", rows)
            connection.execute(_insert(table))
            connection.unregister("fresh")
        noted = pa.table({"document_id": names, "state": [state[name] for name in names]})
        connection.register("fresh", noted)
        connection.execute("insert into base.states select * from fresh")
        connection.unregister("fresh")


def _make_tables(connection: duckdb.DuckDBPyConnection) -> None:
    known = connection.execute(
        "select table_name from duckdb_tables() where database_name = 'base'"
    ).fetchall()
    if known:
        return
    for table in ("documents", "tasks", "pages", "cells"):
        connection.register("fresh", _prepared(table, SCHEMAS[table].empty_table()))
        connection.execute(f"create table base.{table} as {_select(table)} limit 0")
        connection.unregister("fresh")
    connection.execute("create table base.states(document_id varchar, state bigint)")
    connection.execute(f"create table base.about as select '{_form()}' as form")


def numbered(rows: pa.Table) -> pa.Table:
    """Add to rows of ``tasks`` the number that keeps those of a document in the order of paper."""
    return rows.append_column("q_row", pa.array(range(len(rows)), pa.int32()))


def _prepared(table: Table, rows: pa.Table) -> pa.Table:
    """Add what SQL does not know: the order of tasks."""
    return numbered(rows) if table == "tasks" else rows


def _insert(table: Table) -> str:
    return f"insert into base.{table} {_select(table)}"


def _select(table: Table) -> str:
    return indexed_select("fresh") if table == "tasks" else "select * from fresh"


def indexed_select(source: str) -> str:
    """Return the query that adds the columns for searching to ``numbered`` rows of ``tasks``."""
    added = ", ".join(f"{expression} as {name}" for name, expression in INDEXED.items())
    return (
        f"select t.*, {added} from {source} t "  # noqa: S608
        "left join base.documents d on d.document_id = t.document_id"
    )


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


@contextmanager
def _output_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        raise OutputError(f"cannot write {path}: {error}", "Make room on the disk") from error
