"""``kehoach search``: tasks by their words, units, deadlines, plans."""

from __future__ import annotations

import argparse
import csv
import json
import sys

from pipeline.commands.filters import add_filters, fewer, question_of
from pipeline.commands.found import found_table
from pipeline.commands.terminal import console
from pipeline.errors import ExitCode, UsageError
from pipeline.query.archive import Archive, open_archive
from pipeline.query.question import Question
from pipeline.query.search import Answer, count_doubles, search
from pipeline.query.words import terms
from pipeline.store.exports.flat import FLAT_COLUMNS, flat_row, json_rows

_SHOWN = 20  # tasks in the terminal unless told otherwise: some three screens


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "words",
        nargs="*",
        metavar="WORDS",
        help='marks and capitals do not count, UBND is Ủy ban nhân dân; "\\"một cửa\\"" in quotes '
        "of its own stands together",
    )
    add_filters(parser)
    parser.add_argument(
        "--limit", type=int, metavar="N", help=f"tasks shown (default {_SHOWN}, 0: all)"
    )
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")
    parser.add_argument(
        "--open", action="store_true", help="show the place on paper of the first task found"
    )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Print what is found; nothing found is no error."""
    question = question_of(arguments, " ".join(arguments.words))
    if question == Question(order=question.order):
        raise UsageError("nothing is asked for", "Give words, or flags such as --unit or --due")
    with open_archive(arguments.out, arguments.database) as archive:
        answer = search(archive, question, _limit(arguments))
        {"table": _as_table, "json": _as_json, "csv": _as_csv}[arguments.format](answer, question)
        if not answer.total:
            sys.stderr.write("".join(map(_without, fewer(archive, question))))
        doubles = 0 if answer.relaxed else count_doubles(archive, question)
        if doubles:
            sys.stderr.write(_twice(doubles))
        if arguments.open and answer.total:
            _open_first(archive, answer)
    return ExitCode.OK


def _twice(doubles: int) -> str:
    return (
        f"kehoach: {doubles} nhiệm vụ thuộc văn bản đã có ở tệp khác (quét hai lần); --once để bỏ"
        f" · {doubles} are of plans that another file holds too; --once leaves them out\n"
    )


def _without(found: tuple[str, int]) -> str:
    flag, count = found
    return f"kehoach: bỏ {flag}: {count} nhiệm vụ · without {flag}: {count} tasks\n"


def _limit(arguments: argparse.Namespace) -> int | None:
    if arguments.limit is None:
        return _SHOWN if arguments.format == "table" else None
    if arguments.limit < 0:
        raise UsageError("--limit must not be negative")
    return arguments.limit or None


def _as_table(answer: Answer, question: Question) -> None:
    screen = console()
    if not answer.total:
        screen.print("Không tìm thấy nhiệm vụ nào · No task was found.")
        return
    if answer.relaxed:
        screen.print(
            "Không nhiệm vụ nào có đủ các từ; gần nhất là · No task has all the words; nearest:",
            style="yellow",
        )
    rows = answer.tasks.to_pylist()
    screen.print(found_table(rows, terms(question.words)))
    left = answer.total - len(rows)
    more = f"; còn {left} nữa, --limit 0 để xem hết · {left} more with --limit 0" if left else ""
    screen.print(f"{answer.total} nhiệm vụ · tasks{more}", style="dim")


def _as_json(answer: Answer, question: Question) -> None:
    del question
    sys.stdout.write("[")
    for i, row in enumerate(json_rows(answer.tasks)):
        sys.stdout.write(",\n " if i else "\n ")
        sys.stdout.write(json.dumps(row, ensure_ascii=False))
    sys.stdout.write("\n]\n")


def _as_csv(answer: Answer, question: Question) -> None:
    del question
    writer = csv.DictWriter(sys.stdout, FLAT_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat_row(row) for row in answer.tasks.to_pylist())


def _open_first(archive: Archive, answer: Answer) -> None:
    from pipeline.commands.crops import open_crop  # noqa: PLC0415  loads all that reads scans

    path = open_crop(archive, answer.tasks.slice(0, 1).to_pylist()[0])
    if path is not None:
        sys.stderr.write(f"kehoach: the place on paper is in {path}\n")
