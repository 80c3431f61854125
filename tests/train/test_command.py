"""`kehoach train synth` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.evaluate.gold import load_gold
from pipeline.train.synth import frozen
from pipeline.train.synth.plan import read_plan


def run(*words: str) -> int:
    return main(["train", "synth", *words])


def test_it_writes_scans_with_their_gold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--out", str(tmp_path), "--seed", "3", "--count", "1", "--kinds", "lowdpi") == 0
    (scan,) = (tmp_path / "scans").iterdir()
    assert scan.read_bytes().startswith(b"%PDF")
    name, _, kind = scan.stem.partition("--")
    assert kind == "lowdpi"
    gold = load_gold([tmp_path / "gold"])
    assert gold.plan_of(scan.name) is not None
    plan = read_plan(tmp_path / "gold" / name)
    assert plan.id == name
    lines = (tmp_path / "gold" / name / "lines.jsonl").read_text("utf-8").splitlines()
    assert {"page", "text", "box", "quad", "by_hand"} <= set(json.loads(lines[0]))
    said = capsys.readouterr()
    assert "1 documents" not in said.err
    assert f"tasks in {tmp_path}" in said.out


def test_other_pixels_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shortest = next(e for e in frozen.entries("validation") if e.id == "val-14")
    other = frozen.Entry(shortest.id, shortest.seed, shortest.kind, shortest.gold, "0000")
    monkeypatch.setattr(frozen, "entries", lambda _split: (other,))
    assert run("--out", str(tmp_path), "--frozen", "validation") == ExitCode.OK
    assert "1 documents have other pixels than the frozen ones" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("--kinds", "office,torn"), ("--kinds", ","), ("--count", "0")])
def test_wrong_words_are_usage(
    tmp_path: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--out", str(tmp_path), *words) == ExitCode.USAGE
    assert "kehoach:" in capsys.readouterr().err


def test_an_out_folder_that_is_a_file_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    words = ("--out", str(tmp_path / "file"), "--count", "1", "--kinds", "lowdpi")
    assert run(*words) != ExitCode.OK
    assert "file" in capsys.readouterr().err
