"""Rules (ruled lines) of a page: long thin dark strokes, horizontal or vertical.

A rule is told from text by directional morphology on gray values, so that a faint or broken line
counts as much as a black one: a black-hat across the line keeps only thin strokes, an opening
along the line keeps only long ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.tables.settings import TableSettings
from pipeline.types.page import CleanPage, Image

POINTS_PER_INCH = 72.0
BIN_PT = 6.0  # spacing of the points that trace a rule; curl is flat over half a letter
SMOOTH_PT = 2.4  # averaging along the line: bridges the specks and pinholes of a fax
CERTAIN_ROW_PT = 128.0  # horizontal pieces this long are never letters: bold small print, 90 pt
CERTAIN_COLUMN_PT = 36.0  # the same for vertical pieces: stems of two lines that touch, 21 pt
BESIDE_PT = 1.8  # where strokes of letters are looked for beside a short piece
CROWDED = 0.25  # share of a piece with ink beside it: letters 0.3-0.7, rules up to 0.15 ...
DOUBLED = 0.85  # ... and the partner of a doubled rule nearly 1
MAX_SLOPE = 0.06  # of a rule against the page: 3.4 degrees, twice what cleanup may leave
MAX_STEP_PX = 1.1  # a slanting line of one bit per pixel moves by whole pixels
SOLID = 0.9  # least share of a short piece that is inked: letters 0.65-0.91, rules from 0.96
SOLID_DEPTH = 0.4  # share of the piece's darkness from which a pixel counts as inked


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One straight or slightly curved stroke.

    along       (N,) positions along the line, ascending, clean pixels (x of a horizontal rule).
    across      (N,) positions across the line at ``along`` (y of a horizontal rule).
    start, end  extent along the line.
    thickness   mean stroke width, clean pixels.
    certain     False for a short broken piece: a worn rule, or else a row of letters.
    """

    along: NDArray[np.float64]
    across: NDArray[np.float64]
    start: float
    end: float
    thickness: float
    certain: bool = True

    @property
    def length(self) -> float:
        return self.end - self.start

    @property
    def position(self) -> float:
        """Median position across the line."""
        return float(np.median(self.across))


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one page, clean pixels; ``unit`` is the length of one point in pixels."""

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    unit: float


def find_rules(page: CleanPage, settings: TableSettings) -> Rules:
    """Return the rules of a page (image uint8 (H, W), paper near 255), in clean pixels."""
    scale = min(1.0, settings.working_dpi / page.dpi)
    image = page.image
    if scale < 1.0:
        smaller = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        image = np.asarray(smaller, np.uint8)
    unit = page.dpi * scale / POINTS_PER_INCH
    turned = np.ascontiguousarray(image.T)
    return Rules(
        tuple(
            _rescale(rule, scale)
            for rule in _trace(image, unit, settings.horizontal_run_pt, CERTAIN_ROW_PT, settings)
        ),
        tuple(
            _rescale(rule, scale)
            for rule in _trace(turned, unit, settings.vertical_run_pt, CERTAIN_COLUMN_PT, settings)
        ),
        page.dpi / POINTS_PER_INCH,
    )


def _trace(
    image: Image, unit: float, run_pt: float, certain_pt: float, settings: TableSettings
) -> list[Rule]:
    """Return the horizontal strokes of an image at least ``run_pt`` long, in its pixels.

    Strokes shorter than ``certain_pt`` are left out when they look like a row of letters.
    """
    response = _response(image, unit, run_pt, settings)
    _, mask = cv2.threshold(response, settings.rule_contrast - 1, 255, cv2.THRESH_BINARY)
    # 16-bit labels are three times as fast, and runs of this length cannot be 65,536 on a page.
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        mask, connectivity=8, ltype=cv2.CV_16U
    )
    rules = []
    for label in range(1, count):
        x, y, width, height, _ = (int(v) for v in stats[label])
        if width < run_pt * unit:
            continue
        window = (slice(y, y + height), slice(x, x + width))
        rule = _rule(labels[window] == label, x, y, max(round(BIN_PT * unit), 1))
        solid, beside = (1.0, 0.0) if width >= certain_pt * unit else _look(image, rule, unit)
        if beside <= CROWDED:
            rules.append(replace(rule, certain=solid >= SOLID))
    # Labels are given out by several threads, in no fixed order.
    return sorted(rules, key=lambda r: (r.start, r.position))


def _look(image: Image, rule: Rule, unit: float) -> tuple[float, float]:
    """Return which share of a piece is inked, and which share has ink on one side of it.

    Letters have strokes that lead away from their base line, and gaps between them.
    """
    x = np.arange(int(rule.start), int(rule.end))
    y = np.interp(x, rule.along, rule.across)
    reach = rule.thickness / 2 + BESIDE_PT * unit
    above, below = _sample(image, x, y - reach), _sample(image, x, y + reach)
    on = np.minimum.reduce([_sample(image, x, y + dy) for dy in (-1.0, 0.0, 1.0)])
    paper = float(np.percentile(np.concatenate([above, below]), 90))
    depth = paper - float(np.median(on))
    solid = float((on < paper - SOLID_DEPTH * depth).mean())
    beside = [float((side < paper - depth / 2).mean()) for side in (above, below)]
    return solid, max((share for share in beside if share < DOUBLED), default=0.0)


def _sample(image: Image, x: NDArray[np.int_], y: NDArray[np.float64]) -> NDArray[np.float64]:
    rows = np.clip(np.floor(y), 0, image.shape[0] - 1).astype(int)
    values: NDArray[np.float64] = image[rows, x].astype(np.float64)
    return values


def _response(image: Image, unit: float, run_pt: float, settings: TableSettings) -> Image:
    """Darkness of thin strokes that stay dark over the whole run, uint8 like ``image``."""
    smooth = cv2.blur(image, (_odd(SMOOTH_PT * unit), 1))
    across = cv2.getStructuringElement(
        cv2.MORPH_RECT, (1, _odd(settings.rule_thickness_pt * unit + 2))
    )
    thin = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, across)
    # One pixel either way: a slanting or curling line changes its pixel row within the run.
    thin = cv2.dilate(thin, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3)))
    along = cv2.getStructuringElement(cv2.MORPH_RECT, (_odd(run_pt * unit), 1))
    return np.asarray(cv2.morphologyEx(thin, cv2.MORPH_OPEN, along), np.uint8)


def _rule(mask: NDArray[np.bool_], x: int, y: int, step: int) -> Rule:
    """Trace one stroke, given its mask and the mask's corner, by points ``step`` pixels apart."""
    height, width = mask.shape
    counts = mask.sum(axis=0, dtype=np.float64)
    centers = (mask * (np.arange(height) + 0.5)[:, None]).sum(axis=0) / np.maximum(counts, 1)
    edges = np.arange(0, width, step)
    weights = np.add.reduceat(counts > 0, edges, dtype=np.float64)
    across = np.add.reduceat(centers * (counts > 0), edges) / np.maximum(weights, 1)
    along = (edges + np.minimum(edges + step, width)) / 2
    kept = _level(along, across, weights > 0)
    first, last = int(np.argmax(kept)), int(len(kept) - 1 - np.argmax(kept[::-1]))
    return Rule(
        along=x + along[kept],
        across=y + across[kept],
        start=float(x + edges[first]),
        end=float(x + min(edges[last] + step, width)),
        thickness=max(float(np.median(counts[counts > 0])) - 2.0, 1.0),
    )


def _level(
    along: NDArray[np.float64], across: NDArray[np.float64], kept: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Drop end points that bend away: there the line has run into a letter."""
    kept = kept.copy()
    for order in (1, -1):
        points = np.flatnonzero(kept)[::order]
        for end, inner in pairwise(points):
            bend = abs(across[end] - across[inner])
            if bend <= max(MAX_SLOPE * abs(along[end] - along[inner]), MAX_STEP_PX):
                break
            kept[end] = False
    return kept


def _rescale(rule: Rule, scale: float) -> Rule:
    if scale == 1.0:
        return rule
    return replace(
        rule,
        along=rule.along / scale,
        across=rule.across / scale,
        start=rule.start / scale,
        end=rule.end / scale,
        thickness=rule.thickness / scale,
    )


def _odd(length: float) -> int:
    """Return the odd kernel size nearest above ``length``, at least 3."""
    return max(round(length) // 2 * 2 + 1, 3)
