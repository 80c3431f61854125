"""From a document's content to its task records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.records.assemble import Draft, build_record
from pipeline.records.checks import checked
from pipeline.records.columns import TIME_FIELDS, UNIT_FIELDS, gives_tasks, read_layouts
from pipeline.records.prose import prose_drafts
from pipeline.records.reader import FieldReader
from pipeline.records.result_times import with_time_apart
from pipeline.records.settings import RecordSettings
from pipeline.records.table_tasks import table_tasks
from pipeline.records.targets import find_targets
from pipeline.types.document import Content
from pipeline.types.table import Table
from pipeline.types.task import Letterhead, Target, TaskRecord


@dataclass(frozen=True, slots=True)
class RecordsFound:
    """What a document orders.

    records       in document order.
    targets       measurable goals outside tables.
    cell_fields   (table index, row, column) → "header", "section" or the field of the cell that
                  begins there; cells of tables that give no tasks are left out.
    """

    records: tuple[TaskRecord, ...]
    targets: tuple[Target, ...]
    cell_fields: Mapping[tuple[int, int, int], str]


def build_records(
    content: Content, letterhead: Letterhead, read: FieldReader, settings: RecordSettings
) -> RecordsFound:
    """Return the task records of a document: its task tables' rows and its prose tasks.

    content      paragraphs and tables in reading order.
    letterhead   gives the year that a deadline without one takes.
    read         the functions of field reading.
    """
    year = letterhead.year
    drafts: dict[int, tuple[Draft, ...]] = {}
    elsewhere = False
    cell_fields: dict[tuple[int, int, int], str] = {}
    for position, item in enumerate(content.items):
        if not isinstance(item, Table):
            continue
        for layout in read_layouts(item, read, settings):
            if not gives_tasks(layout, settings):
                continue
            tasks = table_tasks(item.index, layout)
            # A table of targets alone gives nobody a task: those stand in the words.
            elsewhere |= bool(tasks.drafts and layout.all((*UNIT_FIELDS, *TIME_FIELDS)))
            drafts[position] = (*drafts.get(position, ()), *tasks.drafts)
            cell_fields |= {(item.index, *place): f for place, f in tasks.cell_fields.items()}
    if settings.prose:
        prose = prose_drafts(content, letterhead.type, read, tasks_elsewhere=elsewhere)
        for position, draft in prose:
            drafts[position] = (*drafts.get(position, ()), draft)
    records = tuple(
        build_record(with_time_apart(draft, read), year, read, settings)
        for position in sorted(drafts)
        for draft in drafts[position]
    )
    records = checked(records, content, letterhead, read)
    return RecordsFound(records, find_targets(content, year, read), cell_fields)
