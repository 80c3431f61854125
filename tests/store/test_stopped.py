"""Stopped at any file operation, the tables hold whole documents."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd

from pipeline.store.folder import open_store
from pipeline.store.read import read_table
from pipeline.store.schema import TABLES
from tests.store.test_store import source

ROOT = Path(__file__).parents[2]


def rows(frame: pd.DataFrame, name: str) -> int:
    return int((frame["document_id"] == source(name).document_id).sum())


def stopped_at_each_point(folder: Path, act: str) -> int:
    """Return at how many points a program was stopped that writes or removes."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.stopped_writer", folder, act],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_a_writer_stopped_anywhere_leaves_whole_documents(tmp_path: Path) -> None:
    points = stopped_at_each_point(tmp_path, "write")
    assert points > 30, "the writer's file operations were not seen"
    states = set()
    for n in range(1, points + 1):
        out = tmp_path / str(n)
        # As another program sees it, before anything of ours has run again:
        plain = {table: pd.read_parquet(out / table) for table in TABLES}
        assert rows(plain["tasks"], "old") in (3, 5)
        assert rows(plain["tasks"], "new") in (0, 7)
        for frame in plain.values():
            assert not any(frame["document_id"].duplicated()) or "content" in frame
        if rows(plain["documents"], "new"):
            assert rows(plain["tasks"], "new") == 7, "documents is written last"
        # Half of the stops are mended by a reader, half by the next run:
        if n % 2:
            with open_store(out):
                pass
        mended = {table: read_table(out, table) for table in TABLES}
        old, new = rows(mended["tasks"], "old"), rows(mended["tasks"], "new")
        assert list(mended["documents"]["tasks"]) == (
            mended["tasks"].groupby("document_id", sort=True).size().to_list()
        )
        assert not any((out / ".kehoach" / "commit").iterdir())
        states.add((old, new))
    assert states == {(3, 0), (5, 0), (5, 7)}


def test_a_removal_stopped_anywhere_is_done_or_not_begun(tmp_path: Path) -> None:
    points = stopped_at_each_point(tmp_path, "remove")
    assert points > 20, "the file operations were not seen"
    states = set()
    for n in range(1, points + 1):
        out = tmp_path / str(n)
        for table in TABLES:  # as another program sees it: whole, table by table
            plain = pd.read_parquet(out / table)
            assert rows(plain, "stays") == (table in ("tasks", "documents"))
            assert rows(plain, "old") in (0, 3 if table == "tasks" else 1)
        if n % 2:
            with open_store(out):
                pass
        mended = {table: read_table(out, table) for table in TABLES}
        here = {name: rows(mended["documents"], name) for name in ("old", "loose", "stays")}
        assert here["stays"] == 1
        assert rows(mended["tasks"], "old") == 3 * here["old"]
        assert rows(mended["tasks"], "loose") == 2 * here["loose"]
        states.add((here["old"], here["loose"]))
    assert states == {(1, 1), (0, 0)}
