"""Blank and ghost pages are told from print; a page with one printed line is text."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.cleanup import CleanupSettings, clean_page
from tests.cleanup.drawing import HEIGHT, WIDTH, page_of_text, scan, stamped, turned

SETTINGS = CleanupSettings()
EMPTY = np.full((HEIGHT, WIDTH), 255, np.uint8)


def test_empty_page_is_blank_and_lies_as_it_came() -> None:
    clean = clean_page(scan(EMPTY), SETTINGS)
    assert clean.kind == "blank"
    assert [issue.code for issue in clean.issues] == ["blank_page"]
    assert (clean.rotation, clean.skew_deg) == (0, 0.0)


def test_grain_and_dust_are_blank_or_ghost() -> None:
    grain = np.random.default_rng(1).normal(238, 3, EMPTY.shape)
    page = np.clip(grain, 0, 255).astype(np.uint8)
    for x, y in np.random.default_rng(2).integers(100, 1600, (60, 2)).tolist():
        page[y : y + 3, x : x + 3] = 40
    assert clean_page(scan(page), SETTINGS).kind in ("blank", "ghost")


def test_only_a_faint_seal_is_a_ghost() -> None:
    for ink in ((250, 190, 200), (225, 40, 50)):
        page = stamped(EMPTY, 400, 900, ink)[:1400]
        assert clean_page(scan(page), SETTINGS).kind == "ghost"


def test_only_show_through_is_a_ghost() -> None:
    back = cv2.GaussianBlur(np.fliplr(page_of_text()), (0, 0), 2.0).astype(float)
    page = np.clip(240 - (255 - back) * 0.2, 0, 255).astype(np.uint8)
    assert clean_page(scan(page), SETTINGS).kind == "ghost"


@pytest.mark.parametrize("ink", [0, 90])
def test_one_printed_line_is_text(ink: int) -> None:
    line = page_of_text(lines=1)
    faded = (255 - (255 - line.astype(float)) * (1 - ink / 255)).astype(np.uint8)
    for degrees in (0.0, 88.5):
        assert clean_page(scan(turned(faded, degrees)[0]), SETTINGS).kind == "text"


def test_one_line_beside_a_seal_is_text() -> None:
    page = stamped(page_of_text(lines=1), 800, 600)
    assert clean_page(scan(page), SETTINGS).kind == "text"
