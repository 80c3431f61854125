"""Wordings that the frozen sets do not have: how other offices write units, times and targets.

Only development plans of ``kehoach train synth`` get them (``Dice.varied``), so that the frozen
sets stay what they are. The forms are those of plans of many provinces; each is composed together
with what it means.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from pipeline.train.synth.days import last_day
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.lists import cut
from pipeline.train.synth.words import Split
from pipeline.types.task import Deadline, Indicator, Operator, Recurrence

# What seeds of `kehoach train synth` begin with, those of the frozen sets do not.
VARIED_SEED: Final = "development "
SHARE: Final = 0.3  # of the wordings of a varied plan that come from here
_ROMAN = ("I", "II", "III", "IV")

# Of any province, district or commune; {k} is the kind of the issuer's area.
UNITS: Final = cut(
    """Thường trực HĐND {k}|Thường trực cấp ủy {k}|Phòng GD&ĐT|Phòng LĐ-TB&XH|Phòng TC-KH
    |Phòng NN&PTNT|Sở KH&CN|Sở NN&MT|Sở VHTT&DL|Ban CHQS {k}|Đoàn TNCS Hồ Chí Minh {k}
    |Thủ trưởng các cơ quan, đơn vị|UBND các xã, phường, đặc khu|Các cơ quan, ban, ngành, đoàn thể
    |Các địa phương|Các sở, ban, ngành và địa phương|Cán bộ, công chức, viên chức|Trưởng các thôn
    |Tổ Công nghệ số cộng đồng|Ban Công tác Mặt trận các thôn|Công chức Văn hóa - Xã hội
    |Chi nhánh Văn phòng Đăng ký đất đai|Ban Dân tộc - Tôn giáo {k}|Hội đồng thẩm định {k}
    |Phòng Kế hoạch tổng hợp|Ban Quản lý Khu kinh tế và các khu công nghiệp|Kho bạc Nhà nước {k}
    |Cục Thi hành án dân sự {k}|Liên hiệp các Hội Khoa học và Kỹ thuật {k}|Ban Giám hiệu
    |Tổ chuyên môn|Trạm Y tế {k}|Các khoa, phòng|Hợp tác xã nông nghiệp|Hạt Kiểm lâm {k}"""
)
# Verb, unit, smallest and largest usual count, what may follow.
_COUNTS: Final[tuple[tuple[str, str, int, int, str], ...]] = (
    ("đạt", "giường bệnh/vạn dân", 20, 45, ""),
    ("đạt", "bác sĩ/vạn dân", 6, 15, ""),
    ("xây dựng", "vùng chăn nuôi", 1, 9, " an toàn dịch bệnh"),
    ("công nhận", "sản phẩm", 3, 40, " OCOP"),
    ("đạt năng suất", "tạ/ha", 40, 70, ""),
    ("duy trì", "trường học", 3, 60, " đạt chuẩn quốc gia"),
    ("tạo việc làm cho", "lao động", 200, 9000, " trong năm"),
    ("bố trí", "camera", 5, 90, " giám sát an ninh"),
    ("tiếp nhận", "lượt khách", 1000, 90000, " tham quan"),
)


def is_varied(seed: str, split: Split) -> bool:
    """Whether plans of this seed may have wordings from here."""
    return split == "development" and seed.startswith(VARIED_SEED)


def more_units(dice: Dice, units: Sequence[str], kind: str) -> tuple[str, ...]:
    """Return ``units`` with some that other offices would name."""
    others = dice.some(UNITS, 6)
    return tuple(dict.fromkeys((*units, *(unit.format(k=kind) for unit in others))))


def both(dice: Dice, first: str, second: str, *, alone: bool) -> str:
    """Return a cell with both roles; ``alone``: one unit leads."""
    forms = [
        f"CT: {first}\nPH: {second}",
        f"Chủ trì\n{first}\nPhối hợp\n{second}",
        f"1. Chủ trì: {first}\n2. Phối hợp: {second}",
    ]
    if alone and "; " not in first + second:
        forms += [
            f"{first} (chủ trì); {second} (phối hợp)",
            f"{first} thực hiện; {second} phối hợp",
        ]
    return dice.pick(forms)


def listed(dice: Dice, units: Sequence[str]) -> str:
    """Return a list of units under numbers or stars."""
    if dice.chance(0.5):
        return "\n".join(f"{i + 1}. {unit}" for i, unit in enumerate(units))
    return "\n".join(f"{dice.pick(('*', '+', '-'))} {unit}" for unit in units)


def any_deadline(dice: Dice, year: int) -> tuple[str, Deadline]:
    """Return a deadline in words that the frozen sets do not have."""
    return dice.pick((_day, _span, _rhythm, _loose))(dice, year)


def _day(dice: Dice, year: int) -> tuple[str, Deadline]:
    month = dice.between(1, 12)
    day = dice.between(1, 28)
    last = last_day(year, month)
    quarter = dice.between(1, 4)
    ends = last_day(year, 3 * quarter)
    due = Deadline("date", None, date(year, month, day))
    forms = (
        (f"Trước ngày {day:02}.{month:02}.{year}", due),
        (f"Trước {day:02}-{month:02}-{year}", due),
        (f"Hoàn thành: {day}/{month}/{year}", due),
        (f"Trước 17 giờ 00 ngày {day:02}/{month:02}/{year}", due),
        (f"Cuối tháng {month}/{year}", Deadline("date", None, last)),
        (f"Đến hết quý {_ROMAN[quarter - 1]}/{year}", Deadline("date", None, ends)),
        (f"Đến hết năm {year}", Deadline("date", None, date(year, 12, 31))),
        (f"T{month}/{year}", Deadline("month", date(year, month, 1), last)),
    )
    return dice.pick(forms)


def _span(dice: Dice, year: int) -> tuple[str, Deadline]:
    a = dice.between(1, 10)
    b = dice.between(a + 1, 12)
    months = Deadline("range", date(year, a, 1), last_day(year, b))
    forms = (
        (f"Từ tháng {a}, hoàn thành trong tháng {b}/{year}", months),
        (f"T{a}-T{b}/{year}", months),
        (f"Tháng {a} - {b}.{year}", months),
        (
            f"Khởi công quý I, hoàn thành quý IV/{year}",
            Deadline("range", date(year, 1, 1), date(year, 12, 31)),
        ),
    )
    return dice.pick(forms)


def _rhythm(dice: Dice, year: int) -> tuple[str, Deadline]:
    some: tuple[tuple[str, tuple[Recurrence, ...]], ...] = (
        ("02 lần/năm", ("semiannual",)),
        ("01 lần/quý", ("quarterly",)),
        (f"Trước ngày {dice.pick((10, 15, 20))}/12 hằng năm", ("annual",)),
        ("Ngày 20 của tháng cuối quý", ("quarterly",)),
        ("Hằng năm, theo kế hoạch", ("annual",)),
        ("Định kỳ 6 tháng/lần", ("semiannual",)),
    )
    words, rhythms = dice.pick(some)
    return words, Deadline("recurring", None, None, rhythms)


def _loose(dice: Dice, year: int) -> tuple[str, Deadline]:
    forms = (
        ("Theo tiến độ dự án", Deadline("on_demand")),
        ("Theo Kế hoạch của tỉnh", Deadline("on_demand")),
        ("Sau khi có hướng dẫn của Bộ", Deadline("on_demand")),
        ("Chậm nhất sau 05 ngày làm việc", Deadline("relative")),
        (f"Thường xuyên (báo cáo trước ngày 10/12/{year})", Deadline("continuous")),
    )
    return dice.pick(forms)


def any_figure(dice: Dice) -> tuple[str, Indicator]:
    """Return a target in words (small first letter) and its indicator."""
    verb, unit, low, high, after = dice.pick(_COUNTS)
    value = dice.between(low, high)
    number = f"{value:02}" if value < 1000 else f"{value // 1000}.{value % 1000:03}"
    forms: tuple[tuple[str, Operator], ...] = (
        (f"{verb} {number} {unit}{after}", "="),
        (f"{verb} từ {number} {unit} trở lên", ">="),
        (f"{verb} không dưới {number} {unit}{after}", ">="),
        (f"{verb} trên {number} {unit}{after}", ">"),
    )
    text, op = dice.pick(forms)
    return text, Indicator(text, op, float(value), unit)
