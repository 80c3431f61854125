"""Records of the gold plans from perfect text: what is lost here, no better OCR brings back."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest

from pipeline.evaluate.perfect import perfect_content, perfect_letterhead
from pipeline.records import FieldReader, RecordSettings, build_records
from pipeline.types.task import TaskRecord
from tests import plans
from tests.records.sheets import document, prose


def squeezed(text: str) -> str:
    words = re.sub(r"[^\w%]+", " ", unicodedata.normalize("NFC", text).casefold())
    return " ".join(words.split())


def same_units(gold: list[str], read: tuple[str, ...]) -> bool:
    return sorted(map(squeezed, gold)) == sorted(map(squeezed, read))


def wrong_fields(gold: dict[str, Any], record: TaskRecord) -> list[str]:
    due, deadline = gold["deadline"], record.deadline
    said = (deadline.kind, _iso(deadline.start), _iso(deadline.end), sorted(deadline.recurrence))
    targets = [(i["op"], float(i["value"]), squeezed(i["unit"])[:4]) for i in gold["indicators"]]
    found = [(i.op, i.value, squeezed(i.unit)[:4]) for i in record.indicators]
    right = {
        "table": (gold["table"] is None) == (record.table_index is None),
        "section_no": gold["section_no"] == record.section_no,
        "section": squeezed(gold["section"]) == squeezed(record.section),
        "no": gold["no"] == record.no,
        "content": squeezed(gold["content"]) == squeezed(record.content),
        "result": squeezed(gold["result"]) == squeezed(record.result),
        "lead": same_units(gold["lead_units"], record.lead_units),
        "coordinating": same_units(gold["coordinating_units"], record.coordinating_units),
        "deadline_text": squeezed(gold["deadline_text"]) == squeezed(record.deadline_text),
        "deadline": said == (due["kind"], due["start"], due["end"], sorted(due["recurrence"])),
        "indicators": sorted(targets) == sorted(found),
    }
    return [name for name, is_right in right.items() if not is_right]


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


@pytest.mark.parametrize("name", plans.NAMES)
def test_every_task_is_found_and_placed(name: str, read: FieldReader) -> None:
    plan, gold = plans.load_plan(name), plans.load_tasks(name)
    found = build_records(perfect_content(plan), perfect_letterhead(plan), read, RecordSettings())
    assert len(found.records) == len(gold)
    wrong = [wrong_fields(task, record) for task, record in zip(gold, found.records, strict=True)]
    by_place = {"table", "section_no", "section", "no", "content", "result", "deadline_text"}
    assert not by_place.intersection(*wrong or [[]])
    misplaced = [fields for fields in wrong if by_place.intersection(fields)]
    assert not misplaced


def test_nearly_every_record_is_perfect(read: FieldReader) -> None:
    perfect = total = 0
    for name in plans.NAMES:
        plan, gold = plans.load_plan(name), plans.load_tasks(name)
        content, letterhead = perfect_content(plan), perfect_letterhead(plan)
        records = build_records(content, letterhead, read, RecordSettings()).records
        perfect += sum(not wrong_fields(g, r) for g, r in zip(gold, records, strict=True))
        total += len(gold)
    assert perfect >= 0.98 * total, f"{perfect} of {total}"


@pytest.mark.parametrize("name", plans.NAMES)
def test_keys_are_unique_and_evidence_complete(name: str, read: FieldReader) -> None:
    plan = plans.load_plan(name)
    found = build_records(perfect_content(plan), perfect_letterhead(plan), read, RecordSettings())
    keys = [record.key for record in found.records]
    assert len(set(keys)) == len(keys)
    for record in found.records:
        assert record.evidence["content"].raw
        assert {"deadline"} <= set(record.evidence) or not record.deadline_text
        assert {"lead_units"} <= set(record.evidence) or not record.lead_units
        assert all(0.0 <= e.confidence <= 1.0 for e in record.evidence.values())


def test_goals_outside_tables_are_found(read: FieldReader) -> None:
    plan = plans.load_plan("an-nhon-moi-truong-2020")
    found = build_records(perfect_content(plan), perfect_letterhead(plan), read, RecordSettings())
    said = {(t.indicator.op, t.indicator.value, _iso(t.deadline.end)) for t in found.targets}
    assert {
        (">", 92.0, "2020-12-31"),
        (">=", 60.0, "2020-12-31"),
        ("=", 2500.0, "2020-11-30"),
        ("<=", 10.0, "2020-06-30"),
        ("=", 20.0, None),
    } <= said
    assert not any(t.indicator.value == 11719 for t in found.targets)  # money, in another section


def test_a_goal_takes_the_time_of_the_title_above_it(read: FieldReader) -> None:
    plan = plans.load_plan("bao-lac-2025")
    content = document(
        *prose(
            "I. MỤC TIÊU",
            "1. Mục tiêu đến năm 2025",
            "a) Phấn đấu 80% hồ sơ được giải quyết trực tuyến.",
            "b) Trên 90% người dân hài lòng trước ngày 30/6/2024.",
            "2. Mục tiêu năm 2024",
            "a) Ít nhất 50% hồ sơ được số hóa.",
            "II. YÊU CẦU",
        )
    )
    found = build_records(content, perfect_letterhead(plan), read, RecordSettings()).targets
    assert [(t.indicator.value, t.deadline.kind, _iso(t.deadline.end)) for t in found] == [
        (80.0, "date", "2025-12-31"),
        (90.0, "date", "2024-06-30"),
        (50.0, "year", "2024-12-31"),
    ]
