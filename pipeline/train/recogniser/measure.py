"""How well texts were read: wrong letters and wrong words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True, slots=True)
class Errors:
    """Letters and words printed, and how many were misread, left out or invented."""

    letters: int = 0
    wrong_letters: int = 0
    words: int = 0
    wrong_words: int = 0

    @property
    def letter_share(self) -> float:
        return self.wrong_letters / max(self.letters, 1)

    @property
    def word_share(self) -> float:
        return self.wrong_words / max(self.words, 1)


def errors_of(pairs: Iterable[tuple[str, str]]) -> Errors:
    """Compare (printed, read) texts; words are what stands between spaces."""
    letters = wrong_letters = words = wrong_words = 0
    for printed, read in pairs:
        letters += len(printed)
        wrong_letters += Levenshtein.distance(printed, read)
        words += len(printed.split())
        wrong_words += Levenshtein.distance(printed.split(), read.split())
    return Errors(letters, wrong_letters, words, wrong_words)
