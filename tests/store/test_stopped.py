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


def test_a_writer_stopped_anywhere_leaves_whole_documents(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.stopped_writer", tmp_path],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    points = int(done.stdout)
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
