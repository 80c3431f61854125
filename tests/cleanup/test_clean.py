"""The whole stage: what a clean page keeps, what a worn one gains, the way back to the scan."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.cleanup import CleanupSettings, clean_page
from pipeline.types.geometry import Box
from pipeline.types.page import CleanPage
from tests.cleanup.conftest import Read
from tests.cleanup.drawing import (
    DPI,
    page_of_text,
    page_with_table,
    photographed,
    scan,
    stamped,
    turned,
)

SETTINGS = CleanupSettings()


def test_clean_page_passes_untouched() -> None:
    for image in (page_of_text(), page_with_table()):
        page = scan(image)
        clean = clean_page(page, SETTINGS)
        assert (clean.kind, clean.rotation, clean.skew_deg, clean.steps) == ("text", 0, 0.0, ())
        assert np.array_equal(clean.to_scan.matrix, np.eye(3))
        assert clean.to_scan.mesh is None
        assert np.array_equal(clean.image, image)


def test_nothing_passed_in_is_changed() -> None:
    image = stamped(turned(page_of_text(), 1.5, paper=230)[0], 900, 1200)
    before = image.copy()
    clean = clean_page(scan(image), SETTINGS)
    assert np.array_equal(image, before)
    assert not np.shares_memory(clean.image, image)


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_every_quarter_turn_is_undone(quarter: int) -> None:
    image = page_with_table()
    sideways = np.ascontiguousarray(np.rot90(image, -quarter // 90))
    clean = clean_page(scan(sideways), SETTINGS)
    assert clean.rotation == (360 - quarter) % 360
    assert np.array_equal(clean.image, image)


@pytest.mark.parametrize(("quarter", "skew"), [(0, 2.3), (90, -1.7), (180, 4.1)])
def test_boxes_find_their_place_on_the_scan(quarter: int, skew: float) -> None:
    """A mark's box on the clean page, carried to the scan, lies on the mark."""
    image = page_with_table()
    marks = [(500, 800), (1350, 500), (250, 1850)]
    moved, matrix = turned(image, quarter + skew)
    clean = clean_page(scan(moved), SETTINGS)
    for x, y in marks:
        truth = (matrix @ [x, y, 1.0])[:2]
        back = _inverse(clean, truth)
        again = clean.to_scan.points(back[None])[0]
        assert np.abs(again - truth).max() < 0.01
        box = Box(back[0] - 20, back[1] - 8, back[0] + 20, back[1] + 8, "clean")
        on_scan = clean.to_scan.box(box)
        assert abs(on_scan.center[0] - truth[0]) < 0.1
        assert abs(on_scan.center[1] - truth[1]) < 0.1
    offsets = [_inverse(clean, (matrix @ [x, y, 1.0])[:2]) - (x, y) for x, y in marks]
    assert np.ptp(offsets, axis=0).max() < 1.5, "the clean page is the drawn one, shifted"


def test_pixels_and_transform_agree_under_a_mesh() -> None:
    """Each clean pixel shows what the transform says stands there on the scan."""
    image = cv2.GaussianBlur(photographed(page_with_table()), (0, 0), 2.0)
    clean = clean_page(scan(np.asarray(image, dtype=np.uint8)), CleanupSettings(flatten=False))
    assert "dewarp" in clean.steps
    rows, columns = np.mgrid[300:2000:37, 200:1500:41]
    centres = np.column_stack([columns.ravel() + 0.5, rows.ravel() + 0.5])
    on_scan = (clean.to_scan.points(centres.astype(np.float64)) - 0.5).astype(np.float32)
    expected = cv2.remap(
        np.asarray(image), on_scan[None, :, 0], on_scan[None, :, 1], cv2.INTER_CUBIC
    )[0]
    got = clean.image[rows.ravel(), columns.ravel()]
    assert np.abs(expected.astype(int) - got.astype(int)).max() <= 6


def test_perspective_and_curl_are_straightened() -> None:
    bent = photographed(page_with_table())
    assert _rule_wander(bent) > 8
    clean = clean_page(scan(bent), SETTINGS)
    assert "dewarp" in clean.steps
    assert _rule_wander(clean.image) < 2.0


