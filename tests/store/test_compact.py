"""Compacted tables hold what they held, for every reader, at every moment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

import pipeline.store.compact as compacting
import pipeline.store.switch as switching
from pipeline.cli import main
from pipeline.query.archive import open_archive
from pipeline.store.folder import Store, open_store
from pipeline.store.index import open_index
from pipeline.store.read import read_arrow
from pipeline.store.recovery import recover
from pipeline.store.schema import TABLES, Table
from tests.store.test_store import small_result, source

ROOT = Path(__file__).parents[2]
NAMES = [f"d{i:02}" for i in range(12)]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compacting, "PART_DOCUMENTS", 5)
    monkeypatch.setattr(compacting, "_GROUP_DOCUMENTS", 2)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    with open_store(tmp_path / "out") as store:
        for i, name in enumerate(NAMES):
            store.write(source(name), small_result(tasks=1 + i % 4))
        store.write_failure(source("locked"), "needs a password", 0.1)
    return tmp_path / "out"


def rows(out: Path) -> dict[Table, list[dict[str, Any]]]:
    return {table: read_arrow(out, table).to_pylist() for table in TABLES}


def compact(out: Path) -> None:
    with open_store(out) as store:
        store.compact()


def files(out: Path, table: Table) -> list[str]:
    return sorted(path.name[:5] for path in (out / table).iterdir())


def same_for_every_reader(out: Path) -> None:
    """pandas, DuckDB and our own reader see the same rows, each once."""
    for table in TABLES:
        ours = read_arrow(out, table)
        assert len(pd.read_parquet(out / table)) == len(ours)
        pattern = f"{out / table}/**/*.parquet"
        found = duckdb.sql(f"select document_id from read_parquet('{pattern}')")
        assert found is not None
        ids = found.fetchall()
        assert sorted(name for (name,) in ids) == ours["document_id"].to_pylist()


def test_compacting_changes_no_row(out: Path) -> None:
    before = rows(out)
    compact(out)
    assert rows(out) == before
    same_for_every_reader(out)
    lone = source("locked").document_id[:5]
    for table in TABLES:
        assert files(out, table) == sorted(["0-sch", "part-", "part-", "part-", lone])
    with open_store(out) as store:
        assert store.earlier(source("d03").document_id) == ("done", "f1")
        assert store.kept(source("d03").document_id).tasks == 4
        assert store.earlier(source("locked").document_id) == ("failed", "f1")
        again = store.compact()
    assert again.before == again.after + 0, "nothing is left to be done but the small part"


def test_the_command_says_what_it_did(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compact", "--out", str(out)]) == 0
    assert "từ 13 còn 4 tệp" in capsys.readouterr().out
    assert main(["compact", "--out", str(out)]) == 0
    assert "nothing to put together" in capsys.readouterr().out
    assert main(["compact", "--out", str(out / "nowhere")]) == 3


def test_a_document_in_a_part_is_replaced_alone(out: Path) -> None:
    compact(out)
    before = rows(out)
    with open_store(out) as store:
        store.write(source("d03"), small_result(tasks=9))
        store.write_failure(source("d04"), "broken now", 0.1)
    after = rows(out)
    assert len(after["tasks"]) == len(before["tasks"]) - 4 + 9
    same_for_every_reader(out)
    changed = source("d03").document_id
    for table in TABLES:
        kept = [row for row in before[table] if row["document_id"] != changed]
        assert [row for row in after[table] if row["document_id"] != changed] == kept
    compact(out)
    assert rows(out) == after
    same_for_every_reader(out)


def test_new_names_of_compacted_documents_are_noted(out: Path) -> None:
    compact(out)
    named = source("d03").document_id, source("d05").document_id
    with open_store(out) as store:
        store.add_aliases({named[0]: ("other/d03.pdf",), named[1]: ("in/d05.pdf",)})
        aliases = {r["document_id"]: r["aliases"] for r in rows(out)["documents"]}
        assert aliases[named[0]] == ["other/d03.pdf"]
        assert aliases[named[1]] == []
        store.compact()
        assert {r["document_id"]: r["aliases"] for r in rows(out)["documents"]} == aliases


def test_the_index_takes_in_only_what_changed(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_index(out).close()
    compact(out)

    def taken_in(*_: object) -> None:
        raise AssertionError("compacting changes nothing that the index holds")

    with monkeypatch.context() as context:
        context.setattr("pipeline.store.index._fill", taken_in)
        open_index(out).close()
    with open_store(out) as store:
        store.write(source("d03"), small_result(tasks=9))
    with open_archive(out) as archive:
        counted = archive.rows("select count(*) as n from tasks")["n"][0].as_py()
    assert counted == len(read_arrow(out, "tasks"))
    (out / ".kehoach" / "index.duckdb").unlink()
    with open_archive(out) as archive:
        assert archive.rows("select count(*) as n from tasks")["n"][0].as_py() == counted


def test_a_torn_part_costs_no_more_than_reading_again(out: Path) -> None:
    compact(out)
    before = rows(out)
    part = sorted((out / "cells").glob("part-*"))[0]
    part.write_bytes(part.read_bytes()[:-9])
    with open_store(out) as store:
        lost = [n for n in NAMES if store.earlier(source(n).document_id) is None]
        assert len(lost) in (2, 5), "as many as were in that part"
        store.loosen([source(name).document_id for name in lost])
        for name in lost:
            store.write(source(name), small_result(tasks=1 + NAMES.index(name) % 4))
    assert rows(out) == before
    same_for_every_reader(out)


def test_old_folders_go_after_a_while(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compact(out)
    retired = out / ".kehoach" / "retired"
    assert len(list(retired.iterdir())) == 4
    compact(out)
    assert len(list(retired.iterdir())) >= 4
    monkeypatch.setattr(switching, "RETIRED_SECONDS", 0.0)
    with open_store(out):
        pass
    assert not any(retired.iterdir())


WATCHED = frozenset({"open", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.remove"})


def stop_at(n: int, events: frozenset[str]) -> Callable[[str, tuple[object, ...]], None]:
    seen = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in events:
            seen += ".kehoach" in str(arguments[:2])
            if seen == n:
                os._exit(9)

    return watch


@pytest.mark.parametrize("exchange", [True, False])
def test_stopped_anywhere_every_row_is_there_once(
    out: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the file system cannot exchange folders: there, one may be missing till then."""
    before, missing, n = rows(out), 0, 0
    while True:
        n += 1 + n // 6 if exchange else 1
        here = out.with_name(f"{n}")
        subprocess.run(["cp", "-r", out, here], check=True)
        child = os.fork()
        if child == 0:
            if not exchange:
                monkeypatch.setattr(switching, "_exchange", lambda *_: False)
            # Without the exchange, the moments that matter are the renames.
            sys.addaudithook(stop_at(n, WATCHED if exchange else frozenset({"os.rename"})))
            with open_store(here) as store:
                store.compact()
                if exchange:
                    store.write(source("d03"), small_result(tasks=9))
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        for table in TABLES:
            if not (here / table).is_dir():
                missing += 1
                continue
            ids = pd.read_parquet(here / table)["document_id"]
            wanted = pd.Series([row["document_id"] for row in before[table]])
            changed = source("d03").document_id
            assert sorted(ids[ids != changed]) == sorted(wanted[wanted != changed])
            if table == "tasks":
                assert (ids == changed).sum() in (4, 9)
        recover(here)
        for table in TABLES:
            kept = [row for row in before[table] if row["document_id"] != changed]
            found = read_arrow(here, table).to_pylist()
            assert [row for row in found if row["document_id"] != changed] == kept
        if status == 0:
            break
    assert n > (100 if exchange else 15)
    assert (missing > 0) == (not exchange)


