"""What is written is read back: every form of a date in every year, units joined in every way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from pipeline.fields.deadlines import parse_deadline, parse_range_columns
from pipeline.fields.units import parse_units
from pipeline.train.synth import moments
from pipeline.train.synth.days import last_day
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.offices import any_office
from pipeline.train.synth.units import both, listed
from pipeline.types.task import Deadline

YEARS = range(2010, 2031)
ROMAN = ("I", "II", "III", "IV")
WRITERS = (
    moments.continuous,
    moments.day,
    moments.month,
    moments.quarter,
    moments.whole_year,
    moments.stretch,
    moments.recurring,
    moments.on_demand,
    moments.relative,
)
_EACH = 12  # words of each writer in each year
_DAYS = 37  # step between the days of a year; prime, so that all days of the month come


def _last(year: int, month: int) -> date:
    return last_day(year, month)


def _days(year: int) -> Iterator[tuple[str, Deadline]]:
    day = date(year, 1, 1)
    while day.year == year:
        d, m = day.day, day.month
        due = Deadline("date", None, day)
        for words in (
            f"{d:02}/{m:02}/{year}",
            f"{d}/{m}/{year}",
            f"{d:02}.{m:02}.{year}",
            f"{d:02}-{m:02}-{year}",
            f"ngày {d} tháng {m} năm {year}",
            f"ngày {d:02} tháng {m:02}",
            f"ngày {d}/{m}",
        ):
            for before in ("Trước", "Xong trước", "Chậm nhất", "Hoàn thành trước", "Đến hết"):
                yield f"{before} {words}", due
        yield f"Trước 17 giờ 00 ngày {d:02}/{m:02}/{year}", due
        day += timedelta(days=_DAYS)


def _months(year: int) -> Iterator[tuple[str, Deadline]]:
    for m in range(1, 13):
        first, last = date(year, m, 1), _last(year, m)
        for words in (f"tháng {m}/{year}", f"tháng {m:02} năm {year}", f"tháng {m}"):
            whole = Deadline("month", first, last)
            yield from ((f"{b} {words}".strip(), whole) for b in ("", "Trong", "Xong trong"))
            yield f"Đến hết {words}", Deadline("date", None, last)
            yield f"Cuối {words}", Deadline("date", None, last)
        for week, low in (("1", 1), ("thứ 2", 8), ("thứ ba", 15)):
            span = Deadline("range", date(year, m, low), date(year, m, low + 6))
            yield f"Tuần {week} của tháng {m}/{year}", span
        yield f"Tuần cuối tháng {m}/{year}", Deadline("range", last - timedelta(days=6), last)
        if m < 12:
            two = Deadline("range", first, _last(year, m + 1))
            yield f"Tháng {m}, {m + 1}/{year}", two
            yield f"Tháng {m}-{m + 1}/{year}", two
            yield f"Từ tháng {m} đến hết tháng {m + 1} năm {year}", two


def _quarters(year: int) -> Iterator[tuple[str, Deadline]]:
    for q in range(1, 5):
        first, last = date(year, 3 * q - 2, 1), _last(year, 3 * q)
        for name in (ROMAN[q - 1], str(q)):
            for words in (f"quý {name}/{year}", f"quý {name} năm {year}", f"quý {name}"):
                yield words, Deadline("quarter", first, last)
                yield f"Trong {words}", Deadline("quarter", first, last)
                yield f"Hoàn thành trước khi kết thúc {words}", Deadline("date", None, last)
        yield f"Q{name}/{year}", Deadline("quarter", first, last)
        if q < 4:
            both_quarters = Deadline("range", first, _last(year, 3 * q + 3))
            yield f"Quý {ROMAN[q - 1]}, {ROMAN[q]}/{year}", both_quarters
            yield f"Quý {ROMAN[q - 1]} - Quý {ROMAN[q]}/{year}", both_quarters
            yield f"Quý {q}-{q + 1}/{year}", both_quarters


def _years(year: int) -> Iterator[tuple[str, Deadline]]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    for words in (f"Năm {year}", f"Trong năm {year}", "Cả năm", "Trong năm"):
        yield words, Deadline("year", first, last)
    for words in ("Cuối năm", f"Cuối năm {year}", f"Đến hết năm {year}", f"Đến năm {year}"):
        yield words, Deadline("date", None, last)
    yield f"Giai đoạn {year}-{year + 5}", Deadline("range", first, date(year + 5, 12, 31))
    yield f"6 tháng đầu năm {year}", Deadline("range", first, date(year, 6, 30))
    yield "6 tháng cuối năm", Deadline("range", date(year, 7, 1), last)
    yield "9 tháng đầu năm", Deadline("range", first, date(year, 9, 30))
    term = Deadline("range", date(year, 9, 1), date(year + 1, 1, 15))
    yield f"Học kỳ I năm học {year}-{year + 1}", term
    school = Deadline("range", date(year, 9, 1), date(year + 1, 5, 31))
    yield f"Năm học {year} - {year + 1}", school


@pytest.mark.parametrize("year", YEARS)
def test_every_form_in_every_year(year: int) -> None:
    wrong = []
    for forms in (_days, _months, _quarters, _years):
        for words, due in forms(year):
            for said in (words, words.upper(), f"{words}."):
                found = parse_deadline(said, year).deadline
                if found != due:
                    wrong.append((said, due, found))
    assert not wrong[:5]


@pytest.mark.parametrize("year", YEARS)
def test_what_our_writer_composes(year: int) -> None:
    dice = Dice(f"forms {year}")
    written = [write(dice, year) for write in WRITERS for _ in range(_EACH)]
    read = [parse_deadline(words, year).deadline for words, _ in written]
    wrong = [
        (words, due, got) for (words, due), got in zip(written, read, strict=True) if due != got
    ]
    assert not wrong
    first, last, due = moments.start_and_end(dice, year)
    assert parse_range_columns(first, last, year).deadline == due


@pytest.mark.parametrize("seed", range(60))
def test_units_that_our_writer_joins_split_back(seed: int) -> None:
    dice = Dice(f"units {seed}")
    office = any_office(dice)
    for _ in range(6):
        lead = dice.some(office.leads, dice.between(1, 3))
        others = [unit for unit in (*office.helpers, *office.leads) if unit not in lead]
        helpers = dice.some(list(dict.fromkeys(others)), dice.between(0, 4))
        assert parse_units(listed(dice, lead), "lead").lead == tuple(lead)
        assert parse_units(listed(dice, helpers), "coordinating").coordinating == tuple(helpers)
        cell = both(dice, lead, helpers)
        found = parse_units(cell, "both")
        assert (found.lead, found.coordinating) == (tuple(lead), tuple(helpers)), cell
