"""Text without case and marks: what OCR and hasty typists get wrong first."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    if char in "đĐ":
        return "d"
    lower = unicodedata.normalize("NFD", char)[0].lower()
    return lower if len(lower) == 1 else char


def fold(text: str) -> str:
    """Return ``text`` in lower case without marks, one character for each of NFC ``text``.

    Keeping the length lets a match in the folded text be cut out of the original.

    >>> fold("Đơn vị chủ trì")
    'don vi chu tri'
    """
    return "".join(map(_bare, text))


def joined(text: str) -> str:
    """Return ``text`` with every run of white space as one space, none at the ends."""
    return " ".join(text.split())
