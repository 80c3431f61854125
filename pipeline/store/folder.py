"""The output folder: whole documents written, found again and replaced.

Layout
------
``tasks/``, ``pages/``, ``cells/``, ``documents/``   one file ``<document_id>.parquet`` each for
    every document, or ``part-….parquet`` for many (``parts``), and ``0-schema.parquet`` without
    rows, so that a table always has its columns.
``run.json``, ``run.html``   the account of the last run; ``runs/`` those of all.
``.kehoach/failures/``  what is known of each failure, with its traceback.
``.kehoach/removed.jsonl``  a line for each document that was taken out of the tables.
``.kehoach/pictures/``  pages as the review page shows them, each drawn once.
``.kehoach/lock``       held by the one program that changes the tables at this moment.
``.kehoach/runs/``, ``claims/``   which programs write, and the documents they are at (``claims``).
``.kehoach/staging/``   files being written; worthless, removed at the next start.
``.kehoach/commit/``    documents that are whole and on disk, on their way to their places.
``.kehoach/switch/``    another arrangement of all files on its way to its place (``switch``).
``.kehoach/retired/``   folders as they were before that, kept for a while.

A document becomes part of the tables in one step that cannot be half done: its folder is renamed
from ``staging`` to ``commit``. Its four files are then renamed to their places; a program stopped
between them is finished by the next start (``recovery``), also that of a reading command.

What a reader sees: in each table, at any moment, a document's rows all or not at all. Between the
four renames (some 80 microseconds, ``documents`` last) tables may differ by that one document; a
reader that must not see this keeps to the tasks whose document_id is in ``documents``.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import OutputError
from pipeline.store.claims import Claims
from pipeline.store.compact import Compacted, compact, loosen, remove
from pipeline.store.copies import CopyFolder, write_copy
from pipeline.store.disk import is_whole, output_errors, sync, write_rows
from pipeline.store.doubles import Marker, Twins
from pipeline.store.kept import kept_of
from pipeline.store.layout import RUNS, SCHEMA_FILE, hidden, locked, place
from pipeline.store.overlays import write_overlays
from pipeline.store.parts import Parts
from pipeline.store.places import pictures_folder
from pipeline.store.recovery import recover_locked, roll_forward
from pipeline.store.rows import Rows, failure_rows, result_rows, text
from pipeline.store.schema import SCHEMA_VERSION, SCHEMAS, TABLES, Table
from pipeline.types.document import DocumentResult, Kept, Source


class Store:
    """Writes documents into one output folder. Made by ``open_store``; several may be open.

    overlays   folder for the pictures of what was understood, None where none are wanted.
    copies     folder for the searchable copies, None where none are wanted.
    """

    def __init__(
        self, root: Path, overlays: Path | None = None, copies: CopyFolder | None = None
    ) -> None:
        self.root = root
        self.overlays = overlays
        self.copies = copies
        self._parts = Parts(root)
        self.claims = Claims(root)
        self._marker = Marker(root, self._parts, self.claims.staging)

    @property
    def failures(self) -> Path:
        """The folder of all failure logs."""
        return hidden(self.root, "failures")

    def failure_log(self, document_id: str) -> Path:
        """Return where what is known of a document's failure is written down."""
        return self.failures / f"{document_id}.txt"

    def earlier(self, document_id: str) -> tuple[str, str] | None:
        """Return (status, fingerprint) of a document already there, or None.

        One of whose files a power cut or a bad disk left only a part is not there: it is read
        again and replaced.
        """
        filed = self._parts.find(document_id)
        if filed is not None:
            return filed.status, filed.fingerprint
        path = place(self.root, "documents", document_id)
        try:
            if not all(is_whole(place(self.root, table, document_id)) for table in TABLES):
                return None
            row = pq.read_table(path, columns=["status", "fingerprint"]).to_pylist()[0]
        except (OSError, pa.ArrowException, LookupError):
            return None  # not a file of ours any more
        return row["status"], row["fingerprint"]

    def kept(self, document_id: str) -> Kept:
        """Return what the tables hold of a document already there. Raises OutputError."""
        places = [place(self.root, table, document_id) for table in ("documents", "pages", "tasks")]
        with output_errors(self.root):
            if self._parts.find(document_id) is not None:
                return self._parts.kept(document_id)
            return kept_of(*places)

    def loosen(self, document_ids: Collection[str]) -> None:
        """Prepare documents to be replaced, many at once. Raises OutputError."""
        with output_errors(self.root), locked(self.root):
            loosen(self._parts, document_ids)

    def compact(self) -> Compacted:
        """Put the files of many documents together. Raises OutputError."""
        with output_errors(self.root), locked(self.root):
            return compact(self.root)

    def remove(self, document_ids: Collection[str]) -> None:
        """Take documents and the pictures of their pages out; decisions on them stay.

        Raises OutputError.
        """
        with output_errors(self.root), locked(self.root):
            remove(self._parts, document_ids)
            for document_id in document_ids:
                self.failure_log(document_id).unlink(missing_ok=True)
                shutil.rmtree(pictures_folder(self.root) / document_id, ignore_errors=True)

    def mark_doubles(self) -> Twins:
        """Say of every document whether it is a plan that is there already. Raises OutputError."""
        with output_errors(self.root):
            return self._marker.mark()

    def claim(self, document_id: str) -> bool:
        """Claim a document; False: another program is at it. Raises OutputError."""
        with output_errors(self.root):
            return self.claims.claim(document_id)

    def release(self, document_id: str) -> None:
        """Give a claimed document back. Raises OutputError."""
        with output_errors(self.root):
            self.claims.release(document_id)

    def beat(self) -> None:
        """Say that this program lives. Raises OutputError."""
        with output_errors(self.root):
            self.claims.beat()

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

    def add_aliases(self, paths: Mapping[str, tuple[str, ...]]) -> None:
        """Note further paths of documents already there, by their ids. Raises OutputError."""
        with output_errors(self.root), locked(self.root):
            new = {name: self._unknown(name, more) for name, more in paths.items()}
            new = {name: more for name, more in new.items() if more}
            loosen(self._parts, new)
            for document_id, more in new.items():
                path = place(self.root, "documents", document_id)
                row = pq.read_table(path, schema=SCHEMAS["documents"]).to_pylist()[0]
                row["aliases"] += more
                staged = self.claims.staging / f"{document_id}.rows"
                write_rows(staged, pa.Table.from_pylist([row], schema=SCHEMAS["documents"]))
                staged.replace(path)
            if new:
                sync(self.root / "documents")

    def _unknown(self, document_id: str, paths: tuple[str, ...]) -> list[str]:
        filed = self._parts.find(document_id)
        if filed is not None:
            known = set(filed.paths)
        else:
            path = place(self.root, "documents", document_id)
            row = pq.read_table(path, columns=["source_file", "aliases"]).to_pylist()[0]
            known = {row["source_file"], *row["aliases"]}
        return [p for p in dict.fromkeys(map(text, paths)) if p not in known]

    def write_run(self, name: str, account: str, page: str, kept: str) -> None:
        """Replace the account of the last run: its JSON and its page; ``runs`` keeps each.

        name   of the run, among all of this folder.
        kept   the page as it is kept below ``runs``. Raises OutputError.
        """
        with output_errors(self.root):
            (self.root / RUNS).mkdir(exist_ok=True)
            for path, said in (
                (f"{RUNS}/{name}.json", account),
                (f"{RUNS}/{name}.html", kept),
                ("run.json", account),
                ("run.html", page),
            ):
                staged = self.claims.staging / "account"
                staged.write_text(said, "utf-8", "backslashreplace")
                staged.replace(self.root / path)

    def earlier_runs(self) -> list[str]:
        """Return the names of the runs whose accounts are kept, the newest first."""
        return sorted((path.stem for path in (self.root / RUNS).glob("*.html")), reverse=True)

    def _commit(self, document_id: str, tables: dict[Table, pa.Table]) -> None:
        staged = self.claims.staging / document_id
        ready = hidden(self.root, "commit") / document_id
        with output_errors(self.root):
            shutil.rmtree(staged, ignore_errors=True)
            staged.mkdir()
            for table in TABLES:
                write_rows(staged / f"{table}.rows", tables[table])
            sync(staged)
            with locked(self.root):
                loosen(self._parts, (document_id,))
                staged.rename(ready)
                sync(ready.parent)
                roll_forward(self.root, ready)


