"""Plans whose tasks stand in running text: under labelled lines, or given in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pipeline.train.synth import moments
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.lists import cut
from pipeline.train.synth.orders import Order, any_order
from pipeline.train.synth.plan import Block, Task
from pipeline.train.synth.subjects import MATTERS
from pipeline.train.synth.tables import Setting
from pipeline.train.synth.units import Assigned, assign
from pipeline.types.task import Deadline

# Where units and time of a task stand: lines below it; one paragraph below it; brackets behind it;
# sentences behind it; or the task is one sentence that gives it ("Giao Sở A chủ trì, …").
Wording = Literal["lines", "paragraph", "bracket", "behind", "sentence"]
_WORDINGS: Final[dict[Wording, float]] = {
    "lines": 3,
    "paragraph": 3,
    "bracket": 1,
    "behind": 1.2,
    "sentence": 2.5,
}
_LETTERS = "abcdđeghik"
_WHAT = ("Sản phẩm", "Kết quả", "Sản phẩm dự kiến")
_LEAD = ("Đơn vị chủ trì", "Cơ quan chủ trì", "Chủ trì", "Đơn vị thực hiện")
_HELP = ("Đơn vị phối hợp", "Cơ quan phối hợp", "Phối hợp")
_WHEN = ("Thời gian hoàn thành", "Thời gian thực hiện", "Thời gian", "Thời hạn hoàn thành")
_VERBS = cut(
    """Tổ chức | Xây dựng | Thực hiện | Nâng cao | Rà soát | Bảo đảm | Kiểm tra | Vận động | Tăng
    | Xử lý | Thành lập | Hỗ trợ | Đẩy mạnh | Bố trí | Hướng dẫn | Triển khai | Quản lý | Tuyên
    | Kiểm soát | Bồi dưỡng | Lồng ghép | Công khai | Báo cáo | Ban hành | Đánh giá | Niêm yết | Lập
    | Giám sát | Cập nhật | Bảo vệ | Đề xuất | Củng cố | Theo dõi | Mua sắm | Kiện toàn"""
)


@dataclass(frozen=True, slots=True)
class _Style:
    """How one plan words its tasks: wording, numbers of items, labels."""

    wording: Wording
    number: Literal["a)", "a.", "1.1.", "-"]
    labels: tuple[str, ...]
    dash: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a task stands: the heading above it and its own number."""

    section_no: str
    section: str
    no: str


