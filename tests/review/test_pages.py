"""The pages as a browser asks for them, friendly and hostile."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from starlette.testclient import TestClient

from pipeline.cli import main
from pipeline.commands.documents import documents_named
from pipeline.review.desk import open_desk
from pipeline.review.marks import doubtful
from pipeline.review.security import FORM_BYTES
from pipeline.review.visit import cell_path
from pipeline.store.applied import corrected_tasks
from pipeline.store.database import open_database
from pipeline.store.places import default_path
from pipeline.store.values import value_mark
from pipeline.types.task import Evidence, Indicator, TaskRecord
from pipeline.types.text import Place
from tests.diacritics.test_repair import GARBLED
from tests.query.archives import task, write_tasks
from tests.review.office import (
    HOSTILE,
    Office,
    box_of,
    hidden,
    open_office,
    record,
    write_office,
)

PASSWORD = "mật khẩu đủ dài"  # noqa: S105  made up


def first_cell(client: TestClient) -> tuple[str, str]:
    """Address and page of the next cell."""
    client.get("/")
    address = client.get("/next").headers["location"]
    return address, client.get(address).text


def post(client: TestClient, address: str, page: str, action: str, **typed: object) -> int:
    form = {**hidden(page), "action": action, **typed}
    return client.post(address.partition("?")[0], data=form).status_code


def test_accepting_and_correcting_go_on_to_the_next_cell(office: Office) -> None:
    client = office.client()
    address, page = first_cell(client)
    assert post(client, address, page, "accept") == 303
    second, page = first_cell(client)
    assert second != address
    cell = office.desk.reading.cells[tuple(re.split(r"/", second.partition("?")[0])[2:])]  # type: ignore[index]
    typed = {"unit": ["Phòng Nội vụ"]} if "units" in cell.field else {"value": "Kế  hoạch "}
    if cell.field == "deadline":
        typed = {"text": "Quý II"}
    assert post(client, second, page, "save", **typed) == 303
    assert office.desk.queue.counts()[0] == 2
    status = [row["review_status"] for row in corrected_tasks(office.out).to_pylist()]
    assert "corrected" in status


def test_a_field_is_edited_as_what_it_is(office: Office) -> None:
    client = office.client()
    client.get("/")
    row = next(iter(office.desk.reading.rows))
    forms: dict[str, dict[str, object]] = {
        "lead_units": {"unit": ["Sở Nội vụ", "", "Sở Nội vụ;", " Văn  phòng ; Sở Y tế"]},
        "deadline": {"text": "trước ngày 15/7/2024"},
        "indicators": {
            "words": ["", "x"],
            "op": ["=", ">="],
            "number": ["", "1.500,5"],
            "measure": ["", "km"],
        },
        "result": {"value": "Quye\u0302\u0301t đi\u0323nh"},
    }
    for field, typed in forms.items():
        address = f"/cells/{row}/{field}"
        assert post(client, address, client.get(address).text, "save", **typed) == 303
    task = corrected_tasks(office.out).to_pylist()[0]
    assert task["lead_units"] == ["Sở Nội vụ", "Văn phòng", "Sở Y tế"]
    assert (task["deadline_kind"], str(task["deadline_end"])) == ("date", "2024-07-15")
    assert task["indicators"] == [{"text": "x", "op": ">=", "value": 1500.5, "unit": "km"}]
    assert task["result"] == "Quyết định"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("deadline", {"text": "x", "kind": "date", "start": "2024-13-01"}),
        ("deadline", {"text": "x", "kind": "nonsense"}),
        ("indicators", {"words": ["a"], "op": ["="], "number": ["nhiều"], "measure": [""]}),
        ("indicators", {"words": ["a"], "op": ["!"], "number": ["1"], "measure": [""]}),
        ("result", {"value": "a" * 30_000}),
    ],
)
def test_what_is_no_value_is_told_and_not_kept(
    office: Office, field: str, typed: dict[str, object]
) -> None:
    client = office.client()
    client.get("/")
    address = f"/cells/{next(iter(office.desk.reading.rows))}/{field}"
    assert post(client, address, client.get(address).text, "save", **typed) == 422
    assert office.desk.queue.counts()[0] == 0


def test_enter_on_a_corrected_cell_keeps_the_correction(office: Office) -> None:
    client = office.client()
    client.get("/")
    row = next(iter(office.desk.reading.rows))
    address = f"/cells/{row}/result"
    assert post(client, address, client.get(address).text, "save", value="Kế hoạch") == 303
    again = client.get(address).text
    assert "Kế hoạch" in again
    assert post(client, address, again, "accept") == 303
    assert corrected_tasks(office.out)["result"][0].as_py() == "Kế hoạch"


def test_indicators_follow_the_words_that_were_corrected(tmp_path: Path) -> None:
    read = record(
        0,
        content="Đạt 10% hồ sơ",
        result="",
        indicators=(Indicator("Đạt 10% hồ sơ", "=", 10.0, "%"),),
    )
    office = open_office(write_office(tmp_path, [read]))
    client = office.client()
    client.get("/")
    (row,) = office.desk.reading.rows
    address = f"/cells/{row}/content"
    assert post(client, address, client.get(address).text, "save", value="Đạt 70% hồ sơ") == 303
    page = client.get(f"/cells/{row}/indicators").text
    assert "70 %" in page
    assert "chỉ tiêu theo lời đã sửa" in page
    assert "70 %" in client.get(f"/records/{row}").text

    def exported() -> list[float]:
        return [i["value"] for i in corrected_tasks(office.out)["indicators"][0].as_py()]

    assert exported() == [70.0]
    assert post(client, f"/cells/{row}/indicators", page, "accept") == 303
    assert exported() == [70.0]
    office.close()


def test_a_field_without_a_place_shows_its_task_and_says_so(tmp_path: Path) -> None:
    table, prose = record(0), record(1, table_index=None)
    evidence = {**record(2).evidence}
    evidence["coordinating_units"] = evidence["lead_units"]
    office = open_office(write_office(tmp_path, [table, prose, record(2, evidence=evidence)]))
    client = office.client()
    client.get("/")
    names = list(office.desk.reading.rows)

    def page(at: int, field: str) -> str:
        return client.get(f"/cells/{names[at]}/{field}").text

    own, no_column = page(0, "result"), page(0, "indicators")
    assert "Khung là cả nhiệm vụ" not in own
    assert "Bảng này không có cột như vậy" in no_column
    assert '<span class="outline loose">' in no_column
    whole = re.search(r'data-box="([^"]+)"', no_column)
    cell = re.search(r'data-box="([^"]+)"', own)
    assert whole
    assert cell
    (left, _, right, _), (x0, _, x1, _) = (map(float, m[1].split()) for m in (whole, cell))
    assert left < x0 < x1 < right
    assert "Không thấy nêu trong lời của nhiệm vụ" in page(1, "indicators")
    assert "ghi chung trong một ô" in page(2, "coordinating_units")
    office.close()


def test_missing_units_say_where_they_were_looked_for_and_what_could_stand_there(
    tmp_path: Path,
) -> None:
    def without(row: int, raw: str) -> TaskRecord:
        proof = Evidence(raw, 0.4, (Place(1, box_of(row, "lead_units")),))
        evidence = {**record(row).evidence, "lead_units": proof}
        return record(row, lead_units=(), evidence=evidence)

    above = record(0, lead_units=("Sở Nội vụ",))
    empty, unread = without(1, ""), without(2, "như trên")
    nowhere = record(3, lead_units=(), table_index=None, evidence={})
    office = open_office(write_office(tmp_path, [above, empty, unread, nowhere]))
    client = office.client()
    client.get("/")
    names = list(office.desk.reading.rows)
    pages = [client.get(f"/cells/{name}/lead_units").text for name in names]
    assert "để trống" not in pages[0]
    assert "Ô này của bảng để trống (có khung)" in pages[1]
    assert 'data-box="' in pages[1]
    assert "đơn vị của nhiệm vụ ngay trên" in pages[1]
    assert '<span class="candidate-text">Sở Nội vụ</span>' in pages[1]
    assert "Nhập <kbd>E</kbd>" in pages[1]
    assert "máy không nhận ra giá trị nào trong đó" in pages[2]
    assert "Không thấy nêu ở nhiệm vụ này" in pages[3]
    office.close()


def test_one_document_is_reviewed_alone_until_all_are_wanted_again(office: Office) -> None:
    client = office.client()
    overview = client.get("/").text
    (document_id,) = office.desk.reading.documents
    assert f'href="/next?document={document_id}"' in overview
    assert client.get("/next?document=none").status_code == 404
    address = client.get(f"/next?document={document_id}").headers["location"]
    page = client.get(address).text
    assert "Chỉ rà soát văn bản này" in page
    assert post(client, address, page, "accept") == 303
    assert "Tiếp tục 12/KH-UBND" in client.get("/").text
    for cell in office.desk.queue.left():
        office.desk.decide(cell, "accept", cell.value, "An", (value_mark(cell.value), 0))
    done = client.get("/next").text
    assert "Không còn ô nào của 12/KH-UBND" in done
    assert "Rà soát mọi văn bản" in done
    assert "Không còn ô nào chờ bạn" in client.get("/next?document=").text


def test_a_server_for_one_document_asks_about_no_other(tmp_path: Path) -> None:
    out = write_office(tmp_path)
    write_tasks(out, "other", task("x", content="Việc khác"))
    engine = open_database(default_path(out))
    (wanted,) = documents_named(out, ["plan.png"])
    desk = open_desk(out, engine, only=[wanted])
    assert {cell.document_id for cell in desk.queue.left()} == {wanted}
    assert len(desk.reading.documents) == 2
    desk.pictures.close()
    engine.dispose()


def test_undo_brings_the_cell_back(office: Office) -> None:
    client = office.client()
    address, page = first_cell(client)
    post(client, address, page, "accept")
    answer = client.post("/undo", data=hidden(page))
    assert answer.headers["location"].startswith(address.partition("?")[0])
    assert office.desk.queue.counts()[0] == 0


def test_a_deadline_is_parsed_as_it_is_typed(office: Office) -> None:
    client = office.client()
    client.get("/")
    row = next(iter(office.desk.reading.rows))
    answer = client.get(f"/parse/{row}/deadline", params={"text": "Quý II"}).json()
    assert (answer["start"], answer["end"]) == ("2024-04-01", "2024-06-30")
    assert answer["said"] == "trong quý: 01/04/2024 – 30/06/2024"


def test_pictures_show_the_place_and_say_when_the_file_is_gone(office: Office) -> None:
    client = office.client()
    client.get("/")
    cell = next(c for c in office.desk.reading.cells.values() if c.field == "content")
    answer = client.get(f"/crops/{cell.record_id}/0/content")
    assert answer.headers["content-type"] == "image/jpeg"
    crop = Image.open(io.BytesIO(answer.content))
    wanted = cell.places[0].box.padded(6)
    assert crop.width / crop.height == pytest.approx(wanted.width / wanted.height, rel=0.05)
    page = f"/pages/{cell.document_id}/1.jpg"
    assert client.get(page).headers["content-type"] == "image/jpeg"
    for kept in (office.out / ".kehoach" / "pictures").rglob("*.jpg"):
        kept.unlink()
    (office.out.parent / "plan.png").write_bytes(b"other bytes")
    answer = client.get(page)
    assert (answer.status_code, "plan.png" in answer.text) == (404, True)


def test_the_page_speaks_both_languages(office: Office) -> None:
    client = office.client()
    _, page = first_cell(client)
    assert '<html lang="vi">' in page
    assert "Đúng, ô tiếp" in page
    address = client.get("/next").headers["location"]
    client.post("/language", data={"language": "en"})
    assert "Right, go on" in client.get(address).text


def test_text_from_paper_never_becomes_markup(tmp_path: Path) -> None:
    bad = [
        replace(
            record(i),
            content=HOSTILE,
            result=HOSTILE,
            lead_units=(HOSTILE,),
            deadline_text=HOSTILE,
            section=HOSTILE,
            no=HOSTILE,
            extra={HOSTILE: HOSTILE},
            evidence={**record(i).evidence, f"extra:{HOSTILE}": record(i).evidence["content"]},
        )
        for i in range(2)
    ]
    office = open_office(write_office(tmp_path, bad))
    client = office.client()
    pages = [client.get("/").text]
    for cell in office.desk.reading.cells.values():
        answer = client.get(cell_path(cell, note="<b>", why=HOSTILE, after="<i>"))
        assert answer.status_code == 200
        pages.append(answer.text)
    for page in pages:
        assert not re.search(r"<script>|<img src=x|onerror=alert\(1\)>(?!&)", page)
    assert "default-src 'none'" in client.get("/").headers["content-security-policy"]
    office.close()


def test_forms_without_the_logins_token_are_refused(office: Office) -> None:
    client = office.client()
    address, page = first_cell(client)
    good = hidden(page)
    for csrf in ("", "x", good["csrf"][:-1]):
        form = {**good, "csrf": csrf, "action": "accept"}
        assert client.post(address.partition("?")[0], data=form).status_code == 403
    assert office.desk.queue.counts()[0] == 0
    other = office.client()
    other.get("/")
    assert post(other, address, page, "accept") == 403, "another login's token is none of mine"


def test_with_accounts_nobody_enters_without_signing_in(office: Office) -> None:
    office.desk.accounts.add("An", PASSWORD)
    client = office.client()
    cell = next(iter(office.desk.reading.cells.values()))
    for address in ("/", "/next", cell_path(cell), f"/pages/{cell.document_id}/1.jpg"):
        assert client.get(address).headers.get("location") == "/sign-in"
    client.cookies.set("kehoach_8765", "forged" * 8)
    assert client.get("/").headers["location"] == "/sign-in"
    assert client.post(cell_path(cell), data={"action": "accept"}).status_code == 403
    assert client.post("/sign-in", data={"name": "An", "password": "sai"}).status_code == 403
    answer = client.post("/sign-in", data={"name": "An", "password": PASSWORD})
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    client.cookies.clear()
    client.cookies.set(
        "kehoach_8765", re.findall(r"kehoach_8765=([^;]+)", answer.headers["set-cookie"])[0]
    )
    assert client.get("/").status_code == 200
    assert client.post("/sign-out", data=hidden(client.get("/").text)).status_code == 303
    assert client.get("/").headers["location"] == "/sign-in"


def test_guessing_passwords_is_slowed_down(office: Office) -> None:
    office.desk.accounts.add("An", PASSWORD)
    client = office.client()
    codes = [
        client.post("/sign-in", data={"name": "An", "password": str(i)}).status_code
        for i in range(7)
    ]
    assert codes == [403] * 5 + [429] * 2
    right = client.post("/sign-in", data={"name": "An", "password": PASSWORD})
    assert right.status_code == 429


def test_other_sites_cannot_sign_a_person_in(office: Office) -> None:
    office.desk.accounts.add("An", PASSWORD)
    form = {"name": "An", "password": PASSWORD}
    foreign = {"origin": "http://evil.example"}
    assert office.client().post("/sign-in", data=form, headers=foreign).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/pages/../../etc/passwd",
        "/pages/%2e%2e%2f%2e%2e%2fetc%2fpasswd/1.jpg",
        "/pages/" + "a" * 64 + "/1.jpg",
        "/crops/..%2f..%2fplan.png/0/content",
        "/static/..%2f..%2fapp.py",
        "/static/../app.py",
        "/cells/" + "0" * 32 + "/..%2f..%2fcontent",
    ],
)
def test_addresses_lead_to_no_other_file(office: Office, address: str) -> None:
    client = office.client()
    client.get("/")
    assert client.get(address).status_code == 404


def test_large_bodies_and_foreign_hosts_are_refused(office: Office) -> None:
    client = office.client()
    address, page = first_cell(client)
    path = address.partition("?")[0]
    form = {**hidden(page), "action": "save", "value": "a" * FORM_BYTES}
    assert client.post(path, data=form).status_code == 413

    def endless() -> object:
        for _ in range(20):
            yield b"a" * 100_000

    assert client.post(path, content=endless()).status_code == 413  # type: ignore[arg-type]
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421


def test_a_second_decision_on_what_was_seen_is_told(office: Office) -> None:
    client = office.client()
    address, page = first_cell(client)
    assert post(client, address, page, "accept") == 303
    assert post(client, address, page, "accept") == 303, "sent twice is kept once"
    assert post(client, address, page, "illegible") == 409
    assert len(office.desk.corrections.chains()) == 1


def test_an_address_that_leads_nowhere_is_told_in_the_language_of_the_person(
    office: Office,
) -> None:
    client = office.client()
    for path in ("/khong-co", "/static/none.js", "/cells/x/content"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "Không có trang này." in answer.text
    client.cookies.set("kehoach_language", "en")
    assert "There is no such page." in client.get("/khong-co").text


def test_comparisons_are_shown_as_people_write_them(tmp_path: Path) -> None:
    asked = record(0, indicators=(Indicator("ít nhất 5 km", ">=", 5.0, "km"),))
    office = open_office(write_office(tmp_path, [asked], rows=1))
    try:
        (row,) = office.desk.reading.rows
        page = office.client().get(f"/cells/{row}/indicators").text
    finally:
        office.close()
    assert "≥ 5 km" in page
    assert '<option value="&gt;=" selected>≥</option>' in page


def test_a_document_without_pictures_shows_its_words(tmp_path: Path) -> None:
    text = tmp_path / "lớp chữ.txt"
    text.write_text(
        "KẾ HOẠCH <b>\n1. Ban hành văn bản. Đơn vị chủ trì: Sở Y tế.\n"
        "2. Báo cáo kết quả. Đơn vị chủ trì: Sở Nội vụ.\n",
        "utf-8",
    )
    assert main(["extract", str(text), "--out", str(tmp_path / "out"), "--workers", "1"]) == 0
    office = open_office(tmp_path / "out")
    client = office.client()
    client.get("/")
    row = next(row for row in office.desk.reading.rows.values() if "Báo cáo" in row["content"])
    for address in (f"/cells/{row['record_id']}/content", f"/records/{row['record_id']}"):
        page = client.get(address).text
        assert re.search("<mark data-here>[^<]*Báo cáo", page)
        assert "KẾ HOẠCH &lt;b&gt;" in page


def test_doubtful_words_of_bare_text_are_marked_and_not_all_that_was_repaired(
    tmp_path: Path,
) -> None:
    text = tmp_path / "layer.txt"
    text.write_text(f"{GARBLED}\n1. Ban hanh van ban csupgf. Don vi chi tri: So Y té.\n", "utf-8")
    assert main(["extract", str(text), "--out", str(tmp_path / "out"), "--workers", "1"]) == 0
    office = open_office(tmp_path / "out")
    client = office.client()
    client.get("/")
    row = next(row for row in office.desk.reading.rows.values() if "csupgf" in row["content"])
    page = client.get(f"/cells/{row['record_id']}/content").text
    marked = re.findall(r'<mark title="([^"]*)">([^<]+)</mark>', page)
    assert ("?", "csupgf.") in marked, "no one knows the word"
    assert "hành" not in [word for _, word in marked], "repaired, and sure"
    assert "Ban hanh van ban csupgf" in page, "as received"
    assert "csupgf" in dict(row["raw"])["content"]
    office.close()


def test_doubts_cut_a_text_into_pieces() -> None:
    pieces = doubtful("Hỗ trợ bản, làng.", [("bản,", "bàn"), ("làng", "")])
    assert "".join(piece.text for piece in pieces) == "Hỗ trợ bản, làng."
    assert [(p.text, p.was) for p in pieces if p.was is not None] == [
        ("bản,", "bàn"),
        ("làng.", ""),
    ]
