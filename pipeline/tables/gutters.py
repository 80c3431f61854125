"""Tables with horizontal rules only: their columns are told by the white gaps between the texts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.tables.lattice import Lattice
from pipeline.tables.settings import TableSettings
from pipeline.tables.straighten import Stroke
from pipeline.types.page import Image

MIN_RULES = 3  # a heading between two rules, or a rule and an underline, is no table
SAME_ENDS_PT = 6.0  # rules of one table start and end within this of one another
MAX_ROW_PT = 250.0  # rules farther apart than this do not bound one row
RULE_MARGIN_PT = 2.0  # left out beside each rule, with its fringe and residual tilt
SPECK_PT = 1.6  # marks smaller than this both ways are dirt, not text
PADDING_PT = 3.0  # a column begins this far left of its leftmost letter
BORDER_PT = 0.7  # text this near to a border on both sides crosses it
CLEAR_SHARE = 0.75  # share of the rows in which a gutter is white; section rows may cross it


def find_open_columns(
    image: Image, strokes: Sequence[Stroke], unit: float, settings: TableSettings
) -> list[Lattice]:
    """Return the tables among horizontal rules that meet no vertical one.

    image     uint8 (H, W) gray, clean frame.
    strokes   horizontal rules outside the tables already found, clean pixels.
    unit      pixels in a point.
    """
    long = [s for s in strokes if s.certain and s.length >= settings.min_table_width_pt * unit]
    lattices = []
    for group in _stacks(long, unit):
        if len(group) >= MIN_RULES:
            lattice = _lattice(image, group, unit, settings)
            if lattice is not None:
                lattices.append(lattice)
    return lattices


def _stacks(strokes: Sequence[Stroke], unit: float) -> list[list[Stroke]]:
    """Gather rules that stand under one another and begin and end alike."""
    stacks: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda s: s.position):
        for stack in stacks:
            last = stack[-1]
            alike = max(abs(last.start - stroke.start), abs(last.end - stroke.end))
            apart = stroke.position - last.position
            if alike <= SAME_ENDS_PT * unit and apart <= MAX_ROW_PT * unit:
                stack.append(stroke)
                break
        else:
            stacks.append([stroke])
    return stacks


def _lattice(
    image: Image, rules: Sequence[Stroke], unit: float, settings: TableSettings
) -> Lattice | None:
    ys = [rules[0].position]
    for rule in rules[1:]:
        if rule.position - ys[-1] >= settings.min_row_pt * unit:
            ys.append(rule.position)
    x0 = float(np.median([r.start for r in rules]))
    x1 = float(np.median([r.end for r in rules]))
    if len(ys) < MIN_RULES:
        return None
    ink = _rows_of_ink(image, (x0, x1), ys, unit)
    near = max(round(BORDER_PT * unit), 1)
    borders = _columns(ink, [_border(ink, g, unit) for g in _gutters(ink, unit, settings)])
    if not borders:
        return None
    left = np.ones((len(ys) - 1, len(borders) + 2))
    for i, border in enumerate(borders, start=1):
        left[:, i] = 1.0 - ink[:, max(border - near, 0) : border + near].any(axis=1)
    return Lattice(
        xs=(x0, *(x0 + border for border in borders), x1),
        ys=tuple(ys),
        left=left,
        top=np.ones((len(ys), len(borders) + 1)),
    )


def _border(ink: NDArray[np.bool_], gutter: tuple[int, int], unit: float) -> int:
    """Return where in a gutter the border stands: left of the next column, in the whitest part.

    Columns are mostly set flush left, so that their left edge is the same on every page.
    """
    start, end = gutter
    texts = ink[:, start:end].sum(axis=0)
    white = np.flatnonzero(texts == texts.min())
    last = int(white[-1]) + 1
    first = int(white[0])
    return start + last - min(round(PADDING_PT * unit), (last - first + 1) // 2)


def _columns(ink: NDArray[np.bool_], borders: list[int]) -> list[int]:
    """Leave out borders between columns of which no row fills both: one is the other's header."""
    kept: list[int] = []
    for i, border in enumerate(borders):
        before = ink[:, kept[-1] if kept else 0 : border].any(axis=1)
        end = borders[i + 1] if i + 1 < len(borders) else ink.shape[1]
        if (before & ink[:, border:end].any(axis=1)).any():
            kept.append(border)
    return kept


def _rows_of_ink(
    image: Image, extent: tuple[float, float], ys: Sequence[float], unit: float
) -> NDArray[np.bool_]:
    """Tell for every row and every pixel column of a table whether there is text."""
    left, right = int(extent[0]), int(extent[1])
    area = image[int(ys[0]) : int(ys[-1]) + 1, left:right]
    _, dark = cv2.threshold(area, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    margin = RULE_MARGIN_PT * unit
    for y in ys:
        low = max(round(y - ys[0] - margin), 0)
        dark[low : round(y - ys[0] + margin) + 1] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(dark, np.uint8))
    speck = SPECK_PT * unit
    small = (stats[:, cv2.CC_STAT_WIDTH] < speck) & (stats[:, cv2.CC_STAT_HEIGHT] < speck)
    text = ~small
    text[0] = False
    kept = text[labels]
    rows = [kept[round(a - ys[0]) : round(b - ys[0])].any(axis=0) for a, b in pairwise(ys)]
    return np.stack(rows)


def _gutters(ink: NDArray[np.bool_], unit: float, settings: TableSettings) -> list[tuple[int, int]]:
    """Return the white gaps (start, end) that run through nearly all rows, table edges left out."""
    filled = ink[ink.any(axis=1)]
    if len(filled) < MIN_RULES - 1:
        return []
    # A section row has no gap at all; counting it would close every gutter of a short table.
    clear = filled.mean(axis=0) <= 1.0 - CLEAR_SHARE
    edges = np.flatnonzero(np.diff(np.concatenate([[False], clear, [False]]).astype(np.int8)))
    gaps = [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
    width = ink.shape[1]
    return [(a, b) for a, b in gaps if b - a >= settings.gutter_pt * unit and a > 0 and b < width]
