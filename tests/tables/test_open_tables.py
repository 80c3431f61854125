"""Tables with horizontal rules only, or with none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pipeline.tables.borders import Border
from pipeline.tables.frames import find_heads
from pipeline.tables.grids import find_grids
from pipeline.tables.settings import TableSettings
from pipeline.types.page import CleanPage
from tests.cleanup.drawing import write as print_text

SETTINGS = TableSettings()
MakePage = Callable[..., CleanPage]
YS = (200, 290, 420, 550, 640)
ROWS = [
    ("TT", "Chi tieu", "Don vi tinh", "Muc tieu"),
    ("1", "Ty le co so|dat chuan ATTP", "%", "98"),
    ("2", "So mau nong|san duoc lay", "mau", "650"),
]
LEFT = (110, 200, 620, 900)


def write(image: NDArray[np.uint8], text: str, x: int, y: int) -> None:
    page = Image.fromarray(image)
    for i, line in enumerate(text.split("|")):
        print_text(ImageDraw.Draw(page), (x, y - 26 + 34 * i), line, 28)
    image[:] = np.asarray(page)


def open_table() -> NDArray[np.uint8]:
    image = np.full((1650, 1300), 245, np.uint8)
    for y in YS:
        cv2.line(image, (100, y), (1150, y), 20, 2)
    for row, y in zip(ROWS, YS, strict=False):
        for text, x in zip(row, LEFT, strict=True):
            write(image, text, x + (60 if y == YS[0] and x > 200 else 0), y + 45)
    write(image, "II", LEFT[0], YS[3] + 55)
    write(image, "CONGTACCHIDAODIEUHANHCHUNGCANAM", LEFT[1], YS[3] + 55)
    return image


def test_columns_come_from_white_gaps_and_section_rows_span_them(make_page: MakePage) -> None:
    (found,) = find_grids(make_page(open_table()), SETTINGS)
    assert (found.rows, found.columns) == (4, 4)
    assert [c.column_span for c in found.cells if c.row < 3] == [1] * 12
    assert max(c.column_span for c in found.cells if c.row == 3) >= 2
    for border, left in zip(found.xs[1:-1], LEFT[1:], strict=True):
        assert border < left + 2


def test_the_setting_turns_them_off(make_page: MakePage) -> None:
    assert find_grids(make_page(open_table()), replace(SETTINGS, find_open_columns=False)) == ()


def test_text_between_long_rules_is_no_table(make_page: MakePage) -> None:
    image = np.full((1650, 1300), 245, np.uint8)
    words = ["Can cu Luat", "Xet de nghi cua So", "thuc hien nhiem vu", "trong nam 2024 tai xa"]
    for y in YS:
        cv2.line(image, (100, y), (1150, y), 20, 2)
    for i, y in enumerate(range(235, 640, 34)):
        write(image, " ".join(words[(i + k) % 4] for k in range(4))[: 52 - i], 110, y)
    assert find_grids(make_page(image), SETTINGS) == ()


TASKS = [
    ("1", "Ra soat thu tuc hanh chinh|va niem yet cong khai|tai tru so", "Van phong", "Quy I"),
    ("2", "Kiem tra cong tac van thu", "Phong Noi vu|va Van phong", "Thang 5"),
    ("3", "Tap huan can bo, cong chuc|cap xa nam 2024", "Phong Noi vu", "Quy III"),
    ("4", "Bao cao tong ket", "Van phong", "Quy IV"),
]
COLUMNS = (110, 180, 700, 1010)
PITCH = 40


def unruled_page(*, middle: bool) -> tuple[NDArray[np.uint8], list[int]]:
    """Print a title, a header, four tasks and prose; return also where each task begins."""
    image = np.full((1650, 1300), 245, np.uint8)
    write(image, "II. NHIEM VU TRONG TAM", 260, 150)
    y, tops = 300, []
    for row in [("TT", "Noi dung cong viec", "Don vi", "Thoi gian"), *TASKS]:
        high = max(cell.count("|") for cell in row) + 1
        tops.append(y)
        for cell, x in zip(row, COLUMNS, strict=True):
            lines = cell.split("|")
            down = (high - len(lines)) * PITCH // 2 if middle else 0
            for i, line in enumerate(lines):
                write(image, line, x, y + down + PITCH * i)
        y += high * PITCH + 22
    for i in range(4):
        prose = "Cac co quan don vi can cu Ke hoach nay to chuc thuc hien va bao cao"
        write(image, prose[i:], 110, y + 60 + PITCH * i)
    return image, tops


@pytest.mark.parametrize("middle", [False, True])
def test_rows_and_columns_without_any_rule(middle: bool, make_page: MakePage) -> None:
    image, tops = unruled_page(middle=middle)
    (found,) = find_grids(make_page(image), SETTINGS)
    assert (found.rows, found.columns) == (5, 4)
    for border, top in zip(found.ys[1:], tops[1:], strict=False):
        assert top - 40 < border < top, "between the rows"


def test_letterhead_signature_and_lists_are_no_tables(make_page: MakePage) -> None:
    image = np.full((1650, 1300), 245, np.uint8)
    for i, (left, right) in enumerate(
        [
            ("UY BAN NHAN DAN", "CONG HOA XA HOI CHU NGHIA VIET NAM"),
            ("HUYEN SIN HO", "Doc lap - Tu do - Hanh phuc"),
            ("So: 16/KH-UBND", "Sin Ho, ngay 06 thang 02 nam 2021"),
            ("Noi nhan:", "TM. UY BAN NHAN DAN"),
            ("- UBND tinh (b/c);", "CHU TICH"),
            ("- Cac phong, ban;", ""),
            ("- Luu: VT.", "Le Thanh Hoa"),
        ]
    ):
        y = 120 + PITCH * i + (900 if i > 2 else 0)
        write(image, left, 140, y)
        write(image, right, 620 if i < 3 else 800, y)
    words = ["Cac", "co", "quan", "don", "vi", "to", "chuc", "trien", "khai", "thuc", "Ke", "hoach"]
    for i in range(9):
        write(image, f"{i + 1}.", 160, 400 + 60 * i)
        write(image, " ".join(np.random.default_rng(i).permutation(words)[:11]), 200, 400 + 60 * i)
    assert find_grids(make_page(image), SETTINGS) == ()


def ruled_rows() -> NDArray[np.uint8]:
    """Draw three ruled rows set to the full width; chance parts the first two rows once more."""
    image = np.full((1650, 1300), 245, np.uint8)
    ys = (300, 360, 450, 540, 630)
    for y in ys:
        cv2.line(image, (100, y), (1150, y), 20, 2)
    for text, x in zip(("TT", "Chi tieu", "Don vi", "Muc tieu"), (110, 340, 630, 900), strict=True):
        write(image, text, x, 342)
    for i, y in enumerate(ys[1:4]):
        write(image, str(i + 1), 110, y + 55)
        for line in range(2):
            if i < 2:
                write(image, "ty le mau rau", 190, y + 38 + 36 * line)
                write(image, "qua con du no", 408, y + 38 + 36 * line)
            else:
                write(image, "so vu thuc pham ngo doc cua", 190, y + 38 + 36 * line)
        write(image, "%", 630, y + 55)
        write(image, "98", 900, y + 55)
    return image


def test_ruled_rows_tell_gutters_from_chance_gaps(make_page: MakePage) -> None:
    (found,) = find_grids(make_page(ruled_rows()), SETTINGS)
    assert (found.rows, found.columns) == (4, 4)
    assert all(c.row_span == c.column_span == 1 for c in found.cells)
    assert not found.open_bottom, "a rule closes it"


def test_a_table_that_no_rule_closes_may_go_on(make_page: MakePage) -> None:
    (found,) = find_grids(make_page(unruled_page(middle=False)[0]), SETTINGS)
    assert found.open_bottom


def test_the_edge_of_the_paper_does_not_lean_the_columns(make_page: MakePage) -> None:
    image, _ = unruled_page(middle=False)
    cv2.line(image, (8, 60), (60, 1600), 120, 2)
    (found,) = find_grids(make_page(image), SETTINGS)
    assert (found.rows, found.columns) == (5, 4)
    assert abs(found.cells[0].box.x0 - found.cells[-4].box.x0) < 8


def test_staples_and_page_numbers_over_a_table_are_left_out(make_page: MakePage) -> None:
    image, tops = unruled_page(middle=False)
    image[:280] = 245
    cv2.line(image, (60, 190), (115, 160), 60, 5)
    write(image, "2", 640, tops[0] - 95)
    (found,) = find_grids(make_page(image), SETTINGS)
    assert (found.rows, found.columns) == (5, 4)
    assert found.box.x0 > 85


def test_what_is_left_of_a_table_of_words_goes_on_by_the_columns_before(
    make_page: MakePage,
) -> None:
    image = np.full((1650, 1300), 245, np.uint8)
    rows = [
        ("dia ban", "tro xa hoi duoc|nang cap, ket noi|lien thong voi", "voi Phong|Ke hoach|va So"),
        ("Xay dung trung tam|van hoa, du lich|cua ca nuoc", "Quyet dinh|cua tinh", "Thanh tra|So"),
    ]
    y = 200
    for row in rows:
        for cell, x in zip(row, (110, 560, 900), strict=True):
            for i, line in enumerate(cell.split("|")):
                write(image, line, x, y + PITCH * i)
        y += (max(cell.count("|") for cell in row) + 1) * PITCH + 24
    page = make_page(image)
    assert find_grids(page, SETTINGS) == ()
    borders = [x * 72 / page.dpi for x in (100, 540, 880, 1200)]
    (found,) = find_grids(page, SETTINGS, before=borders)
    assert (found.rows, found.columns) == (2, 3)


def test_columns_of_a_wider_page_before_are_left_out_where_this_page_ends(
    make_page: MakePage,
) -> None:
    page = make_page(unruled_page(middle=False)[0])
    sideways = [x * 72 / page.dpi for x in (100, 170, 690, 1000, 1450, 1800)]
    (found,) = find_grids(page, SETTINGS, before=sideways)
    assert (found.rows, found.columns) == (5, 4)


def headed_page(tasks: int) -> NDArray[np.uint8]:
    """Print prose, then a header between two rules and some tasks at the end of the page."""
    image = np.full((1650, 1300), 245, np.uint8)
    words = "Cac co quan don vi can cu Ke hoach nay to chuc thuc hien va bao cao ket qua"
    for i in range(20):
        write(image, words[i % 5 : 70 - i % 4], 110, 200 + PITCH * i)
    for y in (1010, 1090):
        cv2.line(image, (100, y), (1150, y), 20, 2)
    for text, x in zip(("TT", "Noi dung cong viec", "Don vi", "Thoi gian"), COLUMNS, strict=True):
        write(image, text, x, 1062)
    y = 1140
    for row in TASKS[:tasks]:
        for cell, x in zip(row, COLUMNS, strict=True):
            for i, line in enumerate(cell.split("|")):
                write(image, line, x, y + PITCH * i)
        y += (max(cell.count("|") for cell in row) + 1) * PITCH + 22
    return image


@pytest.mark.parametrize("tasks", [1, 2])
def test_a_header_between_two_rules_begins_a_table_of_one_row_or_two(
    tasks: int, make_page: MakePage
) -> None:
    (found,) = find_grids(make_page(headed_page(tasks)), SETTINGS)
    assert (found.rows, found.columns) == (1 + tasks, 4)
    assert found.open_bottom
    for border, left in zip(found.xs[1:-1], COLUMNS[1:], strict=True):
        assert left - 40 < border < left + 2


def test_two_rules_about_a_title_begin_no_table(make_page: MakePage) -> None:
    image = headed_page(0)
    image[1020:1080] = 245
    write(image, "II. NHIEM VU TRONG TAM", 300, 1062)
    assert find_grids(make_page(image), SETTINGS) == ()


def test_one_row_left_of_a_table_stands_over_the_heading_of_another(make_page: MakePage) -> None:
    image = np.full((1650, 1300), 245, np.uint8)
    write(image, "2", 640, 120)
    for cell, x in zip(("8", "San pham du thi sang tao", "mau", "03"), COLUMNS, strict=True):
        write(image, cell, x, 210)
    write(image, "C. KE HOACH TUNG THANG", 240, 300)
    for y in (340, 420):
        cv2.line(image, (100, y), (1150, y), 20, 2)
    heads = ("TT", "Noi dung", "Nguoi phu trach", "Phoi hop", "Yeu cau")
    columns = (110, 180, 480, 760, 980)
    for text, x in zip(heads, columns, strict=True):
        write(image, text, x, 392)
    works = ("Hop cha me", "Thi hoc sinh gioi", "On tap", "Kiem ke tai san", "So ket ky I")
    people = ("Hieu truong", "To truong", "Pho Hieu truong", "Ke toan", "Bao ve")
    others = ("Ke toan", "Cac to", "Doan doi", "Nhan vien", "BCH")
    ends = ("du", "3 giai", "dat 90%", "bao cao", "xong")
    for i, row in enumerate(zip("12345", works, people, others, ends, strict=True)):
        for text, x in zip(row, columns, strict=True):
            write(image, text, x, 480 + 62 * i)
    page = make_page(image)
    borders = [x * 72 / page.dpi for x in (100, 165, 680, 990, 1150)]
    rest, other = find_grids(page, SETTINGS, before=borders)
    assert (rest.rows, rest.columns) == (1, 4)
    assert (other.rows, other.columns) == (6, 5)


def test_headings_and_the_number_of_the_page_are_no_rows(make_page: MakePage) -> None:
    image, tops = unruled_page(middle=False)
    image[: tops[0] - 30] = 245
    write(image, "2", 420, tops[0] - 55)
    image[tops[-1] + 20 :] = 245
    write(image, "III. TO CHUC THUC HIEN", COLUMNS[1] + 4, tops[-1] + 90)
    write(image, "1. Cac co quan don vi", COLUMNS[1] + 4, tops[-1] + 90 + PITCH)
    for i in range(4):
        prose = "Cac co quan don vi can cu Ke hoach nay to chuc thuc hien va bao cao ket qua"
        write(image, prose[i:], 110, tops[-1] + 90 + PITCH * (i + 2))
    (found,) = find_grids(make_page(image), SETTINGS)
    assert (found.rows, found.columns) == (5, 4)


def test_rows_below_a_section_row_are_no_header(make_page: MakePage) -> None:
    image = np.full((1650, 1300), 245, np.uint8)
    rows = [
        ("TT", "Noi dung cong viec", "Don vi", "Thoi gian"),
        ("1", "Ra soat thu tuc", "Van phong", "Quy I"),
        ("II", "CAICACHTOCHUCBOMAY", "", ""),
        ("1", "Kiem tra van thu", "Phong Noi vu", "Thang 5"),
        ("2", "Tap huan can bo", "Van phong", "Quy III"),
    ]
    for i, row in enumerate(rows):
        for text, x in zip(row, COLUMNS, strict=True):
            write(image, text, x, 262 + 70 * i)
    for i in range(len(rows) + 1):
        cv2.line(image, (100, 210 + 70 * i), (1150, 210 + 70 * i), 20, 2)
    (found,) = find_grids(make_page(image), SETTINGS)
    assert (found.rows, found.columns) == (5, 4)


def test_a_line_of_prose_with_spaces_where_borders_ran_is_no_row(make_page: MakePage) -> None:
    image = np.full((1650, 1300), 245, np.uint8)
    starts = [110]
    for text in ("c)", "Tong hop, bao cao tinh hinh", "ket qua cong tac", "bao dam ATTP ve"):
        write(image, text, starts[-1], 210)
        starts.append(int(np.flatnonzero((image[180:240] < 128).any(axis=0))[-1]) + 18)
    for i in range(5):
        prose = "cac co quan don vi can cu Ke hoach nay to chuc thuc hien va bao cao"
        write(image, prose[i:], 100, 250 + PITCH * i)
    page = make_page(image)
    borders = [(x - 5) * 72 / page.dpi for x in starts]
    assert find_grids(page, SETTINGS, before=borders) == ()


def test_a_table_reaches_to_the_rule_that_closes_it_over_a_faint_line(make_page: MakePage) -> None:
    image = open_table()
    image[YS[3] - 2 :] = 245
    closing = YS[3] - 10
    cv2.line(image, (100, closing), (1150, closing), 20, 2)
    (found,) = find_grids(make_page(image), SETTINGS)
    assert abs(found.ys[-1] - closing) < 4


def test_rows_beside_a_cell_that_spans_them_are_no_header(make_page: MakePage) -> None:
    image = np.full((1650, 1300), 245, np.uint8)
    columns = (110, 330, 400, 760, 1010)
    heads = ("Bo phan", "TT", "Noi dung cong viec", "Don vi", "Thoi gian")
    works = ("Ra soat quy trinh", "Tongketnamhoc cu", "Mo lop", "Danh gia can bo cong chuc")
    rows = [heads]
    for i in range(8):
        first = f"Phong PV{i}" if i in (0, 4, 5, 6, 7) else ""
        unit, time = (("Vanphong", "Ca nam"), ("Cong an xa", "Trongnam"))[i % 2]
        rows.append((first, str(i + 1), works[i % 4], unit, time))
    for i, row in enumerate(rows):
        y = 200 + 70 * i
        left = 100 if row[0] else 320
        cv2.line(image, (left, y), (1150, y), 20, 2)
        for text, x in zip(row, columns, strict=True):
            write(image, text, x, y + 45)
    cv2.line(image, (100, 200 + 70 * len(rows)), (1150, 200 + 70 * len(rows)), 20, 2)
    (found,) = find_grids(make_page(image), SETTINGS)
    assert (found.rows, found.columns) == (9, 5)
    assert sorted(c.row_span for c in found.cells if c.column == 0) == [1, 1, 1, 1, 1, 4]


def test_rules_that_begin_off_the_page_break_nothing() -> None:
    """A rule of a straightened photograph may begin left of the picture."""
    raster = np.ones((80, 200), np.uint8)
    rules = [Border(y, ((-9.0, 150.0),)) for y in (10.0, 20.0, 60.0)]
    assert all(head.region.left >= 0 for head in find_heads(raster, rules, 0.5, TableSettings()))


def bold_heads(rows: Sequence[tuple[str, ...]], gap: int) -> NDArray[np.uint8]:
    """Print prose, bold heads without rules, and lines ``gap`` pixels below them."""
    image = np.full((1650, 1300), 245, np.uint8)
    words = "Cac co quan don vi can cu Ke hoach nay to chuc thuc hien va bao cao ket qua"
    for i in range(20):
        write(image, words[i % 5 : 70 - i % 4], 110, 200 + PITCH * i)
    page = Image.fromarray(image)
    for text, x in zip(("Noi dung", "Phoi hop", "Trach nhiem", "Thoi han"), HEADS_AT, strict=True):
        for shift in range(3):
            print_text(ImageDraw.Draw(page), (x + shift, 1064), text, 28)
    image = np.array(page)
    for i, row in enumerate(rows):
        for text, x in zip(row, HEADS_AT, strict=True):
            write(image, text, x, 1090 + gap + PITCH * i)
    return image


HEADS_AT = (110, 500, 760, 1010)


def test_bold_heads_begin_a_table_of_one_row_without_any_rule(make_page: MakePage) -> None:
    rows = [
        ("Truyen thong, van dong", "Lien doan Lao", "Bo Chi huy", "Thang 6"),
        ("cong tac phong, chong", "dong tinh", "Quan su", "nam 2021"),
        ("suy dinh duong", "", "", ""),
    ]
    (found,) = find_grids(make_page(bold_heads(rows, 62)), SETTINGS)
    assert (found.rows, found.columns, found.open_bottom) == (2, 4, True)


def test_the_titles_of_who_signs_begin_none(make_page: MakePage) -> None:
    names = [("Le Van An", "Tran Binh", "Vo Thi Ca", "Ly Dung")]
    assert find_grids(make_page(bold_heads(names, 230)), SETTINGS) == ()


def test_heads_over_two_columns_begin_a_table_of_two_rows(make_page: MakePage) -> None:
    image = headed_page(0)
    image[1000:1120] = 245
    for y, left in ((1000, 100), (1056, 690), (1116, 100)):
        cv2.line(image, (left, y), (1150, y), 20, 2)
    write(image, "TT", COLUMNS[0], 1070)
    write(image, "Noi dung cong viec", COLUMNS[1], 1070)
    write(image, "Don vi thuc hien", 860, 1042)
    write(image, "Chu tri", COLUMNS[2] + 40, 1098)
    write(image, "Phoi hop", COLUMNS[3] + 10, 1098)
    y = 1170
    for row in TASKS[:2]:
        for cell, x in zip(row, COLUMNS, strict=True):
            for i, line in enumerate(cell.split("|")):
                write(image, line, x, y + PITCH * i)
        y += 3 * PITCH + 22
    (found,) = find_grids(make_page(image), SETTINGS)
    assert (found.rows, found.columns, found.open_bottom) == (4, 4, True)
    assert [c.column_span for c in found.cells if c.row == 0] == [1, 1, 2]
