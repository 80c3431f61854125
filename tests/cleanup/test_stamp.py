"""Seals and signatures go, the print under them and numbers written with a pen stay."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.cleanup import CleanupSettings, clean_page
from tests.cleanup.conftest import Read
from tests.cleanup.drawing import page_of_text, page_with_table, scan, stamped

SETTINGS = CleanupSettings()
PLAIN = page_of_text()
XS, YS = (160, 300, 800, 1200, 1500), tuple(range(200, 2001, 300))
TABLE_RULES = [(x, YS[0], x, YS[-1]) for x in XS] + [(XS[0], y, XS[-1], y) for y in YS]
"""Where ``page_with_table`` has its rules."""


def test_red_seal_goes_and_print_under_it_stays() -> None:
    clean = clean_page(scan(stamped(PLAIN, 800, 900)), SETTINGS)
    assert "stamp" in clean.steps
    around = np.s_[740:1060, 640:960]
    off = np.abs(clean.image[around].astype(int) - PLAIN[around].astype(int))
    assert off.mean() < 6
    assert np.percentile(off, 99) < 70


def test_faded_and_blue_inks_go_too() -> None:
    for ink in ((240, 150, 160), (60, 80, 210)):
        clean = clean_page(scan(stamped(PLAIN, 800, 900, ink)), SETTINGS)
        off = np.abs(clean.image[740:1060, 640:960].astype(int) - PLAIN[740:1060, 640:960])
        assert off.mean() < 8


def test_print_under_a_seal_is_read(read_block: Read) -> None:
    crop = np.s_[150:700, 150:1550]
    truth = read_block(PLAIN[crop])[0].split()
    read = read_block(clean_page(scan(stamped(PLAIN, 500, 500)), SETTINGS).image[crop])[0].split()
    assert len(set(truth) - set(read)) <= 0.05 * len(set(truth))


def test_number_written_with_a_blue_pen_stays() -> None:
    page = np.repeat(page_of_text(lines=30)[..., None], 3, axis=2)
    cv2.putText(page, "27", (400, 170), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 1.6, (40, 60, 190), 4)
    clean = clean_page(scan(page), SETTINGS)
    assert "stamp" not in clean.steps
    assert (clean.image[110:190, 390:480] < 140).sum() > 200


def test_gray_page_has_no_stamps() -> None:
    assert "stamp" not in clean_page(scan(PLAIN), SETTINGS).steps


def test_print_in_a_coloured_ink_is_no_stamp() -> None:
    """A blue carbon copy: its table hangs together, and is as large as no seal."""
    ink = np.array([40, 60, 150], np.float32)
    share = (page_with_table() / np.float32(255))[..., None]
    page = (255 * share + ink * (1 - share)).round().astype(np.uint8)
    sealed = stamped(page_with_table(), 1000, 1150)
    red = sealed[..., 0].astype(int) - sealed[..., 1] > 40
    page[red] = sealed[red]
    clean = clean_page(scan(page), SETTINGS)
    around = np.s_[980:1320, 830:1170]
    off = np.abs(clean.image[around].astype(int) - page_with_table()[around])
    assert np.median(clean.image[page_with_table() < 20]) < 90, "blue print stays"
    assert (clean.image[around][red[around]] > 200).mean() > 0.6, "the red seal goes"
    assert off.mean() < 25


@pytest.mark.parametrize("ink", [(31, 78, 160), (0, 120, 60), (190, 30, 40)])
def test_coloured_rules_of_a_table_stay_and_a_seal_over_them_goes(
    ink: tuple[int, int, int],
) -> None:
    page = stamped(page_with_table(), 1000, 1150)
    for x0, y0, x1, y1 in TABLE_RULES:
        cv2.line(page, (x0, y0), (x1, y1), ink, 3)
    clean = clean_page(scan(page), SETTINGS)
    for x0, y0, x1, y1 in TABLE_RULES:
        assert np.percentile(clean.image[y0 : y1 + 1, x0 : x1 + 1], 90) < 190
    off = np.abs(
        clean.image[1000:1090, 860:1140].astype(int) - page_with_table()[1000:1090, 860:1140]
    )
    assert off.mean() < 12


def test_lines_of_a_pen_under_words_go() -> None:
    page = np.repeat(page_of_text(lines=20)[..., None], 3, axis=2)
    for y in (245, 410, 575):
        cv2.line(page, (240, y), (1300, y + 4), (50, 70, 170), 4, cv2.LINE_AA)
    clean = clean_page(scan(page), SETTINGS)
    assert "stamp" in clean.steps
    truth = page_of_text(lines=20)
    for y in (245, 410, 575):
        band = np.s_[y - 4 : y + 9, 240:1300]
        paper = cv2.erode(truth[band], np.ones((5, 5))) == 255
        assert np.percentile(clean.image[band][paper], 3) > 190


@pytest.mark.parametrize("ink", [(205, 25, 30), (20, 60, 190)])
def test_words_in_colour_stay_in_cells_and_titles(ink: tuple[int, int, int]) -> None:
    truth = page_with_table()
    page = stamped(truth, 1000, 1450)
    for x0, y0, x1, y1 in ((305, 510, 795, 790), (805, 210, 1195, 490)):
        share = page[y0:y1, x0:x1].astype(np.float32) / 255
        page[y0:y1, x0:x1] = (255 * share + np.array(ink) * (1 - share)).round()
    clean = clean_page(scan(page), SETTINGS)
    for x0, y0, x1, y1 in ((305, 510, 795, 790), (805, 210, 1195, 490)):
        cell = np.s_[y0:y1, x0:x1]
        assert np.median(clean.image[cell][truth[cell] < 20]) < 140
    around = np.s_[1310:1490, 870:1130]
    off = np.abs(clean.image[around].astype(int) - truth[around])
    assert off.mean() < 12, "the seal goes"
