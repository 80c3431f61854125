"""Gold as a perfect reading: what the stages before records would give if nothing were misread.

With it, what is lost between words and facts is measured apart from what scanning loses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.fields.plan_year import plan_year
from pipeline.types.document import Content
from pipeline.types.table import Table, TableCell
from pipeline.types.task import Letterhead
from pipeline.types.text import Paragraph


def perfect_content(plan: Mapping[str, Any]) -> Content:
    """Return the body of a document.json without geometry, every word right and sure."""
    items: list[Paragraph | Table] = []
    for block in plan["blocks"]:
        if block["kind"] == "table":
            index = sum(isinstance(item, Table) for item in items)
            items.append(perfect_table(plan["tables"][block["id"]], index))
        elif block.get("text"):
            title = block["kind"] == "annex_title"
            items += [_paragraph(text, centered=title) for text in block["text"].split("\n")]
    return Content(tuple(items))


def perfect_letterhead(plan: Mapping[str, Any]) -> Letterhead:
    """Return the letterhead of a document.json as its ``meta`` states it."""
    meta = plan["meta"]
    issued = date.fromisoformat(meta["date"])
    return Letterhead(
        number=meta["number"],
        date=issued,
        place=meta["place"],
        issuer=meta["issuer"],
        issuer_parent=meta["issuer_parent"],
        type=meta["type"],
        title=meta["title"],
        signer_name=meta["signer_name"],
        signer_role=meta["signer_role"],
        recipients=tuple(meta["recipients"]),
        legal_bases=tuple(meta["legal_bases"]),
        year=plan_year(meta["title"], issued),
    )


def perfect_table(table: Mapping[str, Any], index: int = 0) -> Table:
    """Return a table with its spans: header groups, number row, section rows, row spans."""
    columns = len(table["header"])
    cells = _header(table)
    header_rows = 1 + max((cell.row for cell in cells), default=-1)
    top = header_rows
    rows = table["rows"]
    for offset, row in enumerate(rows):
        if row["kind"] == "section":
            *numbers, title = row["cells"]
            cells += [_cell(top + offset, column, text) for column, text in enumerate(numbers)]
            span = columns - len(numbers)
            cells.append(_cell(top + offset, len(numbers), title, column_span=span))
            continue
        for column, text in enumerate(row["cells"]):
            if text is not None:
                span = _row_span(rows, offset, column)
                cells.append(_cell(top + offset, column, text, row_span=span))
    return Table(index, top + len(rows), columns, header_rows, tuple(cells), ())


def _row_span(rows: Sequence[Mapping[str, Any]], start: int, column: int) -> int:
    span = 1
    for row in rows[start + 1 :]:
        if row["kind"] == "section" or row["cells"][column] is not None:
            break
        span += 1
    return span


def _header(table: Mapping[str, Any]) -> list[TableCell]:
    header, groups = table["header"], table.get("header_groups")
    cells: list[TableCell] = []
    if groups:
        column = 0
        for text, width in groups:
            if width == 1:
                cells.append(_cell(0, column, text, row_span=2))
            else:
                cells.append(_cell(0, column, text, column_span=width))
                cells += [_cell(1, c, header[c]) for c in range(column, column + width)]
            column += width
    else:
        cells = [_cell(0, column, text) for column, text in enumerate(header)]
    if table.get("number_row"):
        row = 2 if groups else 1
        cells += [_cell(row, column, f"({column + 1})") for column in range(len(header))]
    return cells


def _cell(row: int, column: int, text: str, row_span: int = 1, column_span: int = 1) -> TableCell:
    return TableCell(row, column, row_span, column_span, text, text, 1.0)


def _paragraph(text: str, *, centered: bool) -> Paragraph:
    return Paragraph(text, text, 1.0, (), centered=centered)
