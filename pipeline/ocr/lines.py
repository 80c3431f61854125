"""Cut a region of a clean page into printed lines, each without its neighbours' ink.

Method: the x-height of the page comes from its connected components. Ink smoothed along the line
forms a ridge through the x-height band of every printed line; ridges that are the highest within
a line pitch are line fragments. Every component then goes to the fragment it belongs to, so that
marks above and dots below stay with their letters even where lines nearly touch.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.types.geometry import Box
from pipeline.types.page import Image
from pipeline.types.text import LineImage

# All lengths below are in x-heights unless said otherwise. Times-like print set at 1.0–1.5 line
# spacing has a pitch of 2.5–3.8 x-heights, capitals of 1.45 and hats over capitals up to 2.1.
_SMOOTH_ALONG = 5.0  # bridges word spaces (≤ 2.5 in justified narrow columns)
_SMOOTH_ACROSS = 0.7
_RIVAL_REACH = 1.0  # a ridge must be highest within this distance above and below
_RIVAL_SHARE = 0.72  # of the strongest ink within reach
_MIN_INK = 0.02  # ink share of the window: a lone digit gives 0.05, a speck 0.007
_MARK_BOUNDARY = 0.40  # of the pitch below the upper ridge: marks under it belong to the next line
_PAD = 0.35  # white border of a line image
_TOUCH_BOUNDARY = 0.45  # of the pitch: where ink that touches two lines is cut
_JOIN_GAP = 4.0  # fragments of one baseline closer than this are one line
_COLUMN_GAP = 2.2  # justified prose keeps its spaces under 1.6
_MAX_COST = 4.0  # ink farther than this from every line is no text
_MIN_SIZE = 0.2  # smaller finds are specks
_MAX_SLOPE = 0.02  # rise over run that cleanup may leave behind
_LONG = 8.0  # a shorter ridge is taken as level
# A ridge that strays so far from its straight line on average (0.03-0.07 for one printed line),
# and falls into lines a step apart that stray much less, is of several lines.
_BENT, _STEP, _STRAIGHTER = 0.1, 0.3, 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """The ink of a page: mask (H, W) bool and the page's x-height in pixels."""

    mask: NDArray[np.bool_]
    x_height: float


def find_ink(image: Image, dpi: float) -> Ink:
    """Threshold a clean page (H, W) uint8 and measure its x-height.

    The threshold is Otsu's, held between 96 and 200 so that an almost empty page does not turn
    its paper grain into ink. Without enough letters the x-height of 13 pt print is assumed.
    """
    otsu, _ = cv2.threshold(image, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    mask = image < min(max(otsu, 96.0), 200.0)
    return Ink(mask, _x_height(mask, dpi))


def _x_height(mask: NDArray[np.bool_], dpi: float) -> float:
    """Mode of the heights of letter-like components, in pixels."""
    expected = 13 / 72 * dpi * 0.45  # 13 pt Times: x-height 0.45 em
    _, _, stats, _ = _components(mask)
    width, height = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    letters = height[
        (height > 0.5 * expected)
        & (height < 2.5 * expected)
        & (width > 0.25 * height)
        & (width < 2.0 * height)
    ]
    if len(letters) < 20:
        return expected
    counts = np.bincount(letters).astype(float)
    smooth = np.convolve(counts, [0.5, 1.0, 0.5], mode="same")
    return float(np.argmax(smooth))


def cut_lines(image: Image, ink: Ink, region: Box, columns: bool = False) -> list[LineImage]:
    """Cut the lines of ``region`` (clean frame) out of ``image`` (H, W) uint8, in reading order.

    ``columns``: white gaps wider than ``_COLUMN_GAP`` x-heights part a line (letterheads, lists
    beside signatures); without it everything on one baseline is one line, as in a table cell.
    Returns [] where nothing is printed.
    """
    rows, cols = region.clipped(image.shape[1], image.shape[0]).slices()
    mask = ink.mask[rows, cols]
    if not mask.any():
        return []
    ridges = _find_ridges(mask, ink.x_height)
    if not ridges:
        return []
    gap = _COLUMN_GAP * ink.x_height if columns else float("inf")
    owner, count = _assign(mask, ridges, ink.x_height, gap)
    return _crops(image[rows, cols], owner, count, ink.x_height, (cols.start, rows.start))


@dataclass(frozen=True, slots=True)
class _Ridge:
    """The middle of a line's x-height band: y = slope * x + offset between x0 and x1, pixels."""

    slope: float
    offset: float
    x0: float
    x1: float

    def y(self, x: float) -> float:
        return self.slope * x + self.offset


def _find_ridges(mask: NDArray[np.bool_], x: float) -> list[_Ridge]:
    along, across = max(int(_SMOOTH_ALONG * x), 3), max(int(_SMOOTH_ACROSS * x), 3)
    density = cv2.blur(mask.astype(np.float32), (along, across), borderType=cv2.BORDER_CONSTANT)
    density = np.asarray(cv2.GaussianBlur(density, (0, 0), 0.15 * x + 0.1), np.float32)
    reach = 2 * int(_RIVAL_REACH * x) + 1
    strongest = cv2.dilate(density, np.ones((reach, 1), np.uint8))
    core = (density >= _RIVAL_SHARE * strongest) & (density > _MIN_INK)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        core.astype(np.uint8), connectivity=4
    )
    ridges = []
    for label in range(1, count):
        left, top, width, height = stats[label, :4]
        if height < 0.25 * x:
            continue
        part = labels[top : top + height, left : left + width] == label
        own = np.asarray(density[top : top + height, left : left + width])
        ridges += _fit(np.where(part, own, 0.0).astype(np.float32), left, top, x)
    return _one_per_line(ridges, x)


