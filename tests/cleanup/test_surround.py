"""What lies around a photographed sheet is none of it; shade on a sheet is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.cleanup import CleanupSettings, clean_page
from pipeline.cleanup.background import estimate_paper
from pipeline.cleanup.surround import find_surround
from tests.cleanup.drawing import DPI, page_of_text, page_with_table, scan

CORNERS = ((150, 190), (1570, 150), (1600, 2200), (110, 2240))
"""Where the corners of the sheet lie on the picture, pixels, clockwise."""


def on_a_desk() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """See a sheet in perspective on grained wood: RGB; also where it lies, 0/1."""
    page = page_with_table()
    height, width = page.shape
    paper = (page * 0.8).astype(np.uint8)
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, np.array(CORNERS, np.float32))
    size = (width + 60, height + 60)
    sheet = cv2.warpPerspective(paper, matrix, size, flags=cv2.INTER_AREA)
    lies = cv2.warpPerspective(np.ones_like(page), matrix, size, flags=cv2.INTER_NEAREST)
    grain = np.random.default_rng(4).normal(0, 14, (size[1], 6)).astype(np.float32)
    wood = cv2.resize(grain, size, interpolation=cv2.INTER_CUBIC)[..., None]
    desk = np.clip(np.array([120, 82, 52]) + wood, 0, 255).astype(np.uint8)
    return np.where(lies[..., None] > 0, sheet[..., None], desk).astype(np.uint8), np.asarray(
        lies, dtype=np.uint8
    )


@pytest.mark.parametrize("colour", [True, False])
def test_a_desk_around_the_sheet_becomes_white(colour: bool) -> None:
    picture, lies = on_a_desk()
    image = picture if colour else np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    clean = clean_page(scan(image), CleanupSettings(dewarp=False, min_skew_deg=9))
    assert "edges" in clean.steps
    assert clean.image.shape == lies.shape
    assert (clean.image[lies == 0] > 250).mean() > 0.99
    assert (clean.image[lies > 0] < 100).mean() > 0.02, "the print stays"


def test_shade_folds_and_lids_are_no_desk() -> None:
    page = page_of_text()
    height, width = page.shape
    x, y = np.linspace(-1, 1, width)[None], np.linspace(-1, 1, height)[:, None]
    vignette = page * (1 - 0.35 * (x**2 + y**2))
    fold = page * (1 - 0.8 * np.exp(-(x + 1) / 0.08)) * np.ones_like(y)
    hand = page.astype(np.float64)
    hand[1300:, 600:] *= 0.45
    lid = page.astype(np.float64)
    lid[:, -120:] = 30
    for worn in (page, vignette, fold, hand, lid):
        assert find_surround(estimate_paper(worn.astype(np.uint8), DPI)) is None
