"""Repair with the shipped model."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.repair import Candidate, Token, choose
from pipeline.diacritics.text import repair_text
from pipeline.types.folding import fold

PLAN = """\
ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN PHÚ HÒA Độc lập - Tự do - Hạnh phúc
Số: 28/KH-UBND Phú Hòa, ngày 24 tháng 01 năm 2025
KẾ HOẠCH

Triển khai thực hiện cơ chế một cửa, một cửa liên thông

- Phòng Nội vụ chủ trì, phối hợp với các cơ quan chuyên môn thuộc Ủy ban nhân dân huyện
tham mưu ban hành văn bản chỉ đạo, đôn đốc, hướng dẫn; hoàn thành trước ngày 15/3/2025.
"""


def bare(text: str) -> str:
    """A text that lost its marks."""
    return "".join(fold(char).upper() if char.isupper() else fold(char) for char in text)


def test_marks_come_back(lexicon: Lexicon) -> None:
    lines = PLAN.split("\n")
    assert repair_text([bare(line) for line in lines], lexicon) == lines


def test_text_that_has_its_marks_stays(lexicon: Lexicon) -> None:
    lines = [*PLAN.split("\n"), "Thuỷ lợi, hoá chất: xử lí  2 lần…\t", " ", ""]
    assert repair_text(lines, lexicon) == lines


def test_text_comes_out_composed(lexicon: Lexicon) -> None:
    lines = PLAN.split("\n")
    decomposed = [unicodedata.normalize("NFD", line) for line in lines]
    assert repair_text(decomposed, lexicon) == lines


@pytest.mark.parametrize("lines", [[], [""], ["", "", ""], ["   ", "\t"], ["123", "- ; ."]])
def test_nothing_to_repair(lines: list[str], lexicon: Lexicon) -> None:
    assert repair_text(lines, lexicon) == lines


def token(raw: str, *candidates: str) -> Token:
    return Token(raw, tuple(Candidate(text, 0.0) for text in candidates or (raw,)))


def test_context_decides_and_tells_the_second_best(lexicon: Lexicon) -> None:
    text = [
        token("kiểm"),
        token("soat", "soạt", "soát", "soat"),
        token("thủ"),
        token("tuc,", "tục,", "túc,"),
    ]
    choices = choose([text], lexicon)[0]
    assert [choice.text for choice in choices] == ["kiểm", "soát", "thủ", "tục,"]
    assert choices[1].confidence > 0.9
    assert choices[3].confidence > 0.9
    assert sum(a.confidence for a in choices[1].seconds) <= 1 - choices[1].confidence + 1e-6


def test_a_single_candidate_stays_whatever_stands_around_it(lexicon: Lexicon) -> None:
    choices = choose([[token("kiểm"), token("xoát"), token("thủ"), token("tục")]], lexicon)[0]
    assert (choices[1].text, choices[1].confidence) == ("xoát", 1.0)


def test_two_tokens_may_be_one_word(lexicon: Lexicon) -> None:
    torn = Token("th", (Candidate("th", -6.0),), (Candidate("thủ", 0.0), Candidate("thú", 0.0)))
    text = [token("kiểm"), token("soát"), torn, token("ủ"), token("tục"), token("hành")]
    choices = choose([text], lexicon)[0]
    assert [(c.text, c.covers) for c in choices][2:4] == [("thủ", 2), ("tục", 1)]


def test_texts_do_not_touch_one_another(lexicon: Lexicon) -> None:
    one = [token("thủ"), token("tuc", "tục", "túc")]
    other = [token("tự"), token("tuc", "tục", "túc")]
    alone = [choose([one], lexicon)[0], choose([other], lexicon)[0], []]
    assert choose([one, other, []], lexicon) == alone
