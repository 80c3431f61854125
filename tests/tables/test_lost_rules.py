"""Ruled tables some of whose rules are worn off, faint or dotted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pipeline.tables.grids import find_grids
from pipeline.tables.settings import TableSettings
from pipeline.types.page import CleanPage
from pipeline.types.table import Grid
from tests.cleanup.drawing import write as print_text

SETTINGS = TableSettings()
MakePage = Callable[..., CleanPage]
XS = (100, 170, 640, 940, 1150)
YS = (300, 360, 480, 600, 720, 840)
ROWS = (
    ("TT", "Noi dung cong viec", "Don vi thuc hien", "Thoi gian"),
    ("1", "Ra soat thu tuc hanh chinh|va niem yet cong khai", "Van phong|va Noi vu", "Quy I"),
    ("2", "Kiem tra cong tac van thu|luu tru tai cac xa", "Phong Noi vu|va UBND xa", "Thuongxuyen"),
    ("3", "Tap huan can bo, cong chuc|cap xa nam 2024", "Phong Noi vu", "Quy III"),
    ("4", "Bao cao tong ket cong tac|cai cach hanh chinh", "Van phong|va cac phong", "Quy IV"),
)  # fmt: skip


def page(
    *, rows: int = 20, dotted: bool = False, lost: int = -1, torn: tuple[int, int] = (-1, -1)
) -> NDArray[np.uint8]:
    """Draw a table of four tasks.

    rows     gray level of the row rules.
    dotted   row rules below the header are dots.
    lost     a row whose lower rule is not there.
    torn     (row, column rule) of the one side of a cell that is not there.
    """
    image = np.full((1650, 1300), 245, np.uint8)
    for i, y in enumerate(YS):
        step = 6 if dotted and i > 1 and y != YS[-1] else 1
        if i - 1 != lost:
            for x in range(XS[0], XS[-1], step):
                image[y : y + 2, x : x + (2 if step > 1 else 1)] = rows if i > 1 else 20
    for row, (top, bottom) in enumerate(pairwise(YS)):
        for column, x in enumerate(XS):
            if (row, column) != torn:
                cv2.line(image, (x, top), (x, bottom), 20, 2)
    drawn = Image.fromarray(image)
    for texts, top in zip(ROWS, YS, strict=False):
        for text, x in zip(texts, XS, strict=False):
            for i, line in enumerate(text.split("|")):
                print_text(ImageDraw.Draw(drawn), (x + 14, top + 14 + 38 * i), line, 28)
    return np.array(drawn)


def over_sections(ys: Sequence[int]) -> NDArray[np.uint8]:
    """Draw row rules; the row below the header is one cell behind its number."""
    image = np.full((1650, 1300), 245, np.uint8)
    for y in ys:
        cv2.line(image, (XS[0], y), (XS[-1], y), 20, 2)
    for column, x in enumerate(XS):
        for top, bottom in pairwise(ys):
            if top != ys[1] or column in (0, 1, 4):
                cv2.line(image, (x, top), (x, bottom), 20, 2)
    return image


def shape(grids: Sequence[Grid]) -> tuple[int, int, int]:
    (grid,) = grids
    return grid.rows, grid.columns, len(grid.cells)


@pytest.mark.parametrize(
    "worn",
    [
        {"dotted": True},
        {"dotted": True, "rows": 150},
        {"rows": 215},
        {"lost": 2},
        {"torn": (2, 2)},
        {"torn": (4, 3)},
        {"lost": 2, "torn": (2, 3)},
    ],
    ids=str,
)
def test_cells_are_told_apart_where_rules_are_worn_off(
    worn: dict[str, bool | int], make_page: MakePage
) -> None:
    image = page(**worn)  # type: ignore[arg-type]
    assert shape(find_grids(make_page(image), SETTINGS)) == (5, 4, 20)


def test_a_frame_of_which_a_corner_is_left_is_no_table_of_its_own(make_page: MakePage) -> None:
    image = page()
    for y in YS:
        image[y : y + 2, : XS[2] - 4] = 245
    for x in XS[:2]:
        image[:, x - 1 : x + 2] = 245
    image[YS[2] - 4 : YS[2] + 6] = 245
    for top, bottom in pairwise(YS[2:]):
        for x in XS:
            image[top : bottom + 3, x - 2 : x + 3] = 245
        image[bottom : bottom + 2, XS[0] : XS[-1] + 2] = 245
    assert shape(find_grids(make_page(image), SETTINGS)) == (5, 4, 20)


def test_paragraphs_and_section_rows_are_left_whole(make_page: MakePage) -> None:
    image = over_sections((300, 360, 420, 700))
    drawn = Image.fromarray(image)
    texts = [
        (XS[0], 314, "TT"),
        (XS[1], 314, "Noi dung"),
        (XS[2], 314, "Don vi"),
        (XS[3], 314, "Han"),
    ]
    texts += [(XS[0], 374, "II"), (XS[1], 374, "CONG TAC CHI DAO, DIEU HANH CHUNG CUA UBND TINH")]
    texts += [(XS[0], 434, "1"), (XS[2], 434, "Van phong"), (XS[3], 434, "Quy I")]
    for i, y in enumerate((434, 472, 540, 578, 646)):
        texts.append((XS[1], y, f"- Noi dung thu {i} can lam"))
    for x, y, words in texts:
        print_text(ImageDraw.Draw(drawn), (x + 14, y), words, 28)
    found = find_grids(make_page(np.asarray(drawn)), SETTINGS)
    assert shape(found) == (3, 4, 10)


@pytest.mark.parametrize("sides", [True, False])
def test_one_line_between_two_rules_is_a_table(sides: bool, make_page: MakePage) -> None:
    image = np.full((1650, 1300), 245, np.uint8)
    for y in (160, 200):
        cv2.line(image, (XS[0], y), (XS[-1], y), 20, 2)
    for x in XS if sides else XS[1:-1]:
        cv2.line(image, (x, 160), (x, 200), 20, 2)
    drawn = Image.fromarray(image)
    for words, x in zip(
        ("8", "dong duoc tu van viec lam", "Phong Noi vu", "Quy IV"), XS, strict=False
    ):
        print_text(ImageDraw.Draw(drawn), (x + 14, 166), words, 28)
    print_text(ImageDraw.Draw(drawn), (XS[0] + 60, 260), "III. TO CHUC THUC HIEN", 28)
    assert shape(find_grids(make_page(np.array(drawn)), SETTINGS)) == (1, 4, 4)


def test_two_tables_with_open_sides_and_other_columns_stay_two(make_page: MakePage) -> None:
    image = np.full((1650, 1300), 245, np.uint8)
    for top, xs in ((300, (170, 640, 940)), (900, (240, 500, 800))):
        for y in range(top, top + 541, 180):
            cv2.line(image, (100, y), (1150, y), 20, 2)
        for x in xs:
            cv2.line(image, (x, top), (x, top + 540), 20, 2)
    print_text(ImageDraw.Draw(drawn := Image.fromarray(image)), (190, 856), "III. NHIEM VU", 28)
    found = find_grids(make_page(np.array(drawn)), SETTINGS)
    assert [(g.rows, g.columns) for g in found] == [(3, 4), (3, 4)]


def test_remnants_of_the_rule_above_keep_no_cells_together(make_page: MakePage) -> None:
    image = page(torn=(0, 2))
    image[302:304, 610:660] = 20
    image[300:302, XS[1] : 640] = 245
    (found,) = find_grids(make_page(image), SETTINGS)
    assert len([c for c in found.cells if c.row == 0]) == 4


def test_rows_that_stand_close_are_told_apart_by_their_numbers(make_page: MakePage) -> None:
    image = page()
    y = YS[2]  # below the first task
    image[y - 2 : y + 4, XS[0] + 4 : XS[2] - 3] = 245
    drawn = Image.fromarray(image)
    lines = (("va cap nhat hang thang", y - 36), ("theo dung quy dinh", y + 6))
    drawn.paste(245, (XS[1] + 8, y - 70, XS[2] - 8, y + 80))
    for text, top in lines:
        print_text(ImageDraw.Draw(drawn), (XS[1] + 14, top), text, 28)
    assert shape(find_grids(make_page(np.array(drawn)), SETTINGS)) == (5, 4, 20)


def test_the_title_of_a_section_runs_through_a_letter_where_a_rule_ends(
    make_page: MakePage,
) -> None:
    image = page()
    top, bottom = YS[2], YS[2] + 44  # a section row over the second task
    image[top : top + 2, XS[0] : XS[-1]] = 20
    drawn = Image.fromarray(image)
    drawn.paste(245, (XS[1] + 3, top + 3, XS[-1] - 3, bottom))
    pen = ImageDraw.Draw(drawn)
    print_text(pen, (XS[2] - 200, top + 8), "CHUYENDOISOVAANTOANTHONGTIN", 28)
    cut = np.array(drawn)
    cut[bottom : bottom + 2, XS[0] : XS[-1]] = 20
    cut[top:bottom, XS[2] : XS[2] + 3] = 20  # as seen: the rule and the letter are one stroke
    (found,) = find_grids(make_page(cut), SETTINGS)
    section = [c for c in found.cells if c.row == 2]
    assert [c.column_span for c in section] == [1, 3]


def test_a_number_below_the_rest_of_a_row_belongs_to_the_lower_row(make_page: MakePage) -> None:
    image = page()
    image[YS[1] + 3 : YS[2] - 2, XS[0] + 4 : XS[1] - 3] = 245  # the rest has no number
    image[YS[2] - 2 : YS[2] + 4, XS[0] + 4 : XS[1] - 3] = 245
    (found,) = find_grids(make_page(image), SETTINGS)
    assert [c.row_span for c in found.cells if c.column == 0] == [1] * 5


def test_a_section_row_at_the_page_end_that_lost_its_rule_is_a_row(make_page: MakePage) -> None:
    image = page()
    for x in (XS[0], XS[1], XS[-1]):
        cv2.line(image, (x, YS[-1]), (x, YS[-1] + 60), 20, 2)
    drawn = Image.fromarray(image)
    print_text(ImageDraw.Draw(drawn), (XS[0] + 14, YS[-1] + 14), "II", 28)
    print_text(ImageDraw.Draw(drawn), (XS[1] + 14, YS[-1] + 14), "Cong tac to chuc bo may", 28)
    (found,) = find_grids(make_page(np.array(drawn)), SETTINGS)
    assert (found.rows, found.open_bottom) == (len(YS), True)
    assert [c.column_span for c in found.cells if c.row == found.rows - 1] == [1, 3]


def test_headings_of_sections_below_one_another_are_rows(make_page: MakePage) -> None:
    image = over_sections((300, 360, 480, 600))
    drawn = Image.fromarray(image)
    rows = [
        (314, ("TT", "Noi dung", "Don vi", "Han")),
        (366, ("B", "Nhiem vu thuong xuyen")),
        (404, ("III", "DAO TAO NGHE")),
        (442, ("1", "Nhiem vu da duoc giao")),
        (520, ("1.1", "Mo lop day nghe", "So Lao dong", "Quy I")),
    ]
    for y, texts in rows:
        for text, x in zip(texts, XS, strict=False):
            print_text(ImageDraw.Draw(drawn), (x + 14, y), text, 28)
    (grid,) = find_grids(make_page(np.array(drawn)), SETTINGS)
    assert (grid.rows, grid.columns) == (5, 4)
