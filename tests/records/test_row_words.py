"""Cells whose words are understood only with their headings or the columns beside them."""

from __future__ import annotations

import pytest

from pipeline.records import FieldReader, RecordSettings, build_records
from pipeline.types.task import TaskRecord
from tests.records.sheets import LETTERHEAD, document, table

TASKS = ["Kiểm tra an toàn hồ chứa, đê, kè xung yếu", "Diễn tập khu vực phòng thủ cấp xã"]


def _records(read: FieldReader, rows: list[list[str]]) -> tuple[TaskRecord, ...]:
    return build_records(document(table(rows)), LETTERHEAD, read, RecordSettings()).records


@pytest.mark.parametrize(
    ("heading", "cell", "kind", "end"),
    [
        ("Thực hiện trong quý", "II", "quarter", "2024-06-30"),
        ("Thực hiện trong quý", "II - III", "range", "2024-09-30"),
        ("Thực hiện trong quý", "26/12", "date", "2024-12-26"),
        ("Tháng thực hiện", "5", "month", "2024-05-31"),
        ("Tháng thực hiện", "12/9/2024", "date", "2024-09-12"),
        ("Tháng thực hiện", "3, 4", "range", "2024-04-30"),
    ],
)
def test_bare_numbers_count_what_the_heading_says(
    read: FieldReader, heading: str, cell: str, kind: str, end: str
) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", heading],
        ["1", TASKS[0], "Phòng Nội vụ", cell],
        ["2", TASKS[1], "Công an huyện", cell],
    ]
    first = _records(read, rows)[0]
    assert (first.deadline_text, first.deadline.kind, str(first.deadline.end)) == (cell, kind, end)


@pytest.mark.parametrize(
    ("cell", "result", "time", "kind"),
    [
        ("Quyết định kiện toàn, xong trước 15/6/2024", True, "xong trước 15/6/2024", "date"),
        ("05 hồ được kiểm tra; báo cáo trước 31/7", True, "trước 31/7", "date"),
        ("Phương án được phê duyệt trong tháng 8", True, "trong tháng 8", "month"),
        ("Báo cáo nhanh khi có bão", True, "khi có bão", "on_demand"),
        ("Kế hoạch theo mẫu của tỉnh", True, "", "none"),
        ("Hoàn thành trước ngày 30/9", False, "Hoàn thành trước ngày 30/9", "date"),
        ("Theo lệnh của Ban Chỉ huy huyện", False, "Theo lệnh của Ban Chỉ huy huyện", "on_demand"),
    ],
)
def test_a_time_in_the_column_of_results(
    read: FieldReader, cell: str, result: bool, time: str, kind: str
) -> None:
    rows = [
        ["TT", "Đầu việc", "Chủ trì", "Phối hợp", "Kết quả, thời gian phải đạt"],
        ["1", TASKS[0], "Phòng Nội vụ", "Công an huyện", cell],
        ["2", TASKS[1], "Công an huyện", "-", "Kế hoạch; quý III/2024"],
    ]
    first = _records(read, rows)[0]
    assert first.result == (cell if result else "")
    assert (first.deadline_text, first.deadline.kind) == (time, kind)


def test_a_target_beside_its_task(read: FieldReader) -> None:
    rows = [
        ["TT", "Chỉ tiêu", "ĐVT", "Chỉ tiêu năm 2024", "Việc cần làm", "Đơn vị tham mưu"],
        ["1", "Tỷ lệ hồ sơ trực tuyến", "%", "≥ 85", "Tổ chức 02 điểm hỗ trợ", "Phòng Nội vụ"],
        [
            "2",
            "Thời gian trễ một hồ sơ",
            "giờ",
            "Không quá 4",
            "Công khai danh sách trễ",
            "Công an",
        ],
    ]
    first = _records(read, rows)[0]
    assert first.content == "Tổ chức 02 điểm hỗ trợ"
    said = [(i.text, i.op, i.value) for i in first.indicators]
    assert said == [("Tỷ lệ hồ sơ trực tuyến", ">=", 85), ("Tổ chức 02 điểm hỗ trợ", "=", 2)]


def test_a_time_in_the_column_of_units(read: FieldReader) -> None:
    rows = [
        ["TT", "Nhiệm vụ", "Đơn vị thực hiện, thời gian hoàn thành"],
        ["1", TASKS[0], "Phòng Nội vụ; xong trước 30/6"],
        ["2", TASKS[1], "UBND các xã, thị trấn\nTháng 10"],
        ["3", "Tổng hợp, báo cáo kết quả", "Công an huyện"],
    ]
    found = [(r.lead_units, str(r.deadline.end)) for r in _records(read, rows)]
    assert found == [
        (("Phòng Nội vụ",), "2024-06-30"),
        (("UBND các xã, thị trấn",), "2024-10-31"),
        (("Công an huyện",), "None"),
    ]
