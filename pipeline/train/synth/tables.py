"""Task tables: rows and the records they give, composed together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.train.synth import figures, moments
from pipeline.train.synth.days import last_day
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
    """A section row; ``prefix`` of the numbers of its tasks; ``when`` the month it stands for."""

    no: str
    title: str
    prefix: str = ""
    when: _When | None = None


def task_table(
    dice: Dice, setting: Setting, key: str, count: int
) -> tuple[PlanTable, tuple[Task, ...]]:
    """Return a table of about ``count`` tasks and its records."""
    monthly = dice.chance(0.05)
    columns = any_columns(dice, timeless=monthly)
    numbered = "no" in columns.fields
    sections: list[tuple[_Section | None, int]] = [(None, count)]
    if monthly:
        sections = _months(dice, setting.year, count)
    elif dice.chance(0.65):
        sections = _sections(dice, setting.subject, count)
    restart, spanning = dice.chance(0.5), dice.chance(0.3)
    rows: list[Row] = []
    tasks: list[Task] = []
    number = 0
    for section, size in sections:
        if section:
            title = section.title if numbered else f"{section.no}. {section.title}"
            rows.append(Row("section", (section.no, title) if numbered else (title,)))
            number = 0 if restart or section.prefix else number
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
        number_row=dice.chance(0.2),
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
    levels = dice.weighted({1: 6, 2: 2.5, 3: 1.5})
    sizes = [max(1, count // len(titles) + dice.between(-1, 1)) for _ in titles]
    made: list[tuple[_Section | None, int]] = []
    for i, title in enumerate(titles):
        part, at = divmod(i, 2)
        if levels > 1 and at == 0:
            no = chr(ord("A") + part) if levels == 3 else _ROMAN[part]
            made.append((_Section(no, _PARTS[part % len(_PARTS)]), 0))
        name = title.upper() if capital else title
        if levels == 2:
            made.append((_Section(f"{part + 1}.{at + 1}", name), sizes[i]))
            continue
        made.append((_Section(_ROMAN[i], name), 0 if levels == 3 and sizes[i] > 2 else sizes[i]))
        if levels == 3 and sizes[i] > 2:
            half = sizes[i] // 2
            made.append((_Section("1", _STEPS[0], "1."), half))
            made.append((_Section("2", _STEPS[1], "2."), sizes[i] - half))
    return made


def _months(dice: Dice, year: int, count: int) -> list[tuple[_Section | None, int]]:
    """Return sections of a month each, whose tasks have no time of their own."""
    made: list[tuple[_Section | None, int]] = []
    months = sorted(dice.some(range(1, 13), max(2, count // 3)))
    word = dice.pick(("THÁNG", "Tháng"))
    for i, month in enumerate(months):
        text = f"{word} {month:02}" + dice.pick(("", f"/{year}"))
        span = Deadline("month", date(year, month, 1), last_day(year, month))
        made.append((_Section(_ROMAN[i], text, when=_When(text, span)), dice.between(1, 4)))
    return made


_PARTS = (
    "Nhiệm vụ trọng tâm",
    "Nhiệm vụ thường xuyên",
    "Nhiệm vụ cụ thể của các đơn vị",
    "Nhiệm vụ khác",
)
_STEPS = ("Nhiệm vụ đã được giao", "Nhiệm vụ giao bổ sung")


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
    fixed = section.when if section else None
    share_when = run > 1 and "deadline" in columns.fields and dice.chance(0.35)
    when = fixed or _when(dice, setting.year, columns)
    rows: list[Row] = []
    tasks: list[Task] = []
    for i in range(run):
        order = any_order(dice, setting.subject, setting.split, result="result" in columns.fields)
        if i and not share_when and not fixed:
            when = _when(dice, setting.year, columns)
        hidden = {"lead", "coordinating", "both"} if i else set()
        hidden |= {"deadline"} if i and share_when else set()
        no = f"{section.prefix if section else ''}{number + i + 1}"
        cells = _cells(dice, columns, no, order, who, when, setting)
        rows.append(_row(columns, cells, hidden))
        task = _task(columns, key, section, no, order, who, when)
        tasks.append(task)
        if run == 1 and "deadline" in columns.fields and dice.chance(0.07):
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
