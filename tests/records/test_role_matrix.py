"""Who does what, drawn as a grid: units in the header, CT and PH or crosses below them."""

from __future__ import annotations

from pipeline.fields.headers import map_columns
from pipeline.records import FieldReader, RecordSettings, build_records
from tests.records.sheets import LEFT, LETTERHEAD, UP, document, table

TASKS = ["Kiểm tra an toàn thực phẩm các hàng quán", "Xây dựng phương án bảo đảm an ninh"]


def _units(read: FieldReader, rows: list[list[str]]) -> list[tuple[object, object]]:
    content = document(table(rows, header_rows=2))
    found = build_records(content, LETTERHEAD, read, RecordSettings()).records
    return [(r.lead_units, r.coordinating_units) for r in found]


def test_signs_below_units_are_their_roles(read: FieldReader) -> None:
    rows = [
        ["Nội dung hoạt động", "Tiểu ban, đơn vị", LEFT, LEFT, "Mốc hoàn thành"],
        [UP, "Công an xã", "Phòng VH-XH", "Trạm Y tế", UP],
        [TASKS[0], "-", "PH", "CT", "Trước 21/02"],
        [TASKS[1], "CT", "PH", "PH", "15/02/2024"],
    ]
    assert _units(read, rows) == [
        (("Trạm Y tế",), ("Phòng VH-XH",)),
        (("Công an xã",), ("Phòng VH-XH", "Trạm Y tế")),
    ]


def test_first_letters_of_roles(read: FieldReader) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "UBND xã", "Sở Tài chính", "Thời gian"],
        ["1", TASKS[0], "C", "P", "Quý I"],
        ["2", TASKS[1], "P", "C", "Quý II"],
    ]
    found = build_records(document(table(rows)), LETTERHEAD, read, RecordSettings()).records
    assert [r.lead_units for r in found] == [("UBND xã",), ("Sở Tài chính",)]
    assert [r.coordinating_units for r in found] == [("Sở Tài chính",), ("UBND xã",)]


def test_crosses_below_units_in_charge(read: FieldReader) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Đơn vị thực hiện", LEFT, "Thời gian"],
        [UP, UP, "Công an xã", "Trạm Y tế", UP],
        ["1", TASKS[0], "x", "x", "Trước 21/02"],
        ["2", TASKS[1], "x", "", "Quý II"],
    ]
    assert [lead for lead, _ in _units(read, rows)] == [
        ("Công an xã", "Trạm Y tế"),
        ("Công an xã",),
    ]


def test_crosses_below_those_who_issue_are_no_roles() -> None:
    heads = [
        "Tên văn bản",
        "Đơn vị tham mưu",
        *(f"Thẩm quyền ban hành / {who}" for who in ("Chính phủ", "Bộ trưởng", "Thường trực HĐND")),
        "Thời gian",
    ]
    cells = [TASKS, ["Vụ Pháp chế"] * 2, ["x", ""], ["", "x"], ["", "x"], ["Quý I", "Quý II"]]
    fields = [column.field for column in map_columns(heads, cells).columns]
    assert fields == ["content", "lead", "extra", "extra", "extra", "deadline"]
