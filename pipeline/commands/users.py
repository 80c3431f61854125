"""``kehoach users``: accounts of the people who review, and of those who only look."""

from __future__ import annotations

import argparse
import getpass
import sys

from pipeline.commands.defaults import add_out
from pipeline.errors import ExitCode, UsageError
from pipeline.store.accounts import LEAST_PASSWORD, ROLES, Accounts, clean_name
from pipeline.store.database import open_database
from pipeline.store.places import default_path
from pipeline.store.read import read_arrow


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add one parser for each thing that can be done."""
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    for name, summary in (
        ("add", "make an account, or give it a new password"),
        ("close", "let a person sign in no more; what they decided stays"),
        ("list", "print who may sign in"),
    ):
        part = parts.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        add_out(part)
        part.add_argument("--database", default="", metavar="URL", help="as in `kehoach review`")
        if name != "list":
            part.add_argument("name", metavar="NAME")
        if name == "add":
            part.add_argument(
                "--role",
                choices=ROLES,
                help="an analyst sees everything and decides nothing (default: reviewer, or what "
                "the account was)",
            )
            part.add_argument(
                "--password-stdin",
                action="store_true",
                help="read the password as one line of standard input instead of asking",
            )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Make, close or list accounts."""
    where = arguments.database or default_path(arguments.out)
    if not arguments.database:
        read_arrow(arguments.out, "documents")  # says what to do where nothing was extracted yet
    password = _password(arguments) if arguments.part == "add" else ""
    accounts = Accounts(open_database(where))
    if arguments.part == "list":
        for name, role in accounts.roles().items():
            sys.stdout.write(f"{name}\n" if role == "reviewer" else f"{name} ({role})\n")
    elif arguments.part == "add":
        known = clean_name(arguments.name) in accounts.names()
        accounts.add(arguments.name, password, arguments.role)
        done = "new password for" if known else "account made for"
        sys.stdout.write(f"{done} {arguments.name} in {_shown(arguments)}\n")
        if "reviewer" not in accounts.roles().values():
            sys.stdout.write(
                "From now on people sign in, and nobody may correct yet: kehoach users add NAME\n"
            )
    elif accounts.close(arguments.name):
        sys.stdout.write(f"account of {arguments.name} closed in {_shown(arguments)}\n")
    else:
        raise UsageError(f"there is no account {arguments.name}")
    return ExitCode.OK


def _shown(arguments: argparse.Namespace) -> str:
    """Name the database; a URL may hold a password, so only that it is one."""
    return "the database of --database" if arguments.database else f"{default_path(arguments.out)}"


def _password(arguments: argparse.Namespace) -> str:
    """Return the password: one line of standard input, or asked for twice. Raises UsageError."""
    if arguments.password_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        raise UsageError(
            "no terminal to ask for a password on",
            "Give it as one line of standard input, with --password-stdin",
        )
    asked = (f"Password ({LEAST_PASSWORD} characters or more): ", "Once more: ")
    first, again = (getpass.getpass(words) for words in asked)
    if first != again:
        raise UsageError("the two passwords differ")
    return first
