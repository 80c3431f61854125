"""Which words may stand behind what a reader saw: a trie of words walked with its errors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final, Literal

from pipeline.diacritics.seen import SeenLetters

_EITHER = "CIJKOPSUVWXYZ0123456789&"  # capitals that look like their small letters, and signs

Case = Literal["lower", "title", "upper"]
_CASES: Final[tuple[Case, ...]] = ("lower", "title", "upper")
_promised = itemgetter(0)
_LONGEST = 3  # characters that a reader sees in one letter at most: "ủ" → "tii"
_ODD_LETTER = -9.0  # nats: a letter read as something it was never read as
_ODD_SIGN = -6.5  # nats: something read where nothing stands
_LEAST_LOST = -6.0  # nats: letters lost more rarely are not looked for
_ODD_FROM = 2  # beginnings from which such oddities are tried
_KEPT = 80  # beginnings of words kept at each place
_DEPTH = 11.0  # nats behind the best word at which a word is given up
_MOST = 40  # words of one reading
_CACHED = 100_000


@dataclass(slots=True, eq=False)
class _Node:
    """A beginning of words: the nodes behind it by letter.

    promise   log probability of the likeliest word that begins so.
    ends      it is a word.
    """

    behind: dict[str, _Node] = field(default_factory=dict)
    promise: float = -math.inf
    ends: bool = False


_States = dict[str, tuple[float, _Node]]
_State = tuple[str, float, _Node]


@dataclass(frozen=True, slots=True)
class Guess:
    """A word, as it is written, and log P(reading | word)."""

    word: str
    weight: float


class Guesser:
    """Words and a reader's errors; remembers what it found."""

    def __init__(self, words: Mapping[str, float], seen: SeenLetters) -> None:
        """Take words as they are written, each with its log probability."""
        self._seen = seen
        self._lost = [pair for pair in seen.letters_of("") if pair[1] > _LEAST_LOST]
        self._prior = words
        self._tries = {case: _Node() for case in _CASES}
        self._known: dict[str, tuple[Guess, ...]] = {}
        for word, weight in words.items():
            node = self._tries[case_of(word)]
            node.promise = max(node.promise, weight)
            for char in word:
                node = node.behind.setdefault(char, _Node())
                node.promise = max(node.promise, weight)
            node.ends = True

    def guesses(self, reading: str) -> tuple[Guess, ...]:
        """Return the words that ``reading`` may be, the likeliest by themselves first."""
        found = self._known.get(reading)
        if found is None:
            if len(self._known) > _CACHED:
                self._known.clear()
            found = self._known[reading] = self._best(reading)
        return found

    def _best(self, reading: str) -> tuple[Guess, ...]:
        """Return the likeliest words of every case that the reading may be in."""
        ended = [pair for case in _cases(reading) for pair in self._search(reading, case)]
        ended.sort(key=_promised, reverse=True)
        return tuple(guess for total, guess in ended[:_MOST] if total > ended[0][0] - _DEPTH)

    def _search(self, reading: str, case: Case) -> list[tuple[float, Guess]]:
        """Return the words of one case, each with what it promises by itself."""
        places: list[_States] = [{} for _ in range(len(reading) + 1)]
        places[0][""] = (0.0, self._tries[case])
        for at, states in enumerate(places):
            foremost = self._with_lost(states)
            if at < len(reading):
                for rank, (prefix, score, node) in enumerate(foremost):
                    self._read(reading, at, places, prefix, score, node)
                    if rank < _ODD_FROM:
                        self._read_oddly(places[at + 1], prefix, score, node)
        return [
            (score + self._prior[word], Guess(word, score))
            for word, (score, node) in places[-1].items()
            if node.ends
        ]

    def _with_lost(self, states: _States) -> list[_State]:
        """Return the foremost states, and those behind a letter that the reader did not see."""
        foremost = _foremost(states)
        for prefix, score, node in foremost:
            for letter, weight in self._lost:
                child = node.behind.get(letter)
                if child is not None:
                    _keep(states, prefix + letter, score + weight, child)
        return _foremost(states)

    def _read(
        self, reading: str, at: int, places: list[_States], prefix: str, score: float, node: _Node
    ) -> None:
        """Go on over what was read at one place."""
        for length in range(1, min(_LONGEST, len(reading) - at) + 1):
            states = places[at + length]
            for letter, weight in self._seen.letters_of(reading[at : at + length]):
                child = node.behind.get(letter)
                if child is not None:
                    _keep(states, prefix + letter, score + weight, child)

    def _read_oddly(self, states: _States, prefix: str, score: float, node: _Node) -> None:
        """Go on over one character as if it were any letter, or none."""
        _keep(states, prefix, score + _ODD_SIGN, node)
        for letter, child in node.behind.items():
            _keep(states, prefix + letter, score + _ODD_LETTER, child)


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


def _foremost(states: _States) -> list[_State]:
    """Return the states that promise most."""
    ranked = [
        (score + node.promise, prefix, score, node) for prefix, (score, node) in states.items()
    ]
    least = max((state[0] for state in ranked), default=0.0) - _DEPTH
    near = [state for state in ranked if state[0] > least]
    near.sort(key=_promised, reverse=True)
    return [state[1:] for state in near[:_KEPT]]


def _keep(states: _States, prefix: str, score: float, node: _Node) -> None:
    known = states.get(prefix)
    if known is None or known[0] < score:
        states[prefix] = (score, node)
