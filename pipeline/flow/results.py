"""The last step of the flow: what was read, put into the frames and shapes that are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.types.document import CellResult, PageResult
from pipeline.types.geometry import Transform
from pipeline.types.page import CleanPage, ScanPage, TextPage
from pipeline.types.table import Table
from pipeline.types.task import Letterhead, TaskRecord
from pipeline.types.text import Place, Word, mean_confidence


def page_result(
    page: ScanPage, clean: CleanPage, engine: str, words: Sequence[Word], text: str, raw: str
) -> PageResult:
    """Sum up a page image that was read; ``engine`` is "" for a page with nothing to read."""
    return PageResult(
        number=page.number,
        width=page.width_pt,
        height=page.height_pt,
        dpi=page.dpi,
        rotation=clean.rotation,
        skew_deg=clean.skew_deg,
        profile=" ".join((clean.kind, *clean.steps)),
        engine=engine,
        mean_confidence=mean_confidence(tuple(words)),
        text=text,
        raw_text=raw,
    )


def text_page_result(page: TextPage) -> PageResult:
    """Sum up a page of a bare text layer, which has no size and was read by nobody here.

    Its confidence is that of its words; 0.0 where nothing is known of them.
    """
    text = "\n".join(page.lines)
    words = tuple(word for line in page.mended for word in line.words)
    return PageResult(
        number=page.number,
        width=0.0,
        height=0.0,
        dpi=0.0,
        rotation=0,
        skew_deg=0.0,
        profile="text only",
        engine="text layer",
        mean_confidence=mean_confidence(words) if words else 0.0,
        text=text,
        raw_text=text,
    )


Found = TypeVar("Found", TaskRecord, Letterhead)


def in_points(record: Found, transforms: Mapping[int, Transform]) -> Found:
    """Move every box of a record or letterhead from the clean frame to points of its page."""
    evidence = {
        name: replace(item, places=tuple(_moved(place, transforms) for place in item.places))
        for name, item in record.evidence.items()
    }
    return replace(record, evidence=evidence)


def cell_results(
    tables: Sequence[Table],
    fields: Mapping[tuple[int, int, int], str],
    transforms: Mapping[int, Transform],
) -> tuple[CellResult, ...]:
    """One row for each page that a cell stands on; a cell without geometry gives one row."""
    rows = []
    for table in tables:
        for cell in table.cells:
            places: list[Place | None] = [_moved(place, transforms) for place in cell.places]
            for place in places or [None]:
                rows.append(
                    CellResult(
                        table_index=table.index,
                        row=cell.row,
                        column=cell.column,
                        row_span=cell.row_span,
                        column_span=cell.column_span,
                        page=place.page if place else 0,
                        box=place.box if place else None,
                        raw_text=cell.raw,
                        text=cell.text,
                        confidence=cell.confidence,
                        field=fields.get((table.index, cell.row, cell.column), ""),
                    )
                )
    return tuple(rows)


def _moved(place: Place, transforms: Mapping[int, Transform]) -> Place:
    return Place(place.page, transforms[place.page].box(place.box))
