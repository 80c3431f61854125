"""Task tables: rows and the records they give, composed together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.train.synth import figures, moments
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.headings import Columns, any_columns
from pipeline.train.synth.offices import Office
from pipeline.train.synth.orders import Order, any_order
from pipeline.train.synth.plan import PlanTable, Row, Task
from pipeline.train.synth.subjects import MATTERS
from pipeline.train.synth.units import Assigned, assign
from pipeline.train.synth.words import Split, Subject
from pipeline.types.task import Deadline, Indicator

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a table is made for."""

    office: Office
    subject: Subject
    split: Split
    year: int


@dataclass(frozen=True, slots=True)
class _When:
    """A deadline with the words of its cell, or of its two cells."""

    text: str
    deadline: Deadline
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class _Section:
    no: str
    title: str


def task_table(
    dice: Dice, setting: Setting, key: str, count: int
) -> tuple[PlanTable, tuple[Task, ...]]:
    """Return a table of about ``count`` tasks and its records."""
    columns = any_columns(dice)
    numbered = "no" in columns.fields
    sections = _sections(dice, setting.subject, count) if dice.chance(0.65) else [(None, count)]
    restart, spanning = dice.chance(0.5), dice.chance(0.3)
    rows: list[Row] = []
    tasks: list[Task] = []
    number = 0
    for section, size in sections:
        if section:
            title = section.title if numbered else f"{section.no}. {section.title}"
            rows.append(Row("section", (section.no, title) if numbered else (title,)))
            number = 0 if restart else number
        left = size
        while left > 0:
            run = min(dice.between(2, 4), left) if spanning and dice.chance(0.5) else 1
            made = _run(dice, setting, columns, key, section, number, run)
            rows += made[0]
            tasks += made[1]
            number += run
            left -= run
    orientation = dice.weighted({"portrait": 3, "landscape": 2})
    return PlanTable(
        id=key,
        header=columns.headings,
        rows=tuple(rows),
        orientation="landscape" if orientation == "landscape" else "portrait",
        repeat_header=dice.chance(0.5),
        number_row=dice.chance(0.15),
        header_groups=columns.groups,
    ), tuple(tasks)


def indicator_table(
    dice: Dice, setting: Setting, key: str, count: int
) -> tuple[PlanTable, tuple[Task, ...]]:
    """Return a table Chỉ tiêu | Đơn vị tính | Kế hoạch and its records."""
    heads = (
        dice.pick(("TT", "STT")),
        dice.pick(("Chỉ tiêu", "Tên chỉ tiêu")),
        dice.pick(("Đơn vị tính", "ĐVT")),
        dice.pick((f"Kế hoạch năm {setting.year}", f"Mục tiêu năm {setting.year}", "Kế hoạch")),
    )
    rows: list[Row] = []
    tasks: list[Task] = []
    taken: set[str] = set()
    while len(rows) < count and len(taken) < 40:
        name, unit, value, found = figures.row(dice, setting.subject)
        if name in taken:
            taken.add(f"{name} {len(taken)}")
            continue
        taken.add(name)
        no = str(len(rows) + 1)
        rows.append(Row("task", (no, name, unit, value)))
        tasks.append(Task(key, "", "", no, name, "", (), (), "", Deadline("none"), (found,)))
    return PlanTable(key, heads, tuple(rows), repeat_header=dice.chance(0.5)), tuple(tasks)


