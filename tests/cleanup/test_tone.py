"""Paper, light, edges, holes and specks: what goes, and what must never go."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.cleanup import CleanupSettings, background, clean_page
from pipeline.cleanup.specks import find_specks
from tests.cleanup.drawing import page_of_text, page_with_table, scan

SETTINGS = CleanupSettings()
PLAIN = page_of_text()


def test_shaded_yellow_grainy_paper_becomes_white() -> None:
    height, width = PLAIN.shape
    shade = np.linspace(0.55, 0.97, width)[None, :] * np.linspace(1.0, 0.9, height)[:, None]
    grain = np.random.default_rng(3).normal(0, 3, PLAIN.shape)
    worn = np.clip(PLAIN * shade + grain, 0, 255).astype(np.uint8)
    clean = clean_page(scan(worn), SETTINGS)
    assert "flatten" in clean.steps
    paper = clean.image[cv2.erode(PLAIN, np.ones((9, 9))) == 255]
    assert np.percentile(paper, 2) > 245
    assert np.median(clean.image[PLAIN < 20]) < 60
    grays = (clean.image > 60) & (clean.image < 200)
    assert grays.mean() > 0.01, "edges of strokes stay gray"


def test_show_through_is_whitened() -> None:
    back = np.fliplr(page_of_text(seed=9))
    through = cv2.GaussianBlur(back, (0, 0), 2.0).astype(float)
    worn = np.clip(PLAIN * 0.9 - (255 - through) * 0.1, 0, 255).astype(np.uint8)
    clean = clean_page(scan(worn), SETTINGS)
    paper = clean.image[cv2.erode(PLAIN, np.ones((9, 9))) == 255]
    assert np.percentile(paper, 1) > 235


def test_rules_paler_than_show_through_stay_while_that_goes() -> None:
    """Hair lines of worn paper are lighter than what is whitened about them."""
    page = page_with_table()
    opened = [cv2.morphologyEx(255 - page, cv2.MORPH_OPEN, np.ones(k)) for k in ((1, 90), (90, 1))]
    rules = np.maximum(*opened) > 0
    print_only = np.where(rules, 255, page).astype(np.uint8)
    back = cv2.GaussianBlur(np.fliplr(print_only), (0, 0), 2.5).astype(float)
    worn = 225 - (255 - back) * 0.14 - np.where(rules, 42.0, 0.0)
    worn = np.where(print_only < 255, 40 + print_only * 0.6, worn)
    worn += np.random.default_rng(3).normal(0, 1.5, page.shape)
    clean = clean_page(scan(np.clip(worn, 0, 255).astype(np.uint8)), SETTINGS)
    assert "flatten" in clean.steps
    assert "strengthen" not in clean.steps
    moved = clean.image[: page.shape[0], : page.shape[1]]
    core = cv2.erode(rules.astype(np.uint8), np.ones((3, 3))) > 0
    assert np.percentile(moved[core], 95) < 225
    paper = cv2.erode(page, np.ones((25, 25))) == 255
    assert np.percentile(moved[paper], 1) > 240


def test_a_pale_number_alone_in_its_cell_is_not_whitened() -> None:
    page = page_with_table()
    for top in range(200, 2000, 300):
        page[top + 8 : top + 292, 308:792] = 255
    worn = 225 - (255 - page) * 0.75
    worn[230:1990, 180:290] = 225 - (255 - page[230:1990, 180:290].astype(float)) * 0.36
    worn -= (255 - cv2.GaussianBlur(np.fliplr(page_of_text(seed=9)), (0, 0), 2.5)) * 0.1
    clean = clean_page(scan(np.clip(worn, 0, 255).astype(np.uint8)), SETTINGS)
    assert "flatten" in clean.steps
    assert "strengthen" not in clean.steps
    cells = [(slice(top + 100, top + 200), slice(180, 290)) for top in range(200, 2000, 300)]
    numbers = np.concatenate([clean.image[cell][page[cell] < 20] for cell in cells])
    assert np.median(numbers) < 165


def test_faded_print_and_rules_are_darkened_and_none_of_them_lost() -> None:
    """Half the strokes are paler than any sound print, as on paper that lay in the sun."""
    page = page_with_table()
    soft = cv2.GaussianBlur(page, (0, 0), 1.0).astype(float)
    patches = np.random.default_rng(5).random((26, 19)).astype(np.float32)
    pale = cv2.resize(patches, page.shape[::-1], interpolation=cv2.INTER_CUBIC)
    strength = np.where(pale > 0.4, 0.3, 0.5)
    worn = np.clip(225 - (255 - soft) / 255 * 225 * strength, 0, 255).astype(np.uint8)
    clean = clean_page(scan(worn), SETTINGS)
    assert clean.kind == "text"
    strokes = clean.image[page == 0]
    assert np.percentile(strokes, 99) < 200
    assert np.median(strokes) < 140


def test_holes_and_dark_edges_are_painted_out() -> None:
    worn = PLAIN.copy()
    cv2.circle(worn, (70, 700), 22, 20, -1)
    cv2.circle(worn, (70, 1600), 22, 20, -1)
    worn[:, :18] = 30
    worn[2300:, :] = 25
    clean = clean_page(scan(worn), SETTINGS)
    assert "edges" in clean.steps
    assert clean.kind == "text"
    assert clean.image[:, 30:110].min() > 200
    assert clean.image[:, :14].min() > 200
    assert np.array_equal(clean.image[300:1500, 210:1500], PLAIN[300:1500, 210:1500])


def test_thick_print_is_no_hole() -> None:
    page = PLAIN.copy()
    page[:190] = 255
    cv2.putText(page, "BIG", (500, 160), cv2.FONT_HERSHEY_SIMPLEX, 5, 0, 30, cv2.LINE_AA)
    clean = clean_page(scan(page), SETTINGS)
    assert np.abs(clean.image.astype(int) - page).mean() < 0.05


@pytest.mark.parametrize("image", [PLAIN, page_with_table()], ids=["text", "table"])
def test_no_mark_of_print_is_a_speck(image: np.ndarray) -> None:
    assert len(find_specks(image, letter=17.0)) == 0


def test_salt_away_from_print_goes_and_leader_dots_stay() -> None:
    worn = PLAIN.copy()
    worn[1700:] = 255
    chance = np.random.default_rng(5)
    salt = np.column_stack([chance.integers(30, 1620, 150), chance.integers(2000, 2300, 150)])
    for x, y in salt.tolist():
        worn[y : y + 3, x : x + 3] = 0
    for x in range(300, 700, 12):
        worn[1830:1834, x : x + 4] = 0
    clean = clean_page(scan(worn), SETTINGS)
    assert "specks" in clean.steps
    assert (clean.image[1980:] < 128).sum() < 0.05 * 9 * 150
    assert np.array_equal(clean.image[1800:1900], worn[1800:1900])
    assert np.array_equal(clean.image[:1650], worn[:1650])


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "on its side"])
@pytest.mark.parametrize("rise", [0.0, 0.008, 0.02])
def test_a_dotted_rule_across_white_paper_is_no_dust(turned: bool, rise: float) -> None:
    page = np.full((400, 900), 255, np.uint8)
    for x in range(100, 800, 10):
        y = round(203 + rise * x)
        page[y : y + 3, x : x + 3] = 0
    page[300:320, 100:800:20] = 0
    image = np.ascontiguousarray(page.T) if turned else page
    assert len(find_specks(image, letter=17.0)) == 0


def test_white_point_lies_between_edges_and_paper() -> None:
    assert background.white_point(PLAIN) >= 190
    assert background.white_point(np.full((100, 100), 255, np.uint8)) <= 250


def test_faint_and_sound_print_of_one_page_come_out_alike() -> None:
    """The left half is pale, the right half sound; the sound half stays as it was."""
    width = PLAIN.shape[1]
    strength = np.where(np.arange(width) < width / 2, 0.35, 0.85)[None, :]
    soft = cv2.GaussianBlur(PLAIN, (0, 0), 0.8).astype(float)
    worn = np.clip(255 - (255 - soft) * strength, 0, 255).astype(np.uint8)
    clean = clean_page(scan(worn), SETTINGS)
    assert "strengthen" in clean.steps
    middle, away = width // 2, 150
    pale = clean.image[:, : middle - away][PLAIN[:, : middle - away] == 0]
    sound = clean.image[:, middle + away :][PLAIN[:, middle + away :] == 0]
    assert np.median(worn[:, : middle - away][PLAIN[:, : middle - away] == 0]) > 175
    assert np.median(pale) < 140
    before = worn[:, middle + away :][PLAIN[:, middle + away :] == 0]
    assert abs(np.median(sound) - np.median(before)) < 5
