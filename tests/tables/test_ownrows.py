"""Words over several rows are parted where each of these rows has a number of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from pipeline.tables.ownrows import with_own_rows
from pipeline.tables.sheet import Piece, SheetCell
from pipeline.types.geometry import Box
from pipeline.types.text import Line

Print = Callable[[Sequence[str], Box], tuple[Line, ...]]
LINE = 40
TASKS = (
    "Rà soát thủ tục hành",
    "chính cấp huyện, cấp",
    "xã",
    "Kiểm tra công tác văn",
    "thư tại các xã",
)
HEIGHTS = (0, 3, 5)  # lines above each of the two rows, and below them


def cells(
    print_lines: Print, numbers: Sequence[str], words: Sequence[str], column: int = 1
) -> list[SheetCell]:
    """Rows with numbers, and one cell beside them for all."""
    made = []
    for row, number in enumerate(numbers):
        box = Box(0, LINE * HEIGHTS[row], 60, LINE * HEIGHTS[row + 1], "clean")
        lines = print_lines([number], box) if number else ()
        made.append(SheetCell(row, 0, row + 1, 1, (Piece(1, box, lines),)))
    box = Box(60, 0, 400, LINE * HEIGHTS[-1], "clean")
    empty = next(i for i, line in enumerate(words) if line)
    printed = [line for line in words if line]
    lines = print_lines(printed, replace(box, y0=LINE * empty))
    piece = Piece(1, box, lines)
    return [*made, SheetCell(0, column, len(numbers), column + 1, (piece,))]


def words_of(found: Sequence[SheetCell]) -> list[tuple[int, int, str]]:
    return [(c.row, c.end_row, c.printed) for c in found if c.column > 0]


@pytest.mark.parametrize("numbers", [("1", "2"), ("2.1", "2 2"), ("a)", "b)"), ("5", "II")])
def test_each_number_gets_its_words(print_lines: Print, numbers: Sequence[str]) -> None:
    found = with_own_rows(cells(print_lines, numbers, TASKS))
    assert words_of(found) == [
        (0, 1, "Rà soát thủ tục hành chính cấp huyện, cấp xã"),
        (1, 2, "Kiểm tra công tác văn thư tại các xã"),
    ]


@pytest.mark.parametrize(
    ("numbers", "words", "column"),
    [
        (("1", ""), TASKS, 1),  # one task
        (("1", "2"), (*TASKS[:3], "kiểm tra", "thư"), 1),  # a sentence goes on
        (("1", "2"), ("", "", "Đ/c Phó Chủ tịch", "", ""), 1),  # who leads both
        (("1", "2"), TASKS, 2),  # units of both
    ],
)
def test_what_is_meant_for_all_rows_stays_whole(
    print_lines: Print, numbers: Sequence[str], words: Sequence[str], column: int
) -> None:
    given = cells(print_lines, numbers, words, column)
    assert list(with_own_rows(given)) == given
