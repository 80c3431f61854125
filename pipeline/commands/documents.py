"""Documents as people name them on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pipeline.errors import InputNotFoundError, UsageError
from pipeline.store.read import read_columns

NAMED: Final = "its file as it was read, its file's name, or its id or how that begins"
COLUMNS: Final = ("document_id", "source_file", "aliases")
_SHORTEST_ID = 6  # hexadecimal digits by which a document may be named
_SHOWN = 5  # names that an error tells

Row = Mapping[str, Any]


def documents_named(out: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the documents that are meant. Raises InputNotFoundError, UsageError."""
    if not names:
        return ()
    rows: list[Row] = read_columns(out, "documents", COLUMNS).to_pylist()
    return tuple(dict.fromkeys(named_document(rows, what)["document_id"] for what in names))


def named_document(rows: Sequence[Row], what: str) -> Row:
    """Return the one document that is meant. Raises InputNotFoundError, UsageError."""
    wanted = Path(what).resolve()
    ways = (
        [row for row in rows if what in paths_of(row)],
        [row for row in rows if wanted in [Path(path).resolve() for path in paths_of(row)]],
        [row for row in rows if what in [Path(path).name for path in paths_of(row)]],
        [
            row
            for row in rows
            if len(what) >= _SHORTEST_ID and row["document_id"].startswith(what.lower())
        ],
    )
    found = next((rows for rows in ways if rows), [])
    if not found:
        raise InputNotFoundError(
            f"{what}: no document of this file or id in the tables", _advice(rows, what)
        )
    if len(found) > 1:
        ids = ", ".join(f"{row['document_id'][:12]} ({row['source_file']})" for row in found)
        raise UsageError(f"{what} names {len(found)} documents: {ids}", "Name one by its id")
    return found[0]


def _advice(rows: Sequence[Row], what: str) -> str:
    """Return the files with such a name, or some that are there."""
    names = sorted({Path(row["source_file"]).name for row in rows})
    wanted = Path(what).name.casefold()
    near = [name for name in names if wanted in name.casefold()]
    if near:
        return f"Name one of: {', '.join(near[:_SHOWN])}{', …' if len(near) > _SHOWN else ''}"
    some = f"such as {', '.join(names[:_SHOWN])}" if names else "none"
    return f"There are {len(names)}, {some}"


def paths_of(row: Row) -> tuple[str, ...]:
    """Return all paths under which a document's file was read."""
    return (row["source_file"], *(row["aliases"] or ()))
