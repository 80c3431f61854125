"""Tokens and their readings laid out for the search, and the shares of the readings after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from pipeline.diacritics.beam import Lattice, Path, speak
from pipeline.diacritics.candidates import Candidate, Token
from pipeline.diacritics.lexicon import Heard, Lexicon
from pipeline.diacritics.ngrams import LanguageModel, LogProbs, Rows
from pipeline.diacritics.words import STOP

_AFTER = 3  # words to the right that speak for a reading; a 4-gram model hears no more
_CASE = 0.7  # trust in what case says, by right syllables of the lines kept aside
_GOES_ON = ",%)\"”’'/-–"  # signs after which a sentence goes on


_END = Candidate(STOP, 0.0)  # every text learnt from ends so


@dataclass(slots=True, eq=False)
class Laid:
    """Arcs of several texts, in the making; each ends with one arc for its end."""

    lexicon: Lexicon
    said: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    _laid: list[tuple[Heard, int, int, int, bool]] = field(default_factory=list)

    def add(self, tokens: Sequence[Token]) -> None:
        """Lay the readings of one more text."""
        begins = True
        for place, token in enumerate(tokens):
            self._lay(token.candidates, place, place + 1, begins)
            if token.joined and place + 1 < len(tokens):
                self._lay(token.joined, place, place + 2, begins)
            last = token.raw[-1:]
            begins = not (last.isalnum() or last in _GOES_ON)
        self._lay((_END,), len(tokens), len(tokens) + 1, begins)
        self.lengths.append(len(tokens) + 1)

    def lattice(self) -> Lattice:
        """Return the arcs of all texts."""
        number = np.array([len(heard.weight) for heard, *_ in self._laid], np.int64)
        ends = np.cumsum(number).tolist()
        most = max((heard.words.shape[1] for heard, *_ in self._laid), default=1)
        words = np.full((ends[-1] if ends else 0, most), -1, np.int64)
        weight = np.empty(len(words), np.float32)
        for (heard, *_, begins), end in zip(self._laid, ends, strict=True):
            rows = slice(end - len(heard.weight), end)
            words[rows, : heard.words.shape[1]] = heard.words
            weight[rows] = heard.weight + _CASE * heard.case[int(begins)]
        places = np.array([place for _, *place, _ in self._laid], np.int64).reshape(-1, 3)
        text, start, end_of = np.repeat(places, number, axis=0).T
        return Lattice(text, start, end_of, words, weight, np.array(self.lengths, np.int64))

    def _lay(self, candidates: tuple[Candidate, ...], start: int, end: int, begins: bool) -> None:
        heard = self.lexicon.of_readings(candidates)
        self._laid.append((heard, len(self.lengths), start, end, begins))
        self.said += [candidate.text for candidate in candidates]


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
