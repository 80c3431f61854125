"""Tasks as a workbook that an office can filter, print and pass on."""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.worksheet import Worksheet

from pipeline.store.exports.columns import (
    DOCUMENTS,
    DOCUMENTS_PRINTED,
    INDICATORS,
    INDICATORS_PRINTED,
    TASKS,
    TASKS_PRINTED,
    Column,
    Kind,
    Row,
)

_LONGEST = 32_767  # characters in a cell of a workbook
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no characters of XML
_MOST_ROWS = 1_048_576  # of a sheet
_MOST_LINKS = 65_530  # of a sheet
# Signs that cannot stand in a link, or mean something else there. Letters of any language can.
_ESCAPED = {ord(sign): f"%{ord(sign):02X}" for sign in '%#?" <>[]^`{}'}
_FIRST_YEAR = 1900  # days before are none to Excel
_DOUBTFUL = 0.8  # below this probability of the least sure field the cell is coloured

# LibreOffice does not find the height of wrapped text by itself. A line of 11 points is 14 high,
# and holds 1.2 letters of Times New Roman for each unit of a column's width but one, which its
# edges take (the sample plans in LibreOffice, no line cut off; 1.1 in capitals); Excel allows rows
# of up to 409 points.
_LINE_PT = 14.0
_LETTERS, _EDGES = 1.2, 1.0
_HIGHEST_PT = 409.0


@dataclass(frozen=True, slots=True)
class Written:
    """How many tasks are in the workbook, and what did not fit into it."""

    tasks: int
    left_out: int = 0
    without_link: int = 0


class FileLink(Url):  # type: ignore[misc]  # the library tells no types
    """A link to a file, by a path that Excel and LibreOffice take on Windows and on Linux.

    xlsxwriter parts folders by backslashes, which are letters of a name but to Windows, and takes
    what follows "#" in a name for a place in the file.
    """

    def __init__(self, path: str, anchor: str = "") -> None:
        """Take a path relative to the workbook, and a place in the file such as "page=3"."""
        super().__init__(f"external:{path}")
        self._anchor = anchor
        self._place = path.replace(os.sep, "/").translate(_ESCAPED)

    def _target(self) -> str:
        return self._place


class _Sheet:
    """One sheet being written, row after row."""

    def __init__(
        self,
        sheet: Worksheet,
        columns: tuple[Column, ...],
        formats: Mapping[str, Format],
        printed: int,
    ) -> None:
        self.columns = columns
        self._printed = printed
        self.count = self.links = self.without_link = self.left_out = 0
        self._sheet, self._formats = sheet, formats
        for i, column in enumerate(columns):
            sheet.set_column(i, i, column.width)
        sheet.set_row(0, 30)
        for i, column in enumerate(columns):
            sheet.write_string(0, i, column.heading, formats["heading"])
        sheet.freeze_panes(1, 2)

    def add(self, row: Row, links: Mapping[Kind, FileLink | None] | None = None) -> None:
        if self.count + 1 >= _MOST_ROWS:
            self.left_out += 1
            return
        self.count += 1
        values = [column.value(row) for column in self.columns]
        lines = max(map(_lines_of, self.columns[: self._printed], values))
        self._sheet.set_row(self.count, min(_LINE_PT * lines + 2, _HIGHEST_PT))
        for i, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            self._cell(i, column, value, (links or {}).get(column.kind))

    def close(self) -> None:
        sheet, last = self._sheet, len(self.columns) - 1
        sheet.autofilter(0, 0, max(self.count, 1), last)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, max(self.count, 1), self._printed - 1)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&8&A&R&8Trang &P/&N")

    def _cell(self, i: int, column: Column, value: Any, link: FileLink | None) -> None:
        if column.kind in {"page", "picture"}:
            self._link(i, column, value, link)
            return
        form, sheet, at = self._formats[column.kind], self._sheet, self.count
        if value is None or value == "":
            sheet.write_blank(at, i, None, form)
        elif isinstance(value, date) and value.year >= _FIRST_YEAR:
            sheet.write_datetime(at, i, value, form)
        elif isinstance(value, int | float):
            low = column.kind == "share" and value < _DOUBTFUL
            sheet.write_number(at, i, value, self._formats["doubtful"] if low else form)
        else:
            # Never ``write``: it would take "=1+1" for a formula and "http:" for a link.
            text = _CONTROL.sub("", str(value))
            text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
            sheet.write_string(at, i, text, form)

    def _link(self, i: int, column: Column, value: Any, link: FileLink | None) -> None:
        """Write a link, below the number of its page where there is one: that sorts and filters."""
        page = value if column.kind == "page" else None
        said = "xem" if column.kind == "picture" else "" if page is None else str(page)
        linked = link is not None and bool(said) and self.links < _MOST_LINKS
        self.without_link += link is not None and bool(said) and not linked
        if linked:
            self.links += 1
            self._sheet.write_url(self.count, i, link, self._formats["link"], string=said)
        if page is not None:
            form = self._formats["link" if linked else "whole"]
            self._sheet.write_number(self.count, i, page, form)
        elif not linked:
            self._sheet.write_blank(self.count, i, None, self._formats["text"])


