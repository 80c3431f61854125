"""What was read, from the tables of an output folder into frozen values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.evaluate.grid import Cell, Grid, page_piece, read_grid
from pipeline.evaluate.values import Due, ReadTask, Spot, Task, measure
from pipeline.store.read import read_cells, read_documents, read_pages, read_tasks
from pipeline.types.geometry import Box

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One document as it was read.

    names   base names under which the file was given; the first is the one it was read from.
    pages   page number → text.
    cells   table index → its cell rows.
    turns   page number → quarter turn that makes it upright, degrees clockwise.
    """

    document_id: str
    source_file: str
    names: tuple[str, ...]
    status: str
    tasks: tuple[ReadTask, ...] = ()
    pages: Mapping[int, str] = field(default_factory=dict)
    turns: Mapping[int, int] = field(default_factory=dict)
    cells: Mapping[int, tuple[Row, ...]] = field(default_factory=dict)

    def tables(self, page: int | None = None) -> list[Grid]:
        """Return the structure of every table, or of what stands of each on one page."""
        kept = ([c for c in rows if page in (None, c["page"])] for rows in self.cells.values())
        return [_grid(rows, of_page=page is not None) for rows in kept if rows]


def load_prediction(out: Path) -> list[ReadDocument]:
    """Read an output folder. Raises InputNotFoundError: nothing was extracted there."""
    tasks, pages, cells = (_grouped(read(out)) for read in (read_tasks, read_pages, read_cells))
    documents = []
    for row in _rows(read_documents(out)):
        key = row["document_id"]
        by_table: dict[int, list[Row]] = defaultdict(list)
        for cell in cells.get(key, ()):
            by_table[int(cell["table_index"])].append(cell)
        files = [row["source_file"], *_list(row["aliases"])]
        documents.append(
            ReadDocument(
                document_id=key,
                source_file=row["source_file"],
                names=tuple(Path(name).name for name in files),
                status=row["status"],
                tasks=tuple(_task(task) for task in tasks.get(key, ())),
                pages={int(p["page"]): p["text"] or "" for p in pages.get(key, ())},
                turns={int(p["page"]): int(p["rotation"] or 0) for p in pages.get(key, ())},
                cells={index: tuple(rows) for index, rows in by_table.items()},
            )
        )
    return documents


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def _grouped(frame: pd.DataFrame) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(frame):
        groups[row["document_id"]].append(row)
    return groups


def _list(value: Any) -> list[Any]:
    return [] if value is None or isinstance(value, float) else list(value)


def _day(value: Any) -> str | None:
    return value.isoformat()[:10] if isinstance(value, date) and not pd.isna(value) else None


def _task(row: Row) -> ReadTask:
    spots: dict[str, list[Spot]] = defaultdict(list)
    for b in _list(row["boxes"]):
        box = Box(b["x0"], b["y0"], b["x1"], b["y1"], "points")
        spots[b["field"]].append(Spot(int(b["page"]), box))
    return ReadTask(
        task=Task(
            content=row["content"] or "",
            result=row["result"] or "",
            lead=tuple(_list(row["lead_units"])),
            coordinating=tuple(_list(row["coordinating_units"])),
            deadline=Due(
                row["deadline_kind"] or "none",
                _day(row["deadline_start"]),
                _day(row["deadline_end"]),
                tuple(sorted(_list(row["deadline_recurrence"]))),
            ),
            indicators=tuple(
                measure(i["op"], i["value"], i["unit"] or "") for i in _list(row["indicators"])
            ),
            deadline_text=row["deadline_text"] or "",
            prose=bool(pd.isna(row["table_index"])),
        ),
        raw=dict(_list(row["raw"])),
        confidence=dict(_list(row["confidence"])),
        spots={name: tuple(places) for name, places in spots.items()},
        signals={name: dict(known) for name, known in _list(row["signals"])},
    )


def _grid(rows: Iterable[Row], of_page: bool) -> Grid:
    cells, plain_rows, all_rows = [], set(), set()
    for row in rows:
        at = int(row["row"])
        cells.append(Cell(at, int(row["column"]), int(row["row_span"]), int(row["column_span"])))
        all_rows.add(at)
        if row["field"] != "header":
            plain_rows.add(at)
    return read_grid(page_piece(cells) if of_page else cells, all_rows - plain_rows)
