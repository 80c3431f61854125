"""Where the lines of a region run: ridges of its ink, smoothed along the line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.types.components import components

# All lengths below are in x-heights unless said otherwise.
_FINE = 10.0  # pixels of an x-height at which ridges are looked for: they move by 0.02 of it
_SMOOTH_ALONG = 5.0  # bridges word spaces (≤ 2.5 in justified narrow columns)
_SMOOTH_ACROSS = 0.7
_RIVAL_REACH = 1.0  # a ridge must be highest within this distance above and below
_RIVAL_SHARES = (0.72, 0.85, 0.95)  # of the strongest ink within reach
_LEAST_HEIGHT = 0.25  # of a ridge
_FORKED = 1.5  # a find is thicker, and has two branches over more than this
_BRANCH = 6.0  # a shorter piece of it may be a row of marks; letters are looked for again later
_ONE_LETTER = 2.0  # what is no higher holds one line: two stand 2.5 apart
_MIN_INK = 0.02  # ink share of the window: a lone digit gives 0.05, a speck 0.007
_JOIN_GAP = 4.0  # fragments of one baseline closer than this are one line
_MAX_SLOPE = 0.02  # rise over run that cleanup may leave behind
_LONG = 8.0  # a shorter ridge is taken as level
# A ridge that strays so far from its straight line on average (0.03-0.07 for one printed line),
# and falls into lines a step apart that stray much less, is of several lines.
_BENT, _STEP, _STRAIGHTER = 0.1, 0.3, 0.6


@dataclass(frozen=True, slots=True)
class Ridge:
    """The middle of a line's x-height band: y = slope * x + offset between x0 and x1, pixels."""

    slope: float
    offset: float
    x0: float
    x1: float

    def y(self, x: float) -> float:
        return self.slope * x + self.offset


def find_ridges(mask: NDArray[np.bool_], x: float) -> list[Ridge]:
    """Find the ridges of a region's ink at a scale at which letters are ``_FINE`` pixels high."""
    scale = min(1.0, _FINE / x)
    if scale == 1.0:
        return _ridges_of(mask.astype(np.float32), x)
    size = tuple(max(round(side * scale), 1) for side in mask.shape[::-1])
    small = cv2.resize(mask.view(np.uint8) * np.uint8(255), size, interpolation=cv2.INTER_AREA)
    return [_enlarged(ridge, 1 / scale) for ridge in _ridges_of(small / np.float32(255), scale * x)]


def _enlarged(ridge: Ridge, factor: float) -> Ridge:
    """Return the ridge in pixels that lie ``factor`` times as close (middles at whole numbers)."""
    off = (factor - 1) / 2
    offset = ridge.offset * factor + off * (1 - ridge.slope)
    return Ridge(ridge.slope, offset, ridge.x0 * factor, ridge.x1 * factor)


def _ridges_of(ink: NDArray[np.float32], x: float) -> list[Ridge]:
    """Find the ridges of a region (h, w) of 0 (paper) to 1 (ink)."""
    along, across = max(int(_SMOOTH_ALONG * x), 3), max(int(_SMOOTH_ACROSS * x), 3)
    density = cv2.blur(ink, (along, across), borderType=cv2.BORDER_CONSTANT)
    density = np.asarray(cv2.GaussianBlur(density, (0, 0), 0.15 * x + 0.1), np.float32)
    reach = 2 * int(_RIVAL_REACH * x) + 1
    strongest = cv2.dilate(density, np.ones((reach, 1), np.uint8))
    share = np.where(density > _MIN_INK, density / np.maximum(strongest, _MIN_INK), 0.0)
    ridges = [
        ridge
        for left, top, inside in _cores(share, _RIVAL_SHARES, x)
        for ridge in _fit(np.where(inside, density[_window(left, top, inside)], 0.0), left, top, x)
    ]
    return joined(ridges, x)


def _cores(
    share: NDArray[np.floating], least: Sequence[float], x: float
) -> Iterator[tuple[int, int, NDArray[np.bool_]]]:
    """Yield (left, top, mask) of each find of at least ``least[0]`` of the ink within reach.

    A find that forks holds two lines that something between them (a number beside two lines of a
    cell) joins: it is looked at again with the next share. One whose branches are all short is a
    digit (2 has most ink at its head and at its foot), and stays whole.
    """
    found = components(share >= least[0], connectivity=4)
    for label in range(1, len(found)):
        left, top, width, height = found.stats[label, :4].tolist()
        if height < _LEAST_HEIGHT * x:
            continue
        inside = found.labels[top : top + height, left : left + width] == label
        if len(least) > 1 and height > _FORKED * x and _forks(inside, x):
            part = np.where(inside, share[_window(left, top, inside)], 0.0)
            cores = list(_cores(part, least[1:], x))
            branches = [core for core in cores if core[2].shape[1] >= _BRANCH * x]
            if branches or height > _ONE_LETTER * x:
                for right, down, core in branches or cores:
                    yield left + right, top + down, core
                continue
        yield left, top, inside