@contextmanager
def open_store(
    root: Path, overlays: Path | None = None, copies: CopyFolder | None = None
) -> Iterator[Store]:
    """Open (or make) an output folder for writing and finish what an earlier run left.

    overlays   a folder (made where it is missing) that gets a picture of each page.
    copies     a folder (made where it is missing) that gets a searchable copy of each document.

    Raises OutputError: not writable, disk full, or the folder was written by another version of
    the tables.
    """
    with output_errors(root):
        for name in ("staging", "commit"):
            hidden(root, name).mkdir(parents=True, exist_ok=True)
    store = Store(root, overlays, copies)
    try:
        with output_errors(root), locked(root):
            recover_locked(root)
            store.claims.clear()
            store.claims.open()
            for table in TABLES:
                (root / table).mkdir(exist_ok=True)
                _ensure_schema(root, table, store.claims.staging)
        for wanted in (overlays, copies.folder if copies else None):
            if wanted is not None:
                with output_errors(wanted):
                    wanted.mkdir(parents=True, exist_ok=True)
        yield store
    finally:
        with output_errors(root):
            store.claims.close()


def _ensure_schema(root: Path, table: Table, staging: Path) -> None:
    path = root / table / SCHEMA_FILE
    found = pq.read_schema(path) if is_whole(path) else None
    if found is not None:
        version = (found.metadata or {}).get(b"kehoach.schema_version", b"?").decode()
        if version != str(SCHEMA_VERSION):
            raise OutputError(
                f"{root} holds tables of version {version}, this program writes {SCHEMA_VERSION}",
                "Choose another --out folder, or delete this one",
            )
    if found is None or not found.equals(SCHEMAS[table]):
        staged = staging / f"{table}.rows"
        write_rows(staged, SCHEMAS[table].empty_table())
        staged.replace(path)


def _arrow(rows: Rows) -> dict[Table, pa.Table]:
    return {table: pa.Table.from_pylist(rows[table], schema=SCHEMAS[table]) for table in TABLES}
