"""One document, first stage to last: composes the stages, touches no disk, holds no globals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from pipeline.diacritics.text import TextRepairer
from pipeline.errors import PageError
from pipeline.fields.canonical import is_known_unit, unit_namer
from pipeline.fields.deadlines import parse_deadline, parse_range_columns
from pipeline.fields.headers import map_columns
from pipeline.fields.indicators import find_indicators, indicator_flags, indicator_from_columns
from pipeline.fields.letterhead import read_letterhead
from pipeline.fields.settings import FieldSettings
from pipeline.fields.unit_names import looks_like_unit
from pipeline.fields.units import parse_units
from pipeline.flow.clock import Clock
from pipeline.flow.judging import judged, mean_confidence_of
from pipeline.flow.overlays import overlays
from pipeline.flow.page import PageReading, Repair, open_columns, read_scan_page
from pipeline.flow.placed import page_texts
from pipeline.flow.results import cell_results, in_points
from pipeline.flow.textlayer import repaired, text_items, text_readings
from pipeline.load import OpenDocument
from pipeline.ocr.engine import Engine
from pipeline.ocr.paragraphs import continues, is_page_number, merged
from pipeline.records import FieldReader, build_records
from pipeline.records.calibration import NO_CALIBRATIONS, Calibrations
from pipeline.records.no_tasks import no_tasks
from pipeline.settings import Settings
from pipeline.tables.join import join
from pipeline.types.document import Content, DocumentResult, Status
from pipeline.types.outcome import Issue
from pipeline.types.page import LayerVerdict, TextPage
from pipeline.types.table import Table
from pipeline.types.text import Line, Paragraph

Items = tuple[Paragraph | Table, ...]


def read_document(
    document: OpenDocument,
    engine: Engine,
    settings: Settings,
    progress: Callable[[int], None] | None = None,
    *,
    repair: Repair | None = None,
    draw: bool = False,
    place: bool = False,
    calibrations: Calibrations = NO_CALIBRATIONS,
    text_repair: TextRepairer | None = None,
) -> DocumentResult:
    """Read an opened document to its records.

    repair       chooses among the readings of unsure words; None takes the engine's own.
    draw         add a picture of each page that shows what was understood of it.
    place        add the words of each page with their places, for a copy that can be searched.
    calibrations  say how probably each field is right.
    text_repair  repairs a bare text layer; None leaves it as it is.

    A page that cannot be read leaves as an Issue and makes the status ``partial``; ``progress``
    is called with the 1-based number of each page that is done.

    Raises OcrError where the engine breaks down, and what ``document`` raises when it cannot be
    read at all.
    """
    clock = Clock()
    pages: list[PageReading] = []
    texts: list[TextPage] = []
    issues: list[Issue] = []
    for number in range(1, document.page_count + 1):
        try:
            with clock.stage("load"):
                page = document.page(number)
        except PageError as error:
            issues.append(Issue("load", "page_unreadable", str(error), number, "error"))
        else:
            if isinstance(page, TextPage):
                texts.append(page)
            else:
                reading = read_scan_page(
                    page,
                    engine,
                    settings,
                    clock,
                    repair=repair,
                    before=open_columns(pages[-1] if pages else None),
                    keep_sketch=draw,
                )
                pages.append(replace(reading, verdict=page.layer.verdict))
                issues.extend(reading.issues)
        if progress is not None:
            progress(number)
    status: Status = "done" if len(pages) + len(texts) == document.page_count else "partial"
    items: Items | None = None
    if texts:
        pages, items = _read_texts(texts, text_repair, clock)
    result = _assemble(pages, items, status, document.layer, issues, settings, clock, calibrations)
    return replace(result, texts=page_texts(pages)) if place else result


def _read_texts(
    texts: Sequence[TextPage], repairer: TextRepairer | None, clock: Clock
) -> tuple[list[PageReading], Items]:
    """Repair the pages of a bare text layer and find its tables."""
    with clock.stage("diacritics"):
        mended = repaired(texts, repairer)
    with clock.stage("tables"):
        items = text_items(mended, repairer.lexicon if repairer else None)
        return text_readings(texts, mended), items


def _assemble(
    pages: Sequence[PageReading],
    items: Items | None,
    status: Status,
    layer: LayerVerdict,
    issues: Sequence[Issue],
    settings: Settings,
    clock: Clock,
    calibrations: Calibrations,
) -> DocumentResult:
    """Build the result from the pages; ``items`` is their content where it is known already."""
    with clock.stage("tables"):
        tables = join(
            [grid for page in pages for grid in page.grids],
            {page.result.number: page.area for page in pages if page.area is not None},
            settings.tables,
            {page.result.number: _lines(page.paragraphs) for page in pages},
        )
    with clock.stage("records"):
        content = Content(items if items is not None else _in_order(pages, tables))
        area = pages[0].area if pages else None
        cells = [cell.text for table in content.tables for cell in table.cells]
        letterhead = read_letterhead(content.paragraphs, area.width if area else None, cells)
        found = build_records(content, letterhead, field_reader(settings.fields), settings.records)
        learnt = calibrations.pages if items is None else calibrations.texts
        records = judged(pages, found.records, letterhead, learnt)
        without = None if records else no_tasks(content, letterhead)
    transforms = {p.result.number: p.to_points for p in pages if p.to_points is not None}
    read = [page.result.mean_confidence for page in pages if page.result.text]
    return DocumentResult(
        status=status,
        layer=layer,
        letterhead=in_points(letterhead, transforms),
        targets=found.targets,
        records=tuple(in_points(record, transforms) for record in records),
        pages=tuple(page.result for page in pages),
        cells=cell_results(content.tables, found.cell_fields, transforms),
        overlays=overlays(pages, content.tables, found.records, found.cell_fields, letterhead),
        confidence=mean_confidence_of(records) or float(np.mean(read or [0.0])),
        issues=(*issues, without) if without else tuple(issues),
        seconds=dict(clock.seconds),
    )


def field_reader(settings: FieldSettings) -> FieldReader:
    """Hand the functions of the fields stage to whoever builds records."""
    return FieldReader(
        map_columns=partial(map_columns, settings=settings),
        parse_units=partial(parse_units, settings=settings),
        is_unit_name=looks_like_unit,
        parse_deadline=parse_deadline,
        parse_range_columns=parse_range_columns,
        find_indicators=find_indicators,
        indicator_flags=indicator_flags,
        indicator_from_columns=indicator_from_columns,
        unit_namer=unit_namer,
        is_known_unit=is_known_unit,
    )


def _lines(paragraphs: Sequence[Paragraph]) -> list[Line]:
    return [line for paragraph in paragraphs for line in paragraph.lines]


def _in_order(
    pages: Sequence[PageReading], tables: Sequence[Table]
) -> tuple[Paragraph | Table, ...]:
    """Paragraphs and tables in reading order; paragraphs over a page break are joined."""
    starts: dict[int, list[tuple[float, Table]]] = {}
    for table in tables:
        place = min((p for cell in table.cells for p in cell.places), key=lambda p: p.page)
        top = min(p.box.y0 for c in table.cells for p in c.places if p.page == place.page)
        starts.setdefault(place.page, []).append((top, table))
    items: list[Paragraph | Table] = []
    for page in pages:
        waiting = sorted(starts.get(page.result.number, []), key=lambda start: start[0])
        first = True
        for paragraph in page.paragraphs:
            if is_page_number(paragraph):
                continue
            while waiting and paragraph.places and waiting[0][0] < paragraph.places[0].box.y0:
                items.append(waiting.pop(0)[1])
            last = items[-1] if items else None
            if first and isinstance(last, Paragraph) and continues(last, paragraph):
                items[-1] = merged(last, paragraph)
            else:
                items.append(paragraph)
            first = False
        items.extend(table for _, table in waiting)
    return tuple(items)
