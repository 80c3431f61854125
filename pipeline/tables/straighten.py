"""Takes out what tilt and curl the rules still have after cleanup.

All long horizontal rules of a page share one smooth deviation y = Y + f(x, y), all vertical ones
x = X + g(x, y). Both are fitted by least squares, with the unknown straight position of every rule
beside the shared coefficients, so that rules can afterwards be compared by one number each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.rules import Rule, Rules

FIT_PT = 90.0  # rules at least this long tell the shape of the page; shorter ones may be text
RIM = 0.02  # share of the page from its edge, 4 mm, in which no table is ruled
MEET_PT = 10.0  # between the ends of rules of one table, on paper that is not straight yet
ALIKE = 0.05  # share of their length by which column rules of one row may end apart
RIDGE = 0.05  # weight of "flat" against the measured points; keeps ends of short fits from flying
PASSES = 3  # fixed-point steps of the inverse; converges by a factor of 20 or more each

Coefficients = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A rule on straight paper: one position across, an extent along, clean pixels."""

    position: float
    start: float
    end: float
    thickness: float
    certain: bool = True

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """The deviation of a page's rules: ``center`` and ``size`` normalise the coordinates."""

    center: tuple[float, float]
    size: float
    horizontal: Coefficients
    vertical: Coefficients

    def straighten(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map clean points (N, 2) to straight paper."""
        return xy - self._deviation(xy)

    def bend(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map points (N, 2) of straight paper back to the clean page."""
        bent = xy
        for _ in range(PASSES):
            bent = xy + self._deviation(bent)
        return bent

    def sheared(self, shear: float) -> Shape:
        """Return the shape of a page whose columns lean by dx/dy besides."""
        vertical = self.vertical.copy()
        vertical[0] += shear * self.size
        return replace(self, vertical=vertical)

    def _deviation(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        u = (xy[:, 0] - self.center[0]) / self.size
        v = (xy[:, 1] - self.center[1]) / self.size
        return np.column_stack([_basis(v, u) @ self.vertical, _basis(u, v) @ self.horizontal])


def fit_shape(rules: Rules, width: float, height: float) -> Shape:
    """Fit the deviation of the rules of a page of ``width`` x ``height`` clean pixels."""
    center, size = (width / 2, height / 2), max(width, height) / 2
    fit = FIT_PT * rules.unit
    level = [r for r in rules.horizontal if r.length >= fit and not _on_rim(r, height)]
    upright = [r for r in rules.vertical if r.length >= fit and not _on_rim(r, width)]
    # What is left of the paper's edge meets no rule, and leans as the paper lay on the glass.
    near = MEET_PT * rules.unit
    tables = [
        r
        for r in upright
        if any(_meets(r, other, near) for other in level) or sum(_alike(r, o) for o in upright) > 2
    ]
    return Shape(center, size, _fit(level, center, size), _fit(tables, center[::-1], size))


def _on_rim(rule: Rule, across: float) -> bool:
    """Tell whether a rule comes nearer to the paper's edge than a table does."""
    return bool(min(rule.across.min(), across - rule.across.max()) < RIM * across)


def _meets(upright: Rule, level: Rule, near: float) -> bool:
    return (
        level.start - near <= upright.position <= level.end + near
        and upright.start - near <= level.position <= upright.end + near
    )


def _alike(first: Rule, second: Rule) -> bool:
    """Tell whether two upright rules begin and end on one height: columns of one row."""
    apart = max(abs(first.start - second.start), abs(first.end - second.end))
    return apart <= ALIKE * first.length


def straight(rules: Sequence[Rule], shape: Shape, *, vertical: bool) -> tuple[Stroke, ...]:
    """Return the rules of one direction as strokes on straight paper."""
    strokes = []
    for rule in rules:
        along = np.concatenate([[rule.start], rule.along, [rule.end]])
        across = np.concatenate([rule.across[:1], rule.across, rule.across[-1:]])
        points = np.column_stack([across, along] if vertical else [along, across])
        flat = shape.straighten(points)
        position, extent = (flat[:, 0], flat[:, 1]) if vertical else (flat[:, 1], flat[:, 0])
        strokes.append(
            Stroke(
                float(np.median(position[1:-1])),
                float(extent[0]),
                float(extent[-1]),
                rule.thickness,
                rule.certain,
            )
        )
    return tuple(strokes)


def _basis(u: NDArray[np.float64], v: NDArray[np.float64]) -> NDArray[np.float64]:
    """Smooth deviations along u that vanish at the page center: tilt, bow, wave, and keystone."""
    return np.column_stack([u, u**2, u**3, u * v, u**2 * v, u * v**2])


def _fit(rules: Sequence[Rule], center: tuple[float, float], size: float) -> Coefficients:
    terms = _basis(np.zeros(1), np.zeros(1)).shape[1]
    if not rules:
        return np.zeros(terms)
    owner = np.concatenate([np.full(len(r.along), i) for i, r in enumerate(rules)])
    u = (np.concatenate([r.along for r in rules]) - center[0]) / size
    across = np.concatenate([r.across for r in rules])
    shared = _basis(u, (across - center[1]) / size)
    # Centering each rule on its own mean removes its unknown straight position from the system.
    count = np.bincount(owner).astype(np.float64)
    means = np.stack([np.bincount(owner, column) / count for column in shared.T], axis=1)
    design = shared - means[owner]
    target = across - (np.bincount(owner, across) / count)[owner]
    damping = np.sqrt(RIDGE) * np.eye(terms)
    damping[0, 0] = 0.0 if len(rules) > 1 else damping[0, 0]
    solution, *_ = np.linalg.lstsq(
        np.vstack([design, damping]), np.concatenate([target, np.zeros(terms)]), rcond=None
    )
    result: Coefficients = solution
    return result
