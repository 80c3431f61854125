"""Tells by how many quarter turns a page must be turned to stand upright.

First the direction of the text lines: inside a line, letters stand closer together than lines
do. Then up or down: Vietnamese print has far more ink above the small letters (ascenders,
capitals, accents, tone marks) than below them (descenders, dots below, commas). Where that
margin is small (few lines, digits, capitals only) a legibility probe passed in decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup.lines import TextLine
from pipeline.cleanup.measure import Gray, Mask, Parts

Legibility = Callable[[Sequence[NDArray[np.uint8]]], Sequence[float]]

# Letters whose nearest neighbour is looked up: enough for a share accurate to 2 %.
SAMPLE = 600

# Letters that a piece of line must have to be asked about up and down.
MIN_LETTERS = 4

# The bands above and below the small letters that are compared, letter heights from their edge:
# past the blur of the edge, and short of the next line (lines stand 2.3 letters apart or more).
BAND = (0.15, 0.85)

# Ink beside the letters, as a share of the letters' own, that comes of rough edges and specks.
# Vietnamese print has 0.15 to 0.3 above; a line of digits has none.
STRAY = 0.1

# Lines that the legibility probe is given, each way up, and letter heights above and below them:
# room for accents or descenders, and little of the next line at single spacing.
PROBE_LINES = 5
PROBE_PAD = 0.7

# Share of a line's height that is ink in a column of pixels where a rule crosses it.
RULED = 0.9


@dataclass(frozen=True, slots=True)
class Direction:
    """How many of the sampled letters have their nearest neighbour beside them, 0-1."""

    level_share: float
    letters: int


@dataclass(frozen=True, slots=True)
class Uprightness:
    """Balance of the ink above and below the small letters, -1 … 1, positive = upright.

    balance   mean over lines, weighted by length.
    margin    balance in standard errors.
    lines     lines that it rests on.
    """

    balance: float
    margin: float
    lines: int


def turned(image: NDArray[np.uint8], rotation: int) -> NDArray[np.uint8]:
    """Turn an image clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(image, k=-(rotation // 90) % 4))


def text_direction(parts: Parts) -> Direction:
    """Measure whether letters have their neighbours beside (level text) or over them."""
    count = len(parts)
    if count < 2:
        return Direction(0.5, count)
    picked = np.unique(np.linspace(0, count - 1, min(SAMPLE, count)).astype(int))
    beside = _nearest(parts.x0, parts.width, parts.y0, parts.height, picked)
    over = _nearest(parts.y0, parts.height, parts.x0, parts.width, picked)
    told = beside != over
    share = float((beside < over)[told].mean()) if told.any() else 0.5
    return Direction(share, count)


def _nearest(
    start: NDArray[np.int32],
    length: NDArray[np.int32],
    cross: NDArray[np.int32],
    breadth: NDArray[np.int32],
    picked: NDArray[np.intp],
) -> NDArray[np.float64]:
    """Gap from each picked box to the nearest other that overlaps it by half across."""
    gap = np.maximum(
        start[None, :] - (start + length)[picked, None],
        start[picked, None] - (start + length)[None, :],
    ).astype(float)
    shared = np.minimum((cross + breadth)[picked, None], (cross + breadth)[None, :])
    shared = shared - np.maximum(cross[picked, None], cross[None, :])
    gap[shared * 2 < np.minimum(breadth[picked, None], breadth[None, :])] = np.inf
    gap[gap < 0] = np.inf
    gap[np.arange(len(picked)), picked] = np.inf
    return np.asarray(gap.min(axis=1), dtype=np.float64)


def uprightness(print_mask: Mask, lines: Sequence[TextLine], letter: float) -> Uprightness:
    """Compare the ink above and below the small letters of each line.

    print_mask   (h, w) 0/1, level text, no rules.
    Both bands are measured the same way, so that a page and its 180° turn give opposite answers.
    """
    total = np.asarray(cv2.integral(print_mask), dtype=np.int32)
    balances, weights = [], []
    for line in lines:
        if len(line.parts) < MIN_LETTERS:
            continue
        above, below, core = _ink_beside(total, line, letter)
        beside = above + below + STRAY * core
        if beside > 0:
            balances.append((above - below) / beside)
            weights.append(float(len(line.parts)))
    if not balances:
        return Uprightness(0.0, 0.0, 0)
    balance, weight = np.array(balances), np.array(weights) / sum(weights)
    mean = float((balance * weight).sum())
    # A line's balance spreads by at most 1; half a line of it is granted even where all agree.
    spread = float((((balance - mean) ** 2 + 0.05) * weight**2).sum()) ** 0.5
    return Uprightness(mean, mean / spread, len(balances))


def _ink_beside(
    total: NDArray[np.int32], line: TextLine, letter: float
) -> tuple[float, float, float]:
    height, width = total.shape
    near, far = BAND[0] * letter, BAND[1] * letter

    def ink(y0: float, y1: float) -> float:
        top, bottom = (int(np.clip(round(y), 0, height - 1)) for y in (y0, y1))
        left, right = max(line.x0, 0), min(line.x1, width - 1)
        return float(
            total[bottom, right] - total[top, right] - total[bottom, left] + total[top, left]
        )

    top, bottom = line.top, line.bottom
    above, below = ink(top - far, top - near), ink(bottom + near, bottom + far)
    return above, below, ink(top, bottom)


def _without_rules(crop: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a line without the column rules that cross it: nobody reads letters beside them."""
    paper = np.uint8(np.percentile(crop, 90))
    ruled = (crop < paper / 2).mean(axis=0) >= RULED
    wider = cv2.dilate(ruled.astype(np.uint8)[None], np.ones((1, 3), np.uint8))[0] > 0
    return np.where(wider[None], paper, crop).astype(np.uint8)


def reads_better_turned(
    gray: Gray, lines: Sequence[TextLine], letter: float, legibility: Legibility
) -> float:
    """Read the fullest lines as they stand and upside down.

    Returns the mean confidence upside down less that as it stands, -1 … 1.
    """
    fullest = sorted(lines, key=lambda line: len(line.parts), reverse=True)[:PROBE_LINES]
    if not fullest:
        return 0.0
    pad = PROBE_PAD * letter
    crops = []
    for line in fullest:
        y0, y1 = max(round(line.top - pad), 0), round(line.bottom + pad)
        x0, x1 = max(round(line.x0 - letter), 0), round(line.x1 + letter)
        crops.append(_without_rules(np.ascontiguousarray(gray[y0:y1, x0:x1])))
    scores = list(legibility(crops + [turned(crop, 180) for crop in crops]))
    upright, over = scores[: len(crops)], scores[len(crops) :]
    weights = np.array([len(line.parts) for line in fullest], float)
    return float(((np.array(over) - np.array(upright)) * weights).sum() / weights.sum())
