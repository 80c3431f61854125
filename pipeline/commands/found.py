"""Tasks that were found, as a table for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from pipeline.query.highlight import spans
from pipeline.query.words import Term
from pipeline.records.reasons import meaning
from pipeline.store.exports.flat import least_confidence
from pipeline.store.values import indicator_text

_REASONS = 2  # shown of a task; `kehoach sql` and the workbook have them all
_ID_SHOWN = 10  # hexadecimal digits; `--record` takes the beginning of an id

Row = Mapping[str, Any]


def found_table(rows: Sequence[Row], wanted: Sequence[Term]) -> Table:
    """Return tasks with the words that were looked for standing out."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=True, expand=True)
    table.add_column("Nhiệm vụ · Task", ratio=6, overflow="fold")
    table.add_column("Đơn vị · Units", ratio=3, overflow="fold")
    table.add_column("Thời hạn · Due", ratio=2, overflow="fold", min_width=10)
    table.add_column("Nguồn · Source", ratio=2, overflow="fold", min_width=14)
    for row in rows:
        table.add_row(_task(row, wanted), _units(row, wanted), _deadline(row), _source(row))
    return table


def _task(row: Row, wanted: Sequence[Term]) -> Group:
    number = " ".join(filter(None, (row["section_no"], row["no"])))
    parts = [
        Text(f"{number}  " if number else "", style="dim").append_text(
            _lit(row["content"], wanted, "default")
        )
    ]
    if row["result"]:
        parts.append(Text("→ ", style="green").append_text(_lit(row["result"], wanted, "green")))
    if row["indicators"]:
        said = " · ".join(indicator_text(indicator) for indicator in row["indicators"])
        parts.append(Text(said, style="cyan"))
    if row["flags"] and row["review_status"] == "unreviewed":
        parts.append(Text(_doubts(row), style="yellow"))
    return Group(*parts)


def _doubts(row: Row) -> str:
    """Say how sure the least sure field is, and why a person should look."""
    least = least_confidence(row)
    sure = "" if least is None else f", độ tin cậy {100 * least:.0f} %"
    why = [meaning(name)[0].rstrip(".") for name in row["flags"]]
    left = len(why) - _REASONS
    more = f"; +{left} lý do" if left > 0 else ""
    return f"Cần xem lại{sure}: {'; '.join(why[:_REASONS])}{more}"


def _units(row: Row, wanted: Sequence[Term]) -> Group:
    lead = [_lit(unit, wanted, "bold") for unit in row["lead_units"]]
    others = [_lit(unit, wanted, "dim") for unit in row["coordinating_units"]]
    return Group(*lead, *(Text("+ ", style="dim").append_text(unit) for unit in others))


def _deadline(row: Row) -> Group:
    said = [Text(" ".join((row["deadline_text"] or "").split()))]
    start, end = row["deadline_start"], row["deadline_end"]
    if end and (start is None or start == end):
        said.append(Text(f"→ {_day(end)}", style="magenta"))
    elif end:
        said.append(Text(f"{_day(start)} → {_day(end)}", style="magenta"))
    return Group(*said)


def _source(row: Row) -> Group:
    first, last = row["page_first"], row["page_last"]
    pages = "" if first is None else f" tr. {first}" + (f"-{last}" if last != first else "")
    lines = [
        Text(row["document_number"] or "(không số)"),
        Text(f"{Path(row['source_file']).name}{pages}", style="dim"),
        Text(row["record_id"][:_ID_SHOWN], style="dim"),
    ]
    if row["same_as"]:
        lines.append(Text("quét hai lần", style="yellow"))
    if row["review_status"] != "unreviewed":
        lines.append(Text("đã rà soát", style="green"))
    return Group(*lines)


def _lit(text: str, wanted: Sequence[Term], style: str) -> Text:
    said = Text(text, style=style)
    for start, end in spans(text, wanted):
        said.stylize("bold yellow", start, end)
    return said


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
