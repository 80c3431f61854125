"""What stands over a table without rules and is no row of it."""

from __future__ import annotations

import pytest

from pipeline.tables.extent import Extent
from pipeline.tables.levels import Level
from pipeline.tables.textlines import TextLine
from pipeline.tables.trim import trimmed

PITCH = 12.0
LEFTS = (0.0, 30.0, 150.0, 220.0)
WIDTHS = (6.0, 100.0, 50.0, 40.0)


def level(y: float, *columns: int, x0: float = 0.0, width: float = 0.0) -> Level:
    """Return lines at one height in these of four columns, ``x0`` to the right of their left."""
    lines = tuple(
        TextLine(y, LEFTS[c] + x0, LEFTS[c] + x0 + (width or WIDTHS[c]), 5.0, 0.5, 5.0)
        if c in columns
        else None
        for c in range(4)
    )
    return Level(y, lines, ())


def extent(levels: list[Level]) -> Extent:
    return Extent(tuple(levels), (0.0, 20.0, 140.0, 210.0, 270.0), PITCH, False, False)


ROWS = [level(60.0 + 1.4 * PITCH * i, 0, 1, 2, 3) for i in range(6)]
HEADS = [level(24.0, 3), level(30.0, 0, 1, 2), level(36.0, 3)]


def test_a_title_over_a_higher_head_of_another_column_is_left_out() -> None:
    title = level(10.0, 1, x0=20.0, width=60.0)
    assert trimmed(extent([title, *HEADS, *ROWS])) == [*HEADS, *ROWS]


@pytest.mark.parametrize(
    "first",
    [level(16.0, 1, x0=20.0, width=60.0), level(10.0, 1)],
    ids=["a-line-of-the-head", "flush-as-the-rest-of-a-row"],
)
def test_but_lines_of_the_table_stay(first: Level) -> None:
    levels = [first, *HEADS, *ROWS]
    assert trimmed(extent(levels)) == levels


def test_the_number_of_the_page_is_left_out_where_it_stands_over_a_gutter() -> None:
    number = level(4.0, 2, x0=-4.0, width=5.0)
    crossing = Level(number.y, number.lines, (1,))
    assert trimmed(extent([crossing, *HEADS, *ROWS])) == [*HEADS, *ROWS]