def _sections(dice: Dice, subject: Subject, count: int) -> list[tuple[_Section | None, int]]:
    """Cut ``count`` tasks into sections of one to three levels; a section without tasks has 0."""
    titles = dice.some(MATTERS[subject].groups, dice.between(2, max(2, min(7, count // 3))))
    capital = dice.chance(0.4)
    levels = dice.weighted({1: 6, 2: 2, 3: 0.7})
    sizes = [max(1, count // len(titles) + dice.between(-1, 1)) for _ in titles]
    made: list[tuple[_Section | None, int]] = []
    for i, title in enumerate(titles):
        if levels > 1 and i % levels == 0:
            part = chr(ord("A") + i // levels) if levels == 3 else _ROMAN[i // levels]
            made.append((_Section(part, dice.pick(_PARTS)), 0))
        no = _ROMAN[i] if levels != 2 else f"{i // levels + 1}.{i % levels + 1}"
        made.append((_Section(no, title.upper() if capital else title), sizes[i]))
    return made


_PARTS = ("Nhiệm vụ thường xuyên", "Nhiệm vụ trọng tâm", "Nhiệm vụ cụ thể của các đơn vị")


def _run(
    dice: Dice,
    setting: Setting,
    columns: Columns,
    key: str,
    section: _Section | None,
    number: int,
    run: int,
) -> tuple[list[Row], list[Task]]:
    """Return rows of tasks that share the cells of units (and perhaps of the deadline)."""
    who = assign(dice, setting.office)
    share_when = run > 1 and "start" not in columns.fields and dice.chance(0.35)
    when = _when(dice, setting.year, columns)
    rows: list[Row] = []
    tasks: list[Task] = []
    for i in range(run):
        order = any_order(dice, setting.subject, setting.split, result="result" in columns.fields)
        when = when if i == 0 or share_when else _when(dice, setting.year, columns)
        hidden = {"lead", "coordinating", "both"} if i else set()
        hidden |= {"deadline"} if i and share_when else set()
        no = str(number + i + 1)
        cells = _cells(dice, columns, no, order, who, when, setting)
        rows.append(_row(columns, cells, hidden))
        task = _task(columns, key, section, no, order, who, when)
        tasks.append(task)
        if run == 1 and "start" not in columns.fields and dice.chance(0.05):
            more = _sub_row(dice, setting, columns, cells, task)
            rows.append(more[0])
            tasks.append(more[1])
    return rows, tasks


def _sub_row(
    dice: Dice, setting: Setting, columns: Columns, cells: dict[str, str], task: Task
) -> tuple[Row, Task]:
    """Return a second row of the same task with a result and a time of its own."""
    when = _when(dice, setting.year, columns)
    order = any_order(dice, setting.subject, setting.split, result="result" in columns.fields)
    own = cells | {"deadline": when.text, "result": order.result}
    hidden = set(columns.fields) - {"deadline", "result"}
    content = tuple(f for f in task.indicators if f.text in task.content)
    record = replace(
        task,
        result=order.result,
        deadline_text=when.text,
        deadline=when.deadline,
        indicators=content + order.in_result,
    )
    return _row(columns, own, hidden), record


def _when(dice: Dice, year: int, columns: Columns) -> _When:
    if "start" in columns.fields:
        start, end, deadline = moments.start_and_end(dice, year)
        return _When(f"{start} - {end}", deadline, start, end)
    return _When(*moments.any_deadline(dice, year))


def _cells(
    dice: Dice,
    columns: Columns,
    no: str,
    order: Order,
    who: Assigned,
    when: _When,
    setting: Setting,
) -> dict[str, str]:
    lead = who.lead_cell
    return {
        "no": no,
        "content": order.content,
        "result": order.result,
        "lead": lead,
        "coordinating": who.coordinating_cell,
        "both": who.both_cell,
        "deadline": when.text,
        "start": when.start,
        "end": when.end,
        "money": figures.written(float(dice.between(2, 90) * 5)) if dice.chance(0.6) else "",
        "note": "",
        "place": setting.office.place if dice.chance(0.5) else "",
    }


def _row(columns: Columns, cells: dict[str, str], hidden: set[str]) -> Row:
    return Row("task", tuple(None if f in hidden else cells[f] for f in columns.fields))


def _task(
    columns: Columns,
    key: str,
    section: _Section | None,
    no: str,
    order: Order,
    who: Assigned,
    when: _When,
) -> Task:
    helpers = {"coordinating", "both"} & set(columns.fields)
    found: tuple[Indicator, ...] = order.in_content + order.in_result
    return Task(
        table=key,
        section_no=section.no if section else "",
        section=section.title if section else "",
        no=no if "no" in columns.fields else "",
        content=" ".join(order.content.split()),
        result=" ".join(order.result.split()),
        lead_units=who.lead,
        coordinating_units=who.coordinating if helpers else (),
        deadline_text=when.text,
        deadline=when.deadline,
        indicators=found,
    )
