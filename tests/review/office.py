"""A small office: one scanned page with a table of tasks, read and written as tables."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import cv2
import numpy as np
from sqlalchemy import Engine
from starlette.testclient import TestClient

from pipeline.review.app import make_app
from pipeline.review.desk import Desk, open_desk
from pipeline.store.database import open_database
from pipeline.store.folder import open_store
from pipeline.store.places import default_path
from pipeline.types.document import DocumentResult, PageResult, Source
from pipeline.types.geometry import Box
from pipeline.types.page import LayerVerdict
from pipeline.types.task import Deadline, Evidence, Indicator, Letterhead, TaskRecord
from pipeline.types.text import Place

WIDTH_PT, HEIGHT_PT = 595.0, 842.0
ROW_PT = 36.0
COLUMNS = {
    "content": (60, 260),
    "result": (260, 350),
    "lead_units": (350, 450),
    "deadline": (450, 560),
}
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{7*7}}'


def box_of(row: int, field: str) -> Box:
    left, right = COLUMNS.get(field, (40, 60))
    return Box(left, 100 + row * ROW_PT, right, 100 + (row + 1) * ROW_PT, "points")


def record(row: int, shift: int = 0, **changes: object) -> TaskRecord:
    """Task number ``row``; ``shift``: the same paper, its rows counted from another number on."""
    sure = 0.5 + 0.4 * (row % 7) / 7
    texts = {
        "content": f"Ban hành văn bản số {row} về cải cách hành chính",
        "result": "Ke hoạch",
        "lead_units": "Phòng Nội vu",
        "deadline": "Tháng 5/2024",
    }
    made = TaskRecord(
        key=f"t0/r{row + shift}",
        table_index=0,
        section_no="I",
        section="Chỉ đạo điều hành",
        no=str(row + 1),
        content=texts["content"],
        result=texts["result"],
        lead_units=(texts["lead_units"],),
        coordinating_units=("Các phòng, ban",),
        deadline_text=texts["deadline"],
        deadline=Deadline("month", date(2024, 5, 1), date(2024, 5, 31)),
        indicators=(Indicator("100% hồ sơ", "=", 100.0, "%"),),
        evidence={
            name: Evidence(texts[name], sure, (Place(1, box_of(row, name)),)) for name in COLUMNS
        },
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def page_png(rows: int) -> bytes:
    """The scanned page: rules and numbers, 100 dpi."""
    scale = 100 / 72
    image = np.full((round(HEIGHT_PT * scale), round(WIDTH_PT * scale)), 250, np.uint8)
    for row in range(rows):
        for name in COLUMNS:
            b = box_of(row, name)
            corners = [round(v * scale) for v in (b.x0, b.y0, b.x1, b.y1)]
            cv2.rectangle(image, corners[:2], corners[2:], 0, 1)
            at = (corners[0] + 4, corners[3] - 8)
            cv2.putText(image, f"{name} {row}", at, cv2.FONT_HERSHEY_SIMPLEX, 0.5, 0, 1)
    ok, data = cv2.imencode(".png", image)
    assert ok
    return data.tobytes()


def write_office(folder: Path, records: list[TaskRecord] | None = None, rows: int = 12) -> Path:
    """Write scan and tables; return the output folder."""
    scan = folder / "plan.png"
    scan.parent.mkdir(parents=True, exist_ok=True)
    scan.write_bytes(page_png(rows))
    document_id = hashlib.sha256(scan.read_bytes()).hexdigest()
    out = folder / "out"
    result = DocumentResult(
        status="done",
        layer=LayerVerdict.NONE,
        letterhead=Letterhead(number="12/KH-UBND", title="Cải cách hành chính năm 2024", year=2024),
        targets=(),
        records=tuple(records if records is not None else [record(i) for i in range(rows)]),
        pages=(PageResult(1, WIDTH_PT, HEIGHT_PT, 100.0, 0, 0.0, "text", "made", 0.9, "", ""),),
        cells=(),
        confidence=0.9,
    )
    with open_store(out) as store:
        store.write(Source(document_id, str(scan), pages=1), result)
    return out


@dataclass(frozen=True, slots=True)
class Office:
    out: Path
    desk: Desk
    engine: Engine

    def close(self) -> None:
        if hasattr(self.desk, "pictures"):
            self.desk.pictures.close()
        self.engine.dispose()

    def client(self, local: bool = True, reviews: bool = True) -> TestClient:
        app = make_app(self.desk, 8765, local, ("testserver",), reviews=reviews)
        return TestClient(app, follow_redirects=False)


def open_office(out: Path, second_look: bool = False, reviews: bool = True) -> Office:
    engine = open_database(default_path(out))
    return Office(out, open_desk(out, engine, (), second_look, reviews), engine)


def hidden(page: str) -> Mapping[str, str]:
    """The hidden fields of the form on which a cell is decided."""
    found = {}
    for part in page.split('<input type="hidden" name="')[1:]:
        name, rest = part.split('"', 1)
        found[name] = rest.split('value="', 1)[1].split('"', 1)[0]
    return found
