"""Real files through the real program, with an engine that reads no words."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pikepdf
import pytest
from PIL import Image

from pipeline.cli import main
from pipeline.store.read import read_documents

FAST = ("--ocr.engine", "null", "--workers", "1")


def page(path: Path) -> Path:
    """A page with a ruled table of three rows, 150 dpi."""
    image = np.full((1754, 1240), 255, np.uint8)
    for y in range(300, 700, 100):
        image[y : y + 3, 100:1140] = 0
    for x in (100, 300, 700, 1137):
        image[300:603, x : x + 3] = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(image).save(path, dpi=(150, 150))
    return path


def pdf(path: Path, password: str = "") -> Path:
    with pikepdf.new() as made:
        for _ in range(2):
            made.add_blank_page(page_size=(595, 842))
        made.save(
            path, encryption=pikepdf.Encryption(user=password, owner="o") if password else None
        )
    return path


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "pipeline.batch.flow_reader", raising=False)


def test_every_kind_of_file_in_one_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page(tmp_path / "in" / "kế hoạch.png")
    pdf(tmp_path / "in" / "blank.pdf")
    pdf(tmp_path / "in" / "locked.pdf", password="secret")  # noqa: S106
    whole = pdf(tmp_path / "whole.pdf").read_bytes()
    (tmp_path / "in" / "cut.pdf").write_bytes(whole[: len(whole) // 3])
    (tmp_path / "in" / "empty.pdf").touch()
    (tmp_path / "in" / "picture.pdf").write_bytes(b"GIF89a" + bytes(100))
    assert main(["extract", "in", "--out", "out", *FAST]) == 5, capsys.readouterr().err
    documents = read_documents(Path("out"))
    status = {Path(f).name: s for f, s in zip(documents.source_file, documents.status, strict=True)}
    assert status == {
        "kế hoạch.png": "done",
        "blank.pdf": "done",
        "locked.pdf": "failed",
        "cut.pdf": "failed",
        "empty.pdf": "failed",
        "picture.pdf": "failed",
    }
    errors = " ".join(documents.error)
    assert "password" in errors
    assert "defect" not in errors
    pages = pd.read_parquet("out/pages")
    assert sorted(pages.groupby("document_id").size()) == [1, 2]
    cells = pd.read_parquet("out/cells")
    assert (len(cells), cells.row.max(), cells.column.max()) == (9, 2, 2)


def test_debug_draws_each_page_of_each_document_read(tmp_path: Path) -> None:
    page(tmp_path / "kế hoạch.png")
    pdf(tmp_path / "blank.pdf")
    assert main(["extract", ".", "--out", "out", *FAST]) == 0
    assert main(["extract", ".", "--out", "out", "--debug", "seen", *FAST]) == 0
    drawn = sorted(Path("seen").rglob("*.png"))
    folders = sorted({path.parent.name.rpartition("-")[0] for path in drawn})
    assert folders == ["blank", "kế hoạch"]
    assert [path.name for path in drawn] == ["page-001.png", "page-002.png", "page-001.png"]
    with Image.open(drawn[2]) as shown:
        assert shown.width > 1000
    assert main(["extract", ".", "--out", "out", "--debug", "seen", *FAST]) == 0
    assert sorted(Path("seen").rglob("*.png")) == drawn  # pictures are no documents to read
    assert len(read_documents(Path("out"))) == 2
    (tmp_path / "file").touch()
    assert main(["extract", "blank.pdf", "--out", "out", "--debug", "file", *FAST]) == 4


@pytest.mark.parametrize("name", ["locked.pdf", "empty.pdf"])
def test_one_file_that_cannot_be_read_is_3(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if name == "locked.pdf":
        pdf(tmp_path / name, password="secret")  # noqa: S106
    else:
        (tmp_path / name).touch()
    assert main(["extract", name, "--out", "out", *FAST]) == 3
    assert name in capsys.readouterr().err


def test_without_the_vietnamese_model_nothing_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "no models").mkdir()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path / "no models"))
    page(tmp_path / "a.png")
    assert main(["extract", "a.png", "--out", "out", "--workers", "1"]) == 4
    said = capsys.readouterr().err
    assert "apt-get install tesseract-ocr-vie" in said
    assert read_documents(Path("out")).empty
    assert main(["doctor"]) == 4
    said = capsys.readouterr().out
    assert re.search(r"MISSING +mô hình · model Tesseract vie", said)
    assert "apt-get install tesseract-ocr-vie" in said
