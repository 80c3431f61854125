"""Decides what goes on over a page break: the whole row, a few of its cells, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.tables.carried import carried_cells
from pipeline.tables.celltext import NUMBERED
from pipeline.tables.goes_on import is_unfinished, names_helpers, text_goes_on
from pipeline.tables.header import is_ordinal
from pipeline.tables.sheet import LEGIBLE, Sheet, SheetCell

TIME_ENDED = re.compile(r"(\d[/.-]\d{1,4}|\b\d{4}|\bquý\s+[IVX\d]+|thường xuyên)\W*$", re.I)
TIME_BEGUN = re.compile(
    r"(trước|chậm nhất|đến|từ|trong|quý|tháng|năm|cuối|cả năm|hoàn thành|xong|khởi công|"
    r"thường xuyên|hằng|hàng|định kỳ|sau|ngày)\b|\d{1,2}[/.-]\d",
    re.IGNORECASE,
)
NUMBERED_SHARE = 0.6  # share of rows with a number that makes the first column a number column

# Weights of evidence that a cell's text goes on, set on the page breaks of the gold plans and
# checked on random cuts; only their order of size matters.
OPEN_BOTH, OPEN_ONE, CLOSED = 1.5, -0.5, -1.0
NEW_NUMBER = -10.0
MISREAD_NUMBER = -3.0
NO_NUMBER = 1.0
NO_WORDS = 1.0


@dataclass(frozen=True, slots=True)
class Seam:
    """What a page break does.

    row_cut   the last row before the break and the first after it are one row.
    carried   cells (by index in ``second.starting(0)``) that go on while the row is new.
    """

    row_cut: bool
    carried: tuple[int, ...] = ()


def judge_seam(first: Sheet, second: Sheet) -> Seam:
    """Tell how two pages of one table meet; both on the same columns, headers taken off."""
    if first.rows <= first.header_rows or not second.rows:
        return Seam(row_cut=False)
    pairs = [(_above(first, cell), cell) for cell in second.starting(0)]
    border = _border(first, second)
    scores = [border + text_goes_on(before, after) for before, after in pairs if after.text]
    total = sum(scores) / len(scores) if scores else border
    numbers = numbers_rows(first) or numbers_rows(first, second)
    if numbers:
        total += _number_evidence(pairs)
    total += _words_evidence(pairs, 1 if numbers else 0)
    if total > 0 and _same_layout(pairs):
        own = _own_cells(pairs, 1 if numbers else 0)
        goes_on = tuple(i for i in range(len(pairs)) if i not in own)
        return Seam(False, goes_on) if own else Seam(row_cut=True)
    carried = carried_cells(first, pairs, border, numbers=numbers)
    # A new row needs at least one cell of its own.
    return Seam(False, carried if len(carried) < len(pairs) else ())


def numbers_rows(*sheets: Sheet) -> bool:
    """Tell whether the first column numbers the rows of one or more pages."""
    body = [c.text for s in sheets for c in s.cells if c.column == 0 and c.row >= s.header_rows]
    return bool(body) and sum(map(is_ordinal, body)) >= NUMBERED_SHARE * len(body)


def _above(first: Sheet, cell: SheetCell) -> SheetCell | None:
    """Return the cell of the last row that stands over a cell of the next page."""
    over = [c for c in first.reaching(first.rows - 1) if c.row >= first.header_rows]
    same = [c for c in over if c.column == cell.column and c.end_column == cell.end_column]
    around = [c for c in over if c.column <= cell.column and c.end_column >= cell.end_column]
    return next(iter(same or around), None)


def _border(first: Sheet, second: Sheet) -> float:
    if first.open_bottom and second.open_top:
        return OPEN_BOTH
    return OPEN_ONE if first.open_bottom or second.open_top else CLOSED


def _number_evidence(pairs: Sequence[tuple[SheetCell | None, SheetCell]]) -> float:
    first_cell = next((after for _, after in pairs if after.column == 0), None)
    if first_cell is None:
        return 0.0
    if not any(c.isalnum() for c in first_cell.printed):
        return NO_NUMBER
    return NEW_NUMBER if is_ordinal(first_cell.text) else MISREAD_NUMBER


def _own_cells(pairs: Sequence[tuple[SheetCell | None, SheetCell]], words: int) -> set[int]:
    """Return the cells (by index) of a row within a task that itself goes on over the break.

    A text that goes on filled all lines its row had on the page before. Where one did not, or was a
    whole time that another follows, and another begins beside it, they are a second result and time
    of the task.
    """
    task = next(((before, after) for before, after in pairs if after.column == words), None)
    if task is None or task[0] is None:
        return set()
    ended, begun = task[0].text.strip(), task[1].text.strip()
    if begun and not (begun[0].islower() or is_unfinished(ended)):
        return set()
    lines = max(_lines(before) for before, _ in pairs if before is not None)
    fresh = {
        i: lines - _lines(before)
        for i, (before, after) in enumerate(pairs)
        if before is not None and after.column > words and _begins(before, after)
    }
    free = max(fresh.values(), default=0)
    if len(fresh) > 1 and any(_second_time(*pairs[i]) for i in fresh):
        return set(fresh)
    if not begun:
        return set()
    return set(fresh) if free >= (1 if len(fresh) > 1 else 2) else set()


def _second_time(before: SheetCell | None, after: SheetCell) -> bool:
    """Tell whether one cell ends with a whole time and the next begins with another."""
    ended = before.text.strip() if before else ""
    return bool(TIME_ENDED.search(ended) and TIME_BEGUN.match(after.text.strip()))


def _begins(before: SheetCell, after: SheetCell) -> bool:
    """Tell whether a text is whole and another begins below it."""
    ended, begun = before.text.strip(), after.text.strip()
    if not ended or not begun or is_unfinished(ended) or names_helpers(ended, begun):
        return False
    return begun[0].isalnum() and not begun[0].islower() and not NUMBERED.match(begun)


def _lines(cell: SheetCell) -> int:
    """Count the lines of a cell on the last page that it stands on."""
    return sum(bool(line.words) and line.confidence >= LEGIBLE for line in cell.pieces[-1].lines)


def _words_evidence(pairs: Sequence[tuple[SheetCell | None, SheetCell]], words: int) -> float:
    """Weigh that the words of the task are missing while one other text stands there.

    A row within a task, with several texts of its own, would have none either.
    """
    column = [pair for pair in pairs if pair[1].column == words]
    filled = sum(bool(after.text) for _, after in pairs)
    missing = any(not after.printed.strip() and before and before.text for before, after in column)
    return NO_WORDS if missing and filled == 1 else 0.0


def _same_layout(pairs: Sequence[tuple[SheetCell | None, SheetCell]]) -> bool:
    """Tell whether every cell stands under one that is as wide: a section row is no task row."""
    return all(
        before is not None and before.columns == after.columns
        for before, after in pairs
        if after.text
    )
