"""Words of a reading → their places on paper, fit for readers of PDF."""

from __future__ import annotations

import numpy as np

from pipeline.flow.page import PageReading
from pipeline.flow.placed import page_texts
from pipeline.types.document import PageResult
from pipeline.types.geometry import Box, Transform, scaling
from pipeline.types.page import LayerVerdict
from pipeline.types.placed import PageText, PlacedWord
from pipeline.types.text import Line, Paragraph, Place, Word

RESULT = PageResult(3, 595, 842, 144, 0, 0.0, "text", "t", 1.0, "", "")
HALF = scaling("clean", "points", 0.5, 0.5)


def line(*words: tuple[str, float, float, float, float]) -> Line:
    made = tuple(
        Word(text, text, Box(x0, y0, x1, y1, "clean"), 0.9) for text, x0, y0, x1, y1 in words
    )
    return Line(made, Box(0, 0, 500, 100, "clean"))


def placed(
    *lines: Line, by: Transform = HALF, verdict: LayerVerdict = LayerVerdict.NONE
) -> PageText:
    paragraph = Paragraph("", "", 1.0, (Place(3, Box(0, 0, 9, 9, "clean")),), lines)
    (text,) = page_texts([PageReading(RESULT, (paragraph,), to_points=by, verdict=verdict)])
    return text


def words(text: PageText) -> list[PlacedWord]:
    return [word for row in text.lines for word in row]


def test_words_of_a_line_have_one_base_and_height() -> None:
    found = words(placed(line(("cao", 100, 40, 150, 60), ("Gỗ", 160, 30, 200, 66))))
    assert [word.text for word in found] == ["cao", "Gỗ"]
    assert {word.start[1] for word in found} == {word.end[1] for word in found} == {33.0}
    assert {word.height for word in found} == {18.0}
    assert (found[0].start[0], found[0].end[0]) == (50.0, 75.0)


def test_a_stroke_that_sticks_out_does_not_make_the_line_higher() -> None:
    found = words(
        placed(line(("một", 0, 40, 50, 60), ("(", 60, 0, 65, 140), ("cửa", 80, 40, 120, 60)))
    )
    assert found[0].height < 20


def test_boxes_that_lie_over_one_another_are_parted_by_their_letters() -> None:
    found = words(placed(line(("UBND,", 100, 40, 190, 60), ("Chủ", 130, 40, 200, 60))))
    (left, right), (next_left, next_right) = ((w.start[0], w.end[0]) for w in found)
    assert left == 50
    assert next_right == 100
    assert right + 1 < next_left
    assert abs((right - left) / (next_right - next_left) - 5 / 3) < 0.3


def test_words_that_touch_get_white_between_them() -> None:
    first, second = words(placed(line(("các", 100, 40, 150, 60), ("ban", 150, 40, 190, 60))))
    assert second.start[0] == 75
    assert first.end[0] <= 75 - 0.14 * first.height


def test_turned_paper_turns_the_words() -> None:
    quarter = Transform("clean", "points", np.array([[0, -1, 595.0], [1, 0, 0], [0, 0, 1]]))
    (word,) = words(placed(line(("Sở", 100, 40, 150, 60)), by=quarter))
    assert word.start == (535.0, 100.0)
    assert word.end == (535.0, 150.0)
    assert word.height == 20


def test_dirt_is_no_word_and_verdicts_are_kept() -> None:
    text = placed(line(("", 0, 0, 9, 9)), verdict=LayerVerdict.REJECTED)
    assert (text.lines, text.misread, text.printed) == ((), True, False)
    assert placed(verdict=LayerVerdict.TRUSTED).printed
    assert page_texts([PageReading(RESULT)]) == ()
