"""The header of a table without rules is told from the first row by its ink."""

from __future__ import annotations

import pytest

from pipeline.tables.boldheads import head_and_rows, is_headed
from pipeline.tables.levels import Level
from pipeline.tables.textlines import TextLine

PITCH = 12.0


def level(y: float, *columns: int, black: float = 0.5) -> Level:
    """Return lines that stand at one height, in these of four columns."""
    lines = tuple(
        TextLine(y, 60.0 * c, 60.0 * c + 40, 20.0, black, 5.0) if c in columns else None
        for c in range(4)
    )
    return Level(y, lines, ())


ROWS = [level(40.0 + PITCH * i, 0, 1, 2, 3) for i in range(8)]


@pytest.mark.parametrize(
    ("heads", "count"),
    [
        ([level(26.0, 0, 1, 2, 3, black=0.6)], 1),
        ([level(14.0, 0, 3, black=0.6), level(26.0, 1, 2, black=0.6)], 2),
        ([level(26.0, 0, 1, 2, 3)], 0),  # as black as the rows
        ([level(26.0, 1, black=0.6)], 0),  # a title: no heads beside one another
        ([level(30.0, 0, 1, 2, 3, black=0.6)], 0),  # as near as lines of one cell
    ],
    ids=["one-line", "two-levels", "plain", "alone", "near"],
)
def test_bold_lines_beside_one_another_are_the_header(heads: list[Level], count: int) -> None:
    parts = head_and_rows([*heads, *ROWS], PITCH)
    assert [len(part) for part in parts] == ([count, 8] if count else [8 + len(heads)])


@pytest.mark.parametrize(
    ("heads", "rows", "told"),
    [
        ([level(26.0, 0, 1, 2, 3)], ROWS, True),
        ([level(26.0, 0, 1, 2)], ROWS, False),  # a seal beside: a column without head
        ([level(26.0, 0, 1, 2, 3)], [level(40.0 + PITCH * i, 0, 2) for i in range(3)], False),
    ],
    ids=["table", "seal", "no-rows"],
)
def test_heads_are_those_of_a_table_where_each_column_has_one(
    heads: list[Level], rows: list[Level], told: bool
) -> None:
    assert is_headed([*heads, *rows], 30.0) == told
