"""Where the rows of each document lie: in files of its own, or in parts that hold many documents.

A part is one file ``part-<token>.parquet`` in each table, of the same documents in all four,
sorted by their ids. It is never changed, only replaced by others (``compact``, ``loosen``). What
the index noted of a document's own file goes along in the part's metadata.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.store.disk import is_whole
from pipeline.store.kept import kept_in
from pipeline.store.layout import place
from pipeline.store.schema import SCHEMAS, TABLES, Table
from pipeline.store.switch import CHANGING, generation
from pipeline.types.document import Kept

PREFIX = "part-"
STATES = b"kehoach.states"
_TRIES = 50  # to list and read while others rearrange the files
_NAP_SECONDS = 0.01

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Filed:
    """What is known of a document that lies in a part.

    paths   source_file and aliases.
    state   of the file of its own that it had, see ``state_of``.
    """

    part: str
    status: str
    fingerprint: str
    paths: tuple[str, ...]
    state: int


@dataclass(slots=True)
class Parts:
    """The documents in the parts of an output folder, looked up as often as one likes."""

    root: Path
    _generation: str | None = None
    _documents: dict[str, dict[str, Filed]] = field(default_factory=dict)
    _kept: dict[str, dict[str, Kept]] = field(default_factory=dict)

    def find(self, document_id: str) -> Filed | None:
        """Return what is known of a document, None where it lies in no whole part."""
        self._look()
        return next((p[document_id] for p in self._documents.values() if document_id in p), None)

    def documents(self) -> Mapping[str, Filed]:
        """Return all documents that lie in whole parts."""
        self._look()
        return {name: filed for part in self._documents.values() for name, filed in part.items()}

    def kept(self, document_id: str) -> Kept:
        """Return what the tables hold of a document that lies in a part."""
        filed = self.find(document_id)
        if filed is None:
            return Kept()
        if filed.part not in self._kept:
            self._kept[filed.part] = kept_in(
                *(place(self.root, table, filed.part) for table in ("documents", "pages", "tasks"))
            )
        return self._kept[filed.part].get(document_id, Kept())

    def _look(self) -> None:
        now = generation(self.root)
        if now == self._generation and now != CHANGING:
            return
        names = [name for name in part_names(self.root) if _is_whole(self.root, name)]
        self._documents = {
            name: self._documents.get(name) or _documents_in(self.root, name) for name in names
        }
        self._kept = {name: kept for name, kept in self._kept.items() if name in names}
        self._generation = now


def part_names(root: Path) -> list[str]:
    """Return the names of all parts."""
    found = {p.stem for table in TABLES for p in (root / table).glob(f"{PREFIX}*.parquet")}
    return sorted(found)


def loose_names(root: Path) -> dict[str, os.stat_result]:
    """Return the documents with files of their own, and the state of that in ``documents``."""
    found = {}
    with os.scandir(root / "documents") as entries:
        for entry in entries:
            name, dot, kind = entry.name.partition(".")
            if dot and kind == "parquet" and not name.startswith(("0-schema", PREFIX)):
                found[name] = entry.stat()
    return found


def state_of(status: os.stat_result) -> int:
    """Name the state of a document's own file: another number when it is replaced."""
    return hash((status.st_mtime_ns, status.st_size, status.st_ino)) >> 1


def states_of(parts: Parts) -> dict[str, int]:
    """Name the present state of every document: what changes when its file is replaced."""

    def now() -> dict[str, int]:
        filed = {name: one.state for name, one in parts.documents().items()}
        return filed | {name: state_of(at) for name, at in loose_names(parts.root).items()}

    return settled(parts.root, now)


def batched(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Cut a list of documents into such of at most ``size``."""
    for start in range(0, len(names), size):
        yield names[start : start + size]


def all_rows(root: Path, table: Table) -> pa.Table:
    """Return a table in the order of document ids. Raises FileNotFoundError: no such table."""
    return settled(root, lambda: _all_now(root, table))


def some_columns(root: Path, table: Table, columns: Sequence[str]) -> pa.Table:
    """Return columns of a table in no order. Raises FileNotFoundError: no such table."""
    return settled(root, lambda: _opened(root, table)[1].to_table(columns=list(columns)))


def rows_of(parts: Parts, table: Table, names: Sequence[str]) -> pa.Table:
    """Return the rows of these documents in the order of their ids, wherever they lie.

    Raises FileNotFoundError: no such table.
    """
    return settled(parts.root, lambda: _rows_now(parts, table, names))


def settled(root: Path, read: Callable[[], Read]) -> Read:
    """Return what ``read`` gives of files that were not rearranged while it read.

    It is tried again where they were. Raises FileNotFoundError: files are missing each time.
    """
    for left in reversed(range(_TRIES)):
        before = generation(root)
        try:
            found = read()
        except FileNotFoundError:
            if not left:
                raise
        else:
            if (before != CHANGING and before == generation(root)) or not left:
                return found
        time.sleep(_NAP_SECONDS)
    raise AssertionError


def _all_now(root: Path, table: Table) -> pa.Table:
    files, dataset = _opened(root, table)
    rows = dataset.to_table()
    if any(name.startswith(PREFIX) for name in files):  # each is sorted, all together are not
        return _sorted(rows)
    return rows


def _opened(root: Path, table: Table) -> tuple[list[str], Any]:
    files = sorted(path.name for path in (root / table).iterdir() if path.suffix == ".parquet")
    return files, _dataset(root, table, files)


def _rows_now(parts: Parts, table: Table, names: Sequence[str]) -> pa.Table:
    root, filed = parts.root, parts.documents()
    inside = [name for name in names if name in filed]
    files = [f"{n}.parquet" for n in names if n not in filed and place(root, table, n).is_file()]
    rows = _dataset(root, table, files).to_table()
    if not inside:
        return rows
    homes = sorted({f"{filed[name].part}.parquet" for name in inside})
    from pyarrow.compute import field as column  # noqa: PLC0415  slow to load

    chosen = column("document_id").isin(pa.array(inside, pa.string()))
    return _sorted(pa.concat_tables([rows, _dataset(root, table, homes).to_table(filter=chosen)]))


def _sorted(rows: pa.Table) -> pa.Table:
    """Order by document; rows of one stay in their order."""
    from pyarrow.compute import sort_indices  # noqa: PLC0415  slow to load

    return rows.take(sort_indices(rows["document_id"]))


def _dataset(root: Path, table: Table, files: Sequence[str]) -> Any:
    from pyarrow.dataset import dataset  # noqa: PLC0415  slow to load, and seldom needed

    paths = [str(root / table / name) for name in files]
    return dataset(paths, schema=SCHEMAS[table], format="parquet")


def _is_whole(root: Path, part: str) -> bool:
    return all(is_whole(place(root, table, part)) for table in TABLES)


def _documents_in(root: Path, part: str) -> dict[str, Filed]:
    path = place(root, "documents", part)
    columns = ["document_id", "status", "fingerprint", "source_file", "aliases"]
    try:
        metadata = pq.read_schema(path).metadata or {}
        rows = pq.read_table(path, columns=columns).to_pylist()
        states = json.loads(metadata.get(STATES, b"{}"))
    except (OSError, ValueError, pa.ArrowException):
        return {}  # no file of ours any more: its documents are read again
    return {
        row["document_id"]: Filed(
            part,
            row["status"],
            row["fingerprint"],
            (row["source_file"], *row["aliases"]),
            states.get(row["document_id"], 0),
        )
        for row in rows
    }
