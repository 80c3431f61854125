"""Sheets as pictures: black on white, with the boxes of lines and cells in pixels."""

from __future__ import annotations

import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw

from pipeline.train.synth.fonts import font
from pipeline.train.synth.paper import Look, Sheet
from pipeline.types.page import Image


def draw(sheet: Sheet, look: Look, dpi: float) -> Image:
    """Return the printed sheet as uint8 (H, W), paper 255; words for the pen are left out."""
    scale = dpi / 72
    size = round(sheet.width * scale), round(sheet.height * scale)
    picture = Pictures.new("L", size, 255)
    pen = ImageDraw.Draw(picture)
    for x0, y0, x1, y1 in sheet.rules:
        wide, high = max(round((x1 - x0) * scale), 1), max(round((y1 - y0) * scale), 1)
        left, top = round(x0 * scale), round(y0 * scale)
        pen.rectangle((left, top, left + wide - 1, top + high - 1), fill=0)
    for line in sheet.lines:
        face = font(look.family, line.style, line.size * scale)
        for word in line.words:
            if not word.hand:
                pen.text((word.x * scale, line.base * scale), word.text, 0, face, anchor="ls")
    return np.asarray(picture, dtype=np.uint8)
