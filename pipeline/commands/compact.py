"""``kehoach compact``: few large table files instead of many small ones."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.commands.defaults import add_out
from pipeline.errors import ExitCode, InputNotFoundError
from pipeline.store.folder import open_store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_out(parser)


def run(arguments: argparse.Namespace) -> ExitCode:
    """Put the files together and say how many there are."""
    out: Path = arguments.out
    if not (out / "documents").is_dir():
        raise InputNotFoundError(f"no tables in {out}", f"Run `kehoach extract PATH --out {out}`")
    with open_store(out) as store:
        done = store.compact()
    sys.stdout.write(
        f"tệp mỗi bảng · files of each table: {done.before} → {done.after}\n"
        if done.before != done.after
        else f"không có gì để gộp · nothing to put together: {done.after} files of each table\n"
    )
    return ExitCode.OK
