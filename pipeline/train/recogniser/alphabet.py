"""The characters that the recogniser knows, and texts as numbers of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
MARKED: Final = (
    "".join(
        letter
        for vowel in _VOWELS
        for tone in _TONES
        if (letter := unicodedata.normalize("NFC", vowel + tone)) not in "aeiouy"
    )
    + "đ"
)
LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
DIGITS: Final = "0123456789"
# Signs of plans and laws seen more than twenty times in 132 million characters; the look-alikes
# of a hyphen, quote or dash that print alike are one sign each.
SIGNS: Final = ".,;:()/-*%+…”“\"&=_–—'’‘?!<>≤≥[]°#~→±×÷•§@‰²³$|□"
ALPHABET: Final = " " + LATIN + LATIN.upper() + MARKED + MARKED.upper() + DIGITS + SIGNS
BLANK: Final = 0  # the number of "no character here"; the alphabet's begin at 1
_NUMBERS: Final = {character: i + 1 for i, character in enumerate(ALPHABET)}
_ALIKE: Final = str.maketrans(
    {"‑": "-", "−": "-", "‐": "-", "\u00a0": " ", "●": "•", "″": '"', "ˮ": '"'}
)


def normal(text: str) -> str:
    """Return a text in NFC, with single spaces and with one sign for those that print alike."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split())


def is_known(text: str) -> bool:
    """Return whether the alphabet holds every character."""
    return all(character in _NUMBERS for character in text)


def numbers_of(text: str) -> list[int]:
    """Return the number of each character. Raises KeyError for an unknown one."""
    return [_NUMBERS[character] for character in text]


def text_of(numbers: Sequence[int]) -> str:
    """Return the text of numbers of characters; blanks are left out."""
    return "".join(ALPHABET[number - 1] for number in numbers if number != BLANK)
