"""People at work in a real browser: hands on the keyboard, nothing lost, readable for everyone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, Page

from pipeline.store.read import read_arrow
from pipeline.store.values import field_value
from tests.browser.office import CHROMIUM, PASSWORD, Server, run, violations
from tests.review.office import write_office

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    made = write_office(tmp_path)
    for name in ("An", "Bình"):
        run("users", "add", name, "--out", str(made), "--password-stdin", said=f"{PASSWORD}\n")
    return made


@pytest.fixture
def server(out: Path) -> Iterator[Server]:
    started = Server(out, "--second-look")
    yield started
    started.kill()


def signed_in(browser: Browser, server: Server, name: str) -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.set_default_timeout(30_000)
    page.goto(server.address)
    page.locator("input[name=name]:focus").wait_for()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.address}/")
    page.locator("a.primary:focus").wait_for()
    page.keyboard.press("Enter")  # the way to the first cell has the focus
    page.wait_for_url("**/cells/**")
    return page


def decide(page: Page, *keys: str) -> tuple[str, str]:
    """Press keys that end a cell; return its record and field once the next one is there."""
    before = page.url
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation(url=lambda url: url != before and "/next" not in url):
        page.keyboard.press(keys[-1])
    record, field = before.partition("?")[0].split("/")[-2:]
    return record, field


def correct(page: Page, words: str) -> tuple[str, str]:
    """Type another value by keyboard alone, and go on."""
    page.keyboard.press("e")
    page.locator("[data-editor]").wait_for(state="visible")
    if page.locator(".edit-units").count():
        chip = page.locator(".edit-units .chip input").first
        assert chip.evaluate("input => input === document.activeElement")
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    return decide(page, "Enter")


def test_ten_cells_by_keyboard_undo_second_look_and_a_crash(
    browser: Browser, server: Server, out: Path
) -> None:
    page = signed_in(browser, server, "An")
    typed: dict[tuple[str, str], str] = {}
    for i in range(5):
        words = f"Quý {'I' * (i % 3 + 1)}" if "/deadline" in page.url else f"Văn phòng số {i}"
        typed[correct(page, words)] = words
    server.kill()
    server.start()
    page.goto(f"{server.address}/next")
    for i in range(5, 10):
        words = f"Quý {'I' * (i % 3 + 1)}" if "/deadline" in page.url else f"Văn phòng số {i}"
        typed[correct(page, words)] = words
    assert len(typed) == 10, "ten cells, none shown twice, none asked again after the crash"

    with page.expect_navigation():
        page.keyboard.press("u")
    undone = page.url.partition("?")[0].split("/")[-2:]
    assert tuple(undone) in typed
    del typed[undone[0], undone[1]]
    assert values(out) == values(out, corrected=False), "nothing counts before a second look"

    other = signed_in(browser, server, "Bình")
    for _ in range(9):
        assert other.locator("button[value=confirm]").is_visible()
        decide(other, "Enter")
    assert other.locator("button[value=confirm]").count() == 0
    after, before = values(out), values(out, corrected=False)
    for (record, field), words in typed.items():
        value = after[record, field]
        shown = value["text"] if isinstance(value, dict) else value
        assert words in str(shown)
    assert {k for k in after if after[k] != before[k]} == set(typed)


def values(out: Path, corrected: bool = True) -> dict[tuple[str, str], object]:
    """What `kehoach export` writes, or what was read, field by field."""
    table = read_arrow(out, "tasks")
    if corrected:
        run("export", str(out / "tasks.parquet"), "--out", str(out))
        table = pq.read_table(out / "tasks.parquet")
    rows = table.to_pylist()
    fields = ("content", "result", "lead_units", "deadline")
    return {(row["record_id"], field): field_value(row, field) for row in rows for field in fields}


def test_enter_saves_units_and_a_semicolon_adds_one(
    browser: Browser, server: Server, out: Path
) -> None:
    page = signed_in(browser, server, "An")
    while "/lead_units" not in page.url:
        decide(page, "s")
    page.keyboard.press("e")
    page.keyboard.press("Tab")  # from the unit to the button that removes it …
    page.keyboard.press("Tab")  # … and to the line for another
    page.keyboard.type("Sở Y tế; Sở Xây dựng")
    assert page.locator(".edit-units .chip").count() == 2
    record, _ = decide(page, "Enter")
    other = signed_in(browser, server, "Bình")
    decide(other, "Enter")
    value = values(out)[record, "lead_units"]
    assert value == ["Phòng Nội vu", "Sở Y tế", "Sở Xây dựng"]


def test_the_keys_are_told_by_a_key(browser: Browser, server: Server) -> None:
    page = signed_in(browser, server, "An")
    told = page.locator(".keys dl")
    assert not told.is_visible()
    page.keyboard.press("?")
    told.wait_for(state="visible")
    assert "để sau" in told.inner_text()
    assert violations(page) == []


def test_enter_that_ends_a_vietnamese_syllable_sends_nothing(
    browser: Browser, server: Server
) -> None:
    page = signed_in(browser, server, "An")
    while "/content" not in page.url and "/result" not in page.url:
        decide(page, "s")
    page.keyboard.press("e")
    area = page.locator("textarea[name=value]")
    area.fill("")
    before = page.url
    typing = page.context.new_cdp_session(page)
    typing.send("Input.imeSetComposition", {"text": "việ", "selectionStart": 3, "selectionEnd": 3})
    typing.send(
        "Input.dispatchKeyEvent",
        {"type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229},
    )
    typing.send("Input.insertText", {"text": "việc"})
    page.wait_for_timeout(200)
    assert (page.url, area.input_value()) == (before, "việc")
    decide(page, "Enter")


def test_pages_are_readable_for_everyone(browser: Browser, server: Server) -> None:
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(f"{server.address}/sign-in")
    assert violations(page) == []
    page = signed_in(browser, server, "An")
    seen: set[str] = set()
    while len(seen) < 4:
        field = page.url.partition("?")[0].split("/")[-1]
        if field not in seen:
            seen.add(field)
            assert violations(page) == [], field
            page.keyboard.press("e")
            assert violations(page) == [], f"{field}, edited"
            focused = page.evaluate(
                "getComputedStyle(document.activeElement).outlineStyle + "
                "getComputedStyle(document.activeElement).outlineWidth"
            )
            assert focused == "solid3px", "where one is, is seen"
            page.keyboard.press("Escape")
        decide(page, "s")
    cell = page.locator(".ways a").first.get_attribute("href")
    table = page.locator(".ways a").nth(1).get_attribute("href")
    for other in (cell, table, "/uploads", "/"):
        page.goto(f"{server.address}{other}")
        assert violations(page) == [], other
    page.set_viewport_size({"width": 420, "height": 800})
    page.goto(f"{server.address}/next")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
