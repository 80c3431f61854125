"""Pages that a device made of dots, or of light on dark, become dark print on white again."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.cleanup import CleanupSettings, clean_page
from pipeline.cleanup.restore import is_dotted, is_negative
from tests.cleanup.drawing import DPI, page_of_text, page_with_table, scan

SETTINGS = CleanupSettings()
PLAIN = page_of_text()


def dotted(gray: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Print gray as lone pixels, as a driver told "black and white" does (error diffusion)."""
    return np.asarray(Image.fromarray(gray).convert("1"), dtype=np.uint8) * np.uint8(255)


def shaded_header() -> NDArray[np.uint8]:
    page = page_with_table()
    page[200:500, 160:1500] = (page[200:500, 160:1500] * 0.8).astype(np.uint8)
    return page


@pytest.mark.parametrize("page", [(PLAIN * 0.93).astype(np.uint8), shaded_header()])
def test_gray_printed_as_dots_becomes_paper(page: NDArray[np.uint8]) -> None:
    two_tone = dotted(page)
    clean = clean_page(replace(scan(two_tone), bilevel=True), SETTINGS)
    assert clean.steps[0] == "dots"
    print_alone = page_with_table() if page.max() == 255 else PLAIN
    far = cv2.erode(print_alone, np.ones((11, 11))) == 255
    assert np.percentile(clean.image[far], 1) > 200
    assert np.median(clean.image[cv2.dilate(print_alone, np.ones((3, 3))) < 20]) < 60


def test_pages_of_two_tones_without_dots_are_left_alone() -> None:
    chance = np.random.default_rng(5)
    noisy = cv2.GaussianBlur(PLAIN, (0, 0), 0.8) + chance.normal(0, 12, PLAIN.shape)
    fax = np.where(noisy > 160, 255, 0).astype(np.uint8)
    rows, columns = (chance.integers(0, n, 500) for n in fax.shape)
    fax[rows, columns] = 0  # five specks on a square inch
    assert not is_dotted(fax)
    assert not is_dotted(PLAIN)


@pytest.mark.parametrize("colour", [False, True])
def test_a_negative_becomes_dark_on_light(colour: bool) -> None:
    page = 255 - np.where(PLAIN > 128, 250, 20).astype(np.uint8)
    image = np.repeat(page[..., None], 3, axis=2) if colour else page
    clean = clean_page(scan(image), SETTINGS)
    assert clean.steps[0] == "negative"
    assert clean.kind == "text"
    assert np.median(clean.image) > 240
    assert np.median(clean.image[PLAIN < 20]) < 60


def test_dark_sheets_and_dark_desks_are_no_negatives() -> None:
    dark = (PLAIN * 0.35).astype(np.uint8)
    desk = np.full((PLAIN.shape[0] * 2, PLAIN.shape[1] * 2), 45, np.uint8)
    desk[900:3000, 700:2200] = PLAIN[:2100, :1500]
    for page in (PLAIN, dark, desk, np.zeros_like(PLAIN)):
        assert not is_negative(page, DPI)
