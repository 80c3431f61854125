"""Plans that two files hold: every answer says so, and counts them once where it is asked to."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient

from pipeline.cli import main
from pipeline.query.archive import open_archive
from pipeline.query.plans import plans
from pipeline.query.question import Question
from pipeline.query.search import count
from pipeline.review.app import make_app
from pipeline.review.desk import open_desk
from pipeline.store.database import open_database
from pipeline.store.folder import open_store
from pipeline.store.places import default_path
from pipeline.types.task import Evidence, Indicator
from tests.query.archives import document_id, task, write_tasks

SURE = {"content": Evidence("", 0.9), "indicators": Evidence("", 0.7)}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    counted = Indicator("90% hồ sơ", ">=", 90.0, "%")
    for name in ("sáng", "mờ"):  # the same letterhead in both
        write_tasks(
            folder,
            name,
            task("a", content="Trồng cây", evidence=SURE, flags=("lead_missing",),
                 indicators=(counted,)),
        )  # fmt: skip
    with open_store(folder) as store:
        store.mark_doubles()
    return folder


def test_questions_count_a_plan_once_when_asked(out: Path) -> None:
    with open_archive(out) as archive:
        assert count(archive, Question()) == 2
        assert count(archive, Question(once=True)) == 1
        assert plans(archive, Question())[1] == 2
        (row,), total = plans(archive, Question(once=True))
        assert (total, row["same_as"]) == (1, None)


def test_search_says_what_counts_twice(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "trong cay", "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert "2 nhiệm vụ" in said.out
    assert said.out.count("quét hai lần") == 1
    assert "kehoach: 1 nhiệm vụ thuộc văn bản đã có" in said.err
    assert main(["search", "trong cay", "--once", "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert "quét hai lần" not in said.out + said.err
    sql = "SELECT count(*) AS n FROM tasks WHERE same_as IS NULL"
    assert main(["sql", sql, "--format", "csv", "--out", str(out)]) == 0
    assert capsys.readouterr().out == "n\n1\n"


def test_a_workbook_names_the_other_file_and_how_sure_an_indicator_is(
    out: Path, tmp_path: Path
) -> None:
    assert main(["export", str(tmp_path / "t.xlsx"), "--out", str(out)]) == 0
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    counted = book["Chỉ tiêu"]
    columns = [cell.value for cell in counted[1]]
    first = dict(zip(columns, (cell.value for cell in counted[2]), strict=True))
    assert first["Độ tin cậy"] == 0.7
    assert first["Lý do cần xem"] == "Không thấy đơn vị chủ trì."
    rows = list(book["Văn bản"].iter_rows(min_row=2, values_only=True))
    assert sorted(row[-1] or "" for row in rows) != ["", ""]
    assert sum(row[-1] is not None for row in rows) == 1


def test_pages_to_browse_mark_second_scans(out: Path) -> None:
    desk = open_desk(out, open_database(default_path(out)))
    client = TestClient(make_app(desk, 8765, local=True), base_url="http://127.0.0.1:8765")
    page = client.get("/browse").text
    assert "1 nhiệm vụ trong số này thuộc văn bản đã có ở tệp khác" in page
    assert 'href="/browse?once=1"' in page
    page = client.get("/browse?once=1").text
    assert '<h1 id="found">1 nhiệm vụ' in page
    assert "đã có ở tệp khác" not in page
    year = client.get("/browse/deadlines?due=2024").text
    assert "đã có ở tệp khác" not in year, "no task is due in that year"
    assert client.get("/browse/plans").text.count("quét hai lần</a>") == 1
    with open_archive(out) as archive:
        double = next(row for row in plans(archive, Question())[0] if row["same_as"])
    page = client.get(f"/browse/plans/{double['document_id']}").text
    assert "Rất có thể là cùng một văn bản với" in page
    assert document_id("sáng" if double["source_file"] == "plans/mờ.pdf" else "mờ") in page
