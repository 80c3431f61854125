"""Titles of chapters end a table where a header stands below them; heads of a header do not."""

from __future__ import annotations

import pytest

from pipeline.tables.chapters import between_titles
from pipeline.tables.levels import Level
from pipeline.tables.textlines import TextLine

PITCH = 10.0


def level(y: float, *columns: int, black: float = 0.5, x0: float = 0.0) -> Level:
    """Return lines that stand at one height, in these of four columns."""
    lines = tuple(
        TextLine(y, x0 + 60.0 * c, x0 + 60.0 * c + 40, 20.0, black, 5.0) if c in columns else None
        for c in range(4)
    )
    return Level(y, lines, ())


def header(y: float) -> list[Level]:
    """Return a header: two heads of two lines, and one of one line half a line lower."""
    return [
        level(y, 0, 3, black=0.6),
        level(y + 5, 1, 2, black=0.6),
        level(y + 10, 0, 3, black=0.6),
    ]


def numbered(v: Level, wide: float) -> Level:
    """Return the same lines, the number among them so wide."""
    slim = TextLine(v.y, 10.0, 10.0 + wide, wide, 0.5, 5.0) if v.lines[0] else None
    return Level(v.y, (slim, *v.lines[1:]), v.crossed)


ROWS = [level(60.0 + PITCH * i, 0, 1, 2, 3) for i in range(12)]


@pytest.mark.parametrize("apart", [14.0, 25.0])
def test_a_title_stands_apart_from_the_header_below_it(apart: float) -> None:
    title = level(40.0 - apart, 1, black=0.6, x0=20.0)
    levels = [level(0.0, 2, black=0.45), title, *header(40.0), *ROWS]
    kept, seed = between_titles(levels, 8, 60.0, PITCH)
    assert kept == levels[2:]
    assert kept[seed] is levels[8]


def test_a_head_between_the_lines_of_others_is_no_title() -> None:
    head = level(34.0, 1, black=0.6, x0=20.0)
    levels = [level(28.0, 2, black=0.6), head, *header(40.0), *ROWS]
    assert between_titles(levels, 8, 60.0, PITCH)[0] == levels


@pytest.mark.parametrize(("number", "kept"), [(18.0, 9), (6.0, 0)])
def test_a_title_flush_with_the_words_begins_a_table_where_its_header_names_numbers(
    number: float, kept: int
) -> None:
    rows = [numbered(level(PITCH * i, 0, 1, 2, 3), 5.0) for i in range(8)]
    title = level(95.0, 1, black=0.6)
    heads = [numbered(v, number) for v in header(110.0)]
    below = [numbered(level(140.0 + PITCH * i, 0, 1, 2, 3), 5.0) for i in range(8)]
    levels = [*rows, title, *heads, *below]
    found, _ = between_titles(levels, len(levels) - 2, 60.0, PITCH)
    assert list(found) == levels[kept:]


@pytest.mark.parametrize(("out", "above", "kept"), [(8.0, 20.0, 9), (8.0, 12.0, 0), (0.0, 20.0, 0)])
def test_a_title_too_worn_to_be_bold_begins_a_table_where_it_stands_out(
    out: float, above: float, kept: int
) -> None:
    rows = [numbered(level(PITCH * i, 0, 1, 2, 3), 5.0) for i in range(8)]
    title = level(rows[-1].y + above, 1, x0=-out)
    heads = [numbered(level(title.y + 16, 0, 1, 2, 3), 18.0)]
    below = [numbered(level(title.y + 30 + PITCH * i, 0, 1, 2, 3), 5.0) for i in range(6)]
    levels = [*rows, title, *heads, *below]
    found, seed = between_titles(levels, 12, 60.0, PITCH)
    assert len(levels) - len(found) == kept
    assert found[seed] is levels[12]


def test_a_roman_number_over_rows_makes_no_header_of_its_section() -> None:
    """What goes on from the page before stands over "IV | CẢI CÁCH …" and is no title."""

    rest = level(20.0, 1, x0=25.0)
    words = level(40.0, 0, 1, 2)
    section = numbered(Level(words.y, words.lines, (1,)), 16.0)
    rows = [numbered(level(60.0 + PITCH * i, 0, 1, 2, 3), 5.0) for i in range(8)]
    levels = [rest, section, *rows]
    assert between_titles(levels, 4, 60.0, PITCH)[0] == levels
