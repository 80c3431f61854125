"""Words that a reader was unsure of, in the context of their line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.misread import Speller
from pipeline.diacritics.reading import repair_lines
from pipeline.store.weights import load_reader_errors
from pipeline.types.geometry import Box
from pipeline.types.text import Alternative, Line, Word

BOX = Box(0, 0, 10, 10, "clean")


@pytest.fixture(scope="module")
def speller(lexicon: Lexicon) -> Speller:
    return Speller(lexicon, load_reader_errors())


def word(text: str, shares: tuple[float, ...] = (), *others: str) -> Word:
    known = shares or (1.0,) * len(text)
    alternatives = tuple(Alternative(other, 0.2) for other in others)
    return Word(text, text, BOX, min(known), known, alternatives)


def unsure(text: str, at: int, *others: str) -> Word:
    """Return a word whose letter at ``at`` was read with 0.4."""
    return word(text, tuple(0.4 if i == at else 1.0 for i in range(len(text))), *others)


def repaired(speller: Speller, *words: Word) -> Line:
    return repair_lines([[Line(words, BOX)]], speller)[0][0]


def test_context_chooses_among_the_readings_of_an_unsure_word(speller: Speller) -> None:
    start = [word(text) for text in ("Ban", "hành", "Kế")]
    end = [word(text) for text in ("thực", "hiện", "nhiệm", "vụ")]
    line = repaired(speller, *start, unsure("hoach", 2, "hoạch"), *end)
    assert line.text == "Ban hành Kế hoạch thực hiện nhiệm vụ"
    changed = line.words[3]
    assert changed.raw == "hoach"
    assert changed.box == BOX
    assert changed.confidence > 0.9


def test_letters_are_changed_as_the_error_model_knows_them(speller: Speller) -> None:
    words = [word("Ủy"), word("ban"), word("nhân"), unsure("dan", 1), word("huyện")]
    assert repaired(speller, *words).text == "Ủy ban nhân dân huyện"


def test_signs_and_capitals_around_a_word_stay(speller: Speller) -> None:
    words = [word("(KẾ"), unsure("HOACH", 2, "HOẠCH"), unsure("NĂM);", 1)]
    assert repaired(speller, *words).text == "(KẾ HOẠCH NĂM);"


def test_what_was_read_surely_stays_whatever_stands_around_it(speller: Speller) -> None:
    words = [word(text) for text in ("Kế", "toán", "trưởng", "Đăk", "Mar", "bán", "hàng")]
    assert repaired(speller, *words).text == "Kế toán trưởng Đăk Mar bán hàng"


def test_another_reading_of_the_whole_word_is_a_candidate(speller: Speller) -> None:
    torn = replace(
        word("clnưc", (0.3,) * 5),
        alternatives=(Alternative("chức", 0.5), Alternative("clnưo", 0.1)),
    )
    assert repaired(speller, word("Tổ"), torn, word("thực"), word("hiện")).text == (
        "Tổ chức thực hiện"
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    number=st.sampled_from(["12/3/2021", "61/2018/NĐ-CP", "100%", "1.500", "QL1A", "09/KH-UBND"]),
    share=st.floats(0.05, 0.6),
)
def test_numbers_dates_and_codes_never_change(speller: Speller, number: str, share: float) -> None:
    doubtful = word(number, (share,) * len(number), number.replace("1", "l"))
    line = repaired(speller, word("số"), doubtful, word("ngày"))
    assert line.words[1].text == number


def test_as_many_lines_and_words_come_out_as_went_in(speller: Speller) -> None:
    empty = Line((), BOX)
    dirt = Word("", "~'", BOX, 0.2, (0.2, 0.2))
    text = [Line((dirt, unsure("nghi", 3)), BOX), empty, Line((word("quyết."),), BOX)]
    done = repair_lines([text, []], speller)
    assert [[len(line.words) for line in lines] for lines in done] == [[2, 0, 1], []]
    assert done[0][0].words[0] == dirt
    assert done[0][0].text == "nghị"
