"""Cells of tables without rules that hold for several rows, and rows within one task."""

from __future__ import annotations

from pipeline.tables.borders import Border
from pipeline.tables.extent import Extent
from pipeline.tables.levels import Level
from pipeline.tables.openlayout import lay_out
from pipeline.tables.subrows import going_on, with_sub_rows
from pipeline.tables.textlines import TextLine

PITCH = 10.0


def level(y: float, *columns: int) -> Level:
    """Return the lines that stand at one height, in these of five columns."""
    lines = [TextLine(y, 50.0 * c + 4, 50.0 * c + 14, 10.0, 0.5, 5.0) for c in range(5)]
    return Level(y, tuple(n if c in columns else None for c, n in enumerate(lines)), ())


def column(c: int, first: float, count: int) -> list[Level]:
    return [level(first + PITCH * i, c) for i in range(count)]


HEADER = [level(0.0, 0, 1, 2, 3, 4)]


def test_a_second_result_and_time_make_a_row_of_their_own_within_the_task() -> None:
    task = [level(30.0, 0, 1, 2, 3, 4), level(40.0, 1, 3), level(47.0, 2, 4), level(50.0, 1, 3)]
    ((y, whole),) = with_sub_rows([HEADER, task], 5, PITCH)
    assert 40.0 < y < 47.0
    assert whole == [0, 1, 3]


def test_paragraphs_set_apart_in_one_cell_make_no_row() -> None:
    task = [level(30.0, 0, 1, 2, 3, 4), level(40.0, 1, 3), level(47.0, 2), level(50.0, 1, 3)]
    assert list(with_sub_rows([HEADER, task], 5, PITCH)) == []


def test_a_text_that_runs_on_over_a_border_holds_for_both_rows() -> None:
    first = [level(30.0, 0, 1, 2, 3, 4), level(40.0, 3)]
    second = [level(50.0, 3), level(57.0, 0, 1, 2, 4), level(60.0, 3)]
    assert going_on([HEADER, first, second], 5, PITCH) == {(2, 3)}


def test_words_that_run_on_beside_a_new_result_belong_to_the_task_above() -> None:
    first = [level(30.0, 0, 1, 2, 4), *column(1, 40.0, 2)]
    second = [level(60.0, 1, 2, 4)]
    assert going_on([HEADER, first, second], 5, PITCH) == {(2, 0), (2, 1)}


def test_a_rule_parts_rows_though_a_number_is_lost_and_lines_follow_closely() -> None:
    levels = [
        level(20.0 * row + y, *columns)
        for row in range(6)
        for y, columns in (
            (0.0, (1,)),
            (3.0, (2, 3, 4) if row == 2 else (0, 2, 3, 4)),
            (13.0, (1,)),
        )
    ]
    rules = [Border(20.0 * row - 4.0, ((0.0, 250.0),)) for row in range(7)]
    extent = Extent(tuple(levels), (0.0, 50.0, 100.0, 150.0, 200.0, 250.0), PITCH, False, False)
    table = lay_out(levels, rules, extent)
    assert len(table.ys) == 7
    assert table.joined == frozenset()
    assert table.ruled


def test_rows_without_numbers_part_the_words_too_where_both_have_a_gap() -> None:
    rows = [level(30.0, 0, 1, 2, 3), level(40.0, 0), level(53.0, 0, 1), level(63.0, 0)]
    ((y, whole),) = with_sub_rows([HEADER, rows], 4, PITCH, numbered=False)
    assert 40.0 < y < 53.0
    assert whole == [2, 3]
