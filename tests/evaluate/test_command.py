"""`kehoach evaluate` from end to end: what it prints, writes and returns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.evaluate.readings import GOLD, damaged, record, result, tasks_of, write_readings

PLAN = "bao-lac-2025"
FILE = f"{PLAN}--office.pdf"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder with one plan read almost well."""
    tasks = tasks_of(PLAN)
    write_readings(tmp_path / "out", {FILE: result(damaged(tasks, 4, 0.05))})
    return tmp_path / "out"


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / FILE).write_bytes(b"%PDF-1.4")
    return folder


def run(out: Path, scans: Path, *more: str) -> int:
    return main(["evaluate", "--gold", str(GOLD), "--pred", str(out), "--scans", str(scans), *more])


def test_it_prints_a_table(out: Path, scans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(out, scans) == ExitCode.OK
    said = capsys.readouterr().out
    assert FILE in said
    assert "all (1)" in said


def test_json_holds_figures_and_counts(
    out: Path, scans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(out, scans, "--json") == ExitCode.OK
    said = json.loads(capsys.readouterr().out)
    assert 0 < said["total"]["record_f1"] <= 1
    assert said["documents"][FILE]["counts"]["gold"] == len(tasks_of(PLAN))
    assert said["about"]["command"].startswith("kehoach evaluate --gold")


def test_a_regression_is_a_defect_and_is_told(
    tmp_path: Path, out: Path, scans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tasks = tasks_of(PLAN)
    best = tmp_path / "best"
    write_readings(best, {FILE: result([record(task, i) for i, task in enumerate(tasks)])})
    kept = tmp_path / "docs" / "scores"
    assert run(best, scans, "--write", str(kept)) == ExitCode.OK
    assert kept.with_suffix(".md").read_text("utf-8").startswith("# Scores")
    capsys.readouterr()

    poor = tmp_path / "poor"
    write_readings(poor, {FILE: result(damaged(tasks, 4, 0.4))})
    page = tmp_path / "report.html"
    more = ("--baseline", f"{kept}.json", "--report", str(page))
    assert run(poor, scans, *more) == ExitCode.DEFECT
    said = capsys.readouterr().err
    assert "worse: total: perfect 100.00 →" in said
    assert "Worse than before" in page.read_text("utf-8")
    assert run(best, scans, *more) == ExitCode.OK
    assert "0 worse beyond noise" in capsys.readouterr().err


def test_a_scan_that_was_never_read_is_missing(
    out: Path, scans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (scans / f"{PLAN}--fax.pdf").write_bytes(b"%PDF-1.4 other")
    assert run(out, scans, "--json") == ExitCode.OK
    said = json.loads(capsys.readouterr().out)
    lost = said["documents"][f"{PLAN}--fax.pdf"]
    assert (lost["status"], lost["figures"]["perfect"]) == ("missing", 0.0)


def test_wrong_words_are_told(out: Path, scans: Path, tmp_path: Path) -> None:
    assert run(out, scans, "--crops", "-1") == ExitCode.USAGE
    assert run(tmp_path / "nowhere", scans) == ExitCode.INPUT
    assert run(out, scans, "--baseline", str(tmp_path / "none.json")) == ExitCode.INPUT
