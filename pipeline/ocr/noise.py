"""Specks, seals and signatures read as letters: out of the text, kept in the raw reading."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.types.syllable import is_syllable
from pipeline.types.text import Line, Word, mean_confidence

# Signs that official Vietnamese print does not begin or end a word with.
# A point, comma or quote alone belongs to no word: _SIGNS_ALONE has none.
_STRAY = "ˆ_`~^|¬®©¦¡¿†‡§°'‘’«»‹›*\\€£"
_EDGES = re.compile(rf"^[{re.escape(_STRAY)}]+|[{re.escape(_STRAY)}]+$")
_SIGNS_ALONE = frozenset("-–—+&/=<>≤≥%“”():…") | {"...", "...."}
_SURE = 0.6  # a sign alone that was read with less is dirt
# A line read with less, of which less than that share of the letters stands in words, is scrawl: of
# 3,480 printed lines of worn scans one is, of the lines of seals and signatures most.
_SCRAWL, _IN_WORDS = 0.65, 0.3
_SHORTEST = 3  # letters; shorter lines may be numbers of rows
_NUMBER = re.compile(r"[\d.,/-]+|[IVX]+\.?")


def without_noise(line: Line) -> Line:
    """Return the line without stray signs; a word of nothing else gets an empty text.

    So do all words of a line that a seal or a signature drew.
    """
    cleaned = tuple(_cleaned(word) for word in line.words)
    if _is_scrawl(cleaned):
        cleaned = tuple(replace(word, text="") for word in cleaned)
    return Line(cleaned, line.box)


def _is_scrawl(words: tuple[Word, ...]) -> bool:
    texts = [word.text for word in words if word.text]
    letters = sum(map(len, texts))
    if letters < _SHORTEST or mean_confidence(words) >= _SCRAWL:
        return False
    if all(_NUMBER.fullmatch(text) for text in texts if any(map(str.isalnum, text))):
        return False
    return sum(len(text) for text in texts if _is_word(text)) < _IN_WORDS * letters


def _is_word(text: str) -> bool:
    bare = text.strip(".,;:()/-–“”\"'").lower()
    return len(bare) > 1 and (is_syllable(bare) or bare.isdecimal())


def _cleaned(word: Word) -> Word:
    text = _EDGES.sub("", word.text)
    if not any(character.isalnum() for character in text) and not _stands_alone(text, word):
        text = ""
    return word if text == word.text else replace(word, text=text)


def _stands_alone(text: str, word: Word) -> bool:
    return text in _SIGNS_ALONE and word.confidence >= _SURE
