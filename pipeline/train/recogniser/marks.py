"""Tones over circumflex and breve, set as other fonts set them.

The free fonts that look like Times put the hook of ể to the right of the circumflex; Times New
Roman, in which most plans are printed, puts it above. A reader that knows only the former takes
ể for ễ on every second place. So the tone is taken off and put back elsewhere.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from pipeline.train.synth.dice import Dice
from pipeline.types.page import Image

_ACUTE, _GRAVE, _HOOK, _TILDE = "\u0301", "\u0300", "\u0309", "\u0303"
_HATS: Final = {"\u0302", "\u0306"}  # circumflex and breve
# Where a tone may stand: its middle right of the hat's middle, and its foot above the hat's top,
# in sizes of print. Acute and grave stand beside the hat's tip in most fonts, hook and tilde above.
_ACROSS: Final = {
    _ACUTE: (0.0, 0.2),
    _GRAVE: (-0.2, 0.18),
    _HOOK: (-0.03, 0.16),
    _TILDE: (-0.03, 0.03),
}
_ABOVE: Final = {
    _ACUTE: (-0.09, 0.03),
    _GRAVE: (-0.09, 0.03),
    _HOOK: (-0.06, 0.04),
    _TILDE: (-0.02, 0.05),
}


@dataclass(frozen=True, slots=True)
class Habit:
    """How one font sets tones over hats: (across, above) of each, in sizes of print."""

    places: dict[str, tuple[float, float]]


def any_habit(dice: Dice) -> Habit:
    """Draw a font's habit."""
    return Habit(
        {tone: (dice.uniform(*_ACROSS[tone]), dice.uniform(*_ABOVE[tone])) for tone in _ACROSS}
    )


def parted(character: str) -> tuple[str, str]:
    """Return a letter that carries hat and tone as the letter with the hat, and the tone.

    Others come back as they are, with "" for the tone.
    """
    letters = unicodedata.normalize("NFD", character)
    tone = next((mark for mark in letters[1:] if mark in _ACROSS), "")
    if not tone or not _HATS & set(letters):
        return character, ""
    return unicodedata.normalize("NFC", letters.replace(tone, "")), tone


def bare(text: str) -> str:
    """Return a text without the tones that stand over hats."""
    return "".join(parted(character)[0] for character in text)


def put_tones(
    picture: Pictures.Image,
    text: str,
    at: tuple[float, float],
    face: ImageFont.FreeTypeFont,
    habit: Habit,
) -> None:
    """Set the tones of a text whose ``bare`` was printed from ``at`` (x, baseline), in place."""
    size, plain = face.size, bare(text)
    for i, character in enumerate(text):
        letter, tone = parted(character)
        if not tone:
            continue
        left, top, right, _ = face.getbbox(letter, anchor="ls")
        mark = _mark(face, tone)
        across, above = habit.places[tone]
        middle = at[0] + face.getlength(plain[:i]) + (left + right) / 2 + across * size
        foot = at[1] + top - above * size
        place = round(middle - mark.width / 2), round(foot - mark.height)
        picture.paste(0, place, mark)


@lru_cache(maxsize=2048)
def _mark(face: ImageFont.FreeTypeFont, tone: str) -> Pictures.Image:
    """Return the ink of a tone, cut off the letter e that carries it."""
    carrier = unicodedata.normalize("NFC", "e" + tone)
    size = int(face.size)
    picture = Pictures.new("L", (2 * size, 2 * size), 0)
    ImageDraw.Draw(picture).text((size // 2, round(1.5 * size)), carrier, 255, face, anchor="ls")
    ink: Image = np.asarray(picture, np.uint8).copy()
    top = face.getbbox("e", anchor="ls")[1]
    ink[round(1.5 * size + top) :] = 0
    box = Pictures.fromarray(ink).getbbox()
    return Pictures.fromarray(ink).crop(box) if box else Pictures.new("L", (1, 1), 0)
