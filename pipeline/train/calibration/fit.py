"""The model of one field: which signals speak against it, and how often such fields are right.

A logistic regression with a penalty on the weights; signals with many values may bend at their
quantiles. The probability does not come from the regression but from a curve: scores of documents
that the regression was not fitted to, against how often those fields were right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from pipeline.records.calibration import FieldModel

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

_KNOTS = (0.0, 0.5, 0.9)  # quantiles of a signal's values (of those that are not 0)
_MANY_VALUES = 12  # a signal with fewer different values is taken straight
_LEAST_SEEN = 8  # a signal that is 0 but for so few fields teaches nothing general
_FOLDS = 8
_CURVE_POINTS = 12


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


def fit(examples: Sequence[Example], penalty: float) -> Fitted:
    """Fit the model of one field. ``penalty``: on the squared weights of standardised signals."""
    pieces = _pieces(examples)
    table = _table(examples, pieces)
    wrong = np.array([not example.right for example in examples], np.float64)
    scores = np.zeros(len(examples))
    for part in _folds(examples):
        weights = _regression(table[~part], wrong[~part], penalty)
        scores[part] = _scores(table[part], weights)
    sums, rights = _curve(scores, 1 - wrong)
    bias, *slopes = _regression(table, wrong, penalty)
    by_signal: dict[str, list[tuple[float, float]]] = {}
    for (name, knot), weight in zip(pieces, slopes, strict=True):
        by_signal.setdefault(name, []).append((knot, float(weight)))
    model = FieldModel(
        float(bias), {name: tuple(found) for name, found in by_signal.items()}, sums, rights
    )
    return Fitted(model, np.interp(scores, sums, rights))


def _pieces(examples: Sequence[Example]) -> list[tuple[str, float]]:
    """Return (signal, knot) for each column of the regression."""
    values: dict[str, list[float]] = {}
    for example in examples:
        for name, value in example.signals.items():
            values.setdefault(name, []).append(value)
    found: list[tuple[str, float]] = []
    for name in sorted(values):
        seen = np.array(values[name])
        if len(seen) < _LEAST_SEEN:
            continue
        if len(np.unique(seen)) < _MANY_VALUES:
            found.append((name, min(0.0, float(seen.min()))))
            continue
        knots = np.unique(np.quantile(seen, _KNOTS))
        knots[0] = min(knots[0], 0.0) if len(seen) == len(examples) else 0.0
        found += [(name, float(knot)) for knot in knots]
    return found


def _table(examples: Sequence[Example], pieces: Sequence[tuple[str, float]]) -> Matrix:
    return np.array(
        [[max(e.signals.get(name, 0.0) - knot, 0.0) for name, knot in pieces] for e in examples],
        np.float64,
    ).reshape(len(examples), len(pieces))


def _regression(table: Matrix, wrong: Vector, penalty: float) -> Vector:
    """Return bias and weights, in the units of the table."""
    middle, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread == 0] = np.inf
    x = (table - middle) / spread

    def loss(w: Vector) -> tuple[float, Vector]:
        z = w[0] + x @ w[1:]
        p = 1 / (1 + np.exp(-np.clip(z, -50, 50)))
        value = np.logaddexp(0, z).sum() - wrong @ z + penalty * (w[1:] @ w[1:]) / 2
        slope = np.concatenate([[(p - wrong).sum()], x.T @ (p - wrong) + penalty * w[1:]])
        return float(value), slope

    start = np.zeros(x.shape[1] + 1)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    weights = best[1:] / spread
    return np.concatenate([[best[0] - weights @ middle], weights])


def _scores(table: Matrix, weights: Vector) -> Vector:
    scores: Vector = weights[0] + table @ weights[1:]
    return scores


def _folds(examples: Sequence[Example]) -> list[NDArray[np.bool_]]:
    """Cut the examples into parts, each document whole in one of them."""
    names = sorted({example.document for example in examples})
    part = {name: i % _FOLDS for i, name in enumerate(names)}
    of = np.array([part[example.document] for example in examples])
    return [of == i for i in range(min(_FOLDS, len(names)))]


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
