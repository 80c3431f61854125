"""The output folder: whole documents written, found again and replaced.

Layout
------
``tasks/``, ``pages/``, ``cells/``, ``documents/``   one file ``<document_id>.parquet`` each for
    every document, and ``0-schema.parquet`` without rows, so that a table always has its columns.
``run.json``, ``run.html``   the account of the last run.
``.kehoach/failures/``  what is known of each failure, with its traceback.
``.kehoach/lock``       held by the one program that writes.
``.kehoach/staging/``   files being written; worthless, removed at the next start.
``.kehoach/commit/``    documents that are whole and on disk, on their way to their places.

A document becomes part of the tables in one step that cannot be half done: its folder is renamed
from ``staging`` to ``commit``. Its four files are then renamed to their places; a program stopped
between them is finished by the next start (``recover``), also that of a reading command.

What a reader sees: in each table, at any moment, a document's rows all or not at all. Between the
four renames (some 80 microseconds, ``documents`` last) tables may differ by that one document; a
reader that must not see this keeps to the tasks whose document_id is in ``documents``.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import OutputError
from pipeline.store.copies import CopyFolder, write_copy
from pipeline.store.disk import is_whole, output_errors, sync, write_rows
from pipeline.store.kept import kept_of
from pipeline.store.overlays import write_overlays
from pipeline.store.rows import Rows, failure_rows, result_rows, text
from pipeline.store.schema import SCHEMA_VERSION, SCHEMAS, TABLES, Table
from pipeline.types.document import DocumentResult, Kept, Source

_HIDDEN = ".kehoach"
_SCHEMA_FILE = "0-schema.parquet"


class Store:
    """Writes documents into one output folder. Made by ``open_store``, which holds the lock.

    overlays   folder for the pictures of what was understood, None where none are wanted.
    copies     folder for the searchable copies, None where none are wanted.
    """

    def __init__(
        self, root: Path, overlays: Path | None = None, copies: CopyFolder | None = None
    ) -> None:
        self.root = root
        self.overlays = overlays
        self.copies = copies

    @property
    def failures(self) -> Path:
        """The folder of all failure logs."""
        return _hidden(self.root, "failures")

    def failure_log(self, document_id: str) -> Path:
        """Return where what is known of a document's failure is written down."""
        return self.failures / f"{document_id}.txt"

    def earlier(self, document_id: str) -> tuple[str, str] | None:
        """Return (status, fingerprint) of a document already there, or None.

        One of whose files a power cut or a bad disk left only a part is not there: it is read
        again and replaced.
        """
        path = _place(self.root, "documents", document_id)
        try:
            if not all(is_whole(_place(self.root, table, document_id)) for table in TABLES):
                return None
            row = pq.read_table(path, columns=["status", "fingerprint"]).to_pylist()[0]
        except (OSError, pa.ArrowException, LookupError):
            return None  # not a file of ours any more
        return row["status"], row["fingerprint"]

    def kept(self, document_id: str) -> Kept:
        """Return what the tables hold of a document already there. Raises OutputError."""
        places = [
            _place(self.root, table, document_id) for table in ("documents", "pages", "tasks")
        ]
        with output_errors(self.root):
            return kept_of(*places)

    def write(self, source: Source, result: DocumentResult) -> None:
        """Write or replace a document that was read.

        Raises ValueError: the result does not fit the tables (nothing is written); OutputError.
        """
        try:
            tables = _arrow(result_rows(source, result))
        except (TypeError, OverflowError, pa.ArrowException) as error:
            raise ValueError(f"the result does not fit the tables: {error}") from error
        self._commit(source.document_id, tables)
        self.failure_log(source.document_id).unlink(missing_ok=True)
        if self.overlays is not None and result.overlays:
            with output_errors(self.overlays):
                write_overlays(self.overlays, source, result.overlays)
        if self.copies is not None and result.copy is not None:
            with output_errors(self.copies.folder):
                write_copy(self.copies, source, result.copy)

    def write_failure(self, source: Source, error: str, seconds: float, detail: str = "") -> bool:
        """Note a document that could not be read, unless an earlier reading is there.

        A reading that worked is worth more than the news of one that did not: it stays, and its
        fingerprint has it tried again next time. ``detail`` (a traceback, a dead process's last
        words) goes to ``.kehoach/failures/<document_id>.txt``. Returns whether a row was written.
        Raises OutputError.
        """
        log = self.failure_log(source.document_id)
        with output_errors(self.root):
            log.parent.mkdir(exist_ok=True)
            log.write_text(f"{source.source_file}\n{error}\n\n{detail}", "utf-8", "replace")
        before = self.earlier(source.document_id)
        if before and before[0] != "failed":
            return False
        self._commit(source.document_id, _arrow(failure_rows(source, error, seconds)))
        return True

    def add_aliases(self, document_id: str, paths: tuple[str, ...]) -> None:
        """Note further paths of a document already there. Raises OutputError."""
        path = _place(self.root, "documents", document_id)
        with output_errors(self.root):
            row = pq.read_table(path, schema=SCHEMAS["documents"]).to_pylist()[0]
            known = {row["source_file"], *row["aliases"]}
            new = [p for p in dict.fromkeys(map(text, paths)) if p not in known]
            if new:
                row["aliases"] += new
                staged = _hidden(self.root, "staging") / f"{document_id}.rows"
                write_rows(staged, pa.Table.from_pylist([row], schema=SCHEMAS["documents"]))
                staged.replace(path)
                sync(path.parent)

    def write_run(self, account: str, page: str) -> None:
        """Replace the account of the last run: its JSON and its page. Raises OutputError."""
        with output_errors(self.root):
            for name, said in (("run.json", account), ("run.html", page)):
                staged = _hidden(self.root, "staging") / name
                staged.write_text(said, "utf-8", "backslashreplace")
                staged.replace(self.root / name)

    def _commit(self, document_id: str, tables: dict[Table, pa.Table]) -> None:
        staged = _hidden(self.root, "staging") / document_id
        ready = _hidden(self.root, "commit") / document_id
        with output_errors(self.root):
            shutil.rmtree(staged, ignore_errors=True)
            staged.mkdir()
            for table in TABLES:
                write_rows(staged / f"{table}.rows", tables[table])
            sync(staged)
            staged.rename(ready)
            sync(ready.parent)
            _roll_forward(self.root, ready)


