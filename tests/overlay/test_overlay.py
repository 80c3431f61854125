"""The picture of a page shows its cells, joins and records where they are."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pictures

from pipeline.overlay import Area, JoinMark, NumberedRecord, PageView, draw, sketch
from pipeline.overlay.ink import JOIN, PAINTS, letters, wrapped
from pipeline.overlay.page import GUTTER, SKETCH_DPI
from pipeline.types.geometry import Box
from pipeline.types.task import Deadline, TaskRecord

CELL = Box(100, 100, 500, 300, "clean")


def record(content: str) -> TaskRecord:
    return TaskRecord(
        "t0r1", 0, "I", "Mục", "1", content, "", ("Sở Y tế",), (), "Quý I", Deadline("quarter"), ()
    )


Pixels = NDArray[np.int64]


def whole(view: PageView) -> Pixels:
    return np.asarray(Pictures.open(BytesIO(draw(view))).convert("RGB"), np.int64)


def picture(view: PageView) -> Pixels:
    """The drawing from the page's left edge on."""
    return whole(view)[:, GUTTER:]


def view(**more: object) -> PageView:
    return PageView(3, np.full((600, 800), 255, np.uint8), 1.0, **more)  # type: ignore[arg-type]


def near(pixels: Pixels, colour: tuple[int, int, int]) -> NDArray[np.bool_]:
    return np.asarray(np.abs(pixels - np.array(colour)).max(axis=-1) < 24)


def test_a_cell_has_the_colour_of_its_field() -> None:
    drawn = picture(view(cells=(Area(CELL, "deadline"),)))
    r, g, b = drawn[200, 300]
    assert r > g > b  # tinted orange
    assert near(drawn[200, 99:103], PAINTS["deadline"].colour).any()  # outlined
    assert (drawn[400, 300] > 240).all()


def test_a_join_is_told_at_the_tables_edge() -> None:
    joined = picture(view(joins=(JoinMark("bottom", 4, CELL, (CELL,)),)))
    marked = near(joined[290:330, 100:500], JOIN)
    assert marked.sum() > 300
    assert not near(picture(view())[290:330, 100:500], JOIN).any()


def test_records_stand_beside_the_page_however_many() -> None:
    numbered = tuple(NumberedRecord(i, record(f"Nhiệm vụ {i}"), CELL.y0) for i in range(1, 30))
    many, few = picture(view(records=numbered)), picture(view())
    assert few.shape[0] == 600
    assert many.shape[0] > 2000  # the panel grows below the page


def test_numbers_of_records_hide_nothing_of_the_page() -> None:
    numbered = tuple(NumberedRecord(i, record("Việc"), 100.0) for i in (1, 2, 103))
    with_records, without = whole(view(records=numbered)), whole(view())
    page = slice(GUTTER, GUTTER + 800)
    assert (with_records[:600, page] == without[:600, page]).all()
    badges = np.asarray(near(with_records[:600, :GUTTER], PAINTS["content"].colour).any(axis=1))
    assert badges[102:118].all(), "beside where the task begins"
    assert (np.flatnonzero(np.diff(badges.astype(int))) + 1).size == 6, "none over another"


@pytest.mark.parametrize("text", ["", "một", "một " * 300, "x" * 500])
def test_words_keep_to_their_width(text: str) -> None:
    font = letters(16)
    lines = wrapped(text, font, 200, 3)
    assert len(lines) <= 3
    assert all(font.getlength(line) <= 230 or " " not in line for line in lines)


def test_every_vietnamese_letter_can_be_drawn() -> None:
    missing = letters(20).getmask("￿")
    for char in "ăâđêôơưĂÂĐÊÔƠƯạảãàáặẳẵằắậẩẫầấẹẻẽèéệểễềếịỉĩìíọỏõòóộổỗồốợởỡờớụủũùúựửữừứỵỷỹỳý≥≤–…":
        assert bytes(letters(20).getmask(char)) != bytes(missing), char


def test_a_sketch_is_small_and_knows_its_scale() -> None:
    small, scale = sketch(np.full((3508, 2480), 255, np.uint8), 300.0)
    assert scale == pytest.approx(SKETCH_DPI / 300)
    assert small.shape == (round(3508 * scale), round(2480 * scale))
    same, one = sketch(np.full((100, 80), 255, np.uint8), 72.0)
    assert (same.shape, one) == ((100, 80), 1.0)
