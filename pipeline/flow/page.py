"""One page, from its image to its paragraphs and filled grids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from pipeline.cleanup import clean_page
from pipeline.cleanup.measure import gray_of
from pipeline.flow.clock import Clock
from pipeline.flow.results import page_result
from pipeline.ocr.engine import Engine
from pipeline.ocr.layer import layer_words, lines_inside
from pipeline.ocr.lines import cut_lines, find_ink
from pipeline.ocr.noise import without_noise
from pipeline.ocr.paragraphs import group_paragraphs
from pipeline.ocr.shapes import by_shape
from pipeline.overlay import sketch
from pipeline.settings import Settings
from pipeline.tables.erase import erase_rules
from pipeline.tables.fill import fill
from pipeline.tables.grids import find_grids
from pipeline.tables.join import text_below
from pipeline.tables.rules import find_rules
from pipeline.types.document import PageResult
from pipeline.types.geometry import Box, Transform, scaling
from pipeline.types.joining import join_lines
from pipeline.types.outcome import Issue
from pipeline.types.page import CleanPage, Image, LayerVerdict, ScanPage
from pipeline.types.table import FilledGrid, Grid
from pipeline.types.text import Line, LineImage, Paragraph, Word, mean_confidence

Repair = Callable[[Sequence[Sequence[Line]]], list[list[Line]]]
"""Repairs the lines of running texts (paragraphs, cells): as many of each out as in."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page after reading: its prose, its grids, and the way back to the paper.

    verdict  what the page's own text layer is worth.
    sketch   the clean page reduced to ``sketch_scale``, kept where overlays are to be drawn.
    """

    result: PageResult
    paragraphs: tuple[Paragraph, ...] = ()
    grids: tuple[FilledGrid, ...] = ()
    to_points: Transform | None = None
    area: Box | None = None
    issues: tuple[Issue, ...] = ()
    verdict: LayerVerdict = LayerVerdict.NONE
    sketch: Image | None = None
    sketch_scale: float = 1.0


def read_scan_page(
    page: ScanPage,
    engine: Engine,
    settings: Settings,
    clock: Clock,
    *,
    repair: Repair | None = None,
    before: Sequence[float] = (),
    keep_sketch: bool = False,
) -> PageReading:
    """Clean a page, find its grids, read it line by line and put the lines where they belong.

    repair        chooses among the readings of unsure words, text by text.
    before        column borders of an unruled table on the page before (``open_columns``).
    keep_sketch   the reading keeps a small picture of the page, for overlays.

    Raises OcrError where the engine breaks down.
    """
    trusted = page.layer.verdict is LayerVerdict.TRUSTED
    with clock.stage("cleanup"):
        clean = (
            _untouched(page)
            if trusted
            else clean_page(page, settings.cleanup, partial(legibility, engine))
        )
    to_points = _to_points(clean, page)
    issues = (*page.issues, *clean.issues)
    area = Box(0, 0, clean.image.shape[1], clean.image.shape[0], "clean")
    if clean.kind != "text":
        result = page_result(page, clean, "", (), "", "")
        blank = PageReading(result, (), (), to_points, area, issues)
        return _sketched(blank, clean) if keep_sketch else blank
    with clock.stage("tables"):
        rules = find_rules(clean, settings.tables)
        words = [w.box for w in _clean_words(page, to_points)] if trusted else []
        grids = find_grids(clean, settings.tables, rules, words=words, before=before)
        image = erase_rules(clean, grids, settings.tables, rules)
    if trusted:
        lines = _layer_lines(page, to_points, grids, area)
        name, x_height = "text layer", find_ink(image, clean.dpi).x_height
    else:
        with clock.stage("lines"):
            cut, x_height = cut_page(image, clean.dpi, grids)
        with clock.stage("ocr"):
            images = [line for region in cut for line in region]
            read = map(without_noise, map(by_shape, images, engine.read(images)))
        lines = [[next(read) for _ in region] for region in cut]
        name = engine.identity
        if repair is not None:
            with clock.stage("repair"):
                lines = _repaired(lines, repair, page.number, x_height)
    reading = _page_reading(page, clean, grids, lines, name, x_height, to_points, area, issues)
    return _sketched(reading, clean) if keep_sketch else reading


def _repaired(
    regions: Sequence[Sequence[Line]], repair: Repair, page: int, x_height: float
) -> list[list[Line]]:
    """Repair the lines of every cell as one text, and those of the prose paragraph by paragraph."""
    prose = regions[-1]
    paragraphs = [part.lines for part in group_paragraphs(prose, page, x_height)]
    done = repair([*regions[:-1], *paragraphs])
    cells, texts = done[: len(regions) - 1], done[len(regions) - 1 :]
    new = {
        id(line): better
        for old, text in zip(paragraphs, texts, strict=True)
        for line, better in zip(old, text, strict=True)
    }
    return [*cells, [new.get(id(line), line) for line in prose]]


def _sketched(reading: PageReading, clean: CleanPage) -> PageReading:
    picture, scale = sketch(clean.image, clean.dpi)
    return replace(reading, sketch=picture, sketch_scale=scale)


def _page_reading(
    page: ScanPage,
    clean: CleanPage,
    grids: Sequence[Grid],
    lines: Sequence[Sequence[Line]],
    engine: str,
    x_height: float,
    to_points: Transform,
    area: Box,
    issues: tuple[Issue, ...],
) -> PageReading:
    """Put the lines of a page, cells first and prose last, where they belong."""
    cells = iter(lines[:-1])
    filled = tuple(fill(grid, tuple(tuple(next(cells)) for _ in grid.cells)) for grid in grids)
    paragraphs = group_paragraphs(lines[-1], page.number, x_height)
    words = tuple(word for region in lines for line in region for word in line.words)
    text, raw = _page_text(paragraphs, filled)
    return PageReading(
        page_result(page, clean, engine, words, text, raw),
        paragraphs,
        filled,
        to_points,
        area,
        issues,
    )


def cut_page(
    image: Image, dpi: float, grids: Sequence[Grid]
) -> tuple[list[list[LineImage]], float]:
    """Cut the lines of every cell, then those of the page around the grids; also the x-height."""
    ink = find_ink(image, dpi)
    cut = [cut_lines(image, ink.of_cells, cell.box) for grid in grids for cell in grid.cells]
    around = ink.mask.copy()
    for grid in grids:
        around[grid.box.slices()] = False
    body = Box(0, 0, image.shape[1], image.shape[0], "clean")
    cut.append(cut_lines(image, replace(ink, mask=around), body, columns=True))
    return cut, ink.x_height


def _layer_lines(
    page: ScanPage, to_points: Transform, grids: Sequence[Grid], body: Box
) -> list[list[Line]]:
    """Lines of a trusted layer for every cell, then for the page around the grids."""
    words = _clean_words(page, to_points)
    regions = [lines_inside(words, cell.box) for grid in grids for cell in grid.cells]
    taken = {id(word) for region in regions for line in region for word in line.words}
    around = [word for word in words if id(word) not in taken]
    return [*regions, lines_inside(around, body, columns=True)]


def _clean_words(page: ScanPage, to_points: Transform) -> tuple[Word, ...]:
    """Return the words of a trusted layer in the clean frame."""
    scale = to_points.matrix.diagonal()
    to_clean = scaling("points", "clean", 1 / scale[0], 1 / scale[1])
    return layer_words(page.layer.words, to_clean)


def open_columns(reading: PageReading | None) -> tuple[float, ...]:
    """Return the column borders, in points, of an unruled table that ends a page; () without."""
    grid = reading.grids[-1].grid if reading is not None and reading.grids else None
    if reading is None or grid is None or grid.drawn or reading.to_points is None:
        return ()
    prose = [line for paragraph in reading.paragraphs for line in paragraph.lines]
    if reading.area is None or text_below(grid.box.y1, prose, reading.area.height):
        return ()
    points = float(np.sqrt(abs(np.linalg.det(reading.to_points.matrix[:2, :2]))))
    return tuple(x * points for x in grid.xs)


def _untouched(page: ScanPage) -> CleanPage:
    """Take a born-digital page as it is: it was drawn upright and straight."""
    identity = scaling("clean", "scan", 1.0, 1.0)
    return CleanPage(page.number, gray_of(page.image), page.dpi, 0, 0.0, identity, "text")


def _to_points(clean: CleanPage, page: ScanPage) -> Transform:
    """Chain clean → scan → points."""
    return replace(
        clean.to_scan,
        target="points",
        matrix=np.asarray(page.to_points.matrix @ clean.to_scan.matrix, np.float64),
    )


def legibility(engine: Engine, images: Sequence[NDArray[np.uint8]]) -> list[float]:
    """Mean confidence with which the engine reads each image as a line, 0-1."""
    lines = [
        LineImage(image, Box(0, 0, image.shape[1], image.shape[0], "clean")) for image in images
    ]
    return [mean_confidence(line.words) if line.words else 0.0 for line in engine.read(lines)]


def _page_text(paragraphs: Sequence[Paragraph], grids: Sequence[FilledGrid]) -> tuple[str, str]:
    """Text and raw text of a page in reading order: printed lines, and tables row by row."""
    items: list[tuple[float, list[tuple[str, str]]]] = []
    top = 0.0
    for paragraph in paragraphs:
        top = max(top, paragraph.places[0].box.y0)
        items.append((top, [(line.text, line.raw) for line in paragraph.lines]))
    for filled in grids:
        items.append((filled.grid.box.y0, _row_texts(filled)))
    ordered = [pair for _, pairs in sorted(items, key=lambda item: item[0]) for pair in pairs]
    return "\n".join(text for text, _ in ordered), "\n".join(raw for _, raw in ordered)


def _row_texts(filled: FilledGrid) -> list[tuple[str, str]]:
    """Text and raw text of each row of a grid, its cells parted by bars."""
    rows: dict[int, list[tuple[str, str]]] = {}
    for cell, lines in zip(filled.grid.cells, filled.lines, strict=True):
        pair = join_lines(line.text for line in lines), join_lines(line.raw for line in lines)
        rows.setdefault(cell.row, []).append(pair)
    return [
        (" | ".join(text for text, _ in row), " | ".join(raw for _, raw in row))
        for _, row in sorted(rows.items())
    ]
