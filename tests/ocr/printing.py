"""One printed line, and where a word stands in it."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from pipeline.train.synth.fonts import Style
from pipeline.train.synth.fonts import font as font_of
from pipeline.types.geometry import Box
from pipeline.types.text import LineImage


def printed(before: str, word: str, face: Style, dpi: int) -> tuple[LineImage, Box]:
    """Print ``before word hai``, 13 points high as plans are; return also the box of the word."""
    font = font_of("Tinos", face, round(13 / 72 * dpi * 4))
    large = Image.new("L", (dpi * 10, round(dpi * 1.4)), 255)
    pen = ImageDraw.Draw(large)
    pen.text((40, 40), f"{before} {word} hai", font=font, fill=0)
    left = 40 + font.getlength(before + " ")
    right = left + font.getlength(word)
    image = np.asarray(large.resize((large.width // 4, large.height // 4), Image.Resampling.BOX))
    box = Box(0, 0, image.shape[1], image.shape[0], "clean")
    return LineImage(image, box), Box(left / 4, 5, right / 4, image.shape[0] - 5, "clean")
