"""Repair with the shipped model."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.diacritics.candidates import Candidate, Token, readings_of
from pipeline.diacritics.codes import mended_code
from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.repair import choose
from pipeline.diacritics.text import TextRepairer, kind_of
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


def test_marks_come_back(repairer: TextRepairer) -> None:
    lines = PLAN.split("\n")
    assert repairer.repair([bare(line) for line in lines]) == lines


@pytest.mark.parametrize(
    "line",
    [
        "Vận động bà con phơi thóc trên sân đình, che bạt khi trời mưa rào.",
        "Tiêm phòng dại cho đàn chó, phun thuốc diệt muỗi vằn ở các xóm trọ.",
        "Mở lớp dạy đan lát, dệt vải, nấu ăn cho chị em ở bản vùng cao.",
    ],
)
def test_marks_of_everyday_words_come_back(line: str, repairer: TextRepairer) -> None:
    assert repairer.repair([bare(line)]) == [line]


def test_text_that_has_its_marks_stays(repairer: TextRepairer) -> None:
    lines = [*PLAN.split("\n"), "Thuỷ lợi, hoá chất: xử lí  2 lần…\t", " ", ""]
    assert repairer.repair(lines) == lines


def test_text_comes_out_composed(repairer: TextRepairer) -> None:
    lines = PLAN.split("\n")
    decomposed = [unicodedata.normalize("NFD", line) for line in lines]
    assert repairer.repair(decomposed) == lines


@pytest.mark.parametrize("lines", [[], [""], ["", "", ""], ["   ", "\t"], ["123", "- ; ."]])
def test_nothing_to_repair(lines: list[str], repairer: TextRepairer) -> None:
    assert repairer.repair(lines) == lines


@pytest.mark.parametrize("line", ["- Lưu: VT, TH1, VX2;", "Võ Thanh Quang"])
def test_a_few_words_are_no_garbled_text(line: str, repairer: TextRepairer) -> None:
    assert repairer.repair([line]) == [line]


GARBLED = """\
UY BAN NHAN DAN CONG HOA XA HQI CHU NGHIA VIET NAM
HUYEN PHU HOA Doc 1ap - Tw do - Hanh phuc
S6: 28/KH-UBND Phu Hoa, ngay 24 thang 01 nam 2025
KE HOACH

Trién khai thwe hién co ché mot cira, mét ctra lién thong

