"""Keys are found where they are, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.diacritics.hashing import Hashed


@pytest.mark.parametrize("count", [1, 2, 7, 5000])
def test_every_key_has_its_row_and_nothing_else_has_one(count: int) -> None:
    keys = np.unique(np.random.default_rng(count).integers(0, 1 << 40, count))
    hashed = Hashed(keys)
    assert hashed.find(keys).tolist() == list(range(len(keys)))
    others = np.setdiff1d(keys ^ 1, keys)
    assert (hashed.find(others) == -1).all()


def test_keys_that_are_asked_for_may_be_negative_and_of_any_shape() -> None:
    hashed = Hashed(np.array([0, 5, 1 << 33]))
    wanted = np.array([[-1, 0], [1 << 33, -65536], [5, 4]])
    assert hashed.find(wanted).tolist() == [[-1, 0], [2, -1], [1, -1]]


def test_runs_of_keys_are_found_as_scattered_ones_are() -> None:
    keys = np.arange(300_000)
    assert (Hashed(keys).find(keys) == keys).all()
