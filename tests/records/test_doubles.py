"""The same plan twice is told from another plan, by what letterheads say and pages repeat."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.records.doubles import Head, find_doubles

FIRST = Head(
    "a",
    "28/KH-SNN",
    date(2023, 2, 8),
    "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",
    "Bảo đảm chất lượng, an toàn thực phẩm nông, lâm, thủy sản năm 2023",
    (6, 0.9),
)
SECOND = replace(FIRST, document_id="b", worth=(6, 0.8))
WORDS = " ".join(f"chữ{i}" for i in range(100))


def silent(_: str) -> str:
    """Text of pages that must not be asked for."""
    raise AssertionError


def one_text(_: str) -> str:
    return WORDS


def own_text(name: str) -> str:
    return f"{name} " * 100


@pytest.mark.parametrize(
    "other",
    [
        SECOND,
        replace(SECOND, number="028/kh-snn", title=FIRST.title.replace("ả", "a")),
        replace(SECOND, number=""),
        replace(SECOND, date=None),
        replace(SECOND, issuer="SỞ NÔNG NGHIÊP VÀ PHAT TRIỂN NÔNG THÔN"),
    ],
)
def test_letterheads_that_agree_are_one_plan(other: Head) -> None:
    assert find_doubles([FIRST, other], silent) == {"b": "a"}
    assert find_doubles([other, FIRST], silent) == {"b": "a"}


@pytest.mark.parametrize(
    "other",
    [
        replace(SECOND, date=date(2025, 2, 8)),  # a digit misread
        replace(SECOND, number="23/KH-SNN"),
        replace(SECOND, number="", date=None),  # both by hand
        replace(SECOND, issuer="Cục KSTTHC (VPCP); Lưu: VT"),
        replace(SECOND, title=""),
    ],
)
def test_where_letterheads_say_too_little_the_pages_decide(other: Head) -> None:
    assert find_doubles([FIRST, other], one_text) == {"b": "a"}


@pytest.mark.parametrize(
    "other",
    [
        replace(SECOND, title=FIRST.title.replace("2023", "2024"), date=date(2024, 2, 8)),
        replace(SECOND, number="29/KH-SNN", title="Cải cách hành chính năm 2023"),
        replace(SECOND, issuer="ỦY BAN NHÂN DÂN HUYỆN BẢO LẠC", number="28/KH-UBND"),
        replace(SECOND, number="", date=None, title=""),
        replace(SECOND, number="", date=date(2019, 7, 1)),
    ],
)
def test_other_plans_are_other_plans(other: Head) -> None:
    assert find_doubles([FIRST, other], own_text) == {}


def test_quarters_and_places_tell_plans_apart() -> None:
    quarter = "Tuyên truyền phổ biến pháp luật quý {}"
    plans = [
        Head(f"{quarter}{place}", "", date(2024, 1, 5), f"UBND XÃ {place}", quarter.format(roman))
        for roman, place in (("I", "Ia Glai"), ("II", "Ia Glai"), ("I", "Mai Thủy"))
    ]
    assert find_doubles(plans, own_text) == {}


def test_of_three_readings_one_counts() -> None:
    third = replace(FIRST, document_id="c", number="", worth=(6, 0.95))
    assert find_doubles([FIRST, SECOND, third], silent) == {"a": "c", "b": "c"}


def test_only_what_is_fresh_is_compared_and_what_was_found_stays() -> None:
    third = replace(FIRST, document_id="c", worth=(6, 0.7))
    assert find_doubles([FIRST, SECOND], silent, fresh=()) == {}
    assert find_doubles([FIRST, SECOND], silent, {"a": "b"}, fresh=()) == {"b": "a"}, "by worth"
    assert find_doubles([FIRST, SECOND, third], silent, {"b": "a"}, {"c"}) == {"b": "a", "c": "a"}
    assert find_doubles([FIRST, third], silent, {"b": "a"}, {"c"}) == {"c": "a"}


def test_documents_without_letterhead_have_no_double() -> None:
    assert find_doubles([Head("a", "", None, "", ""), Head("b", "", None, "", "")], one_text) == {}
