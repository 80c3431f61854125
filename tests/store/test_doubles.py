"""Plans that two files hold are told so in the tables, and nothing else of them changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.records.doubles import Head, find_doubles
from pipeline.store.folder import open_store
from pipeline.store.read import read_documents, read_tasks
from pipeline.store.schema import SCHEMAS
from pipeline.types.document import DocumentResult
from pipeline.types.task import Letterhead
from tests.store.test_store import small_result, source

HEAD = Letterhead(
    number="28/KH-SNN",
    date=date(2023, 2, 8),
    issuer="SỞ NÔNG NGHIỆP",
    title="Bảo đảm an toàn thực phẩm năm 2023",
)
OTHER = replace(HEAD, number="31/KH-SNN", title="Cải cách hành chính năm 2023")


def plan(head: Letterhead, confidence: float = 0.5) -> DocumentResult:
    return replace(small_result(), letterhead=head, confidence=confidence)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    with open_store(tmp_path) as store:
        store.write(source("first"), plan(HEAD, 0.9))
        store.write(source("second"), plan(HEAD, 0.8))
        store.write(source("other"), plan(OTHER))
        store.write_failure(source("broken"), "no page", 1.0)
    return tmp_path


def marked(out: Path) -> dict[str, str | None]:
    rows = pq.read_table(out / "documents", columns=["document_id", "same_as"]).to_pylist()
    return {row["document_id"]: row["same_as"] for row in rows}


def mark(out: Path) -> dict[str, str]:
    with open_store(out) as store:
        return dict(store.mark_doubles().same_as)


FIRST, SECOND = source("first").document_id, source("second").document_id


@pytest.mark.parametrize("compacted", [False, True])
def test_tables_say_which_document_is_to_be_counted(out: Path, compacted: bool) -> None:
    before = read_tasks(out)
    with open_store(out) as store:
        if compacted:
            store.compact()
        twins = store.mark_doubles()
    assert twins.same_as == {SECOND: FIRST}
    assert twins.paths[SECOND] == ("in/second.pdf",)
    rows = marked(out)
    assert rows.pop(SECOND) == FIRST
    assert set(rows.values()) == {None}
    tasks = read_tasks(out)
    assert list(tasks.loc[tasks["document_id"] == SECOND, "same_as"]) == [FIRST] * 2
    assert tasks["same_as"].isna().sum() == 4
    pd.testing.assert_frame_equal(tasks.drop(columns="same_as"), before.drop(columns="same_as"))
    flags = read_documents(out).set_index("document_id")["flags"]
    assert list(flags[SECOND]) == ["same_plan"]
    assert list(flags[FIRST]) == []
    path = out / "tasks" / f"{SECOND}.parquet"
    assert pq.read_schema(path).equals(SCHEMAS["tasks"])


def test_only_what_changed_is_written_anew(out: Path) -> None:
    mark(out)
    states = {path: path.stat().st_mtime_ns for path in (out / "tasks").iterdir()}
    mark(out)
    assert {path: path.stat().st_mtime_ns for path in (out / "tasks").iterdir()} == states


def test_the_better_reading_takes_over(out: Path) -> None:
    mark(out)
    with open_store(out) as store:
        store.write(source("second"), plan(HEAD, 0.95))
        store.mark_doubles()
    assert marked(out) == {
        FIRST: SECOND, SECOND: None,
        source("other").document_id: None, source("broken").document_id: None,
    }  # fmt: skip
    assert not [f for f in read_documents(out).set_index("document_id")["flags"][SECOND] if f]


@pytest.mark.parametrize("compacted", [False, True])
def test_what_is_taken_out_is_gone_and_its_double_counts(out: Path, compacted: bool) -> None:
    with open_store(out) as store:
        store.mark_doubles()
        if compacted:
            store.compact()
        store.remove([FIRST])
        store.mark_doubles()
    assert set(read_tasks(out)["document_id"]) == {SECOND, source("other").document_id}
    assert FIRST not in marked(out)
    assert marked(out)[SECOND] is None
    assert list(read_documents(out).set_index("document_id")["flags"][SECOND]) == []


def test_what_was_compared_before_is_not_compared_again(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[set[str]] = []

    def watched(*given: Any) -> dict[str, str]:
        seen.append(set(given[3]))
        return find_doubles(*given)

    monkeypatch.setattr("pipeline.store.doubles.find_doubles", watched)
    for _ in range(2):
        assert mark(out) == {SECOND: FIRST}
    with open_store(out) as store:
        store.write(source("third"), plan(HEAD, 0.1))
        store.compact()
        store.remove([FIRST])
    third = source("third").document_id
    assert mark(out) == {third: SECOND}
    assert [len(fresh) for fresh in seen] == [4, 0, 2]
    assert seen[2] == {third, SECOND}, "what pointed at the one that went away is compared anew"


def test_a_document_that_went_away_meanwhile_does_no_harm(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found_too_late(heads: Iterable[Head], *_: object) -> dict[str, str]:
        list(heads)
        with open_store(out) as other:
            other.remove([SECOND])
        return {SECOND: FIRST}

    monkeypatch.setattr("pipeline.store.doubles.find_doubles", found_too_late)
    assert mark(out) == {SECOND: FIRST}
    assert SECOND not in marked(out)
    assert len(read_tasks(out)) == 4
