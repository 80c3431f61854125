"""The program ``kehoach``: commands, and errors → exit status.

Each command is one module of ``pipeline.commands`` with ``add_arguments(parser)`` and
``run(arguments) -> ExitCode``; it is imported only when it is called.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn

from pipeline import __version__
from pipeline.batch.reasons import vietnamese
from pipeline.commands.called import pasteable
from pipeline.commands.language import is_vietnamese, speaking, wrong
from pipeline.errors import ExitCode, KehoachError, UsageError

COMMANDS = {
    "extract": "read scans and write their tasks as Parquet tables",
    "review": "serve the page on which people correct what was read",
    "users": "make accounts for the people who review",
    "search": "find tasks by their words, units, deadlines and plans",
    "sql": "ask the tables in SQL, read-only",
    "export": "write tasks as XLSX, CSV, JSON lines or Parquet",
    "repair": "put the marks of a text layer right, line by line",
    "remove": "take documents out of the tables; their files stay, and what reviewers decided",
    "compact": "put the table files of many documents together, quicker to read",
    "evaluate": "score what was read against gold",
    "train": "make what models are trained and tested on",
    "settings": "print every option with its value, as a pipeline.toml",
    "doctor": "say what is missing on this machine and how to install it",
}

EXITS = """\
exit status:
  0 all done            4 something this machine lacks (see kehoach doctor)
  1 a defect of ours    5 some documents failed, the others are written
  2 wrong usage         6 every document failed
  3 input not found     130 interrupted; the same command goes on where it stopped
    or not readable"""


class _Parser(argparse.ArgumentParser):
    """Says wrong usage in one sentence, and help in the language of the person's locale."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, f"See `{self.prog} --help`")

    def _get_formatter(self) -> argparse.HelpFormatter:
        return speaking(type(super()._get_formatter()))(prog=self.prog)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return int(_run(words))
    except KeyboardInterrupt:
        _say("stopped.")
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.OK)
    # The border of the program: whatever went wrong is told in plain words and a status.
    except Exception as error:
        if "--verbose" in words:
            traceback.print_exc()
        return int(_told(error))


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """Build the parser; only ``command`` gets its arguments, so that no other is imported."""
    parser = _Parser(
        prog="kehoach",
        description="Turns scanned Vietnamese plans (kế hoạch) into task records.",
        epilog=EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"kehoach {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        sub.add_argument(
            "--verbose", action="store_true", help="print the traceback of an error too"
        )
        if name == command:
            _module(name).add_arguments(sub)
    return parser


def _run(words: list[str]) -> ExitCode:
    command = next((word for word in words if not word.startswith("-")), None)
    arguments = build_parser(command if command in COMMANDS else None).parse_args(words)
    status: ExitCode = _module(arguments.command).run(arguments)
    sys.stdout.flush()
    return status


def _told(error: Exception) -> ExitCode:
    """Tell an error on stderr and return the status it leads to."""
    if isinstance(error, KehoachError):
        _say(pasteable(_in_words(error)))
        return error.exit_code
    if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith("pipeline"):
        _say(f"the Python package {error.name} is missing. Run `make setup`.")
        return ExitCode.MISSING
    _say(f"a defect of this program: {type(error).__name__}: {error}")
    _say(f"The full account is in {_kept_traceback()}. Please report it.")
    return ExitCode.DEFECT


def _in_words(error: KehoachError) -> str:
    """Return what went wrong, where the locale is Vietnamese in Vietnamese first, if known."""
    ours = (vietnamese(error.message) or wrong(error.message)) if is_vietnamese() else ""
    return f"{ours} · {error}" if ours else str(error)


def _module(command: str) -> Any:
    return importlib.import_module(f"pipeline.commands.{command}")


def _say(words: str) -> None:
    sys.stderr.write(f"kehoach: {words}\n")


def _kept_traceback() -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="kehoach-defect-", suffix=".txt", delete=False, encoding="utf-8"
    ) as kept:
        traceback.print_exc(file=kept)
    return kept.name


if __name__ == "__main__":
    sys.exit(main())
