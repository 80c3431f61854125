"""Lines of print as a press leaves them: black on white, before any wear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw

from pipeline.train.recogniser.marks import any_habit, bare, put_tones
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.fonts import Style, font
from pipeline.types.page import Image

FAMILIES: Final = {
    "Tinos": 6.0,
    "Termes": 2.5,
    "FreeSerif": 1.5,
    "Libertine": 0.7,
    "DejaVu Serif": 0.6,
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
    printed = [bare(part) for part in parts] if habit else parts
    wides = [face.getlength(part) for part in printed]
    beside = round(_ROOM_BESIDE * size)
    width = round(sum(wides) + gap * (len(parts) - 1)) + 2 * beside
    base = round(_ROOM_ABOVE * size)
    picture = Pictures.new("L", (width, base + round(_ROOM_BELOW * size)), 255)
    pen = ImageDraw.Draw(picture)
    x = beside + dice.random()
    for part, plain, wide in zip(parts, printed, wides, strict=True):
        pen.text((x, base), plain, 0, face, anchor="ls")
        if habit:
            put_tones(picture, part, (x, base), face, habit)
        x += wide + gap
    if dice.chance(_UNDERLINED):
        y = base + round(size * dice.uniform(0.1, 0.16))
        pen.line((beside, y, width - beside, y), 0, max(round(size / 18), 1))
    return Printed(np.asarray(picture, np.uint8), size, base, dpi)


def _parts(text: str, size: int, space: float, dice: Dice) -> tuple[list[str], float]:
    """Return what is printed in one go, and the gap after each, pixels."""
    if dice.chance(_JUSTIFIED):
        return text.split(" "), space * dice.uniform(0.8, 2.6)
    if dice.chance(_SPREAD_LETTERS):
        return list(text), size * dice.uniform(0.02, 0.12)
    return [text], 0.0
