"""Counting the n-grams of several corpora with sorted arrays, order by order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.diacritics.words import SPECIAL, START

Ints = NDArray[np.int64]
Counts = NDArray[np.int64]
WORD_BITS = 16


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """The different n-grams of one order over all corpora, sorted by key.

    keys      context row << 16 | word; at order 1 the word.
    prefix    row of the first n - 1 words in the order below (0 at order 1).
    suffix    row of the last n - 1 words in the order below (0 at order 1).
    counts    (corpora, n-grams), how often each was seen in each corpus.
    starts    the n-gram begins with the start of a text.
    """

    keys: Ints
    prefix: Ints
    suffix: Ints
    counts: Counts
    starts: NDArray[np.bool_]


def count(stream: Ints, corpus: Ints, size: int, order: int) -> list[Order]:
    """Count the n-grams up to ``order`` of a stream of word numbers.

    stream    numbers of the words; ``START`` begins each text and no n-gram runs over it.
    corpus    number of the corpus that each place belongs to, from 0.
    size      number of words in the vocabulary: each gets a row at order 1.
    """
    start = SPECIAL.index(START)
    corpora = int(corpus.max()) + 1
    counts = _by_corpus(stream, corpus, size, corpora)
    counts[:, start] = 0
    own = np.arange(size, dtype=np.int64)
    nothing = np.zeros(size, np.int64)
    done = [Order(own, nothing, nothing, counts, own == start)]
    rows = stream  # of the (n-1)-gram that begins at each place, -1: there is none
    for n in range(2, order + 1):
        last = np.full(len(stream), -1, np.int64)
        last[: len(stream) - n + 1] = stream[n - 1 :]
        places = np.flatnonzero((rows >= 0) & (last >= 0) & (last != start))
        keys = (rows[places] << WORD_BITS) | last[places]
        kept, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        below, rows = rows, np.full(len(stream), -1, np.int64)
        rows[places] = inverse
        found = places[first]
        done.append(
            Order(
                kept,
                kept >> WORD_BITS,
                below[found + 1],
                _by_corpus(inverse, corpus[places], len(kept), corpora),
                stream[found] == start,
            )
        )
    return done


def _by_corpus(rows: Ints, corpus: Ints, size: int, corpora: int) -> Counts:
    return np.array([np.bincount(rows[corpus == c], minlength=size) for c in range(corpora)])
