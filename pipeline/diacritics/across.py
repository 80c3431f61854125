"""Words that go on in the next line: a narrow column breaks "Thường / xuyên" and "thị / trấn".

In a text layer the columns of a table stand side by side, so what goes on stands somewhere in the
next line: at its beginning, behind a rule, or at its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from pipeline.diacritics.beam import Lattice
from pipeline.diacritics.candidates import Token
from pipeline.diacritics.ngrams import LanguageModel, LogProbs, Rows
from pipeline.diacritics.words import BAR, SPECIAL

# Chosen with printed pages read with the English model and the two seeds in sight.
_LEAST: Final = (
    5.0  # nats by which a word is likelier behind the other, below which it says nothing
)
_MOST: Final = 4.0  # nats beyond it that are believed
_OTHER: Final = 0.5  # trust in what speaks for the other word's reading
_NONE: Final = -1


def across_lines(
    model: LanguageModel,
    lattice: Lattice,
    near: Rows,
    texts: Sequence[Sequence[Token]],
    numbers: Sequence[int],
) -> LogProbs:
    """Return what the line behind and the line before say for each arc, in nats.

    near      the arcs that are asked for; 0 for all others.
    texts     of the lattice, with their numbers in the document: those in a row follow each other.
    """
    begins, ends = _edges(lattice, texts, numbers)
    words = lattice.words
    last = words[np.arange(len(words)), np.maximum((words >= 0).sum(axis=1) - 1, 0)]
    text = lattice.text[near]
    begin, end = begins[text, lattice.start[near]], ends[text, lattice.end[near]]
    behind = near[(begin >= 0) & (words[near, 0] >= len(SPECIAL))]
    before = near[(end >= 0) & (last[near] >= len(SPECIAL))]
    lines = begins[lattice.text[behind], lattice.start[behind]]
    behind, lines = behind[np.argsort(lines, kind="stable")], np.sort(lines)
    wanted = ends[lattice.text[before], lattice.end[before]] + 1
    first = np.searchsorted(lines, wanted)
    number = np.searchsorted(lines, wanted, side="right") - first
    left = np.repeat(before, number)
    within = np.arange(len(left)) - np.repeat(np.cumsum(number) - number, number)
    right = behind[np.repeat(first, number) + within]
    said = model.pairs[last[left], words[right, 0]] - model.tables[0].logp[words[right, 0]]
    own = lattice.weight - _best(lattice, near)[lattice.text, lattice.start]
    found = np.zeros(len(words), np.float32)
    for arcs, others in ((left, right), (right, left)):
        nats = np.clip(said + _OTHER * own[others] - _LEAST, 0, _MOST)
        np.maximum.at(found, arcs, nats.astype(np.float32))
    return found


def _best(lattice: Lattice, near: Rows) -> LogProbs:
    """Return the greatest weight of the arcs that begin at each place (texts, places)."""
    shape = len(lattice.lengths), int(lattice.lengths.max(initial=0)) + 1
    best = np.full(shape, -np.inf, np.float32)
    np.maximum.at(best, (lattice.text[near], lattice.start[near]), lattice.weight[near])
    return np.where(np.isinf(best), 0.0, best).astype(np.float32)


def _edges(
    lattice: Lattice, texts: Sequence[Sequence[Token]], numbers: Sequence[int]
) -> tuple[Rows, Rows]:
    """Return the line in which something begins or ends at each place (texts, places); -1: none."""
    shape = len(lattice.lengths), int(lattice.lengths.max(initial=0)) + 1
    begins, ends = np.full(shape, _NONE, np.int64), np.full(shape, _NONE, np.int64)
    line, expected = 0, 0
    for row in sorted(range(len(texts)), key=lambda row: numbers[row]):
        line += numbers[row] != expected  # a text between them is not here: nothing goes on
        expected = numbers[row] + 1
        for cells in _lines(texts[row]):
            for first, behind in cells:
                begins[row, first], ends[row, behind] = line, line
            if cells:
                begins[row, cells[-1][1] - 1] = line
            line += 1
    return begins, ends


def _lines(tokens: Sequence[Token]) -> Iterator[list[tuple[int, int]]]:
    """Give the cells of each line: the place of the first token, the place behind the last."""
    cells: list[tuple[int, int]] = []
    first = 0
    for place, token in enumerate(tokens):
        if token.raw in (BAR, "\n"):
            if place > first:
                cells.append((first, place))
            first = place + 1
            if token.raw == "\n":
                yield cells
                cells = []
    if len(tokens) > first:
        cells.append((first, len(tokens)))
    yield cells
