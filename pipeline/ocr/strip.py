"""A line image as our recogniser gets it: strips of one height, narrowed."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.ocr.prepare import trimmed
from pipeline.types.page import Image
from pipeline.types.text import LineImage

HEIGHT = 40  # pixels: marks over capitals keep four of them, about what 200 dpi scans hold
# Width of a strip in widths of the line at that height: letters keep 3 steps of 4 pixels each,
# which CTC needs for "II" and "…", and a line costs a fifth less.
NARROW = 0.8
_PAD = 0.02  # white border, in heights of the ink
_BORDER = 0.35  # x-heights of border that ``ocr.lines`` leaves around a line
_LEAST = 1.45  # x-heights: lines lower than capitals keep their size, so that "o" is no "O"


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """A line made ready, and the way back.

    image    uint8 (HEIGHT, w), paper 255.
    columns  clean x of each column border of ``image``, length w + 1.
    top, bottom   clean y of the ink.
    """

    image: Image
    columns: NDArray[np.float64]
    top: float
    bottom: float


def strip_of(line: LineImage) -> Strip | None:
    """Trim a line to its ink and scale it to ``HEIGHT``; None where there is no ink."""
    found = trimmed(line, _PAD)
    if found is None:
        return None
    image, bottom = found.image, found.top + found.image.shape[0]
    x_height = (line.image.shape[0] - line.box.height) / 2 / _BORDER
    missing = round(_LEAST * x_height) - image.shape[0]
    if missing > 0:
        above = missing // 2
        image = np.asarray(
            cv2.copyMakeBorder(image, above, missing - above, 0, 0, cv2.BORDER_CONSTANT, value=255),
            np.uint8,
        )
    height, width = image.shape
    scale = HEIGHT / height
    wide = max(round(width * scale * NARROW), 1)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    scaled = np.asarray(cv2.resize(image, (wide, HEIGHT), interpolation=way), np.uint8)
    borders = np.interp(
        np.linspace(0, width, wide + 1), np.arange(width + 1), found.columns[: width + 1]
    )
    return Strip(scaled, borders, found.top, bottom)
