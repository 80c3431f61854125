"""Letterheads in doubt: numbers by hand, dates that cannot be, parts that disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.fields.bases import find_bases, read_basis
from pipeline.fields.letterhead import read_letterhead
from pipeline.fields.letterhead_lines import Found, Piece
from pipeline.fields.letterhead_stated import better_title, stated_title
from pipeline.records.flags import DOCUMENT_FLAGS
from pipeline.types.task import LegalBasis, Letterhead
from pipeline.types.text import Line, Paragraph
from tests import papers

DAY = "Huế, ngày 03 tháng 7 năm 2025"
BODY = [
    "Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15 ngày 09 tháng 01 năm 2023;",
    "I. MỤC ĐÍCH, YÊU CẦU",
]


def read(
    number: str = "Số: 7/KH-SYT",
    day: str = DAY,
    issuer: str = "SỞ Y TẾ",
    doubted: Sequence[tuple[str, float]] = (),
    annex: str = "",
) -> Letterhead:
    """Read a first page with some of its words doubted: (word, confidence)."""
    paragraphs = [
        *papers.head([issuer, number], [*papers.MOTTO, day], "KẾ HOẠCH", "Công tác y tế năm 2025"),
        *papers.body(BODY),
        *papers.foot(["Lưu: VI, NVY"], ["GIÁM ĐỐC", "Trần Văn Bình"]),
    ]
    if annex:
        paragraphs += papers.body(["PHỤ LỤC", annex], 300, 3)
    return read_letterhead([_doubted(p, dict(doubted)) for p in paragraphs], papers.WIDTH)


def _doubted(paragraph: Paragraph, doubted: dict[str, float]) -> Paragraph:
    lines = tuple(
        Line(
            tuple(replace(w, confidence=doubted.get(w.text, w.confidence)) for w in line.words),
            line.box,
        )
        for line in paragraph.lines
    )
    return replace(paragraph, lines=lines)


@pytest.mark.parametrize(
    ("number", "doubted", "taken"),
    [
        ("Số: 7/KH-SYT", [], "7/KH-SYT"),
        ("Số: 22/KH-SYT", [("22/KH-SYT", 0.46)], ""),
        ("Số: 22 /KH-SYT", [("22", 0.46)], ""),
        ("Số: 22 /KH-SYT", [("22", 0.7)], ""),
        ("Số: 22 /KH-SYT", [("22", 1.0)], "22/KH-SYT"),
        ("Số: 22/KH-SYT", [("22/KH-SYT", 0.6)], "22/KH-SYT"),
    ],
)
def test_a_number_that_is_not_surely_print_is_not_taken(
    number: str, doubted: list[tuple[str, float]], taken: str
) -> None:
    found = read(number, doubted=doubted)
    assert found.number == taken
    assert ("number_by_hand" in found.flags) == (not taken)
    assert found.evidence["number"].raw


@pytest.mark.parametrize(
    ("day", "doubted"),
    [
        ("Huế, ngày 88 tháng 7 năm 2025", []),
        ("Huế, ngày 23 tháng 7 năm 2025", [("23", 0.2)]),
        ("Huế, ngày 2 tháng 7 năm 2025", [("2", 0.5)]),  # a second digit may be lost
        ("Huế, ngày 03 tháng 7 năm 2026", []),  # a plan for 2025
        ("Huế, ngày 03 tháng 7 năm 2015", []),
    ],
)
def test_a_date_that_is_unsure_or_cannot_be_is_not_taken(
    day: str, doubted: list[tuple[str, float]]
) -> None:
    found = read(day=day, doubted=doubted)
    assert found.date is None
    assert {"date_missing", "date_doubtful"} <= set(found.flags)


def test_the_annex_says_in_print_what_the_head_says_by_hand() -> None:
    annex = "(Kèm theo Kế hoạch số 28/KH-SYT ngày 05 tháng 7 năm 2025 của Sở Y tế)"
    doubted = [("23", 0.4)]
    by_hand = read("Số: 23 /KH-SYT", "Huế, ngày đ5 tháng 7 năm 2025", annex=annex, doubted=doubted)
    assert (by_hand.number, by_hand.date) == ("28/KH-SYT", date(2025, 7, 5))
    assert by_hand.evidence["number"].places[0].page == 3
    printed = read("Số: 7/KH-SYT", annex=annex)
    assert (printed.number, printed.date) == ("7/KH-SYT", date(2025, 7, 3))
    assert {"number_disagrees", "date_disagrees"} <= set(printed.flags)
    other = read("Số:     /KH-SYT", annex=annex.replace("Kế hoạch", "Quyết định"))
    assert other.number == ""


@pytest.mark.parametrize(
    ("issuer", "place", "doubted", "name"),
    [
        ("UBND TỈNH QUẢNG NGÃI", "Quảng Ngõi", [("Ngõi,", 0.39)], "Quảng Ngãi"),
        ("UBND TỈNH “*UẢNG NGÃI", "Quảng Ngãi", [("“*UẢNG", 0.3)], "Quảng Ngãi"),
        ("UBND TỈNH QUẢNG NGÃI", "Đà Nẵng", [], "Đà Nẵng"),
    ],
)
def test_place_and_issuer_settle_how_the_place_is_spelt(
    issuer: str, place: str, doubted: list[tuple[str, float]], name: str
) -> None:
    found = read(day=f"{place}, ngày 03 tháng 7 năm 2025", issuer=issuer, doubted=doubted)
    assert found.place == name
    assert found.issuer == "UBND TỈNH QUẢNG NGÃI"


def test_misread_words_of_the_foot_and_the_issuer_are_set_right() -> None:
    found = read(issuer="UBND HUYÊN TÂY SƠN")
    assert found.issuer == "UBND HUYỆN TÂY SƠN"
    assert found.recipients == ("Lưu: VT, NVY",)
    assert read(issuer="UBND TỈNH HÀ TĨNH").issuer == "UBND TỈNH HÀ TĨNH"


def test_a_basis_is_taken_apart() -> None:
    text = "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về cơ chế một cửa"
    assert read_basis(text) == LegalBasis(
        "Nghị định", "61/2018/NĐ-CP", date(2018, 4, 23), "cơ chế một cửa"
    )
    law = read_basis("Luật Khám bệnh, chữa bệnh số 15/2023/QH15 ngày 09 tháng 01 năm 2023")
    assert law == LegalBasis("Luật", "15/2023/QH15", date(2023, 1, 9), "Khám bệnh, chữa bệnh")
    assert read_basis("Luật Đất đai").date is None
    assert read().bases == (law,)


def test_bases_after_a_comma_are_bases_of_their_own() -> None:
    text = (
        "Thực hiện Chỉ thị số 11-CT/TW ngày 08/12/2021 của Ban Bí thư về tổ chức Tết, Công điện số "
        "1725/CĐ-TTg ngày 13/12/2021 của Thủ tướng về trật tự; để chuẩn bị tốt các điều kiện, "
        "Chủ tịch UBND tỉnh chỉ thị:"
    )
    found, _ = find_bases([Paragraph(text, text, 1.0, ())])
    assert [basis.split(" ngày")[0] for basis in found] == [
        "Chỉ thị số 11-CT/TW",
        "Công điện số 1725/CĐ-TTg",
    ]
    assert found[1].endswith("về trật tự")
    amended = (
        "Căn cứ Nghị định số 92/NĐ-CP ngày 07/8/2017 sửa đổi Nghị định số 48 và Nghị định số 63;"
    )
    assert len(find_bases([Paragraph(amended, amended, 1.0, ())])[0]) == 1


def test_every_flag_of_a_letterhead_has_its_reason() -> None:
    raised = {*read_letterhead([], None).flags, *read("Số: ?? /KH-SYT", "Huế, ngày ??").flags}
    folder = Path(__file__).parents[2] / "pipeline" / "fields"
    source = (folder / "letterhead.py").read_text(encoding="utf-8")
    named = {flag for flag in DOCUMENT_FLAGS if f'"{flag}"' in source}
    assert {"number_by_hand", "date_doubtful", "number_disagrees", "date_disagrees"} <= named
    assert raised <= set(DOCUMENT_FLAGS)


SENTENCE = "Sở Y tế ban hành Kế hoạch phòng, chống dịch bệnh năm 2025 với các nội dung sau:"


@pytest.mark.parametrize(
    ("title", "sure", "expected"),
    [
        ("", 0.9, "Phòng, chống dịch bệnh năm 2025"),
        ("fĐMng, chà ng dịch sắc nh sâm 206", 0.5, "Phòng, chống dịch bệnh năm 2025"),
        ("Phòng, chống dịch bệnh ở người năm 2025", 0.9, "Phòng, chống dịch bệnh ở người năm 2025"),
        ("Công tác y tế", 0.9, "Công tác y tế"),
        ("tỉnh", 0.9, "Phòng, chống dịch bệnh năm 2025"),  # all that the seal left
    ],
)
def test_a_title_under_a_seal_is_taken_from_the_sentence_that_repeats_it(
    title: str, sure: float, expected: str
) -> None:
    bases = "Căn cứ Kế hoạch số 5/KH-UBND của UBND tỉnh ban hành Kế hoạch y tế năm 2024;"
    stated = stated_title(
        [Piece(text, text, 0.95, n) for n, text in enumerate(["KẾ HOẠCH", bases, SENTENCE])], 1
    )
    assert better_title(Found(title, (Piece(title, title, sure, 0),)), stated).text == expected


def test_what_offices_are_told_to_plan_is_no_title() -> None:
    told = "Các phòng, ban căn cứ Kế hoạch này xây dựng kế hoạch chi tiết, tổ chức thực hiện."
    assert stated_title([Piece(told, told, 0.9, 0)], 0) is None
