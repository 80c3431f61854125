"""Deadlines as plans word them, each composed together with what it means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from pipeline.train.synth import variety
from pipeline.train.synth.days import last_day
from pipeline.train.synth.dice import Dice
from pipeline.types.task import Deadline, Recurrence

Worded = tuple[str, Deadline]
_ROMAN = ("I", "II", "III", "IV")
_OFTEN: Final[dict[str, Recurrence]] = {
    "tuần": "weekly",
    "tháng": "monthly",
    "quý": "quarterly",
    "năm": "annual",
}
_CONTINUOUS = (
    "Thường xuyên",
    "Thường xuyên",
    "Thường xuyên",
    "Thường xuyên trong năm",
    "Liên tục",
    "Thường xuyên, liên tục",
)
_ON_DEMAND = (
    "Khi có yêu cầu",
    "Khi có vụ việc phát sinh",
    "Theo kế hoạch được duyệt",
    "Theo hướng dẫn của Trung ương",
    "Theo yêu cầu của cấp có thẩm quyền",
    "Khi có văn bản hướng dẫn của bộ, ngành",
    "Khi có phản ánh, kiến nghị",
    "Ngay sau khi Kế hoạch được ban hành",
)
_EVENTS = (
    "kể từ ngày ban hành Kế hoạch",
    "kể từ ngày nhận đủ hồ sơ hợp lệ",
    "kể từ ngày có kết luận kiểm tra",
    "kể từ khi có văn bản chỉ đạo của cấp trên",
)


def any_deadline(dice: Dice, year: int) -> Worded:
    """Return a deadline of a plan of ``year``, of any form the gold knows, usual ones oftener."""
    if dice.varied and dice.chance(variety.SHARE):
        return variety.any_deadline(dice, year)
    make = dice.weighted(_FORMS)
    return make(dice, year)


def continuous(dice: Dice, _year: int) -> Worded:
    """Return a task without an end."""
    return dice.pick(_CONTINUOUS), Deadline("continuous")


def day(dice: Dice, year: int) -> Worded:
    """Return a day by which the task is due."""
    if dice.chance(0.12):
        return dice.pick(("Cuối năm", f"Cuối năm {year}")), Deadline("date", None, _end(year))
    if dice.chance(0.1):
        month = dice.between(3, 11)
        words = dice.pick((f"Đến hết tháng {month}/{year}", f"Đến hết tháng {month}"))
        return words, Deadline("date", None, last_day(year, month))
    due = date(year, 1, 10) + timedelta(days=dice.between(0, 350))
    if dice.chance(0.5):
        due = due.replace(day=dice.pick((5, 10, 15, 20, 25, 28)))
    before = dice.weighted(
        {
            "Trước ngày ": 6,
            "Trước ": 2,
            "": 2,
            "Ngày ": 1,
            "Xong trước ngày ": 1,
            "Hoàn thành trước ngày ": 2,
            "Chậm nhất ngày ": 1,
            "Đến ngày ": 0.5,
            "Đến hết ngày ": 0.5,
            "Chậm nhất đến ngày ": 0.5,
        }
    )
    return before + _day_words(dice, due, bare=not before), Deadline("date", None, due)


def month(dice: Dice, year: int) -> Worded:
    """Return a whole month."""
    m = dice.between(1, 12)
    number = f"{m:02}" if dice.chance(0.5) else f"{m}"
    before = dice.weighted({"Tháng ": 6, "Trong tháng ": 2, "Xong trong tháng ": 0.5})
    words = before + number + dice.weighted({f"/{year}": 5, "": 2, f" năm {year}": 1})
    return words, Deadline("month", date(year, m, 1), last_day(year, m))


def quarter(dice: Dice, year: int) -> Worded:
    """Return a quarter."""
    q = dice.between(1, 4)
    before = dice.weighted({"Quý ": 6, "Trong quý ": 1, "Hoàn thành trong quý ": 0.5})
    words = before + _ROMAN[q - 1] + dice.weighted({f"/{year}": 5, "": 2, f" năm {year}": 2})
    return words, Deadline("quarter", date(year, 3 * q - 2, 1), last_day(year, 3 * q))


def whole_year(dice: Dice, year: int) -> Worded:
    """Return a whole year."""
    words = dice.pick((f"Năm {year}", f"Trong năm {year}", "Cả năm", "Trong năm", f"Cả năm {year}"))
    return words, Deadline("year", date(year, 1, 1), _end(year))


def stretch(dice: Dice, year: int) -> Worded:
    """Return a range of days, months, quarters or years."""
    return dice.pick((_days, _months, _months, _quarters, _halves, _years))(dice, year)


def recurring(dice: Dice, year: int) -> Worded:
    """Something that comes back: by its rhythm, or on two days or months of the year."""
    if dice.chance(0.2):
        return _twice(dice, year)
    rhythm = dice.pick(tuple(_OFTEN))
    every = dice.pick(("Hằng", "Hàng"))
    some: tuple[tuple[str, tuple[Recurrence, ...]], ...] = (
        (f"{every} {rhythm}", (_OFTEN[rhythm],)),
        (f"Định kỳ {every.lower()} {rhythm}", (_OFTEN[rhythm],)),
        (f"Trước ngày {dice.pick((5, 15, 20, 25))} {every.lower()} tháng", ("monthly",)),
        ("Quý, 6 tháng, năm", ("quarterly", "semiannual", "annual")),
        ("Hằng tháng, quý, 6 tháng và năm", ("monthly", "quarterly", "semiannual", "annual")),
        ("Quý, năm", ("quarterly", "annual")),
        ("6 tháng, năm", ("semiannual", "annual")),
        ("Định kỳ hằng quý và đột xuất", ("quarterly", "ad_hoc")),
        ("Hằng tháng, đột xuất", ("monthly", "ad_hoc")),
        ("Đột xuất", ("ad_hoc",)),
    )
    words, rhythms = dice.pick(some)
    return words, Deadline("recurring", None, None, rhythms)


def on_demand(dice: Dice, _year: int) -> Worded:
    """Return an event without a length of time."""
    return dice.pick(_ON_DEMAND), Deadline("on_demand")


def relative(dice: Dice, _year: int) -> Worded:
    """Return days counted from an event."""
    days = f"{dice.pick((3, 5, 7, 10, 15, 20, 30)):02}"
    before = dice.pick(("Sau {} ngày ", "Trong vòng {} ngày ", "Trong vòng {} ngày làm việc "))
    if dice.chance(0.2):
        return f"Không quá {days} ngày sau khi kết thúc đợt kiểm tra", Deadline("relative")
    return before.format(days) + dice.pick(_EVENTS), Deadline("relative")


def in_sentence(dice: Dice, year: int) -> Worded:
    """Return a deadline that can follow "hoàn thành"."""
    words, deadline = dice.weighted({day: 3, month: 2, quarter: 3})(dice, year)
    for lead in ("Xong ", "Hoàn thành ", "Xong trong ", "Hoàn thành trong "):
        words = words.removeprefix(lead)
    words = words[:1].lower() + words[1:]
    before = {"date": "trước ngày ", "month": "trong ", "quarter": "trong "}
    begun = ("trước", "chậm", "đến", "trong", "cuối")
    if not words.startswith(begun):
        words = before[deadline.kind] + words.removeprefix("ngày ")
    return words, deadline


def start_and_end(dice: Dice, year: int) -> tuple[str, str, Deadline]:
    """Words for the columns Bắt đầu and Hoàn thành."""
    first = date(year, dice.between(1, 7), dice.pick((1, 5, 10, 15)))
    last = first + timedelta(days=dice.between(25, 150))
    if dice.chance(0.5):
        words = (f"Tháng {first.month:02}/{year}", f"Tháng {last.month:02}/{last.year}")
        whole = (first.replace(day=1), last_day(last.year, last.month))
        return *words, Deadline("range", *whole)
    return f"{first:%d/%m/%Y}", f"{last:%d/%m/%Y}", Deadline("range", first, last)


def _days(dice: Dice, year: int) -> Worded:
    first = date(year, dice.between(2, 9), dice.pick((1, 5, 15)))
    last = first + timedelta(days=dice.between(10, 90))
    a, b = f"{first:%d}/{first.month}", f"{last:%d}/{last.month}/{last.year}"
    words = dice.pick((f"Từ ngày {a} đến ngày {b}", f"Từ {a} đến {b}", f"Từ {a}/{year} đến {b}"))
    return words, Deadline("range", first, last)


def _months(dice: Dice, year: int) -> Worded:
    a = dice.between(1, 10)
    b = dice.between(a + 1, 12)
    words = [
        f"Từ tháng {a} đến tháng {b}/{year}",
        f"Từ tháng {a} đến hết tháng {b} năm {year}",
        f"Tháng {a} - tháng {b}/{year}",
        f"Tháng {a} - {b}/{year}",
    ]
    if b == a + 1:
        words += [f"Tháng {a}, {b}/{year}", f"Tháng {a}, tháng {b}/{year}"] * 2
    return dice.pick(words), Deadline("range", date(year, a, 1), last_day(year, b))


def _quarters(dice: Dice, year: int) -> Worded:
    a = dice.between(0, 2)
    b = dice.between(a + 1, 3)
    first, last = _ROMAN[a], _ROMAN[b]
    words = [f"Quý {first} - Quý {last}/{year}", f"Từ quý {first} đến quý {last}/{year}"]
    if b == a + 1:
        words += [f"Quý {first}, {last}/{year}", f"Quý {first}, Quý {last}/{year}"]
    return dice.pick(words), Deadline("range", date(year, 3 * a + 1, 1), last_day(year, 3 * b + 3))


def _halves(dice: Dice, year: int) -> Worded:
    when = dice.pick(("năm", f"năm {year}"))
    if dice.chance(0.5):
        return f"6 tháng đầu {when}", Deadline("range", date(year, 1, 1), last_day(year, 6))
    return f"6 tháng cuối {when}", Deadline("range", date(year, 7, 1), _end(year))


def _years(dice: Dice, year: int) -> Worded:
    last = year + dice.between(1, 4)
    words = dice.pick(
        (f"Giai đoạn {year}-{last}", f"Giai đoạn {year} - {last}", f"Năm {year} - {last}")
    )
    return words, Deadline("range", date(year, 1, 1), _end(last))


def _twice(dice: Dice, year: int) -> Worded:
    a = dice.between(2, 6)
    b = a + dice.between(4, 6)
    if dice.chance(0.5):
        first, last = date(year, a, 1), last_day(year, b)
        return f"Tháng {a} và tháng {b}", Deadline("recurring", first, last, ("semiannual",))
    first, last = date(year, a, 15), date(year, b, 15)
    return f"15/{a} và 15/{b}", Deadline("recurring", first, last, ("semiannual",))


def _end(year: int) -> date:
    return date(year, 12, 31)


def _day_words(dice: Dice, due: date, *, bare: bool) -> str:
    d, m, y = due.day, due.month, due.year
    full = [f"{d:02}/{m:02}/{y}", f"{d:02}/{m}/{y}", f"{d}/{m}/{y}"]
    if bare:
        return dice.pick(full)
    return dice.pick((*full, *full, f"{d:02} tháng {m:02} năm {y}", f"{d}/{m}", f"{d} tháng {m}"))


_FORMS: Final[dict[Callable[[Dice, int], Worded], float]] = {
    continuous: 5,
    day: 6,
    month: 4,
    quarter: 4,
    whole_year: 2,
    stretch: 3,
    recurring: 2,
    on_demand: 1,
    relative: 0.6,
}
