"""Kneser-Ney smoothing of each corpus, a mixture of them, and pruning, over sorted n-grams.

Interpolated with three discounts (Chen and Goodman 1999, section 3); the n-grams of the mixture
that stay are those that add to the likelihood of the corpora (Seymore and Rosenfeld 1996).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.diacritics.ngrams import LanguageModel, Table
from pipeline.train.language.counts import WORD_BITS, Order

Floats = NDArray[np.float64]
_LEAST = 1e-9


def estimate(
    words: tuple[str, ...],
    orders: Sequence[Order],
    shares: Sequence[float],
    thresholds: Sequence[float],
) -> LanguageModel:
    """Return the smoothed model.

    shares       of each corpus in the mixture, together 1.
    thresholds   for each order from 2 up: the least gain in log likelihood, in nats over all
                 corpora, for which an n-gram is kept.
    """
    singles = [_interpolated(orders, corpus) for corpus in range(len(shares))]
    mixed = [
        np.sum([share * one[n] for share, one in zip(shares, singles, strict=True)], axis=0)
        for n in range(len(orders))
    ]
    return _backed_off(words, orders, mixed, _kept(orders, mixed, thresholds))


def _interpolated(orders: Sequence[Order], corpus: int) -> list[Floats]:
    """P of every n-gram of all corpora, after one of them."""
    adjusted = _adjusted(orders, corpus)
    single = adjusted[0] + 0.5  # words never seen get a little
    probabilities = [single / single.sum()]
    for order, counts in zip(orders[1:], adjusted[1:], strict=True):
        contexts = len(probabilities[-1])
        discounts = _discounts(counts[counts > 0])
        taken = np.minimum(discounts[np.minimum(np.rint(counts), 3).astype(np.int64)], counts)
        total = np.bincount(order.prefix, weights=counts, minlength=contexts)
        given = np.bincount(order.prefix, weights=taken, minlength=contexts)
        left = np.divide(given, total, out=np.ones(contexts), where=total > 0)
        total = total[order.prefix]
        own = np.divide(counts - taken, total, out=np.zeros(len(counts)), where=total > 0)
        probabilities.append(own + left[order.prefix] * probabilities[-1][order.suffix])
    return probabilities


def _adjusted(orders: Sequence[Order], corpus: int) -> list[Floats]:
    """Return counts at the top; below it, after how many different words each n-gram was seen."""
    adjusted: list[Floats] = []
    for low, high in pairwise(orders):
        seen = high.suffix[high.counts[corpus] > 0]
        company = np.bincount(seen, minlength=len(low.keys))
        adjusted.append(np.where(low.starts, low.counts[corpus], company).astype(np.float64))
    return [*adjusted, orders[-1].counts[corpus].astype(np.float64)]


def _discounts(adjusted: Floats) -> Floats:
    """Discounts of n-grams with adjusted count 0, 1, 2, and 3 or more."""
    of = [float((np.rint(adjusted) == n).sum()) for n in range(1, 5)]
    if not all(of):  # a corpus of a few lines
        return np.array([0.0, 0.5, 0.75, 0.75])
    y = of[0] / (of[0] + 2 * of[1])
    return np.array([0.0, *(n - (n + 1) * y * of[n] / of[n - 1] for n in (1, 2, 3))])


def _kept(
    orders: Sequence[Order], probabilities: Sequence[Floats], thresholds: Sequence[float]
) -> list[NDArray[np.bool_]]:
    """Which n-grams stay: worth their place, or the beginning of one that is."""
    kept = [np.ones(len(orders[0].keys), np.bool_)]
    for n in range(1, len(orders)):
        order = orders[n]
        every = np.ones(len(order.keys), np.bool_)
        lower = probabilities[n - 1][order.suffix]
        backoff = _backoff(order, probabilities[n], lower, every, len(orders[n - 1].keys))
        without = np.maximum(backoff[order.prefix] * lower, _LEAST)
        gain = order.counts.sum(axis=0) * np.log(probabilities[n] / without)
        kept.append(gain > thresholds[n - 1])
    for n in range(len(orders) - 1, 1, -1):
        kept[n - 1][orders[n].prefix[kept[n]]] = True
    return kept


def _backoff(
    order: Order, own: Floats, lower: Floats, stay: NDArray[np.bool_], contexts: int
) -> Floats:
    """Weight of the order below that makes the words after each context sum to one."""
    prefix = order.prefix[stay]
    mass = np.bincount(prefix, weights=own[stay], minlength=contexts)
    same = np.bincount(prefix, weights=lower[stay], minlength=contexts)
    weight: Floats = np.maximum(1 - mass, _LEAST) / np.maximum(1 - same, _LEAST)
    return np.clip(weight, _LEAST, np.e)


def _backed_off(
    words: tuple[str, ...],
    orders: Sequence[Order],
    probabilities: Sequence[Floats],
    kept: Sequence[NDArray[np.bool_]],
) -> LanguageModel:
    """Tables of the n-grams that stay, with backoff weights that make each history sum to one."""
    tables: list[Table] = []
    said = probabilities[0]  # what the pruned model says of every n-gram of the order
    renumbered = np.arange(len(words))
    for n, order in enumerate(orders):
        stay, word = kept[n], order.keys & ((1 << WORD_BITS) - 1)
        keys = word if n == 0 else (renumbered[order.prefix] << WORD_BITS) | word
        backoff = np.ones(0)
        if n + 1 < len(orders):
            above, lower = orders[n + 1], said[orders[n + 1].suffix]
            every = _backoff(above, probabilities[n + 1], lower, kept[n + 1], len(order.keys))
            said = np.where(kept[n + 1], probabilities[n + 1], every[above.prefix] * lower)
            backoff = np.log(every[stay])
        tables.append(
            Table(
                keys[stay],
                np.log(probabilities[n][stay]).astype(np.float32),
                backoff.astype(np.float32),
            )
        )
        renumbered = np.cumsum(stay) - 1
    return LanguageModel(words, tuple(tables))
