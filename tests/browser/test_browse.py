"""Analysts in a real browser: by keyboard, on a narrow screen, on paper; readable for everyone."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pdfplumber
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.office import CHROMIUM, PASSWORD, Server, run, violations
from tests.review.office import record, write_office

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")

LONG = (
    "Chủ trì, phối hợp với các cơ quan, đơn vị có liên quan và Ủy ban nhân dân các xã, thị trấn "
    "rà soát, đánh giá thủ tục hành chính trong giải quyết hồ sơ nghiêng-ngả-liền-một-mạch, "
) * 4
PAGES = ("/browse", "/browse/deadlines", "/browse/indicators", "/browse/plans")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Forty tasks, one of them with the longest words an office thinks of."""
    units = ("Ban Chỉ đạo phòng, chống dịch bệnh và an toàn vệ sinh thực phẩm các cấp " * 3,)
    long = record(11, content=LONG, result=LONG, lead_units=units * 6, coordinating_units=units * 9)
    records = [record(i) for i in range(11)] + [long] + [record(i) for i in range(12, 40)]
    out = write_office(tmp_path_factory.mktemp("browse"), records)
    add = ("users", "add", "Chi", "--role", "analyst", "--out", str(out), "--password-stdin")
    run(*add, said=f"{PASSWORD}\n")
    started = Server(out)
    yield started
    started.kill()


@pytest.fixture(scope="module")
def page(browser: Browser, server: Server) -> Page:
    """The page that an analyst comes to who signs in by keyboard."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.set_default_timeout(30_000)
    page.on("request", lambda asked: _stays(server, asked.url))
    page.goto(server.address)
    page.locator("input[name=name]:focus").wait_for()
    page.keyboard.type("Chi")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.address}/browse")
    return page


def _stays(server: Server, address: str) -> None:
    assert address.startswith(server.address), "nothing is fetched from elsewhere"


def test_a_question_is_asked_and_followed_by_keyboard(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/browse")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("van ban so 7")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=van+ban+so+7**")
    assert page.locator("h1").inner_text().startswith("1 nhiệm vụ")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.list a[href*=plans]')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/browse/plans/**#t-*")
    page.locator("rect").first.wait_for()
    lit = page.locator("a.target rect")
    assert lit.count() == 1
    assert page.locator("li.target").inner_text().find("văn bản số 7") > 0
    assert lit.evaluate("r => r.getBoundingClientRect().top < innerHeight"), "it is in sight"
    page.goto(f"{server.address}/next")
    assert page.locator("h1").inner_text() == "Tài khoản của bạn chỉ để tra cứu, không sửa được."


def test_pages_are_readable_for_everyone(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/browse")
    task = page.locator(".list td a.quiet-link").first.get_attribute("href")
    page.goto(f"{server.address}/browse/plans")
    plan = page.locator(".list td a").first.get_attribute("href")
    every = (*PAGES, f"{task}", f"{plan}", "/browse?q=xyzzy&from=x&sure=under-80")
    for width, height in ((1366, 768), (420, 800)):
        page.set_viewport_size({"width": width, "height": height})
        for path in every:
            page.goto(f"{server.address}{path}")
            page.wait_for_load_state("networkidle")
            if width > 900 or path in (task, plan, "/browse"):
                assert violations(page) == [], (path, width)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (path, "goes over the screen's edge", wide)
    page.set_viewport_size({"width": 1366, "height": 768})


def test_what_is_printed_is_what_was_found(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/browse/deadlines?unit=noi+vu&part=lead")
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
        (sheet,) = paper.pages
        words = sheet.extract_text()
        assert (round(sheet.width), round(sheet.height)) == (842, 595), "A4, lying"
        assert len(sheet.rects) > 1, "bars and shades are on paper"
    assert "Thời hạn năm 2024" in words
    assert "Đơn vị (chủ trì): noi vu" in words
    assert "Bộ lọc" not in words
    assert "in ngày" in words
    page.goto(f"{server.address}/browse?sort=document")
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
        texts = [sheet.extract_text() for sheet in paper.pages]
    assert len(texts) >= 2
    assert all(text.splitlines()[0].count("Nhiệm vụ Đơn vị") for text in texts[1:])
    assert LONG.rsplit(maxsplit=1)[-1] in " ".join(texts), "on paper nothing is cut off"
