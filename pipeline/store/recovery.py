"""What a stopped program left half done is finished, before anyone relies on the tables."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from pipeline.errors import InputNotFoundError
from pipeline.store.disk import sync
from pipeline.store.layout import hidden, locked, place
from pipeline.store.schema import TABLES, Table
from pipeline.store.switch import finish_switch, remove_retired


def recover(root: Path) -> None:
    """Finish what a stopped run left, so that a reader sees whole documents in all tables.

    Does nothing where there is nothing to finish, where a run is writing at this moment (it will
    finish itself) or where this user may not write.
    """
    ready = hidden(root, "commit")
    if not ready.is_dir() or not os.access(root, os.W_OK):
        return
    if not any(ready.iterdir()) and not hidden(root, "switch").is_dir():
        return
    with locked(root, wait=False) as mine:
        if mine:
            recover_locked(root)


def require(out: Path, table: Table) -> None:
    """Raise InputNotFoundError, which says what to do, where nothing was extracted yet."""
    recover(out)
    if not (out / table).is_dir():
        raise InputNotFoundError(
            f"no tables in {out}", f"Run `kehoach extract PATH --out {out}` first"
        )


def recover_locked(root: Path) -> None:
    """Do the same; the writer's lock must be held."""
    finish_switch(root)
    remove_retired(root)
    for ready in sorted(hidden(root, "commit").iterdir()):
        roll_forward(root, ready)


def roll_forward(root: Path, ready: Path) -> None:
    """Move the files of a whole document to their places; any of them may have gone before."""
    for table in TABLES:
        with suppress(FileNotFoundError):
            (ready / f"{table}.rows").replace(place(root, table, ready.name))
    for table in TABLES:
        sync(root / table)
    ready.rmdir()