def _fit(weight: NDArray[np.float32], left: int, top: int, x: float) -> list[_Ridge]:
    """Fit straight ridges through the middle of each column, ``weight`` (h, w) being its ink.

    One, but where print of two baselines ran together (a boxed stamp beside a line).
    """
    total = weight.sum(axis=0)
    columns = np.flatnonzero(total > 0)
    ink = total[columns]
    middle = (weight * np.arange(len(weight))[:, None]).sum(axis=0)[columns] / ink
    return [
        _Ridge(slope, offset + top - slope * left, float(left + first), float(left + last + 1))
        for first, last, slope, offset in _straight(columns, middle, ink, x)
    ]


def _straight(
    columns: NDArray[np.intp], middle: NDArray[np.float64], ink: NDArray[np.float64], x: float
) -> list[tuple[int, int, float, float]]:
    """Return (first column, last, slope, offset) of straight lines, parted at steps."""
    slope, offset, miss = _line(columns, middle, ink, x)
    whole = [(int(columns[0]), int(columns[-1]), slope, offset)]
    if len(columns) <= _LONG * x or miss <= _BENT * x:
        return whole
    best, at = miss, 0
    for cut in range(round(x), len(columns) - round(x), max(round(x / 4), 1)):
        parts = [_line(columns[part], middle[part], ink[part], x) for part in _halves(cut)]
        shares = [ink[part].sum() / ink.sum() for part in _halves(cut)]
        missed = sum(share * part[2] ** 2 for share, part in zip(shares, parts, strict=True)) ** 0.5
        step = np.diff([part[0] * columns[cut] + part[1] for part in parts])[0]
        if missed < best and abs(step) > _STEP * x:
            best, at = missed, cut
    if best > _STRAIGHTER * miss:
        return whole
    return [
        line
        for part in _halves(at)
        for line in _straight(columns[part], middle[part], ink[part], x)
    ]


def _halves(cut: int) -> tuple[slice, slice]:
    return slice(None, cut), slice(cut, None)


def _line(
    columns: NDArray[np.intp], middle: NDArray[np.float64], ink: NDArray[np.float64], x: float
) -> tuple[float, float, float]:
    """Return slope and offset of the straight line through ``middle``, and its mean miss."""
    slope, offset = 0.0, float(np.average(middle, weights=ink))
    if len(columns) > _LONG * x:
        slope, offset = (float(value) for value in np.polyfit(columns, middle, 1, w=np.sqrt(ink)))
    miss = np.average((middle - slope * columns - offset) ** 2, weights=ink)
    return slope, offset, float(miss**0.5)


def _one_per_line(ridges: list[_Ridge], x: float) -> list[_Ridge]:
    """Join ridges that lie end to end on one baseline, from left to right."""
    joined: list[_Ridge] = []
    for ridge in sorted(ridges, key=lambda r: r.x0):
        before = [
            (abs(ridge.y(ridge.x0) - other.y(ridge.x0)), index)
            for index, other in enumerate(joined)
            if abs(ridge.y(ridge.x0) - other.y(ridge.x0)) < 0.6 * x
            and ridge.x0 - other.x1 < _JOIN_GAP * x
        ]
        if not before:
            joined.append(ridge)
            continue
        index = min(before)[1]
        joined[index] = _chain(joined[index], ridge)
    return sorted(joined, key=lambda r: r.y((r.x0 + r.x1) / 2))


def _chain(a: _Ridge, b: _Ridge) -> _Ridge:
    """One straight ridge through both, each weighing by its length."""
    xs = np.array([a.x0, a.x1, b.x0, b.x1])
    ys = np.array([a.y(a.x0), a.y(a.x1), b.y(b.x0), b.y(b.x1)])
    weights = np.sqrt([a.x1 - a.x0] * 2 + [b.x1 - b.x0] * 2)
    slope, offset = np.polyfit(xs, ys, 1, w=weights)
    if abs(slope) > _MAX_SLOPE:
        slope, offset = 0.0, float(np.average(ys, weights=weights))
    return _Ridge(float(slope), float(offset), float(xs.min()), float(xs.max()))


