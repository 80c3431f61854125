"""``kehoach train``: make what models are trained and tested on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.commands import (
    train_calibration,
    train_garbling,
    train_language,
    train_reader,
    train_recogniser,
)
from pipeline.errors import ExitCode, UsageError
from pipeline.store.weights import load_seen_letters
from pipeline.train.synth.compose import compose
from pipeline.train.synth.document import Document, make
from pipeline.train.synth.frozen import SPLITS, documents
from pipeline.train.synth.textlayers import KINDS as TEXTS
from pipeline.train.synth.textlayers import layer_of
from pipeline.train.synth.wear import KINDS
from pipeline.train.synth.write import write, write_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add one parser for each thing that can be made."""
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    words = "learn how probably each field is right, from scans with gold"
    train_calibration.add_arguments(
        parts.add_parser("calibration", help=words, description=words, allow_abbrev=False)
    )
    summary = "compose plans with their gold, print them and wear them like scans"
    synth = parts.add_parser("synth", help=summary, description=summary, allow_abbrev=False)
    synth.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    synth.add_argument("--seed", type=int, default=0, metavar="N", help="(default: 0)")
    synth.add_argument("--count", type=int, default=10, metavar="N", help="(default: 10)")
    synth.add_argument(
        "--kinds",
        default=",".join(KINDS),
        metavar="A,B",
        help=f"kinds of wear, taken in turn (default: all: {', '.join(KINDS)})",
    )
    synth.add_argument(
        "--split",
        choices=SPLITS,
        default="development",
        help="whose words to use (default: development)",
    )
    synth.add_argument(
        "--texts", action="store_true", help="write bare text layers (TXT) in place of scans"
    )
    synth.add_argument(
        "--frozen", choices=SPLITS, help="write a frozen set; seed, count and kinds do not count"
    )
    train_garbling.add_parser(parts)
    train_language.add_parser(parts)
    train_reader.add_parser(parts)
    train_recogniser.add_parser(parts)


def run(arguments: argparse.Namespace) -> ExitCode:
    """Make the part that was asked for."""
    parts = {
        "calibration": train_calibration.run,
        train_garbling.PART: train_garbling.run,
        train_language.PART: train_language.run,
        train_reader.PART: train_reader.run,
        train_recogniser.PART: train_recogniser.run,
    }
    return parts.get(arguments.part, _synth)(arguments)


def _synth(arguments: argparse.Namespace) -> ExitCode:
    """Write the documents, and say one line of each."""
    if arguments.texts:
        return _texts(arguments)
    made = documents(arguments.frozen) if arguments.frozen else _documents(arguments)
    pages = tasks = others = 0
    for document, same in made:
        path = write(document, arguments.out)
        pages += len(document.pictures)
        tasks += len(document.plan.tasks)
        others += not same
        sys.stderr.write(f"{path}: {len(document.pictures)} pages\n")
    sys.stdout.write(f"{pages} pages, {tasks} tasks in {arguments.out}\n")
    if others:
        sys.stderr.write(
            f"kehoach: {others} documents have other pixels than the frozen ones (another "
            "processor or library version); their gold is the same.\n"
        )
    return ExitCode.OK


def _texts(arguments: argparse.Namespace) -> ExitCode:
    """Write text layers, and say one line of each."""
    seen = load_seen_letters()
    for i in range(arguments.count):
        seed, kind = f"{arguments.split} {arguments.seed} {i}", TEXTS[i % len(TEXTS)]
        plan = compose(seed, arguments.split, f"layer-{arguments.seed}-{i:04}")
        path = write_text(plan, kind, layer_of(plan, kind, seed, seen), arguments.out)
        sys.stderr.write(f"{path}: {len(plan.tasks)} tasks\n")
    return ExitCode.OK


def _documents(arguments: argparse.Namespace) -> Iterator[tuple[Document, bool]]:
    kinds = [kind.strip() for kind in arguments.kinds.split(",") if kind.strip()]
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown or not kinds:
        raise UsageError(f"--kinds: no kind {', '.join(unknown)}", f"There are: {', '.join(KINDS)}")
    if arguments.count < 1:
        raise UsageError("--count must be 1 or more")
    for i in range(arguments.count):
        seed = f"{arguments.split} {arguments.seed} {i}"
        plan_id = f"synth-{arguments.seed}-{i:04}"
        yield make(seed, arguments.split, kinds[i % len(kinds)], plan_id), True