- Phong Ndi vu chi tri, phéi hop véi cac co quan chuyén mén thudc Uy ban nhdn ddn huyén
tham muu ban hanh vdn ban chi dao, dén déc, huéng dan; hoan thanh truéc ngay 15/3/2025.
"""


def test_text_read_in_the_wrong_language(repairer: TextRepairer, lexicon: Lexicon) -> None:
    lines = GARBLED.split("\n")
    assert kind_of(lines, lexicon) == "garbled"
    assert repairer.repair(lines) == PLAN.split("\n")


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("theo Nghi dinh s6 63/2010/ND-CP cua Chinh phu;", "Nghị định số 63/2010/NĐ-CP của"),
        ("Vanphong HDND va UBND huyén", "Văn phòng HĐND và UBND"),
        ("theo diém b khoan 2 Diéu 13; thuc hién hodc bao cao", "điểm b khoản 2 Điều 13; thực"),
        ("1A A thu tuc hanh chinh . X n A va", "1A thủ tục hành chính . và"),
        ("I11. CHE DO BAO CAO", "III. CHẾ ĐỘ BÁO CÁO"),
        ("thuc hién hodc bdo cdo", "thực hiện hoặc báo cáo"),
        ("hudng dan cac hu yén thuc hién ché do bdo cdo", "các huyện thực hiện"),
    ],
)
def test_numbers_torn_words_and_dirt(read: str, printed: str, repairer: TextRepairer) -> None:
    lines = [*GARBLED.split("\n"), read]
    assert printed in repairer.repair(lines)[-1]


@pytest.mark.parametrize(
    ("read", "meant", "garbled"),
    [
        ("61/2018/ND-CP;", "61/2018/NĐ-CP;", False),
        ("(45/2020/NB-CP", "(45/2020/NĐ-CP", True),
        ("1085/0D-TTg", "1085/QĐ-TTg", True),
        ("107/2021/NP-", "107/2021/NĐ-", True),
        ("45/2020/NB-CP", "45/2020/NB-CP", False),  # letters were lost nowhere, only marks
        ("12/HD-UBND", "12/HD-UBND", True),  # Hướng dẫn or Hợp đồng
        ("12/PA-SNV", "12/PA-SNV", True),  # Phương án, Đề án, Dự án: each has a code
        ("09/KH-XYZ", "09/KH-XYZ", True),
        ("12/3/2021", "12/3/2021", True),
        ("15/2021/QH15", "15/2021/QH15", True),
        ("0/0", "0/0", True),
    ],
)
def test_letters_of_document_numbers_are_mended(read: str, meant: str, garbled: bool) -> None:
    assert mended_code(read, garbled) == meant
    assert mended_code(meant, garbled) == meant


def token(raw: str, *candidates: str) -> Token:
    return Token(raw, readings_of(Candidate(text, 0.0) for text in candidates or (raw,)))


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
    joined = readings_of([Candidate("thủ", 0.0), Candidate("thú", 0.0)])
    torn = Token("th", readings_of([Candidate("th", -6.0)]), joined)
    text = [token("kiểm"), token("soát"), torn, token("ủ"), token("tục"), token("hành")]
    choices = choose([text], lexicon)[0]
    assert [(c.text, c.covers) for c in choices][2:4] == [("thủ", 2), ("tục", 1)]


def test_texts_do_not_touch_one_another(lexicon: Lexicon) -> None:
    one = [token("thủ"), token("tuc", "tục", "túc")]
    other = [token("tự"), token("tuc", "tục", "túc")]
    alone = [choose([one], lexicon)[0], choose([other], lexicon)[0], []]
    assert choose([one, other, []], lexicon) == alone


def test_a_month_read_with_the_letter_o_is_a_figure(repairer: TextRepairer) -> None:
    read = GARBLED.replace("24 thang 01", "24 thang O1").split("\n")
    assert repairer.repair(read) == PLAN.split("\n")


def test_words_that_others_fit_as_well_are_doubtful(repairer: TextRepairer) -> None:
    mended = repairer.mend([*GARBLED.split("\n"), "ban csupgf 12"])
    sure = {word.text: word.confidence for line in mended[:-1] for word in line.words}
    assert all(sure[word] > 0.9 for word in ("HỘI", "Triển", "khai", "chuyên", "dẫn"))
    ban, unknown, figures = mended[-1].words
    assert ban.confidence < 0.8
    assert ban.alternatives[0].text in ("bản", "bàn", "bạn", "Bản", "ban")
    assert unknown.confidence < 0.2, "no one knows such a word"
    assert figures.confidence < 1, "figures are never changed, whoever read them"


def test_of_text_that_has_its_marks_only_unknown_words_are_doubted(repairer: TextRepairer) -> None:
    told = [
        w for line in repairer.mend([*PLAN.split("\n"), "hệ thống Zqwerty"]) for w in line.words
    ]
    assert [word.raw for word in told if word.confidence < 1] == ["Zqwerty"]
    assert all(word.raw == word.text for word in told)


def test_figures_of_text_that_only_lost_its_marks_are_right(repairer: TextRepairer) -> None:
    (line,) = repairer.mend(["Bao cao 12 thang ve UBND huyen"])
    assert next(word.confidence for word in line.words if word.text == "12") == 1.0


def test_two_tokens_that_a_space_tore_are_one_word(repairer: TextRepairer) -> None:
    *_, line = repairer.mend([*GARBLED.split("\n"), "hudng dan cac hu yén thuc hién ché do"])
    torn = next(word for word in line.words if word.text == "huyện")
    assert (torn.raw, torn.start) == ("hu yén", 14)
