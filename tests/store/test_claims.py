"""Programs that share an output folder do not take each other's documents, unless one is dead."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.store.claims import STALE_SECONDS, Claims
from pipeline.store.folder import open_store


@pytest.fixture
def other(tmp_path: Path) -> Claims:
    """A program on another machine, which has document "a"."""
    with open_store(tmp_path):
        pass
    claims = Claims(tmp_path)
    claims.open()
    assert claims.claim("a")
    elsewhere = {"host": "other", "pid": os.getpid(), "start": "1"}
    (tmp_path / ".kehoach" / "runs" / claims.token).write_text(json.dumps(elsewhere))
    return claims


def test_a_claim_holds_until_it_is_given_back(tmp_path: Path, other: Claims) -> None:
    with open_store(tmp_path) as store:
        assert not store.claim("a")
        assert store.claim("b")
        assert not other.claim("b")
        other.release("a")
        assert store.claim("a")
    assert other.claim("a"), "who leaves gives all back"
    assert other.claim("b")


def test_nothing_heard_for_a_minute_is_dead(tmp_path: Path, other: Claims) -> None:
    run = tmp_path / ".kehoach" / "runs" / other.token
    with open_store(tmp_path) as store:
        for age, dead in ((STALE_SECONDS - 20, False), (STALE_SECONDS + 5, True)):
            then = time.time() - age
            os.utime(run, (then, then))
            assert store.claim("a") == dead
    with open_store(tmp_path):
        assert not other.staging.exists(), "what it was writing is worthless"
    other._beaten = float("-inf")
    other.beat()
    assert other.staging.is_dir(), "it only slept, and goes on"


def test_a_killed_program_of_this_machine_loses_its_claims_at_once(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, sys\n"
        "from pipeline.store.folder import open_store\n"
        "with open_store(pathlib.Path(sys.argv[1])) as store:\n"
        "    assert store.claim('a')\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert len(list((tmp_path / ".kehoach" / "runs").iterdir())) == 1
    with open_store(tmp_path) as store:
        assert store.claim("a")
        assert [p.name for p in (tmp_path / ".kehoach" / "runs").iterdir()] == [store.claims.token]


def test_a_claim_torn_by_a_power_cut_holds_nobody_up(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        (tmp_path / ".kehoach" / "claims" / "a").write_text("")
        (tmp_path / ".kehoach" / "claims" / "b").write_text("half a tok")
        assert store.claim("a")
        assert store.claim("b")
