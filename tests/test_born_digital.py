"""Tables of born-digital files, through the whole program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from pipeline.cli import main
from tests.born_digital.sheets import LEFT as BESIDE
from tests.born_digital.sheets import SAMPLES, UP, Printed
from tests.load.made import Maker, maker, saved

LEFT = (60, 95, 245, 345)  # points; the widest text of the second column ends 6 pt before the third
HEADER = ("TT", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu")
TARGETS = [
    ("1", "Tỷ lệ cơ sở được|thẩm định loại A hoặc B", "%", "98"),
    ("2", "Tỷ lệ cơ sở nhỏ lẻ ký|cam kết an toàn thực phẩm", "%", "100"),
    ("3", "Số mẫu nông lâm thủy sản|được lấy để giám sát", "mẫu", "650"),
    ("4", "Số chuỗi cung ứng thực|phẩm được xác nhận mới", "chuỗi", "Tối thiểu 06"),
    ("5", "Số mã số vùng trồng xuất|khẩu được cấp mới", "mã số", "Trên 15"),
    ("6", "Thời gian phản hồi sự cố|từ khi nhận thông tin", "giờ", "24"),
]
PROSE = [
    "c) Tổng hợp, báo cáo tình hình, kết quả công tác bảo đảm an toàn thực phẩm về Bộ",
    "và Ủy ban nhân dân tỉnh theo quy định. Đơn vị chủ trì là Chi cục Quản lý chất lượng.",
]
PITCH, PADDING = 15.6, 6.0  # points
PRINTED = Path(__file__).parent / "born_digital"


def print_rows(page: Maker, rows: Sequence[Sequence[str]], y: float, *, ruled: bool) -> float:
    """Print rows of a table downward from ``y``, with rules between them; return where it ends."""
    for row in rows:
        if ruled:
            page.content += f"0.6 w 54 {y + 14:.1f} m 470 {y + 14:.1f} l S\n".encode()
        for cell, x in zip(row, LEFT, strict=True):
            page.text(cell.split("|"), x, y)
        y -= max(cell.count("|") + 1 for cell in row) * PITCH + PADDING
    if ruled:
        page.content += f"0.6 w 54 {y + 14:.1f} m 470 {y + 14:.1f} l S\n".encode()
    return y


def plan(*, ruled: bool) -> bytes:
    """Return a plan of three pages whose table runs over the first page's end."""
    first, second, third = maker(), maker(), maker()
    first.text(["KẾ HOẠCH", "Bảo đảm an toàn thực phẩm năm 2023"], 180, 760)
    first.text(PROSE, 60, 700)
    print_rows(first, [HEADER, *TARGETS[:3]], 220, ruled=ruled)
    below = print_rows(second, TARGETS[3:], 770, ruled=ruled)
    second.text(PROSE * 2, 60, below - 30)
    third.text(PROSE * 2, 60, 770)
    for page in (second, third):
        page.page.Contents = page.pdf.make_stream(page.content)
        first.pdf.pages.append(page.page)
    first.page.Contents = first.pdf.make_stream(first.content)
    return saved(first.pdf)


@pytest.mark.parametrize("ruled", [True, False])
def test_words_tell_the_columns(
    ruled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.pdf").write_bytes(plan(ruled=ruled))
    assert main(["extract", "plan.pdf", "--out", "out", "--workers", "1"]) == 0
    cells = pd.read_parquet("out/cells").sort_values(["table_index", "row", "column"])
    assert set(cells.table_index) == {0}, "prose is no table"
    rows = [tuple(row.text) for _, row in cells.groupby("row")]
    expected = [tuple(cell.replace("|", " ") for cell in row) for row in [HEADER, *TARGETS]]
    assert [tuple(" ".join(cell.split()) for cell in row) for row in rows] == expected


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Read every sample in one run; return its cells, with the sample's name."""
    out = tmp_path_factory.mktemp("samples")
    files = [str(PRINTED / f"{name}.pdf") for name in SAMPLES]
    assert main(["extract", *files, "--out", str(out), "--workers", "1"]) == 0
    documents = pd.read_parquet(out / "documents")[["document_id", "source_file"]]
    cells = pd.read_parquet(out / "cells").merge(documents, on="document_id")
    return cells.assign(sample=cells.source_file.map(lambda name: Path(name).stem))


def printed_cells(table: Printed) -> list[tuple[int, int, int, int, str]]:
    """Return row, column, spans and words without spaces of every cell of a sample's table."""
    cells = []
    for r, row in enumerate(table.rows):
        for c, words in enumerate(row):
            if words not in (UP, BESIDE):
                across = next(
                    (i for i, w in enumerate(row[c + 1 :]) if w != BESIDE), len(row) - c - 1
                )
                below = [other[c] for other in table.rows[r + 1 :]]
                down = next((i for i, w in enumerate(below) if w != UP), len(below))
                cells.append((r, c, down + 1, across + 1, "".join(words.split())))
    return cells


@pytest.mark.parametrize("name", SAMPLES)
def test_tables_of_a_word_processor_come_out_as_printed(name: str, extracted: pd.DataFrame) -> None:
    own = extracted[extracted["sample"] == name]
    tables = SAMPLES[name].tables
    assert own.table_index.nunique() == len(tables)
    for index, table in enumerate(tables):
        cells = own[own.table_index == index]
        places = ["row", "column", "row_span", "column_span"]
        once = cells.drop_duplicates(places).sort_values(["row", "column"])
        read = [
            (*(int(cell[place]) for place in places), "".join(cell.text.split()))
            for _, cell in once.iterrows()
        ]
        assert read == printed_cells(table)
