"""How probably a stretch of what was read stands for each of many beginnings or ends of words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from pipeline.diacritics.ngrams import LogProbs, Rows
from pipeline.diacritics.seen import SeenLetters

_LONGEST = 3  # characters that a reader sees in one letter at most: "ủ" → "tii"
_NEVER = np.float32(-1e6)
_ODD_LETTER = np.float32(-9.0)  # nats: a letter read as something it was never read as
_ODD_SIGN = np.float32(-6.5)  # nats: something read where nothing stands
_LEAST_LOST = -8.0  # nats: any letter may be lost
_TOGETHER = 512  # stretches scored at once; their scores stay in the processor's cache


class Seen:
    """The readings of letters as one table.

    weights   float32 (readings, letters), log P(reading | letter); the first row is of readings
              that were never seen, the second of single characters that were never seen.
    lost      float32 (letters,), log P that a letter is not seen at all.
    """

    def __init__(self, seen: SeenLetters, letters: Collection[str]) -> None:
        """Take the letters of the words that may be meant."""
        self.letters = {letter: i for i, letter in enumerate(sorted(letters))}
        readings = sorted({r for of_letter in seen.seen.values() for r in of_letter} - {""})
        self._rows = {reading: row for row, reading in enumerate(readings, start=2)}
        self.weights = np.full((len(readings) + 2, len(letters)), _NEVER, np.float32)
        self.lost = np.full(len(letters), _LEAST_LOST, np.float32)
        self.weights[1] = _ODD_LETTER
        for reading, row in self._rows.items():
            if len(reading) == 1:
                self.weights[row] = _ODD_LETTER
        for letter, of_letter in seen.seen.items():
            if letter not in self.letters:
                continue
            column = self.letters[letter]
            for reading, weight in of_letter.items():
                if reading:
                    self.weights[self._rows[reading], column] = weight
                else:
                    self.lost[column] = max(weight, _LEAST_LOST)

    def rows(self, readings: Iterable[str]) -> Rows:
        """Return the row of each reading of a letter."""
        rows = [self._rows.get(r, int(len(r) == 1)) for r in readings]
        return np.array(rows, np.int64)


class Ends:
    """A trie of beginnings or ends of words, node by node.

    backward   the words are spelt from their last letter.
    """

    def __init__(self, seen: Seen, texts: Collection[str], backward: bool) -> None:
        """Take the beginnings or ends of words."""
        self._seen, self._backward = seen, backward
        spelt = sorted({text[::-1] if backward else text for text in texts})
        begun = {text[:end] for text in spelt for end in range(1, len(text) + 1)}
        ranked = ["", *sorted(begun, key=lambda text: (len(text), text))]
        self._node = {text: node for node, text in enumerate(ranked)}
        self._parent = np.array([self._node[text[:-1]] for text in ranked[1:]], np.int64)
        self._letter = np.array([seen.letters[text[-1]] for text in ranked[1:]], np.int64)
        depth = np.array([len(text) for text in ranked[1:]], np.int64)
        self._levels = np.searchsorted(depth, np.arange(1, depth.max(initial=0) + 2))

    def nodes(self, texts: Iterable[str]) -> Rows:
        """Return the node of each beginning or end of a word."""
        spelt = (text[::-1] if self._backward else text for text in texts)
        return np.array([self._node[text] for text in spelt], np.int64)

    def scores(self, readings: Iterable[str]) -> tuple[LogProbs, dict[str, int]]:
        """Return log P(reading | text) (readings, nodes) for these and shorter readings.

        With it the row of each reading.
        """
        every = {self._part(r, length) for r in readings for length in range(len(r) + 1)}
        ranked = sorted(every | {""}, key=lambda text: (len(text), text))
        row = {reading: number for number, reading in enumerate(ranked)}
        table = np.full((len(ranked), len(self._node)), _NEVER, np.float32)
        table[0, 0] = 0.0
        self._lose(table[:1])
        lengths = np.array([len(reading) for reading in ranked])
        for length in range(1, int(lengths.max(initial=0)) + 1):
            first, last = np.searchsorted(lengths, (length, length + 1)).tolist()
            for start in range(first, last, _TOGETHER):
                stop = min(start + _TOGETHER, last)
                self._read(table, row, ranked[start:stop], slice(start, stop))
        return table, row

    def _read(
        self, table: LogProbs, row: dict[str, int], readings: Sequence[str], rows: slice
    ) -> None:
        """Score readings of one length, those that are shorter being scored."""
        best = table[rows]
        for length in range(1, min(_LONGEST, len(readings[0])) + 1):
            before = table[[row[self._part(r, len(r) - length)] for r in readings]]
            weights = self._seen.weights[
                self._seen.rows(self._taken(reading, length) for reading in readings)
            ]
            steps = before.take(self._parent, axis=1)
            steps += weights.take(self._letter, axis=1)
            np.maximum(best[:, 1:], steps, out=best[:, 1:])
            if length == 1:
                np.maximum(best, before + _ODD_SIGN, out=best)
        self._lose(best)

    def _lose(self, best: LogProbs) -> None:
        """Let letters be lost, level by level."""
        for first, last in zip(self._levels[:-1].tolist(), self._levels[1:].tolist(), strict=True):
            lost = self._seen.lost[self._letter[first:last]]
            without = best.take(self._parent[first:last], axis=1) + lost
            here = best[:, first + 1 : last + 1]
            np.maximum(here, without, out=here)

    def _part(self, reading: str, length: int) -> str:
        """Return what is left of a reading on the side of the root."""
        return reading[len(reading) - length :] if self._backward else reading[:length]

    def _taken(self, reading: str, length: int) -> str:
        """Return the characters of a reading that were read for the last letter spelt."""
        return reading[:length] if self._backward else reading[len(reading) - length :]
