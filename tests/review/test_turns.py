"""Plans are asked about first; papers that only order things in passing wait, and say so."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.review.turns import turn_of


def row(table: int | None, *units: str) -> dict[str, Any]:
    return {"table_index": table, "lead_units": list(units), "coordinating_units": []}


PROSE, TABLE, BARE = row(None, "Sở Y tế"), row(0, "Sở Y tế"), row(0)


@pytest.mark.parametrize(
    ("kind", "title", "tasks", "turn"),
    [
        ("KẾ HOẠCH", "Cải cách hành chính", [PROSE], "plan"),
        ("CHƯƠNG TRÌNH", "Hành động", [BARE], "plan"),
        ("QUYẾT ĐỊNH", "Về việc ban hành Kế hoạch chuyển đổi số", [PROSE], "plan"),
        ("QUYẾT ĐỊNH", "Về việc bổ nhiệm cán bộ", [TABLE], "other"),
        ("CHỈ THỊ", "Về việc tăng cường công tác", [PROSE] * 47, "other"),
        ("THÔNG BÁO", "Kết luận của Phó Chủ tịch", [TABLE], "other"),
        ("", "", [TABLE, TABLE, BARE], "plan"),
        ("", "", [BARE, BARE, TABLE], "other"),
        ("", "V/v báo cáo tiến độ", [PROSE, PROSE], "other"),
        ("", "", [], "other"),
    ],
)
def test_a_plan_is_known_by_its_type_what_it_enacts_or_its_table(
    kind: str, title: str, tasks: list[dict[str, Any]], turn: str
) -> None:
    assert turn_of(kind, title, tasks, pictured=True) == turn
    assert turn_of(kind, title, tasks, pictured=False) == ("text" if turn == "plan" else turn)
