"""Row rules too faint, broken or dotted to be found as strokes, sought where tables must have them.

Inside a table the columns are known, so that a rule need not be told from letters by its length:
it darkens a thin line from one side of a cell to the other, and nothing close above or below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.tables.corridors import runs
from pipeline.tables.lattice import Lattice
from pipeline.tables.rules import POINTS_PER_INCH
from pipeline.tables.settings import TableSettings
from pipeline.tables.straighten import Shape, Stroke
from pipeline.types.page import CleanPage

NODE = 32  # pixels between points that are bent; curl is flat over half a centimetre
BIN_PT = 5.0  # two dots of a dotted rule, and less than a word
INSET_PT = 2.0  # beside column rules, which ink every line
DARKER = 18.0  # gray levels below the paper; old dots keep 20-60, bleed-through is wide
PAPER = 90.0  # percentile of the table's gray levels that is paper
BESIDE_PT = (1.8, 3.4)  # above and below a rule, where cells have their padding
LEAST_LINE = 0.5  # share of bins inked on a line, less the share inked beside it
LOWEST_PT = 30.0  # rows less high hold no two rows of two lines, nor a lost rule worth the search
APART_PT = 9.0  # from one rule to the next: one line of small print
LEAST_WIDTH = 0.35  # share of the table's width that a rule must run through, all pieces taken ...
LEAST_COLUMNS = 2  # ... and the columns; a worn line of print can look like a rule in one, ...
PLAIN_LINE = 0.8  # ... but leaves white between its words


def faint_rules(
    page: CleanPage, shape: Shape, lattice: Lattice, unit: float, settings: TableSettings
) -> list[Stroke]:
    """Return row rules inside the rows of a lattice, as strokes from column to column."""
    high = [(a, b) for a, b in pairwise(lattice.ys) if b - a >= LOWEST_PT * unit]
    if not high or len(lattice.xs) < 3:
        return []
    scale = min(1.0, settings.working_dpi / page.dpi)
    dark = _dark(page, shape, lattice, scale)
    point = page.dpi * scale / POINTS_PER_INCH
    columns = list(pairwise((np.array(lattice.xs) - lattice.xs[0]) * scale))
    lines = np.array([_lines(dark, left, right, point) for left, right in columns])
    widths = np.diff(lattice.xs)
    strokes: list[Stroke] = []
    for top, bottom in high:
        edges = [round((y - lattice.ys[0]) * scale) for y in (top, bottom)]
        for y in _found(lines, widths, edges, APART_PT * point):
            near = lines[:, max(y - round(point), 0) : y + round(point) + 1].max(axis=1)
            at = lattice.ys[0] + (y + 0.5) / scale
            strokes += _strokes(near >= LEAST_LINE, lattice.xs, at, unit)
    return strokes


def _dark(page: CleanPage, shape: Shape, lattice: Lattice, scale: float) -> NDArray[np.bool_]:
    """Tell which pixels of the table are darker than its paper, on straight paper, scaled."""
    left, right, top, bottom = lattice.xs[0], lattice.xs[-1], lattice.ys[0], lattice.ys[-1]
    width, height = max(round((right - left) * scale), 1), max(round((bottom - top) * scale), 1)
    xs = np.linspace(left, right, max(width // NODE, 2))
    ys = np.linspace(top, bottom, max(height // NODE, 2))
    nodes = shape.bend(np.column_stack([np.tile(xs, len(ys)), np.repeat(ys, len(xs))]))
    bent = nodes.reshape(len(ys), len(xs), 2).astype(np.float32)
    image = page.image
    if scale < 1.0:
        image = np.asarray(
            cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
        )
    maps = cv2.resize(bent * np.float32(scale), (width, height), interpolation=cv2.INTER_LINEAR)
    straight = cv2.remap(
        image, maps[..., 0], maps[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    dark: NDArray[np.bool_] = straight < np.percentile(straight, PAPER) - DARKER
    return dark


def _lines(dark: NDArray[np.bool_], left: float, right: float, point: float) -> NDArray[np.float64]:
    """Return for every row of pixels how much more of it is inked than of those beside it."""
    inset, size = INSET_PT * point, max(round(BIN_PT * point), 2)
    part = dark[:, round(left + inset) : round(right - inset)]
    bins = part.shape[1] // size
    if not bins:
        return np.zeros(len(dark))
    binned = part[:, : bins * size].reshape(len(part), bins, size)
    inked = np.asarray(binned.any(axis=2), np.uint8)
    on = cv2.dilate(inked, np.ones((3, 1), np.uint8)).mean(axis=1)
    near, far = (round(distance * point) for distance in BESIDE_PT)
    count = far - near + 1
    band = np.ones((count, 1), np.uint8)
    reach = np.pad(inked, ((far, far), (0, 0)))
    spread = cv2.dilate(reach, band, anchor=(0, 0), borderValue=0)  # rows y … y + count - 1
    above, below = spread[: len(part)], spread[far + near : far + near + len(part)]
    beside = np.maximum(above.mean(axis=1), below.mean(axis=1))
    return np.asarray(on - beside, np.float64)


def _found(
    lines: NDArray[np.float64], widths: NDArray[np.float64], edges: Sequence[int], apart: float
) -> Iterator[int]:
    """Yield the rows of pixels on which rules run, strongest first, none near an edge."""
    low, high = edges[0] + round(apart), edges[1] - round(apart)
    if high <= low:
        return
    part = lines[:, low:high]
    reach = round(apart / APART_PT)
    ruled = cv2.dilate(part, np.ones((1, 2 * reach + 1))) >= LEAST_LINE  # a rule need not be level
    weight = (np.maximum(part, 0.0) * (part >= LEAST_LINE)).T @ widths
    weight[(ruled.sum(axis=0) < LEAST_COLUMNS) & (part.max(axis=0) < PLAIN_LINE)] = 0.0
    while len(weight) and weight.max() >= LEAST_WIDTH * LEAST_LINE * widths.sum():
        best = int(weight.argmax())
        yield low + best
        weight[max(best - round(apart), 0) : best + round(apart) + 1] = 0.0


def _strokes(
    ruled: NDArray[np.bool_], xs: Sequence[float], y: float, unit: float
) -> Iterator[Stroke]:
    """Yield a stroke for every run of columns that are ruled."""
    for start, end in runs(ruled):
        yield Stroke(y, xs[start], xs[end], unit)
