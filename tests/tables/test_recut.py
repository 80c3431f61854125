"""Cells of an undrawn page are cut where another page of the table has a column border."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.tables.recut import recut
from pipeline.tables.sheet import Piece, SheetCell
from pipeline.types.geometry import Box
from pipeline.types.text import Line, Word

XS = (0.0, 0.1, 0.5, 0.8, 1.0)  # the border at 0.5 is not on the page
KNOWN = (0, 1, 3, 4)


def cell(row: int, start: int, end: int, *words: tuple[str, float, float]) -> SheetCell:
    """A cell of one line; words stand between shares of the page's width, 1000 pixels."""
    y = 40.0 * row
    boxes = [Box(1000 * a, y + 5, 1000 * b, y + 30, "clean") for _, a, b in words]
    printed = tuple(Word(t, t, b, 1.0) for (t, _, _), b in zip(words, boxes, strict=True))
    around = Box(1000 * XS[start], y, 1000 * XS[end], y + 40, "clean")
    lines = (Line(printed, around),) if printed else ()
    return SheetCell(row, start, row + 1, end, (Piece(1, around, lines),))


def facts(cells: tuple[SheetCell, ...]) -> list[tuple[int, int, int, str]]:
    return sorted((c.row, c.column, c.end_column, c.printed) for c in cells)


HEADER = cell(0, 1, 3, ("Nội", 0.2, 0.25), ("dung", 0.26, 0.3), ("Minh", 0.6, 0.64))
FIRST = cell(1, 1, 3, ("Rà", 0.11, 0.2), ("soát", 0.3, 0.48), ("Báo", 0.51, 0.6))


def test_words_go_to_the_side_they_stand_on() -> None:
    bare = cell(2, 1, 3, ("Tuyên", 0.11, 0.3))
    section = cell(3, 0, 4, ("I.", 0.11, 0.15))
    assert facts(recut((HEADER, FIRST, bare, section), KNOWN, XS)) == [
        (0, 1, 2, "Nội dung"), (0, 2, 3, "Minh"),
        (1, 1, 2, "Rà soát"), (1, 2, 3, "Báo"),
        (2, 1, 2, "Tuyên"), (2, 2, 3, ""),
        (3, 0, 4, "I."),
    ]  # fmt: skip


def test_one_cell_proves_no_border_and_a_word_across_keeps_its_cell() -> None:
    assert recut((FIRST,), KNOWN, XS) == (FIRST,)
    across = cell(4, 1, 3, ("kế", 0.2, 0.3), ("hoạch", 0.42, 0.55), ("năm", 0.53, 0.6))
    assert across in recut((HEADER, FIRST, across), KNOWN, XS)


@given(st.lists(st.tuples(st.floats(0.11, 0.78), st.integers(0, 5)), max_size=12))
def test_no_word_is_lost_or_doubled(words: list[tuple[float, int]]) -> None:
    drawn = [cell(5 + row, 1, 3, (f"w{i}", x, x + 0.02)) for i, (x, row) in enumerate(words)]
    cells = (HEADER, FIRST, *drawn)
    before = sorted(word for c in cells for word in c.printed.split())
    assert sorted(word for c in recut(cells, KNOWN, XS) for word in c.printed.split()) == before
