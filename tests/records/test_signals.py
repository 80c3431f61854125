"""What may tell that a field was read wrong, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records.calibration import Calibration, FieldModel, judge
from pipeline.records.shared_units import with_shared_places
from pipeline.records.signals import second_readings, signals_of, words_of
from pipeline.records.signals_document import FIELDS
from pipeline.types.geometry import Box
from pipeline.types.syllable import spelling
from pipeline.types.task import Deadline, Evidence, TaskRecord
from pipeline.types.text import Alternative, Place, Word


def spelled(text: str) -> tuple[int, int]:
    found = spelling(text)
    return found.words, found.syllables


def word(text: str, x: float, confidence: float = 0.98, raw: str = "") -> Word:
    box = Box(x, 10, x + 8, 20, "clean")
    return Word(text, raw or text, box, confidence, (), (Alternative(f"{text}*", 1 - confidence),))


def task(content: str, lead: str = "Sở Y tế", **changes: object) -> TaskRecord:
    places = (Place(1, Box(0, 0, 100, 30, "clean")),)
    made = TaskRecord(
        "k", 0, "", "", "1", content, "Báo cáo", (lead,), (), "Quý I", Deadline("quarter"), (),
        evidence={"content": Evidence(content, 0.9, places)},
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def signals(records: list[TaskRecord], words: list[Word], field: str) -> dict[str, float]:
    return signals_of(records, {1: words}, spelled, 2024)[-1][field]


def test_doubtful_words_and_repairs_are_told() -> None:
    sure = [word("Ban", 1), word("hành", 12)]
    doubtful = [word("Ban", 1), word("hành", 12, 0.4, raw="hanh")]
    one, other = (signals([task("Ban hành")], words, "content") for words in (sure, doubtful))
    assert other["doubt_weakest"] > one["doubt_weakest"]
    assert "changed" not in one
    assert other["changed"] > 0
    assert signals([task("Ban hành")], [], "content")["no_words"] == 1


def test_units_read_from_the_column_of_others_stand_where_they_were_read() -> None:
    cell = Evidence("Sở A phối hợp Sở B", 0.8, (Place(1, Box(0, 0, 9, 9, "clean")),))
    both = task("Việc", "Sở A", coordinating_units=("Sở B",), evidence={"lead_units": cell})
    alone = task("Việc", "Sở A", evidence={"lead_units": cell})
    found = with_shared_places([both, alone, task("Việc")])
    assert found[0].evidence["coordinating_units"] == cell
    assert [set(record.evidence) for record in found[1:]] == [{"lead_units"}, {"content"}]


def test_what_differs_from_its_neighbours_is_told() -> None:
    others = [task(f"Việc {i}") for i in range(9)]
    odd = task("Việc 10", lead_units=(), no="")
    found = signals([*others, odd], [], "lead_units")
    assert found["empty_among_filled"] == 0.9
    assert found["number_missing"] == 0.9
    assert found["fields_missing"] > 0
    strange = signals([*others, task("Việc 10", "Sở Y tê")], [], "lead_units")
    assert strange["unit_strange"] == 1


def test_units_that_ran_together_and_dates_that_cannot_be_are_told() -> None:
    assert signals([task("a", "Sở Y tế Thanh tra tỉnh")], [], "lead_units")["unit_heads_inside"] > 0
    late = task("a", deadline_text="Quý H/2024", deadline=Deadline("year"))
    found = signals([late], [], "deadline")
    assert found["quarter_without_roman"] == 1
    assert found["kind year"] == 1


def test_a_rival_spelling_is_told() -> None:
    usual, odd = ["Ban", "Chỉ", "huy", "xã"] * 3, ["Ban", "Chi", "huy"]
    words = [word(text, 200 + 10 * i) for i, text in enumerate(usual)]
    words += [word(text, 10 * i) for i, text in enumerate(odd)]
    assert signals([task("Ban Chi huy")], words, "content")["rivals"] > 0
    assert "rivals" not in signals([task("Ban Chỉ huy")], words, "content")


def test_of_a_paragraph_only_the_words_of_the_field_count() -> None:
    words = [word("Ban", 1), word("hành;", 12, 0.3), word("Sở", 30, 0.5)]
    prose = task("Ban hành", table_index=None)
    assert [w.text for w in words_of(prose, "content", {1: words})] == ["Ban", "hành;"]
    assert len(words_of(task("Ban hành"), "content", {1: words})) == 3


def test_second_readings_are_the_likeliest_first() -> None:
    words = [word("a", 1, 0.9), word("b", 5, 0.4), word("c", 9, 0.99)]
    assert [(s.word, s.other) for s in second_readings(words)] == [("b", "b*"), ("a", "a*")]


def test_judged_fields_carry_confidence_and_signals() -> None:
    model = FieldModel(
        -2.0, {"doubt": 1.0}, {"doubt": (-9.0, 9.0)}, (-3.0, 0.0, 3.0), (0.99, 0.8, 0.1)
    )
    known = {name: {"doubt": 2.0} for name in FIELDS}
    record = judge([task("a")], [known], [dict.fromkeys(FIELDS, ())],
                   Calibration("c", {"content": model}))[0]  # fmt: skip
    assert record.judged["content"].confidence == 0.8
    assert record.judged["result"].confidence is None
