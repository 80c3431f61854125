"""Two readings of one line."""

from __future__ import annotations

from pipeline.ocr.vote import surer, surer_words
from pipeline.types.geometry import Box
from pipeline.types.text import Word


def word(text: str, x0: float, x1: float, confidence: float) -> Word:
    return Word(text, text, Box(x0, 0, x1, 10, "clean"), confidence)


def test_the_surer_reading_is_taken_and_keeps_the_other_as_alternatives() -> None:
    one = (word("Kê", 0, 20, 0.5), word("hoạch", 25, 70, 0.9))
    other = (word("Kế", 1, 20, 0.9), word("hoạch", 25, 70, 0.95))
    taken = surer(one, other)
    assert [w.text for w in taken] == ["Kế", "hoạch"]
    assert [a.text for a in taken[0].alternatives] == ["Kê"]
    assert taken[1].alternatives == ()


def test_words_cut_otherwise_are_no_alternatives() -> None:
    one = (word("kếhoạch", 0, 70, 0.9),)
    other = (word("kế", 0, 20, 0.5), word("hoạch", 25, 70, 0.5))
    assert surer(one, other) == one


def test_a_reading_without_words_is_never_taken() -> None:
    one = (word("9", 0, 5, 0.1),)
    assert surer((), one) == surer(one, ()) == one
    assert surer((), ()) == ()


def test_each_word_is_taken_from_the_surer_reading() -> None:
    one = (word("Kê", 0, 20, 0.5), word("hoạch", 25, 70, 0.9), word("năm", 75, 99, 0.6))
    other = (word("Kế", 1, 20, 0.9), word("hoach", 25, 70, 0.95), word("n", 75, 80, 0.99))
    taken = surer_words(one, other, trust=0.8)
    assert [w.text for w in taken] == ["Kế", "hoạch", "năm"]
    assert [[a.text for a in w.alternatives] for w in taken] == [["Kê"], ["hoach"], []]
    assert surer_words(one, (), trust=1.0) == one
    assert surer_words((), other, trust=1.0) == ()
