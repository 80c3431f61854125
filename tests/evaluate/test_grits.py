"""GriTS-Top against the values its authors publish, and by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluate.grid import Cell, Grid
from pipeline.evaluate.grits import grits_top
from pipeline.evaluate.tables import tally_tables
from pipeline.evaluate.tally import added, figures
from tests.evaluate.grids import grids, plain


def test_the_authors_examples() -> None:
    """Values of the README of grits-metric 0.6.0 (kensho-technologies/grits), section Top."""
    same = tally_tables([plain(2, 2)], [plain(2, 2)])
    assert figures(same)["grits_top"] == pytest.approx(1.0)
    pages = tally_tables([plain(2, 2), plain(2, 2)], [plain(2, 2), plain(2, 2)])
    assert figures(pages)["grits_top"] == pytest.approx(1.0)
    first = tally_tables([plain(3, 3)], [plain(3, 3)])
    second = tally_tables([plain(1, 2)], [plain(2, 1), plain(2, 2)])
    assert figures(second)["grits_top"] == pytest.approx(0.5)
    assert figures(added((first, second)))["grits_top"] == pytest.approx(0.8462, abs=5e-5)


def test_the_reference_implementation() -> None:
    """Values computed by grits-metric 0.6.0 on random grids with spans (reference.json)."""
    cases = json.loads((Path(__file__).parent / "reference.json").read_text("utf-8"))
    for case in cases:
        a, b = (Grid(tuple(Cell(*cell) for cell in case[name])) for name in ("gold", "read"))
        assert grits_top(a, b) == pytest.approx(case["grits_top"], abs=1e-9)


def test_by_hand() -> None:
    # One row of two is lost: 2 positions agree, 2 * 2 / (4 + 2).
    assert grits_top(plain(2, 2), plain(1, 2)) == pytest.approx(2 / 3)
    # Two cells of a row are taken for one that spans both: each position agrees by half.
    merged = Grid((Cell(0, 0, 1, 2), Cell(1, 0), Cell(1, 1)))
    assert grits_top(plain(2, 2), merged) == pytest.approx(2 * (0.5 + 0.5 + 1 + 1) / 8)
    assert grits_top(plain(2, 2), Grid(())) == 0.0
    assert grits_top(Grid(()), Grid(())) == 1.0


@settings(max_examples=60, deadline=None)
@given(grids(), grids())
def test_it_is_a_similarity(a: Grid, b: Grid) -> None:
    value = grits_top(a, b)
    assert 0.0 <= value <= 1.0 + 1e-9
    assert value == pytest.approx(
        grits_top(b, a), abs=0.1
    )  # the heuristic may break ties otherwise
    assert grits_top(a, a) == pytest.approx(1.0)


@given(st.integers(1, 5), st.integers(1, 4), st.integers(1, 4))
def test_lost_rows_cost_what_they_hold(rows: int, lost: int, columns: int) -> None:
    value = grits_top(plain(rows + lost, columns), plain(rows, columns))
    assert value == pytest.approx(2 * rows / (2 * rows + lost))
