"""Evens out paper and light: yellowed or shaded paper, show-through, dark edges, punch holes."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.cleanup.measure import Gray, Mask, parts_of

# Dots per inch at which paper is estimated: half a millimetre a pixel averages the grain out.
PAPER_DPI = 50.0

# Widest print that the estimate must see paper through (inches): bold headings stand 0.2 apart.
REACH_INCH = 0.26

# Paper this bright (0-255) everywhere needs no evening out; 1 % of the page may be darker.
WHITE_PAPER = 250

# Darkest paper that is still brightened (0-255): below it there is nothing to read.
DARKEST_PAPER = 60

# Where the white point may lie (0-255). Below 190 anti-aliased strokes would be eaten, above
# 250 nothing is gained.
WHITE_POINT = (190, 250)

# What is print, in letter heights: sizes of its pieces, the reach within which a piece must have
# more than this many others, and how far a faded stroke may lie from what is left of its word.
PRINT_SIZE = (0.6, 14.0)
COMPANY = 4.0
COMPANIONS = 3
NEAR = 1.5

# Rules darker than this (0-255) stay under any white point; the grain beside them should go.
SURE_RULE = 150

# A histogram this many times the level between ink and paper belongs to paper or show-through.
PAPER_RISE = 2.0


def estimate_paper(gray: Gray, dpi: float) -> Gray:
    """Estimate the paper's brightness under the print, (h', w') uint8 at ``PAPER_DPI``."""
    factor = min(1.0, PAPER_DPI / dpi)
    size = max(round(REACH_INCH * dpi * factor), 3) | 1
    height, width = gray.shape
    small = cv2.resize(
        gray,
        (max(round(width * factor), 1), max(round(height * factor), 1)),
        interpolation=cv2.INTER_AREA,
    )
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (size, size))
    framed = cv2.copyMakeBorder(small, size, size, size, size, cv2.BORDER_REPLICATE)
    closed = cv2.morphologyEx(framed, cv2.MORPH_CLOSE, kernel)
    smooth = cv2.GaussianBlur(closed, (0, 0), size / 4)
    return np.asarray(smooth[size:-size, size:-size], dtype=np.uint8)


def paper_is_white(paper: Gray, solid: Mask) -> bool:
    """Tell whether the estimated paper is white enough to be left as it is.

    Around holes and edges (``solid``, any scale, 0/1) the estimate is none of paper.
    """
    height, width = paper.shape
    near = cv2.resize(solid, (width, height), interpolation=cv2.INTER_AREA) > 0
    reach = max(round(REACH_INCH * PAPER_DPI), 3)
    near = cv2.dilate(near.astype(np.uint8), np.ones((2 * reach + 1, 2 * reach + 1))) > 0
    known = paper[~near]
    return bool(len(known) == 0 or np.percentile(known, 1) >= WHITE_PAPER)


def flatten(gray: Gray, paper: Gray) -> Gray:
    """Divide by the paper: (H, W) uint8 with paper near 255."""
    height, width = gray.shape
    bright = np.maximum(paper, DARKEST_PAPER)
    full = cv2.resize(bright, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, full, scale=255.0), dtype=np.uint8)


def white_point(gray: Gray) -> int:
    """Find the gray level above which there is only paper, grain and show-through.

    Between ink and paper lie the anti-aliased edges of strokes, about equally many at each
    level; paper and show-through rise over that level.
    """
    counts = np.bincount(gray.ravel(), minlength=256).astype(float)
    smooth = np.convolve(counts, np.ones(7) / 7, mode="same")
    low, high = WHITE_POINT
    edges = float(np.median(smooth[64:176]))
    rising = np.flatnonzero(smooth[low:high] > PAPER_RISE * max(edges, gray.size * 1e-4))
    return int(low + rising[0]) if len(rising) else high


def near_print(print_mask: Mask, letter: float, tables: Mask) -> Gray:
    """Mark where print stands or may have faded: 0 … 255, soft at the rim, reduced scale.

    print_mask   (h, w) 0/1 ink less its rules; pieces of letter size that have others about them
                 are print, lone specks are not.
    tables       (h, w) 1 inside ruled tables, where a row's number stands alone.
    """
    parts = parts_of(print_mask)
    size = np.maximum(parts.width, parts.height)
    parts = parts.where((size >= PRINT_SIZE[0] * letter) & (size <= PRINT_SIZE[1] * letter))
    middles = np.zeros(print_mask.shape, np.float32)
    rows, columns = parts.y0 + parts.height // 2, parts.x0 + parts.width // 2
    middles[rows, columns] = 1
    window = 2 * round(COMPANY * letter) + 1
    about = cv2.boxFilter(middles, -1, (window, window), normalize=False)
    alone = np.asarray(about)[rows, columns] <= COMPANIONS
    parts = parts.where(~alone | (tables[rows, columns] > 0))
    near = np.zeros_like(print_mask)
    pad = round(NEAR * letter)
    for x, y, w, h in zip(*(a.tolist() for a in parts.boxes), strict=True):
        near[max(y - pad, 0) : y + h + pad, max(x - pad, 0) : x + w + pad] = 255
    return np.asarray(cv2.GaussianBlur(near, (0, 0), 0.4 * letter), dtype=np.uint8)


def near_rules(ruled: Mask, gray: Gray) -> Gray:
    """Mark where faint rules (0/1) run on a page: 0 … 255, soft at the rim, reduced scale.

    A rule is thinner and lighter than print: whitened, it is lost before any letter is.
    """
    pale = cv2.erode(gray, np.ones((3, 3), np.uint8)) >= SURE_RULE
    wide = cv2.dilate(ruled * pale * np.uint8(255), np.ones((5, 5), np.uint8))
    return np.asarray(cv2.blur(wide, (3, 3)), dtype=np.uint8)


def whiten(gray: Gray, white: int, near: Gray) -> Gray:
    """Make white what is lighter than ``white`` and lies away from print.

    near   0 … 255 at any scale: where print stands (``near_print``). Nothing is changed there:
           stretching the contrast of worn print cost 1 to 6 % of its words.
    """
    height, width = gray.shape
    table = np.clip(np.arange(256) * (255.0 / white), 0, 255).round().astype(np.uint8)
    stretched = cv2.LUT(gray, table)
    keep = cv2.resize(near, (width, height), interpolation=cv2.INTER_LINEAR)
    brighter = cv2.subtract(stretched, gray)
    return np.asarray(
        cv2.add(gray, cv2.multiply(brighter, cv2.bitwise_not(keep), scale=1 / 255)), dtype=np.uint8
    )


def paint_out(gray: Gray, blobs: Mask) -> Gray:
    """Return a copy of the page that is white where ``blobs`` (any scale, 0/1) is set."""
    height, width = gray.shape
    full = cv2.resize(blobs, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.where(full > 0, 255, gray).astype(np.uint8)
