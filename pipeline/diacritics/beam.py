"""Beam search for the likeliest paths through many lattices at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.diacritics.ngrams import LanguageModel, LogProbs, Rows

_WIDTH = 12  # histories kept at each place of each text
_DEPTH = np.float32(14.0)  # nats behind the best at which a history is given up
_GLANCE = np.float32(8.0)  # nats behind the best, by pairs of words, at which no more is asked


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Ways through several texts; all arrays but the last have one entry for each arc.

    text, start, end   the arc leads from place ``start`` to ``end`` of text ``text``.
    words              int64 (arcs, most words), numbers of its words, -1 after the last.
    weight             float32, what speaks for the arc beside the language model, in nats.
    lengths            places of each text; a path leads from place 0 to the last one.
    """

    text: Rows
    start: Rows
    end: Rows
    words: Rows
    weight: LogProbs
    lengths: Rows

    def only(self, arcs: Rows) -> Lattice:
        """Return the lattice with some of its arcs."""
        return Lattice(
            self.text[arcs],
            self.start[arcs],
            self.end[arcs],
            self.words[arcs],
            self.weight[arcs],
            self.lengths,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """The arcs of a path, in order, and the history (arcs, order - 1) before each of them."""

    arcs: Rows
    histories: Rows


@dataclass(slots=True, eq=False)
class _Trail:
    """Every history kept so far: one growing table, and where those of each place lie in it.

    first, number   (places, texts): the first row of a place of a text, and how many it has.
    """

    score: LogProbs
    arc: Rows
    before: Rows
    history: Rows
    first: Rows
    number: Rows
    used: int = 0

    def add(
        self, place: int, text: Rows, score: LogProbs, arc: Rows, before: Rows, history: Rows
    ) -> None:
        """Append the histories of one place, which lie in the order of their texts."""
        rows = slice(self.used, self.used + len(text))
        self.score[rows], self.arc[rows], self.before[rows] = score, arc, before
        self.history[rows] = history
        self.number[place] = np.bincount(text, minlength=self.number.shape[1])
        self.first[place] = self.used + np.cumsum(self.number[place]) - self.number[place]
        self.used += len(text)


def best_paths(model: LanguageModel, lattice: Lattice) -> list[Path]:
    """Return the best path through each text."""
    return search(model, lattice)[0]


def search(model: LanguageModel, lattice: Lattice) -> tuple[list[Path], Rows]:
    """Return the best path through each text, and the arcs that came near it, ascending."""
    trail = _new_trail(model, lattice)
    places = int(lattice.lengths.max(initial=0))
    by_end = np.argsort(lattice.end, kind="stable")
    bounds = np.searchsorted(lattice.end[by_end], np.arange(places + 2))
    for place in range(1, places + 1):
        _step(model, lattice, trail, place, by_end[bounds[place] : bounds[place + 1]])
    near = np.unique(trail.arc[: trail.used])
    return (
        [_followed(trail, text, int(n)) for text, n in enumerate(lattice.lengths)],
        near[near >= 0],
    )


def speak(model: LanguageModel, histories: Rows, words: Rows) -> tuple[LogProbs, Rows]:
    """Return log P of rows of words (n, most words), -1 after the last, and the histories then."""
    score = np.zeros(len(words), np.float32)
    after = histories.copy()
    for column in range(words.shape[1]):
        rows = np.flatnonzero(words[:, column] >= 0)
        if len(rows):
            said, after[rows] = model.hear(after[rows], words[rows, column])
            score[rows] += said
    return score, after


def _new_trail(model: LanguageModel, lattice: Lattice) -> _Trail:
    texts, places = len(lattice.lengths), int(lattice.lengths.max(initial=0))
    room = texts + int(lattice.lengths.sum()) * _WIDTH
    shape = (places + 1, texts)
    trail = _Trail(
        np.zeros(room, np.float32),
        np.full(room, -1, np.int64),
        np.full(room, -1, np.int64),
        np.zeros((room, model.order - 1), np.int64),
        np.zeros(shape, np.int64),
        np.zeros(shape, np.int64),
    )
    own, nothing = np.arange(texts), np.full(texts, -1, np.int64)
    trail.add(0, own, np.zeros(texts, np.float32), nothing, nothing, model.start(texts))
    return trail


def _step(model: LanguageModel, lattice: Lattice, trail: _Trail, place: int, arcs: Rows) -> None:
    """Follow the arcs that end at ``place`` from every history at their start."""
    start, text = lattice.start[arcs], lattice.text[arcs]
    number = trail.number[start, text]
    arc = np.repeat(arcs, number)
    within = np.arange(len(arc)) - np.repeat(np.cumsum(number) - number, number)
    before = np.repeat(trail.first[start, text], number) + within
    text = np.repeat(text, number)
    score = trail.score[before] + lattice.weight[arc]
    near = _near(text, score + _glance(model, lattice, trail, arc, before))
    text, arc, before = text[near], arc[near], before[near]
    words = lattice.words[arc]
    said, history = speak(model, trail.history[before], words[:, :1])
    score = score[near] + said
    chosen = _leading(text, score, 2 * _WIDTH)
    text, score, arc, before = text[chosen], score[chosen], arc[chosen], before[chosen]
    more, history = speak(model, history[chosen], words[chosen, 1:])
    score += more
    distinct = _leading(text, score, _WIDTH, _names(history))
    trail.add(
        place, text[distinct], score[distinct], arc[distinct], before[distinct], history[distinct]
    )


def _glance(
    model: LanguageModel, lattice: Lattice, trail: _Trail, arc: Rows, before: Rows
) -> LogProbs:
    """Return log P of the first word of each arc behind one word only; 0 where it has none."""
    words = lattice.words[arc, 0]
    said = model.pairs[trail.history[before, 0], np.maximum(words, 0)]
    return np.where(words >= 0, said, np.float32(0))


def _near(text: Rows, score: LogProbs) -> Rows:
    """Return the places of what is not far behind the best of its text."""
    best = np.full(text.max(initial=0) + 1, -np.inf, np.float32)
    np.maximum.at(best, text, score)
    return np.flatnonzero(score > best[text] - _GLANCE)


def _names(history: Rows) -> Rows:
    """Name the longest known part of each history: equal names go on alike."""
    width = history.shape[1]
    name = history[:, 0] * width
    for level in range(1, width):
        known = history[:, level] >= 0
        name = np.where(known, history[:, level] * width + level, name)
    return np.asarray(name, np.int64)


def _leading(text: Rows, score: LogProbs, width: int, name: Rows | None = None) -> Rows:
    """Return the best ``width`` of each text, by text; of equal names only the best."""
    order = np.lexsort((-score, text))
    if name is not None:
        same = np.lexsort((np.arange(len(order)), name[order], text[order]))
        key_text, key_name = text[order][same], name[order][same]
        first = np.ones(len(same), np.bool_)
        first[1:] = (key_text[1:] != key_text[:-1]) | (key_name[1:] != key_name[:-1])
        order = order[np.sort(same[first])]
    owner = text[order]
    begins = np.searchsorted(owner, owner)
    rank = np.arange(len(order)) - begins
    kept = (rank < width) & (score[order] > score[order[begins]] - _DEPTH)
    leading: Rows = order[kept]
    return leading


def _followed(trail: _Trail, text: int, length: int) -> Path:
    """Return the path that led to the best history at the end of a text."""
    row = int(trail.first[length, text])
    rows = []
    while trail.arc[row] >= 0:
        rows.append(row)
        row = int(trail.before[row])
    found = np.array(rows[::-1], np.int64)
    return Path(trail.arc[found], trail.history[trail.before[found]])
