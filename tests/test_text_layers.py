"""A bare text layer through the whole program: rows rebuilt, records made, doubt told."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

from pipeline.cli import main
from pipeline.flow.textlayer import text_items
from pipeline.types.page import LayerVerdict, TextLayer, TextPage
from pipeline.types.text import Paragraph
from tests.diacritics.test_repair import GARBLED, bare
from tests.tables.test_rebuild import ACROSS


def test_a_text_layer_gives_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "pipeline.batch.flow_reader", raising=False)
    Path("plan.txt").write_text("\n".join(ACROSS) + "\n", "utf-8")
    assert main(["extract", "plan.txt", "--out", "out", "--workers", "1"]) == 0
    tasks = pd.read_parquet("out/tasks").sort_values("no")
    assert list(tasks.no) == ["1", "2"]
    assert list(tasks.deadline_kind) == ["month", "continuous"]
    assert [list(units) for units in tasks.lead_units] == [
        ["Văn phòng HĐND và UBND huyện"],
        ["Phòng Tư pháp"],
    ]
    assert not any("low_ocr_confidence" in flags for flags in tasks["flags"]), "every word is known"
    assert len(pd.read_parquet("out/cells")) == 14


def test_doubtful_words_make_the_cells_they_stand_in_doubtful(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "pipeline.batch.flow_reader", raising=False)
    lines = [*GARBLED.split("\n"), *map(bare, ACROSS)]
    lines[-4] = lines[-4].replace("thu tuc", "thu csupgf tuc")
    Path("plan.txt").write_text("\n".join(lines) + "\n", "utf-8")
    assert main(["extract", "plan.txt", "--out", "out", "--workers", "1"]) == 0
    tasks = pd.read_parquet("out/tasks").dropna(subset="table_index")
    sure, doubtful = tasks.sort_values("no").to_dict("records")
    raw = dict(doubtful["raw"])["content"]
    assert "thu csupgf tuc" in raw, "as received, marks and all"
    assert "thủ" in doubtful["content"]
    told = [dict(row["confidence"])["content"] for row in (sure, doubtful)]
    assert told[1] < told[0] - 0.05
    assert "low_ocr_confidence" in doubtful["flags"]
    cells = pd.read_parquet("out/cells")
    of_content = cells[cells.field == "content"].set_index("text").confidence
    assert of_content.min() < 0.1 < of_content.max()


def test_a_garbled_text_layer_is_repaired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "pipeline.batch.flow_reader", raising=False)
    Path("plan.txt").write_text(GARBLED, "utf-8")
    assert main(["extract", "plan.txt", "--out", "out", "--workers", "1"]) == 0
    page = pd.read_parquet("out/pages").iloc[0]
    assert "Triển khai thực hiện cơ chế một cửa, một cửa liên thông" in page.text
    assert "Trién khai thwe hién co ché mot cira" in page.raw_text
    assert 0.9 < page.mean_confidence < 1.0


def test_sentences_and_brackets_go_on_over_the_end_of_a_line_and_a_page() -> None:
    pages = (
        (
            "1. Phòng, chống dịch bệnh",
            "a) Rà soát danh mục. (Sản phẩm dự kiến: Quyết định;",
            "Cơ quan chủ trì: Trạm Y tế xã).",
            "b) Xử lý ổ dịch theo hướng dẫn của cơ quan thú",
        ),
        ("y. (Cơ quan chủ trì: Công an xã).", "c) Báo cáo kết quả."),
    )
    layer = TextLayer(LayerVerdict.REJECTED)
    items = text_items([TextPage(n, lines, layer) for n, lines in enumerate(pages, 1)], None)
    assert [item.text for item in items if isinstance(item, Paragraph)] == [
        "1. Phòng, chống dịch bệnh",
        "a) Rà soát danh mục. (Sản phẩm dự kiến: Quyết định; Cơ quan chủ trì: Trạm Y tế xã).",
        "b) Xử lý ổ dịch theo hướng dẫn của cơ quan thú y. (Cơ quan chủ trì: Công an xã).",
        "c) Báo cáo kết quả.",
    ]
