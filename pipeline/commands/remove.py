"""``kehoach remove``: documents leave the tables, each named and asked for."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pipeline.commands.called import command
from pipeline.commands.defaults import add_out
from pipeline.commands.documents import COLUMNS, NAMED, Row, named_document, paths_of
from pipeline.commands.progress import one_line
from pipeline.commands.retired import retired
from pipeline.errors import ExitCode, UsageError
from pipeline.store.folder import Store, open_store
from pipeline.store.places import default_path
from pipeline.store.read import read_columns
from pipeline.store.removed import note_removed

_COLUMNS = (*COLUMNS, "number", "title", "pages", "tasks")
_YES = frozenset({"y", "yes", "c", "co", "có"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "documents",
        nargs="*",
        metavar="DOCUMENT",
        help=NAMED,
    )
    parser.add_argument(
        "--missing", action="store_true", help="all documents whose files are no longer there"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    add_out(parser)


def run(arguments: argparse.Namespace) -> ExitCode:
    """Say what would go, ask, and take it out of the tables."""
    out: Path = arguments.out
    if not arguments.documents and not arguments.missing:
        raise UsageError("no document is named", "Name files or ids, or give --missing")
    rows: list[Row] = read_columns(out, "documents", _COLUMNS).to_pylist()
    chosen = [named_document(rows, what) for what in arguments.documents]
    if arguments.missing:
        chosen += _missing(rows)
    chosen = list({row["document_id"]: row for row in chosen}.values())
    if not chosen:
        sys.stdout.write("không có văn bản nào để bỏ · nothing to remove: every file is there\n")
        return ExitCode.OK
    sys.stdout.write("".join(f"{_line(row)}\n" for row in chosen))
    if not arguments.yes and not _agreed(len(chosen)):
        sys.stdout.write("không bỏ gì · nothing was removed\n")
        return ExitCode.OK
    with open_store(out) as store:
        _remove(store, chosen)
    sys.stdout.write(_account(chosen, out))
    return ExitCode.OK


def _missing(rows: Sequence[Row]) -> list[Row]:
    """Return the documents without a file. Raises UsageError: not one file is there."""
    missing = [row for row in rows if not any(map(_is_there, paths_of(row)))]
    if missing and len(missing) == len(rows):
        raise UsageError(
            f"none of the {len(rows)} files is there, such as {rows[0]['source_file']}: their "
            "folder is away, or this is not the folder in which they were read",
            "Change to that folder, or name the documents one by one",
        )
    return missing


def _is_there(path: str) -> bool:
    return Path(path).exists()


def _holds(path: str, document_id: str) -> bool:
    """Return whether a file still has the content that was taken out."""
    try:
        with Path(path).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == document_id
    except OSError:
        return False


def _line(row: Row) -> str:
    said = " · ".join(filter(None, (row["number"], row["title"])))
    counts = f"{row['pages'] or 0} trang, {row['tasks'] or 0} nhiệm vụ"
    named = f"{row['document_id'][:12]}  {', '.join(paths_of(row))}"
    return one_line(f"{named}: {counts}{said and f' · {said}'}")


def _agreed(count: int) -> bool:
    """Ask on the terminal. Raises UsageError: there is none."""
    if not sys.stdin.isatty():
        raise UsageError("remove asks before it acts, and there is no terminal", "Give --yes")
    sys.stderr.write(f"Bỏ {count} văn bản khỏi các bảng? · Take {count} out of the tables? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in _YES


def _remove(store: Store, rows: Sequence[Row]) -> None:
    """Take documents out. Raises UsageError: another program is at one of them; OutputError."""
    names = [row["document_id"] for row in rows]
    claimed: list[str] = []
    try:
        for name in names:
            if not store.claim(name):
                raise UsageError(
                    f"another run is reading {name[:12]} at the moment", "Try again when it is done"
                )
            claimed.append(name)
        when = datetime.now().astimezone().isoformat(timespec="seconds")
        note_removed(store.root, [{"when": when, **row} for row in rows])
        store.remove(names)
        store.mark_doubles()
    finally:
        for name in claimed:
            store.release(name)


def _account(rows: Sequence[Row], out: Path) -> str:
    there = [path for row in rows for path in paths_of(row) if _holds(path, row["document_id"])]
    words = [
        f"đã bỏ {len(rows)} văn bản khỏi các bảng · {len(rows)} documents taken out of the tables",
    ]
    if default_path(out).is_file():
        words.append(
            "các quyết định rà soát vẫn được giữ · what reviewers decided is kept: "
            f"{default_path(out)}"
        )
    if there:
        words += [
            "tệp vẫn còn, lần đọc sau sẽ đọc lại · the files are still there, and the next "
            f"{command('extract')} of their folder reads them again:",
            *(one_line(f"  {path}") for path in there),
        ]
    return "\n".join([*words, *retired(out), ""])
