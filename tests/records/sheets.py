"""Small tables and documents for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.types.document import Content
from pipeline.types.geometry import Box
from pipeline.types.table import Table, TableCell
from pipeline.types.task import Letterhead
from pipeline.types.text import Paragraph, Place

LETTERHEAD = Letterhead(title="Công tác năm 2024", date=date(2024, 1, 15), year=2024)
UP, LEFT = "^", "<"  # the cell goes on from the one above, or from the one at its left


def table(
    rows: Sequence[Sequence[str]], header_rows: int = 1, index: int = 0, confidence: float = 0.95
) -> Table:
    """Build a table from rows of texts; UP and LEFT stand where a span covers the place."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in (UP, LEFT):
                continue
            down = _run([rows[i][c] for i in range(r + 1, len(rows))], UP)
            right = _run(row[c + 1 :], LEFT)
            place = Place(1, Box(100.0 * c, 50.0 * r, 100.0 * c + 90, 50.0 * r + 40, "clean"))
            cells.append(TableCell(r, c, 1 + down, 1 + right, text, text, confidence, (place,)))
    return Table(index, len(rows), len(rows[0]), header_rows, tuple(cells), (1,))


def _run(texts: Sequence[str], mark: str) -> int:
    return next((i for i, text in enumerate(texts) if text != mark), len(texts))


def prose(*texts: str, page: int = 1, confidence: float = 0.95) -> list[Paragraph]:
    box = Box(0, 0, 10, 10, "clean")
    return [Paragraph(text, text, confidence, (Place(page, box),)) for text in texts]


def document(*items: Paragraph | Table) -> Content:
    return Content(tuple(items))
