from __future__ import annotations

import math

import pytest

from pipeline.diacritics.seen import SeenLetters, seen_from_bytes, seen_to_bytes
from pipeline.train.garbling.learning import learn

LINES = [
    *[("thủ tục hành chính", "thu tuc hanh chinh")] * 30,
    *[("thủ tục một cửa", "thu tyc mét cira")] * 10,
    *[("kế hoạch", "ké hoach")] * 10,
    ("hoàn toàn khác", "###"),
]


@pytest.fixture(scope="module")
def seen() -> SeenLetters:
    return learn(LINES)


def test_letters_are_seen_as_what_was_read_for_them(seen: SeenLetters) -> None:
    assert math.exp(seen.seen["ụ"]["u"]) == pytest.approx(0.75, abs=0.15)
    assert seen.seen["ụ"]["y"] > seen.seen["ủ"]["y"]
    assert "é" in seen.seen["ế"]


def test_a_letter_may_be_read_as_several(seen: SeenLetters) -> None:
    assert "ir" in seen.seen["ử"]


def test_a_line_that_was_not_read_teaches_nothing(seen: SeenLetters) -> None:
    assert "#" not in {reading for readings in seen.seen.values() for reading in readings}


def test_packing_keeps_it(seen: SeenLetters) -> None:
    packed = seen_to_bytes(seen)
    assert seen_to_bytes(seen_from_bytes(packed)) == packed
