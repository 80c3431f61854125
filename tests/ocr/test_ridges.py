from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.ocr.ridges import find_ridges

X_HEIGHT = 15.0


@pytest.mark.parametrize(
    ("wide", "high", "head", "foot", "stroke", "cell"),
    [(12, 22, 4, 2, 3, 66), (9, 20, 5, 4, 3, 77), (13, 25, 4, 2, 3, 75), (12, 21, 3, 4, 3, 74)],
)
def test_a_lone_digit_with_most_ink_at_head_and_foot_is_one_line(
    wide: int, high: int, head: int, foot: int, stroke: int, cell: int
) -> None:
    mask = np.zeros((80, cell), np.uint8)
    left, top = cell // 2 - wide // 2, 30
    cv2.line(mask, (left, top + head // 2), (left + wide, top + head // 2), 1, head)
    cv2.line(mask, (left + wide, top + head), (left, top + high), 1, stroke)
    cv2.line(mask, (left, top + high), (left + wide, top + high), 1, foot)
    ridges = find_ridges(mask.astype(bool), X_HEIGHT)
    assert len(ridges) == 1
    assert top < ridges[0].y(left + wide / 2) < top + high


def test_two_short_lines_that_something_joins_stay_two() -> None:
    mask = np.zeros((120, 60), np.uint8)
    for top in (30, 68):
        mask[top : top + 15, 14:44] = 1
    mask[45:68, 28:31] = 1
    assert len(find_ridges(mask.astype(bool), X_HEIGHT)) == 2
