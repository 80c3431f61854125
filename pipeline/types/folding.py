"""Text without case and marks: what OCR and hasty typists get wrong first."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TEACH = re.compile(r"(?<!\w)(gi)á(o)(?!\w)", re.IGNORECASE)


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


def fold_giving(text: str) -> str:
    """Fold NFC ``text``, but keep "giáo" (to teach) apart from "giao" (to give); the length stays.

    >>> fold_giving("Giao giáo viên")
    'giao gi_o vien'
    """
    return fold(_TEACH.sub(r"\1_\2", text))


def joined(text: str) -> str:
    """Return ``text`` with every run of white space as one space, none at the ends."""
    return " ".join(text.split())
