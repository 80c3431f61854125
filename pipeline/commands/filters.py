"""The flags that say which tasks are meant, shared by the commands that choose tasks."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.commands.defaults import add_out
from pipeline.commands.documents import NAMED, documents_named
from pipeline.errors import UsageError
from pipeline.query.archive import Archive
from pipeline.query.question import (
    KINDS,
    ORDERS,
    REVIEW_STATUSES,
    Question,
    parse_amount,
    parse_period,
)
from pipeline.query.search import count

_PERIOD = 'a day, month, quarter or year: 2021-06-30, 30/6/2021, 6/2021, "quý II/2021", 2021'


def add_tables(parser: argparse.ArgumentParser) -> None:
    """Add the flags that say where the tables and the corrections are."""
    add_out(parser)
    parser.add_argument(
        "--database",
        default="",
        metavar="URL",
        help="database of corrections (default: the one in the folder, if there is one)",
    )


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the flags that choose tasks, and those of ``add_tables``."""
    add_tables(parser)
    group = parser.add_argument_group("which tasks")
    add = group.add_argument
    add("--unit", action="append", default=[], help="leads or takes part; may be given again")
    add("--lead", action="append", default=[], metavar="UNIT", help="leads")
    add("--coordinating", action="append", default=[], metavar="UNIT", help="takes part")
    add("--due-before", metavar="WHEN", help=f"due by the end of {_PERIOD}")
    add("--due-after", metavar="WHEN", help="due from the first day of WHEN on")
    add("--due", metavar="WHEN", help="its last day is in WHEN")
    add("--during", metavar="WHEN", help="due, going on or coming again in WHEN")
    add("--kind", action="append", default=[], choices=KINDS, help="of deadline")
    add("--issuer", metavar="WORDS", default="", help="who issued the plan")
    add("--place", metavar="WORDS", default="", help="place of the plan or its issuer")
    add("--plan", metavar="WORDS", default="", help="number, title or file of the plan")
    add(
        "--document", action="append", default=[], metavar="FILE",
        help=f"only of this document: {NAMED}; may be given again",
    )  # fmt: skip
    add("--year", type=int, help="the plan is for")
    add("--indicator", metavar="WORDS", default="", help='such as "hồ sơ", ">= 90%%" or both')
    add("--confidence-below", type=float, metavar="P", help="of the least sure field, 0-1")
    add("--confidence-above", type=float, metavar="P")
    add("--flagged", action="store_true", help="a person should look at them")
    add("--review-status", choices=REVIEW_STATUSES)
    add("--record", metavar="ID", default="", help="the record's id, or how it begins")
    add("--once", action="store_true", help="leave out plans that another document holds too")
    add("--sort", choices=ORDERS, default="relevance", help="(default: relevance)")


def question_of(arguments: argparse.Namespace, words: str = "") -> Question:
    """Return what the flags ask. Raises UsageError, InputNotFoundError: no such document."""
    year = arguments.year
    due_from = parse_period(arguments.due_after, year)[0] if arguments.due_after else None
    due_to = parse_period(arguments.due_before, year)[1] if arguments.due_before else None
    if arguments.due:
        if due_from or due_to:
            raise UsageError("--due says both ends", "Leave out --due-before and --due-after")
        due_from, due_to = parse_period(arguments.due, year)
    indicator, amount = parse_amount(arguments.indicator)
    return Question(
        words=words,
        units=tuple(arguments.unit),
        lead=tuple(arguments.lead),
        coordinating=tuple(arguments.coordinating),
        due_from=due_from,
        due_to=due_to,
        during=parse_period(arguments.during, year) if arguments.during else None,
        kinds=tuple(arguments.kind),
        issuer=arguments.issuer,
        place=arguments.place,
        plan=arguments.plan,
        year=year,
        indicator=indicator,
        amount=amount,
        confidence_from=_share(arguments.confidence_above, "--confidence-above"),
        confidence_to=_share(arguments.confidence_below, "--confidence-below"),
        review_status=arguments.review_status,
        flagged=arguments.flagged,
        record=arguments.record,
        documents=documents_named(arguments.out, arguments.document),
        once=arguments.once,
        order=arguments.sort,
    )


def _share(value: float | None, flag: str) -> float | None:
    if value is not None and not 0 <= value <= 1:
        raise UsageError(f"{flag} is a probability between 0 and 1, not {value:g}")
    return value


# What is asked → what takes it away; the words first.
_ASKED: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("WORDS", {"words": ""}),
    ("--unit", {"units": ()}),
    ("--lead", {"lead": ()}),
    ("--coordinating", {"coordinating": ()}),
    ("--due…", {"due_from": None, "due_to": None}),
    ("--during", {"during": None}),
    ("--kind", {"kinds": ()}),
    ("--issuer", {"issuer": ""}),
    ("--place", {"place": ""}),
    ("--plan", {"plan": ""}),
    ("--document", {"documents": ()}),
    ("--year", {"year": None}),
    ("--indicator", {"indicator": "", "amount": None}),
    ("--confidence…", {"confidence_from": None, "confidence_to": None}),
    ("--flagged", {"flagged": False}),
    ("--review-status", {"review_status": None}),
)


def fewer(archive: Archive, question: Question) -> list[tuple[str, int]]:
    """Return each thing asked for, by its flag, without which something is found, and how much.

    For a question with two or more of them that finds nothing.
    """
    asked = [(flag, less) for flag, less in _ASKED if replace(question, **less) != question]
    if len(asked) < 2:  # without the only one everything is found
        return []
    counts = [(flag, count(archive, replace(question, **less))) for flag, less in asked]
    return [(flag, found) for flag, found in counts if found]
