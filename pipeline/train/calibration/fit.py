"""The model of one field: which signals speak against it, and how often such fields are right.

A logistic regression with a penalty on the weights. The probability does not come from it but from
a curve: scores of documents that the regression was not fitted to, against how often those fields
were right. Signals that bend at their quantiles, and forests of some thousand nodes, caught no more
on held-out documents.
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
    names = _names(examples)
    table = _table(examples, names)
    wrong = np.array([not example.right for example in examples], np.float64)
    scores = np.zeros(len(examples))
    for part in _folds(examples):
        weights = _regression(table[~part], wrong[~part], penalty)
        scores[part] = weights[0] + table[part] @ weights[1:]
    sums, rights = _curve(scores, 1 - wrong)
    bias, *slopes = _regression(table, wrong, penalty).tolist()
    model = FieldModel(bias, dict(zip(names, slopes, strict=True)), sums, rights)
    return Fitted(model, np.interp(scores, sums, rights))


def _names(examples: Sequence[Example]) -> list[str]:
    """Return the signals that are seen often enough to teach something general."""
    seen = Counter(name for example in examples for name in example.signals)
    return sorted(name for name, count in seen.items() if count >= _LEAST_SEEN)


def _table(examples: Sequence[Example], names: Sequence[str]) -> Matrix:
    rows = [[example.signals.get(name, 0.0) for name in names] for example in examples]
    return np.array(rows, np.float64).reshape(len(examples), len(names))


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
