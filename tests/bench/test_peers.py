"""Peers are judged fairly: their grids, their text and the mapping that makes records of them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from bench.measure import Cost, run
from bench.peers.grids import Word, lines_of, page_of, table_of
from bench.peers.mapping import result_of
from bench.peers.page import Outcome, peers_page
from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.prediction import load_prediction
from pipeline.evaluate.scoring import evaluate
from pipeline.types.task import Letterhead
from tests.evaluate.readings import GOLD, damaged, record, result, tasks_of, write_readings

LETTERHEAD = Letterhead(date=date(2023, 1, 5), title="Kế hoạch năm 2023", year=2023)


def cells(
    rows: list[list[str]], top: float = 100
) -> list[tuple[tuple[float, float, float, float], str]]:
    wide, high = 100.0, 20.0
    return [
        ((c * wide, top + r * high, (c + 1) * wide, top + (r + 1) * high), text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]


def test_spans_are_told_by_the_boxes() -> None:
    boxes = [((0, 0, 50, 40), "STT"), ((50, 0, 150, 20), "Thời gian"), ((50, 20, 100, 40), "Từ"),
             ((100.9, 20, 150, 40), "Đến")]  # fmt: skip
    table = table_of(boxes)
    assert table is not None
    assert [(c["row"], c["column"], c["spans"]) for c in table["cells"]] == [
        (0, 0, (2, 1)),
        (0, 1, (1, 2)),
        (1, 1, (1, 1)),
        (1, 2, (1, 1)),
    ]
    assert table_of([((0, 0, 50, 40), "alone")]) is None


def test_words_outside_of_tables_are_lines() -> None:
    words: list[Word] = [
        ("hai", (40, 10, 60, 20)),
        ("một", (10, 11, 30, 21)),
        ("ba", (10, 40, 30, 50)),
        ("trong", (10, 200, 60, 210)),
    ]
    lines = lines_of(words, [(0, 150, 100, 300)])
    assert [line["text"] for line in lines] == ["một hai", "ba"]


HEAD = ["STT", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian"]


def test_a_table_over_two_pages_gives_its_records() -> None:
    first = table_of(cells([HEAD, ["1", "Kiểm tra hồ sơ", "Phòng Nội vụ", "Quý II/2023"]]))
    second = table_of(cells([HEAD, ["2", "Mở lớp\ntập huấn", "Phòng Y tế; Công an xã", "Tháng 5"]]))
    assert first
    assert second
    pages = [page_of([first], 600), page_of([{"top": 1.0, "text": "2"}, second], 600)]
    found = result_of({"pages": pages}, LETTERHEAD)
    assert [r.content for r in found.records] == ["Kiểm tra hồ sơ", "Mở lớp tập huấn"]
    assert found.records[1].lead_units == ("Phòng Y tế", "Công an xã")
    assert found.records[1].deadline.end == date(2023, 5, 31)
    assert {cell.table_index for cell in found.cells} == {0}
    assert max(cell.row for cell in found.cells) == 2


def test_prose_gives_its_records() -> None:
    lines = ["1. Công tác kiểm tra", "a) Kiểm tra công tác cải cách hành chính tại các đơn vị.",
             "Đơn vị chủ trì: Phòng Nội vụ; Thời gian: Quý III/2023."]  # fmt: skip
    items = [{"top": i, "text": text} for i, text in enumerate(lines)]
    found = result_of({"pages": [page_of(items, 600)]}, LETTERHEAD)
    assert [r.lead_units for r in found.records] == [("Phòng Nội vụ",)]


def test_bare_lines_give_what_lines_can_tell() -> None:
    lines = [
        "1 Kiểm tra hồ sơ Phòng Nội vụ Trước ngày 15/7/2023",
        "tại các xã",
        "2 Mở lớp tập huấn",
    ]
    items = [{"top": i, "text": text} for i, text in enumerate(lines)]
    found = result_of({"pages": [page_of(items, 600)]}, LETTERHEAD)
    assert [r.content for r in found.records] == [
        "Kiểm tra hồ sơ Phòng Nội vụ tại các xã",
        "Mở lớp tập huấn",
    ]
    assert found.records[0].deadline.end == date(2023, 7, 15)


def test_the_page_says_where_a_peer_wins(tmp_path: Path) -> None:
    gold, file = load_gold([GOLD]), "bao-lac-2025--fax.pdf"
    tasks = tasks_of("bao-lac-2025")
    write_readings(tmp_path / "ours", {file: result(damaged(tasks, 2, 0.3))})
    write_readings(tmp_path / "peer", {file: result([record(t, i) for i, t in enumerate(tasks)])})
    outcomes = [
        Outcome(name, evaluate(gold, load_prediction(tmp_path / folder), [file]),
                (Cost(9.0, 100.0, 0, 6.0),), (4,))
        for name, folder in (("kehoach", "ours"), ("camelot", "peer"))
    ]  # fmt: skip
    page = peers_page(outcomes, [Path(file)], "2024-05-06")
    assert "1 scans, 4 pages" in page
    assert "| 40.0 | 100 |" in page
    assert "| OCRmyPDF + camelot | **100.0** |" in page
    assert f"| {file} | OCRmyPDF + camelot | perfect 100.0, kehoach" in page
    same = peers_page([outcomes[0], outcomes[0]], [Path(file)], "2024-05-06")
    assert "None." in same


def test_cost_counts_the_seconds_of_children(tmp_path: Path) -> None:
    code = "x = 0\nwhile x < 3_000_000: x += 1"
    cost = run([sys.executable, "-c", code], tmp_path / "log")
    assert cost.status == 0
    assert 0 < cost.cpu_seconds <= cost.seconds + 0.5
    assert cost.peak_mib >= 0
