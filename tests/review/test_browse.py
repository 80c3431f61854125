"""The pages for analysts as a browser asks for them: everything is seen, nothing decided."""

from __future__ import annotations

import io
import re
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from PIL import Image
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from pipeline.review.browse.asking import asked
from pipeline.store.read import read_arrow
from pipeline.types.task import Deadline, Indicator
from tests.review.office import HOSTILE, Office, hidden, open_office, record, write_office

PASSWORD = "mật khẩu đủ dài"  # noqa: S105  made up
# What an account for looking may ask for beside the pages below /browse.
OPEN = {"/", "/sign-in", "/sign-out", "/language"}


@pytest.fixture
def client(office: Office) -> TestClient:
    made = office.client()
    made.get("/browse")
    return made


def analyst(office: Office) -> TestClient:
    office.desk.accounts.add("Chi", PASSWORD, "analyst")
    client = office.client()
    client.post("/sign-in", data={"name": "Chi", "password": PASSWORD})
    return client


def links(page: str, below: str) -> list[str]:
    return re.findall(rf'href="({re.escape(below)}[^"]*)"', page)


def test_an_analyst_sees_the_archive_and_reaches_nothing_else(office: Office) -> None:
    client = analyst(office)
    assert client.get("/").headers["location"] == "/browse"
    page = client.get("/browse").text
    assert "12 nhiệm vụ" in page
    assert 'href="/"' not in page.replace('class="brand" href="/"', "")
    cell = next(iter(office.desk.reading.cells.values()))
    filled = {"record": cell.record_id, "field": cell.field, "document": cell.document_id}
    form = {"csrf": hidden(page)["csrf"], "action": "accept"}
    tried = 0
    for route in client.app.routes:  # type: ignore[attr-defined]
        if isinstance(route, Mount) or route.path in OPEN or route.path.startswith("/browse"):
            continue
        assert isinstance(route, Route)
        path = re.sub(r"\{(\w+)(:\w+)?\}", lambda m: str(filled.get(m[1], 1)), route.path)
        for method in (route.methods or set()) - {"HEAD"}:
            answer = client.request(method, path, data=form, headers={"x-csrf": form["csrf"]})
            assert answer.status_code == 403, f"{method} {path}"
            assert "chỉ để tra cứu" in answer.text
            tried += 1
    assert tried >= 15
    assert office.desk.corrections.last() == 0
    assert not (office.out / "uploads").exists()
    assert office.desk.queue.hold(cell.key, "An"), "nothing is kept from those who review"


def test_a_role_lasts_until_it_is_changed(office: Office) -> None:
    client = analyst(office)
    office.desk.accounts.add("Chi", PASSWORD)
    assert office.desk.accounts.roles() == {"Chi": "analyst"}, "a new password alone changes none"
    assert client.get("/browse").headers["location"] == "/sign-in"
    office.desk.accounts.add("Chi", PASSWORD, "reviewer")
    client.post("/sign-in", data={"name": "Chi", "password": PASSWORD})
    assert "Bắt đầu rà soát" in client.get("/").text


def test_a_server_for_looking_only_lets_nobody_decide(tmp_path: Path) -> None:
    office = open_office(write_office(tmp_path), reviews=False)
    client = office.client(reviews=False)
    assert client.get("/").headers["location"] == "/browse"
    page = client.get("/browse").text
    assert "12 nhiệm vụ" in page
    assert client.get("/next").status_code == 403
    assert client.post("/undo", data=hidden(page)).status_code == 403
    office.close()


def test_nobody_looks_without_signing_in(office: Office) -> None:
    office.desk.accounts.add("An", PASSWORD)
    client = office.client()
    for path in ("/browse", "/browse/deadlines", "/browse/indicators", "/browse/plans"):
        assert client.get(path).headers["location"] == "/sign-in"


def test_filters_narrow_the_list_and_each_can_be_taken_off(client: TestClient) -> None:
    page = client.get(
        "/browse", params={"q": "van ban so 3", "unit": "noi vu", "part": "lead"}
    ).text
    assert "1 nhiệm vụ" in page
    assert "<mark>văn</mark> <mark>bản</mark> <mark>số</mark> <mark>3</mark>" in page
    assert "Đơn vị (chủ trì): noi vu" in page
    (without,) = [
        link for link in links(page, "/browse?") if "part" not in link and "sort" not in link
    ]
    assert "unit" not in without
    assert "1 nhiệm vụ" in client.get(without.replace("&amp;", "&")).text
    for params, count in (
        ({"unit": "các phòng", "part": "coordinating"}, 12),
        ({"unit": "các phòng", "part": "lead"}, 0),
        ({"from": "1/5/2024", "to": "quý II/2024"}, 12),
        ({"from": "6/2024"}, 0),
        ({"kind": "month"}, 12),
        ({"kind": "quarter"}, 0),
        ({"year": "2024"}, 12),
        ({"indicator": "ho so >= 90%"}, 12),
        ({"indicator": "ho so < 90%"}, 0),
        ({"sure": "under-80"}, 11),
        ({"review": "accepted"}, 0),
        ({"plan": "12/KH-UBND", "place": "ha noi"}, 0),
    ):
        page = client.get("/browse", params=params).text
        said = f"{count} nhiệm vụ" if count else "Không có nhiệm vụ nào phù hợp."
        assert said in page, params


