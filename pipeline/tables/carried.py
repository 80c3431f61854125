"""Tells which cells span the rows on both sides of a page break, where the row below is a new one.

A cell that spans rows is cut by the page end like any other: what stands overleaf is the rest of
its words, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.tables.goes_on import is_unfinished, names_helpers, starts_within, text_goes_on
from pipeline.tables.sheet import Sheet, SheetCell

CUT = re.compile(r"([,/(–-]|\b(và|hoặc|của|các|cho|với|theo|tại|về|để|do|từ|đến))$", re.IGNORECASE)
LISTED = re.compile(r";$")  # another unit comes, where other cells of the column end otherwise
WORDS = 1  # the column behind that of numbers: a task with a number has words of its own
LEAST_OTHERS = 2  # cells of a column by which its habits are told
LISTED_ON = 1.0  # evidence that such a semicolon is
FEW = 0.1  # share of them that may do by habit what tells here that a text goes on

Pair = tuple[SheetCell | None, SheetCell]  # a cell and what stands over it on the page before


def carried_cells(
    sheet: Sheet, pairs: Sequence[Pair], border: float, *, numbers: bool
) -> tuple[int, ...]:
    """Return the cells (by index) that go on over the break beside cells that do not.

    border    evidence of the rules at the page end that rows are cut there.
    numbers   the first column numbers the rows.
    """
    numbered = numbers and any(
        after.column == 0 and any(map(str.isalnum, after.text)) for _, after in pairs
    )
    words = [
        before is not None
        and before.columns == after.columns
        and bool(before.text)
        and not (numbers and after.column == 0)
        and not (numbered and _begins_task(after))
        and _words_go_on(sheet, before, after, border)
        for before, after in pairs
    ]
    return tuple(
        i
        for i, (before, after) in enumerate(pairs)
        if before is not None
        and not (numbered and _begins_task(after))
        and (words[i] or _carries(sheet, before, after, border, numbers, shared=any(words)))
    )


def _begins_task(after: SheetCell) -> bool:
    """Tell whether words behind a number begin as a task does, and not within a sentence."""
    begun = after.text.strip()
    return after.column == WORDS and bool(begun) and not starts_within(begun)


def _words_go_on(sheet: Sheet, before: SheetCell, after: SheetCell, border: float) -> bool:
    """Tell by its words alone whether a cell goes on, be it on one row of each page only.

    What offices write as a habit (small letters first, a semicolon last) says nothing.
    """
    ended, begun = before.text.strip(), after.text.strip()
    if not begun:
        return False
    others = [
        c.text.strip()
        for c in sheet.cells
        if c.columns == before.columns and c.row >= sheet.header_rows and c is not before and c.text
    ]
    if len(others) < LEAST_OTHERS:
        return False
    seldom = FEW * len(others)
    inside = starts_within(begun) and sum(map(starts_within, others)) <= seldom
    cut = bool(CUT.search(ended)) and sum(map(is_unfinished, others)) <= seldom
    listed = bool(LISTED.search(ended)) and sum(bool(LISTED.search(t)) for t in others) <= seldom
    told = inside or cut or listed or names_helpers(ended, begun)
    return told and border + text_goes_on(before, after) + LISTED_ON * listed >= 0


def _carries(
    sheet: Sheet,
    before: SheetCell,
    after: SheetCell,
    border: float,
    numbers: bool,
    *,
    shared: bool,
) -> bool:
    """Tell whether a cell goes on that spans rows; ``shared``: others of its row do."""
    if before.columns != after.columns or not before.text:
        return False
    spans = before.end_row - before.row > 1 or after.end_row - after.row > 1
    if numbers and after.column == 0:
        return not any(c.isalnum() for c in after.printed)
    if after.text:
        return spans and border + text_goes_on(before, after) >= 0
    if spans:
        return True
    body = [c for c in sheet.cells if c.column == after.column and c.row >= sheet.header_rows]
    return (shared or any(c.end_row - c.row > 1 for c in body)) and all(c.text for c in body)
