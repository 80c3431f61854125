"""Paths as given → the files to read, each content once."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from pipeline.errors import (
    EmptyInputError,
    InputError,
    InputNotFoundError,
    LimitError,
    UnreadableError,
)

# Files of these names are taken; others where their first bytes say that they are PDF, TIFF, PNG
# or JPEG. A file that is named is tried whatever it is called and holds.
SUFFIXES = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".txt"})


PASSED_OVER = " passed over: "
"""Stands in the note on such a file between its path and why."""


@dataclass(frozen=True, slots=True)
class Found:
    """Files to read, and one plain sentence for each file that was passed over."""

    files: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One content to read: the first path that holds it, further paths, its size in bytes."""

    document_id: str
    path: str
    size: int
    aliases: tuple[str, ...] = ()


def find(paths: Iterable[str], leave_out: Iterable[Path] = ()) -> Found:
    """Find the files below the paths: named files as they are, folders with all below, sorted.

    A file is taken by its name or by its first bytes (``is_wanted``). Hidden files and the folders
    ``leave_out`` (what is written) are passed over in silence; links that lead out of their folder
    and files of other kinds with a note.
    Raises InputNotFoundError: a path is not there, or nothing readable is below the paths.
    """
    paths, written = list(paths), {folder.resolve() for folder in leave_out}
    missing = [path for path in paths if not Path(path).exists()]
    if missing:
        raise InputNotFoundError(f"not found: {', '.join(missing)}", "Nothing was read")
    files: dict[Path, str] = {}
    notes: list[str] = []
    for path in paths:
        if Path(path).is_dir():
            for file in _below(Path(path), written):
                note = _why_not(file, Path(path))
                if note:
                    notes.append(note)
                else:
                    files.setdefault(file.resolve(), str(file))
        else:
            files.setdefault(Path(path).resolve(), path)
    if not files:
        raise InputNotFoundError(
            f"no document in {', '.join(paths)}", f"Looked for {', '.join(sorted(SUFFIXES))}"
        )
    return Found(tuple(files.values()), tuple(notes))


def jobs_of(files: Iterable[str]) -> tuple[list[Job], dict[str, InputError]]:
    """Group files by content. Returns the jobs, and the files that give none with why.

    Empty files are no copies of one another: each was lost by itself.
    """
    first: dict[str, Job] = {}
    broken: dict[str, InputError] = {}
    for path in files:
        try:
            digest, size = _digest(path)
        except OSError as error:
            broken[path] = _unreadable(path, error)
            continue
        job = first.get(digest)
        if job is None:
            first[digest] = Job(digest, path, size)
        elif not size:
            broken[path] = EmptyInputError(f"{path}: the file is empty", "Scan or copy it again")
        else:
            first[digest] = Job(digest, job.path, size, (*job.aliases, path))
    return list(first.values()), broken


def read_bytes(job: Job, max_bytes: int) -> bytes:
    """Read the file of a job.

    Raises UnreadableError: not to be opened, or changed since its content was named;
    LimitError: longer than ``max_bytes``.
    """
    if job.size > max_bytes:
        raise LimitError(
            f"{job.path}: {job.size} bytes are more than max_file_bytes = {max_bytes}",
            "Raise load.max_file_bytes if you trust it",
        )
    try:
        with _regular(job.path) as stream:
            data = stream.read(job.size + 1)  # no more: it may have grown without end meanwhile
    except OSError as error:
        raise _unreadable(job.path, error) from error
    if hashlib.sha256(data).hexdigest() != job.document_id:
        raise UnreadableError(f"{job.path}: the file changed while it was being read", "Run again")
    return data


def _below(folder: Path, leave_out: Collection[Path]) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and (Path(here) / name).resolve() not in leave_out
        )
        yield from (Path(here) / name for name in sorted(names) if not name.startswith("."))


def _why_not(file: Path, folder: Path) -> str:
    if not file.exists():
        return f"{file}{PASSED_OVER}a link that leads nowhere"
    if not file.is_file():
        return f"{file}{PASSED_OVER}no regular file"
    if file.is_symlink() and not file.resolve().is_relative_to(folder.resolve()):
        return f"{file}{PASSED_OVER}a link that leads out of {folder}"
    if not is_wanted(file):
        return f"{file}{PASSED_OVER}not PDF, TIFF, PNG, JPEG or text"
    return ""


def is_wanted(file: Path, name: str = "") -> bool:
    """Return whether a file is taken for a document: by its name, or by its first bytes.

    name   the one it is to have, where it lies under another.
    """
    if Path(name or file).suffix.lower() in SUFFIXES:
        return True
    from pipeline.load.sniff import PDF_HEADER_WITHIN, known_kind  # noqa: PLC0415  slow to load

    try:
        with _regular(str(file)) as stream:
            return known_kind(stream.read(PDF_HEADER_WITHIN)) is not None
    except OSError:
        return False


def _digest(path: str) -> tuple[str, int]:
    with _regular(path) as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return digest, stream.tell()


def _regular(path: str) -> BufferedReader:
    """Open a file. Raises OSError also for pipes and devices, which could go on for ever."""
    stream = open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb")  # noqa: SIM115, PTH123
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError(errno.EINVAL, "it is no regular file")
    return stream


def _unreadable(path: str, error: OSError) -> UnreadableError:
    return UnreadableError(f"{path}: the file cannot be opened ({error.strerror or error})")
