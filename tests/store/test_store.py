"""What is written is what is read, by every reader that CONTRACT names."""

from __future__ import annotations

import hashlib
import os
import subprocess
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.errors import InputNotFoundError, OutputError
from pipeline.store.folder import Store, open_store
from pipeline.store.read import read_documents, read_table, read_tasks
from pipeline.store.rows import record_id, result_rows, text
from pipeline.store.schema import SCHEMAS, TABLES
from pipeline.types.document import DocumentResult, Source
from pipeline.types.geometry import Box
from pipeline.types.page import LayerVerdict
from pipeline.types.task import Deadline, Evidence, Letterhead, TaskRecord
from pipeline.types.text import Place
from tests.store.results import results

# The names and types that CONTRACT fixes for ``tasks``, written down a second time.
CONTRACT_TASKS = {
    "record_id": "string",
    "document_id": "string",
    "source_file": "string",
    "document_number": "string",
    "document_date": "date32[day]",
    "issuer": "string",
    "document_title": "string",
    "table_index": "int32",
    "section_no": "string",
    "section": "string",
    "no": "string",
    "content": "string",
    "result": "string",
    "lead_units": "list<item: string>",
    "coordinating_units": "list<item: string>",
    "deadline_text": "string",
    "deadline_kind": "string",
    "deadline_start": "date32[day]",
    "deadline_end": "date32[day]",
    "deadline_recurrence": "list<item: string>",
    "indicators": "list<item: struct<text: string, op: string, value: double, unit: string>>",
    "extra": "map<string, string>",
    "page_first": "int32",
    "page_last": "int32",
    "boxes": "list<item: struct<field: string, page: int32, x0: double, y0: double, "
    "x1: double, y1: double>>",
    "raw": "map<string, string>",
    "confidence": "map<string, double>",
    "flags": "list<item: string>",
    "review_status": "string",
    "pipeline_version": "string",
    "models": "string",
}


def source(name: str = "a") -> Source:
    return Source(hashlib.sha256(name.encode()).hexdigest(), f"in/{name}.pdf", (), 2, "f1", "m")


def small_result(tasks: int = 2) -> DocumentResult:
    proof = Evidence("Viec", 0.5, (Place(2, Box(1, 2, 3, 4, "points")),))
    made = tuple(
        TaskRecord(
            f"t0/r{i}", 0, "I", "", str(i), "Việc", "", ("Sở Y tế",), (), "", Deadline("none"), (),
            {"Ghi chú": "không"}, {"content": proof},
        )
        for i in range(tasks)
    )  # fmt: skip
    head = Letterhead(number="1/KH-UBND", date=date(2023, 2, 1))
    return DocumentResult("done", LayerVerdict.NONE, head, (), made, (), (), 0.5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "out") as opened:
        yield opened


@given(result=results)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_result_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, result: DocumentResult
) -> None:
    out = tmp_path_factory.mktemp("out")
    with open_store(out) as store:
        store.write(source(), result)
    rows = result_rows(source(), result)
    for table in TABLES:
        path = out / table / f"{source().document_id}.parquet"
        assert pq.read_table(path).to_pylist() == rows[table]
        assert pq.read_schema(path).equals(SCHEMAS[table])
    tasks = pq.read_table(out / "tasks" / f"{source().document_id}.parquet").to_pylist()
    assert [row["content"] for row in tasks] == [text(r.content) for r in result.records]
    assert len({row["record_id"] for row in tasks}) == len(result.records)
    assert all(unicodedata.is_normalized("NFC", row["content"]) for row in tasks)
    for row, record in zip(tasks, result.records, strict=True):
        places = [p for proof in record.evidence.values() for p in proof.places]
        assert [box["x1"] for box in row["boxes"]] == [p.box.x1 for p in places]
        pages: set[int | None] = {p.page for p in places} or {None}
        assert {row["page_first"], row["page_last"]} <= pages  # which of them: pipeline.store.pages


def test_the_columns_are_those_that_others_rely_on() -> None:
    found = {field.name: str(field.type) for field in SCHEMAS["tasks"]}
    assert {name: found.get(name) for name in CONTRACT_TASKS} == CONTRACT_TASKS


