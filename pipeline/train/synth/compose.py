"""A whole plan with its gold, composed from a seed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.train.synth import letter
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.offices import any_office
from pipeline.train.synth.plan import Block, Meta, Plan, PlanTable, Task
from pipeline.train.synth.prose import prose_tasks
from pipeline.train.synth.tables import Setting, indicator_table, task_table
from pipeline.train.synth.words import SUBJECTS, Split

SOURCE = "composed by pipeline.train.synth; names and figures are not those of a real document"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")


def compose(seed: str, split: Split, plan_id: str = "") -> Plan:
    """Compose a plan and its records. Same seed and split, same plan, on any machine."""
    dice = Dice(seed)
    office = any_office(dice)
    year = dice.between(2016, 2026)
    setting = Setting(office, dice.pick(SUBJECTS), split, year)
    meta = letter.any_meta(dice, setting)
    form = dice.weighted({"table": 6, "annex": 2.2, "prose": 1.5, "both": 0.8})
    body, tables, tasks = _body(dice, setting, meta, form)
    return Plan(plan_id or seed, SOURCE, meta, body, tables, tasks)


def _body(
    dice: Dice, setting: Setting, meta: Meta, form: str
) -> tuple[tuple[Block, ...], dict[str, PlanTable], tuple[Task, ...]]:
    chapters: list[tuple[Block, ...]] = []
    tables: dict[str, PlanTable] = {}
    tasks: list[Task] = []
    if dice.chance(0.35) and form != "both":
        chapters.append(letter.goals(dice, setting))
    if form == "both":
        table, found = indicator_table(dice, setting, "t1", dice.between(5, 12))
        tables["t1"] = table
        tasks += found
        chapters.append(_chapter("CHỈ TIÊU", Block("table", "t1")))
    if form in ("prose", "both"):
        blocks, found = prose_tasks(dice, setting, dice.between(5, 12))
        tasks += found
        chapters.append((Block("heading", "NỘI DUNG, NHIỆM VỤ"), *blocks))
    else:
        table, found = task_table(dice, setting, "t1", dice.between(6, 26))
        inside = form == "table"
        tables["t1"] = replace(table, orientation="portrait") if inside else table
        tasks += found
        chapters.append(_leading(dice, inside=inside))
    chapters.append(letter.closing(dice, setting, meta))
    opening = letter.opening(dice, setting, meta)
    blocks = (*opening, *_numbered(chapters), Block("signature"))
    if form == "annex":
        blocks = (*blocks, Block("annex_title", _annex(setting, meta)), Block("table", "t1"))
    return blocks, tables, tuple(tasks)


def _chapter(title: str, *blocks: Block) -> tuple[Block, ...]:
    return (Block("heading", title), *blocks)


def _leading(dice: Dice, *, inside: bool) -> tuple[Block, ...]:
    title = dice.pick(("NỘI DUNG, NHIỆM VỤ", "NỘI DUNG THỰC HIỆN", "NHIỆM VỤ TRỌNG TÂM"))
    if inside:
        return _chapter(title, Block("table", "t1"))
    return _chapter(title, Block("para", "Nội dung chi tiết theo Phụ lục ban hành kèm theo."))


def _numbered(chapters: Iterable[tuple[Block, ...]]) -> tuple[Block, ...]:
    """Return chapters numbered from II on; I holds the aims."""
    done: list[Block] = []
    for i, (head, *rest) in enumerate(chapters):
        done += [Block("heading", f"{_ROMAN[i + 1]}. {head.text}"), *rest]
    return tuple(done)


def _annex(setting: Setting, meta: Meta) -> str:
    day = f"ngày {meta.date:%d} tháng {meta.date:%m} năm {meta.date.year}"
    return (
        f"PHỤ LỤC\nDANH MỤC NHIỆM VỤ NĂM {setting.year}\n"
        f"(Kèm theo Kế hoạch số {meta.number} {day} của {setting.office.called})"
    )
