"""Questions with bounds of every kind, over tasks made for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.commands.filters import fewer
from pipeline.errors import UsageError
from pipeline.query.archive import Archive, open_archive
from pipeline.query.question import Amount, Question, parse_amount, parse_period
from pipeline.query.search import count, search, stream
from pipeline.types.task import Deadline, Evidence, Indicator
from tests.query.archives import task, write_tasks


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    out = tmp_path_factory.mktemp("out")
    write_tasks(
        out,
        "one",
        task("a", content="Rà soát hồ sơ tại bộ phận một cửa", lead_units=("Sở Y tế",),
             deadline=Deadline("date", None, date(2024, 6, 30)),
             indicators=(Indicator("90% hồ sơ", ">=", 90.0, "%"),), flags=("doubtful_units",),
             evidence={"content": Evidence("", 0.4), "result": Evidence("", 0.9)}),
        task("b", content="Cửa một hàng rào", coordinating_units=("Chi cục Thuế, Sở Y tế",),
             deadline=Deadline("quarter", date(2024, 1, 1), date(2024, 3, 31))),
        task("c", content="Mở cửa", result="Một báo cáo", lead_units=("Sở", "Y tế dự phòng"),
             evidence={"content": Evidence("", 0.99)}),
        task("d", content="Bộ phận cửa hàng, quầy một giá", extra={"Ghi chú": "Kinh phí tỉnh"}),
        task("e", content="Khác hẳn", evidence={}),
    )  # fmt: skip
    with open_archive(out) as opened:
        yield opened


def found(archive: Archive, **asked: object) -> str:
    answer = search(archive, Question(**asked))  # type: ignore[arg-type]
    assert answer.total == len(answer.tasks)
    keys = {"Rà soát": "a", "Cửa một": "b", "Mở cửa": "c", "Bộ phận": "d", "Khác hẳn": "e"}
    return "".join(keys[" ".join(c.split()[:2])] for c in answer.tasks["content"].to_pylist())


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({"words": "mot cua"}, "abdc"),  # together, then both, then one of them in the result
        ({"words": '"một cửa"'}, "a"),
        ({"words": "một cửa hồ"}, "a"),
        ({"words": "kinh phi tinh"}, "d"),
        ({"words": "so y te"}, "abc"),
        ({"words": '"sở y tế"'}, "ab"),
        ({"units": ("Sở Y tế",)}, "ab"),
        ({"lead": ("so y te",)}, "a"),
        ({"coordinating": ("SỞ Y TẾ",)}, "b"),
        ({"due_from": date(2024, 4, 1)}, "a"),
        ({"due_to": date(2024, 6, 30), "order": "deadline"}, "ba"),
        ({"kinds": ("quarter", "year")}, "b"),
        ({"amount": Amount(">=", 90.0, "%")}, "a"),
        ({"amount": Amount(">", 90.0)}, ""),
        ({"indicator": "hồ sơ"}, "a"),
        ({"confidence_to": 0.5}, "abde"),  # of "e" nothing is known
        ({"confidence_from": 0.95}, "c"),
        ({"flagged": True}, "a"),
        ({"review_status": "accepted"}, ""),
        ({"year": 2024}, "abcde"),
        ({"year": 2023}, ""),
        ({"plan": "1/KH-UBND"}, "abcde"),
        ({"issuer": "ủy ban nhân dân xã"}, "abcde"),
    ],
)
def test_each_bound_finds_what_fits(archive: Archive, asked: dict[str, object], keys: str) -> None:
    assert found(archive, **asked) == keys
    assert count(archive, Question(**asked)) == len(keys)  # type: ignore[arg-type]


def test_where_no_task_has_all_words_those_with_most_are_shown(archive: Archive) -> None:
    answer = search(archive, Question("rà soát hồ sơ bưu điện"))
    assert answer.relaxed
    assert answer.tasks["content"].to_pylist() == ["Rà soát hồ sơ tại bộ phận một cửa"]
    assert not search(archive, Question("hồ bưu")).total, "of two words both are meant"


def test_parts_of_an_answer_follow_one_another(archive: Archive) -> None:
    whole = search(archive, Question("mot cua")).tasks["record_id"].to_pylist()
    parts = [search(archive, Question("mot cua"), limit=1, offset=i) for i in range(4)]
    assert [part.tasks["record_id"][0].as_py() for part in parts] == whole
    assert {part.total for part in parts} == {4}
    with stream(archive, Question("mot cua")) as batches:
        assert [r for batch in batches for r in batch["record_id"].to_pylist()] == whole


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2021-06-30", ("2021-06-30", "2021-06-30")),
        ("30/6/2021", ("2021-06-30", "2021-06-30")),
        ("6/2021", ("2021-06-01", "2021-06-30")),
        ("2021-06", ("2021-06-01", "2021-06-30")),
        ("tháng 6/2021", ("2021-06-01", "2021-06-30")),
        ("quý II/2021", ("2021-04-01", "2021-06-30")),
        ("2021", ("2021-01-01", "2021-12-31")),
        ("quý IV", ("2020-10-01", "2020-12-31")),
    ],
)
def test_periods_are_read_as_people_write_them(words: str, days: tuple[str, str]) -> None:
    first, last = parse_period(words, 2020)
    assert (first.isoformat(), last.isoformat()) == days


def test_what_is_no_period_or_number_is_told() -> None:
    with pytest.raises(UsageError, match="no day"):
        parse_period("sớm nhất")
    for quarter in ("quý 6/2024", "quy 5/2025", "Quý 0"):
        with pytest.raises(UsageError, match="no day"):
            parse_period(quarter, 2024)
    with pytest.raises(UsageError, match="no number"):
        parse_amount(">= 1.2.3.4")


def test_amounts_are_read_with_vietnamese_numbers() -> None:
    assert parse_amount("≥ 1.500 cây") == ("", Amount(">=", 1500.0, "cây"))
    assert parse_amount("đường < 2,5km") == ("đường", Amount("<", 2.5, "km"))
    assert parse_amount("tờ rơi") == ("tờ rơi", None)
    assert parse_amount(">0.5") == ("", Amount(">", 0.5, ""))


def test_units_are_found_by_their_one_name_too(tmp_path: Path) -> None:
    write_tasks(
        tmp_path, "one",
        task("a", lead_units=("Phòng LĐTBXH",),
             lead_canonical=("Phòng Lao động - Thương binh và Xã hội huyện Nho Quan",)),
        task("b", lead_units=("Văn phòng",)),
    )  # fmt: skip
    with open_archive(tmp_path) as opened:
        for asked in (Question(lead=("phòng lao động",)), Question("thuong binh nho quan")):
            answer = search(opened, asked)
            assert answer.tasks["lead_units"].to_pylist() == [["Phòng LĐTBXH"]]


def test_what_is_in_the_way_of_an_answer_is_told(archive: Archive) -> None:
    asked = Question("một cửa", units=("Sở Y tế",), due_to=date(2020, 1, 1))
    assert fewer(archive, asked) == [("--due…", 2)]
    assert fewer(archive, Question("không có")) == []
    assert fewer(archive, Question("không có", due_to=date(2020, 1, 1))) == []


def test_what_is_in_hand_during_a_quarter(tmp_path: Path) -> None:
    second = (date(2024, 4, 1), date(2024, 6, 30))
    wanted = {
        "Đến hạn": Deadline("date", None, date(2024, 5, 15)),
        "Kéo dài": Deadline("range", date(2024, 1, 1), date(2024, 12, 31)),
        "Hằng quý": Deadline("recurring", None, None, ("quarterly",)),
        "Thường xuyên": Deadline("continuous"),
        "Tháng 5 và tháng 11": Deadline(
            "recurring", date(2024, 5, 1), date(2024, 11, 30), ("semiannual",)
        ),
    }
    others = {
        "Đến hạn sau": Deadline("date", None, date(2024, 7, 15)),
        "Quý một": Deadline("quarter", date(2024, 1, 1), date(2024, 3, 31)),
        "Không nói": Deadline("none"),
    }
    tasks = [task(name, content=name, deadline=due) for name, due in (wanted | others).items()]
    write_tasks(tmp_path / "out", "one", *tasks)
    with open_archive(tmp_path / "out") as opened:
        answer = search(opened, Question(during=second)).tasks["content"].to_pylist()
        assert set(answer) == set(wanted)
        later = (date(2025, 4, 1), date(2025, 6, 30))
        assert search(opened, Question(during=later)).total == 0
