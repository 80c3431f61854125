"""Which words may stand behind what a reader saw, for many readings at once.

A word is a head of consonants and a tail; what was read is cut in two at every place, and the ends
of the readings are scored against all tails, their beginnings against all heads. Readings share
their ends, words their tails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, Literal

import numpy as np

from pipeline.diacritics.candidates import Candidate
from pipeline.diacritics.ngrams import LogProbs, Rows
from pipeline.diacritics.seen import SeenLetters
from pipeline.diacritics.spellings import Ends, Seen
from pipeline.types.folding import fold

_EITHER = "CIJKOPSUVWXYZ0123456789&"  # capitals that look like their small letters, and signs

Case = Literal["lower", "title", "upper"]
_CASES: Final[tuple[Case, ...]] = ("lower", "title", "upper")
_VOWELS = "aeiouy"
_LONGEST_HEAD = 6  # characters that are read for a head at most
_DEPTH = 11.0  # nats behind the best word at which a word is given up
_MOST = 40  # words of one reading
_CACHED = 100_000
_TOGETHER = 64  # readings scored at once against all words
_promised = itemgetter(0)


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The words of one case with log P of each, and the nodes of their heads and tails."""

    words: tuple[str, ...]
    prior: LogProbs
    head: Rows
    tail: Rows


class Guesser:
    """Words and a reader's errors; remembers what it found."""

    def __init__(self, words: Mapping[str, float], seen: SeenLetters) -> None:
        """Take words as they are written, each with its log probability."""
        table = Seen(seen, {char for word in words for char in word})
        self._heads, self._tails, self._words = {}, {}, {}
        for case in _CASES:
            cut = [_cut(word) for word in words if case_of(word) == case]
            heads = self._heads[case] = Ends(table, {head for head, _ in cut}, backward=False)
            tails = self._tails[case] = Ends(table, {tail for _, tail in cut}, backward=True)
            self._words[case] = _sorted_out(words, case, heads, tails)
        self._known: dict[str, tuple[Candidate, ...]] = {}

    def guesses(self, reading: str) -> tuple[Candidate, ...]:
        """Return the words that ``reading`` may be, the likeliest by themselves first.

        Weights are log P(reading | word).
        """
        if reading not in self._known:
            self.prepare([reading])
        return self._known[reading]

    def prepare(self, readings: Iterable[str]) -> None:
        """Find the words of many readings at once, which is faster than one by one."""
        if len(self._known) > _CACHED:
            self._known.clear()
        new = sorted(set(readings) - self._known.keys())
        found: dict[str, list[tuple[float, Candidate]]] = {reading: [] for reading in new}
        for case in _CASES:
            of_case = [reading for reading in new if case in _cases(reading)]
            if of_case and self._words[case].words:
                self._find(of_case, case, found)
        for reading, guesses in found.items():
            guesses.sort(key=_promised, reverse=True)
            best = guesses[0][0] if guesses else 0.0
            self._known[reading] = tuple(
                guess for total, guess in guesses[:_MOST] if total > best - _DEPTH
            )

    def _find(
        self, readings: Sequence[str], case: Case, found: dict[str, list[tuple[float, Candidate]]]
    ) -> None:
        """Add the words of one case, each with what it promises by itself."""
        words = self._words[case]
        cuts = [range(min(len(reading), _LONGEST_HEAD) + 1) for reading in readings]
        heads, head_row = self._heads[case].scores(
            {reading[:at] for reading, of in zip(readings, cuts, strict=True) for at in of}
        )
        tails, tail_row = self._tails[case].scores(
            {reading[at:] for reading, of in zip(readings, cuts, strict=True) for at in of}
        )
        for first in range(0, len(readings), _TOGETHER):
            some = readings[first : first + _TOGETHER]
            weight = np.full((len(some), len(words.words)), -np.inf, np.float32)
            for at in range(_LONGEST_HEAD + 1):
                rows = [row for row, reading in enumerate(some) if len(reading) >= at]
                head = heads[[head_row[some[row][:at]] for row in rows]]
                tail = tails[[tail_row[some[row][at:]] for row in rows]]
                both = head.take(words.head, axis=1)
                both += tail.take(words.tail, axis=1)
                weight[rows] = np.maximum(weight[rows], both)
            for reading, total, guess in _leading(some, words, weight):
                found[reading].append((total, guess))


def _sorted_out(words: Mapping[str, float], case: Case, heads: Ends, tails: Ends) -> _Words:
    of_case = sorted(word for word in words if case_of(word) == case)
    cut = [_cut(word) for word in of_case]
    return _Words(
        tuple(of_case),
        np.array([words[word] for word in of_case], np.float32),
        heads.nodes(head for head, _ in cut),
        tails.nodes(tail for _, tail in cut),
    )


def _leading(
    readings: Sequence[str], words: _Words, weight: LogProbs
) -> Iterator[tuple[str, float, Candidate]]:
    """Give the words that promise most of each reading; ``weight`` (readings, words)."""
    total = weight + words.prior
    row, word = np.nonzero(total > total.max(axis=1, keepdims=True) - _DEPTH)
    order = np.lexsort((-total[row, word], row))
    row, word = row[order], word[order]
    rank = np.arange(len(row)) - np.searchsorted(row, row)
    row, word = row[rank < _MOST], word[rank < _MOST]
    found = (row, word, weight[row, word], total[row, word])
    for number, at, own, whole in zip(*(column.tolist() for column in found), strict=True):
        yield readings[number], whole, Candidate(words.words[at], own)


def _cut(word: str) -> tuple[str, str]:
    """Return the consonants that a word begins with, and the rest."""
    at = next((i for i, char in enumerate(fold(word)) if char in _VOWELS), len(word))
    return (word[:at], word[at:]) if at < len(word) else ("", word)


def case_of(word: str) -> Case:
    """Return how a word is written."""
    if word[0].islower():
        return "lower"
    return "upper" if len(word) > 1 and word.isupper() else "title"


def _cases(reading: str) -> tuple[Case, ...]:
    """Return the ways in which what was read as ``reading`` may be written."""
    capitals = sum(char.isupper() for char in reading)
    if 2 * capitals > len(reading) > 1:
        return ("upper",) if capitals > 1 else ("upper", "title", "lower")
    if reading[0] in _EITHER:
        return ("title", "lower")
    return ("title",) if capitals and reading[0].isupper() else ("lower",)
