"""The index behind search and SQL follows the tables, whatever happens to it."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import InputNotFoundError
from pipeline.query.archive import open_archive
from pipeline.query.question import Question
from pipeline.query.search import search
from pipeline.store import index as index_module
from pipeline.store.corrections import Corrections, Decision
from pipeline.store.database import open_database
from pipeline.store.places import default_path
from pipeline.store.rows import record_id
from pipeline.types.task import Deadline
from tests.query.archives import document_id, task, write_tasks


def contents(out: Path, sql: str = "select content from tasks order by content") -> list[str]:
    with open_archive(out) as archive:
        return [str(value) for value in archive.rows(sql)["content"].to_pylist()]


def index(out: Path) -> Path:
    return out / ".kehoach" / "index.duckdb"


def test_new_changed_and_vanished_documents_are_seen(tmp_path: Path) -> None:
    write_tasks(tmp_path, "a", task(content="a1"))
    write_tasks(tmp_path, "b", task(content="b1"), task("1", content="b2"))
    assert contents(tmp_path) == ["a1", "b1", "b2"]
    write_tasks(tmp_path, "c", task(content="c1"))
    assert contents(tmp_path) == ["a1", "b1", "b2", "c1"]
    write_tasks(tmp_path, "b", task(content="b3"))
    assert contents(tmp_path) == ["a1", "b3", "c1"]
    for table in ("tasks", "pages", "cells", "documents"):
        (tmp_path / table / f"{document_id('a')}.parquet").unlink()
    assert contents(tmp_path) == ["b3", "c1"]
    assert contents(tmp_path, "select source_file as content from documents order by all") == [
        "plans/b.pdf",
        "plans/c.pdf",
    ]


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    write_tasks(tmp_path, "a", task())
    contents(tmp_path)
    before, kept = index(tmp_path).stat(), sorted((tmp_path / ".kehoach").iterdir())
    contents(tmp_path)
    assert index(tmp_path).stat().st_mtime_ns == before.st_mtime_ns
    assert sorted((tmp_path / ".kehoach").iterdir()) == kept
    assert [path.name for path in kept if path.name.startswith("index")] == ["index.duckdb"]


@pytest.mark.parametrize("harm", ["no database", "cut short", "of another form"])
def test_a_bad_index_is_made_anew(
    tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tasks(tmp_path, "a", task(content="a1"))
    contents(tmp_path)
    if harm == "no database":
        index(tmp_path).write_text("x")
    elif harm == "cut short":
        index(tmp_path).write_bytes(index(tmp_path).read_bytes()[:5000])
    else:
        monkeypatch.setattr(index_module, "_VERSION", 99)
    assert contents(tmp_path) == ["a1"]


def test_whoever_may_not_write_reads_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tasks(tmp_path, "a", task(content="a1"))
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert contents(tmp_path) == ["a1"]
    assert not index(tmp_path).exists()


def test_a_reader_goes_on_while_the_tables_grow(tmp_path: Path) -> None:
    write_tasks(tmp_path, "a", task(content="a1"))
    with open_archive(tmp_path) as archive:
        write_tasks(tmp_path, "b", task(content="b1"))
        assert contents(tmp_path) == ["a1", "b1"]
        assert archive.rows("select content from tasks")["content"].to_pylist() == ["a1"]


def test_an_empty_and_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError, match="kehoach extract"), open_archive(tmp_path):
        pass
    write_tasks(tmp_path, "a")
    assert contents(tmp_path) == []


def test_corrections_are_seen_in_every_view(tmp_path: Path) -> None:
    write_tasks(tmp_path, "a", task(content="sai"), task("1", content="đúng"))
    write_tasks(tmp_path, "b", task(content="khác"))
    name = record_id(document_id("a"), "0")
    engine = open_database(default_path(tmp_path))
    Corrections(engine).keep(
        [Decision(document_id("a"), name, "content", "correct", "sai", "Sở Y tế", "An")]
    )
    engine.dispose()
    assert contents(tmp_path) == ["Sở Y tế", "khác", "đúng"]
    with open_archive(tmp_path) as archive:
        found = search(archive, Question("so y te"))
        assert found.tasks["review_status"].to_pylist() == ["corrected"]
        assert search(archive, Question("sai")).total == 0
        assert search(archive, Question(review_status="corrected")).total == 1
    assert main(["export", str(tmp_path / "t.csv"), "--out", str(tmp_path)]) == 0
    assert "Sở Y tế" in (tmp_path / "t.csv").read_text("utf-8")


def test_many_threads_ask_at_once(tmp_path: Path) -> None:
    write_tasks(tmp_path, "a", *(task(str(i), content=f"việc {i}") for i in range(50)))
    with open_archive(tmp_path) as archive, ThreadPoolExecutor(8) as pool:
        totals = list(
            pool.map(lambda i: search(archive, Question(f"viec {i % 50}")).total, range(80))
        )
    assert set(totals) == {1}


def test_days_and_lists_come_back_as_they_were_written(tmp_path: Path) -> None:
    moment = Deadline("date", None, date(2024, 2, 29))
    write_tasks(tmp_path, "a", task(deadline=moment, lead_units=("A", "B"), extra={"Ghi chú": "x"}))
    with open_archive(tmp_path) as archive:
        (row,) = archive.rows("select * from tasks").to_pylist()
    assert (row["deadline_end"], row["lead_units"], row["extra"]) == (
        date(2024, 2, 29),
        ["A", "B"],
        [("Ghi chú", "x")],
    )
