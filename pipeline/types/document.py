"""The content of a document between reading and records, and the result of the whole road."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.types.geometry import Box
from pipeline.types.outcome import Issue
from pipeline.types.overlay import PagePicture
from pipeline.types.page import LayerVerdict, Rotation
from pipeline.types.placed import PageText, SearchableCopy
from pipeline.types.table import Table
from pipeline.types.task import Letterhead, Target, TaskRecord
from pipeline.types.text import Paragraph


@dataclass(frozen=True, slots=True)
class Content:
    """Paragraphs and tables in reading order."""

    items: tuple[Paragraph | Table, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(item for item in self.items if isinstance(item, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(item for item in self.items if isinstance(item, Paragraph))


@dataclass(frozen=True, slots=True)
class PageResult:
    """What is known of one page after reading; width and height in points."""

    number: int
    width: float
    height: float
    dpi: float
    rotation: Rotation
    skew_deg: float
    profile: str
    engine: str
    mean_confidence: float
    text: str
    raw_text: str


@dataclass(frozen=True, slots=True)
class CellResult:
    """One cell piece on one page, box in points; ``field`` is "" where no field was found."""

    table_index: int
    row: int
    column: int
    row_span: int
    column_span: int
    page: int
    box: Box | None
    raw_text: str
    text: str
    confidence: float
    field: str


Status = Literal["done", "partial", "failed"]


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """Everything read from one document; boxes in points. ``partial``: some pages were lost.

    overlays   pictures that show what was understood, where they were asked for.
    texts      the words of each page with their places, where they were asked for.
    copy       the searchable copy, where it was asked for.
    """

    status: Status
    layer: LayerVerdict
    letterhead: Letterhead
    targets: tuple[Target, ...]
    records: tuple[TaskRecord, ...]
    pages: tuple[PageResult, ...]
    cells: tuple[CellResult, ...]
    confidence: float
    issues: tuple[Issue, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    overlays: tuple[PagePicture, ...] = ()
    texts: tuple[PageText, ...] = ()
    copy: SearchableCopy | None = None

    @property
    def flags(self) -> tuple[str, ...]:
        """Why a person should look at the document itself: flags of its head, codes of issues."""
        issues = (issue.code for issue in self.issues if issue.severity != "note")
        return tuple(dict.fromkeys((*self.letterhead.flags, *issues)))


@dataclass(frozen=True, slots=True)
class Kept:
    """What the tables hold of a document that an earlier run read.

    pages      pages that were read; ``tasks`` records, ``flagged`` those with a flag.
    flags      how many records carry each flag, the most frequent first.
    lost       what went wrong on single pages, in plain words.
    document_flags   why a person should look at the document itself.
    look       pages, 1-based, on which there is something to look at.
    """

    pages: int = 0
    tasks: int = 0
    flagged: int = 0
    flags: Mapping[str, int] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    document_flags: tuple[str, ...] = ()
    look: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Which file a result was read from, and what read it.

    document_id   SHA-256 of the file's bytes, 64 hexadecimal digits.
    source_file   the path as given; ``aliases`` further paths with the same bytes.
    pages         pages of the file, None when it could not be opened.
    fingerprint   names settings, models and program version.
    models        what read it, in words.
    """

    document_id: str
    source_file: str
    aliases: tuple[str, ...] = ()
    pages: int | None = None
    fingerprint: str = ""
    models: str = ""
