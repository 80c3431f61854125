"""Labels of other offices, in lists, sentences and brackets: labels.txt holds one a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.records import FieldReader, RecordSettings, build_records
from tests.records.sheets import LETTERHEAD, document, prose

CONTENT = "Triển khai phong trào thi đua"
USUAL = {
    "lead": ("Đơn vị chủ trì", "Sở Nội vụ"),
    "coordinating": ("Đơn vị phối hợp", "Sở Y tế, Công an tỉnh"),
    "deadline": ("Thời gian hoàn thành", "Quý II/2024"),
    "result": ("Sản phẩm", "Kế hoạch của UBND tỉnh"),
    "extra": ("Kinh phí", "Ngân sách tỉnh"),
}
LABELS = [
    [part.strip() for part in line.split("|")]
    for line in (Path(__file__).parent / "labels.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("form", ["list", "sentences", "brackets"])
@pytest.mark.parametrize(("label", "field"), LABELS, ids=[label for label, _ in LABELS])
def test_a_label_gives_its_field(read: FieldReader, label: str, field: str, form: str) -> None:
    said = USUAL | {field: (label, USUAL[field][1])}
    parts = [f"{name}: {value}" for name, value in said.values()]
    texts = {
        "list": [f"1. {CONTENT}.", *(f"- {part}." for part in parts)],
        "sentences": [f"1. {CONTENT}. {'. '.join(parts)}."],
        "brackets": [f"1. {CONTENT} ({'; '.join(parts)})."],
    }[form]
    content = document(*prose("II. NHIỆM VỤ", *texts))
    [record] = build_records(content, LETTERHEAD, read, RecordSettings()).records
    assert record.content.strip(".") == CONTENT
    assert record.lead_units == ("Sở Nội vụ",)
    assert record.coordinating_units == ("Sở Y tế", "Công an tỉnh")
    assert (record.deadline_text, record.deadline.kind) == ("Quý II/2024", "quarter")
    assert record.result == "Kế hoạch của UBND tỉnh"
    assert list(record.extra.values()) == ["Ngân sách tỉnh"]


def test_demands_alone_are_no_label(read: FieldReader) -> None:
    content = document(
        *prose("II. NHIỆM VỤ", "1. Yêu cầu: bảo đảm tiết kiệm, hoàn thành đúng hạn.")
    )
    assert not build_records(content, LETTERHEAD, read, RecordSettings()).records
