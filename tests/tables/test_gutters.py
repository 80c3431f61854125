"""Where the columns of tables without column rules are parted, and how they lean."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.tables.borders import Border
from pipeline.tables.corridors import Region, plain_gutters
from pipeline.tables.extent import Extent
from pipeline.tables.frames import find_frames
from pipeline.tables.gutters import goes_on_with
from pipeline.tables.marks import GRAIN, Marks, column_shear
from pipeline.tables.settings import TableSettings

LETTER = 10.0  # x-height and width of a letter, pixels
GAP = 0.2 * LETTER


def letters(x: float, y: float, count: int) -> list[tuple[float, float, float, float]]:
    """Return the boxes of a text of ``count`` letters, with a word space behind every fifth."""
    boxes = []
    for i in range(count):
        boxes.append((x, y, x + LETTER, y + LETTER))
        x += LETTER + GAP + (0.5 * LETTER if i % 5 == 4 else 0.0)
    return boxes


def page(seed: int) -> NDArray[np.float64]:
    """Return prose over three columns of texts of chance lengths, the last of them centred."""
    dice = np.random.default_rng(seed)
    boxes = []
    for i in range(8):
        boxes += letters(100.0 + (60 if i % 4 == 0 else 0), 200.0 + 30 * i, 70)
    for i in range(16):
        y = 500.0 + 30 * i
        boxes += letters(100.0, y, int(dice.integers(12, 26)))
        boxes += letters(480.0, y, int(dice.integers(6, 18)))
        short = int(dice.integers(4, 10))
        boxes += letters(850.0 - 6.5 * short, y, short)
    return np.array(boxes)


@pytest.mark.parametrize("shear", [-0.02, -0.008, 0.0, 0.008, 0.02])
def test_texts_that_begin_under_one_another_tell_how_columns_lean(shear: float) -> None:
    for seed in range(4):
        boxes = page(seed)
        boxes[:, [0, 2]] += shear * (boxes[:, [1]] - 500.0)
        found = column_shear(Marks(boxes, np.full(len(boxes), 0.5), LETTER))
        assert found == pytest.approx(shear, abs=0.003)


def test_short_texts_of_a_column_make_its_gutter_no_wider() -> None:
    raster = np.zeros((400, 200), np.uint8)
    for i in range(24):
        y = round((2 + 3 * i) * GRAIN)
        line = slice(y, y + round(GRAIN))
        raster[line, 10 : 90 if 8 <= i < 14 else 50] = 1
        raster[line, 100:150] = 1
        raster[line, 160:190] = 1
    gutters = plain_gutters(raster, Region(0, 370, 10, 190))
    assert gutters[0] == pytest.approx((90, 100), abs=1)


@pytest.mark.parametrize(("bold", "tables"), [(0.6, [4, 5]), (0.5, [10])])
def test_a_title_over_a_bold_header_parts_two_tables_with_ruled_rows(
    bold: float, tables: list[int]
) -> None:
    upper, lower = (110.0, 200.0, 480.0), (110.0, 200.0, 400.0, 600.0)
    boxes: list[tuple[float, float, float, float]] = []
    black: list[float] = []
    for i in range(10):
        columns = upper if i < 4 else (200.0,) if i == 4 else lower
        for x in columns:
            own = letters(x, 215.0 + 40 * i, 2 if x < 200 else 12)
            boxes += own
            black += [bold if i == 5 else 0.5] * len(own)
    marks = Marks(np.array(boxes), np.array(black), LETTER)
    rules = [Border((200 + 40 * i) / 2, ((50.0, 450.0),)) for i in range(11)]
    frames = find_frames(marks, rules, 2.0, TableSettings())
    assert [len(frame.rows) for frame in frames] == tables


@pytest.mark.parametrize(
    ("borders", "above", "same"),
    [
        ((12.0, 33.0, 204.0, 302.0, 400.0), False, True),  # the paper lies aside
        ((12.0, 33.0, 196.0, 302.0, 400.0), False, True),  # one border lies in wide white
        ((12.0, 33.0, 150.0, 302.0, 400.0), False, False),
        ((12.0, 33.0, 302.0, 400.0), False, False),
        ((12.0, 33.0, 204.0, 292.0), False, False),  # two gutters of three may be chance
        ((12.0, 33.0, 204.0, 302.0, 400.0), True, False),  # prose stands above
    ],
)
def test_a_table_with_all_columns_of_the_page_before_goes_on_with_it(
    borders: tuple[float, ...], above: bool, same: bool
) -> None:
    extent = Extent((), borders, 12.0, above, False)
    assert goes_on_with(extent, (8.0, 30.0, 200.0, 300.0, 396.0)) == same


def test_the_last_column_of_a_table_may_hold_nothing_on_the_next_page() -> None:
    extent = Extent((), (12.0, 33.0, 104.0, 204.0, 292.0), 12.0, False, False)
    assert goes_on_with(extent, (8.0, 30.0, 100.0, 200.0, 300.0, 396.0))
