"""The present reading as reviewers need it: rows, cells and documents in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.review.cells import Cell, CellKey, cells_of
from pipeline.review.images import PageSize
from pipeline.review.turns import Turn, turn_of
from pipeline.store.read import read_arrow
from pipeline.store.values import UNITS

Row = Mapping[str, Any]
Pages = Mapping[int, tuple[PageSize, int]]


@dataclass(frozen=True, slots=True)
class Document:
    """What the pages need of a document.

    pages    number → size of the page and the turn that makes it upright.
    double   another document is counted instead of it.
    turn     when its cells are asked.
    """

    document_id: str
    source_file: str
    kind: str
    number: str
    title: str
    pages: Pages
    double: bool = False
    turn: Turn = "plan"

    @property
    def pictured(self) -> bool:
        """Whether there are pictures of its pages: bare text has none."""
        return any(size.width and size.height for size, _ in self.pages.values())

    @property
    def name(self) -> str:
        """What people call it: its number, or its file's name where none was read."""
        return self.number or Path(self.source_file).name


@dataclass(frozen=True, slots=True)
class Reading:
    """The present reading: rows by record id, cells by key, documents by id.

    tasks   document id → its rows in the order of the plan.
    """

    rows: Mapping[str, Row]
    cells: Mapping[CellKey, Cell]
    documents: Mapping[str, Document]
    units: Mapping[str, int]
    tasks: Mapping[str, Sequence[Row]]


def read_reading(out: Path, rows: Sequence[Row]) -> Reading:
    """Read what belongs to ``rows`` of ``tasks``."""
    sizes: dict[str, dict[int, tuple[PageSize, int]]] = {}
    for page in read_arrow(out, "pages").to_pylist():
        size = PageSize(page["width"] or 0.0, page["height"] or 0.0)
        turn = page["rotation"] or 0
        sizes.setdefault(page["document_id"], {})[page["page"]] = (size, turn)
    tasks: dict[str, list[Row]] = {}
    for row in rows:
        tasks.setdefault(row["document_id"], []).append(row)
    documents = {
        row["document_id"]: _document(
            row, sizes.get(row["document_id"], {}), tasks.get(row["document_id"], ())
        )
        for row in read_arrow(out, "documents").to_pylist()
    }
    turns = {name: document.turn for name, document in documents.items()}
    return Reading(
        rows={row["record_id"]: row for row in rows},
        cells={cell.key: cell for cell in cells_of(rows, turns)},
        documents=documents,
        units=Counter(unit for row in rows for name in UNITS for unit in row[name] or ()),
        tasks=tasks,
    )


def mark_of(out: Path) -> tuple[int, int]:
    """Return what changes when a document is written: time and number of entries."""
    folder = out / "documents"
    try:
        return folder.stat().st_mtime_ns, sum(1 for _ in folder.iterdir())
    except OSError:
        return (-1, 0)


def _document(row: Row, pages: Pages, tasks: Sequence[Row]) -> Document:
    read = Document(
        row["document_id"],
        row["source_file"],
        row["type"] or "",
        row["number"] or "",
        row["title"] or "",
        pages,
        bool(row["same_as"]),
    )
    return replace(read, turn=turn_of(read.kind, read.title, tasks, read.pictured))
