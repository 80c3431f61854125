"""Deadlines by the table of FORMAT ("Deadline rules in full"), and what else plans write."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.fields.deadlines import parse_deadline, parse_range_columns
from pipeline.types.task import Deadline

Y = 2023
Expected = tuple[str, str | None, str | None, list[str]]


def shown(deadline: Deadline) -> Expected:
    start, end = (d.isoformat() if d else None for d in (deadline.start, deadline.end))
    return (deadline.kind, start, end, list(deadline.recurrence))


TABLE: list[tuple[str, Expected]] = [
    # continuous
    ("Thường xuyên", ("continuous", None, None, [])),
    ("Thường xuyên trong năm", ("continuous", None, None, [])),
    ("Liên tục", ("continuous", None, None, [])),
    ("Thường xuyên trong năm, trọng tâm các tháng 2, 4, 9", ("continuous", None, None, [])),
    # date
    ("Trước ngày 31/01/2021", ("date", None, "2021-01-31", [])),
    ("Xong trước ngày 31 tháng 8", ("date", None, "2023-08-31", [])),
    ("Hoàn thành trước 30/9/2020", ("date", None, "2020-09-30", [])),
    ("Khởi công trước 2/9", ("date", None, "2023-09-02", [])),
    ("Chậm nhất ngày 20/12", ("date", None, "2023-12-20", [])),
    ("Đến hết ngày 31 tháng 01 năm 2024", ("date", None, "2024-01-31", [])),
    ("Đến hết tháng 9/2023", ("date", None, "2023-09-30", [])),
    ("Đến hết quý III", ("date", None, "2023-09-30", [])),
    ("Cuối năm", ("date", None, "2023-12-31", [])),
    ("Cuối tháng 5", ("date", None, "2023-05-31", [])),
    ("31/8/2025", ("date", None, "2025-08-31", [])),
    ("Xong trước 17 giờ 00 ngày 29 tháng 8 năm 2025", ("date", None, "2025-08-29", [])),
    ("Quý IV năm 2021, chậm nhất ngày 20/12", ("date", None, "2021-12-20", [])),
    ("Theo lộ trình, xong trước 30/6", ("date", None, "2023-06-30", [])),
    ("Trước ngày 15 3 2023", ("date", None, "2023-03-15", [])),
    ("Trước ngày 25 09/2023", ("date", None, "2023-09-25", [])),
    ("Xong trước 3103/2023", ("date", None, "2023-03-31", [])),
    ("Trước 30.6", ("date", None, "2023-06-30", [])),
    # month, quarter, year
    ("Tháng 01/2025", ("month", "2025-01-01", "2025-01-31", [])),
    ("Xong trong tháng 5/2023", ("month", "2023-05-01", "2023-05-31", [])),
    ("Trong tháng 02/2024", ("month", "2024-02-01", "2024-02-29", [])),
    ("Đợt 1: tháng 4/2020", ("month", "2020-04-01", "2020-04-30", [])),
    ("Hoàn thành trong tháng 3 và duy trì thường xuyên", ("month", "2023-03-01", "2023-03-31", [])),
    ("Quý II/2023", ("quarter", "2023-04-01", "2023-06-30", [])),
    ("Quý 4 năm 2022", ("quarter", "2022-10-01", "2022-12-31", [])),
    ("Trong năm 2021", ("year", "2021-01-01", "2021-12-31", [])),
    ("Cả năm", ("year", "2023-01-01", "2023-12-31", [])),
    ("Trong năm", ("year", "2023-01-01", "2023-12-31", [])),
    # range
    ("Từ ngày 01/3/2020 đến ngày 31/12/2020", ("range", "2020-03-01", "2020-12-31", [])),
    ("Từ 08/3 đến 20/10/2020", ("range", "2020-03-08", "2020-10-20", [])),
    ("Từ tháng 02 đến hết tháng 4 năm 2020", ("range", "2020-02-01", "2020-04-30", [])),
    ("Tháng 9 - tháng 11/2020", ("range", "2020-09-01", "2020-11-30", [])),
    ("Tháng 7 - 12.2023", ("range", "2023-07-01", "2023-12-31", [])),
    ("T3-T5/2023", ("range", "2023-03-01", "2023-05-31", [])),
    ("Khởi công quý I, hoàn thành quý IV", ("range", "2023-01-01", "2023-12-31", [])),
    ("Từ tháng 3, hoàn thành trong tháng 10", ("range", "2023-03-01", "2023-10-31", [])),
    ("Tháng 10 – 12/2023", ("range", "2023-10-01", "2023-12-31", [])),
    ("Quý I, II", ("range", "2023-01-01", "2023-06-30", [])),
    ("Quý II - Quý IV/2022", ("range", "2022-04-01", "2022-12-31", [])),
    ("tháng 11, tháng 12", ("range", "2023-11-01", "2023-12-31", [])),
    ("6 tháng đầu năm 2020", ("range", "2020-01-01", "2020-06-30", [])),
    ("06 tháng cuối năm", ("range", "2023-07-01", "2023-12-31", [])),
    ("Giai đoạn 2021-2025", ("range", "2021-01-01", "2025-12-31", [])),
    ("Trong các ngày 26, 27 và 28/6/2024", ("range", "2024-06-26", "2024-06-28", [])),
    ("Từ tháng 11 đến tháng 2 năm sau", ("range", "2023-11-01", "2024-02-29", [])),
    ("Từ ngày 15/11 đến 15/02/2024", ("range", "2023-11-15", "2024-02-15", [])),
    ("Quý 3-4/2023", ("range", "2023-07-01", "2023-12-31", [])),
    ("Tháng 4,5,6", ("range", "2023-04-01", "2023-06-30", [])),
    ("9 tháng đầu năm", ("range", "2023-01-01", "2023-09-30", [])),
    ("9 tháng", ("range", "2023-01-01", "2023-09-30", [])),
    ("Tuần đầu của tháng 5", ("range", "2023-05-01", "2023-05-07", [])),
    ("Tuần 2 tháng 6/2024", ("range", "2024-06-08", "2024-06-14", [])),
    ("Tuần cuối tháng 10/2023", ("range", "2023-10-25", "2023-10-31", [])),
    ("Nửa cuối tháng 2", ("range", "2023-02-16", "2023-02-28", [])),
    ("Năm học 2022-2023", ("range", "2022-09-01", "2023-05-31", [])),
    ("Học kỳ I năm học 2022 - 2023", ("range", "2022-09-01", "2023-01-15", [])),
    ("Học kỳ II", ("range", "2024-01-16", "2024-05-31", [])),
    ("Trước khi kết thúc học kỳ I năm học 2022-2023", ("date", None, "2023-01-15", [])),
    # recurring
    ("Hằng tháng", ("recurring", None, None, ["monthly"])),
    ("Hàng năm", ("recurring", None, None, ["annual"])),
    ("Quý, 6 tháng, năm", ("recurring", None, None, ["quarterly", "semiannual", "annual"])),
    ("trước ngày 25 hằng tháng", ("recurring", None, None, ["monthly"])),
    ("Hằng quý, trước ngày 12 của tháng cuối quý", ("recurring", None, None, ["quarterly"])),
    ("Hằng tháng và đột xuất", ("recurring", None, None, ["monthly", "ad_hoc"])),
    ("Đột xuất", ("recurring", None, None, ["ad_hoc"])),
    (
        "Báo cáo quý, BC năm; BC đột xuất",
        ("recurring", None, None, ["quarterly", "annual", "ad_hoc"]),
    ),
    ("02 lần/năm", ("recurring", None, None, ["semiannual"])),
    ("Các tháng trong năm", ("recurring", None, None, ["monthly"])),
    ("Sáng Chủ nhật hằng tuần", ("recurring", None, None, ["weekly"])),
    ("Tháng 5 và tháng 11", ("recurring", "2023-05-01", "2023-11-30", ["semiannual"])),
    ("15/6 và 15/12", ("recurring", "2023-06-15", "2023-12-15", ["semiannual"])),
    ("Đợt 1: tháng 5; đợt 2: tháng 10", ("recurring", "2023-05-01", "2023-10-31", ["semiannual"])),
    # on demand, relative, none
    ("Khi có yêu cầu", ("on_demand", None, None, [])),
    ("Theo kế hoạch được duyệt", ("on_demand", None, None, [])),
    ("Ngay sau khi Kế hoạch được phê duyệt", ("on_demand", None, None, [])),
    ("Theo Kế hoạch số 12/KH-UBND ngày 15/3/2021", ("on_demand", None, None, [])),
    ("Theo kế hoạch kiểm tra; kiểm tra đột xuất khi có phản ánh", ("on_demand", None, None, [])),
    ("Sau 05 ngày kể từ ngày nhận", ("relative", None, None, [])),
    ("Trong vòng 10 ngày kể từ ngày 05/4/2022", ("relative", None, None, [])),
    ("Không quá 03 ngày sau khi kết thúc", ("relative", None, None, [])),
    ("05 ngày làm việc", ("relative", None, None, [])),
    ("Trong thời hạn 10 ngày làm việc kể từ ngày nhận", ("relative", None, None, [])),
    ("10 ngày trước khi khai mạc", ("relative", None, None, [])),
    ("Trước Tết Nguyên đán năm 2023", ("on_demand", None, None, [])),
    ("Ngày 15 tháng 01 âm lịch", ("on_demand", None, None, [])),
    ("", ("none", None, None, [])),
    (" - ", ("none", None, None, [])),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_forms_of_the_table(text: str, expected: Expected) -> None:
    parsed = parse_deadline(text, Y)
    assert shown(parsed.deadline) == expected
    assert "deadline_unparsed" not in parsed.flags


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Trước ngày 31/11", "deadline_impossible_date"),
        ("Tháng 13/2025", "deadline_impossible_date"),
        ("29/02/2023", "deadline_impossible_date"),
        ("Tháng O1/2025", "deadline_digits_repaired"),
        ("Trước ngày 15 3 2025", "deadline_digits_repaired"),
        ("15/02/2025 - 3103/2025", "deadline_digits_repaired"),
        ("3l/12/2025", "deadline_digits_repaired"),
        ("Quý l/2025", "deadline_digits_repaired"),
        ("Từ 20/5 đến 10/5/2023", "deadline_impossible_date"),
        ("Trước Tết Nguyên đán", "deadline_lunar"),
        ("Học kỳ I", "deadline_school_year"),
        ("Tuần 1 tháng 3", "deadline_vague"),
        ("Từ tháng 8/2025", "deadline_open_end"),
        ("Đầu năm 2024", "deadline_vague"),
        ("Trước ngày 23 tháng Chạp âm lịch", "deadline_lunar"),
        ("Trước năm học 2019 - 2020", "deadline_school_year"),
        ("Bàn giao đủ hồ sơ", "deadline_unparsed"),
        ("Hoàn thành trong quý II, nghiệm thu trong quý III", "deadline_several"),
        ("Quý I; quý III", "deadline_several"),
        ("Trước ngày 15/6; trước ngày 16/6", "deadline_several"),
        ("Trước tháng 5; tháng 6", "deadline_several"),
    ],
)
def test_doubt_is_flagged(text: str, flag: str) -> None:
    assert flag in parse_deadline(text, Y).flags


@pytest.mark.parametrize(
    "text", ["Quý II; II/2022", "Quý II, III/2022", "Quý II/2022\nQuý III/2022", "Tháng 4; 5; 6"]
)
def test_parts_that_make_one_span_are_one_deadline(text: str) -> None:
    parsed = parse_deadline(text, Y)
    assert parsed.deadline.kind == "range"
    assert "deadline_several" not in parsed.flags


def test_impossible_date_is_not_bent() -> None:
    parsed = parse_deadline("Trước ngày 31/11/2023", Y)
    assert parsed.deadline == Deadline("date")


def test_missing_year_gives_no_days() -> None:
    parsed = parse_deadline("Trước ngày 30/6", None)
    assert parsed.deadline == Deadline("date")
    assert "deadline_year_missing" in parsed.flags


def test_marks_misread_by_ocr_change_nothing() -> None:
    for good, bad in [
        ("Thường xuyên", "Thuờng xuyên"),
        ("Trước ngày 15/10/2020", "Truớc ngảy 15/10/2020"),
        ("Quý II, Quý III/2020", "Quỷ II, Qúy III/2020"),
        ("Hằng tháng và đột xuất", "Hãng thảng và dột xuẩt"),
    ]:
        assert parse_deadline(bad, Y).deadline == parse_deadline(good, Y).deadline


def _date(day: date) -> list[str]:
    d, m, y = day.day, day.month, day.year
    return [
        f"{p}{words}"
        for p in ("", "Ngày ", "Trước ngày ", "Xong trước ", "Đến hết ngày ", "Chậm nhất ngày ")
        for words in (
            f"{d}/{m}/{y}",
            f"{d:02}/{m:02}/{y}",
            f"{d:02}-{m:02}-{y}",
            f"{d}.{m}.{y}",
            f"{d} tháng {m} năm {y}",
            f"{d:02} tháng {m:02}/{y}",
            f"{d} / {m} / {y}",
        )
    ]


@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)), st.integers(2010, 2030))
def test_every_way_to_write_a_day_reads_back(day: date, plan_year: int) -> None:
    for text in _date(day):
        assert parse_deadline(text, plan_year).deadline == Deadline("date", None, day), text
    short = f"Trước ngày {day.day}/{day.month}"
    assert parse_deadline(short, day.year).deadline.end == day


_ROMAN = ("I", "II", "III", "IV")


@pytest.mark.parametrize("year", range(2010, 2031))
def test_every_month_quarter_and_year_reads_back(year: int) -> None:
    for m in range(1, 13):
        first, last = date(year, m, 1), date(year, m, monthrange(year, m)[1])
        for text in (f"Tháng {m}/{year}", f"Trong tháng {m:02} năm {year}", f"{m:02}/{year}"):
            assert parse_deadline(text, None).deadline == Deadline("month", first, last), text
        for text in (f"Đến hết tháng {m}/{year}", f"Cuối tháng {m} năm {year}"):
            assert parse_deadline(text, None).deadline == Deadline("date", None, last), text
    for q in range(1, 5):
        first, last = date(year, 3 * q - 2, 1), date(year, 3 * q, monthrange(year, 3 * q)[1])
        for number in (_ROMAN[q - 1], str(q)):
            for text in (f"Quý {number}/{year}", f"Trong quý {number} năm {year}"):
                assert parse_deadline(text, 1999).deadline == Deadline("quarter", first, last), text
    whole = Deadline("year", date(year, 1, 1), date(year, 12, 31))
    for text in (f"Năm {year}", f"Trong năm {year}", f"Cả năm {year}"):
        assert parse_deadline(text, None).deadline == whole, text


@given(
    st.dates(date(2010, 1, 1), date(2030, 12, 31)), st.dates(date(2010, 1, 1), date(2030, 12, 31))
)
def test_every_way_to_write_a_range_reads_back(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    a, b = (f"{d.day}/{d.month}/{d.year}" for d in (first, last))
    for text in (f"Từ ngày {a} đến ngày {b}", f"Từ {a} đến hết {b}", f"{a} - {b}", f"{a} đến {b}"):
        if first != last:
            assert parse_deadline(text, 2000).deadline == Deadline("range", first, last), text


@given(st.text(max_size=80), st.none() | st.integers(1, 9999))
@settings(max_examples=200)
def test_any_text_is_read_without_error(text: str, year: int | None) -> None:
    parse_deadline(text, year)


_WORDS = st.sampled_from(
    [
        "từ",
        "đến",
        "trước",
        "ngày",
        "tháng",
        "quý",
        "năm",
        "hằng",
        "định",
        "kỳ",
        "31/11",
        "2/2024",
        "I",
        "IV",
        "6",
        "cuối",
        "và",
        ",",
        ";",
        "(",
        ")",
        "-",
        "xong",
    ]
)


QUARTERS = [
    ("Quý IH/2020", 3, 3),
    ("Quý HI/2018", 3, 3),
    ("Quý IIH/2026", 3, 3),
    ("Quý IHI/2022", 3, 3),
    ("Quý H/2018", 2, 2),
    ("Quý TV năm 2020", 4, 4),
    ("Quý I1V/2025", 4, 4),
    ("Quý THII năm 2022", 3, 3),
    ("Quý TỊT năm 20 20", 3, 3),
    ("Hoàn thành trong quý IL2025", 2, 2),
    ("Quý Inăm 2016", 1, 1),
    ("Quý HI, Quý IV/⁄2026", 3, 4),
    ("Quý I - Quý IHI/2020", 1, 3),
    ("Quý I và Quý 1/2024", 1, 2),
    ("Quý II, Quý II/2020", 2, 3),
    ("Quý III, Quý III/2020", 2, 3),
]
"""Quarters as worn scans were read, and those they are."""


@pytest.mark.parametrize(("text", "first", "last"), QUARTERS)
def test_misread_quarters(text: str, first: int, last: int) -> None:
    parsed = parse_deadline(text, Y)
    start, end = parsed.deadline.start, parsed.deadline.end
    assert start is not None
    assert end is not None
    assert ((start.month + 2) // 3, end.month // 3) == (first, last)
    assert str(start.year) in text.replace(" ", "")
    assert "deadline_digits_repaired" in parsed.flags or "Inăm" in text


@given(st.lists(_WORDS, max_size=14).map(" ".join), st.integers(2010, 2030))
@example("cuối năm đến 2/2024", 2010)
@settings(max_examples=300)
def test_deadline_words_in_any_order_give_dates_in_order(text: str, year: int) -> None:
    parsed = parse_deadline(text, year)
    start, end = parsed.deadline.start, parsed.deadline.end
    if start is not None and end is not None:
        assert start <= end or "deadline_impossible_date" in parsed.flags


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("01/3", "Tháng 6", ("range", "2023-03-01", "2023-06-30", [])),
        ("Tháng 01/2023", "31/12/2024", ("range", "2023-01-01", "2024-12-31", [])),
        ("", "Trước 30/6", ("date", None, "2023-06-30", [])),
        ("Quý II", "", ("range", "2023-04-01", None, [])),
        ("", "", ("none", None, None, [])),
        ("Thường xuyên", "", ("continuous", None, None, [])),
    ],
)
def test_start_and_end_columns(start: str, end: str, expected: Expected) -> None:
    assert shown(parse_range_columns(start, end, Y).deadline) == expected