def prose_tasks(
    dice: Dice, setting: Setting, count: int
) -> tuple[tuple[Block, ...], tuple[Task, ...]]:
    """Return blocks below a heading of tasks, and their records."""
    style = _any_style(dice)
    result = style.wording != "sentence" and dice.chance(0.6)
    blocks: list[Block] = []
    tasks: list[Task] = []
    titles = dice.some(MATTERS[setting.subject].groups, max(2, count // 3))
    for i, title in enumerate(titles):
        blocks.append(Block("heading", f"{i + 1}. {title}"))
        for at in range(dice.between(2, 4)):
            mark, no = _mark(style, i + 1, at)
            place = _Place(f"{i + 1}", title, no)
            if style.wording == "sentence":
                task = _given(dice, setting, place)
                blocks.append(Block("para", f"{mark} {task.content}"))
            else:
                task = _task(dice, setting, place, result=result)
                blocks += _labelled(dice, style, mark, task)
            tasks.append(task)
    return tuple(blocks), tuple(tasks)


def _any_style(dice: Dice) -> _Style:
    wording = dice.weighted(_WORDINGS)
    number: Literal["a)", "a.", "1.1.", "-"] = dice.weighted({"a)": 5, "a.": 1, "1.1.": 2, "-": 2})
    if number == "-" and wording == "lines":
        number = "a)"  # labels in lines have dashes of their own
    labels = tuple(dice.pick(names) for names in (_WHAT, _LEAD, _HELP, _WHEN))
    return _Style(wording, number, labels, dice.pick(("- ", "+ ")))


def _mark(style: _Style, group: int, at: int) -> tuple[str, str]:
    """Return an item's number as printed, and as the record holds it."""
    letter = _LETTERS[at]
    return {
        "a)": (f"{letter})", letter),
        "a.": (f"{letter}.", letter),
        "1.1.": (f"{group}.{at + 1}.", f"{group}.{at + 1}"),
        "-": ("-", ""),
    }[style.number]


def _task(dice: Dice, setting: Setting, place: _Place, *, result: bool) -> Task:
    order = _plain(any_order(dice, setting.subject, setting.split, result=result))
    who: Assigned = assign(dice, setting.office)
    words, deadline = moments.any_deadline(dice, setting.year)
    return Task(
        None,
        place.section_no,
        place.section,
        place.no,
        order.content,
        order.result,
        who.lead,
        who.coordinating,
        words[:1].lower() + words[1:] if dice.chance(0.2) and words[:3] != "Quý" else words,
        deadline,
        order.in_content + order.in_result,
    )


def _given(dice: Dice, setting: Setting, place: _Place) -> Task:
    """Return a task that one sentence gives; its content is that sentence."""
    order = _plain(_told(dice, setting))
    who = assign(dice, setting.office)
    lead, helpers = _clear(who.lead), _clear(who.coordinating)
    words, deadline = "", Deadline("none")
    end = "."
    if dice.chance(0.75):
        words, deadline = moments.in_sentence(dice, setting.year)
        forms = ("; hoàn thành {}.", ", hoàn thành {}.", " (hoàn thành {}).")
        end = dice.pick(forms).format(words)
    giving = dice.weighted({"Giao ": 5, "": 4, "Phân công ": 1})
    told = order.content[:1].lower() + order.content[1:].rstrip(".")
    text = f"{giving}{_and(dice, lead)} chủ trì"
    text += f", phối hợp với {_and(dice, helpers)} {told}" if helpers else f" {told}"
    return Task(
        None,
        place.section_no,
        place.section,
        place.no,
        text + end,
        "",
        lead,
        helpers,
        words,
        deadline,
        order.in_content,
    )


def _told(dice: Dice, setting: Setting) -> Order:
    """Return a task that begins with a verb."""
    while True:
        order = any_order(dice, setting.subject, setting.split, result=False)
        if order.content.startswith(_VERBS):
            return order


def _clear(units: Sequence[str]) -> tuple[str, ...]:
    """Return the units that can stand in one list; names that hold a list stand alone."""
    plain = tuple(unit for unit in units if "," not in unit and " và " not in unit)
    return plain or tuple(units[:1])


def _and(dice: Dice, units: Sequence[str]) -> str:
    *first, last = (f"các {u[4:]}" if u.startswith("Các ") else u for u in units)
    if not first:
        return last
    return ", ".join(first) + dice.pick((" và ", ", ")) + last


def _plain(order: Order) -> Order:
    """Join the lines of a task and close it with a full stop."""
    content = " ".join(order.content.split()).rstrip(".;,") + "."
    return Order(content, order.result.rstrip("."), order.in_content, order.in_result)


def _labelled(dice: Dice, style: _Style, mark: str, task: Task) -> list[Block]:
    values = (
        task.result,
        _joined(dice, task.lead_units),
        _joined(dice, task.coordinating_units),
        task.deadline_text,
    )
    named = zip(style.labels, values, strict=True)
    parts = [f"{label}: {value}" for label, value in named if value]
    head, joined = f"{mark} {task.content}", "; ".join(parts)
    if style.wording == "bracket":
        return [Block("para", f"{head} ({joined}).")]
    if style.wording == "behind":
        return [Block("para", f"{head} {joined}.")]
    if style.wording == "paragraph":
        return [Block("para", head), Block("para", f"{joined}.")]
    return [Block("para", head), *(Block("para", f"{style.dash}{part}.") for part in parts)]


def _joined(dice: Dice, units: Sequence[str]) -> str:
    clear = not any("," in unit or " và " in unit for unit in units)
    return (", " if clear and dice.chance(0.8) else "; ").join(units)
