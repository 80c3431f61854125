"""Measures by how much the text of a page runs downhill.

Coarsely from the feet of all letters: turned by the right angle, they fall together on few
heights. Then finely from the slopes of traced baselines and ruled lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup.measure import Parts
from pipeline.cleanup.rules import Trace

# Step of the coarse search, degrees, and its bin, letter heights: a line 60 letters long moves
# by one bin in one step.
COARSE_STEP = 0.1
COARSE_BIN = 0.12

# How far beyond the limit is looked, in limits; by how many letters, at least and at most; and how
# much better they must line up there: 3.2 to 4.5 times on pages that lie so, up to 0.64 times on
# 190 others.
FURTHER = 3.0
FAR_SAMPLE = (60, 500)
FAR_GAIN = 1.4

# Angles that score within this share of the best are tied, and the levellest of them is taken:
# a page of three words says nothing sharp about its angle.
TIE = 0.02

# Slopes this far (degrees) from the coarse angle belong to no line of the page.
OUTLIER_DEG = 1.0


def coarse_skew(parts: Parts, letter: float, limit: float) -> float:
    """Find the angle within ±``limit`` degrees at which the letters' feet line up best.

    A page may lie further off, a photograph or a sheet laid on the glass by hand: up to ``FURTHER``
    times the limit, where that lines up a sample of the letters far better.

    Positive: the lines run downhill to the right. 0 where there are fewer than 5 letters.
    """
    if len(parts) < 5:
        return 0.0
    x = parts.x0 + parts.width / 2.0
    y = (parts.y0 + parts.height).astype(float)
    x = x - x.mean()
    near = _angles(-limit, limit)
    step = -(-len(x) // FAR_SAMPLE[1])
    far = np.concatenate([_angles(-FURTHER * limit, -limit), _angles(limit, FURTHER * limit)])
    sample = x[::step], y[::step]
    sought = limit > 0 and len(x) >= FAR_SAMPLE[0]
    scores = _scores(*sample, far, letter) if sought else np.zeros(1)
    if scores.max() > FAR_GAIN * _scores(*sample, near, letter).max():
        middle = float(far[np.argmax(scores)])
        near = _angles(middle - 0.5, middle + 0.5)
    scores = _scores(x, y, near, letter)
    near_best = near[scores >= (1.0 - TIE) * scores.max()]
    return float(near_best[np.argmin(np.abs(near_best))])


def _angles(low: float, high: float) -> NDArray[np.float64]:
    steps = np.arange(round(low / COARSE_STEP), round(high / COARSE_STEP) + 1)
    return np.asarray(steps * COARSE_STEP, dtype=np.float64)


def _scores(
    x: NDArray[np.float64], y: NDArray[np.float64], angles: NDArray[np.float64], letter: float
) -> NDArray[np.float64]:
    return np.array([_sharpness(x, y, float(angle), letter) for angle in angles])


def _sharpness(
    x: NDArray[np.float64], y: NDArray[np.float64], angle: float, letter: float
) -> float:
    level = y - x * np.tan(np.radians(angle))
    bins = ((level - level.min()) / (COARSE_BIN * letter)).astype(np.int64)
    counts = np.bincount(bins, minlength=2).astype(float)
    # Neighbouring bins count together, or a line on the border of two would lose by chance.
    counts = counts[1:] + counts[:-1]
    return float((counts**2).sum())


def fine_skew(traces: Sequence[Trace]) -> float:
    """Return the slope that the traces share, in degrees, positive downhill; 0 without traces.

    The median of their slopes, each weighted by what its length says about the slope, then the
    weighted mean of the slopes near that median.
    """
    slopes, weights = [], []
    for trace in traces:
        x, y = trace.points[:, 0], trace.points[:, 1]
        spread = float(((x - x.mean()) ** 2).sum())
        if spread <= 0:
            continue
        slopes.append(float(((x - x.mean()) * (y - y.mean())).sum() / spread))
        weights.append(trace.weight * spread)
    if not slopes:
        return 0.0
    angle, weight = np.degrees(np.arctan(slopes)), np.array(weights)
    sane = np.abs(angle) <= OUTLIER_DEG
    if not sane.any():
        return 0.0
    angle, weight = angle[sane], weight[sane]
    middle = weighted_median(angle, weight)
    off = np.abs(angle - middle)
    near = off <= max(2.5 * weighted_median(off, weight), 0.02)
    return float(np.average(angle[near], weights=weight[near]))


def weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """Return the value that splits the weights in halves."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])
