"""Figures kept in the repository: what counts as worse, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputNotFoundError, UnreadableError
from pipeline.evaluate.baseline import changes, load_baseline, to_json
from pipeline.evaluate.scoring import DocumentScore, Evaluation, figures_of
from pipeline.evaluate.tally import Tally

ABOUT = {"command": "kehoach evaluate", "date": "2024-05-06", "version": "1"}


def document(name: str, kind: str = "office", gold: int = 200, **counts: float) -> DocumentScore:
    full = {"read": gold, "matched": gold, "chars": 10_000.0, "words": 2_000.0, "grits_size": 400.0}
    right = {f"{field}_right": gold for field in ("content", "result", "deadline", "perfect")}
    sets = {
        f"{f}_{part}": gold
        for f in ("lead", "coordinating", "indicators")
        for part in ("right", "gold", "read")
    }
    grits = {"grits_right": 200.0, "teds_sum": 2.0, "tables": 2.0, "syllables": 1_900.0}
    return DocumentScore(
        name, kind, "done", Tally({"gold": gold, **full, **right, **sets, **grits, **counts})
    )


def worse(
    tmp_path: Path, before: list[DocumentScore], now: list[DocumentScore]
) -> set[tuple[str, str]]:
    path = tmp_path / "scores.json"
    path.write_text(to_json(Evaluation(tuple(before)), ABOUT), encoding="utf-8")
    found = changes(Evaluation(tuple(now)), load_baseline(path))
    return {(change.group, change.figure) for change in found if change.is_regression}


def test_the_same_figures_are_not_worse(tmp_path: Path) -> None:
    assert worse(tmp_path, [document("a.pdf")], [document("a.pdf")]) == set()
    better = document("a.pdf", char_errors=10)
    assert worse(tmp_path, [better], [document("a.pdf")]) == set()


def test_two_lost_records_of_two_hundred_are_worse_in_all_not_within_a_kind(tmp_path: Path) -> None:
    now = [document("a.pdf", content_right=198, perfect_right=198)]
    assert worse(tmp_path, [document("a.pdf")], now) == {("total", "content"), ("total", "perfect")}
    now = [document("a.pdf", content_right=195)]
    assert worse(tmp_path, [document("a.pdf")], now) == {
        ("total", "content"),
        ("office", "content"),
    }


def test_one_record_is_noise_in_a_small_group(tmp_path: Path) -> None:
    before = [document("a.pdf", gold=20)]
    assert worse(tmp_path, before, [document("a.pdf", gold=20, content_right=19)]) == set()
    assert worse(tmp_path, before, [document("a.pdf", gold=20, content_right=18)]) == {
        ("total", "content"),
        ("office", "content"),
    }


def test_error_rates_are_worse_when_they_rise(tmp_path: Path) -> None:
    now = [document("a.pdf", char_errors=60, word_errors=9)]
    assert worse(tmp_path, [document("a.pdf")], now) == {("total", "cer")}


def test_a_kind_that_falls_is_seen_though_another_rises(tmp_path: Path) -> None:
    before = [document("a.pdf"), document("b.pdf", "fax", deadline_right=180)]
    now = [document("a.pdf", deadline_right=190), document("b.pdf", "fax", deadline_right=195)]
    assert worse(tmp_path, before, now) == {("office", "deadline")}


def test_only_documents_in_both_are_compared(tmp_path: Path) -> None:
    poor = document("new.pdf", content_right=0, perfect_right=0)
    assert worse(tmp_path, [document("a.pdf")], [document("a.pdf"), poor]) == set()
    assert worse(tmp_path, [document("a.pdf"), document("gone.pdf")], [document("a.pdf")]) == set()
    assert worse(tmp_path, [document("gone.pdf")], [document("a.pdf")]) == set()


def test_a_document_that_failed_is_a_regression(tmp_path: Path) -> None:
    lost = DocumentScore(
        "a.pdf", "office", "failed", Tally({"gold": 200, "chars": 1e4, "char_errors": 1e4})
    )
    found = worse(tmp_path, [document("a.pdf")], [lost])
    assert {("total", "record_f1"), ("total", "perfect"), ("total", "cer")} <= found


def test_kept_figures_that_are_none_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError):
        load_baseline(tmp_path / "none.json")
    for text in ("", "[]", '{"documents": {"a.pdf": {}}}', '{"documents": 3}'):
        path = tmp_path / "bad.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(UnreadableError, match="not figures of this program"):
            load_baseline(path)


@given(st.lists(st.integers(0, 200), min_size=1, max_size=4))
def test_figures_add_up_from_what_is_kept(right: list[int]) -> None:
    scores = tuple(document(f"{i}.pdf", content_right=n) for i, n in enumerate(right))
    assert figures_of(scores)["content"] == pytest.approx(sum(right) / (200 * len(right)))
