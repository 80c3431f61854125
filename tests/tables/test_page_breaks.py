"""Ruled tables of composed plans over their page breaks: every row once, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, islice, pairwise

import numpy as np
import pytest

from pipeline.evaluate.grid import gold_grid
from pipeline.tables.fill import fill
from pipeline.tables.grids import find_grids
from pipeline.tables.join import join
from pipeline.tables.settings import TableSettings
from pipeline.train.synth.compose import compose
from pipeline.train.synth.document import look_of
from pipeline.train.synth.ink import draw
from pipeline.train.synth.paper import Sheet
from pipeline.train.synth.plan import Json, document_json
from pipeline.train.synth.printer import print_plan
from pipeline.types.geometry import Box, scaling
from pipeline.types.page import CleanPage
from pipeline.types.table import FilledGrid, GridCell, Table
from pipeline.types.text import Line, Word

SETTINGS = TableSettings()
DPI = 150.0
SCALE = DPI / 72
MOST_PAGES = 6  # of a plan: longer ones only take longer


def broken_plans() -> Iterator[tuple[str, Json, tuple[Sheet, ...]]]:
    """Yield ruled plans whose tables run over page ends: seed, document and sheets."""
    for attempt in count():
        seed = f"page breaks {attempt}"
        look = look_of(seed)
        if look.ruling != "ruled":
            continue
        plan = compose(seed, "development")
        if not plan.tables:
            continue
        sheets = print_plan(plan, look)
        pages = [{cell.table for cell in sheet.cells} for sheet in sheets]
        broken = any(a & b for a, b in pairwise(pages))
        if broken and len(sheets) <= MOST_PAGES:
            yield seed, document_json(plan), sheets


def words_of(sheet: Sheet, box: Box) -> tuple[Line, ...]:
    """Return the printed lines within a cell, word by word, top to bottom."""
    lines = []
    for printed in sheet.lines:
        _, top, _, bottom = (v * SCALE for v in printed.box)
        inside = []
        for word in printed.words:
            left, right = word.x * SCALE, (word.x + word.width) * SCALE
            if box.x0 < (left + right) / 2 < box.x1 and box.y0 < (top + bottom) / 2 < box.y1:
                place = Box(left, top, right, bottom, "clean")
                inside.append(Word(word.text, word.text, place, 0.95))
        if inside:
            first, last = inside[0].box, inside[-1].box
            lines.append(Line(tuple(inside), Box(first.x0, first.y0, last.x1, last.y1, "clean")))
    return tuple(sorted(lines, key=lambda line: line.box.y0))


def read_tables(seed: str, sheets: Sequence[Sheet]) -> tuple[Table, ...]:
    """Find the grids on the drawn sheets, fill them with the words printed, and join them."""
    filled: list[FilledGrid] = []
    pages: dict[int, Box] = {}
    outside: dict[int, list[Line]] = {}
    for number, sheet in enumerate(sheets, start=1):
        image = np.minimum(draw(sheet, look_of(seed), DPI), 245).astype(np.uint8)
        height, width = image.shape
        pages[number] = Box(0, 0, width, height, "clean")
        clean = scaling("clean", "scan", 1.0, 1.0)
        grids = find_grids(CleanPage(number, image, DPI, 0, 0.0, clean, "text"), SETTINGS)
        filled += [fill(g, tuple(words_of(sheet, c.box) for c in g.cells)) for g in grids]
        outside[number] = [
            line
            for line in words_of(sheet, pages[number])
            if not any(_holds(cell, line) for grid in grids for cell in grid.cells)
        ]
    return join(filled, pages, SETTINGS, outside)


def _holds(cell: GridCell, line: Line) -> bool:
    x, y = line.box.center
    return cell.box.x0 < x < cell.box.x1 and cell.box.y0 < y < cell.box.y1


def rows_of(table: Table) -> list[str]:
    """Return the words of each row that begins in it, without spaces."""
    rows = [""] * table.rows
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        rows[cell.row] += "".join(cell.text.split())
    return rows


PLANS = 6


@pytest.fixture(scope="module")
def plans() -> list[tuple[str, Json, tuple[Sheet, ...]]]:
    return list(islice(broken_plans(), PLANS))


@pytest.mark.parametrize("number", range(PLANS))
def test_no_row_is_lost_or_doubled_at_any_page_break(
    number: int, plans: list[tuple[str, Json, tuple[Sheet, ...]]]
) -> None:
    seed, document, sheets = plans[number]
    tables = read_tables(seed, sheets)
    golds = list(document["tables"].values())
    assert len(tables) == len(golds)
    for table, gold in zip(tables, golds, strict=True):
        assert table.rows == gold_grid(gold).rows
        body = rows_of(table)[table.rows - len(gold["rows"]) :]
        printed = ["".join("".join(c or "" for c in row["cells"]).split()) for row in gold["rows"]]
        assert body == printed
