"""Labelled prose, cut at its labels."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.fields.prose import labelled_parts


def test_labels_cut_a_paragraph() -> None:
    text = (
        "Sản phẩm: Chỉ thị của UBND tỉnh; Đơn vị chủ trì: Thanh tra Sở; "
        "Đơn vị phối hợp: Phòng Cảnh sát; Cục Quản lý thị trường tỉnh; "
        "Thời gian hoàn thành: Quý II/2023."
    )
    assert labelled_parts(text) == (
        ("result", "Chỉ thị của UBND tỉnh"),
        ("lead", "Thanh tra Sở"),
        ("coordinating", "Phòng Cảnh sát; Cục Quản lý thị trường tỉnh"),
        ("deadline", "Quý II/2023"),
    )


def test_words_before_labels_in_brackets_come_first() -> None:
    text = "c) Giám sát dư lượng (thủy sản). (Cơ quan chủ trì: Sở Y tế; Thời gian: Quý I/2023)."
    assert labelled_parts(text) == (
        ("", "c) Giám sát dư lượng (thủy sản)"),
        ("lead", "Sở Y tế"),
        ("deadline", "Quý I/2023"),
    )


def test_misread_labels_still_cut() -> None:
    text = "Đon vi chù trì: Phòng Nội vụ; Thòi gian thưc hiên: Tháng 5"
    assert [field for field, _ in labelled_parts(text)] == ["lead", "deadline"]


def test_a_colon_alone_is_no_label() -> None:
    text = "Tổ chức tập huấn cho nông dân, gồm: 18 lớp; mở chuyên mục: Nông sản sạch"
    assert labelled_parts(text) == (("", text),)
    assert labelled_parts("") == ()


@given(st.text(max_size=150))
def test_any_text_is_cut_without_error(text: str) -> None:
    assert all(words for _, words in labelled_parts(text))
