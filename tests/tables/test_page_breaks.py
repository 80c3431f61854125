"""Ruled tables of composed plans over their page breaks: every row once, in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count, islice, pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.cleanup import CleanupSettings, clean_page
from pipeline.evaluate.grid import gold_grid
from pipeline.tables.fill import fill
from pipeline.tables.grids import find_grids
from pipeline.tables.join import join
from pipeline.tables.settings import TableSettings
from pipeline.train.synth.compose import compose
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.document import look_of
from pipeline.train.synth.ink import draw
from pipeline.train.synth.paper import Sheet
from pipeline.train.synth.plan import Json, document_json
from pipeline.train.synth.printer import print_plan
from pipeline.train.synth.wear import KINDS, Worn, mood_of, wear
from pipeline.types.geometry import Box, scaling, union_all
from pipeline.types.page import CleanPage, LayerVerdict, ScanPage, TextLayer
from pipeline.types.table import FilledGrid, Table
from pipeline.types.text import Line, Word

SETTINGS = TableSettings()
DPI = 150.0
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


Printed = Sequence[Sequence[Word]]  # the words of every line, boxes in the clean frame


def lines_in(printed: Printed, box: Box) -> tuple[Line, ...]:
    """Return the printed lines within a cell, word by word, top to bottom."""
    lines = []
    for words in printed:
        inside = tuple(word for word in words if _holds(box, word.box))
        if inside:
            lines.append(Line(inside, union_all(word.box for word in inside)))
    return tuple(sorted(lines, key=lambda line: line.box.y0))


def clean_sheets(seed: str, sheets: Sequence[Sheet]) -> Iterator[tuple[CleanPage, Printed]]:
    """Draw the sheets as a printer does."""
    for number, sheet in enumerate(sheets, start=1):
        image = np.minimum(draw(sheet, look_of(seed), DPI), 245).astype(np.uint8)
        same = scaling("clean", "scan", 1.0, 1.0)
        page = CleanPage(number, image, DPI, 0, 0.0, same, "text")
        yield page, _printed(sheet, lambda corners: corners * DPI / 72)


def worn_sheets(seed: str, sheets: tuple[Sheet, ...]) -> Iterator[tuple[CleanPage, Printed]]:
    """Scan the sheets as an office does, and clean the scans."""
    kind = KINDS["office"]
    mood = mood_of(kind, Dice(f"{seed}/office"))
    for at, sheet in enumerate(sheets):
        worn = wear(sheets, at, look_of(seed), kind, mood, Dice(f"{seed}/office/{at}"))
        height, width = (length * 72 / worn.dpi for length in worn.image.shape[:2])
        none = TextLayer(LayerVerdict.NONE)
        clean = clean_page(
            ScanPage(at + 1, worn.image, worn.dpi, width, height, none), CleanupSettings()
        )
        yield clean, _printed(sheet, partial(_back, worn=worn, clean=clean))


def _back(corners: NDArray[np.float64], *, worn: Worn, clean: CleanPage) -> NDArray[np.float64]:
    """Map points of the sheet over the scan to the clean page; curl is taken out step by step."""
    scan = worn.quads([(x, y, x, y) for x, y in corners.tolist()])[:, 0]
    to_scan = clean.to_scan
    flat = np.column_stack([scan, np.ones(len(scan))]) @ np.linalg.inv(to_scan.matrix).T
    found = np.asarray(flat[:, :2] / flat[:, 2:], np.float64)
    for _ in range(4):
        away = to_scan.points(found) - scan
        found = found - away @ np.linalg.inv(to_scan.matrix[:2, :2]).T
    return found


def _printed(
    sheet: Sheet, place: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> list[list[Word]]:
    lines = []
    for printed in sheet.lines:
        _, top, _, bottom = printed.box
        ends = [(w.x, top, w.x + w.width, bottom) for w in printed.words]
        corners = place(np.array(ends).reshape(-1, 2)).reshape(-1, 4)
        boxes = [Box(a, b, c, d, "clean") for a, b, c, d in corners.tolist()]
        lines.append(
            [Word(w.text, w.text, b, 0.95) for w, b in zip(printed.words, boxes, strict=True)]
        )
    return lines


def read_tables(pages: Iterable[tuple[CleanPage, Printed]]) -> tuple[Table, ...]:
    """Find the grids of pages, fill them with the words printed there, and join them."""
    filled: list[FilledGrid] = []
    sizes: dict[int, Box] = {}
    outside: dict[int, list[Line]] = {}
    for page, printed in pages:
        height, width = page.image.shape
        sizes[page.number] = Box(0, 0, width, height, "clean")
        grids = find_grids(page, SETTINGS)
        filled += [fill(g, tuple(lines_in(printed, c.box) for c in g.cells)) for g in grids]
        cells = [cell.box for grid in grids for cell in grid.cells]
        outside[page.number] = [
            line
            for line in lines_in(printed, sizes[page.number])
            if not any(_holds(cell, line.box) for cell in cells)
        ]
    return join(filled, sizes, SETTINGS, outside)


def _holds(cell: Box, box: Box) -> bool:
    x, y = box.center
    return cell.x0 < x < cell.x1 and cell.y0 < y < cell.y1


def rows_of(table: Table) -> list[str]:
    """Return the words of each row that begins in it, without spaces."""
    rows = [""] * table.rows
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        rows[cell.row] += "".join(cell.text.split())
    return rows


PLANS = 6
WORN = (2, 3)  # of them: where geometry alone tells which way is up


@pytest.fixture(scope="module")
def plans() -> list[tuple[str, Json, tuple[Sheet, ...]]]:
    return list(islice(broken_plans(), PLANS))


@pytest.mark.parametrize("number", range(PLANS))
def test_no_row_is_lost_or_doubled_at_any_page_break(
    number: int, plans: list[tuple[str, Json, tuple[Sheet, ...]]]
) -> None:
    seed, document, sheets = plans[number]
    _check(read_tables(clean_sheets(seed, sheets)), document)


@pytest.mark.parametrize("number", WORN)
def test_nor_on_worn_office_scans(
    number: int, plans: list[tuple[str, Json, tuple[Sheet, ...]]]
) -> None:
    seed, document, sheets = plans[number]
    _check(read_tables(worn_sheets(seed, sheets)), document)


def _check(tables: Sequence[Table], document: Json) -> None:
    golds = list(document["tables"].values())
    assert len(tables) == len(golds)
    for table, gold in zip(tables, golds, strict=True):
        assert table.rows == gold_grid(gold).rows
        body = rows_of(table)[table.rows - len(gold["rows"]) :]
        printed = ["".join("".join(c or "" for c in row["cells"]).split()) for row in gold["rows"]]
        assert body == printed
