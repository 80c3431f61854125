"""Pages made of dots, crossed by streaks, or light on dark become dark print on white again."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.cleanup import CleanupSettings, clean_page
from pipeline.cleanup.measure import REDUCED_DPI, reduced
from pipeline.cleanup.restore import is_dotted, is_negative
from pipeline.cleanup.streaks import without_streaks
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


def test_specks_strewn_over_white_paper_go() -> None:
    chance = np.random.default_rng(8)
    page = np.where(PLAIN > 128, 255, 0).astype(np.uint8)
    page[chance.random(page.shape) < 0.008] = 0
    page[120, 200:1400:6] = 0  # a dotted rule
    clean = clean_page(replace(scan(page), bilevel=True), SETTINGS)
    assert clean.steps[0] == "dots"
    far = cv2.erode(PLAIN, np.ones((15, 15))) == 255
    far[110:130] = False
    assert (clean.image[far] < 200).mean() < 0.002
    assert (clean.image[119:122, 200:1400].min(axis=0) < 235).mean() > 0.3, "dotted rules stay"


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
        assert not is_negative(reduced(page, DPI), REDUCED_DPI)


def headed(ground: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Return a table whose header is white print on a dark ground, its rules black."""
    page = np.repeat(page_with_table()[..., None], 3, axis=2)
    for left, right in pairwise((160, 300, 800, 1200, 1500)):
        cell = page[203:498, left + 2 : right - 1]
        share = cell.astype(np.float32) / 255
        cell[:] = (255 * (1 - share) + np.array(ground, np.float32) * share).round()
    return page


@pytest.mark.parametrize("ground", [(31, 78, 121), (112, 48, 20), (0, 97, 0)])
@pytest.mark.parametrize("gray", [False, True])
def test_light_print_on_dark_headers_becomes_dark(ground: tuple[int, int, int], gray: bool) -> None:
    page = headed(ground)
    image = np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), np.uint8) if gray else page
    clean = clean_page(scan(image), SETTINGS)
    assert "panels" in clean.steps
    truth = page_with_table()[215:485, 315:785]
    header = clean.image[215:485, 315:785]
    assert np.median(header[cv2.erode(truth, np.ones((5, 5))) == 255]) > 235
    assert np.median(header[truth < 20]) < 60
    # The rules between the cells of the header stay.
    assert np.median(clean.image[215:485, 798:803].min(axis=1)) < 120


def test_signatures_marks_and_bold_print_are_no_panels() -> None:
    page = np.repeat(page_of_text()[..., None], 3, axis=2)
    page[300:345, 230:1400] = (page[300:345, 230:1400] * np.array([1, 0.62, 0.1])).astype(np.uint8)
    cv2.putText(page, "NHIEM VU", (300, 2150), cv2.FONT_HERSHEY_SIMPLEX, 2.0, (10, 10, 10), 16)
    for x in range(900, 1100, 12):
        cv2.line(page, (x, 2080), (x + 30, 2200), (40, 50, 150), 7)
    assert "panels" not in clean_page(scan(page), SETTINGS).steps


def streaked(page: NDArray[np.uint8], light: float) -> NDArray[np.uint8]:
    """Draw streaks of dirt that let ``light`` through, from edge to edge."""
    worn = page.astype(np.float32) * (248 / 255)
    for x, width in ((402, 2), (655, 3), (1120, 4)):
        worn[:, x : x + width] *= light
    return worn.round().astype(np.uint8)


@pytest.mark.parametrize("light", [0.05, 0.6])
@pytest.mark.parametrize("across", [False, True])
def test_streaks_of_a_feeder_go(light: float, across: bool) -> None:
    worn = streaked(PLAIN, light)
    worn = np.ascontiguousarray(worn.T) if across else worn
    mended = without_streaks(worn, DPI)
    assert mended is not None
    mended = mended.T if across else mended
    off = np.abs(mended.astype(int) - PLAIN * (248 / 255))[:, 1118:1126]
    assert off[cv2.erode(PLAIN, np.ones((15, 15)))[:, 1118:1126] == 255].max() < 20
    if light > 0.5:
        assert off.mean() < 3, "what shows through a pale streak is print again"


def test_rules_and_edges_are_no_streaks() -> None:
    tight = page_with_table()[190:2010, 150:1510]  # cut off at the table
    lid = PLAIN.copy()
    lid[:, :6] = 40
    lid[:, -9:] = 90
    for page in (page_with_table(), tight, lid):
        assert without_streaks(page, DPI) is None
