"""Documents are taken out when a person says so, and what people decided on them stays."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from pipeline.batch.gone import Gone, gone_of
from pipeline.batch.report import Entry, Report
from pipeline.cli import main
from pipeline.commands.account import Account
from pipeline.store.applied import read_corrected_tasks
from pipeline.store.corrections import Corrections, Decision
from pipeline.store.database import open_database
from pipeline.store.folder import open_store
from pipeline.store.places import default_path, pictures_folder
from pipeline.store.read import read_documents, read_tasks
from tests.store.test_store import small_result, source


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three documents read from a folder in which one file is no longer there."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    with open_store(Path("out")) as store:
        for name in ("a", "b", "gone"):
            store.write(source(name), small_result())
            if name != "gone":
                Path(f"in/{name}.pdf").write_text(name)  # what its id is the digest of
    return Path("out")


def left(out: Path) -> list[str]:
    return sorted(read_documents(out)["source_file"])


def remove(*words: str) -> int:
    return main(["remove", *words, "--out", "out"])


@pytest.mark.parametrize("named", ["in/a.pdf", "./in/a.pdf", "a.pdf", source("a").document_id[:8]])
def test_a_document_is_named_by_its_file_or_its_id(
    out: Path, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert remove(named, "--yes") == 0
    assert left(out) == ["in/b.pdf", "in/gone.pdf"]
    assert set(read_tasks(out)["source_file"]) == {"in/b.pdf", "in/gone.pdf"}
    said = capsys.readouterr().out
    assert "in/a.pdf: 2 trang, 2 nhiệm vụ · 1/KH-UBND" in said
    assert "the files are still there" in said
    Path("in/b.pdf").write_text("another content now")
    assert remove("in/b.pdf", "--yes") == 0
    said = capsys.readouterr().out
    assert "the files are still there" not in said
    assert f"tệp cũ giữ ở {Path('out/.kehoach/retired')}" in said
    assert "after 10 minutes removes them" in said
    line, _ = (out / ".kehoach" / "removed.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["source_file"] == "in/a.pdf"


def test_pictures_of_its_pages_go_with_a_document(out: Path) -> None:
    folders = [pictures_folder(out) / source(name).document_id for name in ("a", "b")]
    for folder in folders:
        folder.mkdir(parents=True)
        (folder / "1-0.jpg").write_bytes(b"page")
    assert remove("a.pdf", "--yes") == 0
    assert [folder.exists() for folder in folders] == [False, True]


def test_nothing_goes_without_a_yes(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert remove("a.pdf") == 2, "without a terminal nobody can be asked"
    for answer, stay in (("\n", 3), ("n\n", 3), ("có\n", 2)):
        monkeypatch.setattr("sys.stdin", Terminal(answer))
        assert remove("a.pdf") == 0
        assert len(left(out)) == stay
    assert "nothing was removed" in capsys.readouterr().out


def test_what_is_not_there_is_told(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert remove("x.pdf", "--yes") == 3
    said = capsys.readouterr().err
    assert "x.pdf: no document" in said
    assert "There are 3, such as a.pdf, b.pdf, gone.pdf" in said
    assert remove("gon", "--yes") == 3
    assert "Name one of: gone.pdf" in capsys.readouterr().err
    assert remove("--yes") == 2
    with open_store(out) as store, open_store(out) as other:
        store.claim(source("a").document_id)
        assert remove("a.pdf", "--yes") == 2
        assert "another run is reading" in capsys.readouterr().err
        del other
    assert len(left(out)) == 3


def test_all_documents_without_a_file_go_together(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert remove("--missing", "--yes") == 0
    assert left(out) == ["in/a.pdf", "in/b.pdf"]
    assert remove("--missing", "--yes") == 0
    assert "nothing to remove" in capsys.readouterr().out
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    assert main(["remove", "--missing", "--yes", "--out", "../out"]) == 2
    assert "none of the 2 files" in capsys.readouterr().err


def test_decisions_outlive_the_document_and_count_again_when_it_is_read_again(out: Path) -> None:
    (row,) = read_tasks(out).query("source_file == 'in/a.pdf' and no == '0'").to_dict("records")
    engine = open_database(default_path(out))
    decision = Decision(row["document_id"], row["record_id"], "content", "correct", "Việc",
                        "Việc khác", "An", 0)  # fmt: skip
    Corrections(engine).keep([decision])
    engine.dispose()
    assert remove("a.pdf", "--yes") == 0
    assert "Việc khác" not in set(read_corrected_tasks(out)["content"])
    with open_store(out) as store:
        store.write(source("a"), small_result())
    assert "Việc khác" in set(read_corrected_tasks(out)["content"])


def test_files_that_are_gone_or_replaced_are_told(out: Path) -> None:
    known: dict[str, tuple[str, ...]] = {n: (f"in/{n}.pdf",) for n in ("a", "b", "gone")}
    known |= {"moved": ("in/old.pdf", "other/new.pdf"), "elsewhere": ("other/x.pdf",)}
    Path("other").mkdir()
    Path("other/new.pdf").touch()
    found = gone_of(known, ["./in"], found={"a"}, unread=[])
    assert found == (Gone("b", "in/b.pdf", replaced=True), Gone("gone", "in/gone.pdf"))
    assert gone_of(known, ["in"], {"a"}, unread=["in/b.pdf"]) == (Gone("gone", "in/gone.pdf"),)
    assert gone_of(known, ["other/new.pdf"], {"moved"}, ()) == ()
    report = Report(documents=1, gone=found)
    report.entries.append(Entry("in/a.pdf", "a", "done", 1.0, 2, 2, 1, look=(2,)))
    with open_store(out) as store:
        for began in ("2026-01-01-101500-7", "2026-01-02-101500-7"):
            Account(out, "kehoach extract in", began=began).keep(store, report)
    page = (out / "run.html").read_text("utf-8")
    assert "remove b --out out" in page
    assert 'href="../in/a.pdf"' in page
    assert 'href="../in/a.pdf#page=2">2</a>' in page
    assert 'href="runs/2026-01-01-101500-7.html">01/01/2026 10:15:00</a>' in page
    kept = (out / "runs" / "2026-01-01-101500-7.html").read_text("utf-8")
    assert '<base href="../">' in kept
    account = json.loads((out / "runs" / "2026-01-02-101500-7.json").read_text("utf-8"))
    assert [each["replaced"] for each in account["gone"]] == [True, False]
