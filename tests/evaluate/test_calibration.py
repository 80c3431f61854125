"""Catch@5 and the calibration error by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.calibration import Outcome, calibration_error, catch

OUTCOMES = st.lists(st.builds(Outcome, st.sampled_from([0.1, 0.5, 0.9, 1.0]), st.booleans()))


def test_catch_by_hand() -> None:
    sure = [Outcome(0.99, True)] * 38
    assert catch([*sure, Outcome(0.2, False), Outcome(0.3, False)]) == 1.0  # 2 of 40 are looked at
    assert catch([*sure, Outcome(0.2, True), Outcome(0.3, False)]) == 1.0
    assert catch([*sure, Outcome(0.2, True), Outcome(0.3, True), Outcome(1, False)]) == 0.0
    assert catch(sure) is None
    assert catch([]) is None


def test_equal_confidences_have_no_order() -> None:
    # 1 of 20 is looked at, 20 are equally sure: each wrong one is found with that share.
    assert catch([Outcome(0.5, i >= 4) for i in range(20)]) == pytest.approx(1 / 20)


def test_calibration_by_hand() -> None:
    # Bin 0.9-1: said 0.95, right in half: 4 fields of 6. Bin 0.2-0.3: said 0.25, never right.
    said = [Outcome(0.95, i % 2 == 0) for i in range(4)] + [Outcome(0.25, False)] * 2
    assert calibration_error(said) == pytest.approx((4 * 0.45 + 2 * 0.25) / 6)
    assert calibration_error([Outcome(1.0, True)] * 3) == 0.0
    assert calibration_error([]) is None


@given(OUTCOMES)
def test_both_are_shares(outcomes: list[Outcome]) -> None:
    for value in (catch(outcomes), catch(outcomes, 1.0), calibration_error(outcomes)):
        assert value is None or 0 <= value <= 1 + 1e-9
    if any(not o.right for o in outcomes):
        assert catch(outcomes, 1.0) == pytest.approx(1.0)