def _assign(
    mask: NDArray[np.bool_], ridges: list[_Ridge], x: float, gap: float
) -> tuple[NDArray[np.int32], int]:
    """Give every ink pixel its line: (H, W) int32, 0 = none, lines numbered from 1."""
    _, labels, stats, centers = _components(mask)
    boxes = stats[1:].astype(float)
    left, top = boxes[:, cv2.CC_STAT_LEFT], boxes[:, cv2.CC_STAT_TOP]
    right, bottom = left + boxes[:, cv2.CC_STAT_WIDTH], top + boxes[:, cv2.CC_STAT_HEIGHT]
    middle = np.array([[r.y(c[0]) for r in ridges] for c in centers[1:]])  # (components, ridges)
    below = centers[1:, 1:2] - middle
    cost = np.where(below > 0, below / _MARK_BOUNDARY, -below / (1 - _MARK_BOUNDARY))
    inside = (middle >= top[:, None]) & (middle <= bottom[:, None])
    cost[inside] = np.abs(below[inside]) * 1e-3
    away = np.array([np.maximum(np.maximum(r.x0 - right, left - r.x1), 0.0) for r in ridges]).T
    cost += 2.0 * away
    best = cost.argmin(axis=1)
    lost = cost[np.arange(len(cost)), best] > _MAX_COST * x
    line_of = np.concatenate([[0], np.where(lost, 0, best + 1)]).astype(np.int32)
    owner = line_of[labels]
    tall = boxes[:, cv2.CC_STAT_HEIGHT] > 1.8 * x
    for component in np.flatnonzero(tall & (inside.sum(axis=1) > 1)):
        _split_component(owner, labels, int(component) + 1, stats[component + 1], middle[component])
    return _part_columns(owner, len(ridges), gap)


def _components(
    mask: NDArray[np.bool_],
) -> tuple[int, NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """Return the connected components of ``mask``: number, labels (H, W), stats and centres."""
    count, labels, stats, centers = cv2.connectedComponentsWithStats(
        mask.astype(np.uint8), connectivity=8
    )
    return (
        count,
        np.asarray(labels, np.int32),
        np.asarray(stats, np.int32),
        np.asarray(centers, np.float64),
    )


def _split_component(
    owner: NDArray[np.int32],
    labels: NDArray[np.int32],
    label: int,
    stats: NDArray[np.int32],
    middle: NDArray[np.float64],
) -> None:
    """Cut a component that touches several lines between their bands (``owner`` is our own)."""
    left, top, width, height = stats[:4]
    window = (slice(top, top + height), slice(left, left + width))
    part = labels[window] == label
    order = [i for i in np.argsort(middle) if top <= middle[i] <= top + height]
    edges = [middle[a] + _TOUCH_BOUNDARY * (middle[b] - middle[a]) for a, b in pairwise(order)]
    band = np.searchsorted(np.array(edges), np.arange(top, top + height))
    lines = np.array([i + 1 for i in order], np.int32)[band]
    owner[window] = np.where(part, lines[:, None], owner[window])


def _part_columns(
    owner: NDArray[np.int32], count: int, gap: float
) -> tuple[NDArray[np.int32], int]:
    """Renumber so that parts of a line over a gap wider than ``gap`` pixels are lines apart."""
    if gap == float("inf"):
        return owner, count
    parted = np.zeros_like(owner)
    total = 0
    for line in range(1, count + 1):
        columns = np.flatnonzero((owner == line).any(axis=0))
        if not len(columns):
            continue
        starts = np.concatenate([[0], np.flatnonzero(np.diff(columns) > gap) + 1])
        for first, after in zip(starts, [*starts[1:], len(columns)], strict=True):
            total += 1
            window = slice(columns[first], columns[after - 1] + 1)
            parted[:, window][owner[:, window] == line] = total
    return parted, total


def _crops(
    gray: Image, owner: NDArray[np.int32], count: int, x: float, origin: tuple[int, int]
) -> list[LineImage]:
    """Copy each line onto white paper; ink keeps its soft edge, neighbours are left out."""
    pad = round(_PAD * x)
    halo = cv2.dilate(owner.astype(np.float32), np.ones((3, 3), np.uint8)).astype(np.int32)
    halo = np.where(owner > 0, owner, halo)
    found = []
    for line in range(1, count + 1):
        where = owner == line
        ys, xs = np.flatnonzero(where.any(axis=1)), np.flatnonzero(where.any(axis=0))
        if not len(ys) or xs[-1] - xs[0] < _MIN_SIZE * x or ys[-1] - ys[0] < _MIN_SIZE * x:
            continue
        window = (slice(ys[0], ys[-1] + 1), slice(xs[0], xs[-1] + 1))
        line_ink = np.where(halo[window] == line, gray[window], np.uint8(255))
        image = cv2.copyMakeBorder(
            line_ink, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=255
        ).astype(np.uint8)
        x0, y0 = int(xs[0]) + origin[0], int(ys[0]) + origin[1]
        box = Box(x0, y0, x0 + int(xs[-1] - xs[0]) + 1, y0 + int(ys[-1] - ys[0]) + 1, "clean")
        found.append(LineImage(image, box))
    return found
