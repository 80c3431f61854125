"""Pages come out pixel for pixel, upright as the file says, at an honest resolution."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array

from pipeline.errors import PageError
from pipeline.load import LoadSettings, open_document
from pipeline.types.page import ScanPage
from tests.load.made import PLAN, Maker, maker, new_pdf, noise, saved

SETTINGS = LoadSettings()


def first_page(data: bytes, settings: LoadSettings = SETTINGS) -> ScanPage:
    with open_document(data, "test.pdf", settings) as document:
        page = document.page(1)
    assert isinstance(page, ScanPage)
    return page


def scan(pixels: Any, size: tuple[float, float], bits: int = 8) -> Maker:
    return maker(size).image(pixels, (0, 0, *size), bits)


@settings(max_examples=20, deadline=None)
@given(
    width=st.integers(120, 400),
    height=st.integers(120, 400),
    dpi=st.floats(72, 610),
    off=st.tuples(st.floats(-0.9, 0.9), st.floats(-0.9, 0.9)),
)
def test_a_scan_keeps_every_pixel(
    width: int, height: int, dpi: float, off: tuple[float, float]
) -> None:
    pixels = noise(height, width)
    placed = (off[0], off[1], width * 72 / dpi, height * 72 / dpi)
    made = maker((round(placed[2]), round(placed[3]))).image(pixels, placed)
    image = first_page(made.bytes()).image
    left = off[0] * dpi / 72
    top = (round(placed[3]) - off[1] - placed[3]) * dpi / 72
    h, w = image.shape[:2]
    edge = 14  # pixels; more than the page and the image can be apart at 610 dpi
    inner = image[edge : h - edge, edge : w - edge]
    assert inner.size
    assert any(  # the shift is whole pixels, rounded either way
        np.array_equal(inner, pixels[edge - dy : h - edge - dy, edge - dx : w - edge - dx])
        for dy in (math.floor(top), math.ceil(top))
        for dx in (math.floor(left), math.ceil(left))
    )


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_rotation_turns_pixels_size_and_words(rotation: int) -> None:
    pixels = noise(420, 300)
    made = maker((300, 420)).image(pixels, (0, 0, 300, 420)).text(["Bảo Lạc"], 20, 400, 10)
    made.page.obj.Rotate = rotation
    page = first_page(made.bytes())
    turns = rotation // 90
    wanted = np.rot90(pixels, -turns)
    assert page.image.shape[:2] == wanted.shape
    same = (page.image if page.image.ndim == 2 else page.image[..., 0]) == wanted
    assert same.mean() > 0.98  # all but the words drawn over it
    assert (page.width_pt, page.height_pt) == ((300, 420) if turns % 2 == 0 else (420, 300))
    differs = np.argwhere(~same)
    boxes = [word.box for word in page.layer.words]
    (y0, x0), (y1, x1) = differs.min(axis=0), differs.max(axis=0) + 1
    to_scan = page.image.shape[1] / page.width_pt
    assert min(b.x0 for b in boxes) * to_scan <= x0 + 2
    assert max(b.x1 for b in boxes) * to_scan >= x1 - 2
    assert min(b.y0 for b in boxes) * to_scan <= y0 + 2
    assert max(b.y1 for b in boxes) * to_scan >= y1 - 2


@pytest.mark.parametrize("rotation", [0, 90])
def test_crop_box_cuts_page_and_moves_words(rotation: int) -> None:
    pixels = noise(420, 300)
    made = maker((300, 420)).image(pixels, (0, 0, 300, 420)).text(["Bảo Lạc"], 120, 300, 10)
    made.page.obj.CropBox = Array([100, 20, 250, 400])
    made.page.obj.Rotate = rotation
    page = first_page(made.bytes())
    wanted = np.rot90(pixels[20:400, 100:250], -rotation // 90)
    assert page.image.shape[:2] == wanted.shape
    assert (page.image.reshape(*wanted.shape, -1)[..., 0] == wanted).mean() > 0.98
    word = page.layer.words[0].box
    assert (word.x0, word.y1) == pytest.approx((20, 102), abs=4) or rotation
    assert word.x0 >= 0
    assert word.y1 <= page.height_pt
    assert word.x1 <= page.width_pt


def test_bilevel_stays_bilevel_and_says_so() -> None:
    pixels = noise(1169, 827, bilevel=True)
    page = first_page(scan(pixels, (595.44, 841.68), bits=1).bytes())
    assert page.bilevel
    assert np.array_equal(page.image, pixels)
    assert page.dpi == pytest.approx(100, rel=0.01)
    assert [issue.code for issue in page.issues] == ["low_resolution"]


def test_colour_stays_colour() -> None:
    pixels = noise(300, 210, colour=True)
    assert np.array_equal(first_page(scan(pixels, (150, 215)).bytes()).image, pixels)


def test_strips_of_one_scan_join_without_a_seam() -> None:
    rows, columns = np.mgrid[:1000, :700]
    pixels = (127 + 60 * np.sin(rows / 9) + 60 * np.sin(columns / 9)).astype(np.uint8)
    made = maker((504, 720))
    for top in range(0, 1000, 125):
        y = 720 - (top + 125) * 0.72
        made.image(pixels[top : top + 125], (0, y, 504, 125 * 0.72))
    page = first_page(made.bytes())
    assert page.image.shape == (1000, 700)
    assert np.abs(page.image.astype(int) - pixels).max() < 16
    assert page.dpi == pytest.approx(100, rel=0.01)


def test_the_fine_layer_of_a_layered_scan_sets_the_resolution() -> None:
    made = maker().image(noise(1169, 827, colour=True), (0, 0, 595, 842))
    made.image(noise(2400, 1700, bilevel=True), (60, 60, 408, 576), bits=1)
    page = first_page(made.bytes())
    assert page.dpi == pytest.approx(300, rel=0.01)
    assert not page.bilevel


def test_pixels_that_are_not_square_are_drawn_square() -> None:
    """Fax in standard resolution: 204 dots across, 98 down, to the inch."""
    page = first_page(scan(noise(1146, 1686, bilevel=True), (595, 842), bits=1).bytes())
    assert page.image.shape == pytest.approx((2386, 1686), abs=2)
    assert page.dpi == pytest.approx(204, rel=0.01)


@pytest.mark.parametrize(
    ("size", "pixels", "dpi", "codes"),
    [
        ((1700.2, 2405.8), (1653, 2339), 200, ["sheet_size_assumed"]),  # made at 70 dpi
        ((595, 842), (1653, 2339), 200, []),
        ((842, 1191), (2339, 3307), 200, []),  # A3
        ((198, 280), (1653, 2339), 200, ["sheet_size_assumed"]),  # made at 600 dpi
        ((1684, 2384), (4678, 6622), 200, []),  # a real A1 plan
    ],
)
def test_dpi_is_that_of_a_plausible_sheet(
    size: tuple[float, float], pixels: tuple[int, int], dpi: float, codes: list[str]
) -> None:
    white = np.full(pixels[::-1], 255, dtype=np.uint8)
    white[::50, ::50] = 0
    page = first_page(scan(white, size, bits=1).bytes())
    assert page.dpi == pytest.approx(dpi, rel=0.01)
    assert page.image.shape == pixels[::-1]
    assert [issue.code for issue in page.issues] == codes
    assert (page.width_pt, page.height_pt) == pytest.approx(size, abs=0.01)


def test_pages_without_scan_are_drawn_at_the_set_resolution() -> None:
    data = maker().text(PLAN).bytes()
    for dpi in (100.0, 200.0):
        page = first_page(data, LoadSettings(render_dpi=dpi))
        assert page.dpi == dpi
        assert page.image.shape == (round(842 * dpi / 72), round(595 * dpi / 72))
        assert page.image.min() < 16
        assert page.issues == ()


def test_a_small_logo_does_not_set_the_resolution() -> None:
    page = first_page(maker().text(PLAN).image(noise(600, 600), (10, 10, 50, 50)).bytes())
    assert page.dpi == SETTINGS.render_dpi


def test_a_large_drawing_is_drawn_coarser_and_a_giant_one_refused() -> None:
    few = LoadSettings(max_page_pixels=2_000_000)
    page = first_page(saved(new_pdf()), few)
    assert page.image.size <= 2_000_000
    assert page.dpi < few.render_dpi
    data = saved(new_pdf(1, (14400, 14400)))
    with pytest.raises(PageError, match=r"page 1 would have 20000 x 20000 pixels"):
        first_page(data)


def test_pages_are_numbered_from_one() -> None:
    with open_document(saved(new_pdf(3)), "test.pdf", SETTINGS) as document:
        assert [document.page(n).number for n in (1, 2, 3)] == [1, 2, 3]
        for number in (0, 4):
            with pytest.raises(ValueError, match=r"pages 1-3"):
                document.page(number)
