"""All four tables change which files they lie in, while others read them.

A reader lists a folder and then opens what it has listed; no file system lets both be one step. So
files never move within a folder that readers see. The new state of each table is a folder of its
own, made of links to the files that stay and of new files; it changes places with the old folder
in one step (``renameat2`` with ``RENAME_EXCHANGE``, where the file system knows it, else two
renames between which the folder is missing for some microseconds).

What a reader sees: it has listed either the old files or the new ones, never some of both. One
that has listed the old files and opens one of them after the change does not find it: an error,
never half the rows or double ones. Reading again helps. Files that are open stay readable.

The old folder is kept for a while, untouched, for whoever is in the middle of listing it.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import secrets
import shutil
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.store.disk import sync
from pipeline.store.layout import hidden
from pipeline.store.schema import TABLES

CHANGING = "changing"
_MARKS = "marks.json"
RETIRED_SECONDS = 600.0
"""How long old folders are kept. Listing a folder of a million files takes seconds."""

# Linux, <fcntl.h> and <linux/fs.h>.
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_NO_EXCHANGE = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS}


@contextmanager
def switched(root: Path, gone: Collection[str]) -> Iterator[Path]:
    """Give a folder with the four tables but without files ``gone``, in which to write others.

    What lies there at the end becomes the tables. The writer's lock must be held.
    Raises OSError; OutputError: there are folders in a table, which are not ours.
    """
    fresh, ready = hidden(root, "switch.new"), hidden(root, "switch")
    shutil.rmtree(fresh, ignore_errors=True)
    for table in TABLES:
        (fresh / table).mkdir(parents=True)
        for entry in os.scandir(root / table):
            if entry.is_dir():
                raise OutputError(f"{entry.path} is no file of ours", "Move it elsewhere")
            if entry.name not in gone:
                _link(entry.path, fresh / table / entry.name)
    yield fresh
    marks = {table: _mark(root / table, fresh / table) for table in TABLES}
    with (fresh / _MARKS).open("w") as stream:
        json.dump(marks, stream)
        stream.flush()
        os.fsync(stream.fileno())
    for folder in (*(fresh / table for table in TABLES), fresh):
        sync(folder)
    fresh.rename(ready)
    sync(ready.parent)
    finish_switch(root)


def finish_switch(root: Path) -> None:
    """Finish a change that was decided on; the writer's lock must be held."""
    shutil.rmtree(hidden(root, "switch.new"), ignore_errors=True)
    ready = hidden(root, "switch")
    if not ready.is_dir():
        return
    try:
        marks = json.loads((ready / _MARKS).read_text())
    except FileNotFoundError:  # stopped when all was done but the removal of the empty folder
        ready.rmdir()
        return
    retired = hidden(root, "retired")
    retired.mkdir(exist_ok=True)
    _name_generation(root, CHANGING)
    for table in TABLES:
        here, other = root / table, ready / table
        if other.exists() and _is_new(other, marks[table]):
            _change_places(here, other)
        for old in (other, other.with_name(f"{table}.old")):
            if old.exists():
                old.rename(retired / f"{table}-{time.time_ns()}")
    sync(root)
    _name_generation(root, secrets.token_hex(8))
    (ready / _MARKS).unlink()
    ready.rmdir()


def generation(root: Path) -> str:
    """Name the present arrangement of the tables: another name after any change of it.

    ``CHANGING``: it is being changed at this moment, or by a program that was killed over it.
    """
    try:
        return hidden(root, "generation").read_text()
    except FileNotFoundError:
        return ""


def remove_retired(root: Path) -> None:
    """Remove old folders that nobody lists any more."""
    retired = hidden(root, "retired")
    if retired.is_dir():
        for folder in retired.iterdir():
            age = time.time_ns() - int(folder.name.rpartition("-")[2])
            if age > RETIRED_SECONDS * 1e9:
                shutil.rmtree(folder)


def _name_generation(root: Path, name: str) -> None:
    staged = hidden(root, "generation.new")
    staged.write_text(name)
    staged.replace(hidden(root, "generation"))


def _mark(old: Path, new: Path) -> tuple[bool, str]:
    """Return what tells the new folder from the old: (it is there, a file name)."""
    before, after = set(os.listdir(old)), set(os.listdir(new))  # noqa: PTH208
    added, gone = sorted(after - before), sorted(before - after)
    return (True, added[0]) if added else (False, gone[0] if gone else "")


def _is_new(folder: Path, mark: tuple[bool, str]) -> bool:
    there, name = mark
    return bool(name) and (folder / name).exists() == there


def _change_places(here: Path, other: Path) -> None:
    """Put ``other`` in the place of ``here``, and ``here``, if it is there, in its place."""
    if here.exists():
        if _exchange(here, other):
            return
        aside = other.with_name(f"{other.name}.old")
        here.rename(aside)
        other.rename(here)
        aside.rename(other)
    else:
        other.rename(here)


def _exchange(a: Path, b: Path) -> bool:
    """Let two folders change places in one step; False: this file system does not know how."""
    libc = ctypes.CDLL(None, use_errno=True)
    if sys.platform != "linux" or not hasattr(libc, "renameat2"):
        return False
    done = libc.renameat2(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _RENAME_EXCHANGE)
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(a))


def _link(source: str, to: Path) -> None:
    try:
        os.link(source, to)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(source, to)
