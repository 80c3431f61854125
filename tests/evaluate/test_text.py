"""Character, word and mark errors by hand; the order of pieces is no error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.reading_order import Segment, fragments, text_tally
from pipeline.evaluate.tally import figures
from pipeline.evaluate.text import HANDWRITING, compare_text

PIECES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Ủy ban nhân dân huyện ban hành Kế hoạch với các nội dung sau:",
    "Phòng Nội vụ",
    "Thường xuyên",
)


def test_errors_by_hand() -> None:
    errors = compare_text("Tổng hợp báo cáo", "Tông hợp báo cao")
    assert (errors.char_errors, errors.chars) == (2, 16)
    assert (errors.word_errors, errors.words) == (2, 4)
    assert (errors.mark_errors, errors.syllables) == (2, 4)
    other = compare_text("đôn đốc thực hiện", "đôn đốc hiện")
    assert (other.word_errors, other.mark_errors, other.char_errors) == (1, 0, 5)


def test_one_code_for_each_printed_sign() -> None:
    assert compare_text("“Sạch” – đẹp…", '"Sạch" - đẹp...').char_errors == 0
    assert compare_text("ho\u0323c", "học").char_errors == 0
    assert compare_text("Kế hoạch", "kế hoạch").char_errors == 1


def test_handwriting_is_neither_right_nor_wrong() -> None:
    gold = f"Số: {HANDWRITING} /KH-UBND"
    for read in ("Số: 45 /KH-UBND", "Số: /KH-UBND", "Số: 4 5 x /KH-UBND"):
        assert compare_text(gold, read).word_errors == 0
    assert compare_text(gold, "Số: 45 /KH-UBNĐ").word_errors == 1


@given(st.permutations(PIECES))
def test_the_order_of_pieces_is_no_error(read: list[str]) -> None:
    found = figures(text_tally([Segment(piece) for piece in PIECES], read))
    assert found["cer"] == found["wer"] == 0


def test_the_order_inside_a_piece_is() -> None:
    found = figures(text_tally([Segment("một hai ba bốn năm")], ["bốn năm một hai ba"]))
    assert found["wer"] == pytest.approx(4 / 5)


def test_a_cell_cut_by_the_page_end_is_joined() -> None:
    tally = text_tally([Segment(PIECES[1]), Segment("Quý II/2023")], [
        "Ủy ban nhân dân huyện ban hành", "Quý II/2023", "Kế hoạch với các nội dung sau:",
    ])  # fmt: skip
    assert figures(tally)["wer"] == 0


def test_text_of_nowhere_is_inserted_and_lost_text_is_deleted() -> None:
    tally = text_tally([Segment("Phòng Nội vụ"), Segment("Sở Y tế")], ["Phòng Nội vụ", "xyz qrs"])
    assert (tally["word_errors"], tally["words"]) == (3 + 2, 6)
    assert text_tally([], ["12"])["word_errors"] == 0  # a page number


def test_what_may_stand_there_does_not_count() -> None:
    gold = [Segment("STT", required=False), Segment("Kiểm tra hồ sơ")]
    assert figures(text_tally(gold, ["STT", "Kiểm tra hồ sơ", "STT"]))["cer"] == 0
    assert figures(text_tally(gold, ["Kiểm tra hồ sơ"]))["cer"] == 0


def test_fragments_are_lines_and_cells() -> None:
    assert fragments("Một\n| 1 | Hai ba |\n\nBốn") == ["Một", "1", "Hai ba", "Bốn"]
