"""``kehoach extract``: scans → tables."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from pipeline.batch.gone import gone_of
from pipeline.batch.inputs import find
from pipeline.batch.pool import run_local
from pipeline.batch.ray_executor import run_ray
from pipeline.batch.report import Report
from pipeline.batch.run import Batch, Executor
from pipeline.batch.watch import arrivals
from pipeline.commands.account import Account
from pipeline.commands.called import command
from pipeline.commands.defaults import add_out
from pipeline.commands.judging import calibrations_of, effort
from pipeline.commands.language import said
from pipeline.commands.options import add_settings_arguments, settings_of
from pipeline.commands.progress import Display
from pipeline.errors import ExitCode, UsageError
from pipeline.store.copies import CopyFolder
from pipeline.store.folder import open_store
from pipeline.store.weights import load_reader_repair, load_recogniser

EXECUTORS: Mapping[str, Executor] = {"local": run_local, "ray": run_ray}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="files, or folders that are looked through"
    )
    add_out(parser, "where the tables go")
    parser.add_argument("--force", action="store_true", help="read again what is done already")
    parser.add_argument(
        "--debug",
        type=Path,
        metavar="FOLDER",
        help="write a picture of each page that shows what was understood: grid, cells, lines, "
        "joins over page breaks and fields; reads again what is done already",
    )
    parser.add_argument(
        "--searchable",
        type=Path,
        metavar="FOLDER",
        help="write a copy of each document in which the words that were read can be found and "
        "selected (PDF/A-2b); reads again what is done already",
    )
    parser.add_argument(
        "--alto", action="store_true", help="with --searchable: the words as ALTO beside each copy"
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="go on and read new files as they arrive, once they are complete; Ctrl-C ends it",
    )
    parser.add_argument(
        "--executor",
        choices=tuple(EXECUTORS),
        default="local",
        help="where documents are read: processes on this machine (default), or the Ray cluster "
        "that RAY_ADDRESS names",
    )
    add_settings_arguments(parser)


def run(arguments: argparse.Namespace) -> ExitCode:
    """Read everything below the paths; print the account; return the exit status."""
    from pipeline.batch.flow_reader import flow_reader  # noqa: PLC0415  help must not load it

    settings = settings_of(arguments)
    out: Path = arguments.out
    debug: Path | None = arguments.debug
    calibrations = calibrations_of(settings)
    copies = _copies(arguments)
    account = Account(out, command(*sys.argv[1:]), debug, copies)
    written = [folder for folder in (out, debug, arguments.searchable) if folder]
    at_once = None if arguments.watch else find(arguments.paths, written)
    report = Report()
    with open_store(out, debug, copies) as store, _stop_wish() as stop, Display() as display:

        def over() -> bool:
            store.beat()  # also where nothing is read for hours
            return bool(stop)

        batch = Batch(
            settings=settings,
            factory=partial(
                flow_reader,
                repairer=load_reader_repair,
                weights=load_recogniser,
                draw=debug is not None,
                calibrations=calibrations,
                copy=bool(copies),
            ),
            shelf=store,
            listener=display,
            workers=settings.batch.worker_count(),
            force=arguments.force or bool(debug or copies),
            stop=over,
            patient=not arguments.watch,
            execute=EXECUTORS[arguments.executor],
        )
        settle = settings.batch.settle_seconds
        if at_once is None:
            display.note(_watching(arguments.paths, settle))
        rounds = (
            [at_once]
            if at_once
            else arrivals(
                arguments.paths, written, settle, batch.stop, lambda: bool(report.waiting)
            )
        )
        for found in rounds:
            for note in found.notes:
                display.note(note)
            report.passed_over += found.notes
            report.add(batch.run([*report.waiting, *found.files]))
            twins = store.mark_doubles()
            report.note_doubles(twins.same_as, {name: p[0] for name, p in twins.paths.items()})
            unread = [entry.path for entry in report.entries if not entry.document_id]
            report.gone = gone_of(twins.paths, arguments.paths, report.found, unread)
            account.keep(store, report)
    named = _one_named_file(arguments.paths)
    alone = arguments.paths[0] if named and not report.failed else ""
    sys.stdout.write(account.said(report) + effort(out, alone))
    if any(failed.detail for failed in report.failed):
        told = said(
            f"chi tiết các lỗi nằm trong {store.failures}",
            f"what is known of the failures is in {store.failures}",
        )
        sys.stderr.write(f"kehoach: {told}.\n")
    if report.interrupted:
        told = said(
            f"đã dừng. Những gì đã xong được giữ lại; để làm tiếp: {account.again}",
            f"stopped. What is finished is kept; to go on: {account.again}",
        )
        sys.stderr.write(f"kehoach: {told}\n")
    return status_of(report, named=named)


def _watching(paths: list[str], settle_seconds: float) -> str:
    where = ", ".join(paths)
    return (
        f"đang theo dõi {where}: tệp được đọc khi đã yên {settle_seconds:g} giây; Ctrl-C để dừng"
        f" · watching {where}: a file is read once it is at rest for {settle_seconds:g} s; Ctrl-C "
        "ends it"
    )


def _copies(arguments: argparse.Namespace) -> CopyFolder | None:
    """Return where searchable copies go. Raises UsageError."""
    if arguments.alto and not arguments.searchable:
        raise UsageError("--alto goes with --searchable", "Add --searchable FOLDER")
    return CopyFolder(arguments.searchable, arguments.alto) if arguments.searchable else None


def status_of(report: Report, named: bool) -> ExitCode:
    """Return the exit status of a run; ``named``: it was asked for one file by name."""
    if report.interrupted:
        return ExitCode.INTERRUPTED
    if not report.failed:
        return ExitCode.OK
    if len(report.failed) < report.documents:
        return ExitCode.SOME_FAILED
    if named and report.failed[0].kind == "input":
        return ExitCode.INPUT
    return ExitCode.ALL_FAILED


def _one_named_file(paths: list[str]) -> bool:
    return len(paths) == 1 and not Path(paths[0]).is_dir()


@contextmanager
def _stop_wish() -> Iterator[list[int]]:
    """Collect Ctrl-C and SIGTERM in a list instead of breaking off in the middle of a write."""
    wishes: list[int] = []
    signals = (signal.SIGINT, signal.SIGTERM)
    before = {s: signal.signal(s, lambda number, _: wishes.append(number)) for s in signals}
    try:
        yield wishes
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
