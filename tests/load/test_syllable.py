"""Spelling of Vietnamese syllables, told without a word list."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.types.syllable import is_syllable, spelling

GOOD = """Nghị quyết quốc gia giữa giếng gì nghiêng khuỷu khuya ngoằn ngoèo thuở huơ xoong quý qua
quyển uỷ ủy ỷ yêu đường được nước người trường rượu hươu tuyết luyện ấy ăn ở lịch mệnh tiếng việt
hoạch thủ tục hành chính kiểm soát cộng hòa xã hội chủ nghĩa độc lập tự do hạnh phúc"""
BAD = """thuc luat kiém soat trién huyén cira lién hoµ ViÖt kx bcd plan district lâpp
Ñoäc laäp hién huwong phuwong vế\u0301"""


@pytest.mark.parametrize("word", GOOD.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", BAD.split())
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_acronyms_and_numbers_do_not_count() -> None:
    assert spelling("UBND HĐND TTHC 2025 28/KH-UBND a b").words <= 1


@given(st.text())
def test_shares_are_shares(text: str) -> None:
    counts = spelling(text)
    assert 0 <= counts.marked <= counts.syllables <= counts.words
