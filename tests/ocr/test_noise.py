from __future__ import annotations

import pytest

from pipeline.ocr.noise import without_noise
from pipeline.types.geometry import Box
from pipeline.types.text import Line, Word

BOX = Box(0, 0, 10, 10, "clean")


def read(*words: tuple[str, float]) -> Line:
    return without_noise(Line(tuple(Word(t, t, BOX, c) for t, c in words), BOX))


def test_dirt_leaves_the_text_and_stays_in_the_raw_reading() -> None:
    line = read(("'_", 0.9), ("UBND", 1.0), ("ˆ", 0.9), ("cấp", 1.0), (".", 0.9))
    assert line.text == "UBND cấp"
    assert line.raw == "'_ UBND ˆ cấp ."


@pytest.mark.parametrize(
    "text",
    ["-", "+", "15/6", "“Nông", "sạch”", "(TTHC)", "thôn;", "45/KH-UBND", "≥", "100%", "&", "a)"],
)
def test_print_stays(text: str) -> None:
    assert read((text, 0.95)).text == text


def test_a_doubtful_dash_is_dirt() -> None:
    assert read(("Các", 1.0), ("-", 0.3), ("ban", 1.0)).text == "Các ban"


def test_strokes_at_the_edges_of_a_word_go() -> None:
    assert read(("_UBND", 0.9), ("dân'", 0.9)).text == "UBND dân"


def test_what_a_signature_drew_is_no_text() -> None:
    line = read(("rn", 0.5), ("²rx", 0.4), ("Ym", 0.6), ("ZSY", 0.3))
    assert line.text == ""
    assert line.raw == "rn ²rx Ym ZSY"


@pytest.mark.parametrize("words", [("Quý", "lll"), ("III",), ("12/2025",), ("45", "%"), ("x",)])
def test_faint_words_and_numbers_stay(words: tuple[str, ...]) -> None:
    assert read(*((word, 0.4) for word in words if word != "%"), ("%", 0.9)).text.startswith(
        words[0]
    )


def test_letters_that_were_read_surely_stay() -> None:
    assert read(("VSATTP", 0.99), ("KCB-BHYT", 0.98)).text == "VSATTP KCB-BHYT"
