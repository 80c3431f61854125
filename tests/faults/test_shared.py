"""Two programs on one folder read each document once; one goes on where the other dies."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from pipeline.errors import ExitCode
from pipeline.store.folder import open_store
from pipeline.store.read import read_documents, read_tasks
from tests.faults.fake_reader import write_wish
from tests.faults.test_killed import program

COUNT = 16


@pytest.mark.parametrize("killed", [False, True])
def test_each_document_is_read_once(tmp_path: Path, killed: bool) -> None:
    log, out = tmp_path / "log", tmp_path / "out"
    for i in range(COUNT):
        write_wish(tmp_path / "in" / f"{i}.txt", log=str(log), tasks=2, seconds=0.4)
    with program(tmp_path / "in", out) as first, program(tmp_path / "in", out) as second:
        until = time.monotonic() + 120
        while not log.exists() or len(log.read_text().splitlines()) < 5:
            assert time.monotonic() < until
            time.sleep(0.02)
        if killed:
            first.kill()
        for each in (first, second):
            said, _ = each.communicate(timeout=200)
            assert each.returncode == (-9 if killed and each is first else ExitCode.OK), said
    read = Counter(log.read_text().splitlines())
    assert len(read) == COUNT
    assert read.total() <= COUNT + killed, "only what the dead one was at is read twice"
    documents = read_documents(out)
    assert set(documents["status"]) == {"done"}
    assert len(documents) == COUNT
    assert len(read_tasks(out)) == 2 * COUNT
    account = json.loads((out / "run.json").read_text())
    assert account["documents"] == account["done"] + account["skipped"] == COUNT
    if not killed:
        assert 0 < account["done"] < COUNT
    with open_store(out) as store:
        store.claims.close()
    for left in ("claims", "runs", "staging", "commit"):
        assert not any((out / ".kehoach" / left).iterdir()), left
