"""``kehoach extract --searchable`` from files to files."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.store.copies import CopyFolder, write_copy
from pipeline.store.read import read_documents
from pipeline.types.document import Source
from pipeline.types.placed import SearchableCopy
from tests.searchable.pages import scan, scanned_pdf, text_page
from tests.searchable.pdfa import violations

FAST = ("--ocr.engine", "null", "--workers", "1", "--out", "out")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "pipeline.batch.flow_reader", raising=False)


def test_each_document_with_pages_gets_its_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "kế hoạch.pdf": scanned_pdf(text_page()),
        "trang.png": scan(text_page(), "PNG"),
        "chu.txt": "Kế hoạch năm 2024\n".encode(),
    }
    (tmp_path / "in").mkdir()
    for name, data in files.items():
        (tmp_path / "in" / name).write_bytes(data)
    assert main(["extract", "in", "--searchable", "copies", "--alto", *FAST]) == 0, (
        capsys.readouterr().err
    )
    made = {path.name for path in (tmp_path / "copies").iterdir()}
    marks = {name: hashlib.sha256(data).hexdigest()[:8] for name, data in files.items()}
    stems = [f"kế hoạch-{marks['kế hoạch.pdf']}", f"trang-{marks['trang.png']}"]
    assert made == {stem + end for stem in stems for end in (".pdf", ".alto.xml")}
    for stem in stems:
        assert violations((tmp_path / "copies" / f"{stem}.pdf").read_bytes()) == []
    assert {p.name: p.read_bytes() for p in (tmp_path / "in").iterdir()} == files
    assert set(read_documents(Path("out"))["status"]) == {"done"}


def test_alto_is_written_on_request_only(tmp_path: Path) -> None:
    source = Source("ab" * 32, "x/a.pdf")
    for alto in (False, True):
        write_copy(CopyFolder(tmp_path, alto), source, SearchableCopy(b"%PDF", "<alto/>"))
        assert (tmp_path / "a-abababab.alto.xml").exists() == alto


def test_alto_alone_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "in", "--alto"]) == 2
    assert "--searchable" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.png").write_bytes(scan(text_page(), "PNG"))
    (tmp_path / "file").write_text("x")
    assert main(["extract", "a.png", "--searchable", "file/below", *FAST]) == 4
    assert "cannot write to file/below" in capsys.readouterr().err
