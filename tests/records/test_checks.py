"""Checks over the whole plan."""

from __future__ import annotations

import pytest

from pipeline.records import FieldReader, RecordSettings, build_records
from pipeline.records.calibration import LOW_CONFIDENCE, with_low_confidence
from pipeline.records.flags import FLAGS
from pipeline.types.task import Judgement, TaskRecord
from tests.query.archives import task
from tests.records.sheets import LETTERHEAD, document, table

HEADER = ["STT", "Nội dung công việc", "Sản phẩm", "Cơ quan chủ trì", "Thời gian hoàn thành"]


def records(read: FieldReader, *rows: list[str]) -> tuple[TaskRecord, ...]:
    content = document(table([HEADER, *rows]))
    return build_records(content, LETTERHEAD, read, RecordSettings()).records


def row(
    no: int, unit: str = "Sở Nội vụ", result: str = "Kế hoạch", due: str = "Quý II"
) -> list[str]:
    return [str(no), f"Tổ chức triển khai nhiệm vụ thứ {no}", result, unit, due]


@pytest.mark.parametrize(
    ("changed", "flag", "field"),
    [
        (row(2, due="Trước ngày 10/01/2024"), "deadline_before_plan", "deadline"),
        (row(2, due="Trước ngày 10/5/2050"), "deadline_far", "deadline"),
        (row(2, result="959% hồ sơ được số hóa"), "percent_over_100", "indicators"),
        (row(2, unit="Trại tạm giam số 4"), "unit_alone", "lead_units"),
        (row(2, unit="Trung tâm Ứng cửu khẩn cấp"), "unit_alike", "lead_units"),
        (row(5), "numbering_gap", "no"),
    ],
)
def test_a_failed_check_flags_the_record_and_lowers_the_field(
    read: FieldReader, changed: list[str], flag: str, field: str
) -> None:
    others = [row(n, "Trung tâm Ứng cứu khẩn cấp") for n in range(6, 15)]
    rows = [row(1), changed, *([row(int(changed[0]) + 1)] if changed[0] == "5" else []), *others]
    found = records(read, *rows)
    assert flag in found[1].flags
    sound = records(read, row(1), row(2), *others)
    assert flag not in sound[1].flags
    assert found[1].evidence[field].confidence < sound[1].evidence[field].confidence


def test_a_number_that_goes_back_is_flagged(read: FieldReader) -> None:
    found = records(read, row(1), row(2), row(3), row(2), row(4))
    assert [("numbering_order" in r.flags) for r in found] == [False, False, False, True, False]


def test_units_that_differ_in_a_number_are_two(read: FieldReader) -> None:
    rows = [row(n, f"Khu phố {1 + n // 9}") for n in range(1, 10)]
    assert not any("unit_alike" in r.flags for r in records(read, *rows))


def test_every_record_has_the_one_names_of_its_units(read: FieldReader) -> None:
    found = records(read, row(1, "Sở LĐ-TB&XH; UBND các xã"))
    assert found[0].lead_canonical == (
        "Sở Lao động - Thương binh và Xã hội",
        "Ủy ban nhân dân các xã",
    )
    assert len(found[0].lead_canonical) == len(found[0].lead_units)


def test_every_flag_has_its_reason_in_both_languages() -> None:
    for flag in FLAGS.values():
        assert flag.vietnamese.endswith(".")
        assert flag.english.endswith(".")
        assert 0 < flag.factor <= 1


def test_a_field_that_most_probably_is_wrong_flags_its_record() -> None:
    def flags(confidence: float | None) -> tuple[str, ...]:
        record = task(judged={"content": Judgement(0.9, {}), "result": Judgement(confidence, {})})
        return with_low_confidence([record])[0].flags

    assert flags(LOW_CONFIDENCE - 0.01) == ("low_confidence",)
    assert flags(LOW_CONFIDENCE) == flags(None) == ()
