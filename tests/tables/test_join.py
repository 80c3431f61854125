"""A table cut over pages in every way is whole again after joining."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.tables.celltext import cell_text
from pipeline.tables.fill import fill
from pipeline.tables.join import join
from pipeline.tables.settings import TableSettings
from pipeline.types.geometry import Box
from pipeline.types.table import FilledGrid, Grid, GridCell, Table
from pipeline.types.text import Line

SETTINGS = TableSettings()
PAGE = Box(0, 0, 1654, 2339, "clean")
LETTERS_PER_COLUMN = 18
Print = Callable[..., tuple[Line, ...]]
NAMES = ["STT", "Nội dung công việc", "Kết quả", "Đơn vị chủ trì", "Thời gian thực hiện"]
WORDS = ["rà soát", "thủ tục", "hành chính", "niêm yết", "công khai", "hồ sơ", "báo cáo", "tại xã"]


@dataclass(frozen=True)
class Cell:
    """A logical cell with its printed lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Logical:
    columns: int
    rows: int
    header_rows: int
    cells: tuple[Cell, ...]


def wrap(text: str, columns: int = 1) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LETTERS_PER_COLUMN * columns:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return tuple(lines)


@st.composite
def logical_tables(draw: st.DrawFn) -> Logical:
    columns = draw(st.integers(4, 5))
    header_rows = draw(st.integers(1, 3))
    cells = list(header_cells(columns, header_rows))
    numbered = draw(st.booleans())
    rows = draw(st.integers(4, 9))
    spanned_from = draw(st.integers(1, rows - 3))
    span = draw(st.sampled_from([0, 3])) if columns == 5 else 0
    number = 0
    for i in range(rows):
        row = header_rows + i
        inside = span and spanned_from <= i < spanned_from + span
        if numbered and not inside and draw(st.integers(0, 4)) == 0:
            cells.append(Cell(row, 0, 1, 1, ("IV",)))
            heading = wrap("CÔNG TÁC CHỈ ĐẠO ĐIỀU HÀNH", columns - 1)
            cells.append(Cell(row, 1, 1, columns - 1, heading))
            continue
        number += 1
        for column in range(columns):
            if column == 0 and numbered:
                cells.append(Cell(row, 0, 1, 1, (str(number),)))
            elif column == 3 and inside:
                if i == spanned_from:
                    cells.append(Cell(row, 3, span, 1, ("Phòng Nội vụ",)))
            else:
                words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
                end = draw(st.sampled_from([".", ""]))
                cells.append(Cell(row, column, 1, 1, wrap(f"Mở {' '.join(words)}{end}")))
    return Logical(columns, header_rows + rows, header_rows, tuple(cells))


def header_cells(columns: int, rows: int) -> Sequence[Cell]:
    deep = 2 if rows >= 2 else 1
    cells = [Cell(0, c, deep, 1, wrap(NAMES[c])) for c in range(columns)]
    if deep == 2:
        cells[2] = Cell(0, 2, 1, 1, ("Kết quả",))
        cells.append(Cell(1, 2, 1, 1, ("Sản phẩm",)))
    if rows == 3:
        cells += [Cell(2, c, 1, 1, (f"({c + 1})",)) for c in range(columns)]
    return cells


def print_page(
    cells: Sequence[Cell], columns: int, page: int, print_lines: Print, *, top: bool, bottom: bool
) -> FilledGrid:
    """Return the page with these cells, rows counted from its first; later pages lie askew."""
    rows = max(c.row + c.row_span for c in cells)
    scale, shift = (1.0, 100.0) if page % 2 else (1.012, 131.0)
    xs = [shift + scale * (LETTERS_PER_COLUMN * 10 + 20) * i for i in range(columns + 1)]
    ys = [150.0]
    for row in range(rows):
        deepest = max([len(c.lines) for c in cells if c.row == row and c.row_span == 1] or [1])
        ys.append(ys[-1] + 40 * max(deepest, 1) + 12)
    ordered = sorted(cells, key=lambda c: (c.row, c.column))
    boxes = [
        Box(xs[c.column], ys[c.row], xs[c.column + c.column_span], ys[c.row + c.row_span], "clean")
        for c in ordered
    ]
    grid = Grid(
        page=page,
        box=Box(xs[0], ys[0], xs[-1], ys[-1], "clean"),
        xs=tuple(xs),
        ys=tuple(ys),
        cells=tuple(
            GridCell(c.row, c.column, c.row_span, c.column_span, box)
            for c, box in zip(ordered, boxes, strict=True)
        ),
        open_top=top,
        open_bottom=bottom,
    )
    lines = tuple(print_lines(c.lines, b) for c, b in zip(ordered, boxes, strict=True))
    return fill(grid, lines)


