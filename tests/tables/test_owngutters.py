"""A column of an undrawn page through whose lines a white gutter runs is two columns."""

from __future__ import annotations

from pipeline.tables.owngutters import with_own_gutters
from pipeline.tables.sheet import Piece, Sheet, SheetCell
from pipeline.types.geometry import Box
from pipeline.types.text import Line, Word

Words = tuple[tuple[str, float, float], ...]  # text, start and end in pixels


def sheet(*rows: Words) -> Sheet:
    """A page, 1000 pixels wide, of a number column and one of a line a word high for each row."""
    cells = []
    for row, words in enumerate(rows):
        y = 40.0 * row
        printed = [Word(t, t, Box(a, y, b, y + 20, "clean"), 1.0) for t, a, b in words]
        around = Box(100, y, 1000, y + 40, "clean")
        lines = tuple(Line((word,), word.box) for word in printed)
        number = Piece(1, Box(0, y, 100, y + 40, "clean"), ())
        cells.append(SheetCell(row, 0, row + 1, 1, (number,)))
        cells.append(SheetCell(row, 1, row + 1, 2, (Piece(1, around, lines),)))
    return Sheet(
        len(rows), 0, (0.0, 0.1, 1.0), tuple(cells), (1,), (1, 0.0), (1, 400.0), False, False, False
    )


def texts(found: Sheet) -> list[list[str]]:
    rows = [
        sorted((c for c in found.cells if c.row == r), key=lambda c: c.column) for r in range(4)
    ]
    return [[c.printed for c in row[1:]] for row in rows]


def row(indent: int) -> Words:
    return ("Phòng", 110, 180), ("Tư pháp", 190, 300), ("Văn phòng", 420 + indent, 600)


TWO = [row(0), row(5), row(10), row(15)]


def test_two_columns_taken_for_one_are_parted() -> None:
    found = with_own_gutters(sheet(*TWO))
    assert found.columns == 3
    assert all(right == "Văn phòng" and "Tư pháp" in left for left, right in texts(found))


def test_bullets_words_across_and_few_lines_part_nothing() -> None:
    bullets = [(("-", 110, 120), ("Rà soát", 190, 400), ("hồ sơ", 390, 600))] * 4
    across = [*TWO[:3], (("Ủy ban nhân dân", 110, 500), ("xã", 510, 560))]
    for rows in (bullets, across, TWO[:2]):
        assert with_own_gutters(sheet(*rows)).columns == 2