def test_every_reader_reads_a_folder_in_which_documents_have_no_rows(store: Store) -> None:
    store.write(source("empty"), small_result(tasks=0))
    for table in TABLES:
        folder = store.root / table
        frame = pd.read_parquet(folder)
        assert list(frame.columns) == SCHEMAS[table].names
        found = duckdb.execute(f"select * from read_parquet('{folder}/**/*.parquet')")
        assert [column[0] for column in found.description or ()] == SCHEMAS[table].names
        assert len(frame) == len(found.fetchall()) == (table == "documents")


def test_a_document_with_rows_beside_one_without_keeps_every_type(store: Store) -> None:
    store.write(source("a"), small_result(tasks=0))
    store.write(source("b"), small_result(tasks=2))
    frame = pd.read_parquet(store.root / "tasks")
    assert list(frame["document_date"]) == [date(2023, 2, 1)] * 2
    assert list(frame["lead_units"][0]) == ["Sở Y tế"]
    assert dict(frame["extra"][0]) == {"Ghi chú": "không"}
    query = (
        f"select lead_units[1], raw['content'] from read_parquet('{store.root}/tasks/**/*.parquet')"
    )
    assert duckdb.execute(query).fetchall() == [("Sở Y tế", "Viec")] * 2


def test_a_folder_without_documents_is_readable(store: Store) -> None:
    assert pd.read_parquet(store.root / "tasks").empty
    assert list(read_tasks(store.root).columns) == SCHEMAS["tasks"].names


def test_writing_again_replaces_every_row(store: Store) -> None:
    store.write(source(), small_result(tasks=5))
    store.write(source(), small_result(tasks=1))
    assert len(read_tasks(store.root)) == 1
    assert len(read_documents(store.root)) == 1
    assert store.earlier(source().document_id) == ("done", "f1")


def test_ids_stay_the_same_and_tell_places_apart() -> None:
    assert record_id("d", "t0/r1") == record_id("d", "t0/r1")
    ids = {record_id(d, k, n) for d in "de" for k in ("t0/r1", "t0/r2") for n in (0, 1)}
    assert len(ids) == 8


def test_boxes_of_another_frame_are_refused(store: Store) -> None:
    proof = Evidence("", 1.0, (Place(1, Box(0, 0, 1, 1, "clean")),))
    task = TaskRecord(
        "k", None, "", "", "", "x", "", (), (), "", Deadline("none"), (), {}, {"content": proof}
    )
    result = DocumentResult("done", LayerVerdict.NONE, Letterhead(), (), (task,), (), (), 1.0)
    with pytest.raises(ValueError, match="points"):
        store.write(source(), result)


def test_two_programs_write_to_one_folder(store: Store) -> None:
    with open_store(store.root) as other:
        other.write(source("a"), small_result(tasks=3))
        store.write(source("b"), small_result(tasks=4))
        store.write(source("a"), small_result(tasks=5))
    assert len(read_tasks(store.root)) == 9
    store.write(source("a"), small_result(tasks=1))
    assert len(read_tasks(store.root)) == 5


def test_tables_of_another_version_are_left_alone(tmp_path: Path) -> None:
    with open_store(tmp_path):
        pass
    schema = SCHEMAS["tasks"].with_metadata({"kehoach.schema_version": "99"})
    pq.write_table(schema.empty_table(), tmp_path / "tasks" / "0-schema.parquet")
    with pytest.raises(OutputError, match="version 99"), open_store(tmp_path):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a file system that fills up")
def test_a_full_disk_is_told_and_leaves_whole_documents(tmp_path: Path) -> None:
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k", "none", tmp_path],
        capture_output=True,
        check=False,
    )
    if mount.returncode:
        pytest.skip("may not mount here")
    try:
        written = 0
        with pytest.raises(OutputError, match="No space left"), open_store(tmp_path) as store:
            for written in range(1000):
                store.write(source(str(written)), small_result(tasks=20))
        assert len(read_documents(tmp_path)) == written
        assert len(read_tasks(tmp_path)) == written * 20
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_reading_where_nothing_was_extracted_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError, match="kehoach extract"):
        read_table(tmp_path, "tasks")
