"""Records against gold: matching one to one, and each field's verdict, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.comparing import alike, similarity, squeeze
from pipeline.evaluate.records import compare, hits, match, pair_up, tally_records
from pipeline.evaluate.tally import figures
from pipeline.evaluate.values import Due, Task, measure

CHECK = Task(
    content="Kiểm tra công tác cải cách hành chính tại các xã, thị trấn",
    result="Báo cáo kết quả kiểm tra",
    lead=("Phòng Nội vụ",),
    coordinating=("Văn phòng HĐND và UBND", "Thanh tra huyện"),
    deadline=Due("quarter", "2023-04-01", "2023-06-30"),
    indicators=(measure(">=", 30, "%"),),
)
TRAIN = replace(CHECK, content="Tổ chức tập huấn nghiệp vụ cho công chức", result="Hội nghị")
OTHER = replace(CHECK, content="Mua sắm trang thiết bị cho bộ phận một cửa")


def test_squeezing_keeps_what_changes_a_target() -> None:
    assert squeeze("  Đạt ≥ 95 %;\tKẾ hoạch (đợt 1).") == "đạt 95 % kế hoạch đợt 1"
    assert squeeze("từ 5/6 <= 7 + 8 = 15%") == "từ 5/6 <= 7 + 8 = 15%"
    assert squeeze("ho\u0323c") == squeeze("học")


def test_alike_allows_one_wrong_letter_in_fifty() -> None:
    long = "a" * 50
    assert alike(long, "b" + long[1:])
    assert not alike(long, "bb" + long[2:])
    assert not alike("Phòng Y tế", "Phòng Y tê")
    assert alike("", " . ")


def test_every_field_by_hand() -> None:
    read = replace(
        CHECK,
        result="báo cáo kết quả, kiểm tra;",
        lead=("Phòng Nội vụ", "Phòng Y tế"),
        coordinating=("Thanh tra huyện",),
        deadline=Due("quarter", "2023-04-01", "2023-06-29"),
        indicators=(measure(">=", 30.0, "%"),),
    )
    verdicts = compare(CHECK, read)
    assert [name for name, v in verdicts.items() if not v.right] == [
        "lead",
        "coordinating",
        "deadline",
    ]
    assert (verdicts["lead"].gold, verdicts["lead"].read, verdicts["lead"].agree) == (1, 2, 1)


def test_indicators_compare_by_the_first_word_of_the_unit() -> None:
    assert measure("=", 4, "ghế chờ") == measure("=", 4.00001, "ghế")
    assert measure("=", 4, "ghế") != measure(">=", 4, "ghế")
    assert measure("=", 1500, "lượt người").unit == "lượt"


def test_the_figures_by_hand() -> None:
    """Three gold records: one right, one with a wrong deadline, one missing; one too many read."""
    late = replace(TRAIN, deadline=Due("continuous"))
    stray = replace(CHECK, content="Trang trí hội trường, in ấn tài liệu, khẩu hiệu")
    gold, read = [CHECK, TRAIN, OTHER], [CHECK, late, stray]
    found = figures(tally_records(gold, read, pair_up(gold, read)))
    assert found["record_f1"] == pytest.approx(2 * 2 / (3 + 3))
    assert found["content"] == pytest.approx(2 / 3)
    assert found["deadline"] == pytest.approx(1 / 3)
    assert found["perfect"] == pytest.approx(1 / 3)
    assert found["lead"] == pytest.approx(2 * 2 / (3 + 2))  # the stray record's units do not count
    assert found["coordinating"] == pytest.approx(2 * 4 / (6 + 4))
    assert found["prose_f1"] is None


def test_prose_is_told_apart() -> None:
    gold = [replace(CHECK, prose=True), replace(TRAIN, prose=True), OTHER]
    stray = replace(CHECK, content="Trang trí hội trường, in ấn tài liệu", prose=True)
    found = figures(tally_records(gold, [gold[0], OTHER, stray], pair_up(gold, [gold[0], OTHER])))
    assert found["prose_f1"] == pytest.approx(2 * 1 / (2 + 2))
    as_table = replace(gold[0], prose=False)
    pairs = pair_up(gold, [as_table])
    assert figures(tally_records(gold, [as_table], pairs))["prose_f1"] == pytest.approx(2 / 3)


def test_sub_rows_of_one_task_are_matched_by_their_results() -> None:
    first, second = replace(CHECK, result="Kế hoạch"), replace(CHECK, result="Báo cáo")
    assert match([first, second], [second, first]) == [(0, 1), (1, 0)]
    assert match([CHECK, CHECK], [CHECK, CHECK]) == [(0, 0), (1, 1)]


def test_a_pair_counts_from_six_tenths() -> None:
    gold = replace(CHECK, content="abcdefghij")
    assert match([gold], [replace(CHECK, content="abcdefwxyz")]) == [(0, 0)]
    assert match([gold], [replace(CHECK, content="abcdevwxyz")]) == []
    assert match([], [CHECK]) == match([CHECK], []) == []


WORDS = st.lists(st.sampled_from(["kiểm tra", "báo cáo", "hồ sơ", "xã", "2023"]), max_size=4)
TASKS = st.lists(
    st.builds(
        lambda words, result: replace(CHECK, content=" ".join(words), result=" ".join(result)),
        WORDS,
        WORDS,
    ),
    max_size=6,
)


@given(TASKS, TASKS)
def test_matching_is_one_to_one_and_best(gold: list[Task], read: list[Task]) -> None:
    pairs = match(gold, read)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(similarity(gold[i].content, read[j].content) >= 0.6 for i, j in pairs)
    found = figures(tally_records(gold, read, pair_up(gold, read)))
    assert all(value is None or 0 <= value <= 1 for value in found.values())


@given(TASKS)
def test_a_perfect_reading_has_full_marks_in_any_order(gold: list[Task]) -> None:
    distinct = list({(t.content, t.result): t for t in gold}.values())
    read = distinct[::-1]
    found = figures(tally_records(distinct, read, pair_up(distinct, read)))
    assert {value for value in found.values() if value is not None} <= {1.0}


@given(st.lists(st.sampled_from("abc"), max_size=5), st.lists(st.sampled_from("abc"), max_size=5))
def test_hits_pair_each_entry_once(gold: list[str], read: list[str]) -> None:
    together = sum(min(gold.count(x), read.count(x)) for x in "abc")
    assert hits(gold, read, lambda a, b: a == b) == together
