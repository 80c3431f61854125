"""``kehoach doctor``: what this machine has and lacks."""

from __future__ import annotations

import argparse
import sys

from pipeline.commands.defaults import add_out
from pipeline.commands.options import add_settings_arguments, settings_of
from pipeline.doctor import Check, checks
from pipeline.errors import ExitCode

_MARK = 17  # characters of the longest mark, and two more


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_out(parser, "where the tables go")
    add_settings_arguments(parser)


def run(arguments: argparse.Namespace) -> ExitCode:
    """Print one line for each check; status 4 where something needed is missing."""
    found = checks(settings_of(arguments), arguments.out)
    width = max(len(check.name) for check in found)
    for check in found:
        sys.stdout.write(f"{_mark(check):{_MARK}}{check.name:{width}}  {check.found}\n")
        if not check.ok and check.fix:
            sys.stdout.write(f"{'':{_MARK}}{'':{width}}  → {check.fix}\n")
    lacking = any(check.needed and not check.ok for check in found)
    return ExitCode.MISSING if lacking else ExitCode.OK


def _mark(check: Check) -> str:
    if check.ok:
        return "ok"
    return "THIẾU · MISSING" if check.needed else "nên · advice"
