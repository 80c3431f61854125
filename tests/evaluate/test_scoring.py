"""Whole documents against gold: nothing that was not read goes unpunished."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import InputNotFoundError, UnreadableError
from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.prediction import load_prediction
from pipeline.evaluate.scoring import Evaluation, evaluate, figures_of
from pipeline.types.document import CellResult, DocumentResult
from tests.evaluate.readings import GOLD, damaged, record, result, tasks_of, write_readings

PLAN = "cu-lao-dung-2021"
PROSE = "phu-yen-attp-2023"
OFFICE, FAX = f"{PLAN}--office.pdf", f"{PLAN}--fax.pdf"


def perfect(plan: str) -> DocumentResult:
    document = json.loads((GOLD / plan / "document.json").read_text("utf-8"))
    lines = [block["text"] for block in document["blocks"] if block.get("text")]
    for table in document["tables"].values():
        rows = [table["header"], *(row["cells"] for row in table["rows"])]
        lines += [" | ".join(cell or "" for cell in row) for row in rows]
    return result([record(task, i) for i, task in enumerate(tasks_of(plan))], "\n".join(lines))


def scored(out: Path, readings: dict[str, DocumentResult | None], *expected: str) -> Evaluation:
    write_readings(out, readings)
    return evaluate(load_gold([GOLD]), load_prediction(out), expected or None)


def test_a_perfect_reading_has_full_marks(tmp_path: Path) -> None:
    found = scored(tmp_path, {OFFICE: perfect(PLAN)}, OFFICE)
    figures = figures_of(found.documents)
    for name in ("record_f1", "content", "result", "lead", "coordinating", "deadline", "perfect"):
        assert figures[name] == 1.0
    assert figures["cer"] == figures["wer"] == figures["mark_error"] == 0.0
    assert figures["grits_top"] == figures["teds_struct"] == 0.0  # no cells were given
    assert found.mistakes == []


@pytest.mark.parametrize("reading", [None, "never read", "nothing found"])
def test_what_was_not_read_counts_with_everything_missing(
    tmp_path: Path, reading: str | None
) -> None:
    readings: dict[str, DocumentResult | None] = {OFFICE: perfect(PLAN)}
    if reading != "never read":
        readings[FAX] = None if reading is None else result([])
    found = scored(tmp_path, readings, OFFICE, FAX)
    lost = next(score for score in found.documents if score.file == FAX)
    assert lost.status == {None: "failed", "never read": "missing"}.get(reading, "done")
    figures = figures_of([lost])
    assert all(figures[name] == 0 for name in ("record_f1", "content", "deadline", "perfect"))
    assert figures["cer"] == figures["wer"] == 1.0
    both = figures_of(found.documents)
    assert both["perfect"] == 0.5
    assert both["record_f1"] == pytest.approx(2 / 3)
    assert len(found.mistakes) == len(tasks_of(PLAN))
    assert {mistake.field for mistake in found.mistakes} == {"missing"}


def test_without_a_list_every_plan_of_gold_is_expected(tmp_path: Path) -> None:
    found = scored(tmp_path, {OFFICE: perfect(PLAN)})
    plans = {folder.name for folder in GOLD.iterdir() if folder.is_dir()}
    assert {score.file.split("--")[0] for score in found.documents} == plans
    assert sum(score.status == "missing" for score in found.documents) == len(plans) - 1


def test_documents_without_gold_are_named(tmp_path: Path) -> None:
    found = scored(tmp_path, {OFFICE: perfect(PLAN), "letter.pdf": result([])}, OFFICE)
    assert found.unscored == ("letter.pdf",)
    assert len(found.documents) == 1


def test_excerpts_of_a_plan_are_not_scored_as_the_whole(tmp_path: Path) -> None:
    found = scored(tmp_path, {f"{PLAN}--office-p1-3.pdf": perfect(PLAN)}, OFFICE)
    assert [score.status for score in found.documents] == ["missing"]


def test_groups_by_kind_and_by_ruling(tmp_path: Path) -> None:
    readings = {OFFICE: perfect(PLAN), FAX: None, f"{PROSE}--old.pdf": perfect(PROSE)}
    found = scored(tmp_path, readings, *readings)
    assert {kind: len(group) for kind, group in found.kinds.items()} == {
        "fax": 1,
        "office": 1,
        "old": 1,
    }
    assert {name: len(group) for name, group in found.rulings.items()} == {"ruled": 2, "partial": 1}
    assert list(found.rulings_and_kinds) == [
        ("ruled", "fax"),
        ("ruled", "office"),
        ("partial", "old"),
    ]
    prose = {score.file: figures_of([score])["prose_f1"] for score in found.documents}
    assert prose == {OFFICE: None, FAX: None, f"{PROSE}--old.pdf": 1.0}


def test_tables_are_scored_from_cells(tmp_path: Path) -> None:
    gold = load_gold([GOLD]).plans[PLAN].tables[0]
    cells = [
        CellResult(0, c.row, c.column, c.row_span, c.column_span, 1, None, "", "", 0.9,
                   "header" if c.row < gold.header_rows else "content")
        for c in gold.cells
    ]  # fmt: skip
    found = scored(tmp_path, {OFFICE: result([], cells=cells)}, OFFICE)
    figures = figures_of(found.documents)
    assert figures["grits_top"] == figures["teds_struct"] == pytest.approx(1.0)
    assert figures["exact_grids"] == 1.0
    found = scored(tmp_path / "torn", {OFFICE: result([], cells=cells[:-1])}, OFFICE)
    figures = figures_of(found.documents)
    assert figures["exact_grids"] == 0.0
    assert (figures["grits_top"] or 0.0) > 0.9


def test_mistakes_say_all_that_helps_to_find_them(tmp_path: Path) -> None:
    tasks = tasks_of(PLAN)
    read = [record(task, i) for i, task in enumerate(tasks)]
    wrong = record(tasks[0] | {"result": "Khác hẳn", "lead_units": []}, 0, confidence=0.3)
    found = scored(tmp_path, {OFFICE: result([wrong, *read[2:], record(tasks[5], 99)])}, OFFICE)
    by_field = {mistake.field: mistake for mistake in found.mistakes}
    assert set(by_field) == {"result", "lead", "missing", "spurious"}
    assert by_field["missing"].cost == 2.0
    assert by_field["missing"].gold == tasks[1]["content"]
    assert by_field["result"].cost == by_field["lead"].cost == 0.5
    result_mistake = by_field["result"]
    assert (result_mistake.gold, result_mistake.got) == (tasks[0]["result"], "Khác hẳn")
    assert result_mistake.raw == "raw words"
    assert result_mistake.confidence == pytest.approx(0.3)
    assert [spot.page for spot in result_mistake.spots] == [1]
    costs = [mistake.cost for mistake in found.mistakes]
    assert costs == sorted(costs, reverse=True)


def test_damage_is_seen(tmp_path: Path) -> None:
    tasks = tasks_of(PLAN)
    light = scored(tmp_path / "a", {OFFICE: result(damaged(tasks, 1, 0.1))}, OFFICE)
    heavy = scored(tmp_path / "b", {OFFICE: result(damaged(tasks, 1, 0.6))}, OFFICE)
    first, second = figures_of(light.documents), figures_of(heavy.documents)
    assert all(
        (second[name] or 0) < (first[name] or 0) < 1 for name in ("content", "deadline", "perfect")
    )


def test_gold_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError, match="no such folder"):
        load_gold([tmp_path / "nowhere"])
    with pytest.raises(InputNotFoundError, match="no gold"):
        load_gold([tmp_path])
    plan = tmp_path / "plan"
    plan.mkdir()
    (plan / "document.json").write_text("{}", encoding="utf-8")
    (plan / "tasks.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UnreadableError, match="not of the gold format"):
        load_gold([tmp_path])
    (plan / "tasks.json").write_text("[", encoding="utf-8")
    with pytest.raises(UnreadableError):
        load_gold([tmp_path])


def test_transcribed_pages_are_scored_by_page(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "scan-p01.txt").write_text("Phòng Nội vụ\nSở Y tế\n", encoding="utf-8")
    (gold / "scan-p02.txt").write_text("Trang hai\n", encoding="utf-8")
    write_readings(tmp_path / "out", {"scan.pdf": result([], "Phòng Nội vụ\nSở Y tê")})
    found = evaluate(load_gold([gold]), load_prediction(tmp_path / "out"), ["scan.pdf"])
    figures = figures_of(found.documents)
    assert [score.kind for score in found.documents] == ["real"]
    assert figures["record_f1"] is None
    assert figures["wer"] == pytest.approx((1 + 2) / 8)
