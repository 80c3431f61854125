"""Killed at any moment, on a full disk, with torn files: going on gives what no trouble gives."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ExitCode
from pipeline.store.read import read_arrow
from pipeline.store.schema import TABLES
from tests.faults.disturbed import HOWS
from tests.faults.fake_reader import write_wish

ROOT = Path(__file__).parents[2]
SEEDS = 32
LOCKED = "locked.txt"


@pytest.fixture
def quick() -> Iterator[Path]:
    """A folder in memory where there is one: the many runs need not wait for a disk."""
    memory = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def wishes(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    for i in range(8):
        write_wish(folder / f"{i}.txt", tasks=i % 5, pages=1 + i % 3, seconds=0.005)
    (folder / "copy of 3.txt").write_bytes((folder / "3.txt").read_bytes())
    write_wish(folder / LOCKED, do="encrypted")
    return folder


def rows(out: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, but for how long a document took that failed."""
    tables: dict[str, list[dict[str, Any]]]
    tables = {table: read_arrow(out, table).to_pylist() for table in TABLES}
    for row in tables["documents"]:
        if row["status"] == "failed":
            row["seconds"] = None
    return tables


def program(wishes: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.program", "extract", str(wishes)]
    return subprocess.Popen(
        [*command, "--out", str(out), "--workers", "1"], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def test_disturbed_at_random_moments_the_tables_are_those_of_an_undisturbed_run(
    wishes: Path, quick: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.disturbed", wishes, quick, str(SEEDS)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    undisturbed = rows(quick / "undisturbed" / "out")
    assert len(undisturbed["documents"]) == 9
    told: Counter[str] = Counter()
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == SEEDS
    for line in lines:
        out = quick / str(line["seed"]) / "out"
        assert rows(out) == undisturbed, line
        for folder in ("staging", "commit"):
            assert not any((out / ".kehoach" / folder).iterdir()), line
        (log,) = (out / ".kehoach" / "failures").iterdir()
        assert LOCKED in log.read_text(), "what was read after all is no failure any more"
        expected: dict[str, set[int]] = {
            "worker": {ExitCode.SOME_FAILED},
            "workers": {ExitCode.SOME_FAILED},
            "parent": {-signal.SIGKILL, ExitCode.SOME_FAILED},
            "interrupt": {ExitCode.INTERRUPTED, ExitCode.SOME_FAILED, -signal.SIGINT},
            "terminate": {ExitCode.INTERRUPTED, ExitCode.SOME_FAILED, -signal.SIGTERM},
            "short files": {ExitCode.MISSING, ExitCode.SOME_FAILED},
            "full disk": {ExitCode.MISSING, ExitCode.SOME_FAILED},
            "torn files": {ExitCode.SOME_FAILED},
        }
        for how, status in zip(line["done"], line["statuses"], strict=False):
            assert status in expected[how], line
            told[f"{how} {status}"] += 1
        assert line["statuses"][-1] == ExitCode.SOME_FAILED, line
    assert {key.rpartition(" ")[0] for key in told} == set(HOWS), told
    assert told[f"parent {-signal.SIGKILL}"] > 5, told
    assert told[f"interrupt {ExitCode.INTERRUPTED}"] > 2, told
    assert told[f"short files {ExitCode.MISSING}"] > 2, told
    assert told[f"full disk {ExitCode.MISSING}"] > 2, told


def test_a_killed_program_takes_its_workers_along_and_the_next_goes_on(
    wishes: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    write_wish(wishes / "slow.txt", seconds=60)
    with program(wishes, out) as first:
        children = Path(f"/proc/{first.pid}/task/{first.pid}/children")
        until = time.monotonic() + 60
        while len(list(out.glob("tasks/*.parquet"))) < 10 and time.monotonic() < until:
            time.sleep(0.02)
        workers = [int(pid) for pid in children.read_text().split()]
        assert alive(workers)
        first.kill()
    until = time.monotonic() + 5
    while alive(workers) and time.monotonic() < until:
        time.sleep(0.02)
    assert not alive(workers)
    write_wish(wishes / "slow.txt", tasks=1)
    with program(wishes, out) as last:
        said, _ = last.communicate(timeout=60)
    assert last.returncode == ExitCode.SOME_FAILED, said
    account = json.loads((out / "run.json").read_text())
    assert (account["done"], account["skipped"], account["failed"]) == (1, 8, 1)


def alive(pids: list[int]) -> list[int]:
    found = []
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        found += [pid] if state not in ("Z", "X") and "python" in _command(pid) else []
    return found


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
