"""The composer's words: lists of the folder ``words``, by subject, split for the two sets."""

from __future__ import annotations

import zlib
from functools import cache
from importlib.resources import files
from typing import Final, Literal

Subject = Literal["a", "e", "s", "p"]
Split = Literal["development", "validation"]
SUBJECTS: Final[tuple[Subject, ...]] = ("a", "e", "s", "p")
_KEPT = 5  # of so many lines one is kept for validation


def kept_aside(line: str) -> bool:
    """Return whether a text belongs to the validation set and is not to be trained on."""
    return zlib.crc32(line.encode("utf-8")) % _KEPT == 0


@cache
def lines(name: str, subject: Subject, split: Split) -> tuple[str, ...]:
    """Return the texts of ``words/<name>.txt`` of one subject and one set."""
    text = (files(__package__) / "words" / f"{name}.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t", 1) for line in text.splitlines())
    wanted = split == "validation"
    return tuple(t for s, t in pairs if s == subject and kept_aside(t) == wanted)
