"""The words that a row's cells state for the fields of a task."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.records.assemble import Stated
from pipeline.records.columns import TASK_FIELDS, TIME_FIELDS, Layout
from pipeline.records.result_times import SHARING, WITH_TIME, says_when
from pipeline.records.rows import Row
from pipeline.types.folding import fold
from pipeline.types.table import TableCell

SECTIONED = ("no", "content")
_NAMED = ("indicator_name",)
_BARE = frozenset("-–—…. ")
_LEADS, _JOINS = ("ct", "c", "chu tri"), ("ph", "p", "phoi hop")
_CROSSES = frozenset("x+*✓✔√")
_MEASURED = re.compile(r"\([^()]*\)|\bso thang\b|\bngay\b")
_JOIN = r"\s*(?:,|;|-|\bva\b|\bden\b)\s*"
# Cells below "Thực hiện trong quý" and "Tháng" that say only which.
_PERIODS = (
    ("quy", "Quý", re.compile(rf"(?:i{{1,3}}|iv|[1-4])(?:{_JOIN}(?:i{{1,3}}|iv|[1-4]))*"
                              r"(?:\s?/\s?20\d\d)?")),
    ("thang", "Tháng", re.compile(rf"(?:1[0-2]|0?[1-9])(?:{_JOIN}(?:1[0-2]|0?[1-9]))*"
                                  r"(?:\s?/\s?20\d\d)?")),
)  # fmt: skip


def words_of(cell: TableCell | None, certainty: float) -> Stated:
    """Return the words of a cell, of none where the table has a hole."""
    if cell is None:
        return Stated("", "", 1.0, certainty)
    return Stated(cell.text, cell.raw, cell.confidence, certainty, cell.places, cell.words)


def stated_in(layout: Layout, row: Row) -> Iterator[tuple[str, Stated]]:
    """Words for each mapped field of a row; two columns of one field follow one another."""
    found: dict[str, Stated] = {}
    for column, mapped in enumerate(layout.columns):
        known = (*SECTIONED, *TASK_FIELDS, *_NAMED)
        if mapped.field not in known or row.cells[column] is None:
            continue
        words, name = words_of(row.cells[column], mapped.confidence), mapped.field
        if name == "deadline_mark":
            found |= _crossed(found.get("deadline"), words, mapped.header)
            continue
        if name == "role_mark":
            found |= _with_role(found, words, mapped.header)
            continue
        if name in TIME_FIELDS:
            words = _with_period(words, mapped.header)
        elif name in SHARING and says_when(mapped.header) and not layout.all(TIME_FIELDS):
            name += WITH_TIME
        before = found.get(name)
        found[name] = _after(before, words) if before and name != "no" else words
    yield from found.items()


def _crossed(before: Stated | None, cross: Stated, period: str) -> dict[str, Stated]:
    """Add the period of a column to the deadline where a drawn schedule has a cross in it."""
    if not cross.text.strip():
        return {}
    said = f"{before.text}, {period}" if before else period
    return {"deadline": replace(_after(before, cross) if before else cross, text=said)}


def _with_role(found: dict[str, Stated], sign: Stated, unit: str) -> dict[str, Stated]:
    """Add the unit of a column to those that the sign in the cell gives its role."""
    said = fold(sign.text).strip(" .")
    leads = said in _LEADS or said in _CROSSES
    if not leads and said not in _JOINS:
        return {}
    name = "lead" if leads else "coordinating"
    words, before = replace(sign, text=unit), found.get(name)
    return {name: _after(before, words) if before else words}


def _with_period(words: Stated, heading: str) -> Stated:
    """Let a heading say what a bare number counts: "II - III" below "Thực hiện trong quý"."""
    cell, head = fold(words.text).strip(" ."), _MEASURED.sub("", fold(heading))
    fitting = [
        word
        for kind, word, numbers in _PERIODS
        if re.search(rf"\b{kind}\b", head) and numbers.fullmatch(cell)
    ]
    return replace(words, said=f"{fitting[0]} {words.text}") if len(fitting) == 1 else words


def _after(first: Stated, second: Stated) -> Stated:
    """Two cells as one text; a cell that spans both columns counts once."""
    if first.places == second.places and first.text == second.text:
        return first
    text = "\n".join(filter(None, (first.text, second.text)))
    raw = "\n".join(filter(None, (first.raw, second.raw)))
    return Stated(
        text,
        raw,
        min(first.reading, second.reading),
        min(first.certainty, second.certainty),
        (*first.places, *second.places),
        (*first.words, *second.words),
    )


def extra_in(layout: Layout, row: Row) -> Iterator[tuple[str, Stated]]:
    """Words of the columns that have no field of their own, by their headings."""
    for column, mapped in enumerate(layout.columns):
        cell = row.cells[column]
        header = mapped.header or layout.headers[column]
        known = mapped.field in (*SECTIONED, *TASK_FIELDS)
        if known or not header or cell is None or not set(cell.text) - _BARE:
            continue
        yield header, words_of(cell, mapped.confidence)