def _forks(inside: NDArray[np.bool_], x: float) -> bool:
    """Tell whether a find has two branches above one another over more than some letters."""
    begins = inside[0].astype(int) + (inside[1:] & ~inside[:-1]).sum(axis=0)
    return int((begins > 1).sum()) > _FORKED * x


def _window(left: int, top: int, inside: NDArray[np.bool_]) -> tuple[slice, slice]:
    height, width = inside.shape
    return slice(top, top + height), slice(left, left + width)


def _fit(weight: NDArray[np.floating], left: int, top: int, x: float) -> list[Ridge]:
    """Fit straight ridges through the middle of each column, ``weight`` (h, w) being its ink.

    One, but where print of two baselines ran together (a boxed stamp beside a line).
    """
    total = weight.sum(axis=0)
    columns = np.flatnonzero(total > 0)
    ink = total[columns]
    middle = (weight * np.arange(len(weight))[:, None]).sum(axis=0)[columns] / ink
    return [
        Ridge(slope, offset + top - slope * left, float(left + first), float(left + last + 1))
        for first, last, slope, offset in _straight(columns, middle, ink, x)
    ]


def _straight(
    columns: NDArray[np.intp], middle: NDArray[np.float64], ink: NDArray[np.float64], x: float
) -> list[tuple[int, int, float, float]]:
    """Return (first column, last, slope, offset) of straight lines, parted at steps."""
    slope, offset, miss = _line(columns, middle, ink, x)
    if len(columns) > _LONG * x and miss > _BENT * x:
        end = round(x)
        cuts = range(end, len(columns) - end, max(round(x / 4), 1))
        best, at = min((_missed(columns, middle, ink, x, cut), cut) for cut in cuts)
        if best <= _STRAIGHTER * miss:
            parts = slice(None, at), slice(at, None)
            return [
                r for part in parts for r in _straight(columns[part], middle[part], ink[part], x)
            ]
    return [(int(columns[0]), int(columns[-1]), slope, offset)]


def _missed(
    columns: NDArray[np.intp],
    middle: NDArray[np.float64],
    ink: NDArray[np.float64],
    x: float,
    cut: int,
) -> float:
    """Return the mean miss of two lines that meet at a cut; without end where they make no step."""
    parts = slice(None, cut), slice(cut, None)
    left, right = (_line(columns[part], middle[part], ink[part], x) for part in parts)
    step = abs((left[0] - right[0]) * columns[cut] + left[1] - right[1])
    if step <= _STEP * x:
        return float("inf")
    share = ink[:cut].sum() / ink.sum()
    return float((share * left[2] ** 2 + (1 - share) * right[2] ** 2) ** 0.5)


def _line(
    columns: NDArray[np.intp], middle: NDArray[np.float64], ink: NDArray[np.float64], x: float
) -> tuple[float, float, float]:
    """Return slope and offset of the straight line through ``middle``, and its mean miss."""
    total = ink.sum()
    along, up = columns @ ink / total, middle @ ink / total
    slope = 0.0
    if len(columns) > _LONG * x:
        slope = float(((columns - along) * (middle - up)) @ ink / ((columns - along) ** 2 @ ink))
    miss = (middle - up - slope * (columns - along)) ** 2 @ ink / total
    return slope, float(up - slope * along), float(miss**0.5)


def joined(ridges: Sequence[Ridge], x: float) -> list[Ridge]:
    """Join ridges that lie end to end on one baseline, from left to right."""
    chains: list[Ridge] = []
    for ridge in sorted(ridges, key=lambda r: r.x0):
        before = [
            (abs(ridge.y(ridge.x0) - other.y(ridge.x0)), index)
            for index, other in enumerate(chains)
            if abs(ridge.y(ridge.x0) - other.y(ridge.x0)) < 0.6 * x
            and ridge.x0 - other.x1 < _JOIN_GAP * x
        ]
        if not before:
            chains.append(ridge)
            continue
        index = min(before)[1]
        chains[index] = _chain(chains[index], ridge)
    return sorted(chains, key=lambda r: r.y((r.x0 + r.x1) / 2))


def _chain(a: Ridge, b: Ridge) -> Ridge:
    """One straight ridge through both, each weighing by its length."""
    xs = np.array([a.x0, a.x1, b.x0, b.x1])
    ys = np.array([a.y(a.x0), a.y(a.x1), b.y(b.x0), b.y(b.x1)])
    weights = np.sqrt([a.x1 - a.x0] * 2 + [b.x1 - b.x0] * 2)
    slope, offset = np.polyfit(xs, ys, 1, w=weights)
    if abs(slope) > _MAX_SLOPE:
        slope, offset = 0.0, float(np.average(ys, weights=weights))
    return Ridge(float(slope), float(offset), float(xs.min()), float(xs.max()))
