"""One name for one unit, whoever issued the plan that speaks of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fields.canonical import home_of, is_known_unit, unit_namer

GOLD = Path(__file__).parents[1] / "golden" / "plans"
DISTRICT = ("ỦY BAN NHÂN DÂN HUYỆN NHO QUAN", "")
PROVINCE = ("ỦY BAN NHÂN DÂN TỈNH LÀO CAI", "")
DEPARTMENT = ("SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", "UBND TỈNH PHÚ YÊN")
COMMUNE = ("ỦY BAN NHÂN DÂN XÃ AN PHÚ", "UBND TỈNH LÀO CAI")

NAMES = [
    (DISTRICT, "Phòng LĐ-TB&XH", "Phòng Lao động - Thương binh và Xã hội huyện Nho Quan"),
    (DISTRICT, "Phòng Văn hóa & thông tin", "Phòng Văn hóa và Thông tin huyện Nho Quan"),
    (DISTRICT, "Phòng TC-KH", "Phòng Tài chính - Kế hoạch huyện Nho Quan"),
    (DISTRICT, "Công an huyện", "Công an huyện Nho Quan"),
    (DISTRICT, "Ban CHQS huyện", "Ban Chỉ huy Quân sự huyện Nho Quan"),
    (DISTRICT, "Đài truyền thanh huyện", "Đài Truyền thanh huyện Nho Quan"),
    (DISTRICT, "Huyện đoàn", "Huyện đoàn Nho Quan"),
    (DISTRICT, "Văn phòng Huyện ủy", "Văn phòng Huyện ủy Nho Quan"),
    (DISTRICT, "VNPT Nho Quan", "VNPT Nho Quan"),
    (DISTRICT, "UBND xã Kỳ Phú", "Ủy ban nhân dân xã Kỳ Phú"),
    (DISTRICT, "UBND các xã, thị trấn", "Ủy ban nhân dân các xã, thị trấn"),
    (DISTRICT, "Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
    (PROVINCE, "Sở Y tế", "Sở Y tế tỉnh Lào Cai"),
    (PROVINCE, "Sở LĐTBXH", "Sở Lao động - Thương binh và Xã hội tỉnh Lào Cai"),
    (PROVINCE, "CDC tỉnh", "Trung tâm Kiểm soát bệnh tật tỉnh Lào Cai"),
    (PROVINCE, "Báo Lào Cai", "Báo Lào Cai"),
    (
        DEPARTMENT,
        "Văn phòng Sở",
        "Văn phòng Sở Nông nghiệp và Phát triển nông thôn tỉnh Phú Yên",
    ),
    (DEPARTMENT, "Chi cục Thủy sản", "Chi cục Thủy sản tỉnh Phú Yên"),
    (DEPARTMENT, "UBND huyện Tuy An", "Ủy ban nhân dân huyện Tuy An"),
    (COMMUNE, "Công an xã", "Công an xã An Phú"),
    (COMMUNE, "Công an tỉnh", "Công an tỉnh Lào Cai"),
    (("HUYỆN ỦY NHO QUAN", ""), "Ban Tuyên giáo", "Ban Tuyên giáo huyện Nho Quan"),
    (("UBND THÀNH PHỐ HÀ NỘI", ""), "Sở Tư pháp", "Sở Tư pháp thành phố Hà Nội"),
    (("BỘ Y TẾ", ""), "Bộ NN&PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
]


@pytest.mark.parametrize(("issuer", "name", "one"), NAMES)
def test_names_in_full(issuer: tuple[str, str], name: str, one: str) -> None:
    assert unit_namer(*issuer)(name) == one


def test_many_ways_of_writing_are_one_name() -> None:
    ways = ("Văn phòng HĐND và UBND huyện", "Văn phòng HĐND - UBND huyện", "VP HĐND&UBND huyện")
    name = unit_namer(*DISTRICT)
    assert {name(way) for way in ways} == {
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Nho Quan"
    }


def test_home_is_read_from_the_letterhead() -> None:
    assert home_of(*COMMUNE).areas == {"tỉnh": "tỉnh Lào Cai", "xã": "xã An Phú"}
    assert home_of(*DEPARTMENT).level == "tỉnh"
    assert home_of("", "").areas == {}


def test_no_name_of_the_gold_plans_is_lost() -> None:
    for path in GOLD.glob("*/tasks.json"):
        meta = json.loads((path.parent / "document.json").read_text(encoding="utf-8"))["meta"]
        name = unit_namer(meta["issuer"], meta["issuer_parent"])
        for task in json.loads(path.read_text(encoding="utf-8")):
            for unit in (*task["lead_units"], *task["coordinating_units"]):
                one = name(unit)
                assert len(one) >= len(unit) - 2
                assert name(one) == one  # a name in full stays as it is


def test_known_units() -> None:
    assert is_known_unit("Phòng Nội vụ huyện Nho Quan")
    assert is_known_unit("Các cơ quan, đơn vị có liên quan")
    assert not is_known_unit("Trại tạm giam Công an tỉnh Lào Cai")


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_text_has_a_name(issuer: str, parent: str, unit: str) -> None:
    assert isinstance(unit_namer(issuer, parent)(unit), str)
