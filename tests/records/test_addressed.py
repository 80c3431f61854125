"""Duties below headings that name units, as directives and closing chapters have them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.records import FieldReader, RecordSettings, build_records
from pipeline.records.addressed import addressed_to
from pipeline.types.task import TaskRecord
from tests.records.sheets import LETTERHEAD, document, prose, table


def said(records: tuple[TaskRecord, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(r.no, r.content, r.lead_units) for r in records]


def read_all(read: FieldReader, *texts: str, kind: str = "CHỈ THỊ") -> tuple[TaskRecord, ...]:
    head = replace(LETTERHEAD, type=kind)
    return build_records(document(*prose(*texts)), head, read, RecordSettings()).records


A, B = "Rà soát hộ nghèo trước ngày 30/11/2024;", "Tổ chức tập huấn cho cán bộ cấp xã."
HEADINGS = [
    "2. Sở Công Thương chủ trì, phối hợp thực hiện",
    "2. Sở Công Thương:",
    "2. Sở Công Thương",
    "2. Giao Sở Công Thương thực hiện các nhiệm vụ sau:",
    "2. Sở Công Thương có trách nhiệm:",
]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("signs", [("a) ", "b) "), ("- ", "- "), ("2.1. ", "2.2. ")])
def test_points_below_a_heading_of_units_are_their_duties(
    read: FieldReader, heading: str, signs: tuple[str, str]
) -> None:
    found = read_all(read, heading, signs[0] + A, signs[1] + B)
    number = "" if signs[0] == "- " else signs[0].strip(" .)")
    after = "" if signs[1] == "- " else signs[1].strip(" .)")
    assert said(found) == [(number, A, ("Sở Công Thương",)), (after, B, ("Sở Công Thương",))]
    assert found[0].deadline.end == date(2024, 11, 30)
    assert found[0].section == "Sở Công Thương"
    assert "unit_from_heading" in found[0].flags


def test_the_head_of_a_letter_in_one_line_orders_nothing(read: FieldReader) -> None:
    assert read_all(read, "UBND XÃ A Số: 5/TB-UBND THÔNG BÁO Về việc nghỉ lễ. Trân trọng.") == ()
    assert addressed_to("Các Sở: Rà soát hộ nghèo theo chuẩn mới.", read) is not None


def test_duties_in_the_same_paragraph(read: FieldReader) -> None:
    found = read_all(
        read,
        "1. Sở Nội vụ: a) " + A + " b) " + B,
        "2. Sở Y tế, Sở Tài chính: " + B,
        "3. Công an tỉnh chủ trì, phối hợp thực hiện a) " + A,
        "b) " + B,
    )
    police = ("Công an tỉnh",)
    assert said(found) == [
        ("a", A, ("Sở Nội vụ",)),
        ("b", B, ("Sở Nội vụ",)),
        ("2", B, ("Sở Y tế", "Sở Tài chính")),
        ("a", A, police),
        ("b", B, police),
    ]
    assert len({record.key for record in found}) == 5


def test_whom_the_duty_lets_take_part(read: FieldReader) -> None:
    [first, second] = read_all(
        read,
        "1. Sở Tư pháp",
        "- Phối hợp với Công an tỉnh, UBND các huyện tuyên truyền pháp luật.",
        "- Chủ trì, phối hợp với Sở Nội vụ tham mưu UBND tỉnh khen thưởng.",
    )
    assert first.lead_units == second.lead_units == ("Sở Tư pháp",)
    assert first.coordinating_units == ("Công an tỉnh", "UBND các huyện")
    assert second.coordinating_units == ("Sở Nội vụ",)


def test_paragraphs_and_deeper_points_belong_to_their_duty(read: FieldReader) -> None:
    found = read_all(
        read,
        "1. Sở Y tế chủ trì, phối hợp thực hiện",
        "a) Bảo đảm thuốc, vật tư y tế, gồm:",
        "- Dự trữ thuốc;",
        "- Dự trữ vật tư.",
        "b) Trực cấp cứu 24/24 giờ.",
        "Báo cáo kết quả hằng ngày về Văn phòng UBND tỉnh.",
        "Trên đây là Chỉ thị; các sở, ngành triển khai thực hiện.",
    )
    assert [record.content for record in found] == [
        "Bảo đảm thuốc, vật tư y tế, gồm: - Dự trữ thuốc; - Dự trữ vật tư.",
        "Trực cấp cứu 24/24 giờ. Báo cáo kết quả hằng ngày về Văn phòng UBND tỉnh.",
    ]


def test_the_innermost_unit_holds(read: FieldReader) -> None:
    found = read_all(
        read,
        "2. Các sở, ban, ngành tỉnh",
        "a) Sở Y tế: " + B,
        "b) Sở Tài chính:",
        "- " + A,
        "3. Công tác tuyên truyền",
        "a) " + B,
    )
    assert [(r.lead_units, r.content) for r in found] == [
        (("Sở Y tế",), B),
        (("Sở Tài chính",), A),
    ]


def test_other_labels_below_a_heading_of_units_make_a_task_of_it(read: FieldReader) -> None:
    [record] = read_all(
        read,
        "1. Phòng Nội vụ",
        "a) Xây dựng kế hoạch kiểm tra công vụ.",
        "Sản phẩm: Kế hoạch; Thời gian: Quý I/2024.",
        kind="KẾ HOẠCH",
    )
    assert (record.lead_units, record.result) == (("Phòng Nội vụ",), "Kế hoạch")


def test_brackets_behind_duties_say_who_helps_and_by_when(read: FieldReader) -> None:
    found = read_all(
        read,
        "II. PHÂN CÔNG NHIỆM VỤ",
        "1. Sở Công Thương:",
        "a) Mở hội chợ hàng Việt (phối hợp: Hội Nông dân tỉnh; hoàn thành trước 30/6/2024);",
        "b) Tập huấn cho tiểu thương ở các chợ (hằng quý);",
        "c) Trả lời kiến nghị của doanh nghiệp (trong vòng 05 ngày kể từ ngày nhận);",
        "d) Rà soát các chợ tạm (nếu có).",
        "đ) Tiếp các tiểu thương (khi có đơn).",
        kind="KẾ HOẠCH",
    )
    assert [(r.content, r.deadline.kind) for r in found] == [
        ("Mở hội chợ hàng Việt", "date"),
        ("Tập huấn cho tiểu thương ở các chợ", "recurring"),
        ("Trả lời kiến nghị của doanh nghiệp", "relative"),
        ("Rà soát các chợ tạm (nếu có).", "none"),
        ("Tiếp các tiểu thương", "on_demand"),
    ]
    assert all(r.lead_units == ("Sở Công Thương",) for r in found)
    assert found[0].coordinating_units == ("Hội Nông dân tỉnh",)


@pytest.mark.parametrize(("title", "count"), [("PHÂN CÔNG", 3), ("TỔ CHỨC THỰC HIỆN", 2)])
def test_beside_a_table_duties_are_tasks_only_where_one_of_them_is_labelled(
    read: FieldReader, title: str, count: int
) -> None:
    sheet = table([["STT", "Nhiệm vụ", "Đơn vị chủ trì"], ["1", "Ban hành kế hoạch", "Sở Nội vụ"]])
    duties = prose(
        f"II. {title}", "1. Sở Y tế:", "a) Tiêm vắc xin (phối hợp: Sở Tài chính);", "b) " + B
    )
    content = document(*duties, sheet)
    records = build_records(content, LETTERHEAD, read, RecordSettings()).records
    assert len(records) == count


@pytest.mark.parametrize(
    "texts",
    [
        ["Kính gửi:", "- Các sở, ban, ngành;", "- UBND các huyện.", "Thực hiện Công văn số 12."],
        ["2. Thành phần", "- Đại diện các sở: Sở Nội vụ, Sở Tài chính.", "- Văn phòng UBND tỉnh."],
        ["1. Đối với các nội dung kiến nghị, đề xuất", "- Chưa có quy định cụ thể."],
        ["Nơi nhận:", "- Sở Y tế: để báo cáo;", "- Lưu: VT, KTTH."],
        ["I. MỤC ĐÍCH, YÊU CẦU", "1. Các cơ quan, đơn vị", "- Thực hiện nghiêm túc."],
    ],
)
def test_decoys_give_nothing(read: FieldReader, texts: list[str]) -> None:
    assert not read_all(read, *texts)


def test_a_report_orders_nothing(read: FieldReader) -> None:
    texts = ("1. Sở Y tế:", "- " + B, "2. Giao Sở Nội vụ chủ trì tổng hợp.")
    assert read_all(read, *texts)
    assert not read_all(read, *texts, kind="BÁO CÁO")


def test_a_plan_with_a_task_table_has_no_tasks_in_its_chapter_on_duties(read: FieldReader) -> None:
    sheet = table([["STT", "Nhiệm vụ", "Đơn vị chủ trì"], ["1", "Ban hành kế hoạch", "Sở Nội vụ"]])
    content = document(sheet, *prose("III. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế:", "- " + B))
    found = build_records(content, LETTERHEAD, read, RecordSettings()).records
    assert [record.key for record in found] == ["t0r1"]


@pytest.mark.parametrize(
    "words",
    [
        "Ban hành kế hoạch",
        "Tổ chức hội nghị",
        "Sở Nội vụ tiếp thu ý kiến; chủ trì, phối hợp với các Sở: Tài chính, Xây dựng",
        "Công tác tuyên truyền",
        "Các nhiệm vụ trọng tâm:",
        "Thời gian: Quý I",
    ],
)
def test_other_words_are_addressed_to_nobody(read: FieldReader, words: str) -> None:
    assert addressed_to(words, read) is None