def test_what_is_not_understood_is_told_and_asks_nothing(client: TestClient) -> None:
    for name, words in (("from", "tháng 13/2024"), ("to", "hôm nào"), ("year", "9" * 30)):
        page = client.get("/browse", params={name: words}).text
        assert "12 nhiệm vụ" in page
        assert f"Không hiểu “{words}”" in page
    for params in ({"page": "9" * 40}, {"page": "x"}, {"sort": "x"}, {"kind": "x"}, {"q": "\0"}):
        assert client.get("/browse", params=params).status_code == 200
    page = client.get("/browse", params={"indicator": ">= 1.2.3.4%"}).text
    assert "12 nhiệm vụ" in page


def test_a_long_list_has_pages(tmp_path: Path) -> None:
    office = open_office(write_office(tmp_path, [record(i) for i in range(60)]))
    client = office.client()
    page = client.get("/browse", params={"q": "van ban", "sort": "document"}).text
    assert "60 nhiệm vụ" in page
    seen = set(links(page, "/browse/tasks/"))
    while following := re.search(r'rel="next" href="([^"]+)"', page):
        assert "q=van+ban" in following[1]
        page = client.get(following[1].replace("&amp;", "&")).text
        seen |= set(links(page, "/browse/tasks/"))
    assert len(seen) == 60
    assert "Trang 3 / 3" in page
    office.close()


def test_deadlines_are_counted_by_month_and_lead_to_their_tasks(tmp_path: Path) -> None:
    changed = [
        record(0),
        record(1, deadline=Deadline("date", None, date(2024, 12, 31))),
        record(2, deadline=Deadline("continuous"), deadline_text="Thường xuyên"),
        record(3, lead_units=("Thanh tra huyện", "Phòng Nội vụ")),
        record(4, lead_units=()),
    ]
    office = open_office(write_office(tmp_path, changed))
    client = office.client()
    page = client.get("/browse/deadlines").text
    assert "Thời hạn năm 2024" in page
    assert "Tất cả nhiệm vụ: 3 nhiệm vụ, tháng 5/2024" in page
    assert "Thanh tra huyện: 1 nhiệm vụ, tháng 5/2024" in page
    assert "(không nêu đơn vị)" in page
    assert re.search(r"thường xuyên <strong>1</strong>", page)
    (link,) = re.findall(r'href="([^"]+)" aria-label="Tất cả nhiệm vụ: 3 nhiệm vụ', page)
    assert "3 nhiệm vụ" in client.get(link.replace("&amp;", "&")).text
    assert (
        "Không có nhiệm vụ nào đến hạn trong năm 1999"
        in client.get("/browse/deadlines", params={"due": "1999"}).text
    )
    assert "chỉ được đếm ở tháng cuối" in page
    (during,) = re.findall(r'href="([^"]+)">Đang thực hiện trong tháng', page)
    page = client.get(during.replace("&amp;", "&")).text
    assert "Một nhiệm vụ được đếm ở mọi tháng của nó" in page
    assert "Tất cả nhiệm vụ: 4 nhiệm vụ, tháng 5/2024" in page, "the continuous one is in hand"
    (link,) = re.findall(r'href="([^"]+)" aria-label="Tất cả nhiệm vụ: 1 nhiệm vụ, tháng 7', page)
    found = client.get(link.replace("&amp;", "&")).text
    assert "Đang thực hiện trong" in found
    assert "1 nhiệm vụ" in found
    office.close()


def test_indicators_of_one_name_stand_together(tmp_path: Path) -> None:
    said = [Indicator(f"đạt {n}% hồ sơ trực tuyến", ">=", float(n), "%") for n in (50, 70)]
    office = open_office(
        write_office(tmp_path, [record(i, indicators=(each,)) for i, each in enumerate(said)])
    )
    page = office.client().get("/browse/indicators").text
    assert "1 chỉ tiêu" in page
    assert page.index("≥ 50 %") < page.index("≥ 70 %")
    office.close()


def test_a_plan_stands_beside_its_tasks(client: TestClient, office: Office) -> None:
    (plan,) = set(links(client.get("/browse/plans").text, "/browse/plans/"))
    page = client.get(plan).text
    assert "Nhiệm vụ trên trang 1" in page
    assert page.count("<rect ") == 12
    first = re.search(r'x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', page)
    assert first is not None
    wanted = (60 / 595, 100 / 842, 500 / 595, 36 / 842)
    assert tuple(map(float, first.groups())) == pytest.approx(wanted, abs=1e-3)
    for task in re.findall(r'href="#(t-[0-9a-f]+)"', page):
        assert f'id="{task}"' in page
    assert client.get(f"{plan}/1.jpg").headers["content-type"] == "image/jpeg"
    assert client.get(f"{plan}/2.jpg").status_code == 404
    assert client.get("/browse/plans/" + "0" * 64).status_code == 404


