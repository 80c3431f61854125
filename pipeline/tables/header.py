"""Finds the header rows of a table and recognises them when they are printed again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.tables.sheet import Sheet, SheetCell
from pipeline.types.folding import fold, joined

# Words of column headers in plans, without marks. They only tell a header row from a task row;
# what a column means is decided elsewhere.
HEADER_WORDS = re.compile(
    r"(?:cac |so |muc |y kien )?(s?tt|so tt|noi dung|nhiem vu|cong viec|hoat dong|don vi|co quan|"
    r"chu tri|phoi hop|phu trach|thoi gian|thoi han|tien do|ket qua|san pham|ghi chu|kinh phi|"
    r"du toan|chi tieu|"
    r"muc tieu|hoan thanh|danh muc|ten|so luong|trach nhiem|lanh dao|dia diem|nguon|"
    r"don vi tinh|dvt|can cu|bat dau|ket thuc|yeu cau|tong so|so tien)\b"
)
NUMBER_COLUMN = re.compile(r"^(s\.? ?t\.? ?t\.?|t\.? ?t\.?|so tt|so thu tu|stt?)\.?$")
NUMBER_REMNANTS = frozenset({"t", "s"})  # one letter of TT or STT; sections come as far as K
ORDINAL = re.compile(r"^(\(?[0-9]{1,3}(\.[0-9]{1,3})*[.)]?|[ivxlc]{1,6}[.)]?|[a-zđ][.)]?)$", re.I)
MAX_HEADER_ROWS = 4
MAX_COLUMN_NUMBER = 12  # characters: "(8)=(6)+(7)"
MAX_HEADER_WORDS = 14  # longest header seen in 12 plans has 13 words
SAME_HEIGHT = 0.12  # a repeated header is set again word for word: rows differ by 0.00-0.05
SAME_SHAPE_LIKENESS = 0.5  # enough in a row of the same shape
SAME_PLACE_LIKENESS = 0.55  # enough where the row also looks like a header (a stamp over one)


def is_ordinal(text: str) -> bool:
    """Tell whether a cell holds a row number: 1, 1.2, IV, a)."""
    return bool(ORDINAL.match(text.strip()))


def _numbers_a_row(text: str) -> bool:
    """Tell whether a cell holds a row number, and not what is left of TT or STT."""
    return is_ordinal(text) and fold(text.strip()) not in NUMBER_REMNANTS


def count_header_rows(sheet: Sheet) -> int:
    """Return how many of a sheet's first rows are its header, 0 when it has none."""
    for row in range(min(sheet.rows, MAX_HEADER_ROWS)):
        if _numbers_columns(sheet.starting(row)):
            return row + 1
    if not sheet.rows or not (names_columns(sheet) or _only_one_unnumbered(sheet)):
        return 0
    return min(max(c.end_row for c in sheet.starting(0)), sheet.rows)


def names_columns(sheet: Sheet) -> bool:
    """Tell by its words whether a sheet's first row names columns rather than holding a task."""
    cells = sheet.starting(0)
    texts = [joined(fold(c.text)) for c in cells]
    filled = [t for t in texts if t]
    if len(filled) < max(2, 0.6 * len(cells)) or _numbers_a_row(texts[0]):
        return False
    if any(len(t.split()) > MAX_HEADER_WORDS for t in filled):
        return False
    named = sum(bool(HEADER_WORDS.match(t)) for t in filled)
    return bool(NUMBER_COLUMN.match(texts[0])) or named >= max(2, 0.6 * len(filled))


def repeated_header_rows(first: Sheet, second: Sheet, likeness: float) -> int:
    """Return how many first rows of the second sheet print the header of the first again.

    Later pages may repeat all header rows, or only the row that numbers the columns.
    """
    if not first.header_rows:
        return 0
    head = [first.starting(row) for row in range(first.header_rows)]
    depth = below = 0
    for row in range(min(second.rows, first.header_rows)):
        cells = second.starting(row)
        found = next(
            (i for i in range(below, len(head)) if _printed_again(head[i], cells, likeness)), None
        )
        if found is not None:
            depth, below = max([depth, *(c.end_row for c in cells)]), found + 1
        elif row >= depth:  # else it is the lower level of a header already recognised
            break
    if depth:
        return depth
    smudged = _alike(head[0], second.starting(0)) >= SAME_PLACE_LIKENESS
    return count_header_rows(second) if smudged and names_columns(second) else 0


