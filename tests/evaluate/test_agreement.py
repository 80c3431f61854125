"""`kehoach evaluate` and an independent scorer give the same figures, where that one is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.agreement import TOLERANCE, differences
from tests.evaluate.readings import GOLD, damaged, result, tasks_of, write_readings

SCORER = Path(__file__).parents[2].parent / "shared" / "tools" / "score_records.py"


@pytest.mark.skipif(not SCORER.is_file(), reason="the independent scorer is not at hand")
def test_both_scorers_agree_on_every_document(tmp_path: Path) -> None:
    plans = sorted(folder.name for folder in GOLD.iterdir() if folder.is_dir())
    readings = {
        f"{plan}--worn{seed}.pdf": result(damaged(tasks_of(plan), seed, 0.12 * seed))
        for plan in plans
        for seed in range(4)
    }
    write_readings(tmp_path, readings)
    found = list(differences(GOLD, tmp_path, SCORER))
    assert len(found) == len(readings)
    assert max(difference.points for difference in found) <= TOLERANCE


@pytest.mark.skipif(not SCORER.is_file(), reason="the independent scorer is not at hand")
def test_the_command_prints_what_it_found(tmp_path: Path) -> None:
    write_readings(
        tmp_path, {"bao-lac-2025--x.pdf": result(damaged(tasks_of("bao-lac-2025"), 3, 0.3))}
    )
    command = [
        sys.executable,
        "-m",
        "bench.agreement",
        "--gold",
        str(GOLD),
        "--pred",
        str(tmp_path),
    ]
    done = subprocess.run(
        [*command, "--scorer", str(SCORER)], capture_output=True, text=True, check=True
    )
    assert "bao-lac-2025--x.pdf" in done.stdout
    assert json.loads(done.stdout.splitlines()[-1])["documents"] == 1
