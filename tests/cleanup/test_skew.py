"""Any small angle is found to a tenth of a degree, from print as from tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cleanup import CleanupSettings, clean_page
from pipeline.cleanup.measure import REDUCED_DPI, TORN_INCH, letter_size, measure, reduced
from pipeline.cleanup.rules import Trace
from pipeline.cleanup.skew import fine_skew
from tests.cleanup.drawing import DPI, page_of_text, page_with_table, scan, turned

TEXT, TABLE = page_of_text(), page_with_table()
ONLY_SKEW = CleanupSettings(dewarp=False, despeckle=False, turn=False)


@settings(max_examples=5, deadline=None, derandomize=True)
@given(angle=st.floats(-5.0, 5.0), table=st.booleans())
def test_any_small_angle_is_found(angle: float, table: bool) -> None:
    image, _ = turned(TABLE if table else TEXT, angle)
    found = clean_page(scan(image), ONLY_SKEW).skew_deg
    assert abs(found - angle) < 0.1


@pytest.mark.parametrize(("angle", "table"), [(13.0, True), (-11.0, True), (8.5, False)])
def test_sheets_laid_askew_by_hand_are_levelled(angle: float, table: bool) -> None:
    image, _ = turned(TABLE if table else TEXT, angle)
    clean = clean_page(scan(image), CleanupSettings(turn=False, despeckle=False))
    assert abs(clean.skew_deg - angle) < 0.1
    assert "dewarp" not in clean.steps


def test_letters_that_came_apart_are_measured_whole() -> None:
    """A poor copy: no piece of a letter is larger than a third of it."""
    whole = reduced(TEXT, DPI)
    torn = whole.copy()
    for start in (0, 1):
        torn[start::7], torn[:, start::7] = 255, 255
    assert letter_size((torn < 173).astype(np.uint8), REDUCED_DPI) < TORN_INCH * REDUCED_DPI
    letter = measure(whole, REDUCED_DPI).letter
    assert 0.7 * letter < measure(torn, REDUCED_DPI).letter < 1.3 * letter


@pytest.mark.parametrize("angle", [0.07, -0.2, 1.111])
def test_small_angles_are_found_to_a_twentieth(angle: float) -> None:
    image, _ = turned(TEXT, angle)
    assert abs(clean_page(scan(image), ONLY_SKEW).skew_deg - angle) < 0.05


def test_twelve_words_are_enough() -> None:
    image, _ = turned(page_of_text(lines=2), -3.3)
    assert abs(clean_page(scan(image), ONLY_SKEW).skew_deg + 3.3) < 0.2


@given(
    slope=st.floats(-0.9, 0.9),
    stray=st.floats(-0.9, 0.9),
    noise=st.integers(0, 2**31),
)
def test_one_stray_line_does_not_turn_the_page(slope: float, stray: float, noise: int) -> None:
    chance = np.random.default_rng(noise)
    x = np.arange(0.0, 1000.0, 10.0)
    traces = [
        Trace(
            np.column_stack(
                [x, 50 * k + x * np.tan(np.radians(slope)) + chance.normal(0, 0.4, len(x))]
            )
        )
        for k in range(8)
    ]
    traces.append(Trace(np.column_stack([x, x * np.tan(np.radians(stray))])))
    assert abs(fine_skew(traces) - slope) < 0.05
