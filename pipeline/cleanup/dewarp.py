"""Straightens page curl and perspective as far as text baselines and ruled lines show them.

Two smooth fields are fitted to the traced lines of a level page: how far a point of the flat page
was moved down (from baselines and level rules, each of which lay at one height) and to the right
(from upright rules). Both are low polynomials, so that they cannot follow single letters, and are
held constant outside the traced area, where nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup.rules import Points, Trace

# Degrees of the fields along and across the lines: a curl with one inflection, changing over the
# page. Higher degrees gained under 0.1 px on the worn samples.
ALONG, ACROSS = 4, 3

# Weight of the smoothness penalty, in traced points: with fewer points than this the field stays
# near flat.
SMOOTHNESS = 4.0

# Least number of traced lines, and of letters' widths they must span together, for a fit.
MIN_TRACES = 3
MIN_POINTS = 30

ROUNDS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One polynomial displacement field: sum of coefficient * x^p * y^q over ``powers``."""

    powers: tuple[tuple[int, int], ...]
    coefficients: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Bend:
    """Where the points of the flat page lay on the level page.

    right, down   fields of the displacement in x and y.
    centre, half  the traced area, reduced pixels: middle and half extent in x and y.
    size          how far lines stray to either side: the larger of the 95th percentiles of
                  the displacement over level and upright traces, reduced pixels.
    """

    right: Field
    down: Field
    centre: NDArray[np.float64]
    half: NDArray[np.float64]
    size: float

    def displacement(self, points: Points) -> Points:
        """Return what must be added to flat points (N, 2) to find them on the level page."""
        x, y = np.clip((points - self.centre) / self.half, -1.0, 1.0).T
        return np.column_stack(
            [_terms(field.powers, x, y) @ field.coefficients for field in (self.right, self.down)]
        )


def fit_bend(level: Sequence[Trace], upright: Sequence[Trace]) -> Bend | None:
    """Fit the bend of a level page from its level and upright traces; None with too few."""
    everything = [trace.points for trace in (*level, *upright)]
    if len(level) < MIN_TRACES or sum(map(len, everything)) < MIN_POINTS:
        return None
    points = np.concatenate(everything)
    low, high = points.min(axis=0), points.max(axis=0)
    centre, half = (low + high) / 2, np.maximum((high - low) / 2, 1.0)
    down_powers = tuple((p, q) for p in range(1, ALONG + 1) for q in range(ACROSS))
    right_powers = tuple((p, q) for q in range(1, ALONG + 1) for p in range(ACROSS))
    nothing = Field(((0, 0),), np.zeros(1))
    bend = Bend(nothing, nothing, centre, half, 0.0)
    # Twice: the fields are functions of the flat page, which the first round finds roughly.
    for _ in range(2):
        down = _fit(level, bend, down_powers, axis=1)
        right = _fit(upright, bend, right_powers, axis=0) if upright else nothing
        bend = Bend(right, down, centre, half, 0.0)
    size = max(_stray(bend, level, axis=1), _stray(bend, upright, axis=0))
    return replace(bend, size=size)


def _stray(bend: Bend, traces: Sequence[Trace], axis: int) -> float:
    """95th percentile of the displacement along ``axis`` over the traces, reduced pixels."""
    if not traces:
        return 0.0
    moved = [bend.displacement(trace.points)[:, axis] for trace in traces]
    return float(np.percentile(np.abs(np.concatenate(moved)), 95))


def _fit(
    traces: Sequence[Trace], bend: Bend, powers: tuple[tuple[int, int], ...], axis: int
) -> Field:
    """Fit one field so that along each trace ``axis`` (0 x, 1 y) less the field is constant."""
    rows, values, weights, names = [], [], [], []
    for name, trace in enumerate(traces):
        flat = trace.points - bend.displacement(trace.points)
        flat[:, axis] = np.median(flat[:, axis])
        x, y = np.clip((flat - bend.centre) / bend.half, -1.0, 1.0).T
        terms, value = _terms(powers, x, y), trace.points[:, axis]
        # Each trace has a height of its own, which centring takes out of the equations.
        rows.append(terms - terms.mean(axis=0))
        values.append(value - value.mean())
        weights.append(np.full(len(value), trace.weight))
        names.append(np.full(len(value), name))
    matrix, value = np.concatenate(rows), np.concatenate(values)
    weight = np.concatenate(weights)
    stiff = SMOOTHNESS * np.diag([(p + q - 1.0) ** 2 for p, q in powers])
    factor = np.ones(len(value))
    for _ in range(ROUNDS):
        scaled = matrix * (weight * factor)[:, None]
        solved = np.linalg.solve(
            scaled.T @ matrix + stiff + 1e-6 * np.eye(len(powers)), scaled.T @ value
        )
        off = np.abs(value - matrix @ solved)
        limit = max(2.0 * float(np.median(off)), 0.3)
        factor = np.minimum(1.0, limit / np.maximum(off, 1e-9)) ** 2
    return Field(powers, solved)


def _terms(
    powers: tuple[tuple[int, int], ...], x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.float64]:
    along, across = np.array(powers).T
    return (
        np.vander(x, along.max() + 1, increasing=True)[:, along]
        * np.vander(y, across.max() + 1, increasing=True)[:, across]
    )