def _printed_again(
    first: Sequence[SheetCell], second: Sequence[SheetCell], likeness: float
) -> bool:
    """Tell whether a row is a header row again; the same shape makes up for misread words."""
    if _numbers_columns(first) and _numbers_columns(second):
        return True
    rows = first and second
    if rows and _numbers_a_row(second[0].printed) and not _numbers_a_row(first[0].printed):
        return False
    alike = _alike(first, second)
    if alike >= likeness or not _same_shape(first, second):
        return alike >= likeness
    return alike >= SAME_SHAPE_LIKENESS or (_numbers_columns(first) and _bracketed(second))


def _same_shape(first: Sequence[SheetCell], second: Sequence[SheetCell]) -> bool:
    """Tell whether two rows have the same cells, as wide and as high."""
    layouts = [
        [(c.column, c.end_column, c.end_row - c.row) for c in row] for row in (first, second)
    ]
    if layouts[0] != layouts[1] or not first:
        return False
    heights = []
    for row in (first, second):
        boxes = [c.pieces[0].box for c in row]
        width = max(b.x1 for b in boxes) - min(b.x0 for b in boxes)
        heights.append(min(b.height for b in boxes) / width)
    return abs(heights[0] / heights[1] - 1.0) <= SAME_HEIGHT


def _alike(first: Sequence[SheetCell], second: Sequence[SheetCell]) -> float:
    """Return the mean likeness, 0-1, of two rows' cells column by column, by length of text."""
    texts = {c.column: joined(fold(c.text)) for c in first}
    others = {c.column: joined(fold(c.text)) for c in second}
    total = weight = 0.0
    for column in texts.keys() | others.keys():
        a, b = texts.get(column, ""), others.get(column, "")
        if a or b:
            size = max(len(a), len(b)) ** 0.5
            total, weight = total + size * fuzz.ratio(a, b) / 100, weight + size
    return total / weight if weight else 0.0


def _numbers_columns(cells: Sequence[SheetCell]) -> bool:
    """Tell whether a row only numbers the columns: (1) (2) (3), A B 1 2.

    Single figures in brackets are often misread or missed, so a majority has to be right; where
    cells came out empty, brackets must show that the figures are no data.
    """
    texts = [c.printed.strip() for c in cells]
    filled = [(i, t) for i, t in enumerate(texts, start=1) if t]
    if len(filled) < max(3, len(texts) / 2) or any(len(t) > MAX_COLUMN_NUMBER for _, t in filled):
        return False
    figures = [(i, int(m[0])) for i, t in filled if (m := re.search(r"\d+", t))]
    offsets = Counter(figure - i for i, figure in figures)
    bracketed = sum(t[-1] in ")]" or t[0] in "([" for _, t in filled)
    in_order = max(offsets.values(), default=0)
    if len(filled) < len(texts) - 1 and bracketed < 2:
        return False
    return in_order >= 2 and max(in_order, bracketed) >= 0.6 * len(filled)


def _bracketed(cells: Sequence[SheetCell]) -> bool:
    """Tell whether a row holds little but brackets: a misread (1) (2) (3)."""
    filled = [c.printed.strip() for c in cells if c.printed.strip()]
    letters = sum(character.isalpha() for text in filled for character in text)
    brackets = sum(text[-1] in ")]" or text[0] in "([" for text in filled)
    return brackets >= max(2, 0.4 * len(filled)) and letters <= 2 * len(filled)


def _only_one_unnumbered(sheet: Sheet) -> bool:
    """Tell whether the first row alone has no number in a first column that numbers the rows."""
    first = sheet.starting(0)
    if sum(bool(c.text) for c in first) < max(2, 0.6 * len(first)) or is_ordinal(first[0].text):
        return False
    if any(len(c.text.split()) > MAX_HEADER_WORDS for c in first):
        return False
    below = [c.text for row in range(1, sheet.rows) for c in sheet.starting(row) if c.column == 0]
    numbered = sum(is_ordinal(t) for t in below)
    return len(below) >= 2 and numbered >= 0.8 * len(below)
