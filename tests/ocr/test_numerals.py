"""Roman numerals are counted by their stems on paper, whatever the engine read."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.ocr.shapes import by_shape
from pipeline.train.synth.fonts import Style
from pipeline.types.geometry import Box
from pipeline.types.text import Line, LineImage, Word
from tests.ocr.printing import printed


def counted(line: LineImage, box: Box, read: str) -> str:
    found = by_shape(line, Line((Word(read, read, box, 0.9),), line.box)).words[0]
    assert found.raw == read
    return found.text


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("face", ["r", "b"])
@pytest.mark.parametrize(
    ("paper", "read"),
    [
        ("II", "I"),
        ("III", "II"),
        ("III", "HI"),
        ("II", "H"),
        ("III/2026", "II/2026"),
        ("II/2026", "H/2026"),
        ("III,", "II,"),
        ("II.", "III."),
        ("I", "I"),
        ("VII", "VI"),
    ],
)
def test_stems_decide(dpi: int, face: Style, paper: str, read: str) -> None:
    line, box = printed("Quý", paper, face, dpi)
    assert counted(line, box, read) == paper


@pytest.mark.parametrize(
    ("paper", "read"),
    [("H", "H"), ("IV", "II"), ("IV/2024", "IV/2024"), ("11", "11"), ("1", "1"), ("TH.", "TH.")],
)
def test_what_is_no_row_of_stems_stays_as_it_was_read(paper: str, read: str) -> None:
    line, box = printed("Số", paper, "r", 200)
    assert counted(line, box, read) == read


def test_a_poor_copy_keeps_the_reading_or_mends_it() -> None:
    """Torn and flooded stems must not give a third numeral."""
    noise = np.random.default_rng(3)
    for paper, read in [("III", "II"), ("II", "II"), ("I", "I")]:
        line, box = printed("Quý", paper, "r", 100)
        gray = cv2.GaussianBlur(line.image, (0, 0), 0.8).astype(np.float64)
        gray += noise.normal(0, 18, gray.shape)
        worn: NDArray[np.uint8] = np.where(gray < 150, 0, 255).astype(np.uint8)
        assert counted(LineImage(worn, line.box), box, read) in (read, paper)


def test_words_without_numerals_are_left_alone() -> None:
    line, box = printed("Ủy ban", "nhân", "r", 200)
    before = Line((Word("nhân", "nhân", box, 0.4),), line.box)
    assert by_shape(line, before) is before
