"""Task rows of one table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.records.assemble import Draft, Stated
from pipeline.records.columns import TASK_FIELDS, Layout
from pipeline.records.ditto import filled_down, shared_down
from pipeline.records.numbering import NONE, Numbering, follows, mended_cell, parse_number
from pipeline.records.row_words import extra_in, stated_in, words_of
from pipeline.records.rows import Row, SectionRow, is_total, section_of
from pipeline.records.sections import NO_SECTIONS, Section, Sections
from pipeline.records.sequence import SectionNumber, mended_sections, renumbered
from pipeline.types.folding import fold
from pipeline.types.table import TableCell

# Headings of columns in which a figure is a time: "Tháng" over "3".
_COUNTS_TIME = re.compile(r"\b(?:thang|tuan|ngay|quy|nam|thu)\b")


@dataclass(frozen=True, slots=True)
class _State:
    """What is carried from row to row.

    last_number   of the last task; ``last_here``: of the last task in the innermost section.
    """

    sections: Sections = NO_SECTIONS
    last_number: Numbering = NONE
    last_here: Numbering = NONE
    content: TableCell | None = None
    number: TableCell | None = None


@dataclass(frozen=True, slots=True)
class TableTasks:
    """Drafts of a table's tasks, and the field that each cell turned out to hold."""

    drafts: tuple[Draft, ...]
    cell_fields: Mapping[tuple[int, int], str]


def table_tasks(table_index: int, layout: Layout) -> TableTasks:
    """Return one draft for each task row; cell fields by (row, column)."""
    drafts: list[Draft] = []
    fields = dict(_header_fields(layout))
    state = _State()
    sections = [_section(layout, position) for position in range(len(layout.body))]
    numbers = iter(mended_sections(_section_numbers(layout.body, sections)))
    for row, section in zip(layout.body, sections, strict=True):
        if section is not None:
            state = _entered(state, row, section, next(numbers))
            fields[row.index, section.column] = "section"
            continue
        if not row.written() or is_total(row) or _is_stray(row, layout):
            continue
        draft, state = _task(table_index, layout, row, state)
        if draft is not None:
            drafts.append(draft)
            fields.update(_row_fields(layout, row))
    named = filled_down(renumbered(drafts))
    return TableTasks(named if layout.rows_drawn else shared_down(named), fields)


def _header_fields(layout: Layout) -> Iterator[tuple[tuple[int, int], str]]:
    for row in layout.header:
        for column in row.written():
            yield (row.index, column), "header"


def _row_fields(layout: Layout, row: Row) -> Iterator[tuple[tuple[int, int], str]]:
    for column in range(len(row.cells)):
        if row.own(column) is not None:
            yield (row.index, column), layout.columns[column].field


def _section(layout: Layout, position: int) -> SectionRow | None:
    """Return the section that a body row names, or None.

    A row with number and title only is a section, too, where the next row goes one level deeper
    ("1" before "1.1") or has words without a number.
    """
    row = layout.body[position]
    content, number = layout.index("content"), layout.index("no")
    assert content is not None
    fields = layout.all(TASK_FIELDS)
    if number is None and _is_numbered_title(layout, row, content):
        return SectionRow(parse_number(row.text(0)), row.text(content), row.written()[1])
    section = section_of(row, content, number, fields)
    if section is not None or number is None or not fields or position + 1 >= len(layout.body):
        return section
    below = layout.body[position + 1]
    alone = row.own(content) is not None and not any(row.text(c) for c in fields)
    mark, mark_below = parse_number(row.text(number)), parse_number(below.text(number))
    filled_below = below.own(content) is not None and any(below.text(c) for c in fields)
    deeper = mark_below is NONE or mark_below.kind != mark.kind or mark_below.depth > mark.depth
    if alone and mark is not NONE and row.text(content) and filled_below and deeper:
        return SectionRow(mark, row.text(content), content)
    return None


