"""Lines printed, worn a little, and read with a model of another language."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import tesserocr
from PIL import Image as Picture
from PIL import ImageDraw

from pipeline.ocr.tesseract import find_tessdata
from pipeline.train.synth.fonts import Style, font
from pipeline.types.page import Image

_STYLES: tuple[Style, ...] = ("r", "b", "i", "bi")
_STYLE_WEIGHTS = (5, 3, 3, 1)
# Times-like first, as plans are printed.
_FAMILIES = {"Tinos": 4, "Termes": 4, "FreeSerif": 2, "Libertine": 1, "DejaVu Serif": 1}
_WORDS = (3, 9)  # of one line
_CAPITALS = 0.3  # share of lines in capitals, as headings are
_BILEVEL = 0.45  # share of lines in black and white only
# Font sizes in pixels: 13 pt are 18 at 100 dpi, 36 at 200, 54 at 300.
_SIZES = ((26.0, 58.0), (17.0, 30.0))
_POINTS = 13.0  # size of the type in plans
_FONTS = 500  # lines, each of a size of its own, after which fonts are forgotten: 0.4 MB each


def printed_and_read(
    texts: Sequence[str], count: int, seed: int, language: str = "eng"
) -> Iterator[tuple[str, str]]:
    """Give pairs of a printed line and its reading. Raises MissingError: no such model or font.

    The same seed gives the same pairs with the same version of Tesseract and its model.
    """
    dice, noise = random.Random(seed), np.random.default_rng(seed)  # noqa: S311
    folder: Path = find_tessdata(language)
    with tesserocr.PyTessBaseAPI(
        path=str(folder),
        lang=language,
        psm=tesserocr.PSM.SINGLE_LINE,
        oem=tesserocr.OEM.LSTM_ONLY,
    ) as reader:
        for number in range(count):
            if number % _FONTS == 0:
                font.cache_clear()
            text = _some_words(texts, dice)
            size = dice.uniform(*dice.choice(_SIZES))
            image = _worn(_printed(text, size, dice), size, dice, noise)
            height, width = image.shape
            reader.SetImageBytes(image.tobytes(), width, height, 1, width)
            reader.SetSourceResolution(round(size / _POINTS * 72))
            yield text, " ".join(reader.GetUTF8Text().split())


def _some_words(texts: Sequence[str], dice: random.Random) -> str:
    words = dice.choice(texts).split()
    count = dice.randint(*_WORDS)
    first = dice.randrange(max(1, len(words) - count + 1))
    text = " ".join(words[first : first + count])
    return text.upper() if dice.random() < _CAPITALS else text


def _printed(text: str, size: float, dice: random.Random) -> Image:
    family = dice.choices(list(_FAMILIES), list(_FAMILIES.values()))[0]
    face = font(family, dice.choices(_STYLES, _STYLE_WEIGHTS)[0], size)
    margin = round(size / 3)
    picture = Picture.new("L", (int(face.getlength(text)) + 2 * margin, int(1.7 * size)), 255)
    ImageDraw.Draw(picture).text((margin, 0.28 * size), text, font=face, fill=dice.randint(0, 60))
    return np.asarray(picture, np.uint8)


def _worn(image: Image, size: float, dice: random.Random, noise: np.random.Generator) -> Image:
    """Turn a little, blur, add noise; some lines end in black and white."""
    height, width = image.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), dice.uniform(-0.4, 0.4), 1.0)
    worn = cv2.warpAffine(image.astype(np.float32), turn, (width, height), borderValue=(255.0,))
    worn = cv2.GaussianBlur(worn, (0, 0), dice.uniform(0.4, 1.0) * size / 36)
    gray = np.asarray(worn) + noise.normal(0, dice.uniform(0, 14), (height, width))
    if dice.random() < _BILEVEL:
        gray = np.where(gray < dice.uniform(105, 185), 0, 255)
    return np.ascontiguousarray(np.clip(gray, 0, 255).astype(np.uint8))
