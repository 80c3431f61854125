"""Roman numerals, counted by their stems: Tesseract reads II and III as I, II, H, HI or IH.

On composed clean plans every fifth "Quý III" was read as another quarter, half of them surely
(confidence above 0.8): no later stage can tell. The stems of a numeral stand apart and upright, and
are counted on the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.types.page import Image
from pipeline.types.text import Line, LineImage, Word

_READ = re.compile(r"(?P<before>\(?)(?P<head>[VX]?)(?P<stems>[IHl1|]{1,4})(?=$|[/.,;:)\-–])")
_SURELY_NUMERAL = re.compile(r"[IH]")  # "1", "11", "l" and "|" alone are something else
_MOST = 3  # stems in a row; IIII is no numeral
_SCALE = 3  # lines are enlarged so much: at 100 dpi a stem is two pixels wide
_BAND = (0.25, 0.75)  # of a stem's height: between the serifs
_JOINED = 0.36  # of the height: gap of two stems; serifs leave 0.05, torn ones 0.34, a space 0.37
_STEADY = 0.85  # least share of the band's rows that show the same number of strokes
_WIDEST = 0.32  # of the height: a stroke; bold Times has 0.22
_LEAN = 0.1  # of the height: how far a stroke moves over the band; "/" 0.18, italics 0.14
_COUNTED = 0.9  # confidence of a numeral that was counted otherwise than it was read


@dataclass(frozen=True, slots=True)
class _Piece:
    """A connected piece of ink: columns and rows, in pixels of the line image.

    stems    how many upright strokes it is made of, 0 where it is something else.
    slash    a stroke that leans follows them, or is all there is: "I/" often touch.
    """

    x0: int
    x1: int
    y0: int
    y1: int
    stems: int
    slash: bool

    @property
    def height(self) -> int:
        return self.y1 - self.y0


def with_numerals(image: LineImage, line: Line) -> Line:
    """Return the line with its Roman numerals as their stems stand on paper.

    image  what the line was read from. ``raw`` and boxes of the words stay.
    """
    if not any(_READ.match(word.raw) and _SURELY_NUMERAL.search(word.raw) for word in line.words):
        return line
    pieces = _pieces(image.image)
    border = (image.image.shape[1] - image.box.width) / 2
    words = (
        _counted(word, pieces, word.box.x0 - image.box.x0 + border, word.box.width)
        for word in line.words
    )
    return replace(line, words=tuple(words))


def _counted(word: Word, pieces: list[_Piece], left: float, width: float) -> Word:
    match = _READ.match(word.text)
    if match is None or not _SURELY_NUMERAL.search(match["stems"]):
        return word
    count = _stems(pieces, left, width, bool(match["before"]) + len(match["head"]))
    if count is None or "I" * count == match["stems"]:
        return word
    text = match["before"] + match["head"] + "I" * count + word.text[match.end() :]
    return replace(word, text=text, confidence=min(_COUNTED, max(word.confidence, 0.5)))


def _stems(pieces: list[_Piece], left: float, width: float, before: int) -> int | None:
    """Return the number of stems in a row at the word's beginning, None where they are not clear.

    before  pieces of the word that stand before the stems.
    """
    slack = width * 0.1
    mine = [p for p in pieces if left - slack <= (p.x0 + p.x1) / 2 <= left + width + slack]
    mine = mine[before:]
    if not mine or not mine[0].stems:
        return None
    first = mine[0]
    count, last = 0, first
    for piece in mine:
        gap = piece.x0 - last.x1
        if gap > _JOINED * first.height or piece.y0 > (first.y0 + first.y1) / 2:
            break  # the next word, or a full stop or comma at the foot
        if not _alike(piece, first) or not (piece.stems or piece.slash):
            return None
        count, last = count + piece.stems, piece
        if piece.slash:
            break
    return count if 1 <= count <= _MOST else None


def _alike(one: _Piece, other: _Piece) -> bool:
    """Whether two pieces have the same height and stand on one line."""
    slack = 0.15 * other.height
    return abs(one.y0 - other.y0) <= slack and abs(one.y1 - other.y1) <= slack


def _pieces(image: Image) -> list[_Piece]:
    """Return the pieces of ink from left to right, in pixels of ``image``."""
    large = cv2.resize(image, None, fx=_SCALE, fy=_SCALE, interpolation=cv2.INTER_CUBIC)
    dark = float(np.percentile(large, 2))
    ink = np.asarray(large < (dark + 255) / 2, np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = list(_measured(np.asarray(labels), np.asarray(stats), count))
    return sorted(found, key=lambda piece: piece.x0 + piece.x1)


def _measured(labels: NDArray[Any], stats: NDArray[Any], count: int) -> Iterator[_Piece]:
    for label in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[label])
        if area < _SCALE * _SCALE * 4:
            continue
        mask = labels[y : y + height, x : x + width] == label
        yield _Piece(
            x // _SCALE, -(-(x + width) // _SCALE), y // _SCALE, -(-(y + height) // _SCALE),
            *_strokes(mask),
        )  # fmt: skip


def _strokes(mask: NDArray[np.bool_]) -> tuple[int, bool]:
    """Return how many upright strokes the piece is made of, and whether a slash follows."""
    height, width = mask.shape
    if width > 2.2 * height or height < 6 * _SCALE:
        return 0, False
    band = mask[round(_BAND[0] * height) : round(_BAND[1] * height)]
    edges = np.diff(np.pad(band, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    runs = (edges == 1).sum(axis=1)
    usual = int(np.bincount(runs).argmax())
    if not 1 <= usual <= _MOST + 1 or (runs == usual).mean() < _STEADY:
        return 0, False
    rows = np.flatnonzero(runs == usual)
    starts = np.argwhere(edges[rows] == 1)[:, 1].reshape(-1, usual)
    ends = np.argwhere(edges[rows] == -1)[:, 1].reshape(-1, usual)
    thick = np.median(ends - starts, axis=0)
    moved = np.ptp((starts + ends) / 2, axis=0)
    leans = moved > _LEAN * height
    stems = int(leans.argmax()) if leans.any() else usual
    uneven = stems and thick[:stems].max() > 2 * thick[:stems].min()
    if uneven or (thick > _WIDEST * height).any() or usual - stems > 1:
        return 0, False
    return stems, bool(leans.any())
