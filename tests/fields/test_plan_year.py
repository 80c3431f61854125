"""The year that a plan is for."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.fields.plan_year import plan_year


@pytest.mark.parametrize(
    ("title", "issued", "expected"),
    [
        ("Cải cách hành chính nhà nước năm 2022", date(2022, 1, 18), 2022),
        ("Kiểm soát thủ tục hành chính năm 2022", date(2021, 12, 30), 2022),
        ("Tổng kết năm 2021, triển khai năm 2022", date(2022, 1, 5), 2022),
        ("Ứng phó thiên tai", date(2024, 5, 1), 2024),
        ("Phát triển du lịch giai đoạn 2021-2025", date(2021, 3, 1), 2021),
        ("Thực hiện Nghị quyết số 12/2015/NQ-HĐND", date(2024, 5, 1), 2024),
        ("Truyền thông năm 2020", None, 2020),
        ("Truyền thông", None, None),
    ],
)
def test_the_plans_year(title: str, issued: date | None, expected: int | None) -> None:
    assert plan_year(title, issued) == expected


@pytest.mark.parametrize(
    ("issued", "texts", "expected"),
    [
        # a title that a seal hides: the days that the plan names, if they are not past, tell
        (date(2025, 12, 26), ["Tháng 7 năm 2026", "Cuối năm", "Quý II/2026"], 2026),
        (date(2025, 10, 5), ["Tháng 11/2025", "Trước ngày 30/11/2025", "Quý I/2026"], 2025),
        (date(2025, 11, 20), ["Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018"], 2025),
        (date(2025, 12, 1), ["Báo cáo trước 15/12/2025", "Tháng 12/2025"], 2025),
        (date(2025, 12, 26), ["Tháng 7", "so với năm 2025"], 2026),  # no day tells: next year
        (date(2025, 3, 1), ["Tháng 7/2026", "Tháng 8/2026"], 2025),  # within the year it stands
    ],
)
def test_where_the_title_tells_no_year(issued: date, texts: list[str], expected: int) -> None:
    assert plan_year("Phát triển du lịch", issued, texts) == expected


def test_without_a_date_the_year_that_most_days_name() -> None:
    days = [
        "Tháng 7/2025",
        "Quý II/2025",
        "Trước ngày 30/11/2026",
        "số 61/2018/NĐ-CP ngày 23/4/2018",
    ]
    assert plan_year("", None, days) == 2025
    assert plan_year("", None, days[2:]) is None
