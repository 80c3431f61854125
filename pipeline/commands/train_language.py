"""``kehoach train language-model``: the model of diacritic repair, from text corpora."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.diacritics.lexicon import lexicon_to_bytes
from pipeline.errors import ExitCode
from pipeline.evaluate.gold import load_gold
from pipeline.store.textfile import write_file
from pipeline.train.language.build import Texts, build
from pipeline.train.language.corpus import read_lines

PART = "language-model"


def add_parser(parts: Any) -> None:
    """Add the parser of this part."""
    summary = "learn the language model of diacritic repair from texts, a text or entry a line"
    parser = parts.add_parser(PART, help=summary, description=summary, allow_abbrev=False)
    parser.add_argument(
        "--corpus",
        type=Path,
        action="append",
        required=True,
        metavar="FILE",
        help="official texts of any kind, also packed with xz; may be given several times",
    )
    parser.add_argument(
        "--plans",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="texts of plans: they count for more, and a tenth of their lines is kept aside",
    )
    parser.add_argument(
        "--never",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="gold documents whose texts are never learnt from",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the model")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Write the model and print its section for the registry."""
    texts = Texts(
        general=_lines(arguments.corpus),
        plans=_lines(arguments.plans),
        never=_gold_texts(arguments.never),
    )
    data = lexicon_to_bytes(build(texts))
    write_file(arguments.out, data)
    sys.stdout.write(f'[{arguments.out.stem}]\nfile = "models/{arguments.out.name}"\n')
    sys.stdout.write(f'sha256 = "{hashlib.sha256(data).hexdigest()}"\n')
    for path in (*arguments.corpus, *arguments.plans):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        sys.stderr.write(f"learnt from {path.name}, SHA-256 {digest}\n")
    return ExitCode.OK


def _lines(paths: Sequence[Path]) -> list[str]:
    return [line for path in paths for line in read_lines(path)]


def _gold_texts(folders: Sequence[Path]) -> frozenset[str]:
    plans = load_gold(folders).plans.values() if folders else ()
    return frozenset(segment.text for plan in plans for segment in plan.segments)
