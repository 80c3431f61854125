"""Rows and columns mended, and one correction carried over to others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

from pipeline.review.visit import cell_path
from pipeline.store.applied import corrected_tasks
from tests.review.office import Office, hidden, open_office, record, write_office


def act(client: TestClient, address: str, **form: object) -> str:
    """Post a form of a page and return where it leads."""
    csrf = hidden(client.get(address).text)["csrf"]
    answer = client.post(address, data={"csrf": csrf, **form})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def ids(office: Office) -> list[str]:
    return [row["record_id"] for row in corrected_tasks(office.out).to_pylist()]


def test_a_row_is_taken_out_and_comes_back(office: Office) -> None:
    client = office.client()
    client.get("/")
    before = ids(office)
    assert act(client, f"/records/{before[2]}", action="remove") == f"/records/{before[3]}"
    assert ids(office) == [*before[:2], *before[3:]]
    client.post("/undo", data=hidden(client.get(f"/records/{before[2]}").text))
    assert ids(office) == before


def test_a_row_is_joined_with_the_one_above(office: Office) -> None:
    client = office.client()
    client.get("/")
    before = ids(office)
    act(client, f"/records/{before[2]}", action="join")
    rows = corrected_tasks(office.out).to_pylist()
    assert len(rows) == len(before) - 1
    assert rows[1]["content"].endswith("số 2 về cải cách hành chính")
    assert rows[1]["lead_units"] == ["Phòng Nội vu"]
    client.post("/undo", data=hidden(client.get(f"/records/{before[1]}").text))
    assert ids(office) == before
    assert "số 2" not in corrected_tasks(office.out).to_pylist()[1]["content"]


def test_a_row_is_cut_in_two_and_the_new_one_can_be_corrected(office: Office) -> None:
    client = office.client()
    client.get("/")
    before = ids(office)
    at = len("Ban hành văn bản số 0")
    act(client, f"/records/{before[0]}", action="cut", at=at)
    rows = corrected_tasks(office.out).to_pylist()
    assert [r["content"] for r in rows[:2]] == ["Ban hành văn bản số 0", "về cải cách hành chính"]
    assert rows[1]["lead_units"] == rows[0]["lead_units"]
    assert rows[1]["review_status"] == "corrected"
    new = rows[1]["record_id"]
    address = f"/cells/{new}/result"
    act(client, address, **hidden(client.get(address).text), action="save", value="Báo cáo")
    assert corrected_tasks(office.out).to_pylist()[1]["result"] == "Báo cáo"
    assert office.desk.corrections.undo("x") == []
    for _ in range(2):
        client.post("/undo", data=hidden(client.get(address).text))
    assert ids(office) == before


def test_words_move_to_another_field_and_a_column_as_a_whole(office: Office) -> None:
    client = office.client()
    client.get("/")
    first = ids(office)[0]
    act(client, f"/records/{first}", action="move", source="result", target="lead_units")
    row = corrected_tasks(office.out).to_pylist()[0]
    assert row["result"] == ""
    assert row["lead_units"][0] == "Phòng Nội vu"
    assert len(row["lead_units"]) == 2
    document = row["document_id"]
    act(client, f"/tables/{document}/0", source="coordinating_units", target="lead_units")
    rows = corrected_tasks(office.out).to_pylist()
    assert all(r["coordinating_units"] == [] for r in rows)
    assert all("Các phòng, ban" in r["lead_units"] for r in rows)
    assert len(client.get(f"/tables/{document}/0").text) > 1000


def test_the_same_misreading_is_corrected_in_one_go_and_undone_in_one(office: Office) -> None:
    client = office.client()
    client.get("/")
    first = ids(office)[0]
    address = f"/cells/{first}/lead_units"
    after = act(
        client, address, **hidden(client.get(address).text), action="save", unit=["Phòng Nội vụ"]
    )
    page = client.get(after).text
    assert "ở 11 ô khác" in page
    same = "/same/" + after.partition("after=")[2]
    text = client.get(same).text
    ticked = [part.split('"')[0] for part in text.split('name="cell" value="')[1:]]
    assert len(ticked) == 11
    act(client, same, cell=ticked[:10])
    units = [r["lead_units"] for r in corrected_tasks(office.out).to_pylist()]
    assert units.count(["Phòng Nội vụ"]) == 11
    client.post("/undo", data=hidden(client.get(address).text))
    units = [r["lead_units"] for r in corrected_tasks(office.out).to_pylist()]
    assert units.count(["Phòng Nội vụ"]) == 1
    office.desk.accounts.add("Bình", "một mật khẩu dài")
    other = office.client()
    other.post("/sign-in", data={"name": "Bình", "password": "một mật khẩu dài"})
    assert other.get(same).status_code == 404, "another person's correction is not theirs"


def test_words_misread_in_one_text_are_found_in_others(tmp_path: Path) -> None:
    texts = ["Kiểm tra sô kế hoạch", "Rà soát sô kế hoạch năm", "Xem sô kếch xù", "Khác"]
    records = [replace(record(i), content=text) for i, text in enumerate(texts)]
    office = open_office(write_office(tmp_path, records))
    client = office.client()
    client.get("/")
    first = ids(office)[0]
    address = f"/cells/{first}/content"
    after = act(
        client,
        address,
        **hidden(client.get(address).text),
        action="save",
        value="Kiểm tra sổ kế hoạch",
    )
    found = client.get("/same/" + after.partition("after=")[2]).text
    assert found.count('name="cell"') == 1
    assert "Rà soát" in found
    office.close()


def test_rows_that_are_gone_from_the_tables_are_told(office: Office) -> None:
    client = office.client()
    client.get("/")
    assert client.get("/records/" + "0" * 32).status_code == 404
    assert client.get("/tables/" + "0" * 64 + "/0").status_code == 404
    assert client.get("/same/99").status_code == 404
    row = ids(office)[0]
    csrf = hidden(client.get(f"/records/{row}").text)["csrf"]
    wrong = {"csrf": csrf, "action": "move", "source": "@row", "target": "content"}
    assert client.post(f"/records/{row}", data=wrong).status_code == 404
    cell = office.desk.reading.cells[row, "@row"]
    assert client.get(cell_path(cell)).status_code == 200
