"""``kehoach export``: tasks as a file for other programs."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from pipeline.commands.filters import add_filters, question_of
from pipeline.errors import ExitCode, OutputError, UsageError
from pipeline.query.archive import Archive, open_archive
from pipeline.query.plans import whole_plans
from pipeline.query.question import Question
from pipeline.query.search import count, stream
from pipeline.store.exports.columns import Row
from pipeline.store.exports.text import write_csv, write_jsonl, write_parquet
from pipeline.store.exports.xlsx import write_xlsx

FORMATS = ("xlsx", "csv", "jsonl", "parquet")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--format", choices=FORMATS, help="(default: what FILE ends in)")
    parser.add_argument("--words", default="", help="only tasks with these words, as in search")
    parser.add_argument(
        "--separator", default=",", metavar="CHAR", help='between the columns of CSV (default ",")'
    )
    parser.add_argument(
        "--crops",
        action="store_true",
        help="XLSX: cut each task's place on paper out, into FILE-crops, and link to it",
    )
    add_filters(parser)
    parser.set_defaults(sort="document")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Write the file; it is there whole or not at all."""
    form = _format(arguments)
    question = question_of(arguments, arguments.words)
    with (
        open_archive(arguments.out, arguments.database) as archive,
        _replaced(arguments.file) as path,
    ):
        if form == "xlsx":
            written = _xlsx(archive, question, path, arguments)
        else:
            with stream(archive, question) as batches:
                written = _writer(form, arguments.separator)(path, batches)
    sys.stdout.write(f"{written} nhiệm vụ · tasks → {arguments.file}\n")
    return ExitCode.OK


def _format(arguments: argparse.Namespace) -> str:
    """Return the format that is asked for. Raises UsageError: what is asked for cannot be."""
    form: str = arguments.format or arguments.file.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise UsageError(
            f"{arguments.file} does not say which format", f"Use --format {'|'.join(FORMATS)}"
        )
    folder = arguments.file.absolute().parent
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}", "Make it first, or name another file")
    if len(arguments.separator) != 1 or arguments.separator in '"\r\n':
        raise UsageError("--separator is one character, such as ; or ,")
    if arguments.crops and form != "xlsx":
        raise UsageError("--crops is for XLSX only")
    return form


def _writer(form: str, separator: str) -> Callable[[Path, Iterator[pa.RecordBatch]], int]:
    if form == "csv":
        return lambda path, batches: write_csv(path, batches, separator)
    return write_jsonl if form == "jsonl" else write_parquet


def _xlsx(archive: Archive, question: Question, path: Path, arguments: argparse.Namespace) -> int:
    def tasks() -> Iterator[Row]:
        with stream(archive, question) as batches:
            for batch in batches:
                yield from batch.to_pylist()

    named: Path = arguments.file.absolute()
    crops = named.with_name(named.name + "-crops")
    pictures: dict[str, Path] = {}
    if arguments.crops:
        from pipeline.commands.crops import write_crops  # noqa: PLC0415  loads what reads scans

        pictures = write_crops(archive, tasks(), crops, count(archive, question))
    plans = whole_plans(archive, question.documents)
    written = write_xlsx(path, tasks, plans, pictures, named.parent)
    if written.left_out:
        sys.stderr.write(
            f"kehoach: a sheet has no room for {written.left_out} of the tasks. "
            "Choose fewer with --year or --issuer, or export to Parquet or CSV.\n"
        )
    if written.without_link:
        sys.stderr.write(
            f"kehoach: {written.without_link} links left out: a sheet holds 65530 at most.\n"
        )
    return written.tasks


@contextmanager
def _replaced(path: Path) -> Iterator[Path]:
    """Give a path to write to that takes the place of ``path`` when all went well."""
    try:
        with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".kehoach-") as folder:
            fresh = Path(folder) / path.name
            yield fresh
            fresh.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}", "Name another file") from error
