"""Takes out the dark streaks that dirt on the glass of a sheet feeder draws over whole pages.

The sheet moves over the dirt, so that a streak is exactly straight along the scan, as thin as the
dirt is, and runs on through the margins from edge to edge, where no rule of a table does.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.types.page import Image

# Height of the bands (inches) that are averaged before streaks are looked for: less than a line.
BAND_INCH = 0.1

# Rows of each band that are looked at: streaks are in all of them.
BAND_ROWS = 5

# The channel that stands for all of a colour scan: a streak is gray.
GREEN = 1

# Widest streak, inches.
WIDEST_INCH = 0.03

# What is closer than this to the page's edge (inches) is the edge of the sheet or the lid.
EDGE_INCH = 0.15

# Share of the paper's brightness that a streak takes, at least, over most bands. Show-through and
# grain, averaged over a band, stay below 0.03.
DEEP = 0.1

# Light that passes beside a streak, up to which that is its rim.
RIM = 0.97

# Share of the bands on paper that a streak darkens, at least.
THROUGH = 0.85

# Depth of the margins, inches, that a streak crosses on both sides, and share of their bands; what
# else is dark there at most; and depth of the outermost, where even rules of sheets that are cut
# close to the table have ended.
OUTER_INCH = 0.03
MARGIN_INCH = 0.3
MARGIN_SHARE = 0.8
MARGIN_DARK = 0.05

# Bands darker than this (0-255) show no paper.
PAPER = 100

# Share of the light that must come through a streak for the print below to be restored from it.
CLEAR = 0.45


@dataclass(frozen=True, slots=True, eq=False)
class Streak:
    """Columns ``start`` to ``stop`` (half-open) of the scan; ``light`` 0-1 that each lets pass."""

    start: int
    stop: int
    light: NDArray[np.float32]


def without_streaks(image: Image, dpi: float) -> Image | None:
    """Return the page (H, W) or (H, W, 3) without streaks along or across; None: it has none."""
    upright = _streaks(image, dpi)
    across = _streaks(_turned(image), dpi)
    if not upright and not across:
        return None
    done = image.copy()
    _mend(done, upright)
    if across:
        turned = np.ascontiguousarray(_turned(done))
        _mend(turned, across)
        done = np.ascontiguousarray(_turned(turned))
    return done


def _turned(image: Image) -> Image:
    return np.asarray(image.swapaxes(0, 1))


def _streaks(image: Image, dpi: float) -> list[Streak]:
    """Find the streaks that run down the page."""
    height, width = image.shape[:2]
    one = image if image.ndim == 2 else image[..., GREEN]
    outer = max(round(OUTER_INCH * dpi), 1)
    count = max(round(height / dpi / BAND_INCH), 10)
    bands = np.concatenate(
        [
            _averaged(one[:outer], 1),
            _averaged(one[:: max(int(BAND_INCH * dpi / BAND_ROWS), 1)], count),
            _averaged(one[-outer:], 1),
        ]
    )
    reach = max(round(WIDEST_INCH * dpi), 2) * 2 + 1
    paper = cv2.morphologyEx(bands, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    light = (bands / np.maximum(paper, 1)).astype(np.float32)
    known = paper >= PAPER
    hit = (light <= 1.0 - DEEP) & known
    margin = max(round(MARGIN_INCH / BAND_INCH), 1) + 1
    ends = hit[0] & hit[-1]
    for part in (hit[:margin], hit[-margin:]):
        if part.mean() > MARGIN_DARK:
            return []
        ends &= part.sum(axis=0) >= MARGIN_SHARE * margin
    through = hit.sum(axis=0) >= THROUGH * np.maximum(known.sum(axis=0), 0.7 * count)
    edge = round(EDGE_INCH * dpi)
    ends[:edge], ends[width - edge :] = False, False
    return _grouped(ends & through, light, reach // 2)


def _averaged(rows: Image, count: int) -> Image:
    """Return ``count`` rows that are means of those given."""
    size = rows.shape[1], count
    small = cv2.resize(np.ascontiguousarray(rows), size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def _grouped(found: NDArray[np.bool_], light: NDArray[np.float32], widest: int) -> list[Streak]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], found.astype(np.int8), [0]])))
    streaks = []
    for start, stop in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        passed = np.median(light[:, start - 1 : stop + 1], axis=0).astype(np.float32)
        # Its soft rim, where it has one, darkens less than what was looked for.
        first, last = start - int(passed[0] < RIM), stop + int(passed[-1] < RIM)
        if stop - start <= widest:
            part = passed[first - start + 1 : len(passed) - (stop + 1 - last)]
            streaks.append(Streak(first, last, part))
    return streaks


def _mend(image: Image, streaks: list[Streak]) -> None:
    """Lighten the columns of streaks in place; those that hide the print take their neighbours'."""
    for streak in streaks:
        part = np.s_[:, streak.start : streak.stop]
        if streak.light.min() >= CLEAR:
            gain = streak.light.reshape(1, -1, *(1,) * (image.ndim - 2))
            image[part] = np.clip(image[part] / gain, 0, 255).round().astype(np.uint8)
            continue
        left, right = (
            image[:, x : x + 1].astype(np.float32) for x in (streak.start - 1, streak.stop)
        )
        share = np.linspace(0, 1, streak.stop - streak.start + 2, dtype=np.float32)[1:-1]
        share = share.reshape(1, -1, *(1,) * (image.ndim - 2))
        image[part] = (left * (1 - share) + right * share).round().astype(np.uint8)
