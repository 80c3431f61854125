"""Tables with horizontal rules only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.tables.grids import find_grids
from pipeline.tables.settings import TableSettings
from pipeline.types.page import CleanPage

SETTINGS = TableSettings()
MakePage = Callable[..., CleanPage]
YS = (200, 290, 420, 550, 640)
ROWS = [
    ("TT", "Chi tieu", "Don vi tinh", "Muc tieu"),
    ("1", "Ty le co so|dat chuan ATTP", "%", "98"),
    ("2", "So mau nong|san duoc lay", "mau", "650"),
]
LEFT = (110, 200, 620, 900)


def write(image: NDArray[np.uint8], text: str, x: int, y: int) -> None:
    for i, line in enumerate(text.split("|")):
        cv2.putText(image, line, (x, y + 34 * i), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 20, 2, cv2.LINE_AA)


def open_table() -> NDArray[np.uint8]:
    image = np.full((1650, 1300), 245, np.uint8)
    for y in YS:
        cv2.line(image, (100, y), (1150, y), 20, 2)
    for row, y in zip(ROWS, YS, strict=False):
        for text, x in zip(row, LEFT, strict=True):
            write(image, text, x + (60 if y == YS[0] and x > 200 else 0), y + 45)
    write(image, "II CONG TAC CHI DAO DIEU HANH CHUNG CA NAM", LEFT[1] - 90, YS[3] + 55)
    return image


def test_columns_come_from_white_gaps_and_section_rows_span_them(make_page: MakePage) -> None:
    (found,) = find_grids(make_page(open_table()), SETTINGS)
    assert (found.rows, found.columns) == (4, 4)
    assert [c.column_span for c in found.cells if c.row < 3] == [1] * 12
    assert max(c.column_span for c in found.cells if c.row == 3) >= 2
    for border, left in zip(found.xs[1:-1], LEFT[1:], strict=True):
        assert border < left + 2


def test_the_setting_turns_them_off(make_page: MakePage) -> None:
    assert find_grids(make_page(open_table()), replace(SETTINGS, find_open_columns=False)) == ()


def test_text_between_long_rules_is_no_table(make_page: MakePage) -> None:
    image = np.full((1650, 1300), 245, np.uint8)
    words = ["Can cu Luat", "Xet de nghi cua So", "thuc hien nhiem vu", "trong nam 2024 tai xa"]
    for y in YS:
        cv2.line(image, (100, y), (1150, y), 20, 2)
    for i, y in enumerate(range(235, 640, 34)):
        write(image, " ".join(words[(i + k) % 4] for k in range(4))[: 52 - i], 110, y)
    assert find_grids(make_page(image), SETTINGS) == ()
