"""A whole plan with its gold, composed from a seed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pipeline.train.synth import letter
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.offices import any_office, with_others
from pipeline.train.synth.plan import Block, Form, Meta, Plan, PlanTable, Task
from pipeline.train.synth.prose import prose_tasks
from pipeline.train.synth.tables import Setting, indicator_table, task_table
from pipeline.train.synth.variety import is_varied
from pipeline.train.synth.words import SUBJECTS, Split

SOURCE = "composed by pipeline.train.synth; names and figures are not those of a real document"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
_FORMS: Final[dict[Form, float]] = {
    "table": 5,
    "annex": 2,
    "prose": 2,
    "goals and prose": 0.8,
    "goals and table": 0.8,
    "two tables": 0.7,
    "two annexes": 0.6,
}
_TITLES = ("NỘI DUNG, NHIỆM VỤ", "NỘI DUNG THỰC HIỆN", "NHIỆM VỤ TRỌNG TÂM")


def compose(seed: str, split: Split, plan_id: str = "") -> Plan:
    """Compose a plan and its records. Same seed and split, same plan, on any machine."""
    dice = Dice(seed)
    dice.varied = is_varied(seed, split)
    office = any_office(dice)
    if dice.varied:
        office = with_others(dice, office)
    year = dice.between(2016, 2026)
    setting = Setting(office, dice.pick(SUBJECTS), split, year)
    meta = letter.any_meta(dice, setting)
    form = dice.weighted(_FORMS)
    body = _Body(dice, setting, meta)
    blocks = body.blocks(form)
    tasks = tuple(body.tasks)
    return Plan(plan_id or seed, SOURCE, meta, blocks, body.tables, tasks, form)


class _Body:
    """The body while it is composed: tables and tasks so far, in the order of the paper."""

    def __init__(self, dice: Dice, setting: Setting, meta: Meta) -> None:
        self._dice, self._setting, self._meta = dice, setting, meta
        self.tables: dict[str, PlanTable] = {}
        self.tasks: list[Task] = []

    def blocks(self, form: Form) -> tuple[Block, ...]:
        dice = self._dice
        chapters: list[tuple[Block, ...]] = []
        if dice.chance(0.35) and not form.startswith("goals"):
            chapters.append(letter.goals(dice, self._setting))
        chapters += self._chapters(form)
        chapters.append(letter.closing(dice, self._setting, self._meta))
        opening = letter.opening(dice, self._setting, self._meta)
        blocks = (*opening, *_numbered(chapters), Block("signature"))
        return (*blocks, *self._annexes(form))

    def _chapters(self, form: Form) -> Iterable[tuple[Block, ...]]:
        dice = self._dice
        title = dice.pick(_TITLES)
        if form.startswith("goals"):
            yield (Block("heading", "CHỈ TIÊU"), self._indicators())
        if form in ("prose", "goals and prose"):
            blocks, found = prose_tasks(dice, self._setting, dice.between(5, 12))
            self.tasks += found
            yield (Block("heading", title), *blocks)
        elif form == "two tables":
            yield (Block("heading", "NHIỆM VỤ TRỌNG TÂM"), self._table(4, 10, inside=True))
            yield (Block("heading", "NHIỆM VỤ THƯỜNG XUYÊN"), self._table(4, 10, inside=True))
        elif form in ("table", "goals and table"):
            yield (Block("heading", title), self._table(6, 26, inside=True))
        else:
            leading = Block("para", "Nội dung chi tiết theo Phụ lục ban hành kèm theo.")
            yield (Block("heading", title), leading)

    def _annexes(self, form: Form) -> Iterable[Block]:
        if form == "annex":
            yield Block("annex_title", self._annex(""))
            yield self._table(6, 26, inside=False)
        if form == "two annexes":
            yield Block("annex_title", self._annex(" I"))
            yield self._table(4, 14, inside=False)
            yield Block("annex_title", self._annex(" II"))
            yield self._indicators() if self._dice.chance(0.4) else self._table(4, 9, inside=False)

    def _table(self, least: int, most: int, *, inside: bool) -> Block:
        """Compose a table of tasks; ``inside`` the body it seldom lies on its side."""
        key, count = f"t{len(self.tables) + 1}", self._dice.between(least, most)
        table, found = task_table(self._dice, self._setting, key, count)
        upright = inside and self._dice.chance(0.85)
        self.tables[key] = replace(table, orientation="portrait") if upright else table
        self.tasks += found
        return Block("table", key)

    def _indicators(self) -> Block:
        key, count = f"t{len(self.tables) + 1}", self._dice.between(5, 12)
        self.tables[key], found = indicator_table(self._dice, self._setting, key, count)
        self.tasks += found
        return Block("table", key)

    def _annex(self, number: str) -> str:
        meta, setting = self._meta, self._setting
        day = f"ngày {meta.date:%d} tháng {meta.date:%m} năm {meta.date.year}"
        return (
            f"PHỤ LỤC{number}\nDANH MỤC NHIỆM VỤ NĂM {setting.year}\n"
            f"(Kèm theo Kế hoạch số {meta.number} {day} của {setting.office.called})"
        )


def _numbered(chapters: Iterable[tuple[Block, ...]]) -> tuple[Block, ...]:
    """Return chapters numbered from II on; I holds the aims."""
    done: list[Block] = []
    for i, (head, *rest) in enumerate(chapters):
        done += [Block("heading", f"{_ROMAN[i + 1]}. {head.text}"), *rest]
    return tuple(done)
