"""``kehoach train reader-errors``: what the reader takes for what, from composed scans."""

from __future__ import annotations

import argparse
import hashlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.diacritics.confusions import errors_to_json
from pipeline.errors import ExitCode
from pipeline.ocr.engine import create_engine
from pipeline.settings import Settings
from pipeline.store.textfile import write_file
from pipeline.train.reader_errors.learn import learn
from pipeline.train.reader_errors.pairs import read_pairs

PART = "reader-errors"


def add_parser(parts: Any) -> None:
    """Add the parser of this part."""
    summary = "learn what the reader takes for what, from scans that kehoach train synth wrote"
    parser = parts.add_parser(PART, help=summary, description=summary, allow_abbrev=False)
    parser.add_argument(
        "--scans",
        type=Path,
        action="append",
        required=True,
        metavar="FOLDER",
        help="a folder that kehoach train synth wrote; may be given several times",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the model")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Write the model and print its section for the registry."""
    settings = Settings()
    engine = create_engine(replace(settings.ocr, engine="tesseract"))
    pairs = (pair for folder in arguments.scans for pair in read_pairs(folder, engine, settings))
    data = errors_to_json(learn(pairs)).encode("utf-8")
    write_file(arguments.out, data)
    sys.stdout.write(f'[{arguments.out.stem}]\nfile = "models/{arguments.out.name}"\n')
    sys.stdout.write(f'sha256 = "{hashlib.sha256(data).hexdigest()}"\n')
    sys.stderr.write(f"learnt from readings of {engine.identity}\n")
    return ExitCode.OK
