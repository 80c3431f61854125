"""``kehoach train garbling``: what readers of the wrong language see in each letter."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path
from typing import Any

from pipeline.diacritics.seen import seen_to_bytes
from pipeline.errors import ExitCode
from pipeline.store.textfile import write_file
from pipeline.train.garbling.learning import learn
from pipeline.train.garbling.printing import printed_and_read
from pipeline.train.language.build import places
from pipeline.train.language.corpus import kept_aside, read_lines

PART = "garbling"
_PLACES = 0.15  # share of the printed lines that are names of places, for rare syllables


def add_parser(parts: Any) -> None:
    """Add the parser of this part."""
    summary = "print lines, read them with a model of another language, learn its errors"
    parser = parts.add_parser(PART, help=summary, description=summary, allow_abbrev=False)
    parser.add_argument("--plans", type=Path, required=True, metavar="FILE", help="texts to print")
    parser.add_argument("--language", default="eng", help="the reader's model (default: eng)")
    parser.add_argument("--lines", type=int, default=17000, metavar="N", help="(default: 17000)")
    parser.add_argument("--seed", type=int, default=11, metavar="N", help="(default: 11)")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the model")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Write the model and print its section for the registry."""
    plans = [line for line in read_lines(arguments.plans) if not kept_aside(line)]
    names = places()
    wanted = round(len(plans) * _PLACES / (1 - _PLACES))
    texts = plans + [", ".join(names[i : i + 3]) for i in range(0, len(names), 3)][:wanted]
    pairs = printed_and_read(texts, arguments.lines, arguments.seed, arguments.language)
    data = seen_to_bytes(learn(pairs))
    write_file(arguments.out, data)
    sys.stdout.write(f'[{arguments.out.stem}]\nfile = "models/{arguments.out.name}"\n')
    sys.stdout.write(f'sha256 = "{hashlib.sha256(data).hexdigest()}"\n')
    return ExitCode.OK
