"""``kehoach repair``: a text layer with its marks put right, line by line."""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline.errors import ExitCode, InputNotFoundError, UnreadableError, UnsupportedInputError
from pipeline.load.sniff import PDF_HEADER_WITHIN, known_kind
from pipeline.load.textfile import decode
from pipeline.store.textfile import write_text
from pipeline.store.weights import load_text_repair


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", type=Path, metavar="FILE.txt", help="the text layer")
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="FILE",
        help="where the repaired text goes (default: standard output)",
    )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Write as many lines as there are in the file, repaired."""
    data = _bytes(arguments.file)
    if known_kind(data[:PDF_HEADER_WITHIN]) is not None:
        raise UnsupportedInputError(
            f"{arguments.file} is a document; kehoach repair takes bare text only",
            f"Read it with: kehoach extract {arguments.file}",
        )
    text = decode(data, str(arguments.file))
    lines = text.split("\n")
    better = load_text_repair().repair(lines)
    repaired = "\n".join(better)
    if arguments.out is None:
        sys.stdout.write(repaired)
    else:
        write_text(arguments.out, repaired)
    sys.stderr.write(f"kehoach: {_told(lines, better)}\n")
    return ExitCode.OK


def _told(lines: Sequence[str], repaired: Sequence[str]) -> str:
    """Say how much was changed, and where doubts are told."""
    words = sum(len(line.split()) for line in lines)
    if not words:
        return "there is no text in the file"
    pairs = [
        (unicodedata.normalize("NFC", a).split(), b.split())
        for a, b in zip(lines, repaired, strict=True)
    ]
    changed = sum(Levenshtein.distance(a, b) for a, b in pairs)
    if not changed:
        return f"none of {words} words changed: their marks are in order"
    touched = sum(a != b for a, b in pairs)
    return (
        f"{changed} of {words} words changed, on {touched} lines. Which are doubtful is not told "
        "here: kehoach extract gives the same file's values a confidence and the words as received"
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputNotFoundError(f"not found: {path}") from error
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}") from error
