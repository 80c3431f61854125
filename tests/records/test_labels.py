"""Labels and headings of other offices: labels.txt and addressed.txt hold one a line."""

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


def _lines(name: str) -> list[list[str]]:
    text = (Path(__file__).parent / name).read_text("utf-8")
    rows = [line.split("|") for line in text.splitlines() if not line.startswith("#")]
    return [[part.strip() for part in row] for row in rows]


LABELS = _lines("labels.txt")


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


@pytest.mark.parametrize("mark", ["-", "+"])
@pytest.mark.parametrize(("heading", "units"), _lines("addressed.txt"))
def test_duties_are_of_whom_the_heading_names(
    read: FieldReader, heading: str, units: str, mark: str
) -> None:
    texts = [
        "III. TỔ CHỨC THỰC HIỆN",
        heading,
        f"{mark} Rà soát, cập nhật danh mục thuốc; hoàn thành trước ngày 30/6/2024.",
        f"{mark} Tổ chức 02 lớp tập huấn cho 100 cán bộ y tế xã.",
        "2. Sở Tài chính:",
        f"{mark} Bố trí kinh phí thực hiện Kế hoạch.",
    ]
    found = build_records(document(*prose(*texts)), LETTERHEAD, read, RecordSettings()).records
    assert [r.lead_units for r in found[:2]] == [tuple(units.split("; "))] * 2
    assert [r.deadline.kind for r in found] == ["date", "none", "none"]
