"""Which lines of a table without column rules run over several columns."""

from __future__ import annotations

import pytest

from pipeline.tables.extent import Extent
from pipeline.tables.levels import Level
from pipeline.tables.openlayout import lay_out
from pipeline.tables.textlines import TextLine

Text = tuple[float, float, float]  # left, right, blackness
BORDERS = (0.0, 20.0, 100.0, 200.0, 300.0, 400.0)
NUMBER, WHEN, WORK, UNIT, RESULT = (
    (5.0, 9.0, 0.5),
    (25.0, 90.0, 0.5),
    (105.0, 190.0, 0.5),
    (205.0, 290.0, 0.5),
    (305.0, 390.0, 0.5),
)


def level(y: float, *texts: Text | None, crossed: tuple[int, ...] = ()) -> Level:
    lines = tuple(TextLine(y, t[0], t[1], 20.0, t[2], 5.0) if t else None for t in texts)
    return Level(y, lines, crossed)


def laid_out(second: Level) -> set[int]:
    """Return the borders that the second of six rows runs over."""
    rows = [level(20.0 + 24 * i, NUMBER, WHEN, WORK, UNIT, RESULT) for i in range(6)]
    rows[1] = second
    table = lay_out(rows, [], Extent(tuple(rows), BORDERS, 12.0, False, False))
    at = sum(y < second.y for y in table.ys) - 1
    return {border for row, border in table.spanned if row == at}


@pytest.mark.parametrize(
    ("right", "left", "black", "spanned"),
    [
        (97.0, 102.0, 0.6, {2, 3, 4}),  # a title; the white of a word space meets the gutter
        (97.0, 102.0, 0.5, set()),  # not bold
        (90.0, 105.0, 0.6, set()),  # two texts
    ],
)
def test_a_bold_line_with_spaces_of_words_is_one_title(
    right: float, left: float, black: float, spanned: set[int]
) -> None:
    title = level(44.0, (5.0, 9.0, black), (25.0, right, black), (left, 140.0, black), None, None)
    assert laid_out(title) == spanned


@pytest.mark.parametrize(("unit", "spanned"), [(UNIT, {2}), (None, {2, 3, 4})])
def test_a_long_text_spans_no_column_beyond_which_others_stand(
    unit: Text | None, spanned: set[int]
) -> None:
    result = RESULT if unit else None
    row = level(44.0, NUMBER, (25.0, 120.0, 0.5), (120.0, 190.0, 0.5), unit, result, crossed=(1,))
    assert laid_out(row) == spanned
