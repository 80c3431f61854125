from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pipeline.ocr.shapes import by_shape
from pipeline.ocr.signs import may_be_per_mille, with_bar
from pipeline.types.geometry import Box
from pipeline.types.text import Line, Word
from tests.ocr.printing import printed


def chevron(left: int, bar: bool, size: int, turned: bool) -> NDArray[np.uint8]:
    """A > (or < where ``turned``) as print has it, with or without its bar."""
    image = Image.new("L", (160, 60), 255)
    pen = ImageDraw.Draw(image)
    tip, back = (left + size, left) if not turned else (left, left + size)
    pen.line([(back, 10), (tip, 10 + size // 2), (back, 10 + size)], fill=0, width=2)
    if bar:
        pen.line([(left, 15 + size), (left + size, 15 + size)], fill=0, width=2)
    pen.rectangle([left + size + 12, 10, left + size + 30, 12 + size], outline=0)
    return np.asarray(image)


@pytest.mark.parametrize("size", [16, 20, 28])
@pytest.mark.parametrize(("sign", "barred"), [(">", "≥"), ("<", "≤")])
@pytest.mark.parametrize("off", [-4, 0, 5])
def test_the_bar_under_a_sign_is_seen(size: int, sign: str, barred: str, off: int) -> None:
    turned = sign == "<"
    span = (20 + off, 20 + size + off)
    assert with_bar(sign, chevron(20, True, size, turned), *span) == barred
    assert with_bar(sign, chevron(20, False, size, turned), *span) == sign


@given(st.characters().filter(lambda c: c not in "<>"))
def test_other_signs_stay(sign: str) -> None:
    assert with_bar(sign, chevron(20, True, 20, False), 20, 40) == sign


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize(
    ("paper", "read"),
    [("0,2‰;", "0,2%o;"), ("20‰.", "20%o."), ("75%", "75%o"), ("9%", "9%o"), ("12,5%,", "12,5%0,")],
)
def test_per_mille_by_its_width(dpi: int, paper: str, read: str) -> None:
    line, box = printed("giảm", paper, "r", dpi)
    word = by_shape(line, Line((Word(read, read, box, 0.9),), line.box)).words[0]
    assert (word.text, word.raw) == (paper, read)


@pytest.mark.parametrize(("read", "shown"), [("0,2%o", "0,2‰"), ("75%o", "75%")])
def test_the_number_tells_where_the_shape_does_not(read: str, shown: str) -> None:
    line, box = printed("giảm", "", "r", 200)
    assert by_shape(line, Line((Word(read, read, box, 0.9),), line.box)).words[0].text == shown


@pytest.mark.parametrize("raw", ["100%", "%o", "5%ong"])
def test_per_mille_only_after_a_number(raw: str) -> None:
    assert not may_be_per_mille(Word(raw, raw, Box(0, 0, 9, 9, "clean"), 0.9))
