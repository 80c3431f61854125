"""The account of a run: nothing that failed is silent, and no file's name is code."""

from __future__ import annotations

import json
import re
from pathlib import Path

from pipeline.batch.report import Entry, Report
from pipeline.batch.run_page import run_page
from pipeline.cli import main
from pipeline.commands.extract import account


def test_the_account_lies_beside_the_tables(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "lời dặn.txt").write_text("Ủy ban nhân dân tỉnh\n", "utf-8")
    (tmp_path / "in" / "empty.pdf").touch()
    command = ["extract", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    assert main([*command, "--workers", "1"]) == 5
    account = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert (account["documents"], account["done"], account["failed"]) == (2, 1, 1)
    failed = next(e for e in account["entries"] if e["fate"] == "failed")
    assert failed["path"].endswith("empty.pdf")
    assert "empty" in failed["message"]
    page = (tmp_path / "out" / "run.html").read_text("utf-8")
    assert "lời dặn.txt" in page
    assert failed["message"] in page
    assert main([*command, "--workers", "1"]) == 5
    account = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert (account["done"], account["skipped"]) == (0, 1)


def test_totals_are_those_of_the_entries() -> None:
    report = Report(documents=4, seconds=30.0, interrupted=True)
    report.entries += [
        Entry("a", "1", "done", pages=3, tasks=5, flagged=2, stage_seconds={"ocr": 2.0}),
        Entry("b", "2", "partial", pages=1, tasks=1, stage_seconds={"ocr": 1.0, "load": 4.0}),
        Entry("c", "3", "skipped"),
    ]
    assert (report.done, report.partial, report.skipped, len(report.failed)) == (1, 1, 1, 0)
    assert (report.pages, report.tasks, report.flagged) == (4, 6, 2)
    assert report.pages_per_minute == 8.0
    assert list(report.stage_seconds.items()) == [("load", 4.0), ("ocr", 3.0)]
    assert "còn 1 văn bản" in run_page(report, "kehoach extract x", "today")


def test_documents_without_tasks_are_counted_and_named() -> None:
    report = Report(documents=2)
    flags = ("number_missing", "no_tasks")
    report.entries += [
        Entry("a.pdf", "1", "done", pages=1, document_flags=flags),
        Entry("b.pdf", "2", "done", pages=1, tasks=3, document_flags=flags[:1]),
    ]
    assert report.without_tasks == report.plain()["without_tasks"] == 1
    page = run_page(report, "kehoach extract x", "today")
    assert page.count("no_tasks") == 1
    assert page.count("number_missing") == 2
    assert re.search(r"without tasks +1\n", account(report, Path("out")))


def test_a_file_cannot_put_code_into_the_page() -> None:
    evil = '<script>alert(1)</script>"onmouseover="x.pdf'
    report = Report(documents=1)
    report.entries.append(Entry(evil, "1", "failed", kind="input", message=evil, lost=(evil,)))
    page = run_page(report, f"kehoach extract {evil}", evil)
    assert "<script" not in page
    assert not re.search(r'title="[^"]*<', page)
    assert 'onmouseover="' not in page
    assert "default-src 'none'" in page
