"""Lines as our recogniser gets them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.ocr.strip import HEIGHT, strip_of
from pipeline.types.geometry import Box
from pipeline.types.text import LineImage

X_HEIGHT, BORDER = 20, 7  # the border that ocr.lines leaves at this x-height


def inked(height: int, width: int = 100) -> LineImage:
    image = np.full((height + 2 * BORDER, width + 2 * BORDER), 255, np.uint8)
    image[BORDER:-BORDER, BORDER:-BORDER] = 0
    return LineImage(image, Box(50, 200, 50 + width, 200 + height, "clean"))


def test_tall_ink_fills_the_strip_and_low_ink_keeps_its_size() -> None:
    tall, low = strip_of(inked(60)), strip_of(inked(X_HEIGHT))
    assert tall is not None
    assert low is not None
    assert tall.image.shape[0] == low.image.shape[0] == HEIGHT
    assert (tall.image < 128).any(axis=1).mean() > 0.9
    assert (low.image < 128).any(axis=1).mean() == pytest.approx(1 / 1.45, abs=0.06)


def test_white_paper_gives_no_strip() -> None:
    assert strip_of(LineImage(np.full((40, 90), 255, np.uint8), Box(0, 0, 80, 30, "clean"))) is None


def test_columns_lead_back_to_the_page() -> None:
    strip = strip_of(inked(60, width=300))
    assert strip is not None
    assert len(strip.columns) == strip.image.shape[1] + 1
    assert strip.columns[0] == pytest.approx(50, abs=2)
    assert strip.columns[-1] == pytest.approx(350, abs=2)
    assert (np.diff(strip.columns) > 0).all()


def test_wide_gaps_are_narrowed_and_still_lead_back() -> None:
    picture = Image.new("L", (900, 60), 255)
    pen = ImageDraw.Draw(picture)
    for x in (7, 850):
        pen.text((x, 7), "ab", font=ImageFont.load_default(34), fill=0)
    strip = strip_of(LineImage(np.asarray(picture), Box(7, 7, 893, 53, "clean")))
    assert strip is not None
    assert strip.image.shape[1] < 200
    assert strip.columns[-1] > 880
