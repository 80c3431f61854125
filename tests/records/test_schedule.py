"""Schedules drawn with crosses under quarters, months or years."""

from __future__ import annotations

import pytest

from pipeline.fields.headers import map_columns
from pipeline.fields.schedule import period_of
from pipeline.records import FieldReader, RecordSettings, build_records
from tests.records.sheets import LEFT, LETTERHEAD, UP, document, table

TASKS = ["Tổ chức hội nghị triển khai kế hoạch", "Rà soát văn bản quy phạm pháp luật"]


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("Quý I", "Quý I"),
        ("Thời gian thực hiện / Quý II/2024", "Quý II năm 2024"),
        ("Quý / III", "Quý III"),
        ("Các quý trong năm 2025 / IV", "Quý IV năm 2025"),
        ("Tháng / 12", "Tháng 12"),
        ("T5", "Tháng 5"),
        ("Lộ trình / Năm 2026", "Năm 2026"),
        ("Lộ trình / 2026", "Năm 2026"),
        ("Kinh phí / 12", ""),
        ("Nội dung", ""),
        ("IV", ""),
    ],
)
def test_periods_of_headings(heading: str, period: str) -> None:
    assert period_of(heading) == period


def test_crosses_under_periods_are_deadlines() -> None:
    heads = ["Nội dung công việc", "Quý I", "Quý II", "Quý III", "Quý IV", "Đơn vị thực hiện"]
    cells = [TASKS, ["x", ""], ["x", "X"], ["", ""], ["", "x"], ["Phòng Nội vụ", "Phòng Tư pháp"]]
    fields = [column.field for column in map_columns(heads, cells).columns]
    assert fields == ["content", *["deadline_mark"] * 4, "lead"]
    money = [TASKS, ["10", "5"], ["20", ""], ["", ""], ["", "7"], ["Phòng Nội vụ", "Phòng Tư pháp"]]
    fields = [column.field for column in map_columns(heads, money).columns]
    assert "deadline_mark" not in fields


def test_a_schedule_beside_a_deadline_is_not_read_twice() -> None:
    heads = ["Nội dung công việc", "Thời gian hoàn thành", "Quý I", "Quý II"]
    cells = [TASKS, ["Tháng 2", "Tháng 5"], ["x", ""], ["", "x"]]
    fields = [column.field for column in map_columns(heads, cells).columns]
    assert fields[:2] == ["content", "deadline"]
    assert "deadline_mark" not in fields


def test_records_of_a_drawn_schedule(read: FieldReader) -> None:
    sheet = table(
        [
            ["TT", "Nhiệm vụ", "Chủ trì", "Lộ trình thực hiện", LEFT, LEFT],
            [UP, UP, UP, "Quý I", "Quý II", "Quý III"],
            ["1", TASKS[0], "Sở Nội vụ", "x", "x", ""],
            ["2", TASKS[1], "Sở Tư pháp", "", "", "x"],
        ],
        header_rows=2,
    )
    found = build_records(document(sheet), LETTERHEAD, read, RecordSettings()).records
    said = [(r.deadline_text, r.deadline.kind, str(r.deadline.end)) for r in found]
    assert said == [
        ("Quý I, Quý II", "range", "2024-06-30"),
        ("Quý III", "quarter", "2024-09-30"),
    ]
    assert found[0].evidence["deadline"].raw == "x x"
