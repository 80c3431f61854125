"""An n-gram language model over syllables: arrays for looking up many histories at once.

The n-grams of order n lie sorted in one array of keys ``context << 16 | word``, where ``context``
is the row of the first n - 1 words in the table of order n - 1 (at order 2: the word itself). A
history is the row of its last n - 1 words in each table, so a look-up finds one key. Keys are found
by hashing, of all orders at once: see ``hashing``.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.diacritics.hashing import Hashed
from pipeline.diacritics.words import SPECIAL, START

Rows = NDArray[np.int64]
LogProbs = NDArray[np.float32]

_WORD_BITS = 16
# Steps of the stored natural logarithms; 1/16 costs less than 0.001 nat of cross entropy.
_STEP = np.float32(1 / 16)
_LOWEST = 255
_START = SPECIAL.index(START)
_TOGETHER = 512  # rows of pairs made at once; more only takes memory


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The n-grams of one order, sorted by key.

    keys     int64, context row << 16 | word.
    logp     float32, natural logarithm of P(word | context).
    backoff  float32, weight of shorter histories where this n-gram is the context; 0 at the top.
    """

    keys: Rows
    logp: LogProbs
    backoff: LogProbs


@dataclass(frozen=True, slots=True, eq=False)
class LanguageModel:
    """Vocabulary and tables; ``tables[0]`` holds the single words, keyed by their own number.

    pairs   float16 (words, words), log P(word | the word before it), for a first look.
    """

    words: tuple[str, ...]
    tables: tuple[Table, ...]
    pairs: NDArray[np.float16] = field(init=False)
    _rows: Hashed = field(init=False)  # of the n-grams of order 2 and up, one order behind another
    _logp: LogProbs = field(init=False)  # of each of them
    _backoff: LogProbs = field(init=False)  # of histories, one order behind another
    _first: Rows = field(init=False)  # (2, orders from 2 up): the first n-gram, the first history

    def __post_init__(self) -> None:
        single, double = self.tables[:2]
        above, below = self.tables[1:], self.tables[:-1]
        sizes = np.array([[len(table.keys) for table in tables] for tables in (above, below)])
        begins = np.cumsum(sizes, axis=1) - sizes
        keys = np.empty(sizes[0].sum(), np.int64)
        for table, first, history in zip(above, *begins.tolist(), strict=True):
            own = keys[first : first + len(table.keys)]
            np.add(table.keys, history << _WORD_BITS, out=own)
        logp = np.concatenate([table.logp for table in above])
        backoff = np.concatenate([table.backoff for table in below])
        object.__setattr__(self, "_rows", Hashed(keys))
        object.__setattr__(self, "_logp", logp)
        object.__setattr__(self, "_backoff", backoff)
        object.__setattr__(self, "_first", begins)
        pairs = np.empty((len(self.words), len(self.words)), np.float16)
        for first in range(0, len(pairs), _TOGETHER):
            rows = slice(first, first + _TOGETHER)
            pairs[rows] = single.backoff[rows, None] + single.logp
        pairs[double.keys >> _WORD_BITS, double.keys & ((1 << _WORD_BITS) - 1)] = double.logp
        pairs[:, _START] = 0.0
        object.__setattr__(self, "pairs", pairs)

    @property
    def order(self) -> int:
        return len(self.tables)

    def start(self, count: int) -> Rows:
        """Return the histories (count, order - 1) of ``count`` sentence beginnings."""
        histories = np.full((count, self.order - 1), -1, np.int64)
        histories[:, 0] = _START
        return histories

    def hear(self, histories: Rows, words: Rows) -> tuple[LogProbs, Rows]:
        """Return log P(word | history) of each row, and the history behind the word.

        histories (n, order - 1), words (n,). Texts begin where they begin: for ``START`` nothing
        is lost.
        """
        known = histories >= 0
        contexts = np.where(known, histories + self._first[1], -1)
        rows = self._rows.find((contexts << _WORD_BITS) | words[:, None])
        there = rows >= 0
        longer, shorter = self._logp.take(rows), self._backoff.take(contexts)
        shorter[~known] = 0.0
        said = self.tables[0].logp.take(words)
        for level in range(self.order - 1):
            said = np.where(there[:, level], longer[:, level], said + shorter[:, level])
        said[words == _START] = 0.0
        after = np.empty_like(histories)
        after[:, 0] = words
        after[:, 1:] = np.where(there, rows - self._first[0], -1)[:, :-1]
        return said, after


def to_bytes(model: LanguageModel, more: Mapping[str, NDArray[np.generic]]) -> bytes:
    """Pack a model with ``more`` arrays of its words.

    For each order: children of each context, words, and stored logarithms.
    """
    arrays = dict(more)
    arrays["words"] = np.frombuffer("\n".join(model.words).encode("utf-8"), np.uint8)
    size = len(model.words)
    for n, table in enumerate(model.tables, start=1):
        if n > 1:
            counts = np.bincount(table.keys >> _WORD_BITS, minlength=size)
            arrays[f"children{n}"] = counts.astype(np.uint16)
            arrays[f"words{n}"] = (table.keys & ((1 << _WORD_BITS) - 1)).astype(np.uint16)
        arrays[f"logp{n}"] = _stored(-table.logp)
        if n < model.order:
            arrays[f"backoff{n}"] = _stored(1 - table.backoff)
        size = len(table.keys)
    packed = io.BytesIO()
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    return packed.getvalue()


def from_bytes(data: bytes) -> tuple[LanguageModel, dict[str, NDArray[np.generic]]]:
    """Unpack what ``to_bytes`` made. Raises ValueError, KeyError or OSError: not such a file."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        words = tuple(arrays["words"].tobytes().decode("utf-8").split("\n"))
        order = sum(name.startswith("logp") for name in arrays.files)
        tables: list[Table] = []
        for n in range(1, order + 1):
            logp = -_read(arrays[f"logp{n}"])
            backoff = 1 - _read(arrays[f"backoff{n}"]) if n < order else np.zeros(0, np.float32)
            keys = np.arange(len(logp), dtype=np.int64)
            if n > 1:
                counts = arrays[f"children{n}"]
                contexts = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
                keys = (contexts << _WORD_BITS) | arrays[f"words{n}"].astype(np.int64)
            tables.append(Table(keys, logp, backoff))
        more = {name: arrays[name] for name in arrays.files if not name[-1].isdigit()}
    del more["words"]
    if words[: len(SPECIAL)] != SPECIAL:
        raise ValueError("the vocabulary does not begin with the special words")
    return LanguageModel(words, tuple(tables)), more


def numbers_of(model: LanguageModel) -> dict[str, int]:
    """Return word → number."""
    return {word: i for i, word in enumerate(model.words)}


def _stored(values: LogProbs) -> NDArray[np.uint8]:
    return np.asarray(np.clip(np.rint(values / _STEP), 0, _LOWEST), np.uint8)


def _read(stored: NDArray[np.uint8]) -> LogProbs:
    return stored.astype(np.float32) * _STEP
