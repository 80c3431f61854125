from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.ocr.lines import cut_lines, find_ink
from pipeline.types.geometry import Box
from pipeline.types.text import LineImage
from tests.ocr.conftest import Draw

DPI = 200.0
PAGE = Box(0, 0, 1200, 800, "clean")


def cut(image: NDArray[np.uint8], columns: bool = False) -> list[LineImage]:
    return cut_lines(image, find_ink(image, DPI), PAGE, columns)


def test_blank_paper_has_no_lines() -> None:
    assert cut(np.full((800, 1200), 250, np.uint8)) == []


def test_each_printed_line_is_one_line_in_order(draw: Draw) -> None:
    texts = [(60.0, 40.0 + 40 * i, f"line {i} of a plan, with gypsy letters") for i in range(12)]
    lines = cut(draw(texts))
    assert len(lines) == 12
    tops = [line.box.y0 for line in lines]
    assert tops == sorted(tops)


def test_every_ink_pixel_of_a_line_stays_and_no_neighbour_comes_in(draw: Draw) -> None:
    upper, lower = "gypsy jumps, gap", "bdfhkl BDFHKL"
    page = draw([(60, 100, upper), (60, 134, lower)])
    alone = [draw([(60, 100, upper)]), draw([(60, 134, lower)])]
    for line, single in zip(cut(page), alone, strict=True):
        assert (line.image < 128).sum() == pytest.approx((single < 128).sum(), abs=3)


def test_marks_above_and_below_go_with_their_own_letters(draw: Draw) -> None:
    page = draw([(60, 100, "oo"), (60, 142, "oo")])
    x = find_ink(page, DPI).x_height
    ys, xs = np.nonzero(page[100:140] < 128)
    bottom, left = 100 + ys.max(), 60 + xs.min() - 60
    top = 142 + np.nonzero(page[142:190] < 128)[0].min()
    # a dot below the upper line, a hat over the lower line: nearer to each other than to letters
    page = page.copy()
    dot_y, hat_y = round(bottom + 0.3 * x), round(top - 0.45 * x)
    cv2.circle(page, (int(left + 0.5 * x), dot_y), 2, 0, -1)
    cv2.line(page, (int(left + 0.3 * x), hat_y), (int(left + 0.7 * x), hat_y - 3), 0, 2)
    upper, lower = cut(page)
    assert upper.box.y1 >= dot_y + 2
    assert lower.box.y0 <= hat_y - 3
    assert upper.box.y1 < lower.box.y0 + 8


def test_a_dot_far_below_a_capital_goes_with_it_where_lines_are_close(draw: Draw) -> None:
    page = draw([(60, 100, "EEEEEE"), (60, 130, "nnnnnn")])
    ys, xs = np.nonzero(page < 128)
    gap_top = ys[ys < 128].max()
    dot_y = int(gap_top) + 5  # the middle of the gap is some 4 pixels further down
    page = page.copy()
    cv2.circle(page, (int(xs.min()) + 8, dot_y), 2, 0, -1)
    upper, lower = cut(page)
    assert upper.box.y1 >= dot_y + 2
    assert lower.box.y0 > dot_y


@pytest.mark.parametrize("gap", [-1, 0, 1, 2])
def test_a_tone_over_a_hat_stays_below_the_foot_that_it_comes_close_to(
    draw: Draw, gap: int
) -> None:
    upper, lower = "nnpn pnnp npnn", "nnon onno nonn"
    alone = draw([(60, 100, upper)])
    x = find_ink(draw([(60, 100, "nnnnnnnnnnnnnnnnnnnnnn")]), DPI).x_height
    foot = int(np.flatnonzero((alone < 128).any(axis=1)).max())
    tone = foot + 1 + gap
    letters = draw([(60, 100, lower)])
    top = int(np.flatnonzero((letters < 128).any(axis=1)).min())
    page = draw([(60, 100, upper), (60, 100 + round(tone + 0.7 * x) - top, lower)]).copy()
    # the foot of the second word's "p", between them a hat, and a tone on top of it
    columns = np.flatnonzero(alone[foot - 2] < 128)
    left = int(columns[columns > columns[0] + 2 * x].min())
    cv2.rectangle(page, (left, tone), (left + 2, round(tone + 0.25 * x)), 0, -1)
    cv2.rectangle(page, (left - 3, round(tone + 0.4 * x)), (left + 5, round(tone + 0.5 * x)), 0, -1)
    above, below = cut(page)
    assert above.box.y1 == pytest.approx(foot + 1, abs=2)
    assert below.box.y0 == pytest.approx(tone, abs=2)


def test_a_lone_digit_is_a_line(draw: Draw) -> None:
    texts = [(60.0, 200.0 + 40 * i, "ordinary words of a plan") for i in range(6)]
    lines = cut(draw([(600, 100, "2"), *texts]))
    assert len(lines) == 7