@contextmanager
def open_store(
    root: Path, overlays: Path | None = None, copies: CopyFolder | None = None
) -> Iterator[Store]:
    """Open (or make) an output folder for writing and finish what an earlier run left.

    overlays   a folder (made where it is missing) that gets a picture of each page.
    copies     a folder (made where it is missing) that gets a searchable copy of each document.

    Raises OutputError: not writable, disk full, another run writes here, or the folder was
    written by another version of the tables.
    """
    with output_errors(root):
        for folder in (*TABLES, f"{_HIDDEN}/staging", f"{_HIDDEN}/commit"):
            (root / folder).mkdir(parents=True, exist_ok=True)
    with _locked(root) as locked:
        if not locked:
            raise OutputError(
                f"another run is writing to {root}", "Wait for it, or choose another --out folder"
            )
        with output_errors(root):
            _recover_locked(root)
            for table in TABLES:
                _ensure_schema(root, table)
        for wanted in (overlays, copies.folder if copies else None):
            if wanted is not None:
                with output_errors(wanted):
                    wanted.mkdir(parents=True, exist_ok=True)
        yield Store(root, overlays, copies)


def recover(root: Path) -> None:
    """Finish what a stopped run left, so that a reader sees whole documents in all tables.

    Does nothing where there is nothing to finish, where a run is writing at this moment (it will
    finish itself) or where this user may not write.
    """
    ready = _hidden(root, "commit")
    if not ready.is_dir() or not os.access(root, os.W_OK) or not any(ready.iterdir()):
        return
    with _locked(root) as locked:
        if locked:
            _recover_locked(root)


def _recover_locked(root: Path) -> None:
    for ready in sorted(_hidden(root, "commit").iterdir()):
        _roll_forward(root, ready)
    for stale in _hidden(root, "staging").iterdir():
        if stale.is_dir():
            shutil.rmtree(stale)
        else:
            stale.unlink()


def _roll_forward(root: Path, ready: Path) -> None:
    """Move the files of a whole document to their places; any of them may have gone before."""
    for table in TABLES:
        with suppress(FileNotFoundError):
            (ready / f"{table}.rows").replace(_place(root, table, ready.name))
    for table in TABLES:
        sync(root / table)
    ready.rmdir()


def _ensure_schema(root: Path, table: Table) -> None:
    path = root / table / _SCHEMA_FILE
    found = pq.read_schema(path) if is_whole(path) else None
    if found is not None:
        version = (found.metadata or {}).get(b"kehoach.schema_version", b"?").decode()
        if version != str(SCHEMA_VERSION):
            raise OutputError(
                f"{root} holds tables of version {version}, this program writes {SCHEMA_VERSION}",
                "Choose another --out folder, or delete this one",
            )
    if found is None or not found.equals(SCHEMAS[table]):
        staged = _hidden(root, "staging") / f"{table}.rows"
        write_rows(staged, SCHEMAS[table].empty_table())
        staged.replace(path)


def _arrow(rows: Rows) -> dict[Table, pa.Table]:
    return {table: pa.Table.from_pylist(rows[table], schema=SCHEMAS[table]) for table in TABLES}


@contextmanager
def _locked(root: Path) -> Iterator[bool]:
    """Hold the writer's lock, or say False. The system drops it when the program dies."""
    with output_errors(root):
        handle = os.open(_hidden(root, "lock"), os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def _hidden(root: Path, name: str) -> Path:
    return root / _HIDDEN / name


def _place(root: Path, table: Table, document_id: str) -> Path:
    return root / table / f"{document_id}.parquet"
