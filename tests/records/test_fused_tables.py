"""Two tables drawn as one: the headings inside begin a table of their own."""

from __future__ import annotations

import pytest

from pipeline.records import FieldReader, RecordSettings, build_records
from pipeline.types.task import TaskRecord
from tests.records.sheets import LETTERHEAD, document, table

TARGETS = [
    ["STT", "Tên chỉ tiêu", "ĐVT", "Kế hoạch năm 2024"],
    ["1", "Số lớp tập huấn được tổ chức", "lớp", "02"],
    ["2", "Tỷ lệ rác thải được thu gom, xử lý", "%", "Trên 90"],
]
TASKS = [
    ["STT", "Nội dung thực hiện", "Phân công trách nhiệm", "Thời gian, tiến độ"],
    ["1", "Hướng dẫn Nhân dân ứng phó với thiên tai", "Sở Xây dựng", "Quý II/2024"],
    ["2", "Thu hồi các khoản tạm ứng quá hạn", "Sở Y tế chủ trì; Công an tỉnh phối hợp", "Tháng 8"],
]


def records(
    read: FieldReader, rows: list[list[str]], header_rows: int = 1
) -> tuple[TaskRecord, ...]:
    content = document(table(rows, header_rows=header_rows))
    return build_records(content, LETTERHEAD, read, RecordSettings()).records


@pytest.mark.parametrize("between", [[], [["", "III. NỘI DUNG THỰC HIỆN", "", ""]]])
def test_each_has_its_own_columns(read: FieldReader, between: list[list[str]]) -> None:
    found = records(read, [*TARGETS, *between, *TASKS])
    assert [len(r.indicators) for r in found] == [1, 1, 0, 0]
    assert found[1].indicators[0].op == ">"
    assert [r.lead_units for r in found[2:]] == [("Sở Xây dựng",), ("Sở Y tế",)]
    assert [r.deadline.kind for r in found[2:]] == ["quarter", "month"]


def test_headings_printed_again_begin_none(read: FieldReader) -> None:
    rows = [*TASKS, TASKS[0], ["3", "Bàn giao mặt bằng khu tái định cư", "Sở Nội vụ", "Tháng 9"]]
    assert [r.no for r in records(read, rows)] == ["1", "2", "3"]


def test_rows_of_short_words_begin_none(read: FieldReader) -> None:
    rows = [
        *TASKS,
        ["a", "Họp báo", "Sở Nội vụ", "Thường xuyên"],
        ["b", "In ấn", "Kế toán", "Quý I"],
    ]
    assert len(records(read, rows)) == 4


def test_targets_without_headings_are_told_by_measures_and_values(read: FieldReader) -> None:
    found = records(read, [["", "2", "", ""], *TARGETS[1:], *TARGETS[1:]], header_rows=0)
    assert [r.indicators[0].value for r in found] == [2, 90, 2, 90]
