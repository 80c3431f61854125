"""The account of a run: nothing that failed is silent, and no file's name is code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline.batch.inputs import Job
from pipeline.batch.reasons import vietnamese, without_path
from pipeline.batch.report import Entry, Report, skipped_entry
from pipeline.batch.run_page import STAGES, About, run_page
from pipeline.cli import main
from pipeline.commands.account import Account
from pipeline.errors import InputError
from pipeline.load import open_document
from pipeline.load.settings import LoadSettings
from pipeline.store.copies import CopyFolder
from pipeline.types.document import Kept


def test_the_account_lies_beside_the_tables(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "lời dặn.txt").write_text("Ủy ban nhân dân tỉnh\n", "utf-8")
    (tmp_path / "in" / "empty.pdf").touch()
    (tmp_path / "in" / "empty.txt").touch()
    command = ["extract", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    assert main([*command, "--workers", "1"]) == 5
    account = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert (account["documents"], account["done"], account["failed"]) == (3, 1, 2)
    assert account["identical"] == 0, "empty files are no copies"
    both = [e for e in account["entries"] if e["fate"] == "failed"]
    assert sorted(Path(e["path"]).name for e in both) == ["empty.pdf", "empty.txt"]
    assert all("empty" in e["message"] and "Scan or copy" in e["message"] for e in both)
    failed = both[0]
    page = (tmp_path / "out" / "run.html").read_text("utf-8")
    assert "lời dặn.txt" in page
    assert failed["message"] in page
    assert main([*command, "--workers", "1"]) == 5
    account = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert (account["done"], account["skipped"]) == (0, 1)
    assert (account["pages"], account["pages_in_all"]) == (0, 1)
    assert account["pages_per_minute"] is None
    page = (tmp_path / "out" / "run.html").read_text("utf-8")
    assert "pages a minute" not in page
    assert "Time of each stage" not in page


def test_totals_are_those_of_the_entries() -> None:
    report = Report(documents=4, seconds=30.0, interrupted=True)
    report.entries += [
        Entry("a", "1", "done", pages=3, tasks=5, flagged=2, stage_seconds={"ocr": 2.0}),
        Entry("b", "2", "partial", pages=1, tasks=1, stage_seconds={"ocr": 1.0, "load": 4.0}),
        skipped_entry(Job("3", "c", 1), Kept(8, 7, 1, {"lead_missing": 1})),
    ]
    assert (report.done, report.partial, report.skipped, len(report.failed)) == (1, 1, 1, 0)
    assert (report.pages, report.tasks, report.flagged) == (4, 6, 2)
    assert (report.pages_in_all, report.tasks_in_all, report.flagged_in_all) == (12, 13, 3)
    assert report.pages_per_minute == 8.0
    assert list(report.stage_seconds.items()) == [("load", 4.0), ("ocr", 3.0)]
    page = run_page(report, About("kehoach extract x", "today"))
    assert "còn 1 văn bản" in page
    assert "<b>8,0</b>" in page
    assert "<td>4,0 s</td>" in page, "numbers as Vietnamese writes them"


def test_documents_without_tasks_are_counted_and_named() -> None:
    report = Report(documents=2)
    flags = ("number_missing", "no_tasks")
    report.entries += [
        Entry("a.pdf", "1", "done", pages=1, document_flags=flags),
        Entry("b.pdf", "2", "done", pages=1, tasks=3, document_flags=flags[:1]),
    ]
    assert report.without_tasks == report.plain()["without_tasks"] == 1
    page = run_page(report, About("kehoach extract x", "today"))
    assert page.count("no_tasks") == 1
    assert page.count("number_missing") == 2
    assert re.search(r"without tasks +1\n", Account(Path("out"), "").said(report))


def test_a_run_that_was_stopped_does_not_look_like_success() -> None:
    report = Report(documents=3, interrupted=True)
    report.entries.append(Entry("a.pdf", "1", "done", pages=1, tasks=3))
    said = Account(Path("out"), "").said(report)
    assert said.startswith("ĐÃ DỪNG GIỮA CHỪNG: còn 2 văn bản chưa đọc")
    assert re.search(r"not read yet +2\n", said)
    report.interrupted = False
    assert "STOPPED" not in Account(Path("out"), "").said(report)


def test_what_was_written_beside_the_tables_is_counted(tmp_path: Path) -> None:
    report = Report(documents=2)
    report.entries += [Entry("a.pdf", "1" * 64, "done", pages=1), Entry("b.txt", "2" * 64, "done")]
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "a-11111111.pdf").touch()
    (tmp_path / "seen" / "a-11111111").mkdir(parents=True)
    copies = CopyFolder(tmp_path / "copies", alto=True)
    said = Account(tmp_path / "out", "", tmp_path / "seen", copies).said(report)
    assert "searchable copies (PDF/A, ALTO): 1 → " in said
    assert "none of 1: text files have no pages" in said
    assert "a folder for each document: 1 → " in said


def test_what_needs_a_person_stands_first() -> None:
    report = Report(documents=6)
    report.entries += [
        Entry("fine.pdf", "1", "done", pages=1, tasks=3),
        Entry("unsigned.pdf", "6", "done", document_flags=("signer_missing",)),
        Entry("doubtful.pdf", "2", "done", pages=4, tasks=3, flagged=2, look=(2, 4)),
        Entry("twice.pdf", "3", "done", same_as="fine.pdf"),
        Entry("lost.pdf", "4", "partial", lost=("page 2 is damaged",)),
        Entry("broken.pdf", "5", "failed", kind="input", message="the file is empty"),
    ]
    page = run_page(report, About("kehoach extract x", "today"))
    table = page[page.index("<tbody>") :]
    order = re.findall(r'<th title="(\w+)\.pdf">', table)
    assert order == ["broken", "lost", "twice", "doubtful", "unsigned", "fine"]
    assert '<td class="pages">2, 4</td>' in table
    assert "counted by" in page


def test_a_file_cannot_put_code_into_the_page() -> None:
    evil = '<script>alert(1)</script>"onmouseover="x.pdf'
    report = Report(documents=1)
    report.entries.append(Entry(evil, "1", "failed", kind="input", message=evil, lost=(evil,)))
    page = run_page(report, About(f"kehoach extract {evil}", evil))
    assert "<script" not in page
    assert not re.search(r'title="[^"]*<', page)
    assert 'onmouseover="' not in page
    assert "default-src 'none'" in page


def test_reasons_are_sentences_with_the_path_once() -> None:
    report = Report(documents=2)
    report.entries += [
        Entry(
            "in/kín.pdf", "", "failed", kind="input", message="the PDF is locked with a password"
        ),
        Entry("in/a.pdf", "1", "done", pages=1, tasks=2, flagged=2, flags={"lead_missing": 2}),
    ]
    page = run_page(report, About("kehoach extract in", "today"))
    assert page.count("in/kín.pdf") == 2, "in the list of failures, and as the title of its row"
    assert "bị khóa bằng mật khẩu" in page
    assert "Không thấy đơn vị chủ trì." in page
    assert "No unit in charge was found." in page
    assert report.plain()["entries"][1]["flags"] == {"lead_missing": 2}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\n% cut short",
        b"PK\x03\x04 a workbook",
        b"\x89PNG\r\n\x1a\n...",
        b"\x00\x01\x02" * 99,
    ],
)
def test_what_loading_refuses_is_told_in_vietnamese(data: bytes) -> None:
    with pytest.raises(InputError) as refused, open_document(data, "in/a", LoadSettings()):
        pass
    message = without_path(str(refused.value), "in/a")
    assert "in/a" not in message
    assert vietnamese(message)


def test_every_stage_has_its_vietnamese_name() -> None:
    flow = Path(run_page.__code__.co_filename).parents[1] / "flow"
    sources = "".join(path.read_text("utf-8") for path in flow.glob("*.py"))
    assert set(re.findall(r'clock\.stage\("(\w+)"\)', sources)) <= set(STAGES)
