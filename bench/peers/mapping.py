"""What a peer read, as task records: the best mapping that its user could write.

That is kehoach's own: its mapping of headings, its readers of units, deadlines and indicators, its
reading of prose. So the records differ by what was read from paper and how tables were seen, and by
nothing else. The plan's date, which gives deadlines their year, is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.fields.deadlines import parse_deadline
from pipeline.fields.settings import FieldSettings
from pipeline.flow.document import field_reader
from pipeline.records import RecordSettings, build_records
from pipeline.tables.header import HEADER_WORDS
from pipeline.types.document import CellResult, Content, DocumentResult, PageResult
from pipeline.types.folding import fold, joined
from pipeline.types.joining import join_lines
from pipeline.types.page import LayerVerdict
from pipeline.types.table import Table, TableCell
from pipeline.types.task import Deadline, Letterhead, TaskRecord
from pipeline.types.text import Paragraph

Item = Mapping[str, Any]
Cells = list[dict[str, Any]]

_BEGIN = re.compile(
    r"\s*([IVX]{1,5}\.|\d{1,2}(\.\d{1,2})*[.)]|[a-zđ]\)|[-+•–]|"
    r"(Sản phẩm|Kết quả|Đơn vị|Cơ quan|Chủ trì|Phối hợp|Thời (gian|hạn))\b[^.;]{0,20}:)"
)
_ROW = re.compile(r"\s*(\d{1,2})[.)|\]]?\s+(?=[A-ZĐÀ-Ỹ])")
_WHEN = re.compile(
    r"(Thường xuyên|(Trước |Đến |Chậm nhất )?(ngày )?\d{1,2}/\d{1,2}/\d{4}|"
    r"(Trong )?(Tháng|Quý|Năm) [\dIVX]{1,4}(/\d{4}| năm \d{4})?)",
    re.IGNORECASE,
)
_SHORT = 0.8  # of the page's width: a line that ends before it ends its paragraph


def result_of(read: Mapping[str, Any], letterhead: Letterhead) -> DocumentResult:
    """Return the document that a peer's pages give."""
    pages = read["pages"]
    content = Content(tuple(_items(pages)))
    found = build_records(content, letterhead, field_reader(FieldSettings()), RecordSettings())
    records = found.records
    if not content.tables and not records:
        records = tuple(_numbered(pages, letterhead))
    cells = [
        CellResult(t.index, c.row, c.column, c.row_span, c.column_span, 1, None, c.raw, c.text, 1.0,
                   "header" if c.row < t.header_rows else "")
        for t in content.tables
        for c in t.cells
    ]  # fmt: skip
    return DocumentResult(
        status="done",
        layer=LayerVerdict.NONE,
        letterhead=letterhead,
        targets=(),
        records=records,
        pages=tuple(_page(number, page) for number, page in enumerate(pages, 1)),
        cells=tuple(cells),
        confidence=1.0,
    )


def _items(pages: Sequence[Item]) -> Iterator[Paragraph | Table]:
    """Yield paragraphs and tables; tables of the same columns that meet over pages are one."""
    waiting: list[Cells] = []
    lines: list[Item] = []
    index = 0
    for page in pages:
        for item in page["items"]:
            if "cells" in item:
                yield from _paragraphs(lines)
                lines = []
                if waiting and _columns(waiting[-1]) != _columns(item["cells"]):
                    yield _table(waiting, index)
                    waiting, index = [], index + 1
                waiting.append(item["cells"])
            elif not item["text"].strip().isdecimal():  # page numbers part no table
                if waiting and item["text"].strip():
                    yield _table(waiting, index)
                    waiting, index = [], index + 1
                lines.append({**item, "width": page["width"]})
    if waiting:
        yield _table(waiting, index)
    yield from _paragraphs(lines)


def _columns(cells: Cells) -> int:
    return max((c["column"] + c["spans"][1] for c in cells), default=0)


def _rows(cells: Cells) -> int:
    return max((c["row"] + c["spans"][0] for c in cells), default=0)