def test_columns_part_at_wide_gaps_only_where_asked(draw: Draw) -> None:
    page = draw([(60, 100, "left column"), (600, 100, "right column")])
    assert len(cut(page, columns=True)) == 2
    assert len(cut(page, columns=False)) <= 2
    close = draw([(60, 100, "left column"), (215, 100, "right column")])
    assert len(cut(close, columns=True)) == 1


def test_touching_lines_are_cut_apart(draw: Draw) -> None:
    page = draw([(60, 100, "gggg pppp"), (60, 138, "hhhh llll")]).copy()
    cv2.line(page, (75, 110), (75, 162), 0, 2)  # ink that runs through both lines
    lines = cut(page)
    assert len(lines) == 2
    for line in lines:
        assert line.box.height < 1.9 * find_ink(page, DPI).x_height


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(angle=st.floats(-0.6, 0.6), pitch=st.integers(34, 60), count=st.integers(1, 10))
def test_a_little_skew_left_by_cleanup_does_no_harm(
    draw: Draw, angle: float, pitch: int, count: int
) -> None:
    texts = [
        (80.0, 60.0 + pitch * i, "the quick brown fox jumps over the lazy dog again and again")
        for i in range(count)
    ]
    page = draw(texts)
    turn = cv2.getRotationMatrix2D((600, 400), angle, 1.0)
    turned = np.asarray(cv2.warpAffine(page, turn, (1200, 800), borderValue=255), np.uint8)
    assert len(cut(turned, columns=True)) == count


def test_the_x_height_is_measured(draw: Draw) -> None:
    texts = [(60.0, 40.0 + 40 * i, "xxxx zzzz vvvv nnnn oooo aaaa") for i in range(10)]
    page = draw(texts)
    height = np.nonzero((page[40:80] < 128).any(axis=1))[0]
    assert find_ink(page, DPI).x_height == pytest.approx(np.ptp(height) + 1, abs=1.5)


def test_a_stamp_set_a_little_higher_beside_a_line_is_no_part_of_it(draw: Draw) -> None:
    stamp, line = (
        (40, 100.0, "Forwarded to: ............"),
        "time passed while the work went on and on",
    )
    alone = cut(draw([stamp]))[0].box
    x = find_ink(draw([stamp]), DPI).x_height
    page = draw([stamp, (alone.x1 + 2, 100 + 1.1 * x, line)])
    boxes = [found.box for found in cut(page)]
    assert len(boxes) == 2, "they are one ridge of ink, with a step"
    assert all(box.height < 2.6 * x for box in boxes)
    longest = max(boxes, key=lambda box: box.width)
    assert longest.x0 == pytest.approx(alone.x1, abs=3 * x)


def test_a_lone_word_at_the_end_of_a_line_is_no_part_of_the_line_below(draw: Draw) -> None:
    x = find_ink(draw([(60, 100, "HHHH  oo")]), DPI).x_height
    pitch = 1.6 * x
    page = draw([(60, 100, "HHHH"), (210, 100, "oo"), (60, 100 + pitch, "HHHH hhnhnhn")])
    upper, lower = cut(page)
    assert upper.box.x1 > 210, "the word belongs to its own line"
    assert upper.box.y1 <= lower.box.y0 + 2


def test_a_number_beside_two_lines_does_not_join_them(draw: Draw) -> None:
    x = find_ink(draw([(60, 100, "HHHH  oo")]), DPI).x_height
    page = draw([
        (60, 100 + 0.9 * x, "1"), (60 + 2.5 * x, 100, "nnn nnn nnn"),
        (60 + 2.5 * x, 100 + 1.8 * x, "nnn nnn nnn"),
    ])  # fmt: skip
    lines = sorted(cut(page), key=lambda line: -line.box.width)[:2]
    assert all(line.box.height < 2.4 * x for line in lines), [line.box for line in lines]


def test_a_speck_over_a_line_is_no_part_of_it(draw: Draw) -> None:
    page = draw([(60, 100, "nnnnnn nnnnnn nnnnnn nnnnnn")])
    clean = cut_lines(page, find_ink(page, DPI), PAGE)
    speck = page.copy()
    x = find_ink(page, DPI).x_height
    top = round(clean[0].box.y0 - 1.2 * x)
    speck[top : top + 3, 120:123] = 0
    (line,) = cut_lines(speck, find_ink(speck, DPI), PAGE)
    assert line.box == clean[0].box


def test_cells_are_cut_by_the_height_of_plain_letters_where_taller_ones_are_more(
    draw: Draw,
) -> None:
    plain = find_ink(draw([(60, 100, "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn")]), DPI).x_height
    mixed = find_ink(draw([(60, 100, "hhhhhhhhhhhhhhhhhhhhnnnnnnnnnnnnn")]), DPI)
    assert mixed.x_height > 1.2 * plain
    assert mixed.of_cells.x_height == pytest.approx(plain, abs=1.0)
