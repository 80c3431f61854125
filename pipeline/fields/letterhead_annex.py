"""What an annex says of its plan: "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/3/2024 của …)".

Number and day of the head are often filled in by hand; the annex's line repeats them in print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.fields.letterhead_lines import Piece
from pipeline.fields.letterhead_number import is_print, read_number
from pipeline.types.folding import fold

_REFERENCE = re.compile(
    r"\W*(?:ban hanh )?kem theo (?P<kind>\w+(?: \w+){0,2}?)\s*\.?\s*so\s*[:.]?\s*"
    r"(?P<number>[\w/ .&-]+?)"
    r"\s*,?\s*ngay\s*(?P<d>\d{1,2})\s*(?:/|thang)\s*(?P<m>\d{1,2})\s*(?:/|nam)\s*(?P<y>\d{4})\b"
)
_SURE = 0.5  # confidence of each word with digits; as for the number itself


@dataclass(frozen=True, slots=True)
class Reference:
    """Number ("" where it was not surely print), day and the lines that say so."""

    number: str
    day: date | None
    pieces: tuple[Piece, ...]


def find_reference(pieces: Sequence[Piece], kind: str) -> Reference | None:
    """Return what the first annex says of the plan, a document of the type ``kind``."""
    for index, piece in enumerate(pieces):
        if "kem theo" not in piece.folded:
            continue
        used = tuple(pieces[index : index + 2])
        text = " ".join(part.text for part in used)
        found = _REFERENCE.match(fold(text))
        if found is None or fold(kind) != found["kind"]:
            continue
        number = read_number(text[found.start("number") : found.end("number")])
        sure = number and is_print(used, number)
        return Reference(number if sure else "", _day(found, used), used)
    return None


def _day(found: re.Match[str], pieces: Sequence[Piece]) -> date | None:
    words = [w for piece in pieces for w in piece.words]
    for name in ("d", "m", "y"):
        read = [w.confidence for w in words if found[name] in w.text]
        if words and max(read, default=0.0) < _SURE:
            return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
