"""Keys found in one of two places each: a look-up takes the same few steps whatever is asked.

Cuckoo hashing (Pagh and Rodler 2001). Binary search took fifteen times as long for the 20,000 keys
of a step of a search; chains of keys cost most where few are asked at once, as in short texts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.int64]
Rows = NDArray[np.int64]

# Odd multipliers after Knuth, 64 bits: of the golden ratio, of the square root of two.
_MIXED = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0x6A09E667F3BCC909))
_FULL = 0.45  # share of places that may be taken; two places each are enough up to a half
_MOST_MOVES = 500  # of keys that others drove out; a fifth of it was enough for millions
_TOGETHER = 1 << 18  # keys placed at once; more only takes memory


class Hashed:
    """Rows of keys, which are different and not negative."""

    def __init__(self, keys: Keys) -> None:
        """Give each key one of its two places."""
        self._keys = keys
        bits = max(int(len(keys) / _FULL), 1).bit_length()
        while not self._placed(bits):
            bits += 1

    def find(self, wanted: Keys) -> Rows:
        """Return the row of each key, -1 where it is not there; any shape."""
        mixed = wanted.view(np.uint64)
        first = self._rows.take(self._place(mixed, 0))
        second = self._rows.take(self._place(mixed, 1))
        rows = np.where(self._keys.take(first) == wanted, first, second)
        return np.where(self._keys.take(rows) == wanted, rows, -1)

    def _place(self, keys: NDArray[np.uint64], which: int) -> Rows:
        return ((keys * _MIXED[which]) >> self._shift).view(np.int64)

    def _placed(self, bits: int) -> bool:
        """Put the row of each key into one of its places; free ones name the first row."""
        self._shift = np.uint64(64 - bits)
        taken = np.full(1 << bits, -1, np.int32)
        other = np.zeros(len(self._keys), np.bool_)  # in which of its places each key stands
        for first in range(0, len(self._keys), _TOGETHER):
            last = min(first + _TOGETHER, len(self._keys))
            if not self._place_some(np.arange(first, last, dtype=np.int32), taken, other):
                return False
        self._rows = np.maximum(taken, 0, out=taken)
        return True

    def _place_some(
        self, left: NDArray[np.int32], taken: NDArray[np.int32], other: NDArray[np.bool_]
    ) -> bool:
        """Place rows; who stood where one comes goes to the other place of the two."""
        for _ in range(_MOST_MOVES):
            if not len(left):
                return True
            keys = self._keys[left].view(np.uint64)
            tried = np.where(other[left], self._place(keys, 1), self._place(keys, 0))
            before = taken[tried]
            taken[tried] = left
            stays = taken[tried] == left
            driven_out = before[stays]
            left = np.concatenate([driven_out[driven_out >= 0], left[~stays]])
            other[left] = ~other[left]
        return False
