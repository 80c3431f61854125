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
SCHEMA_FILE = "0-schema.parquet"


def hidden(root: Path, name: str) -> Path:
    """Return a place that no reader of the tables looks at."""
    return root / HIDDEN / name


def place(root: Path, table: Table, name: str) -> Path:
    """Return where the rows of a document, or of a part of many, lie."""
    return root / table / f"{name}.parquet"


@contextmanager
def locked(root: Path) -> Iterator[bool]:
    """Hold the writer's lock, or say False. The system drops it when the program dies."""
    with output_errors(root):
        handle = os.open(hidden(root, "lock"), os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)