def test_low_resolution_is_raised_and_high_lowered() -> None:
    image = page_of_text()
    half = cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    low = clean_page(scan(np.asarray(half, dtype=np.uint8), DPI / 2), SETTINGS)
    assert low.dpi == SETTINGS.raise_to_dpi
    assert np.abs(np.subtract(low.image.shape, image.shape)).max() <= 2
    twice = np.asarray(cv2.resize(image, None, fx=2, fy=2), dtype=np.uint8)
    high = clean_page(scan(twice, 2 * DPI), SETTINGS)
    assert high.dpi == SETTINGS.max_dpi
    assert np.abs(low.to_scan.points(np.array([[800.0, 600.0]])) - [400, 300]).max() < 0.6
    assert np.abs(high.to_scan.points(np.array([[800.0, 600.0]])) - [1066.7, 800]).max() < 0.6


def test_a_wrong_claim_of_low_resolution_does_not_blow_the_page_up() -> None:
    clean = clean_page(scan(page_of_text(), 70), SETTINGS)
    assert "scale" not in clean.steps


def test_the_probe_decides_where_geometry_does_not() -> None:
    """Three numbers have no up and down of their own; the probe is asked, and believed."""
    image = np.full((2339, 1654), 255, np.uint8)
    for row in range(4):
        place = (400, 500 + 120 * row)
        cv2.putText(image, "88808 08808", place, cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 4, cv2.LINE_AA)
    asked: list[int] = []

    def upside_down(images: Sequence[NDArray[np.uint8]]) -> list[float]:
        asked.append(len(images))
        return [0.2] * (len(images) // 2) + [0.9] * (len(images) // 2)

    assert clean_page(scan(image), SETTINGS, upside_down).rotation == 180
    assert asked
    unsure = clean_page(scan(image), SETTINGS)
    assert [issue.code for issue in unsure.issues] == ["orientation_uncertain"]
    asked.clear()
    assert clean_page(scan(page_of_text()), SETTINGS, upside_down).rotation == 0
    assert not asked, "print with accents needs no reading"


def test_switched_off_steps_do_nothing() -> None:
    image = np.ascontiguousarray(np.rot90(turned(page_of_text(), 1.0, paper=220)[0]))
    off = CleanupSettings(
        turn=False, dewarp=False, lift_stamps=False, flatten=False, despeckle=False, max_skew_deg=0
    )
    clean = clean_page(scan(image), off)
    assert not {"turn", "dewarp", "stamp", "flatten", "edges", "specks"} & set(clean.steps)


def test_cleaning_never_reads_worse(read_block: Read) -> None:
    crop = np.s_[150:600, 150:1550]
    plain = page_of_text()
    truth, sure = read_block(plain[crop])
    for worn in (plain, stamped(plain, 800, 400), turned(plain, 1.3)[0]):
        text, confidence = read_block(_same_place(clean_page(scan(worn), SETTINGS), worn)[crop])
        assert confidence >= sure - 0.03
        assert _words_lost(truth, text) <= 0.05


def _inverse(clean: CleanPage, point: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find the clean point of a scan point by fixed-point steps."""
    back = np.linalg.inv(clean.to_scan.matrix)
    found = (back @ [*point, 1.0])[:2]
    for _ in range(20):
        off = point - clean.to_scan.points(found[None])[0]
        found = found + back[:2, :2] @ off
    return np.asarray(found)


def _rule_wander(image: NDArray[np.uint8]) -> float:
    """Largest wander of a long upright or level rule from its own straight place, pixels."""
    dark = (image < 128).astype(np.uint8)
    worst = 0.0
    for mask in (dark, dark.T):
        runs = cv2.morphologyEx(np.ascontiguousarray(mask), cv2.MORPH_OPEN, np.ones((1, 45)))
        labels, stats = cv2.connectedComponentsWithStats(
            cv2.dilate(runs, np.ones((3, 3), np.uint8))
        )[1:3]
        for label in np.flatnonzero(stats[1:, 2] > 900) + 1:
            rows, columns = np.nonzero((labels == label) & (runs > 0))
            # The ends, where a rule runs into the frame's corner, are left out.
            blocks = np.unique(columns // 60)[1:-1]
            middles = [rows[columns // 60 == k].mean() for k in blocks]
            worst = max(worst, float(np.ptp(middles)))
    return worst


def _same_place(clean: CleanPage, worn: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Cut the clean page back to A4 about its middle."""
    height, width = page_of_text().shape
    top, left = ((a - b) // 2 for a, b in zip(clean.image.shape, (height, width), strict=True))
    return np.ascontiguousarray(clean.image[top : top + height, left : left + width])


def _words_lost(truth: str, text: str) -> float:
    left = text.split()
    lost = 0
    words = truth.split()
    for word in words:
        if word in left:
            left.remove(word)
        else:
            lost += 1
    return lost / len(words)
