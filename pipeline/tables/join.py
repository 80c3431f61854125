"""Follows tables over page breaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.tables.columns import align
from pipeline.tables.header import count_header_rows, names_columns, repeated_header_rows
from pipeline.tables.owngutters import with_own_gutters
from pipeline.tables.ownrows import with_own_rows
from pipeline.tables.seam import Seam, judge_seam
from pipeline.tables.settings import TableSettings
from pipeline.tables.sheet import Sheet, SheetCell, sheet_of, table_of
from pipeline.types.geometry import Box
from pipeline.types.table import FilledGrid, Table
from pipeline.types.text import Line

PAGE_NUMBER = re.compile(r"^\W*(trang\s*)?\d{1,3}(\s*/\s*\d{1,3})?\W*$", re.IGNORECASE)
UNDRAWN = 2.5  # times as far may borders lie apart that only the texts of two pages tell
MARGIN = 0.05  # share of the page height at its top and bottom that holds running heads
MIN_LETTERS = 6  # "PHỤ LỤC" has six; fewer are specks read as letters
MIN_CONFIDENCE = 0.6  # below it a line outside tables is dirt, a stamp or show-through

Outside = Mapping[int, Sequence[Line]]


def join(
    pages: Sequence[FilledGrid],
    page_boxes: Mapping[int, Box],
    settings: TableSettings,
    outside: Outside | None = None,
) -> tuple[Table, ...]:
    """Return the tables of a document, each followed over the pages it stands on.

    pages       filled grids in reading order.
    page_boxes  page number → box of the whole page in its clean frame.
    outside     page number → lines outside grids; text between two grids keeps them apart.

    No row is lost or doubled, only repeated headers are left out. Raises KeyError when a grid's
    page has no box.
    """
    sheets: list[Sheet] = []
    for filled in pages:
        following = sheet_of(filled, page_boxes[filled.grid.page].width)
        following = replace(following, cells=with_own_rows(following.cells))
        if not following.drawn:
            following = with_own_gutters(_without_page_number(following))
        joined = None
        if sheets and not _text_between(sheets[-1], following, page_boxes, outside or {}):
            joined = _continued(sheets[-1], following, settings)
        if joined is None:
            sheets.append(replace(following, header_rows=count_header_rows(following)))
        else:
            sheets[-1] = joined
    return tuple(table_of(sheet, index) for index, sheet in enumerate(sheets))


def _without_page_number(sheet: Sheet) -> Sheet:
    """Leave out a first row that holds but the number of the page: no rule parts them."""
    texts = [c.text for c in sheet.starting(0) if c.text]
    alone = len(texts) == 1 and texts[0].strip(" -.") == str(sheet.pages[0])
    whole = all(c.end_row == 1 for c in sheet.starting(0))
    return sheet.without_rows(1) if sheet.rows > 1 and alone and whole else sheet


def _continued(first: Sheet, second: Sheet, settings: TableSettings) -> Sheet | None:
    """Return both sheets as one, or None when the second is another table."""
    drawn = first.drawn and second.drawn
    aligned = align(first, second, settings.column_tolerance * (1 if drawn else UNDRAWN))
    if aligned is None:
        return None
    first, second = aligned
    repeated = repeated_header_rows(first, second, settings.header_likeness)
    if not repeated and not second.open_top and names_columns(second):
        return None
    if repeated:
        second = replace(second.without_rows(repeated), open_top=False)
    return _stacked(first, second, judge_seam(first, second))


def _stacked(first: Sheet, second: Sheet, seam: Seam) -> Sheet:
    """Put the rows of the second sheet under those of the first, meeting as the seam says."""
    down = first.rows - (1 if seam.row_cut else 0)
    starting = second.starting(0) if second.rows else []
    going_on = starting if seam.row_cut else [starting[i] for i in seam.carried]
    cells = list(first.cells)
    for cell in second.cells:
        moved = cell.moved(down)
        above = _cell_over(first, cell) if cell in going_on else None
        if above is None:
            cells.append(moved)
        else:
            cells[above] = replace(
                cells[above],
                end_row=max(cells[above].end_row, moved.end_row),
                pieces=cells[above].pieces + cell.pieces,
            )
    pages = first.pages + tuple(p for p in second.pages if p not in first.pages)
    return replace(
        first,
        rows=down + second.rows,
        cells=tuple(cells),
        xs=second.xs,
        pages=pages,
        bottom=second.bottom,
        open_bottom=second.open_bottom,
        drawn=second.drawn,
        rows_drawn=first.rows_drawn and second.rows_drawn,
    )


def _cell_over(first: Sheet, cell: SheetCell) -> int | None:
    """Return the index of the cell in the last row that a cell of the next page goes on."""
    for index, above in enumerate(first.cells):
        covers = above.column <= cell.column and above.end_column >= cell.end_column
        if covers and above.end_row == first.rows:
            return index
    return None


def _text_between(
    first: Sheet, second: Sheet, page_boxes: Mapping[int, Box], outside: Outside
) -> bool:
    """Tell whether ordinary text stands between the end of one sheet and the start of the next."""
    (last, bottom), (next_, top) = first.bottom, second.top
    for page in range(last, next_ + 1):
        height = page_boxes[page].height if page in page_boxes else None
        for line in outside.get(page, ()):
            below = page > last or line.box.y0 >= bottom
            above = page < next_ or line.box.y1 <= top
            if below and above and _is_text(line, height):
                return True
    return False


def text_below(y: float, lines: Sequence[Line], page_height: float) -> bool:
    """Tell whether ordinary text stands below a height of a page, running feet left out."""
    return any(line.box.y0 >= y and _is_text(line, page_height) for line in lines)


def _is_text(line: Line, page_height: float | None) -> bool:
    letters = sum(c.isalpha() for c in line.text)
    if PAGE_NUMBER.match(line.text) or letters < MIN_LETTERS or line.confidence < MIN_CONFIDENCE:
        return False
    if page_height is None:
        return True
    middle = line.box.center[1]
    return MARGIN * page_height < middle < (1 - MARGIN) * page_height
