"""Pages drawn for the tests of reading: Pillow's own font, so that no machine lacks it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Draw = Callable[[list[tuple[float, float, str]]], NDArray[np.uint8]]


@pytest.fixture
def draw() -> Draw:
    """Draw texts at (x, y) pixels, 28 px high, on white paper of 1200 x 800 px."""
    font = ImageFont.load_default(28)

    def page(texts: list[tuple[float, float, str]]) -> NDArray[np.uint8]:
        image = Image.new("L", (1200, 800), 255)
        pen = ImageDraw.Draw(image)
        for x, y, text in texts:
            pen.text((x, y), text, font=font, fill=20)
        return np.asarray(image)

    return page
