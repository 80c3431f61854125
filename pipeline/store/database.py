"""The database of people's work: what they decided, who they are. SQLite, or PostgreSQL by URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.schema import CreateColumn

from pipeline.errors import MissingError, OutputError, UsageError

_WAIT_SECONDS = 30  # for another writer; a commit takes milliseconds, a copy of the file seconds

metadata = MetaData()

# Append-only (see the triggers below). ``supersedes`` is the seq of the decision on the same cell
# that the person had before them, 0 for none: the constraint lets only one follow each.
decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("document_id", String(64), nullable=False),
    Column("record_id", String(32), nullable=False),
    Column("field", Text, nullable=False),
    Column("supersedes", Integer, nullable=False),
    Column("undoes", Integer, nullable=False),
    Column("action", String(16), nullable=False),
    Column("reading", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("page", Integer),
    Column("x0", Float),
    Column("y0", Float),
    Column("x1", Float),
    Column("y1", Float),
    Column("second_look", Boolean, nullable=False),
    Column("audit", Boolean, nullable=False),
    Column("batch", String(32), nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("document_id", "record_id", "field", "supersedes", name="one_follows_each"),
    sqlite_autoincrement=True,
)
Index("decisions_of_reviewer", decisions.c.reviewer, decisions.c.seq)

users = Table(
    "users",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("role", String(16), nullable=False, server_default="reviewer"),
)

logins = Table(
    "logins",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("expires", Float, nullable=False),
)

_SQLITE_GUARD = """
CREATE TRIGGER IF NOT EXISTS decisions_no_{verb} BEFORE {verb} ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END
"""
_POSTGRES_GUARD = """
CREATE OR REPLACE FUNCTION decisions_kept() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'decisions are never changed'; END $$ LANGUAGE plpgsql;
CREATE OR REPLACE TRIGGER decisions_no_change BEFORE UPDATE OR DELETE ON decisions
FOR EACH ROW EXECUTE FUNCTION decisions_kept();
"""
for _verb in ("update", "delete"):
    _guard: Any = DDL(_SQLITE_GUARD.format(verb=_verb))  # type: ignore[no-untyped-call]
    event.listen(decisions, "after_create", _guard.execute_if(dialect="sqlite"))
_guard = DDL(_POSTGRES_GUARD)  # type: ignore[no-untyped-call]
event.listen(decisions, "after_create", _guard.execute_if(dialect="postgresql"))


def open_database(where: Path | str) -> Engine:
    """Open a database, making file and tables where they are missing.

    where   path of an SQLite file, or a URL such as ``postgresql+psycopg://…``.
    Raises UsageError: not a URL; MissingError: its driver is not installed; OutputError.
    """
    try:
        if isinstance(where, Path):
            where.parent.mkdir(parents=True, exist_ok=True)
            engine = _sqlite(f"sqlite:///{where}")
        else:
            engine = _sqlite(where) if where.startswith("sqlite:") else create_engine(where)
        metadata.create_all(engine)
        _add_role(engine)
    except (ArgumentError, NoSuchModuleError) as error:
        raise UsageError(f"not a database URL: {error}") from error
    except ModuleNotFoundError as error:
        raise MissingError(
            f"the driver {error.name} of this database is missing", "Install kehoach[postgresql]"
        ) from error
    except (OSError, SQLAlchemyError) as error:
        raise OutputError(f"cannot open the database of corrections: {error}") from error
    return engine


def _add_role(engine: Engine) -> None:
    """Give accounts that were made before there were roles the one they have had all along."""
    if any(column["name"] == users.c.role.name for column in inspect(engine).get_columns("users")):
        return
    added = CreateColumn(users.c.role).compile(engine)
    with writing(engine).begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE users ADD COLUMN {added}")


def writing(engine: Engine) -> Engine:
    """Return the engine for transactions that write: SQLite takes its lock at their start."""
    return engine.execution_options(kehoach_writes=True)


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": _WAIT_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say ourselves when a transaction begins
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")  # a commit is on the disk when it returns

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("kehoach_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
