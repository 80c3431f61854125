"""Tokens and their readings laid out for the search, and the shares of the readings after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from pipeline.diacritics.beam import Lattice, Path, speak
from pipeline.diacritics.candidates import Readings, Token
from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.ngrams import LanguageModel, LogProbs, Rows
from pipeline.diacritics.words import STOP

_AFTER = 3  # words to the right that speak for a reading; a 4-gram model hears no more
_CASE = 0.7  # trust in what case says, by right syllables of the lines kept aside
_GOES_ON = ",%)\"”’'/-–"  # signs after which a sentence goes on


_END = Readings((STOP,), np.zeros(1, np.float32))  # every text learnt from ends so


@dataclass(slots=True, eq=False)
class Laid:
    """Arcs of several texts, in the making; each ends with one arc for its end."""

    lexicon: Lexicon
    said: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    _weights: list[LogProbs] = field(default_factory=list)
    _places: list[tuple[int, int, int, bool]] = field(default_factory=list)

    def add(self, tokens: Sequence[Token]) -> None:
        """Lay the readings of one more text."""
        begins = True
        for place, token in enumerate(tokens):
            self._lay(token.readings, place, place + 1, begins)
            if token.joined is not None and place + 1 < len(tokens):
                self._lay(token.joined, place, place + 2, begins)
            last = token.raw[-1:]
            begins = not (last.isalnum() or last in _GOES_ON)
        self._lay(_END, len(tokens), len(tokens) + 1, begins)
        self.lengths.append(len(tokens) + 1)

    def lattice(self) -> Lattice:
        """Return the arcs of all texts."""
        heard = self.lexicon.heard()
        rows = np.array(self.lexicon.rows(self.said, heard), np.int64)
        number = [len(weights) for weights in self._weights]
        places = np.array(self._places, np.int64).reshape(-1, 4)
        text, start, end, begins = np.repeat(places, number, axis=0).T
        weight = np.concatenate([*self._weights, np.zeros(0, np.float32)])
        weight += _CASE * heard.case[rows, begins]
        words = heard.words[rows]
        most = max(int((words >= 0).any(axis=0).sum()), 1)
        lengths = np.array(self.lengths, np.int64)
        return Lattice(text, start, end, words[:, :most], weight, lengths)

    def _lay(self, readings: Readings, start: int, end: int, begins: bool) -> None:
        self._weights.append(readings.weights)
        self._places.append((len(self.lengths), start, end, begins))
        self.said += readings.texts


def shares(
    model: LanguageModel, lattice: Lattice, paths: Sequence[Path]
) -> list[list[list[tuple[int, float]]]]:
    """Return, for each arc of each path, the arcs of its place with their probabilities.

    The words before and behind the place are taken as the path has them.
    """
    chosen = np.concatenate([path.arcs for path in paths]) if paths else np.zeros(0, np.int64)
    before = (
        np.concatenate([path.histories for path in paths]) if paths else np.zeros((0, 1), np.int64)
    )
    key = (lattice.text * (lattice.end.max(initial=0) + 1) + lattice.start) * 4
    key += lattice.end - lattice.start
    by_key = np.argsort(key, kind="stable")
    first = np.searchsorted(key[by_key], key[chosen])
    number = np.searchsorted(key[by_key], key[chosen], side="right") - first
    owner = np.repeat(np.arange(len(chosen)), number)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(number) - number, number)
    arcs = by_key[first[owner] + within]
    score = np.zeros(len(arcs))
    several = np.flatnonzero(number[owner] > 1)
    behind = _behind(lattice, paths)
    score[several] = _heard(model, lattice, before, behind, owner[several], arcs[several])
    best = np.full(len(chosen), -np.inf)
    np.maximum.at(best, owner, score)
    share = np.exp(score - best[owner])
    share /= np.bincount(owner, weights=share, minlength=len(chosen))[owner]
    return _by_path(paths, number, arcs.tolist(), share.tolist())


def _heard(
    model: LanguageModel, lattice: Lattice, before: Rows, behind: Rows, owner: Rows, arcs: Rows
) -> LogProbs:
    words = np.hstack([lattice.words[arcs], behind[owner]])
    score, _ = speak(model, before[owner], words)
    return np.asarray(score + lattice.weight[arcs], np.float32)


def _behind(lattice: Lattice, paths: Sequence[Path]) -> Rows:
    """Return the next words (arcs, _AFTER) behind each arc of each path, -1 behind the last."""
    rows = []
    for path in paths:
        words = lattice.words[path.arcs]
        there = words >= 0
        said = np.concatenate([words[there], np.full(_AFTER, -1)])
        at = np.cumsum(there.sum(axis=1))
        rows.append(said[at[:, None] + np.arange(_AFTER)])
    return np.concatenate(rows) if rows else np.zeros((0, _AFTER), np.int64)


def _by_path(
    paths: Sequence[Path], number: Rows, arcs: list[int], share: list[float]
) -> list[list[list[tuple[int, float]]]]:
    ends = np.cumsum(number).tolist()
    pairs = list(zip(arcs, share, strict=True))
    every = [pairs[end - count : end] for end, count in zip(ends, number.tolist(), strict=True)]
    cuts = np.cumsum([0, *(len(path.arcs) for path in paths)]).tolist()
    return [every[a:b] for a, b in pairwise(cuts)]
