"""Where in an output folder the tables and what belongs to them lie."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.store.disk import output_errors
from pipeline.store.schema import Table

HIDDEN = ".kehoach"
RUNS = "runs"
SCHEMA_FILE = "0-schema.parquet"


def hidden(root: Path, name: str) -> Path:
    """Return a place that no reader of the tables looks at."""
    return root / HIDDEN / name


def place(root: Path, table: Table, name: str) -> Path:
    """Return where the rows of a document, or of a part of many, lie."""
    return root / table / f"{name}.parquet"


@contextmanager
def locked(root: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the writer's lock; without ``wait`` say False where another program holds it.

    It is held for milliseconds, by ``compact`` for longer. The system drops it when the program
    dies. Raises OutputError: the folder may not be written to.
    """
    with output_errors(root):
        handle = os.open(hidden(root, "lock"), os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)
