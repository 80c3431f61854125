"""``kehoach compact``: few large table files instead of many small ones."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.commands.defaults import add_out
from pipeline.commands.retired import retired
from pipeline.errors import ExitCode
from pipeline.store.compact import Compacted
from pipeline.store.folder import open_store
from pipeline.store.recovery import require


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_out(parser)


def run(arguments: argparse.Namespace) -> ExitCode:
    """Put the files together and say how many there are."""
    out: Path = arguments.out
    require(out, "documents")
    with open_store(out) as store:
        done = store.compact()
    sys.stdout.write(_said(done, out))
    return ExitCode.OK


def _said(done: Compacted, out: Path) -> str:
    if done.before == done.after:
        return (
            f"không có gì để gộp: mỗi bảng đã có {done.after} tệp"
            f" · nothing to put together: each table has {done.after} files\n"
        )
    words = [
        f"đã gộp: mỗi bảng từ {done.before} còn {done.after} tệp; không dòng nào thay đổi"
        f" · put together: {done.after} files of each table, {done.before} before; no row changed"
    ]
    return "\n".join([*words, *retired(out), ""])
