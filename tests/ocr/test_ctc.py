"""Steps of a line to characters."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.ocr.ctc import symbols_of

ALPHABET = " abcvànăm"


def chances(*steps: dict[str, float]) -> NDArray[np.float32]:
    """Chances of each step by character; "-" is none, which takes what is left."""
    rows = np.zeros((len(steps), len(ALPHABET) + 1), np.float32)
    for row, step in zip(rows, steps, strict=True):
        for character, chance in step.items():
            row[0 if character == "-" else ALPHABET.index(character) + 1] = chance
        row[0] += 1 - row.sum()
    return rows


def test_equal_steps_are_one_character_unless_none_lies_between() -> None:
    sure = {"a": 0.9}
    assert [s.text for s in symbols_of(chances(sure, sure), ALPHABET)] == ["a"]
    assert [s.text for s in symbols_of(chances(sure, {}, sure), ALPHABET)] == ["a", "a"]
    assert [s.text for s in symbols_of(chances({"b": 1}, {"a": 1}), ALPHABET)] == ["b", "a"]


def test_nothing_is_read_from_nothing() -> None:
    assert symbols_of(chances({}, {}), ALPHABET) == []
    assert symbols_of(chances(), ALPHABET) == []


def test_the_surest_step_says_how_sure_and_what_else() -> None:
    (symbol,) = symbols_of(chances({"a": 0.5, "c": 0.4}, {"a": 0.7, "b": 0.2}, {}), ALPHABET)
    assert (symbol.start, symbol.end) == (0, 2)
    assert symbol.share == pytest.approx(0.7)
    assert [text for text, _ in symbol.choices] == ["b", ""]
    assert [chance for _, chance in symbol.choices] == pytest.approx([0.2, 0.1], abs=1e-6)


def test_a_space_half_seen_parts_words_that_are_no_syllable_together() -> None:
    def read(seen: float, *words: str) -> str:
        steps = []
        for number, word in enumerate(words):
            steps += [{" ": seen}] if number else []
            steps += [{letter: 0.9} for letter in word]
        return "".join(symbol.text for symbol in symbols_of(chances(*steps), ALPHABET))

    assert read(0.3, "và", "năm") == "và năm"
    assert read(0.05, "và", "năm") == "vànăm", "the network saw none"
    assert read(0.3, "n", "ăm") == "năm", "a syllable stays whole"
    assert read(0.3, "bc", "bc") == "bcbc", "what follows is no word"
