"""Deadlines, indicators and plans of the gold plans, against counts made from their tasks."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pipeline.query.archive import Archive, open_archive
from pipeline.query.indicators import indicators, movements
from pipeline.query.plans import choices, page_text, pages_of, plan, plans, task, tasks_of
from pipeline.query.question import Amount, Question, parse_period
from pipeline.query.search import search
from pipeline.query.timeline import calendar, timeline
from pipeline.store.folder import open_store
from pipeline.types.task import Deadline, Indicator, Letterhead
from tests.plans import NAMES, load_tasks
from tests.query.archives import document_id, result, source, write_tasks
from tests.query.archives import task as made_task

TASKS = [(name, task) for name in NAMES for task in load_tasks(name)]
ENDS = [date.fromisoformat(t["deadline"]["end"]) for _, t in TASKS if t["deadline"]["end"]]


def test_years_and_months_hold_every_task_once(gold: Archive) -> None:
    known = calendar(gold, Question())
    assert known.years == Counter(day.year for day in ENDS)
    assert sum(known.undated.values()) == len(TASKS) - len(ENDS)
    for year in known.years:
        found = timeline(gold, Question(), year)
        wanted = Counter(day.month for day in ENDS if day.year == year)
        assert found.months == tuple(wanted[month] for month in range(1, 13))
        assert found.total == len(found.units)
        assert found.tasks == sum(found.months)


def test_the_year_that_is_shown_has_deadlines(gold: Archive) -> None:
    known = calendar(gold, Question())
    assert known.year(2019, date(2026, 1, 1)) == 2019
    assert known.year(None, date(2023, 1, 1)) == 2023
    assert known.years[known.year(None, date(1999, 1, 1))] == max(known.years.values())


def test_units_are_counted_under_one_name_each(gold: Archive) -> None:
    found = timeline(gold, Question(lead=("Sở Y tế",)), 2024)
    wanted = Counter(
        int(t["deadline"]["end"][5:7])
        for _, t in TASKS
        if "Sở Y tế" in t["lead_units"] and (t["deadline"]["end"] or "").startswith("2024")
    )
    name, months, tasks = found.units[0]
    assert name == "Sở Y tế"
    assert months == tuple(wanted[month] for month in range(1, 13))
    assert tasks == sum(months)
    assert (
        timeline(gold, Question(), 2024, limit=1, offset=1).units[0]
        == (timeline(gold, Question(), 2024).units[1])
    )


def test_tasks_in_hand_count_in_each_of_their_months(tmp_path: Path) -> None:
    long = Deadline("range", date(2023, 11, 1), date(2024, 3, 15))
    wanted = {
        "Đến hạn": (Deadline("date", None, date(2024, 5, 15)), {5}),
        "Từ năm trước": (long, {1, 2, 3}),
        "Sang năm sau": (Deadline("range", date(2024, 11, 2), date(2025, 2, 1)), {11, 12}),
        "Thường xuyên": (Deadline("continuous"), set(range(1, 13))),
        "Năm sau": (Deadline("date", None, date(2025, 5, 15)), set()),
        "Không nói": (Deadline("none"), set()),
    }
    made = [
        made_task(name, content=name, deadline=due, lead_units=("Sở A", "Sở B"))
        for name, (due, _) in wanted.items()
    ]
    write_tasks(tmp_path / "out", "one", *made)
    with open_archive(tmp_path / "out") as opened:
        found = timeline(opened, Question(), 2024, count="during")
        months = tuple(sum(m in each for _, each in wanted.values()) for m in range(1, 13))
        assert found.months == months
        assert found.tasks == 4
        assert found.units == (("Sở A", months, 4), ("Sở B", months, 4))
        assert timeline(opened, Question(), 2024).tasks == 2
        for month in (1, 5, 12):
            during = parse_period(f"{month}/2024", None)
            assert search(opened, Question(during=during)).total == months[month - 1]


def test_indicators_are_all_there_and_narrowed_each_by_itself(gold: Archive) -> None:
    every = indicators(gold, Question()).to_pylist()
    assert sum(row["times"] for row in every) == sum(len(t["indicators"]) for _, t in TASKS)
    assert {row["total"] for row in every} == {len(every)}
    kilometres = indicators(gold, Question(indicator="km")).to_pylist()
    assert kilometres
    assert all(each["unit"] == "km" for row in kilometres for each in row["said"])
    most = indicators(gold, Question(amount=Amount(">=", 99.0, "%"))).to_pylist()
    assert {each["value"] for row in most for each in row["said"]} == {99.0, 100.0}


def test_indicators_of_one_name_differ_in_numbers_and_comparisons_only(tmp_path: Path) -> None:
    for year, words, value in (
        (2024, "đạt 85% hồ sơ trực tuyến", 85.0),
        (2025, "Tối thiểu 90% hồ sơ trực tuyến", 90.0),
        (2026, "95% hồ sơ trực tuyến trở lên", 95.0),
    ):
        asked = (Indicator(words, ">=", value, "%"), Indicator("", "=", 3.0, "lớp"))
        write_tasks(tmp_path, f"{year}", made_task(content="Mở 3 lớp", indicators=asked))
    with open_archive(tmp_path) as archive:
        first, second = indicators(archive, Question()).to_pylist()
    assert (first["name"], first["unit"], first["times"]) == ("ho so truc tuyen", "%", 3)
    assert sorted(each["value"] for each in first["said"]) == [85.0, 90.0, 95.0]
    assert (second["name"], second["times"]) == ("mo lop", 3)


def test_a_line_over_years_is_of_one_issuer(tmp_path: Path) -> None:
    asked = (Indicator("90% hồ sơ", ">=", 90.0, "%"),)
    for name, issuer, year in (
        ("a", "UBND XÃ A", 2023),
        ("b", "UBND XÃ A", 2024),
        ("c", "B", 2025),
    ):
        head = Letterhead(number=name, issuer=issuer, year=year)
        with open_store(tmp_path) as store:
            store.write(source(name), result(head, (made_task(indicators=asked),)))
    with open_archive(tmp_path) as archive:
        found = indicators(archive, Question()).to_pylist()
        assert [(each["years"], each["times"]) for each in found] == [(2, 2), (1, 1)]
        assert {each["issuer"] for each in found[0]["said"]} == {"UBND XÃ A"}
        (together,) = indicators(archive, Question(), across=True).to_pylist()
        assert together["years"] == 3
        assert list(movements(archive, Question())["year"]) == [2023, 2024]


def test_indicators_whose_names_are_alike_move_over_years(gold: Archive) -> None:
    moving = movements(gold, Question(), across=True)
    assert list(zip(moving["year"], moving["value"], moving["unit"], strict=True)) == [
        (2023, 60.0, "tin, bài"),
        (2024, 40.0, "tin, bài"),
        (2021, 100.0, "%"),
        (2022, 100.0, "%"),
    ]
    assert set(moving["indicator"]) == {
        "đăng trên 40 tin, bài",
        "100% TTHC còn hiệu lực được niêm yết, công khai đúng quy định",
    }
    same = movements(gold, Question(), alike=100, across=True)
    assert len(same) == 2, "the same name, to the word"
    assert movements(gold, Question()).empty, "no issuer has plans of two years"
    assert movements(gold, Question(year=2024), across=True).empty
    wider = movements(gold, Question(), alike=60, across=True)
    assert set(moving["record_id"]) <= set(wider["record_id"])


def test_plans_and_what_each_holds(gold: Archive) -> None:
    found, total = plans(gold, Question())
    assert total == len(NAMES)
    assert [row["date"] for row in found] == sorted((r["date"] for r in found), reverse=True)
    assert sum(row["found"] for row in found) == len(TASKS)
    first, total = plans(gold, Question(lead=("Sở Y tế",)), limit=1)
    assert (total, first[0]["document_id"]) == (1, document_id("lao-cai-y-te-2024"))
    name = "an-nhon-moi-truong-2020"
    assert plan(gold, document_id(name))
    assert plan(gold, "0" * 64) is None
    assert len(tasks_of(gold, document_id(name))) == len(load_tasks(name))
    assert [page["tasks"] for page in pages_of(gold, document_id(name))] == [10]
    assert len(tasks_of(gold, document_id(name), 1)) == 10
    assert page_text(gold, document_id(name), 1) == "chữ"
    assert page_text(gold, document_id(name), 9) == ""
    one = tasks_of(gold, document_id(name), 1)[3]
    assert task(gold, one["record_id"]) == one
    assert task(gold, "x") is None


def test_what_may_be_chosen_is_there(gold: Archive) -> None:
    known = choices(gold)
    assert known.years == (2025, 2024, 2023, 2022, 2021, 2020)
    assert "Sở Y tế" in known.units
    assert len(known.issuers) == len(NAMES)


@pytest.mark.parametrize("question", [Question("xyzzy"), Question(year=1999)])
def test_nothing_found_is_no_error(gold: Archive, question: Question) -> None:
    assert calendar(gold, question).years == {}
    assert timeline(gold, question, 2024).units == ()
    assert indicators(gold, question).num_rows == 0
    assert plans(gold, question) == ([], 0)
