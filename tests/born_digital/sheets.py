"""Tables of the born-digital samples: their words, spans and rules. ``make.py`` prints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Ruling = Literal["all", "rows", "header", "none", "open sides"]
Row = tuple[str, ...]
UP, LEFT = "^", "<"  # the cell goes on from the one above, or from the one at its left

HEADER: Row = ("STT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời gian")
TASKS: tuple[Row, ...] = (
    ("1", "Rà soát, đơn giản hóa thủ tục hành chính thuộc thẩm quyền giải quyết",
     "Văn phòng HĐND và UBND", "Phòng Tư pháp; UBND các xã", "Quý II/2025"),
    ("2", "Tổ chức tập huấn kỹ năng chuyển đổi số cho cán bộ, công chức",
     "Phòng Văn hóa và Thông tin", "Phòng Nội vụ", "Tháng 5/2025"),
    ("3", "Kiểm tra công tác cải cách hành chính tại các cơ quan, đơn vị",
     "Phòng Nội vụ", "Thanh tra huyện", "Quý III/2025"),
    ("4", "Công khai kết quả giải quyết hồ sơ trên Cổng dịch vụ công",
     "Văn phòng HĐND và UBND", "Các phòng, ban chuyên môn", "Thường xuyên"),
    ("5", "Khảo sát mức độ hài lòng của người dân, doanh nghiệp",
     "Phòng Nội vụ", "Ủy ban MTTQ Việt Nam huyện", "Tháng 11/2025"),
    ("6", "Sơ kết, tổng kết việc thực hiện Kế hoạch",
     "Phòng Nội vụ", "Các cơ quan, đơn vị", "Trước 15/12/2025"),
)  # fmt: skip
GOALS_HEADER: Row = ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch")
GOALS: tuple[Row, ...] = (
    ("1", "Tỷ lệ hồ sơ giải quyết đúng hạn", "%", "98"),
    ("2", "Tỷ lệ hồ sơ trực tuyến toàn trình", "%", "70"),
    ("3", "Số lớp tập huấn được tổ chức", "lớp", "04"),
    ("4", "Mức độ hài lòng của người dân", "%", "92"),
    ("5", "Số cuộc kiểm tra theo kế hoạch", "cuộc", "10"),
)
MANY = tuple((str(i + 1), *TASKS[i % 6][1:]) for i in range(24))
PROSE = (
    "Các cơ quan, đơn vị căn cứ Kế hoạch này xây dựng kế hoạch cụ thể của đơn vị mình, tổ chức "
    "thực hiện bảo đảm tiến độ, chất lượng và định kỳ báo cáo kết quả về Phòng Nội vụ để tổng hợp."
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A table: ``widths`` in millimetres; the first ``heads`` of its rows are the header."""

    rows: Sequence[Row]
    widths: tuple[int, ...]
    ruling: Ruling = "all"
    heads: int = 1
    repeated: bool = True


@dataclass(frozen=True, slots=True)
class Sample:
    """A document: paragraphs and tables in their order."""

    blocks: tuple[str | Printed, ...]
    landscape: bool = False
    tables: tuple[Printed, ...] = field(init=False)

    def __post_init__(self) -> None:
        tables = tuple(block for block in self.blocks if isinstance(block, Printed))
        object.__setattr__(self, "tables", tables)


FIVE, FOUR = (11, 64, 36, 36, 23), (12, 100, 28, 30)


def _tasks(ruling: Ruling) -> Printed:
    return Printed((HEADER, *TASKS), FIVE, ruling)


def _section(number: str, title: str) -> Row:
    return (number, title, LEFT, LEFT, LEFT)


_TIMES = ("01/2025", "03/2025", "07/2025", "02/2025", "10/2025", "12/2025")
_TWO_LEVELS: tuple[Row, ...] = (
    ("STT", "Nội dung công việc", "Cơ quan thực hiện", LEFT, "Thời gian", LEFT),
    (UP, UP, "Chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành"),
    *((*task[:4], begin, "12/2025") for task, begin in zip(TASKS, _TIMES, strict=True)),
)
_SHARED: tuple[Row, ...] = (
    HEADER,
    TASKS[0],
    (*TASKS[1][:4], UP),
    (*TASKS[2][:4], UP),
    TASKS[3],
    (*TASKS[4][:2], UP, *TASKS[4][3:]),
    TASKS[5],
)
_SECTIONS: tuple[Row, ...] = (
    HEADER,
    _section("I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
    *TASKS[:2],
    _section("II", "KIỂM TRA, GIÁM SÁT"),
    *TASKS[2:4],
    _section("III", "TỔNG KẾT"),
    *TASKS[4:],
)

SAMPLES: dict[str, Sample] = {
    "ruled": Sample(("I. NHIỆM VỤ", _tasks("all"), PROSE)),
    "rows-only": Sample(("I. NHIỆM VỤ", _tasks("rows"), PROSE)),
    "header-line": Sample(("I. NHIỆM VỤ", _tasks("header"), PROSE)),
    "unruled": Sample(("I. NHIỆM VỤ", _tasks("none"), PROSE)),
    "open-sides": Sample(("I. NHIỆM VỤ", _tasks("open sides"), PROSE)),
    "two-level-header": Sample((Printed(_TWO_LEVELS, (11, 53, 32, 32, 20, 22), heads=2), PROSE)),
    "shared-cells": Sample((Printed(_SHARED, FIVE), PROSE)),
    "sections": Sample((Printed(_SECTIONS, FIVE), PROSE)),
    "two-ruled": Sample(
        ("I. CHỈ TIÊU", Printed((GOALS_HEADER, *GOALS), FOUR), "II. NHIỆM VỤ", _tasks("all"))
    ),
    "two-unruled": Sample(
        (
            "I. CHỈ TIÊU",
            Printed((GOALS_HEADER, *GOALS), FOUR, "none"),
            "II. NHIỆM VỤ TRỌNG TÂM",
            _tasks("none"),
        )
    ),
    "header-repeated": Sample((PROSE, Printed((HEADER, *MANY), FIVE), PROSE)),
    "header-once": Sample((PROSE, Printed((HEADER, *MANY), FIVE, repeated=False), PROSE)),
    "rows-only-two-pages": Sample((PROSE, Printed((HEADER, *MANY), FIVE, "rows"), PROSE)),
    "landscape": Sample((Printed((HEADER, *TASKS), (14, 103, 50, 50, 40)), PROSE), landscape=True),
}
