"""Words behind what a reader saw: the search must find what trying every alignment finds."""

from __future__ import annotations

import functools
import math

import pytest

from pipeline.diacritics.guess import Guesser
from pipeline.diacritics.seen import SeenLetters

WORDS = ("thủ", "thu", "tục", "tú", "của", "ở", "Ủy", "ỦY", "UBND", "quyết", "khuya")
WEIGHTS = {word: -2.0 - 0.1 * len(word) for word in WORDS}
SEEN = SeenLetters(
    {letter: {letter: -0.1} for letter in "thuckbnqyaUNBDY"}
    | {
        "ủ": {"u": -0.5, "ii": -2.0, "tii": -4.0},
        "ú": {"u": -1.0, "ti": -2.5, "": -5.0},
        "ụ": {"u": -0.7, "y": -2.0},
        "ở": {"o": -1.0, "": -7.0},
        "Ủ": {"U": -0.3},
        "ế": {"é": -0.2, "": -4.0},
    }
)


def aligned(word: str, reading: str) -> float:
    """Log P of the likeliest alignment, found by trying all of them."""

    @functools.cache
    def best(letter: int, at: int) -> float:
        if letter == len(word):
            return -6.5 * (len(reading) - at)
        seen = SEEN.seen.get(word[letter], {})
        found = [-6.5 + best(letter, at + 1)] if at < len(reading) else []
        found.append(max(seen.get("", -math.inf), -8.0) + best(letter + 1, at))
        for length in range(1, min(3, len(reading) - at) + 1):
            odd = -9.0 if length == 1 else -math.inf
            weight = max(seen.get(reading[at : at + length], -math.inf), odd)
            found.append(weight + best(letter + 1, at + length))
        return max(found, default=-math.inf)

    return best(0, 0)


@pytest.mark.parametrize(
    "reading", ["thu", "tii", "tuc", "cua", "tyc", "o", "th", "qwyét", "kbuya"]
)
def test_guesses_are_what_trying_everything_finds(reading: str) -> None:
    found = Guesser(WEIGHTS, SEEN).guesses(reading)
    guesses = dict(zip(found.texts, found.weights.tolist(), strict=True))
    lower = [word for word in WORDS if word[0].islower()]
    totals = {word: aligned(word, reading) + WEIGHTS[word] for word in lower}
    best = max(totals.values())
    assert set(guesses) == {word for word, total in totals.items() if total > best - 9.0}
    for word, weight in guesses.items():
        assert weight == pytest.approx(aligned(word, reading), abs=1e-3)


def test_readings_in_capitals_are_words_in_capitals() -> None:
    guesser = Guesser(WEIGHTS, SEEN)
    guesser.prepare(["UY", "UBND", "Uy"])
    assert [guesser.guesses(reading).texts[0] for reading in ("UY", "UBND", "Uy")] == [
        "ỦY",
        "UBND",
        "Ủy",
    ]