def test_readers_in_a_loop_see_all_rows_once_or_are_told(out: Path) -> None:
    """A reader that lists before a change and opens after it gets an error, never wrong rows."""
    expected = len(read_arrow(out, "tasks"))
    stop = out / "stop"
    readers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.loop_reader", kind, out, stop, str(expected)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )
        for kind in ("pandas", "duckdb", "ours")
    ]  # fmt: skip
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "begun\n"
    with open_store(out) as store:
        for round_ in range(5):
            store.compact()
            store.loosen([source(name).document_id for name in NAMES[round_ % 3 :: 2]])
    stop.touch()
    for reader in readers:
        said, _ = reader.communicate(timeout=60)
        told = json.loads(said)
        assert reader.returncode == 0
        assert told["wrong"] == [], told
        assert told["right"] > 3, told
        if told["kind"] == "ours":
            assert told["errors"] == 0, told


def test_an_open_store_finds_what_another_program_compacted(out: Path) -> None:
    with open_store(out) as store:
        other = Store(out)
        other.compact()
        assert store.earlier(source("d03").document_id) == ("done", "f1")
        store.write(source("d03"), small_result(tasks=9))
    same_for_every_reader(out)


def test_parts_keep_columns_and_order(out: Path) -> None:
    compact(out)
    for table in TABLES:
        for path in (out / table).glob("part-*"):
            names = pq.read_table(path, columns=["document_id"])["document_id"].to_pylist()
            assert names == sorted(names)
            assert pq.read_schema(path).names == read_arrow(out, table).schema.names
