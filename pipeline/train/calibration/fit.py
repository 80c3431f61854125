"""The models of all fields: which signals speak against them, and how often such fields are right.

One logistic regression of all fields at once: a signal weighs in every field by a share that all
have in common and by one of the field's own, each with a penalty, so that a field of which few were
wrong leans on the others. The probability does not come from it but from a curve: scores of
documents that the regression was not fitted to, against how often those fields were right. Signals
that bend at their quantiles, and forests of some thousand nodes, caught no more on held-out
documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from pipeline.records.calibration import FieldModel

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

_LEAST_SEEN = 8  # a signal that is 0 but for so few fields teaches nothing general
_FOLDS = 8
_CURVE_POINTS = 12
_REACH = 6.0  # spreads from the mean: a signal further out counts as one that stands there


@dataclass(frozen=True, slots=True)
class Example:
    """One field that was read: its document, its signals, and whether it was right."""

    document: str
    signals: Mapping[str, float]
    right: bool


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model, and what it says of documents that were held out (in the order of the examples)."""

    model: FieldModel
    held_out: Vector


@dataclass(frozen=True, slots=True)
class Penalties:
    """On the squared weights of standardised signals: those in common, and each field's own."""

    common: float
    own: float


@dataclass(frozen=True, slots=True)
class _Tables:
    """Signals of every field's examples, (examples, signals) each, and 1 where it was wrong."""

    signals: tuple[Matrix, ...]
    wrong: tuple[Vector, ...]

    def only(self, chosen: Sequence[NDArray[np.bool_]]) -> _Tables:
        return _Tables(
            tuple(table[some] for table, some in zip(self.signals, chosen, strict=True)),
            tuple(wrong[some] for wrong, some in zip(self.wrong, chosen, strict=True)),
        )


def fit(examples: Mapping[str, Sequence[Example]], penalties: Penalties) -> dict[str, Fitted]:
    """Fit the models of all fields, given the examples of each."""
    names = _names([one for field in examples.values() for one in field])
    limits, tables = _tables(list(examples.values()), names)
    scores = [np.zeros(len(field)) for field in examples.values()]
    for part in _folds(list(examples.values())):
        weights = _regression(tables.only([~chosen for chosen in part]), penalties)
        for score, chosen, table, (bias, *slopes) in zip(
            scores, part, tables.signals, weights, strict=True
        ):
            score[chosen] = bias + table[chosen] @ np.array(slopes)
    found = {}
    for field, score, wrong, (bias, *slopes) in zip(
        examples, scores, tables.wrong, _regression(tables, penalties).tolist(), strict=True
    ):
        sums, rights = _curve(score, 1 - wrong)
        kept = dict(zip(names, slopes, strict=True))
        model = FieldModel(bias, kept, dict(zip(names, limits, strict=True)), sums, rights)
        found[field] = Fitted(model, np.interp(score, sums, rights))
    return found


def _names(examples: Sequence[Example]) -> list[str]:
    """Return the signals that are seen often enough to teach something general."""
    seen = Counter(name for example in examples for name in example.signals)
    return sorted(name for name, count in seen.items() if count >= _LEAST_SEEN)


def _tables(
    fields: Sequence[Sequence[Example]], names: Sequence[str]
) -> tuple[list[tuple[float, float]], _Tables]:
    """Return how far each signal counts, and the signals within."""
    raw = [
        np.array(
            [[example.signals.get(name, 0.0) for name in names] for example in field], np.float64
        ).reshape(len(field), len(names))
        for field in fields
    ]
    every = np.concatenate(raw)
    reach = _REACH * every.std(axis=0)
    low, high = every.mean(axis=0) - reach, every.mean(axis=0) + reach
    wrong = [np.array([not example.right for example in field], np.float64) for field in fields]
    limits = list(zip(low.tolist(), high.tolist(), strict=True))
    return limits, _Tables(tuple(np.clip(table, low, high) for table in raw), tuple(wrong))


def _regression(tables: _Tables, penalties: Penalties) -> Matrix:
    """Return (fields, 1 + signals): bias and weights, in the units of the tables."""
    every = np.concatenate(tables.signals)
    middle, spread = every.mean(axis=0), every.std(axis=0)
    spread[spread == 0] = np.inf
    scaled = [(table - middle) / spread for table in tables.signals]
    count, width = len(scaled), len(middle)

    def loss(w: Vector) -> tuple[float, Vector]:
        biases, common, own = w[:count], w[count : count + width], w[count + width :]
        own = own.reshape(count, width)
        value = (penalties.common * common @ common + penalties.own * (own**2).sum()) / 2
        slope = np.concatenate([np.zeros(count), penalties.common * common, np.zeros(own.size)])
        own_slope = slope[count + width :].reshape(count, width)
        for i, (x, wrong) in enumerate(zip(scaled, tables.wrong, strict=True)):
            z = biases[i] + x @ (common + own[i])
            missed = 1 / (1 + np.exp(-np.clip(z, -50, 50))) - wrong
            value += np.logaddexp(0, z).sum() - wrong @ z
            slope[i] = missed.sum()
            own_slope[i] = x.T @ missed
            slope[count : count + width] += own_slope[i]
        own_slope += penalties.own * own
        return float(value), slope

    start = np.zeros(count + width + count * width)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    weights = (best[count : count + width] + best[count + width :].reshape(count, width)) / spread
    return np.column_stack([best[:count] - weights @ middle, weights])


def _folds(fields: Sequence[Sequence[Example]]) -> list[list[NDArray[np.bool_]]]:
    """Cut the examples of each field into parts, each document whole in one of them."""
    names = sorted({example.document for field in fields for example in field})
    part = {name: i % _FOLDS for i, name in enumerate(names)}
    of = [np.array([part[example.document] for example in field], np.intp) for field in fields]
    return [[numbers == i for numbers in of] for i in range(min(_FOLDS, len(names)))]


def _curve(scores: Vector, right: Vector) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return points (sum, share right) of a falling curve: pooled adjacent violators, smoothed."""
    order = np.argsort(scores, kind="stable")
    levels: list[tuple[float, float, float]] = []  # count, right, sum of scores
    size = max(len(order) // (4 * _CURVE_POINTS), 1)
    for start in range(0, len(order), size):
        part = order[start : start + size]
        levels.append((len(part), right[part].sum(), scores[part].sum()))
        while len(levels) > 1 and _share(levels[-2]) <= _share(levels[-1]):
            last = levels.pop()
            before = levels.pop()
            levels.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    sums = tuple(float(level[2] / level[0]) for level in levels)
    return sums, tuple(float(_share(level)) for level in levels)


def _share(level: tuple[float, float, float]) -> float:
    """Share right of a level, drawn a little towards one half: few fields prove little."""
    return (level[1] + 0.5) / (level[0] + 1)
