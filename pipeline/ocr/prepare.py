"""Makes a line image ready for a network that reads lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.types.page import Image
from pipeline.types.text import LineImage

# White border of a trimmed line, of its height. The network is sensitive to it: on nine real pages
# 0.1 gave 2.5 % wrong words, 0.2 gave 3.1 %, and 0.6 beside the line 12 %.
_PAD = 0.1
# White gaps, in line heights: a space of Times-like print is 0.33 wide with its side bearings.
# Narrowing to 0.3 costs up to 1.4 points of lost words, to 0.45 nothing; lines without
# descenders are lower.
_WIDE_GAP = 0.65
_USUAL_GAP = 0.5
# Unsharp mask: amount, and radius in line heights (0.8 px at 200 dpi). On gray 200 dpi scans it
# takes the share of lost words from 3.2 to 1.8 % (office) and 10.8 to 8.8 % (old); amounts of 3
# and more break reading altogether, and crisp or 1-bit lines read worse with any. Softness is the
# number of half-dark pixels per dark one: 0.4 on fax, 0.8 at 300 dpi, 1.1 on office scans.
_SHARPEN = 1.8
_SHARPEN_RADIUS = 0.022
_CRISP = 0.6
_SOFT = 1.0
_INK_BELOW = 160  # gray level of ink on a clean page; softer edges stay in the crop
# A second look at an unsure line: gray edges are blurred by so much (pixels); 1-bit strokes, of
# which poor copies lose the thin ones, are made a pixel thicker before.
_SMOOTH = 0.8
_THICKER = 2


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A line as the network gets it, and the way back.

    image    uint8 (h, w).
    columns  clean x of each column border of ``image``, length w + 1.
    top      clean y of the first row.
    """

    image: Image
    columns: NDArray[np.float64]
    top: float


def prepare(line: LineImage) -> Prepared | None:
    """Trim a line to its ink, narrow its wide gaps and sharpen it where its edges are soft.

    Returns None where there is no ink: a network asked about white paper invents something.
    """
    found = trimmed(line, _PAD)
    return replace(found, image=_sharpened(found.image)) if found is not None else None


def trimmed(line: LineImage, pad_share: float) -> Prepared | None:
    """Trim a line to its ink and narrow its wide gaps; None where there is no ink.

    pad_share   white border around the ink, in heights of the ink; one pixel at least.
    """
    ink = line.image < _INK_BELOW
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    height = int(rows[-1] - rows[0]) + 1
    kept = _kept_columns(columns, height)
    inked = line.image[rows[0] : rows[-1] + 1, kept]
    pad = max(round(pad_share * height), 1)
    padded = cv2.copyMakeBorder(inked, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=255)
    border_y = (line.image.shape[0] - line.box.height) / 2
    border_x = (line.image.shape[1] - line.box.width) / 2
    outside = np.arange(1, pad + 1)
    places = np.concatenate([kept[0] - outside[::-1], kept, kept[-1] + outside, [kept[-1] + pad]])
    return Prepared(
        np.ascontiguousarray(padded, np.uint8),
        places + line.box.x0 - border_x,
        float(rows[0]) - pad + line.box.y0 - border_y,
    )


def _kept_columns(ink: NDArray[np.intp], height: int) -> NDArray[np.intp]:
    """Columns from the first ink to the last, without the middle of gaps over ``_WIDE_GAP``.

    Justified print in narrow cells has spaces many times the usual, at which the network swallows
    the punctuation before them ("huyện;      UBND" is read "huyệnUBND").
    """
    keep = np.ones(int(ink[-1] - ink[0]) + 1, np.bool_)
    for before, after in pairwise(ink):
        gap = int(after - before) - 1
        if gap > _WIDE_GAP * height:
            half = round(_USUAL_GAP * height / 2)
            keep[before - ink[0] + 1 + half : after - ink[0] - half] = False
    kept: NDArray[np.intp] = np.flatnonzero(keep) + ink[0]
    return kept


def _sharpened(image: Image) -> Image:
    """Unsharp-mask a line in proportion to the softness of its edges; crisp lines stay as is."""
    amount = _SHARPEN * min(max((_softness(image) - _CRISP) / (_SOFT - _CRISP), 0.0), 1.0)
    if amount == 0:
        return image
    blurred = cv2.GaussianBlur(image, (0, 0), _SHARPEN_RADIUS * image.shape[0])
    return np.asarray(cv2.addWeighted(image, 1 + amount, blurred, -amount, 0), np.uint8)


def smoothed(image: Image) -> Image:
    """Return a prepared line for a second look: other edges, so that it is misread elsewhere."""
    if _softness(image) < _CRISP:
        image = np.asarray(cv2.erode(image, np.ones((_THICKER, _THICKER), np.uint8)), np.uint8)
    return np.asarray(cv2.GaussianBlur(image, (0, 0), _SMOOTH), np.uint8)


def _softness(image: Image) -> float:
    """Return the number of half-dark pixels per dark one."""
    dark = int((image < 128).sum())
    return int(((image >= 64) & (image < 217)).sum()) / max(dark, 1)
