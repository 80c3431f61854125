"""Signs that plans use and that the alphabet of Tesseract's Vietnamese models lacks: ≥ ≤ ‰.

The models read the nearest sign they know; the shape on paper tells the rest.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from pipeline.types.page import Image

_BAR_BAND = 0.22  # share of the sign's height, at its foot, that the bar of ≥ and ≤ takes
_BAR_WIDTH = 0.7  # least share of the sign's width that is inked there: a bare > or < has 0.3
_INK_BELOW = 160
_WITH_BAR = {">": "≥", "<": "≤"}
_PER_MILLE = re.compile(r"(?<=\d)%[oọ0](?![\wÀ-ỹ])")


def with_bar(sign: str, image: Image, x0: int, x1: int) -> str:
    """Return ≥ or ≤ where the > or < between columns ``x0`` and ``x1`` stands on a bar.

    image  line image (h, w) uint8; the columns may be a little off, the blank ones beside the
    sign bound it. Any other sign comes back as it is.
    """
    if sign not in _WITH_BAR:
        return sign
    ink = image < _INK_BELOW
    columns = _blank_bounded(np.asarray(ink.any(axis=0)), (x0 + x1) // 2)
    if columns is None:
        return sign
    glyph = ink[:, columns]
    rows = np.flatnonzero(glyph.any(axis=1))
    foot = glyph[rows[-1] + 1 - max(round(_BAR_BAND * len(rows)), 1) : rows[-1] + 1]
    width = foot.any(axis=0).sum() / glyph.shape[1]
    return _WITH_BAR[sign] if width >= _BAR_WIDTH else sign


def _blank_bounded(inked: NDArray[np.bool_], middle: int) -> slice | None:
    """Return the run of inked columns at ``middle`` or nearest to it."""
    at = np.flatnonzero(inked)
    if not len(at):
        return None
    start = end = int(at[np.abs(at - middle).argmin()])
    while start > 0 and inked[start - 1]:
        start -= 1
    while end + 1 < len(inked) and inked[end + 1]:
        end += 1
    return slice(start, end + 1)


def per_mille(text: str) -> str:
    """Put ‰ where the models read "%o" after a number."""
    return _PER_MILLE.sub("‰", text)