def cut(table: Logical, row: int, at_line: int | None) -> tuple[list[Cell], list[Cell]]:
    """Split before a row, or inside it: line ``at_line`` of each of its cells goes overleaf."""
    first, second = [], []
    end = row if at_line is None else row + 1
    for c in table.cells:
        last = c.row + c.row_span
        if last <= row or (at_line is not None and last == end and c.row < row):
            first.append(c)
        elif at_line is not None and c.row <= row < last:
            split = min(at_line, len(c.lines)) if c.row_span == 1 else len(c.lines)
            first.append(replace(c, row_span=end - c.row, lines=c.lines[:split]))
            second.append(replace(c, row=0, row_span=last - row, lines=c.lines[split:]))
        elif c.row < row:
            first.append(replace(c, row_span=row - c.row))
            second.append(replace(c, row=0, row_span=last - row, lines=()))
        else:
            second.append(replace(c, row=c.row - row))
    if at_line is not None:
        covered = {c.column + j for c in second if c.row == 0 for j in range(c.column_span)}
        second += [Cell(0, c, 1, 1, ()) for c in range(table.columns) if c not in covered]
    return first, second


def facts(table: Table) -> list[tuple[int, int, int, int, str]]:
    return sorted((c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells)


def expected(table: Logical, print_lines: Print) -> list[tuple[int, int, int, int, str]]:
    box = Box(0, 0, 200, 2000, "clean")
    return sorted(
        (c.row, c.column, c.row_span, c.column_span, cell_text(print_lines(c.lines, box), box)[0])
        for c in table.cells
    )


def joined(pages: Sequence[FilledGrid]) -> tuple[Table, ...]:
    return join(pages, {p.grid.page: PAGE for p in pages}, SETTINGS)


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(data=st.data(), table=logical_tables(), repeat=st.booleans())
def test_a_table_cut_over_two_pages_is_whole_again(
    data: st.DataObject, table: Logical, repeat: bool, print_lines: Print
) -> None:
    row = data.draw(st.integers(table.header_rows + 1, table.rows - 1))
    cells = [c for c in table.cells if c.row == row]
    longest = max(len(c.lines) for c in cells)
    inside = len(cells) > 2 and longest > 1 and data.draw(st.booleans())
    at_line = data.draw(st.integers(1, longest - 1)) if inside else None
    first, second = cut(table, row, at_line)
    if repeat:
        header = [c for c in table.cells if c.row < table.header_rows]
        second = header + [replace(c, row=c.row + table.header_rows) for c in second]
    pages = [
        print_page(first, table.columns, 1, print_lines, top=False, bottom=inside),
        print_page(second, table.columns, 2, print_lines, top=inside and not repeat, bottom=False),
    ]
    (found,) = joined(pages)
    assert facts(found) == expected(table, print_lines)
    assert (found.rows, found.header_rows) == (table.rows, table.header_rows)
    assert found.pages == (1, 2)


def small(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Cell]:
    table = [header, *rows] if header else rows
    return [
        Cell(r, c, 1, 1, wrap(text)) for r, row in enumerate(table) for c, text in enumerate(row)
    ]


TASKS = [["1", "Rà soát hồ sơ", "Báo cáo", "Quý I"], ["2", "Công khai", "Bảng tin", "Quý II"]]
MORE = [["3", "Kiểm tra", "Kết luận", "Quý III"], ["4", "Tập huấn", "Lớp", "Quý IV"]]
HEAD = ["STT", "Nội dung", "Sản phẩm", "Thời gian"]


def two_pages(
    second: list[Cell], print_lines: Print, columns: int = 4
) -> tuple[FilledGrid, FilledGrid]:
    return (
        print_page(small(HEAD, TASKS), 4, 1, print_lines, top=False, bottom=False),
        print_page(second, columns, 2, print_lines, top=False, bottom=False),
    )


def test_other_columns_make_another_table(print_lines: Print) -> None:
    other = small(["STT", "Chỉ tiêu", "Đơn vị tính"], [["1", "Hồ sơ", "%"]])
    tables = joined(two_pages(other, print_lines, columns=3))
    assert [(t.index, t.rows, t.header_rows) for t in tables] == [(0, 3, 1), (1, 2, 1)]


def test_another_header_makes_another_table(print_lines: Print) -> None:
    other = small(["STT", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu"], MORE)
    assert [t.rows for t in joined(two_pages(other, print_lines))] == [3, 3]


def test_text_between_makes_another_table_but_a_page_number_does_not(print_lines: Print) -> None:
    pages = two_pages(small([], MORE), print_lines)
    boxes = {1: PAGE, 2: PAGE}
    for words, count in [("PHỤ LỤC HAI", 2), ("12", 1)]:
        line = print_lines([words], Box(700, 1900, 1000, 1960, "clean"))
        assert len(join(pages, boxes, SETTINGS, {1: line})) == count


def test_blank_pages_between_do_not_part_a_table(print_lines: Print) -> None:
    first, second = two_pages(small([], MORE), print_lines)
    later = replace(second, grid=replace(second.grid, page=4))
    (table,) = join([first, later], {1: PAGE, 4: PAGE}, SETTINGS)
    assert (table.rows, table.pages) == (5, (1, 4))


def test_a_smudged_header_is_still_left_out(print_lines: Print) -> None:
    smudged = small(["S1T", "Nôi dvng", "Sàn phâm", "Thơi gỉan"], MORE)
    (table,) = joined(two_pages(smudged, print_lines))
    assert table.rows == 5


@pytest.mark.parametrize("number", ["T", "S", "TT"])
def test_a_header_of_which_one_letter_was_read_in_its_narrow_column_is_one(
    number: str, print_lines: Print
) -> None:
    first = print_page(
        small([number, *HEAD[1:]], TASKS), 4, 1, print_lines, top=False, bottom=False
    )
    second = print_page(small(["TT", *HEAD[1:]], MORE), 4, 2, print_lines, top=False, bottom=False)
    (table,) = joined([first, second])
    assert (table.rows, table.header_rows) == (5, 1)


def test_a_misread_row_of_column_numbers_is_left_out_on_every_page(print_lines: Print) -> None:
    first = small(HEAD, [["@đ)", "2", "", "(4)"], *TASKS])
    second = small([], [["q)", "(2)", "(3)", "(4)"], ["", "tại xã", "", ""], *MORE])
    pages = [
        print_page(first, 4, 1, print_lines, top=False, bottom=True),
        print_page(second, 4, 2, print_lines, top=False, bottom=False),
    ]
    (table,) = joined(pages)
    assert (table.rows, table.header_rows) == (6, 2)


def test_a_table_without_a_header(print_lines: Print) -> None:
    page = print_page(small([], TASKS), 4, 3, print_lines, top=False, bottom=False)
    (table,) = joined([page])
    assert (table.rows, table.header_rows) == (2, 0)


def test_places_name_every_page_of_a_cut_cell(print_lines: Print) -> None:
    first = small(HEAD, [["1", "Rà soát các thủ tục", "Báo cáo", "Quý I"]])
    second = small([], [["", "hành chính", "", ""], *MORE])
    pages = [
        print_page(first, 4, 1, print_lines, top=False, bottom=True),
        print_page(second, 4, 2, print_lines, top=True, bottom=False),
    ]
    (table,) = joined(pages)
    content = next(c for c in table.cells if (c.row, c.column) == (1, 1))
    assert content.text == "Rà soát các thủ tục hành chính"
    assert [p.page for p in content.places] == [1, 2]


def test_fill_wants_lines_for_every_cell(print_lines: Print) -> None:
    grid = two_pages(small([], MORE), print_lines)[0].grid
    with pytest.raises(ValueError, match="cells but lines"):
        fill(grid, ())


def test_the_numbers_overleaf_tell_a_column_of_numbers(print_lines: Print) -> None:
    misread = [["", "Tỷ lệ cơ sở", "%", "98"], ["2", "Tỷ lệ mẫu", "%", "100"]]
    more = [["3", "Tỷ lệ hộ", "%", "từ 40"], ["4", "Số mẫu", "mẫu", "650"]]
    pages = [
        print_page(small(HEAD, misread), 4, 1, print_lines, top=False, bottom=True),
        print_page(small([], more), 4, 2, print_lines, top=False, bottom=False),
    ]
    (table,) = joined(pages)
    assert table.rows == 5


@pytest.mark.parametrize(
    ("words", "result", "rows"),
    [
        ("Công khai", "Biên bản bàn giao hồ sơ có xác nhận của các bên;", 3),
        ("Công khai quy trình nội bộ giải quyết hồ sơ theo cơ chế một cửa", "Báo cáo;", 4),
    ],
    ids=["goes-on", "had-room"],
)
def test_a_text_alone_overleaf_goes_on_where_its_cell_was_full(
    words: str, result: str, rows: int, print_lines: Print
) -> None:
    tasks = [TASKS[0], ["2", words, result, "Quý II"]]
    pages = two_pages(small([], [["", "", "100% người dân hài lòng", ""]]), print_lines)
    first = print_page(small(HEAD, tasks), 4, 1, print_lines, top=False, bottom=False)
    (table,) = joined([first, pages[1]])
    assert table.rows == rows


def test_a_second_result_overleaf_beside_words_that_go_on_is_a_row_of_its_own(
    print_lines: Print,
) -> None:
    task = ["1", "Thí điểm mở trung tâm giới thiệu hàng Việt tại", "Đề án", "Quý IV/2024"]
    more = ["", "châu Âu, Bắc Mỹ", "Hai trung tâm", "Quý II/2025"]
    first = print_page(small(HEAD, [task]), 4, 1, print_lines, top=False, bottom=True)
    second = print_page(small([], [more, *MORE]), 4, 2, print_lines, top=True, bottom=False)
    (table,) = joined([first, second])
    texts = {(c.row, c.column): (c.text, c.row_span) for c in table.cells}
    assert texts[1, 1] == ("Thí điểm mở trung tâm giới thiệu hàng Việt tại châu Âu, Bắc Mỹ", 2)
    assert (texts[1, 3], texts[2, 3]) == (("Quý IV/2024", 1), ("Quý II/2025", 1))


def test_a_row_of_which_every_text_was_cut_stays_one(print_lines: Print) -> None:
    task = ["1", "Thí điểm mở trung tâm tại", "Đề án được trình", "Trước ngày"]
    more = ["", "châu Âu", "Bộ Công Thương", "15/6/2025"]
    first = print_page(small(HEAD, [task]), 4, 1, print_lines, top=False, bottom=True)
    second = print_page(small([], [more, *MORE]), 4, 2, print_lines, top=True, bottom=False)
    (table,) = joined([first, second])
    assert table.rows == 4


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ban An toàn giao thông quận,", "huyện"),
        ("Văn phòng HĐND và", "UBND huyện"),
        ("Phòng Nghiệp", "vụ 3"),
        ("Chủ trì: Phòng Nội vụ", "Phối hợp: Phòng Tài chính"),
        ("Ban CHQS huyện;", "Phòng Văn hóa"),
    ],
)
def test_a_unit_of_two_rows_with_the_page_end_between_them_is_one(
    before: str, after: str, print_lines: Print
) -> None:
    rows = [*TASKS, ["3", "Rà soát", before, "Tháng 5"]]
    first = print_page(small(HEAD, rows), 4, 1, print_lines, top=False, bottom=False)
    second = print_page(
        small([], [["4", "Thi hành", after, "Tháng 6"]]), 4, 2, print_lines, top=False, bottom=False
    )
    (table,) = joined([first, second])
    texts = {(c.row, c.column): (c.text.replace("\n", " "), c.row_span) for c in table.cells}
    assert texts[3, 2] == (f"{before} {after}", 2)
    assert (texts[3, 3][0], texts[4, 3][0]) == ("Tháng 5", "Tháng 6")


def test_a_time_that_comes_again_is_whole(print_lines: Print) -> None:
    rows = [*TASKS, ["3", "Rà soát", "Văn phòng", "Hàng tháng"]]
    more = ["4", "Thi hành", "Văn phòng", "Đến hết tháng 8/2018"]
    first = print_page(small(HEAD, rows), 4, 1, print_lines, top=False, bottom=False)
    second = print_page(small([], [more]), 4, 2, print_lines, top=False, bottom=False)
    (table,) = joined([first, second])
    texts = {(c.row, c.column): c.text.replace("\n", " ") for c in table.cells}
    assert (texts[3, 3], texts[4, 3]) == ("Hàng tháng", "Đến hết tháng 8/2018")


@pytest.mark.parametrize("unit", ["phòng Nội vụ", "Phòng Nội vụ;"])
def test_what_an_office_always_writes_so_does_not_go_on(unit: str, print_lines: Print) -> None:
    rows = [[n, "Rà soát", unit, "Tháng 5"] for n in ("1", "2", "3")]
    first = print_page(small(HEAD, rows), 4, 1, print_lines, top=False, bottom=False)
    second = print_page(
        small([], [["4", "Thi hành", unit, "Tháng 6"]]), 4, 2, print_lines, top=False, bottom=False
    )
    (table,) = joined([first, second])
    assert sum(c.text == unit for c in table.cells) == 4


def test_what_stands_empty_beside_a_cell_that_goes_on_does_too(print_lines: Print) -> None:
    rows = [*TASKS, ["3", "Thanh tra việc thực hiện chính sách dân tộc, Chương", "Sở", "Quý III"]]
    first = print_page(small(HEAD, rows), 4, 1, print_lines, top=False, bottom=False)
    more = ["4", "trình mục tiêu quốc gia", "", "Quý IV"]
    second = print_page(small([], [more]), 4, 2, print_lines, top=False, bottom=False)
    (table,) = joined([first, second])
    texts = {(c.row, c.column): (c.text, c.row_span) for c in table.cells}
    assert texts[3, 2] == ("Sở", 2)
    assert texts[3, 1][1] == 2


@pytest.mark.parametrize("rest", ["hợp tác xã (cống, kho lạnh)", ""])
def test_a_second_time_overleaf_is_a_row_of_its_own_though_all_cells_were_full(
    rest: str, print_lines: Print
) -> None:
    task = ["1", "Đầu tư kết cấu hạ tầng phục vụ sản xuất cho", "Khởi công", "Trước ngày 30/6/2026"]
    more = ["", rest, "Bàn giao", "Đến hết tháng 11/2026"]
    first = print_page(small(HEAD, [task]), 4, 1, print_lines, top=False, bottom=True)
    second = print_page(small([], [more, *MORE]), 4, 2, print_lines, top=True, bottom=False)
    (table,) = joined([first, second])
    texts = {(c.row, c.column): (c.text.replace("\n", " "), c.row_span) for c in table.cells}
    assert texts[1, 3] == ("Trước ngày 30/6/2026", 1)
    assert texts[2, 3] == ("Đến hết tháng 11/2026", 1)


def test_the_number_of_the_page_over_a_table_without_rules_is_no_row(print_lines: Print) -> None:
    first, second = two_pages(small([], [["", "", "2", ""], *MORE]), print_lines)
    undrawn = replace(second, grid=replace(second.grid, drawn=False))
    (table,) = joined([first, undrawn])
    assert table.rows == 1 + len(TASKS) + len(MORE)
    assert "2" not in [c.text for c in table.cells if c.column == 2]


def test_who_helps_stands_in_the_cell_of_who_leads_though_a_second_result_begins(
    print_lines: Print,
) -> None:
    task = ["Rà soát đầu mối", "Chủ trì: Sở Tài chính", "Cấp phát 12.500 tờ rơi", "Quý II/2021"]
    more = ["", "Phối hợp: Văn phòng Sở", "Không dưới 50% đảng viên", "Quý IV/2021"]
    heads = ["Nội dung", "Cơ quan", "Kết quả", "Thời gian"]
    first = print_page(small(heads, [task]), 4, 1, print_lines, top=False, bottom=True)
    second = print_page(small([], [more]), 4, 2, print_lines, top=True, bottom=False)
    (table,) = joined([first, second])
    texts = {(c.row, c.column): (c.text.replace("\n", " "), c.row_span) for c in table.cells}
    assert texts[1, 1] == ("Chủ trì: Sở Tài chính Phối hợp: Văn phòng Sở", 2)
    assert (texts[1, 3], texts[2, 3]) == (("Quý II/2021", 1), ("Quý IV/2021", 1))


def test_a_task_that_ends_with_a_word_of_a_name_is_whole(print_lines: Print) -> None:
    rows = [*TASKS, ["18", "Giảm tảo hôn vùng đồng bào dân tộc thiểu số", "45 buổi", "Quý II"]]
    more = ["19", "Chăm sóc sức khỏe người cao tuổi", "80% được khám", "Quý IV"]
    first = print_page(small(HEAD, rows), 4, 1, print_lines, top=False, bottom=False)
    second = print_page(small([], [more]), 4, 2, print_lines, top=False, bottom=False)
    (table,) = joined([first, second])
    assert all(c.row_span == 1 for c in table.cells)


def test_a_task_with_a_number_of_its_own_is_no_item_of_the_list_before(print_lines: Print) -> None:
    listed = "Đăng ký di chuyển, gồm: - Dân quân tự vệ; - Công tác tiếp công dân;"
    rows = [*TASKS, ["8", listed, "Phòng Nội vụ", "Tháng 5"]]
    more = ["9", "Tăng cường tuần tra, kiểm soát", "Công an", "Trong quý II"]
    first = print_page(small(HEAD, rows), 4, 1, print_lines, top=False, bottom=False)
    second = print_page(small([], [more]), 4, 2, print_lines, top=False, bottom=False)
    (table,) = joined([first, second])
    texts = {(c.row, c.column): c.text.replace("\n", " ") for c in table.cells}
    assert texts[4, 1] == "Tăng cường tuần tra, kiểm soát"
