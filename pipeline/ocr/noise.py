"""Specks and strokes that were read as letters: out of the text, kept in the raw reading."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.types.text import Line, Word

# Signs that official Vietnamese print does not begin or end a word with.
# A point, comma or quote alone belongs to no word: _SIGNS_ALONE has none.
_STRAY = "ˆ_`~^|¬®©¦¡¿†‡§°'‘’«»‹›*\\€£"
_EDGES = re.compile(rf"^[{re.escape(_STRAY)}]+|[{re.escape(_STRAY)}]+$")
_SIGNS_ALONE = frozenset("-–—+&/=<>≤≥%“”():…") | {"...", "...."}
_SURE = 0.6  # a sign alone that was read with less is dirt


def without_noise(line: Line) -> Line:
    """Return the line without stray signs; a word of nothing else gets an empty text."""
    return Line(tuple(_cleaned(word) for word in line.words), line.box)


def _cleaned(word: Word) -> Word:
    text = _EDGES.sub("", word.text)
    if not any(character.isalnum() for character in text) and not _stands_alone(text, word):
        text = ""
    return word if text == word.text else replace(word, text=text)


def _stands_alone(text: str, word: Word) -> bool:
    return text in _SIGNS_ALONE and word.confidence >= _SURE