def test_a_task_shows_its_place_on_paper(client: TestClient, office: Office) -> None:
    record_id = next(iter(office.desk.reading.rows))
    page = client.get(f"/browse/tasks/{record_id}").text
    assert "Ban hành văn bản số 0" in page
    assert f'href="/records/{record_id}"' in page
    answer = client.get(f"/browse/tasks/{record_id}/1.jpg")
    crop = Image.open(io.BytesIO(answer.content))
    assert crop.width / crop.height == pytest.approx((500 + 12) / (36 + 12), rel=0.05)
    assert client.get(f"/browse/tasks/{record_id}/2.jpg").status_code == 404
    assert client.get("/browse/tasks/" + "0" * 32).status_code == 404
    for kept in (office.out / ".kehoach" / "pictures").rglob("*.jpg"):
        kept.unlink()
    (office.out.parent / "plan.png").unlink()
    fresh = office.client()
    fresh.get("/browse")
    answer = fresh.get(f"/browse/tasks/{record_id}/1.jpg")
    assert (answer.status_code, "plan.png" in answer.text) == (404, True)


def test_what_people_decide_is_seen_soon(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.query.shelf._LOOK_AGAIN_SECONDS", 0.0)
    client = office.client()
    client.get("/browse")
    address = client.get("/next").headers["location"].partition("?")[0]
    form = {**hidden(client.get(address).text), "action": "accept"}
    assert client.post(address, data=form).status_code == 303
    for _ in range(100):  # a slow machine opens the archive anew while the old one answers
        if "1 nhiệm vụ" in client.get("/browse", params={"review": "accepted"}).text:
            return
        time.sleep(0.1)
    raise AssertionError("the decision is not seen")


def test_the_archive_speaks_both_languages(client: TestClient) -> None:
    client.cookies.set("kehoach_language", "en")
    for path, words in (
        ("/browse?unit=noi+vu&part=lead", "Unit (leads): noi vu"),
        ("/browse/deadlines", "Deadlines of 2024"),
        ("/browse/indicators", "1 indicator"),
        ("/browse/plans", "1 plan"),
    ):
        assert words in client.get(path).text


def test_text_from_paper_and_addresses_never_becomes_markup(tmp_path: Path) -> None:
    bad = [
        replace(
            record(i), content=HOSTILE, result=HOSTILE, lead_units=(HOSTILE,), section=HOSTILE,
            deadline_text=HOSTILE, no=HOSTILE, indicators=(Indicator(HOSTILE, "=", 1.0, HOSTILE),),
            extra={HOSTILE: HOSTILE},
        )
        for i in range(2)
    ]  # fmt: skip
    office = open_office(write_office(tmp_path, bad))
    client = office.client()
    plan = links(client.get("/browse/plans").text, "/browse/plans/")[0]
    tasks = links(client.get("/browse").text, "/browse/tasks/")
    query = "&".join(f"{name}={quote(HOSTILE)}" for name in ("unit", "q", "due", "sort", "plan"))
    paths = ["/browse", "/browse/deadlines", "/browse/indicators", "/browse/plans", plan, *tasks]
    for path in [*paths, *(f"{path}?{query}" for path in paths)]:
        answer = client.get(path)
        assert answer.status_code == 200
        assert not re.search(r"<script>|<img src=x|onerror=alert\(1\)>(?!&)", answer.text)
        assert "style=" not in answer.text, "the browser would refuse it"
    office.close()


def test_an_address_keeps_what_it_asks() -> None:
    said = asked(
        [("q", " một  cửa "), ("kind", "month"), ("kind", "year"), ("x", "1"), ("page", "3")]
    )
    assert (said.page, said.question.kinds) == (3, ("month", "year"))
    assert (
        said.path("/browse", page=4)
        == "/browse?q=m%E1%BB%99t+c%E1%BB%ADa&kind=month&kind=year&page=4"
    )
    assert said.without("/browse", "kind", "month") == "/browse?q=m%E1%BB%99t+c%E1%BB%ADa&kind=year"


def test_what_was_found_can_be_taken_away_as_a_workbook(office: Office) -> None:
    client = analyst(office)
    (document_id,) = {row["document_id"] for row in read_arrow(office.out, "tasks").to_pylist()}
    page = client.get("/browse?q=van+ban+so+3").text
    assert 'href="/browse/tasks.xlsx?q=van+ban+so+3"' in page
    for query, tasks in (("q=van+ban+so+3", 1), (f"document={document_id}", 12)):
        answer = client.get(f"/browse/tasks.xlsx?{query}")
        assert answer.headers["content-disposition"].endswith('.xlsx"')
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        assert book["Nhiệm vụ"].max_row == 1 + tasks
        assert book["Văn bản"].max_row == 2
        said = [str(cell.value) for sheet in book for line in sheet for cell in line]
        assert "plan.png" in said
        assert not [words for words in said if str(office.out.parent) in words]
    assert f"document={document_id}" in client.get(f"/browse/plans/{document_id}").text
    chosen = client.get(f"/browse?document={document_id}").text
    assert "Văn bản: 12/KH-UBND, plan.png" in chosen
    assert client.get("/browse/tasks.xlsx?document=none").status_code == 200
