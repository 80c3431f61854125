"""``kehoach repair``: a text layer with its marks put right, line by line."""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from pipeline.commands.language import said
from pipeline.errors import ExitCode, InputNotFoundError, UnreadableError, UnsupportedInputError
from pipeline.load.sniff import PDF_HEADER_WITHIN, known_kind
from pipeline.load.textfile import decode
from pipeline.store.textfile import write_text
from pipeline.store.weights import load_text_repair
from pipeline.types.text import MendedWord

# Words below it are one in fifteen of the two layers read in the wrong language (425 of 6,524) and
# three in four of the wrong ones (178 of 239); 42 % of them are wrong.
_DOUBTFUL = 0.9


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
    parser.add_argument(
        "--doubtful",
        type=Path,
        metavar="FILE.tsv",
        help=f"list the words there whose probability of being right is below {_DOUBTFUL}: where "
        "they stand in the text as received, as received and as repaired, what else they may be",
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
    mended = load_text_repair().mend(lines)
    better = [line.text for line in mended]
    repaired = "\n".join(better)
    if arguments.out is None:
        sys.stdout.write(repaired)
    else:
        write_text(arguments.out, repaired)
    doubtful = [
        (number, word)
        for number, line in enumerate(mended, start=1)
        for word in line.words
        if word.confidence < _DOUBTFUL
    ]
    if arguments.doubtful is not None:
        write_text(arguments.doubtful, _table(doubtful))
    told = _told(lines, better) + _told_doubts(len(doubtful), arguments.doubtful)
    sys.stderr.write(f"kehoach: {told}\n")
    return ExitCode.OK


def _table(doubtful: Sequence[tuple[int, MendedWord]]) -> str:
    """Return doubtful words, each with the number of its line, as tab-separated values."""
    rows = ["line\tcolumn\treceived\trepaired\tsecond\tconfidence"]
    for number, word in doubtful:
        second = word.alternatives[0].text if word.alternatives else ""
        cells = word.raw, word.text, second
        shown = "\t".join(" ".join(cell.split()) for cell in cells)
        rows.append(f"{number}\t{word.start + 1}\t{shown}\t{word.confidence:.3f}")
    return "\n".join(rows) + "\n"


def _told_doubts(count: int, file: Path | None) -> str:
    if not count:
        return ""
    if file:
        return said(
            f"; {count} chữ đáng ngờ: xem {file}", f"; {count} are doubtful: they are in {file}"
        )
    return said(
        f"; {count} chữ đáng ngờ: thêm --doubtful TỆP.tsv để liệt kê",
        f"; {count} are doubtful: name a file with --doubtful to have them listed",
    )


def _told(lines: Sequence[str], repaired: Sequence[str]) -> str:
    """Say how much was changed, and where doubts are told."""
    words = sum(len(line.split()) for line in lines)
    if not words:
        return said("tệp không có chữ nào", "there is no text in the file")
    pairs = [
        (unicodedata.normalize("NFC", a).split(), b.split())
        for a, b in zip(lines, repaired, strict=True)
    ]
    changed = sum(Levenshtein.distance(a, b) for a, b in pairs)
    if not changed:
        return said(
            f"không sửa chữ nào trong {words} chữ: dấu đã đúng",
            f"none of {words} words changed: their marks are in order",
        )
    touched = sum(a != b for a, b in pairs)
    return said(
        f"đã sửa {changed} trong {words} chữ, trên {touched} dòng",
        f"{changed} of {words} words changed, on {touched} lines",
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputNotFoundError(f"not found: {path}") from error
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}") from error