def _is_numbered_title(layout: Layout, row: Row, content: int) -> bool:
    """Whether a row of a table without numbers has but a number in its first column and a title."""
    title = row.cells[content]
    if title is None or row.written() != (0, title.column) or parse_number(row.text(0)) is NONE:
        return False
    return not row.text(0)[:1].isdigit() or _COUNTS_TIME.search(fold(layout.headers[0])) is None


def _section_numbers(
    rows: Sequence[Row], sections: Sequence[SectionRow | None]
) -> Iterator[SectionNumber]:
    for row, section in zip(rows, sections, strict=True):
        if section is not None:
            first = row.written()[0]
            yield SectionNumber(section.numbering, row.text(first), first != section.column)


def _entered(state: _State, row: Row, named: SectionRow, number: SectionNumber) -> _State:
    cell = row.own(named.column)
    assert cell is not None
    section = Section(
        number.numbering, named.title, cell.raw, cell.confidence, cell.places,
        from_row=True, read_no=number.read if number.apart else "", flag=number.flag,
    )  # fmt: skip
    return _State(state.sections.enter(section), state.last_number)


def _task(table_index: int, layout: Layout, row: Row, state: _State) -> tuple[Draft | None, _State]:
    """Draft the task of a row; None for a row that adds nothing to the one above."""
    content, number = layout.index("content"), layout.index("no")
    assert content is not None
    task_columns = layout.all(TASK_FIELDS)
    cell = row.cells[content]
    opens = row.own(content) is not None
    own_words = any((c := row.own(i)) is not None and c.text.strip(" -") for i in task_columns)
    blank = cell is None or not cell.text.strip()
    numbered = number is not None and row.own(number) is not None and bool(row.text(number))
    flags = ["row_rebuilt"] if row.index in layout.doubtful_rows else []
    if not own_words and (blank or not opens):
        return None, state
    if blank and not numbered and state.content is not None:
        cell = state.content
        flags.append("content_carried")
    mark = parse_number(mended_cell(row.text(number), state.last_here))
    sections = state.sections
    if opens and mark is not NONE:
        sections = sections if _stays(mark, state) else sections.closed_by(mark)
        flags += _gap(mark, state)
    before = state.last_here if opens else NONE
    stated = _task_words(layout, row, cell, before)
    if "content_carried" in flags and state.number is not None and number is not None:
        stated["no"] = words_of(state.number, layout.columns[number].confidence)
    draft = Draft(
        f"t{table_index}r{row.index}",
        table_index,
        sections.innermost,
        stated,
        dict(extra_in(layout, row)),
        tuple(flags),
    )
    carried = row.cells[number] if number is not None else None
    if "content_carried" in flags:
        carried = state.number
    last = mark if mark is not NONE else state.last_number
    here = mark if mark is not NONE else state.last_here
    return draft, _State(sections, last, here, cell, carried)


def _is_stray(row: Row, layout: Layout) -> bool:
    """Whether all that a row has is figures where a task's words belong: the page's number."""
    content = layout.index("content")
    alone = row.written() == (content,)
    return alone and not any(map(str.isalpha, row.text(content)))


def _stays(mark: Numbering, state: _State) -> bool:
    """Whether a numbered task goes on in the open section, whatever that is numbered.

    Below a section "1.1" tasks may count from 1, or go on from the section before.
    """
    if state.last_here is not NONE:
        return state.last_here.level == mark.level
    last = state.last_number
    return mark.value == 1 or (mark.level == last.level and mark.value == last.value + 1)


def _task_words(
    layout: Layout, row: Row, content_cell: TableCell | None, before: Numbering
) -> dict[str, Stated]:
    """Words of a task row, the content from ``content_cell``, the number free of dirt."""
    stated = dict(stated_in(layout, row))
    content = layout.index("content")
    assert content is not None
    stated["content"] = words_of(content_cell, layout.columns[content].confidence)
    if "no" in stated:
        stated["no"] = replace(stated["no"], text=mended_cell(stated["no"].text, before))
    return stated


def _gap(mark: Numbering, state: _State) -> list[str]:
    last = state.last_here
    if last is NONE or last.level != mark.level or follows(last, mark):
        return []
    return ["numbering_gap" if mark.value > last.value else "numbering_order"]
