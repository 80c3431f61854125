"""One picture of each page that shows what was understood of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.flow.page import PageReading
from pipeline.overlay import Area, JoinMark, NumberedRecord, PageView, draw
from pipeline.types.geometry import Box, union_all
from pipeline.types.overlay import PagePicture
from pipeline.types.table import Table, TableCell
from pipeline.types.task import Letterhead, TaskRecord

_OWN = ("content", "result", "lead_units", "coordinating_units", "deadline")
_OUTSIDE = (*_OWN, "section")
# What is marked of a task in prose. A number or an indicator lies within these.


def overlays(
    pages: Sequence[PageReading],
    tables: Sequence[Table],
    records: Sequence[TaskRecord],
    cell_fields: Mapping[tuple[int, int, int], str],
    letterhead: Letterhead,
) -> tuple[PagePicture, ...]:
    """Draw each page that has a sketch; places of records and letterhead in the clean frame."""
    return tuple(
        PagePicture(page.result.number, draw(view))
        for page in pages
        if (view := _view(page, tables, records, cell_fields, letterhead)) is not None
    )


def _view(
    page: PageReading,
    tables: Sequence[Table],
    records: Sequence[TaskRecord],
    cell_fields: Mapping[tuple[int, int, int], str],
    letterhead: Letterhead,
) -> PageView | None:
    if page.sketch is None:
        return None
    number = page.result.number
    in_prose = [line for paragraph in page.paragraphs for line in paragraph.lines]
    in_cells = [line for grid in page.grids for cell in grid.lines for line in cell]
    return PageView(
        number=number,
        sketch=page.sketch,
        scale=page.sketch_scale,
        lines=(*in_prose, *in_cells),
        cells=tuple(_cells(tables, cell_fields, number)),
        joins=tuple(join for table in tables for join in _joins(table, number)),
        prose=tuple(_prose(records, letterhead, number)),
        records=tuple(_records(records, number)),
        letterhead=tuple(_letterhead(letterhead, number)),
    )


def _cells(
    tables: Sequence[Table], fields: Mapping[tuple[int, int, int], str], number: int
) -> Iterator[Area]:
    for table in tables:
        for cell in table.cells:
            field = fields.get((table.index, cell.row, cell.column), "")
            for place in cell.places:
                if place.page == number:
                    yield Area(place.box, field)


def _joins(table: Table, number: int) -> Iterator[JoinMark]:
    """Yield where a table comes from the page before, and where it goes on overleaf."""
    if number not in table.pages:
        return
    box = union_all(p.box for cell in table.cells for p in cell.places if p.page == number)
    at = table.pages.index(number)
    if at > 0:
        cut = tuple(_cut(table.cells, table.pages[at - 1], number))
        yield JoinMark("top", table.pages[at - 1], box, cut)
    if at + 1 < len(table.pages):
        cut = tuple(_cut(table.cells, table.pages[at + 1], number))
        yield JoinMark("bottom", table.pages[at + 1], box, cut)


def _cut(cells: Sequence[TableCell], other: int, number: int) -> Iterator[Box]:
    """Boxes on page ``number`` of cells that stand on page ``other`` too."""
    for cell in cells:
        if any(place.page == other for place in cell.places):
            yield from (place.box for place in cell.places if place.page == number)


def _prose(records: Sequence[TaskRecord], letterhead: Letterhead, number: int) -> Iterator[Area]:
    for found in letterhead.evidence.values():
        yield from (Area(p.box, "letterhead") for p in found.places if p.page == number)
    for record in records:
        if record.table_index is not None:
            continue
        for name in _OUTSIDE:
            evidence = record.evidence.get(name)
            if evidence is not None:
                yield from (Area(p.box, name) for p in evidence.places if p.page == number)


def _records(records: Sequence[TaskRecord], number: int) -> Iterator[NumberedRecord]:
    for i, record in enumerate(records):
        own = [e.places for name, e in record.evidence.items() if name != "section"]
        if number in {place.page for places in own for place in places}:
            yield NumberedRecord(i + 1, record, _top(record, number))


def _top(record: TaskRecord, number: int) -> float | None:
    """Return where a record begins on a page: of a table, where the lowest of its cells does.

    A cell that holds for several rows begins above all but the first of them. None: it begins on
    another page.
    """
    names = _OWN if record.table_index is not None else ("content",)
    first = [
        place for n in names if n in record.evidence for place in record.evidence[n].places[:1]
    ]
    last = max(first, key=lambda place: (place.page, place.box.y0), default=None)
    return last.box.y0 if last is not None and last.page == number else None


def _letterhead(letterhead: Letterhead, number: int) -> Iterator[str]:
    """Yield "field: value" for each field of the letterhead that stands on this page."""
    for name, evidence in letterhead.evidence.items():
        value = getattr(letterhead, name, None)
        if value and any(place.page == number for place in evidence.places):
            yield f"{name}: {' | '.join(value) if isinstance(value, tuple) else value}"
