"""Two engines: the second is asked where the first is unsure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.ocr.both import BothEngine
from pipeline.types.geometry import Box
from pipeline.types.text import Line, LineImage, Word


class Fixed:
    """Reads the same word in every line, with the confidences of ``sure``; counts its lines."""

    def __init__(self, text: str, sure: Sequence[float]) -> None:
        self.identity = f"fixed {text}"
        self._text, self._sure = text, sure
        self.asked = 0

    def read(self, lines: Sequence[LineImage]) -> list[Line]:
        self.asked += len(lines)
        return [
            Line((Word(self._text, self._text, line.box, sure),), line.box)
            if sure
            else Line((), line.box)
            for line, sure in zip(lines, self._sure, strict=False)
        ]


LINES = [
    LineImage(np.full((30, 90), 255, np.uint8), Box(0, 40 * i, 80, 40 * i + 20, "clean"))
    for i in range(3)
]


def test_the_second_reads_only_what_the_first_is_unsure_of() -> None:
    first, second = Fixed("một", (0.999, 0.3, 0.999)), Fixed("hai", (0.9,))
    read = BothEngine(first, second).read(LINES)
    assert [line.text for line in read] == ["một", "hai", "một"]
    assert [line.box for line in read] == [line.box for line in LINES]
    assert second.asked == 1
    assert "một" in [other.text for other in read[1].words[0].alternatives]


def test_a_line_that_the_first_finds_blank_stays_blank() -> None:
    first, second = Fixed("một", (0.0, 0.999, 0.999)), Fixed("hai", (0.9,))
    assert [line.text for line in BothEngine(first, second).read(LINES)] == ["", "một", "một"]


def test_both_are_named() -> None:
    identity = BothEngine(Fixed("một", ()), Fixed("hai", ())).identity
    assert "một" in identity
    assert "hai" in identity
