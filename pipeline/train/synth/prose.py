"""Plans whose tasks stand in running text, each under labelled lines."""

from __future__ import annotations

from pipeline.train.synth import moments
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.orders import Order, any_order
from pipeline.train.synth.plan import Block, Task
from pipeline.train.synth.subjects import MATTERS
from pipeline.train.synth.tables import Setting
from pipeline.train.synth.units import Assigned, assign

_LETTERS = "abcdđeghik"
_LEAD = ("Đơn vị chủ trì", "Cơ quan chủ trì", "Chủ trì", "Đơn vị thực hiện")
_HELP = ("Đơn vị phối hợp", "Cơ quan phối hợp", "Phối hợp")
_WHEN = ("Thời gian hoàn thành", "Thời gian thực hiện", "Thời gian", "Thời hạn hoàn thành")
_WHAT = ("Sản phẩm", "Kết quả", "Sản phẩm dự kiến")


def prose_tasks(
    dice: Dice, setting: Setting, count: int
) -> tuple[tuple[Block, ...], tuple[Task, ...]]:
    """Return blocks below a heading of tasks, and their records."""
    labels = tuple(dice.pick(names) for names in (_WHAT, _LEAD, _HELP, _WHEN))
    inline, what = dice.chance(0.5), dice.chance(0.6)
    blocks: list[Block] = []
    tasks: list[Task] = []
    titles = dice.some(MATTERS[setting.subject].groups, max(2, count // 3))
    for i, title in enumerate(titles):
        blocks.append(Block("heading", f"{i + 1}. {title}"))
        for letter in _LETTERS[: dice.between(2, 4)]:
            task = _task(dice, setting, f"{i + 1}", title, letter, what=what)
            blocks.append(Block("para", f"{letter}) {task.content}"))
            blocks += [Block("para", line) for line in _labelled(dice, labels, task, inline=inline)]
            tasks.append(task)
    return tuple(blocks), tuple(tasks)


def _task(dice: Dice, setting: Setting, no: str, title: str, letter: str, *, what: bool) -> Task:
    order = _plain(any_order(dice, setting.subject, setting.split, result=what))
    who: Assigned = assign(dice, setting.office)
    words, deadline = moments.any_deadline(dice, setting.year)
    return Task(
        None,
        no,
        title,
        letter,
        order.content,
        order.result,
        who.lead,
        who.coordinating,
        words[:1].lower() + words[1:] if dice.chance(0.2) and words[:3] != "Quý" else words,
        deadline,
        order.in_content + order.in_result,
    )


def _plain(order: Order) -> Order:
    """Join the lines of a task and close it with a full stop."""
    content = " ".join(order.content.split()).rstrip(".;,") + "."
    return Order(content, order.result.rstrip("."), order.in_content, order.in_result)


def _labelled(dice: Dice, labels: tuple[str, ...], task: Task, *, inline: bool) -> tuple[str, ...]:
    values = (
        task.result,
        _joined(dice, task.lead_units),
        _joined(dice, task.coordinating_units),
        task.deadline_text,
    )
    parts = [f"{label}: {value}" for label, value in zip(labels, values, strict=True) if value]
    if inline:
        return ("; ".join(parts) + ".",)
    dash = dice.pick(("- ", "+ "))
    return tuple(f"{dash}{part}." for part in parts)


def _joined(dice: Dice, units: tuple[str, ...]) -> str:
    clear = not any("," in unit or " và " in unit for unit in units)
    return (", " if clear and dice.chance(0.8) else "; ").join(units)
