"""Grids drawn, worn and found again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.tables.grids import find_grids
from pipeline.tables.settings import TableSettings
from pipeline.types.page import CleanPage
from pipeline.types.table import Grid

SETTINGS = TableSettings()
Draw = Callable[..., NDArray[np.uint8]]
MakePage = Callable[..., CleanPage]
XS = (100, 180, 520, 800, 1150)
YS = (200, 300, 420, 480, 700)


def spans_of(grid: Grid) -> list[tuple[int, int, int, int]]:
    return sorted((c.row, c.column, c.row_span, c.column_span) for c in grid.cells)


def check_invariants(grid: Grid) -> None:
    covered = np.zeros((grid.rows, grid.columns), int)
    for cell in grid.cells:
        rows = slice(cell.row, cell.row + cell.row_span)
        covered[rows, cell.column : cell.column + cell.column_span] += 1
    assert (covered == 1).all()
    assert all(a < b for a, b in pairwise(grid.xs))
    assert all(a < b for a, b in pairwise(grid.ys))
    for i, a in enumerate(grid.cells):
        for b in grid.cells[i + 1 :]:
            common = a.box.intersection(b.box)
            assert common is None or min(common.width, common.height) < 6


@st.composite
def tables(draw: st.DrawFn, drawing: Any) -> Any:
    gaps = draw(st.sampled_from([0, 8]))
    # Two gaps may take the better part of a shorter side; nothing then tells it from a merged cell.
    least = 140 if gaps else 52
    widths = draw(st.lists(st.integers(max(least, 60), 240), min_size=2, max_size=5))
    heights = draw(st.lists(st.integers(least, 190), min_size=2, max_size=8))
    xs = [90 + sum(widths[:i]) for i in range(len(widths) + 1)]
    ys = [150 + sum(heights[:i]) for i in range(len(heights) + 1)]
    assume(xs[-1] - xs[0] >= 580)
    spans = []
    taken: set[tuple[int, int]] = set()
    for _ in range(draw(st.integers(0, 3))):
        r, c = draw(st.integers(0, len(heights) - 1)), draw(st.integers(0, len(widths) - 1))
        h, w = draw(st.integers(1, len(heights) - r)), draw(st.integers(1, len(widths) - c))
        squares = {(r + i, c + j) for i in range(h) for j in range(w)}
        if len(squares) > 1 and not squares & taken:
            taken |= squares
            spans.append((r, c, h, w))
    return drawing(
        xs=xs,
        ys=ys,
        spans=spans,
        thickness=draw(st.integers(2 if gaps else 1, 4)),
        ink=draw(st.sampled_from([0, 60] if gaps else [0, 60, 150])),
        skew_deg=draw(st.floats(-0.3, 0.3)),
        gaps=gaps,
        noise=draw(st.sampled_from([0.0, 6.0])),
        seed=draw(st.integers(0, 99)),
    )


def every_border_bounds_a_cell(table: Any) -> bool:
    rows = {edge for r, _, h, _ in table.cells for edge in (r, r + h)}
    columns = {edge for _, c, _, w in table.cells for edge in (c, c + w)}
    return len(rows) == len(table.ys) and len(columns) == len(table.xs)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_drawn_table_is_found_exactly(
    data: st.DataObject, drawing: Any, draw_table: Draw, make_page: MakePage
) -> None:
    table = data.draw(tables(drawing))
    assume(every_border_bounds_a_cell(table))
    found = find_grids(make_page(draw_table(table)), SETTINGS)
    assert len(found) == 1
    check_invariants(found[0])
    assert spans_of(found[0]) == table.cells
    assert not found[0].open_top
    assert not found[0].open_bottom
    assert np.abs(np.array(found[0].xs) - table.xs).max() < 8
    assert np.abs(np.array(found[0].ys) - table.ys).max() < 8


@pytest.mark.parametrize("top", [False, True])
@pytest.mark.parametrize("bottom", [False, True])
def test_a_row_cut_by_the_page_end_is_kept(
    top: bool, bottom: bool, drawing: Any, draw_table: Draw, make_page: MakePage
) -> None:
    table = drawing(XS, YS, spans=[(1, 1, 2, 1)], open_top=top, open_bottom=bottom)
    (found,) = find_grids(make_page(draw_table(table)), SETTINGS)
    assert spans_of(found) == table.cells
    assert (found.open_top, found.open_bottom) == (top, bottom)
    assert found.ys == pytest.approx(YS, abs=6)


def test_a_page_inside_one_row_is_a_table_open_at_both_ends(
    drawing: Any, draw_table: Draw, make_page: MakePage
) -> None:
    table = drawing(XS, (200, 1400), open_top=True, open_bottom=True)
    (found,) = find_grids(make_page(draw_table(table)), SETTINGS)
    assert (found.rows, found.columns, found.open_top, found.open_bottom) == (1, 4, True, True)


@pytest.mark.parametrize("wear", [{"doubled": True}, {"ink": 205}, {"thickness": 6}])
def test_doubled_faint_and_thick_rules(
    wear: dict[str, Any], drawing: Any, draw_table: Draw, make_page: MakePage
) -> None:
    table = drawing(XS, YS, spans=[(0, 2, 1, 2)], **wear)
    (found,) = find_grids(make_page(draw_table(table)), SETTINGS)
    assert spans_of(found) == table.cells


def test_the_resolution_does_not_matter(
    drawing: Any, draw_table: Draw, make_page: MakePage
) -> None:
    image = draw_table(drawing(XS, YS, spans=[(1, 1, 2, 1)]))
    for dpi in (150, 300):
        size = round(1300 * dpi / 200), round(1650 * dpi / 200)
        scaled = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
        (found,) = find_grids(make_page(scaled, dpi=dpi), SETTINGS)
        assert len(found.cells) == 15
        assert found.xs == pytest.approx([x * dpi / 200 for x in XS], abs=6)


def test_a_curled_page(drawing: Any, draw_table: Draw, make_page: MakePage) -> None:
    table = drawing(XS, YS, spans=[(1, 1, 2, 1)])
    image = draw_table(table)
    y, x = np.mgrid[: image.shape[0], : image.shape[1]].astype(np.float32)
    bend = 9 * np.sin(x / 1300 * np.pi).astype(np.float32)
    curled = cv2.remap(image, x, y + bend, cv2.INTER_LINEAR, borderValue=245)
    (found,) = find_grids(make_page(np.asarray(curled, np.uint8)), SETTINGS)
    assert spans_of(found) == table.cells


def test_two_tables_on_a_page(drawing: Any, draw_table: Draw, make_page: MakePage) -> None:
    upper = draw_table(drawing(XS, YS))
    lower = draw_table(drawing((100, 400, 1150), (1000, 1100, 1300)))
    found = find_grids(make_page(np.minimum(upper, lower)), SETTINGS)
    assert [(g.rows, g.columns) for g in found] == [(4, 4), (2, 2)]


def test_stamps_underlines_and_frames_are_no_tables(make_page: MakePage) -> None:
    image = np.full((1650, 1300), 245, np.uint8)
    for y in range(100, 1500, 45):
        cv2.putText(image, "Can cu Luat " * 6, (90, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 20, 2)
    cv2.line(image, (700, 120), (1000, 120), 20, 2)  # underline of the letterhead
    cv2.line(image, (150, 130), (300, 130), 20, 2)
    for y in (800, 860, 920, 1020):  # incoming-mail stamp with its own lines
        cv2.line(image, (900, y), (1270, y), 20, 2)
    for x in (900, 1020, 1270):
        cv2.line(image, (x, 800), (x, 1020), 20, 2)
    cv2.rectangle(image, (60, 1200), (1200, 1400), 20, 2)  # framed paragraph
    cv2.circle(image, (900, 1450), 120, 20, 3)
    assert find_grids(make_page(image), SETTINGS) == ()


def test_a_blank_page_has_no_table(make_page: MakePage) -> None:
    assert find_grids(make_page(np.full((1650, 1300), 250, np.uint8)), SETTINGS) == ()


@pytest.mark.parametrize("pen", [(60, 4), (130, 3)])
def test_words_underlined_by_pen_part_no_rows(
    drawing: Any, draw_table: Draw, make_page: MakePage, pen: tuple[int, int]
) -> None:
    """A pen's lines run under words: as wide as the cell's text, and inside of its rules."""
    table = drawing(XS, YS)
    image = draw_table(table)
    gray, thick = pen
    for x0, x1, y in ((195, 505, 350), (535, 785, 350), (195, 500, 560), (815, 1120, 590)):
        cv2.line(image, (x0, y), (x1, y + 1), gray, thick, cv2.LINE_AA)
    (grid,) = find_grids(make_page(image), SETTINGS)
    assert spans_of(grid) == table.cells
