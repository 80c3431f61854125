"""Signs that plans use and that the alphabet of Tesseract's Vietnamese models lacks: ≥ ≤ ‰.

The models read the nearest sign they know; the shape on paper tells the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.pieces import Piece
from pipeline.types.page import Image
from pipeline.types.text import Word

_BAR_BAND = 0.22  # share of the sign's height, at its foot, that the bar of ≥ and ≤ takes
_BAR_WIDTH = 0.7  # least share of the sign's width that is inked there: a bare > or < has 0.3
_INK_BELOW = 160
_WITH_BAR = {">": "≥", "<": "≤"}
_PER_MILLE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)%[oọ0](?![\wÀ-ỹ])")
_PER_MILLE_WIDTH = 1.25  # of the height of a digit: Times-like % is 1.05 wide, ‰ 1.4
_MOST_PER_MILLE = 30.0  # rates of birth, death and salt stay below it; shares in % seldom do


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


def may_be_per_mille(word: Word) -> bool:
    """Whether the models may have read ‰ here: as "%o" after a number."""
    return _PER_MILLE.search(word.raw) is not None


def per_mille(word: Word, pieces: Sequence[Piece]) -> Word:
    """Put ‰ or % for the "%o" after a number, as wide as the sign is; ``raw`` stays.

    pieces  of the word, from left to right. Where the digits before the sign cannot be told apart
            the size of the number decides.
    """
    match = _PER_MILLE.search(word.raw)
    if match is None:
        return word
    width = _width_behind(sum(map(str.isdigit, word.raw[: match.end("number")])), pieces)
    if width is None:
        mille = float(match["number"].replace(",", ".")) <= _MOST_PER_MILLE
    else:
        mille = width > _PER_MILLE_WIDTH
    return replace(word, text=_PER_MILLE.sub(rf"\g<number>{'‰' if mille else '%'}", word.raw))


def _width_behind(digits: int, pieces: Sequence[Piece]) -> float | None:
    """Return the width of the sign behind so many digits, of their height; None: not clear."""
    if not pieces:
        return None
    tall = max(piece.height for piece in pieces)
    top = min(piece.y0 for piece in pieces if piece.height > tall / 2)
    high = [i for i, piece in enumerate(pieces) if piece.y0 < top + tall / 3]
    if len(high) <= digits:
        return None
    sign = [piece for piece in pieces[high[digits] :] if piece.y0 < top + 0.6 * tall]
    end = sign[0].x1
    for piece in sign:
        if piece.x0 <= end + tall / 4:  # else it is the next word
            end = max(end, piece.x1)
    return (end - sign[0].x0) / tall
