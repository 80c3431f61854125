"""Components measured by the runs of rows are the ones that OpenCV measures by pixels."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from pipeline.types.components import components

SHAPES = array_shapes(min_dims=2, max_dims=2, max_side=24)
MASKS = arrays(np.uint8, SHAPES, elements=st.sampled_from((0, 1)))


@given(MASKS, st.sampled_from((4, 8)))
def test_they_are_opencvs(mask: NDArray[np.uint8], connectivity: int) -> None:
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=connectivity)
    found = components(mask, connectivity)
    assert len(found) == count
    assert sorted(map(tuple, found.stats[1:].tolist())) == sorted(map(tuple, stats[1:].tolist()))
    assert found.stats[0, 4] == stats[0, 4]
    for label in range(1, count):
        own = found.labels == label
        ys, xs = np.nonzero(own)
        x, y, wide, high, area = found.stats[label]
        assert (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1) == (x, y, x + wide, y + high)
        assert len(ys) == area
        assert found.centres[label] == pytest.approx([xs.mean(), ys.mean()])
    assert np.array_equal(found.labels > 0, mask > 0)


def test_a_mask_may_be_of_any_kind_and_a_view() -> None:
    page = np.zeros((6, 8), bool)
    page[1:3, 2:5] = True
    for mask in (page, page.astype(np.uint8) * 255, page.T, page[:, 1:7]):
        assert components(mask).stats[1, 4] == 6
