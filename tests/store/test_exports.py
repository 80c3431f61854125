"""Files for other programs: what is in them, and what harmful text does there."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from pipeline.cli import main
from pipeline.store.exports.columns import TASKS
from pipeline.store.schema import SCHEMA_VERSION, SCHEMAS
from pipeline.store.values import number_text
from pipeline.types.task import Deadline, Evidence, Indicator
from tests.query.archives import task, write_tasks

FORMULA = '=HYPERLINK("http://x","bấm")'


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    write_tasks(
        folder,
        "one",
        task(
            "a", section_no="II", section="Chỉ đạo", content="Trồng cây", result="- 1.200 cây",
            lead_units=("Sở Y tế", "UBND xã"), deadline_text="Trước 30/6/2024",
            deadline=Deadline("date", None, date(2024, 6, 30)),
            indicators=(Indicator("ít nhất 2,5 km", ">=", 2.5, "km"),
                        Indicator("1.200 cây", "=", 1200.0, "cây")),
            extra={"Ghi chú": "x"}, flags=("units_doubtful", "of another version"),
            evidence={"content": Evidence("Trong cay", 0.4)},
        ),
        task("b", content=FORMULA, result="@SUM(A1)", lead_units=("+84",),
             deadline=Deadline("range", date(1850, 1, 1), date(2024, 1, 31))),
        task("c", content="a\x01b\n" + "dài " * 10_000),
    )  # fmt: skip
    return folder


def export(out: Path, path: Path, *flags: str) -> Path:
    assert main(["export", str(path), "--out", str(out), *flags]) == 0
    return path


def test_one_document_is_exported_alone(out: Path, tmp_path: Path) -> None:
    both = tmp_path / "both"
    shutil.copytree(out, both)
    write_tasks(both, "two", task("d", content="Việc của văn bản khác"))
    for named in ("two.pdf", "plans/two.pdf"):
        book = openpyxl.load_workbook(export(both, tmp_path / "two.xlsx", "--document", named))
        assert [cell.value for cell in book["Nhiệm vụ"]["B"]][1:] == ["Việc của văn bản khác"]
        assert [cell.value for cell in book["Văn bản"]["J"]][1:] == ["plans/two.pdf"]
    assert main(["export", str(tmp_path / "x.csv"), "--out", str(both), "--document", "no"]) == 3


def test_a_workbook_has_typed_cells_and_formulas_stay_text(out: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(out, tmp_path / "việc.xlsx"))
    assert book.sheetnames == ["Nhiệm vụ", "Chỉ tiêu", "Văn bản"]
    sheet = book["Nhiệm vụ"]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in TASKS]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:AA4"
    first = {column.heading: cell for column, cell in zip(TASKS, sheet[2], strict=True)}
    assert first["Mục"].value == "II.1"
    assert first["Hạn cuối"].value == datetime(2024, 6, 30)
    assert first["Hạn cuối"].number_format == "dd/mm/yyyy"
    assert first["Đơn vị chủ trì"].value == "Sở Y tế\nUBND xã"
    assert first["Chỉ tiêu"].value == "≥ 2,5 km\n1.200 cây"
    assert first["Độ tin cậy"].value == 0.4
    assert first["Loại thời hạn"].value == "đến ngày"
    assert first["Lý do cần xem"].value == (
        "Không chắc cách tách tên các đơn vị.\nof another version"
    )
    assert sheet["B3"].value == FORMULA
    assert sheet["G3"].value == "1850-01-01", "no day to Excel, but not lost"
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= set("nsd")
    assert len(sheet["B4"].value) == 32_767
    counted = book["Chỉ tiêu"]
    assert [[cell.value for cell in row][4:7] for row in counted.iter_rows(min_row=2)] == [
        ["ít nhất", 2.5, "km"],
        ["bằng", 1200, "cây"],
    ]
    assert book["Văn bản"]["G2"].value == 3


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_opens_the_workbook(out: Path, tmp_path: Path) -> None:
    path = export(out, tmp_path / "t.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    form = "csv:Text - txt - csv (StarCalc):44,34,76"
    done = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", form, "--outdir", tmp_path, path],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Error" not in done.stdout + done.stderr
    rows = list(csv.reader((tmp_path / "t.csv").read_text("utf-8").splitlines()))
    assert FORMULA in [cell for row in rows for cell in row]


def test_csv_is_for_excel_and_harmless(out: Path, tmp_path: Path) -> None:
    data = export(out, tmp_path / "t.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(tmp_path / "t.csv")
    assert list(frame["content"])[:2] == ["Trồng cây", "'" + FORMULA]
    assert frame["result"][1] == "'@SUM(A1)"
    assert frame["result"][0] == "'- 1.200 cây"
    assert frame["lead_units"][0] == "Sở Y tế; UBND xã"
    assert frame["deadline_end"][0] == "2024-06-30"
    export(out, tmp_path / "s.csv", "--separator", ";")
    assert pd.read_csv(tmp_path / "s.csv", sep=";")["page_first"].isna().all()


def test_json_lines_hold_every_column(out: Path, tmp_path: Path) -> None:
    lines = export(out, tmp_path / "t.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert list(rows[0]) == SCHEMAS["tasks"].names
    assert rows[0]["extra"] == {"Ghi chú": "x"}
    assert rows[0]["raw"] == {"content": "Trong cay"}
    assert rows[1]["content"] == FORMULA
    assert rows[0]["indicators"][0] == {
        "text": "ít nhất 2,5 km", "op": ">=", "value": 2.5, "unit": "km",
    }  # fmt: skip


def test_parquet_has_the_schema_of_the_folder_and_every_reader_takes_it(
    out: Path, tmp_path: Path
) -> None:
    path = export(out, tmp_path / "t.parquet")
    assert pq.read_schema(path).equals(SCHEMAS["tasks"])
    for file in (path, *sorted((out / "tasks").glob("*.parquet"))):
        metadata = pq.read_schema(file).metadata
        assert metadata[b"kehoach.schema_version"] == str(SCHEMA_VERSION).encode()
    whole = pq.read_table(path).to_pylist()
    assert whole == pq.read_table(out / "tasks").to_pylist()
    assert list(pd.read_parquet(path)["content"]) == [row["content"] for row in whole]
    polars = pl.read_parquet(f"{out}/tasks/*.parquet")
    assert polars["deadline_end"].to_list() == [row["deadline_end"] for row in whole]
    assert polars["lead_units"].to_list()[0] == ["Sở Y tế", "UBND xã"]
    query = f"select indicators[1].value from '{path}' where content = 'Trồng cây'"
    assert duckdb.execute(query).fetchall() == [(2.5,)]


def test_only_what_was_asked_for_is_exported(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = export(out, tmp_path / "t.jsonl", "--words", "trong cay", "--lead", "so y te")
    assert len(path.read_text("utf-8").splitlines()) == 1
    assert f"1 nhiệm vụ · tasks → {path}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["t.doc"], 2, "--format xlsx|csv|jsonl|parquet"),
        (["t.csv", "--separator", "ab"], 2, "one character"),
        (["t.csv", "--crops"], 2, "XLSX only"),
        (["none/t.csv"], 2, "there is no folder"),
        (["t.csv", "--out", "none"], 3, "kehoach extract"),
        (["t.csv", "--due", "mai"], 2, "no day, month, quarter or year"),
    ],
)
def test_what_cannot_be_exported_is_told(
    out: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    status: int,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        main(["export", *(["--out", str(out)] if "--out" not in words else []), *words]) == status
    )
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir()), "nothing is left half done"


def test_an_older_file_stays_where_the_new_one_fails(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("old")

    def broken(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.commands.export.write_csv", broken)
    assert main(["export", str(path), "--out", str(out)]) == 4
    assert path.read_text() == "old"


def test_numbers_are_written_as_vietnamese_does() -> None:
    said = [number_text(value) for value in (2.5, 1200.0, 1234567.25, 0.0, 100.0, -3.0)]
    assert said == ["2,5", "1.200", "1.234.567,25", "0", "100", "-3"]
