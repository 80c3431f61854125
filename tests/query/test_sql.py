"""Other people's SQL: every reading statement, and nothing but reading."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.query.archives import task, write_tasks


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    write_tasks(folder, "a", task(content="Một cửa", lead_units=("A", "B"), extra={"Ghi chú": "x"}))
    write_tasks(folder, "b", task(content="=1+1"))
    return folder


def ask(out: Path, sql: str, *flags: str) -> int:
    return main(["sql", sql, "--out", str(out), *flags])


@pytest.mark.parametrize(
    "sql",
    [
        "select * from tasks",
        "from documents",
        "with t as (select 1 as x) select * from t",
        "describe tasks",
        "summarize pages",
        "show tables",
        "explain select * from cells",
        "pivot tasks on review_status using count(*)",
        "select now(), 1::decimal(4,2), uuid(), interval 1 day, [1], {'a': 1}, true, null",
        "select khong_dau('Ủy ban Đô thị') as x;",
    ],
)
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_whatever_reads_is_answered(
    out: Path, sql: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(out, sql, "--format", form) == 0
    said = capsys.readouterr()
    assert said.out
    assert not said.err
    if form == "json":
        assert isinstance(json.loads(said.out), list)


@pytest.mark.parametrize(
    "sql",
    [
        "copy tasks to '{at}/o.csv'",
        "copy (select 1) to '{at}/o.csv'",
        "export database '{at}/o'",
        "attach '{at}/o.db' as o",
        "create table o(a int)",
        "create view o as select 1",
        "insert into base.tasks select * from base.tasks",
        "delete from tasks",
        "delete from base.tasks",
        "update base.tasks set content = ''",
        "drop view tasks",
        "alter table base.tasks drop content",
        "select * from read_csv('{at}/secret.csv')",
        "select * from read_text('{at}/secret.csv')",
        "select * from read_blob('{at}/secret.csv')",
        "select * from read_parquet('{at}/out/tasks/*.parquet')",
        "select * from '{at}/secret.csv'",
        "select * from glob('{at}/*')",
        "select getenv('HOME')",
        "set enable_external_access = true",
        "reset enable_external_access",
        "pragma enable_profiling",
        "install httpfs",
        "load httpfs",
        "call pragma_version()",
        "checkpoint",
        "vacuum",
        "begin",
        "prepare p as select 1",
        "select 1; drop view tasks",
        "select * from query('delete from base.tasks')",
        "select * from sys",
        "",
        "không phải SQL",
    ],
)
def test_whatever_is_more_than_reading_is_refused_in_one_line(
    out: Path, tmp_path: Path, sql: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret.csv").write_text("a\nsecret\n")
    before = sorted(tmp_path.rglob("*"))
    assert ask(out, "select count(*) from tasks") == 0
    capsys.readouterr()
    before = sorted(tmp_path.rglob("*"))
    assert ask(out, sql.format(at=tmp_path)) == 2
    said = capsys.readouterr()
    assert "secret\n" not in said.out
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith("kehoach: ")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("select contnt from tasks", '"content"'),
        ("select * from task", 'Did you mean "tasks"'),
        ("select * from plans", "There are tasks"),
        ("select from", "syntax error"),
        ("select 1 + 'x'", "SQL:"),
        ("select error('stop')", "stop"),
    ],
)
def test_mistakes_are_told_so_that_they_can_be_mended(
    out: Path, sql: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(out, sql) == 2
    assert told in capsys.readouterr().err


def test_forms_and_limits(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "select content, lead_units, extra, document_date from tasks order by 1"
    assert ask(out, sql, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)[1] == {
        "content": "Một cửa",
        "lead_units": ["A", "B"],
        "extra": {"Ghi chú": "x"},
        "document_date": "2024-01-05",
    }
    assert ask(out, sql, "--format", "csv", "--limit", "1") == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[1:] == [
        ["=1+1", "", "{}", "2024-01-05"]
    ]
    assert ask(out, "select unnest(range(300))", "--limit", "7") == 0
    assert "7 dòng · rows; còn nữa" in capsys.readouterr().out
    assert ask(out, "select unnest(range(300))", "--limit", "0") == 0
    assert "300 dòng" in capsys.readouterr().out
    assert ask(out, "select 1", "--limit", "-1") == 2


def test_alone_it_lists_the_columns(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "coordinating_units" in said
    assert "q_words" not in said, "what is inside stays inside"


def test_where_nothing_was_extracted_it_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(tmp_path / "none", "select 1") == 3
    assert "kehoach extract" in capsys.readouterr().err


def test_what_has_no_room_in_the_terminal_is_printed_as_blocks(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert ask(out, "select * from tasks order by content") == 0
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= 80
    assert "[1]" in said
    assert "document_number" in said
    assert "Một cửa" in said
    assert ask(out, "select content, no from tasks") == 0
    assert "[1]" not in capsys.readouterr().out
