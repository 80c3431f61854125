"""Task rows: sections, spans, sub-rows, headers in the wrong place, tables without tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from pipeline.records import FieldReader, RecordSettings, build_records
from pipeline.types.table import Table
from pipeline.types.task import TaskRecord
from tests.records.sheets import LEFT, LETTERHEAD, UP, document, table

HEADER = ["STT", "Nội dung công việc", "Sản phẩm", "Cơ quan chủ trì", "Thời gian hoàn thành"]
ROW = ["Kế hoạch của UBND tỉnh", "Sở Nội vụ", "Quý II/2024"]


def records(read: FieldReader, *tables: Table) -> tuple[TaskRecord, ...]:
    return build_records(document(*tables), LETTERHEAD, read, RecordSettings()).records


def task(no: str, content: str, *rest: str) -> list[str]:
    return [no, content, *(rest or ROW)]


def places(found: Sequence[TaskRecord]) -> list[tuple[str, str, str]]:
    return [(record.section_no, record.no, record.content) for record in found]


def test_sections_nest_and_end_where_the_numbering_says(read: FieldReader) -> None:
    found = records(
        read,
        table(
            [
                HEADER,
                ["A", "NHIỆM VỤ CHUNG", LEFT, LEFT, LEFT],
                ["I", "Cải cách thể chế", LEFT, LEFT, LEFT],
                task("1", "Rà soát văn bản"),
                ["2", "Kiểm tra văn bản", "", "", ""],
                task("2.1", "Kiểm tra theo thẩm quyền"),
                task("2.2", "Kiểm tra theo chuyên đề"),
                task("3", "Hợp nhất văn bản"),
                ["II", "Cải cách thủ tục", LEFT, LEFT, LEFT],
                task("1", "Công bố thủ tục"),
                ["B", "NHIỆM VỤ RIÊNG", LEFT, LEFT, LEFT],
                task("1", "Tổ chức hội nghị"),
            ]
        ),
    )
    assert places(found) == [
        ("I", "1", "Rà soát văn bản"),
        ("2", "2.1", "Kiểm tra theo thẩm quyền"),
        ("2", "2.2", "Kiểm tra theo chuyên đề"),
        ("I", "3", "Hợp nhất văn bản"),
        ("II", "1", "Công bố thủ tục"),
        ("B", "1", "Tổ chức hội nghị"),
    ]
    assert not any("numbering_gap" in record.flags for record in found)


@pytest.mark.parametrize(
    "row",
    [
        ["I", "CÔNG TÁC CHỈ ĐẠO", LEFT, LEFT, LEFT],
        ["I. CÔNG TÁC CHỈ ĐẠO", LEFT, LEFT, LEFT, LEFT],
        ["I", "CÔNG TÁC CHỈ ĐẠO", "", "", ""],
        ["l", "CÔNG TÁC CHỈ ĐẠO", LEFT, LEFT, LEFT],
    ],
    ids=["spanning", "number inside", "cut by rules", "I read as l"],
)
def test_a_section_row_is_known_in_every_form(read: FieldReader, row: list[str]) -> None:
    [record] = records(read, table([HEADER, row, task("1", "Ban hành kế hoạch")]))
    assert (record.section_no, record.section) == ("I", "CÔNG TÁC CHỈ ĐẠO")
    assert record.evidence["section"].places


def test_a_misread_roman_number_is_set_right_only_where_it_must_be(read: FieldReader) -> None:
    found = records(
        read,
        table(
            [
                HEADER,
                ["I", "Một", LEFT, LEFT, LEFT], task("1", "Việc thứ nhất"),
                ["Il", "Hai", LEFT, LEFT, LEFT], task("1", "Việc thứ hai"),
                ["1I1", "Ba", LEFT, LEFT, LEFT], task("1", "Việc thứ ba"),
            ]
        ),
    )  # fmt: skip
    assert [record.section_no for record in found] == ["I", "II", "III"]


def test_a_section_number_in_other_signs_is_set_right_and_told(read: FieldReader) -> None:
    rows: list[list[str]] = [HEADER]
    for number in ("I", ".lỊ", "m", "#V#", "V", "Q"):
        rows += [[number, f"Phần {number}", LEFT, LEFT, LEFT], task("1", f"Việc của {number}")]
    found = records(read, table(rows))
    assert [r.section_no for r in found] == ["I", "II", "III", "IV", "V", "Q"]
    repaired = [r.section for r in found if "section_no_repaired" in r.flags]
    assert repaired == ["Phần .lỊ", "Phần m", "Phần #V#"]
    assert "section_no_doubtful" in found[-1].flags
    assert found[2].evidence["section_no"].raw == "m"
    assert "section_no" not in found[0].evidence


def test_a_section_number_that_looks_like_the_one_due_is_it(read: FieldReader) -> None:
    rows: list[list[str]] = [HEADER]
    signs = ("", "H", "IH", "IV", "V", "VI", "VH", "VIHI", "1X", "XQ")
    for sign in signs:
        rows += [[sign, f"Phần {sign}", LEFT, LEFT, LEFT], task("1", f"Việc của {sign}")]
    found = records(read, table(rows))
    assert [r.section_no for r in found][:9] == [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX",
    ]  # fmt: skip
    assert "section_no_doubtful" in found[-1].flags


def test_a_misread_number_is_filled_from_its_neighbours_or_told(read: FieldReader) -> None:
    numbers = ["1", "2", "Ä", "4", "€", "§§a", "7", "ßx"]
    found = records(read, table([HEADER, *(task(n, f"Việc thứ {n}") for n in numbers)]))
    assert [r.no for r in found] == ["1", "2", "3", "4", "€", "§§a", "7", "ßx"]
    assert found[2].evidence["no"].raw == "Ä"
    assert [i for i, r in enumerate(found) if "no_repaired" in r.flags] == [2]
    assert "numbering_gap" not in found[3].flags
    assert "numbering_gap" in found[6].flags
    assert [i for i, r in enumerate(found) if "no_doubtful" in r.flags] == [4, 5, 7]


def test_look_alikes_of_digits_are_numbers_where_the_order_agrees(read: FieldReader) -> None:
    numbers = ["8", "Q", "I0", "I1", "12", "I3", "L4", "1Š", "16", "lZ"]
    found = records(read, table([HEADER, *(task(n, f"Việc thứ {n}") for n in numbers)]))
    assert [r.no for r in found] == ["8", "9", *map(str, range(10, 17)), "lZ"]
    assert [i for i, r in enumerate(found) if "no_repaired" not in r.flags] == [0, 4, 8, 9]
    assert "no_doubtful" in found[9].flags
    assert not any("numbering_gap" in r.flags for r in found)


def test_a_lost_number_is_filled_only_where_one_alone_is_missing(read: FieldReader) -> None:
    numbers = ["", "2", "", "4", "", "", "7", ""]
    found = records(
        read, table([HEADER, *(task(n, f"Việc số {i}") for i, n in enumerate(numbers))])
    )
    assert [r.no for r in found] == ["1", "2", "3", "4", "", "", "7", ""]
    assert not any("no_doubtful" in r.flags for r in found)
    assert [i for i, r in enumerate(found) if "no_repaired" in r.flags] == [0, 2]


def test_a_first_number_is_one_where_two_follows(read: FieldReader) -> None:
    found = records(read, table([HEADER, task("ạ", "Việc đầu"), task("2", "Việc hai")]))
    assert (found[0].no, found[0].evidence["no"].raw) == ("1", "ạ")


def test_a_stroke_is_the_number_one_only_where_one_may_stand(read: FieldReader) -> None:
    found = records(
        read,
        table([HEADER, task("]", "Việc thứ nhất"), task("2 ”", "Việc thứ hai"), task("l", "Ba")]),
    )
    assert [record.no for record in found] == ["1", "2", "l"]
    assert found[0].evidence["no"].raw == "]"


def test_sub_rows_share_content_and_every_cell_that_reaches_down(read: FieldReader) -> None:
    found = records(
        read,
        table(
            [
                HEADER,
                task("1", "Báo cáo kết quả", "Báo cáo sơ kết", "Sở Nội vụ", "Trước ngày 15/6"),
                [UP, UP, "Báo cáo tổng kết", UP, "Trước ngày 15/12"],
                task("2", "Kiểm tra công vụ"),
            ]
        ),
    )
    assert [(r.no, r.content, r.result) for r in found] == [
        ("1", "Báo cáo kết quả", "Báo cáo sơ kết"),
        ("1", "Báo cáo kết quả", "Báo cáo tổng kết"),
        ("2", "Kiểm tra công vụ", "Kế hoạch của UBND tỉnh"),
    ]
    assert [r.lead_units for r in found] == [("Sở Nội vụ",)] * 3
    assert [r.deadline.end for r in found[:2]] == [date(2024, 6, 15), date(2024, 12, 15)]
    assert len({r.key for r in found}) == 3


def test_a_row_without_content_of_its_own_takes_the_one_above(read: FieldReader) -> None:
    found = records(
        read,
        table(
            [
                HEADER,
                task("1", "Báo cáo kết quả", "Báo cáo sơ kết", "Sở Nội vụ", "Tháng 6"),
                task("", "", "Báo cáo tổng kết", "Sở Nội vụ", "Tháng 12"),
            ]
        ),
    )
    assert [r.content for r in found] == ["Báo cáo kết quả"] * 2
    assert found[1].no == "1"
    assert "content_carried" in found[1].flags
    assert found[1].evidence["content"].confidence < found[0].evidence["content"].confidence


def test_a_month_in_a_section_row_is_the_deadline_of_the_rows_below(read: FieldReader) -> None:
    header = ["TT", "Nội dung công việc", "Đơn vị thực hiện"]
    found = records(
        read,
        table(
            [
                header,
                ["THÁNG 05", LEFT, LEFT], ["1", "Sơ kết phong trào", "Phòng Nội vụ"],
                ["Tháng 6", LEFT, LEFT], ["1", "Tổng kết năm học", "Phòng Giáo dục và Đào tạo"],
            ]
        ),
    )  # fmt: skip
    assert [(r.deadline.kind, r.deadline.end) for r in found] == [
        ("month", date(2024, 5, 31)),
        ("month", date(2024, 6, 30)),
    ]
    assert found[0].deadline_text == "THÁNG 05"
    assert found[0].evidence["deadline"].raw == "THÁNG 05"
    assert "deadline_from_section" in found[0].flags


@pytest.mark.parametrize(
    "cut", [["QUÝ II/2024", LEFT, LEFT], ["QUÝ", "II/2024", ""], ["Quý", "II/2024", ""]]
)
def test_a_section_that_a_column_border_cuts_is_read_whole(
    read: FieldReader, cut: list[str]
) -> None:
    header, task = ["TT", "Nội dung", "Đơn vị thực hiện"], ["1", "Tập huấn", "Sở Nội vụ"]
    [found] = records(read, table([header, cut, task]))
    assert found.section == " ".join(text for text in cut if text not in (LEFT, ""))
    assert (found.deadline.kind, found.deadline.end) == ("quarter", date(2024, 6, 30))


@pytest.mark.parametrize("header_rows", [0, 1, 2, 3])
def test_a_wrong_count_of_header_rows_does_no_harm(read: FieldReader, header_rows: int) -> None:
    sheet = table(
        [
            ["TT", "Nhiệm vụ", "Cơ quan thực hiện", LEFT, "Thời gian hoàn thành"],
            [UP, UP, "Chủ trì", "Phối hợp", UP],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["1", "Xây dựng đề án", "Sở Y tế", "Sở Tài chính", "Quý I/2024"],
            ["2", "Tổ chức hội thảo", "Sở Y tế", "Sở Nội vụ", "Quý II/2024"],
        ],
        header_rows,
    )
    found = records(read, sheet)
    assert [r.content for r in found] == ["Xây dựng đề án", "Tổ chức hội thảo"]
    assert [r.lead_units for r in found] == [("Sở Y tế",)] * 2
    assert found[0].coordinating_units == ("Sở Tài chính",)
    assert found[1].deadline.end == date(2024, 6, 30)


def test_columns_in_another_order_and_columns_without_a_field(read: FieldReader) -> None:
    found = records(
        read,
        table(
            [
                ["Thời gian", "Nội dung", "Đơn vị chủ trì", "Kinh phí", "Ghi chú"],
                ["Tháng 3", "Tết trồng cây", "Hạt Kiểm lâm", "25", ""],
                ["Tháng 4", "Ra quân vệ sinh môi trường", "Huyện đoàn", "-", "Theo thực tế"],
            ]
        ),
    )
    assert [r.content for r in found] == ["Tết trồng cây", "Ra quân vệ sinh môi trường"]
    assert found[0].extra == {"Kinh phí": "25"}
    assert found[1].extra == {"Ghi chú": "Theo thực tế"}
    assert found[0].evidence["extra:Kinh phí"].places


def test_totals_numbers_and_printed_again_headers_are_no_tasks(read: FieldReader) -> None:
    found = records(
        read,
        table(
            [
                HEADER,
                ["1", "2", "3", "4", "5"],
                task("1", "Ban hành kế hoạch"),
                HEADER,
                ["(1)", "(2)", "(3)", "(4)", "(5)"],
                task("2", "Tổng số hóa hồ sơ lưu trữ"),
                ["", "Tổng cộng", "", "", ""],
                ["", "", "", "", ""],
            ]
        ),
    )
    assert [r.no for r in found] == ["1", "2"]


def test_a_misread_row_of_column_numbers_is_no_task(read: FieldReader) -> None:
    numbers = ["@đ)", "2", "", "(4)", "6)"]
    found = records(read, table([HEADER, numbers, task("1", "Rà soát văn bản")], 2))
    assert [record.no for record in found] == ["1"]


@pytest.mark.parametrize(
    "rows",
    [
        [["STT", "Tên cơ quan, tổ chức", "Số điện thoại"], ["1", "Sở Y tế", "0255 3822"]],
        [["STT", "Họ và tên", "Chức vụ"], ["1", "Lê Văn An", "Chuyên viên"]],
        [["", ""], ["", ""]],
        [
            ["STT", "Cơ quan thực hiện", "Nội dung", "Thời hạn"],
            ["1", "Sở Y tế", "", "x"],
            ["2", "Sở Nội vụ", "x", ""],
            ["3", "Sở Công Thương", "", "x"],
        ],
    ],
)
def test_tables_that_list_no_tasks_give_none(read: FieldReader, rows: list[list[str]]) -> None:
    found = build_records(document(table(rows)), LETTERHEAD, read, RecordSettings())
    assert not found.records
    assert not found.cell_fields


def test_a_table_of_targets_takes_value_and_unit_from_their_columns(read: FieldReader) -> None:
    found = records(
        read,
        table(
            [
                ["TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2024"],
                ["1", "Tỷ lệ hộ nghèo giảm", "%", "Tối thiểu 1,5"],
                ["2", "Số xã đạt chuẩn nông thôn mới", "xã", "04"],
                ["3", "Thu ngân sách", "tỷ đồng", "chưa giao"],
            ]
        ),
    )
    targets = [[(i.op, i.value, i.unit) for i in r.indicators] for r in found]
    assert targets == [[(">=", 1.5, "%")], [("=", 4.0, "xã")], []]
    assert found[0].content == "Tỷ lệ hộ nghèo giảm"


def test_a_jump_in_the_numbering_is_flagged(read: FieldReader) -> None:
    found = records(read, table([HEADER, task("1", "Một việc"), task("4", "Việc khác")]))
    assert [("numbering_gap" in r.flags) for r in found] == [False, True]


def test_doubt_lowers_confidence_and_is_flagged(read: FieldReader) -> None:
    sure = table([HEADER, task("1", "Ban hành kế hoạch"), task("2", "Kiểm tra công vụ")])
    faint = table(
        [HEADER, task("1", "Ban hành kế hoạch"), task("2", "Kiểm tra công vụ")], confidence=0.5
    )
    good, bad = records(read, sure)[0], records(read, faint)[0]
    assert "low_ocr_confidence" in bad.flags
    assert "low_ocr_confidence" not in good.flags
    for name in ("content", "result", "lead_units", "deadline"):
        assert bad.evidence[name].confidence < good.evidence[name].confidence
    [odd] = records(read, table([HEADER, task("1", "Ban hành", "Kế hoạch", "Sở A", "xyz abc")]))
    assert "deadline_unparsed" in odd.flags
    assert odd.evidence["deadline"].confidence < good.evidence["deadline"].confidence


def test_cell_fields_name_what_each_cell_holds(read: FieldReader) -> None:
    sheet = table([HEADER, ["I", "CHUNG", LEFT, LEFT, LEFT], task("1", "Ban hành")], index=3)
    fields = build_records(document(sheet), LETTERHEAD, read, RecordSettings()).cell_fields
    assert fields[3, 0, 1] == "header"
    assert fields[3, 1, 1] == "section"
    assert [fields[3, 2, c] for c in range(5)] == ["no", "content", "result", "lead", "deadline"]


@pytest.mark.parametrize("sign", ["nt", "-nt-", "Như trên", "//", "- // -", "″"])
def test_cells_that_say_as_above_take_the_words_above(read: FieldReader, sign: str) -> None:
    found = records(
        read,
        table(
            [
                HEADER,
                task("1", "Rà soát văn bản", "Báo cáo", "Sở Nội vụ; Sở Y tế", "Quý II/2024"),
                task("2", "Kiểm tra văn bản", "-", sign, sign),
                task("3", "Hợp nhất văn bản", sign, sign, "Quý III/2024"),
            ]
        ),
    )
    assert [r.lead_units for r in found] == [("Sở Nội vụ", "Sở Y tế")] * 3
    assert found[1].deadline == found[0].deadline
    assert found[1].deadline_text == "Quý II/2024"
    assert "same_as_above" in found[1].flags
    assert found[1].evidence["deadline"].confidence < found[0].evidence["deadline"].confidence
    assert found[1].evidence["deadline"].raw == sign


def test_without_rules_a_task_without_units_shares_those_of_the_task_above(
    read: FieldReader,
) -> None:
    rows = [
        HEADER,
        task("1", "Rà soát văn bản", "Báo cáo", "Sở Nội vụ; Sở Y tế", "Quý II/2024"),
        task("2", "Kiểm tra văn bản", "", "", "Quý III/2024"),
        task("3", "Hợp nhất văn bản", "Văn bản", "Sở Tư pháp", ""),
    ]
    ruled = records(read, table(rows))
    assert ruled[1].lead_units == ()
    found = records(read, replace(table(rows), rows_drawn=False))
    assert [r.lead_units for r in found] == [("Sở Nội vụ", "Sở Y tế")] * 2 + [("Sở Tư pháp",)]
    assert [r.result for r in found] == ["Báo cáo", "", "Văn bản"]
    assert found[2].deadline == found[1].deadline
    assert ["same_as_above" in r.flags for r in found] == [False, True, True]
