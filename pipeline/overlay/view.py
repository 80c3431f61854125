"""What is drawn over one page. All boxes are in the clean frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.types.geometry import Box
from pipeline.types.page import Image
from pipeline.types.task import TaskRecord
from pipeline.types.text import Line


@dataclass(frozen=True, slots=True)
class Area:
    """A cell of a table, or words outside tables, and the field they were taken for ("": none)."""

    box: Box
    field: str


@dataclass(frozen=True, slots=True)
class JoinMark:
    """Where a table goes on over a page break.

    side   "top": it comes from ``page``; "bottom": it goes on there.
    box    the part of the table on this page.
    cut    boxes of the cells that the page break cut in two.
    """

    side: Literal["top", "bottom"]
    page: int
    box: Box
    cut: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberedRecord:
    """A record of this page: its 1-based number in the document, and where it begins.

    top   upper edge of its first words; None where they stand on an earlier page.
    """

    number: int
    record: TaskRecord
    top: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PageView:
    """One page and everything that is drawn over it.

    sketch       gray uint8 picture of the clean page, reduced.
    scale        pixels of the sketch for one pixel of the clean page.
    letterhead   what was read of the letterhead on this page, one entry a field.
    """

    number: int
    sketch: Image
    scale: float
    lines: tuple[Line, ...] = ()
    cells: tuple[Area, ...] = ()
    joins: tuple[JoinMark, ...] = ()
    prose: tuple[Area, ...] = ()
    records: tuple[NumberedRecord, ...] = ()
    letterhead: tuple[str, ...] = ()
