"""Rules go, letters stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.tables.erase import erase_rules
from pipeline.tables.grids import find_grids
from pipeline.tables.settings import TableSettings
from pipeline.types.page import CleanPage

SETTINGS = TableSettings()
XS, YS = (100, 180, 520, 800, 1150), (200, 300, 420, 480, 700)
Draw = Callable[..., NDArray[np.uint8]]
MakePage = Callable[..., CleanPage]


def erased(page: CleanPage) -> NDArray[np.uint8]:
    return erase_rules(page, find_grids(page, SETTINGS), SETTINGS)


@pytest.mark.parametrize("thickness", [1, 2, 4])
@pytest.mark.parametrize("skew", [0.0, 0.25])
def test_rules_go_and_the_text_stays(
    thickness: int, skew: float, drawing: Any, draw_table: Draw, make_page: MakePage
) -> None:
    table = drawing(XS, YS, thickness=thickness, skew_deg=skew)
    page = make_page(draw_table(table))
    before = page.image.copy()
    ruled, bare = before < 128, draw_table(replace(table, text=False)) < 128
    after = erased(page) < 128
    text = ruled & ~np.asarray(cv2.dilate(bare.astype(np.uint8), np.ones((5, 5))), bool)
    assert (after & text).sum() == text.sum()
    assert (after & ~text).sum() < 0.01 * bare.sum()
    assert (page.image == before).all()


def test_letters_that_cross_a_rule_keep_their_strokes(
    drawing: Any, draw_table: Draw, make_page: MakePage
) -> None:
    ruled = draw_table(drawing(XS, YS, text=False))
    letters = np.full_like(ruled, 245)
    for x in range(230, 480, 40):
        cv2.line(letters, (x, 280), (x, 322), 20, 3)  # stems across the row border
    after = erased(make_page(np.minimum(ruled, letters))) < 128
    stems = letters < 128
    assert (after & stems).sum() > 0.98 * stems.sum()
    assert (after & ~stems).sum() < 0.15 * stems.sum()


def test_long_lines_outside_tables_go_and_dashes_stay(make_page: MakePage) -> None:
    image = np.full((800, 1300), 245, np.uint8)
    cv2.line(image, (500, 300), (800, 300), 20, 2)
    cv2.line(image, (200, 500), (225, 500), 20, 2)
    after = erased(make_page(image))
    assert (after[290:310] > 200).all()
    assert (after[495:505, 200:225] < 128).any()
