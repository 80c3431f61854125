"""Words that consist of names of units."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records.reader import FieldReader

_LEAST = 0.8  # share of the letters of such words that the names take


def are_names(names: Sequence[str], words: str, read: FieldReader) -> bool:
    """Whether ``words``, role words left out, hold the units ``names`` found there, and no more."""
    share = sum(map(_letters, names)) / max(_letters(words), 1)
    return bool(names) and share >= _LEAST and all(map(read.is_unit_name, names))


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
