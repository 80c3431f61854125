"""A document without tasks says so, unless it is a letter."""

from __future__ import annotations

import pytest

from pipeline.records.no_tasks import no_tasks
from pipeline.types.task import Letterhead
from tests.records.sheets import document, prose, table


def test_a_plan_whose_tables_gave_no_task_tells_how_many_cells_were_read() -> None:
    issue = no_tasks(document(table([["Mức", "Điểm"], ["A", ""]])), Letterhead(type="KẾ HOẠCH"))
    assert issue
    assert (issue.code, issue.severity) == ("no_tasks", "warning")
    assert "3 table cells were read" in issue.message


@pytest.mark.parametrize("kind", ["KẾ HOẠCH", "BÁO CÁO", ""])
def test_what_is_no_letter_is_told(kind: str) -> None:
    issue = no_tasks(document(*prose("Trang đầu bị mất.")), Letterhead(type=kind))
    assert issue
    assert "no table was read" in issue.message


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (Letterhead(), "Kính gửi: Sở Nội vụ"),
        (Letterhead(title="V/v góp ý dự thảo"), "Ngày 5 tháng 5"),
        (Letterhead(type="GIẤY MỜI"), "Trân trọng kính mời"),
    ],
)
def test_a_letter_needs_no_tasks(head: Letterhead, words: str) -> None:
    assert no_tasks(document(*prose(words)), head) is None


def test_a_plan_that_is_addressed_to_somebody_is_no_letter() -> None:
    assert no_tasks(document(*prose("Kính gửi: các phòng")), Letterhead(type="KẾ HOẠCH"))
