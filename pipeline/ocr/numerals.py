"""Roman numerals, counted by their stems: Tesseract reads II and III as I, II, H, HI or IH.

On composed clean plans every fifth "Quý III" was read as another quarter, half of them surely
(confidence above 0.8): no later stage can tell. The stems of a numeral stand apart and upright, and
are counted on the paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ocr.pieces import MOST_STEMS, Piece
from pipeline.types.text import Word

_READ = re.compile(r"(?P<before>\(?)(?P<head>[VX]?)(?P<stems>[IHl1|]{1,4})(?=$|[/.,;:)\-–])")
_SURELY_NUMERAL = re.compile(r"[IH]")  # "1", "11", "l" and "|" alone are something else
_JOINED = 0.36  # of the height: gap of two stems; serifs leave 0.05, torn ones 0.34, a space 0.37
_COUNTED = 0.9  # confidence of a numeral that was counted otherwise than it was read


def is_numeral(word: Word) -> bool:
    """Whether the word begins as Roman numerals are read, rightly or wrongly."""
    match = _READ.match(word.text)
    return match is not None and _SURELY_NUMERAL.search(match["stems"]) is not None


def counted(word: Word, pieces: Sequence[Piece]) -> Word:
    """Return the word with its numeral as its stems stand on paper; ``raw`` and box stay.

    pieces  of the word, from left to right. Where they are not clear the word comes back as it is.
    """
    match = _READ.match(word.text)
    if match is None or not is_numeral(word):
        return word
    count = _stems(pieces[bool(match["before"]) + len(match["head"]) :])
    if count is None or "I" * count == match["stems"]:
        return word
    text = match["before"] + match["head"] + "I" * count + word.text[match.end() :]
    return replace(word, text=text, confidence=min(_COUNTED, max(word.confidence, 0.5)))


def _stems(pieces: Sequence[Piece]) -> int | None:
    """Return the number of stems in a row at the beginning, None where they are not clear."""
    if not pieces or not pieces[0].stems:
        return None
    count, first, last = 0, pieces[0], pieces[0]
    for piece in pieces:
        gap = piece.x0 - last.x1
        if gap > _JOINED * first.height or piece.y0 > (first.y0 + first.y1) / 2:
            break  # the next word, or a full stop or comma at the foot
        if not piece.stands_like(first) or not (piece.stems or piece.slash):
            return None
        count, last = count + piece.stems, piece
        if piece.slash:
            break
    return count if 1 <= count <= MOST_STEMS else None
