"""Which words may stand behind what a reader saw, for many readings at once.

A word is a head of consonants and a tail; what was read is cut in two at every place, and the ends
of the readings are scored against all tails, their beginnings against all heads. Readings share
their ends, words their tails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, NamedTuple

import numpy as np

from pipeline.diacritics.candidates import Readings
from pipeline.diacritics.ngrams import LogProbs, Rows
from pipeline.diacritics.seen import SeenLetters
from pipeline.diacritics.spellings import Ends, Seen
from pipeline.types.folding import fold

_EITHER = "CIJKOPSUVWXYZ0123456789&"  # capitals that look like their small letters, and signs

Case = Literal["lower", "title", "upper"]
_CASES: Final[tuple[Case, ...]] = ("lower", "title", "upper")
_VOWELS = "aeiouy"
_LONGEST_HEAD = 6  # characters that are read for a head at most
_DEPTH = 9.0  # nats behind the best word at which a word is given up
_MOST = 32  # words of one reading
_CACHED = 100_000
_TOGETHER = 64  # readings scored at once against all words


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The words of one case with log P of each, and the nodes of their heads and tails."""

    words: tuple[str, ...]
    prior: LogProbs
    head: Rows
    tail: Rows


class _Found(NamedTuple):
    """Words of one case, and log P of each together with its weight, the most promising first."""

    promise: LogProbs
    guesses: Readings


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
        self._known: dict[str, Readings] = {}

    def guesses(self, reading: str) -> Readings:
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
        found: dict[str, list[_Found]] = {reading: [] for reading in new}
        for case in _CASES:
            of_case = [reading for reading in new if case in _cases(reading)]
            if of_case and self._words[case].words:
                self._find(of_case, case, found)
        for reading, of_cases in found.items():
            self._known[reading] = _together(of_cases)

    def _find(self, readings: Sequence[str], case: Case, found: Mapping[str, list[_Found]]) -> None:
        """Add the words of one case, each with what it promises by itself."""
        words = self._words[case]
        cuts = [range(min(len(reading), _LONGEST_HEAD) + 1) for reading in readings]
        heads, head_row = self._heads[case].scores(
            {reading[:at] for reading, of in zip(readings, cuts, strict=True) for at in of}
        )
        tails, tail_row = self._tails[case].scores(
            {reading[at:] for reading, of in zip(readings, cuts, strict=True) for at in of}
        )
        nowhere = len(heads), len(tails)  # rows of cuts behind the end of a reading
        rows = np.array(
            [
                [(head_row[r[:at]], tail_row[r[at:]]) for at in of]
                + [nowhere] * (_LONGEST_HEAD + 1 - len(of))
                for r, of in zip(readings, cuts, strict=True)
            ],
            np.int64,
        )
        most = [np.append(ends.max(axis=1), -np.inf) for ends in (heads, tails)]
        bound = most[0][rows[:, :, 0]] + most[1][rows[:, :, 1]]
        for first in range(0, len(readings), _TOGETHER):
            together = slice(first, first + _TOGETHER)
            weight = _best_cut(words, heads, tails, rows[together], bound[together])
            for reading, leading in zip(readings[together], _leading(words, weight), strict=True):
                found[reading].append(leading)


def _best_cut(
    words: _Words, heads: LogProbs, tails: LogProbs, rows: Rows, bound: LogProbs
) -> LogProbs:
    """Return log P(reading | word) (readings, words), of the cut that says most for each word.

    rows    (readings, cuts, 2), rows of ``heads`` and ``tails``.
    bound   (readings, cuts), no word of a cut has more; it is written over.
    Cuts that could not make any word promising enough are left out.
    """
    first = bound.argmax(axis=1)
    own = np.arange(len(rows))

    def cut(which: Rows, at: Rows) -> LogProbs:
        head, tail = rows[which, at].T
        both: LogProbs = heads[head].take(words.head, axis=1)
        both += tails[tail].take(words.tail, axis=1)
        return both

    weight = cut(own, first)
    needed = (weight + words.prior).max(axis=1) - _DEPTH - words.prior.max()
    bound[own, first] = -np.inf
    for at in range(rows.shape[1]):
        hopeful = np.flatnonzero(bound[:, at] > needed)
        if len(hopeful):
            weight[hopeful] = np.maximum(weight[hopeful], cut(hopeful, np.full_like(hopeful, at)))
    return weight


def _sorted_out(words: Mapping[str, float], case: Case, heads: Ends, tails: Ends) -> _Words:
    of_case = sorted(word for word in words if case_of(word) == case)
    cut = [_cut(word) for word in of_case]
    return _Words(
        tuple(of_case),
        np.array([words[word] for word in of_case], np.float32),
        heads.nodes(head for head, _ in cut),
        tails.nodes(tail for _, tail in cut),
    )


def _leading(words: _Words, weight: LogProbs) -> Iterator[_Found]:
    """Give the words that promise most of each reading; ``weight`` (readings, words)."""
    total = weight + words.prior
    row, word = np.nonzero(total > total.max(axis=1, keepdims=True) - _DEPTH)
    promise, own = total[row, word], weight[row, word]
    order = np.lexsort((-promise, row))
    word, promise, own = word[order], promise[order], own[order]
    bounds = np.searchsorted(row[order], np.arange(len(weight) + 1)).tolist()
    texts = [words.words[at] for at in word.tolist()]
    for first, last in pairwise(bounds):
        leading = slice(first, min(last, first + _MOST))
        yield _Found(promise[leading], Readings(texts[leading], own[leading]))


def _together(found: Sequence[_Found]) -> Readings:
    """Return the words of all cases of one reading, those that promise most first."""
    if not found:
        return Readings((), np.zeros(0, np.float32))
    if len(found) == 1:
        return found[0].guesses
    promise = np.concatenate([one.promise for one in found])
    weights = np.concatenate([one.guesses.weights for one in found])
    texts = [text for one in found for text in one.guesses.texts]
    order = np.argsort(-promise, kind="stable")[:_MOST]
    order = order[promise[order] > promise[order[0]] - _DEPTH]
    return Readings([texts[i] for i in order.tolist()], weights[order])


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