def _table(pieces: Sequence[Cells], index: int) -> Table:
    heads = _head_rows(pieces[0])
    first = [joined(fold(c["text"])) for c in pieces[0] if c["row"] < heads]
    cells: list[TableCell] = []
    below = 0
    for number, piece in enumerate(pieces):
        again = _head_rows(piece) if number else 0
        if again and [joined(fold(c["text"])) for c in piece if c["row"] < again][:1] != first[:1]:
            again = 0
        cells += [_cell(c, below - again) for c in piece if c["row"] >= again]
        below += _rows(piece) - again
    columns = max(_columns(piece) for piece in pieces)
    return Table(index, below, columns, heads, tuple(cells), ())


def _head_rows(cells: Cells) -> int:
    """Return how many first rows name columns: those with two words of headings, and numbers."""
    named = 0
    for row in range(min(_rows(cells), 3)):
        texts = [joined(fold(c["text"])) for c in cells if c["row"] == row]
        words = sum(bool(HEADER_WORDS.match(text)) for text in texts)
        numbers = sum(bool(re.fullmatch(r"\(?\d\)?", text)) for text in texts)
        if words >= 2 or (named and numbers >= 3):
            named = row + 1
    spans = [c["row"] + c["spans"][0] for c in cells if c["row"] < named]
    return max(spans, default=0)


def _cell(cell: Mapping[str, Any], shift: int) -> TableCell:
    high, wide = cell["spans"]
    text = _joined(cell["text"].split("\n"))
    return TableCell(cell["row"] + shift, cell["column"], high, wide, text, cell["text"], 1.0)


def _joined(lines: Sequence[str]) -> str:
    """Join soft wraps; a dash, a number or a label begins a new paragraph."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if _BEGIN.match(line) and parts[-1]:
            parts.append([])
        parts[-1].append(line)
    return "\n".join(text for part in parts if (text := join_lines(part)))


def _paragraphs(lines: Sequence[Item]) -> Iterator[Paragraph]:
    part: list[str] = []
    for line in lines:
        text = line["text"].strip()
        if part and (not text or _BEGIN.match(text)):
            yield _paragraph(part)
            part = []
        if not text:
            continue
        part.append(text)
        if line.get("right", line["width"]) < _SHORT * line["width"]:
            yield _paragraph(part)
            part = []
    if part:
        yield _paragraph(part)


def _paragraph(lines: Sequence[str]) -> Paragraph:
    text = join_lines(lines)
    return Paragraph(text, text, 1.0, ())


def _numbered(pages: Sequence[Item], letterhead: Letterhead) -> Iterator[TaskRecord]:
    """Yield a record for each stretch of lines that begins with a number: all that lines tell."""
    stretch: list[str] = []
    year = letterhead.date.year if letterhead.date else 2024
    number = 0
    for page in pages:
        for line in [*(item["text"] for item in page["items"] if "text" in item), "0 End"]:
            if _ROW.match(line) or line == "0 End":
                if stretch:
                    number += 1
                    yield _record(number, join_lines(stretch), year)
                stretch = [] if line == "0 End" else [_ROW.sub("", line)]
            elif stretch:
                stretch.append(line)


def _record(number: int, text: str, year: int) -> TaskRecord:
    when = _WHEN.search(text)
    words = when[0] if when else ""
    due = parse_deadline(words, year).deadline if words else Deadline("none")
    content = text.replace(words, " ") if words else text
    return TaskRecord(
        f"t0/r{number}", None, "", "", str(number), " ".join(content.split()), "", (), (), words,
        due, (),
    )  # fmt: skip


def _page(number: int, page: Item) -> PageResult:
    parts = []
    for item in page["items"]:
        if "cells" in item:
            parts += [" ".join(c["text"].split()) for c in item["cells"]]
        else:
            parts.append(item["text"])
    text = "\n".join(part for part in parts if part)
    return PageResult(number, 595.0, 842.0, 300.0, 0, 0.0, "peer", "peer", 1.0, text, text)
