"""TEDS-Struct against published values, a reference implementation, and by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from pipeline.evaluate.grid import Cell, Grid
from pipeline.evaluate.teds import Node, distance, teds_struct, tree
from tests.evaluate.grids import grids, plain


def test_the_example_of_pubtabnet() -> None:
    """src/demo.ipynb of ibm-aur-nlp/PubTabNet publishes 0.9781765018607124 for two tables.

    Both have a head of one row and a body of five, two cells each. Of their 22 nodes (two of them
    ``b``) only letters in four cells differ: those explain all that is taken off, so that the
    structure is worth 1.
    """
    structure = teds_struct(plain(6, 2, 1), plain(6, 2, 1))
    letters = 3 / 19 + 1 / 18 + 1 / 10 + 2 / 12  # algori|thm; Notable features; [14]; PeakSeq
    assert structure - letters / 22 == pytest.approx(0.9781765018607124, abs=1e-12)


def test_a_published_value_with_a_wrong_span() -> None:
    """docling-metrics, packages/docling-metric-teds/tests: ZBRA.2018.page_89.pdf_172_0.

    22 rows of two cells; in the reading, the two cells of row 21 are one over both columns. The
    value there, 0.970588, divides by all 68 nodes; PubTabNet leaves the root out (67).
    """
    gold = plain(22, 2)
    kept = (cell for cell in gold.cells if cell.row != 20)
    read = Grid(tuple(sorted((*kept, Cell(20, 0, 1, 2)), key=lambda c: (c.row, c.column))))
    a, b = tree(gold), tree(read)
    assert (a.size, b.size) == (68, 67)
    assert 1 - distance(a, b) / a.size == pytest.approx(0.970588, abs=1e-6)
    assert teds_struct(gold, read) == pytest.approx(1 - 2 / 67)


def test_the_example_of_zhang_and_shasha() -> None:
    """SIAM J. Comput. 18 (1989), figure 4: f(d(a c(b)) e) and f(c(d(a b)) e) are 2 apart."""
    first = _tree("f", _tree("d", _tree("a"), _tree("c", _tree("b"))), _tree("e"))
    second = _tree("f", _tree("c", _tree("d", _tree("a"), _tree("b"))), _tree("e"))
    assert distance(first, second) == distance(second, first) == 2


def _tree(name: str, *children: Node) -> Node:
    return Node((name, 1, 1), children)


def test_the_reference_implementation() -> None:
    """Distances computed by apted 1.0.3, the library of PubTabNet (reference.json)."""
    cases = json.loads((Path(__file__).parent / "reference.json").read_text("utf-8"))
    for case in cases:
        a, b = (
            Grid(tuple(Cell(*cell) for cell in case[name]), case[f"{name}_header_rows"])
            for name in ("gold", "read")
        )
        assert distance(tree(a), tree(b)) == case["tree_distance"]
        size = max(tree(a).size, tree(b).size) - 1
        assert teds_struct(a, b) == pytest.approx(max(0.0, 1 - case["tree_distance"] / size))


def test_by_hand() -> None:
    # table, tbody, two rows of two: 7 nodes below the root. A lost row is 3 of them.
    assert teds_struct(plain(2, 2), plain(1, 2)) == pytest.approx(1 - 3 / 7)
    # The header row taken for body: its thead is lost, its three nodes move at the price of it.
    assert teds_struct(plain(2, 2, 1), plain(2, 2)) < 1.0
    assert teds_struct(plain(2, 2), Grid(())) == 0.0
    assert teds_struct(Grid(()), Grid(())) == 1.0


@settings(max_examples=60, deadline=None)
@given(grids(), grids())
def test_it_is_a_similarity(a: Grid, b: Grid) -> None:
    assert teds_struct(a, b) == pytest.approx(teds_struct(b, a))
    assert 0.0 <= teds_struct(a, b) <= 1.0
    assert teds_struct(a, a) == 1.0