def write_xlsx(
    path: Path,
    tasks: Callable[[], Iterable[Row]],
    documents: Iterable[Row],
    pictures: Mapping[str, Path] | None = None,
    folder: Path | None = None,
) -> Written:
    """Write a workbook of three sheets: tasks, their indicators, the plans.

    tasks      gives the rows of ``tasks`` anew each time it is called.
    documents  rows of ``documents`` with one column more: ``same_file``, the source file of the
               document that is the same plan, None where there is none.
    pictures   record id → picture of its place on paper, for those that have one.
    folder     where the workbook will lie, which links start from; None: where it is written.
    """
    folder = folder or path.absolute().parent
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        formats = _formats(book)
        main = _Sheet(book.add_worksheet("Nhiệm vụ"), TASKS, formats, TASKS_PRINTED)
        for row in tasks():
            picture = (pictures or {}).get(row["record_id"])
            links: dict[Kind, FileLink | None] = {
                "page": _page_link(row, folder),
                "picture": _link_to(picture, folder) if picture else None,
            }
            main.add(row, links)
        main.close()
        counted = _Sheet(book.add_worksheet("Chỉ tiêu"), INDICATORS, formats, INDICATORS_PRINTED)
        for row in tasks():
            for indicator in row["indicators"]:
                counted.add({**row, "indicator": indicator})
        counted.close()
        plans = _Sheet(book.add_worksheet("Văn bản"), DOCUMENTS, formats, DOCUMENTS_PRINTED)
        for row in documents:
            plans.add(row)
        plans.close()
    return Written(main.count, main.left_out, main.without_link)


def _lines_of(column: Column, value: Any) -> int:
    """Return how many lines a cell needs."""
    if column.kind != "long" or not value:
        return 1
    return sum(
        len(textwrap.wrap(part, max(1, int((column.width - _EDGES) * _LETTERS)))) or 1
        for part in str(value).split("\n")
    )


def _page_link(row: Row, folder: Path) -> FileLink | None:
    """Return a link to the page of the source, relative so that both may move together."""
    source = Path(row["source_file"]).absolute()
    if row["page_first"] is None or not source.is_file():
        return None
    page = f"page={row['page_first']}" if source.suffix.lower() == ".pdf" else ""
    return _link_to(source, folder, page)


def _link_to(path: Path, folder: Path, anchor: str = "") -> FileLink:
    return FileLink(os.path.relpath(path, folder), anchor)


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
    line = {"border": 1, "border_color": "#D9D9D9"}
    day = {"num_format": "dd/mm/yyyy", "align": "left"}
    heading = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#1F4E4A"}
    made: dict[str, dict[str, Any]] = {
        "heading": base | heading | {"font_color": "#FFFFFF", "border": 1},
        "text": base | line,
        "long": base | line | {"text_wrap": True},
        "day": base | line | day,
        "whole": base | line | {"num_format": "0", "align": "center"},
        "number": base | line | {"num_format": "#,##0.##"},
        "share": base | line | {"num_format": "0%"},
        "doubtful": base | line | {"num_format": "0%", "bg_color": "#FCE4B6"},
        "link": base | line | {"font_color": "#0B5CAD", "underline": 1, "align": "center"},
    }
    return {name: book.add_format(form) for name, form in made.items()}
