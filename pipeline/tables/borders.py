"""Groups strokes into tables and clusters them into column and row borders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.straighten import Stroke


@dataclass(frozen=True, slots=True)
class Border:
    """One column or row border: its position and the stretches of it that are ruled."""

    position: float
    stretches: tuple[tuple[float, float], ...]

    @property
    def start(self) -> float:
        return min(start for start, _ in self.stretches)

    @property
    def end(self) -> float:
        return max(end for _, end in self.stretches)

    def cover(self, start: float, end: float) -> float:
        """Return the share of [start, end] that is ruled, 0-1."""
        if end <= start:
            return 0.0
        covered, reached = 0.0, start
        for low, high in sorted(self.stretches):
            begin, stop = max(low, reached), min(high, end)
            if stop > begin:
                covered, reached = covered + stop - begin, stop
        return covered / (end - start)


def cluster(strokes: Sequence[Stroke], within: float) -> list[Border]:
    """Gather parallel strokes nearer than ``within`` pixels into borders, ascending."""
    borders: list[Border] = []
    group: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda s: s.position):
        if group and stroke.position - _middle(group) > within:
            borders.append(_border(group))
            group = []
        group.append(stroke)
    return [*borders, _border(group)] if group else borders


def chain(strokes: Sequence[Stroke], gap: float, drift: float) -> list[Stroke]:
    """Join pieces of one broken line: ends at most ``gap`` apart, positions within ``drift``."""
    chains: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda s: s.start):
        near = [
            i
            for i, c in enumerate(chains)
            if abs(c.position - stroke.position) <= drift and stroke.start - c.end <= gap
        ]
        if not near:
            chains.append(stroke)
            continue
        best = min(near, key=lambda i: abs(chains[i].position - stroke.position))
        chains[best] = _joined(chains[best], stroke)
    return chains


def connected(
    horizontal: Sequence[Stroke], vertical: Sequence[Stroke], touch: float
) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Split strokes into groups that meet each other, directly or over others."""
    if not horizontal or not vertical:
        return [([], [v]) for v in vertical]
    meets = crossings(horizontal, vertical, touch)
    groups, free = [], set(range(len(vertical)))
    while free:
        columns, rows = {free.pop()}, set[int]()
        while True:
            more_rows = set(np.flatnonzero(meets[:, sorted(columns)].any(axis=1)).tolist()) - rows
            rows |= more_rows
            found = set(np.flatnonzero(meets[sorted(rows)].any(axis=0)).tolist()) - columns
            columns |= found
            if not found:
                break
        free -= columns
        groups.append(([horizontal[i] for i in rows], [vertical[i] for i in columns]))
    return groups


def crossings(
    horizontal: Sequence[Stroke], vertical: Sequence[Stroke], touch: float
) -> NDArray[np.bool_]:
    """Tell which strokes meet: (horizontal, vertical) matrix of booleans."""
    h = np.array([(s.position, s.start, s.end) for s in horizontal])[:, None]
    v = np.array([(s.position, s.start, s.end) for s in vertical])[None]
    meets: NDArray[np.bool_] = (
        (v[..., 0] >= h[..., 1] - touch)
        & (v[..., 0] <= h[..., 2] + touch)
        & (h[..., 0] >= v[..., 1] - touch)
        & (h[..., 0] <= v[..., 2] + touch)
    )
    return meets


def _middle(strokes: Sequence[Stroke]) -> float:
    """Mean position weighted by length: a long rule outweighs a stray piece beside it."""
    return float(np.average([s.position for s in strokes], weights=[s.length for s in strokes]))


def _border(strokes: Sequence[Stroke]) -> Border:
    return Border(_middle(strokes), tuple((s.start, s.end) for s in strokes))


def _joined(a: Stroke, b: Stroke) -> Stroke:
    return Stroke(
        _middle([a, b]),
        min(a.start, b.start),
        max(a.end, b.end),
        max(a.thickness, b.thickness),
    )
