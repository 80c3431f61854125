"""Many small files become few large ones, and documents leave those again when they change."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.store.disk import is_whole, write_rows
from pipeline.store.layout import place
from pipeline.store.parts import (
    PREFIX,
    STATES,
    Parts,
    batched,
    loose_names,
    part_names,
    rows_of,
    state_of,
)
from pipeline.store.schema import SCHEMAS, TABLES
from pipeline.store.switch import switched

PART_DOCUMENTS = 1000
"""Documents in one part. 1,000 plans of the gold set's kind are 9 MB of tasks and 60 MB of cells;
rewriting one part because a document leaves it takes a second."""
_GROUP_DOCUMENTS = 50
"""Documents in one row group: a reader of one document reads no more than these."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """Files of each table before and after."""

    before: int
    after: int


def compact(root: Path) -> Compacted:
    """Put documents with files of their own, and small parts, into parts of ``PART_DOCUMENTS``.

    Documents that failed stay by themselves: they are tried again. The caller holds the lock.
    Raises OSError; OutputError.
    """
    parts = Parts(root)
    filed = parts.documents()
    sizes = dict.fromkeys(part_names(root), 0)
    for one in filed.values():
        sizes[one.part] += 1
    small = {name for name, size in sizes.items() if 0 < size <= PART_DOCUMENTS // 2}
    loose = _ready(root)
    files = len(loose_names(root)) + len(sizes)
    if not loose and len(small) < 2:
        return Compacted(files, files)
    states = loose | {name: one.state for name, one in filed.items() if one.part in small}
    names = sorted(states)
    gone = _file_names([*loose, *small])
    with switched(root, gone) as fresh:
        for pack in batched(names, PART_DOCUMENTS):
            _write_part(parts, fresh, {name: states[name] for name in pack})
    return Compacted(files, len(loose_names(root)) + len(part_names(root)))


def loosen(parts: Parts, names: Collection[str]) -> None:
    """Give documents that lie in parts files of their own again, so that they can be replaced.

    Parts with a torn file go: their documents count as not there. The caller holds the lock.
    Raises OSError; OutputError.
    """
    _take_out(parts, names, keep=True)


def remove(parts: Parts, names: Collection[str]) -> None:
    """Take documents out of the tables, wherever they lie, all at once.

    The caller holds the lock. Raises OSError; OutputError.
    """
    _take_out(parts, names, keep=False)


def _take_out(parts: Parts, names: Collection[str], keep: bool) -> None:
    """Take documents out of their parts; ``keep``: into files of their own."""
    root, filed = parts.root, parts.documents()
    leaving = {name: filed[name] for name in names if name in filed}
    torn = set(part_names(root)) - {one.part for one in filed.values()}
    touched = {one.part for one in leaving.values()} | torn
    gone = touched if keep else touched | (set(names) & set(loose_names(root)))
    if not gone:
        return
    with switched(root, _file_names(gone)) as fresh:
        for part in sorted(touched - torn):
            stay = {n: one.state for n, one in filed.items() if one.part == part}
            for name in [name for name in stay if name in leaving]:
                del stay[name]
                for table in TABLES if keep else ():
                    write_rows(place(fresh, table, name), rows_of(parts, table, [name]))
            if stay:
                _write_part(parts, fresh, stay)


def _ready(root: Path) -> dict[str, int]:
    """Return the documents with whole files of their own that were read, with their states."""
    whole = {
        name: state_of(status)
        for name, status in loose_names(root).items()
        if all(is_whole(place(root, table, name)) for table in TABLES)
    }
    from pyarrow.dataset import dataset, field  # noqa: PLC0415  slow to load, and seldom needed

    paths = [str(place(root, "documents", name)) for name in whole]
    documents = dataset(paths, schema=SCHEMAS["documents"], format="parquet")
    read = documents.to_table(columns=["document_id"], filter=field("status") != "failed")
    return {name: whole[name] for name in read["document_id"].to_pylist() if name in whole}


def _write_part(parts: Parts, to: Path, states: Mapping[str, int]) -> None:
    """Write a part of these documents into the folder of tables ``to``."""
    part = f"{PREFIX}{secrets.token_hex(8)}"
    names = sorted(states)
    for table in TABLES:
        schema = SCHEMAS[table]
        if table == "documents":
            noted = {**(schema.metadata or {}), STATES: json.dumps(dict(states)).encode()}
            schema = schema.with_metadata(noted)
        with place(to, table, part).open("wb") as stream:
            with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
                for group in batched(names, _GROUP_DOCUMENTS):
                    rows = rows_of(parts, table, group).replace_schema_metadata(schema.metadata)
                    writer.write_table(rows, row_group_size=max(len(rows), 1))
            stream.flush()
            os.fsync(stream.fileno())


def _file_names(stems: Collection[str]) -> frozenset[str]:
    return frozenset(f"{stem}.parquet" for stem in stems)
