"""Columns of task tables: which there are, in which order, under which headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.train.synth.dice import Dice
from pipeline.train.synth.lists import cut

# Usual headings first; the last ones are not in the reader's catalogue of headings.
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "no": cut("STT | TT | STT | Số TT"),
    "content": cut(
        """Nội dung công việc | Nhiệm vụ | Nội dung | Nội dung nhiệm vụ | Tên nhiệm vụ | Công việc
        | Nội dung thực hiện | Nhiệm vụ, giải pháp | Nội dung hoạt động | Danh mục nhiệm vụ
        | Nhiệm vụ cần triển khai | Những công việc chính"""
    ),
    "result": cut(
        """Kết quả | Sản phẩm | Sản phẩm, kết quả | Kết quả đầu ra | Sản phẩm dự kiến
        | Dự kiến sản phẩm hoàn thành | Kết quả công việc | Yêu cầu về kết quả | Minh chứng"""
    ),
    "lead": cut(
        """Cơ quan chủ trì | Đơn vị chủ trì | Đơn vị thực hiện | Phân công thực hiện
        | Cơ quan thực hiện | Trách nhiệm thực hiện | Chủ trì | Bộ phận đảm nhiệm"""
    ),
    "coordinating": cut(
        "Cơ quan phối hợp | Đơn vị phối hợp | Phối hợp thực hiện | Đơn vị cùng thực hiện"
    ),
    "both": cut(
        """Đơn vị chủ trì/phối hợp | Cơ quan chủ trì, phối hợp | Phân công thực hiện
        | Đơn vị thực hiện | Phân công trách nhiệm"""
    ),
    "deadline": cut(
        """Thời gian thực hiện | Thời gian | Thời gian hoàn thành | Thời hạn hoàn thành | Tiến độ
        | Tiến độ thực hiện | Thời gian, tiến độ | Thời điểm hoàn thành | Hạn chót"""
    ),
    "start": cut("Bắt đầu | Thời gian bắt đầu"),
    "end": cut("Hoàn thành | Kết thúc | Thời gian kết thúc"),
    "money": cut("Kinh phí (triệu đồng) | Dự kiến kinh phí | Kinh phí"),
    "note": cut("Ghi chú"),
    "place": cut("Địa điểm | Địa bàn thực hiện"),
}
_GROUPS: Final[dict[tuple[str, str], tuple[tuple[str, str, str], ...]]] = {
    ("lead", "coordinating"): (
        ("Cơ quan thực hiện", "Chủ trì", "Phối hợp"),
        ("Phân công thực hiện", "Đơn vị chủ trì", "Đơn vị phối hợp"),
        ("Đơn vị thực hiện", "Chủ trì", "Phối hợp"),
    ),
    ("start", "end"): (
        ("Thời gian thực hiện", "Bắt đầu", "Hoàn thành"),
        ("Thời gian", "Bắt đầu", "Kết thúc"),
    ),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table: fields from left to right, headings, groups of headings."""

    fields: tuple[str, ...]
    headings: tuple[str, ...]
    groups: tuple[tuple[str, int], ...]


def any_columns(dice: Dice, *, timeless: bool = False) -> Columns:
    """Return the columns of a task table; ``timeless``: without a column for the deadline."""
    fields = [f for f in _fields(dice) if not (timeless and f in ("deadline", "start", "end"))]
    headings = [dice.pick(HEADINGS[field]) for field in fields]
    groups: list[tuple[str, int]] = [(heading, 1) for heading in headings]
    for (first, second), names in _GROUPS.items():
        at = fields.index(first) if first in fields and second in fields else -1
        if at < 0 or fields[at + 1 : at + 2] != [second]:
            continue
        if first == "start" or dice.chance(0.35):
            over, headings[at], headings[at + 1] = dice.pick(names)
            groups[_group_at(groups, at) : _group_at(groups, at) + 2] = [(over, 2)]
    two_levels = any(span > 1 for _, span in groups)
    return Columns(tuple(fields), tuple(headings), tuple(groups) if two_levels else ())


def _group_at(groups: list[tuple[str, int]], column: int) -> int:
    """Return the index of the group that begins at a column."""
    at = 0
    for index, (_, span) in enumerate(groups):
        if at == column:
            return index
        at += span
    raise AssertionError(f"no group begins at column {column}")


def _fields(dice: Dice) -> list[str]:
    who = dice.weighted(
        {("lead", "coordinating"): 5, ("both",): 2.5, ("lead",): 2, ("coordinating", "lead"): 0.3}
    )
    when = dice.weighted({("deadline",): 9, ("start", "end"): 0.7})
    what = ["result"] if dice.chance(0.65) else []
    order = dice.weighted({"usual": 6, "result last": 1.5, "time first": 1.2})
    if order == "usual":
        middle = [*what, *who, *when]
    elif order == "result last":
        middle = [*who, *when, *what]
    else:
        middle = [*when, *who, *what]
    more = [dice.pick(("money", "note", "place"))] if dice.chance(0.3) else []
    number = ["no"] if dice.chance(0.87) else []
    return [*number, "content", *middle, *more]
