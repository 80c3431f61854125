"""``kehoach users``: accounts of the people who review."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from pipeline.errors import ExitCode, UsageError
from pipeline.store.accounts import Accounts
from pipeline.store.database import open_database
from pipeline.store.places import default_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add one parser for each thing that can be done."""
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    for name, summary in (
        ("add", "make an account, or give it a new password"),
        ("close", "let a person sign in no more; what they decided stays"),
        ("list", "print who may sign in"),
    ):
        part = parts.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        part.add_argument("--out", type=Path, default=Path("data/processed"), metavar="FOLDER")
        part.add_argument("--database", default="", metavar="URL", help="as in `kehoach review`")
        if name != "list":
            part.add_argument("name", metavar="NAME")
        if name == "add":
            part.add_argument(
                "--password-stdin",
                action="store_true",
                help="read the password as one line of standard input instead of asking",
            )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Make, close or list accounts."""
    engine = open_database(arguments.database or default_path(arguments.out))
    accounts = Accounts(engine)
    if arguments.part == "list":
        sys.stdout.writelines(f"{name}\n" for name in accounts.names())
    elif arguments.part == "add":
        accounts.add(arguments.name, _password(arguments.password_stdin))
    elif not accounts.close(arguments.name):
        raise UsageError(f"there is no account {arguments.name}")
    return ExitCode.OK


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    first, again = (getpass.getpass(words) for words in ("Password: ", "Once more: "))
    if first != again:
        raise UsageError("the two passwords differ")
    return first
