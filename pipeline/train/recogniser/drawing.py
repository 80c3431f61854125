"""Lines of print as a press leaves them: black on white, before any wear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw
from PIL.ImageFont import FreeTypeFont as Face

from pipeline.train.recogniser.handwriting import WRITTEN, written
from pipeline.train.recogniser.marks import Habit, any_habit, bare, put_tones
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.fonts import Style, font
from pipeline.types.page import Image

FAMILIES: Final = {
    "Tinos": 6.0,
    "Termes": 2.5,
    "FreeSerif": 1.5,
    "Libertine": 0.7,
    "DejaVu Serif": 0.6,
    "Arimo": 0.6,
}
_STYLES: Final[dict[Style, float]] = {"r": 6.0, "b": 2.2, "i": 1.3, "bi": 0.5}
_SIZES: Final = {11.0: 2, 12.0: 4, 13.0: 4, 14.0: 4, 10.0: 0.5, 16.0: 0.2}  # points, and how often
_OTHER_HABITS = 0.6  # share of lines whose tones stand where another font would put them
_ROOM_ABOVE, _ROOM_BELOW, _ROOM_BESIDE = 1.3, 0.55, 0.35  # of the size, around the baseline
_JUSTIFIED = 0.25  # share of lines whose spaces are stretched
_UNDERLINED = 0.02
_SPREAD_LETTERS = 0.02
X_HEIGHT: Final = 0.45  # of the size, of Times-like print


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """A printed line: uint8 (h, w), paper 255; ``size`` of print and ``base`` line in pixels."""

    image: Image
    size: int
    base: int
    dpi: float


def print_line(text: str, dpi: float, dice: Dice) -> Printed:
    """Print a text in some font of an office. Raises MissingError without the fonts."""
    family, style = dice.weighted(FAMILIES), dice.weighted(_STYLES)
    points = dice.weighted(_SIZES) * dice.uniform(0.97, 1.03)
    size = max(round(points * dpi / 72), 8)
    face = font(family, style, float(size))
    parts, gap = _parts(text, size, face.getlength(" "), dice)
    habit = any_habit(dice) if dice.chance(_OTHER_HABITS) else None
    pieces = [_piece(piece, face, habit, dice, gap * last) for piece, last in _pieces(parts)]
    beside = round(_ROOM_BESIDE * size)
    width = round(sum(piece.width for piece in pieces) - gap) + 2 * beside
    base = round(_ROOM_ABOVE * size)
    picture = Pictures.new("L", (width, base + round(_ROOM_BELOW * size)), 255)
    x = beside + dice.random()
    for piece in pieces:
        _draw(picture, piece, (x, base), face, habit)
        x += piece.width
    if dice.chance(_UNDERLINED):
        y = base + round(size * dice.uniform(0.1, 0.16))
        ImageDraw.Draw(picture).line((beside, y, width - beside, y), 0, max(round(size / 18), 1))
    return Printed(np.asarray(picture, np.uint8), size, base, dpi)


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """What is set in one go: ``hand`` where it is written; ``width`` with the gap after it."""

    text: str
    hand: Image | None
    width: float


def _pieces(parts: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield what is printed and what is written of parts, and whether it ends one."""
    for part in parts:
        *before, end = [piece for piece in WRITTEN.split(part) if piece] or [""]
        yield from ((piece, False) for piece in before)
        yield end, True


def _piece(text: str, face: Face, habit: Habit | None, dice: Dice, gap: float) -> _Piece:
    if WRITTEN.fullmatch(text):
        hand = written(text, round(face.size), dice)
        return _Piece(text, hand, hand.shape[1] + gap)
    return _Piece(text, None, face.getlength(bare(text) if habit else text) + gap)


def _draw(
    picture: Pictures.Image,
    piece: _Piece,
    at: tuple[float, int],
    face: Face,
    habit: Habit | None,
) -> None:
    """Set a piece with its baseline from ``at``, in place."""
    if piece.hand is not None:
        place = round(at[0]), at[1] - piece.hand.shape[0]
        picture.paste(0, place, Pictures.fromarray(255 - piece.hand))
        return
    text = bare(piece.text) if habit else piece.text
    ImageDraw.Draw(picture).text(at, text, 0, face, anchor="ls")
    if habit:
        put_tones(picture, piece.text, at, face, habit)


def _parts(text: str, size: int, space: float, dice: Dice) -> tuple[list[str], float]:
    """Return what is printed in one go, and the gap after each, pixels."""
    if dice.chance(_JUSTIFIED):
        return text.split(" "), space * dice.uniform(0.8, 2.6)
    if dice.chance(_SPREAD_LETTERS):
        return list(text), size * dice.uniform(0.02, 0.12)
    return [text], 0.0
