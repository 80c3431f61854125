"""Pictures of the review page for the documents, taken in headless Chromium.

    python -m bench.pictures --out data/processed --scans data/raw [--to docs/img]

Corrects some cells of a copy of the output folder, so that the pages show people at work.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.review import served

_LAPTOP = {"width": 1366, "height": 768}
_PHONE = {"width": 420, "height": 800}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--scans", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=Path("docs/img"))
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        shutil.copytree(asked.out, out)
        with served(out, "--scans", str(asked.scans)) as port, sync_playwright() as driver:
            path = shutil.which("chromium") or shutil.which("google-chrome")
            browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
            page = browser.new_page(viewport=_LAPTOP)  # type: ignore[arg-type]
            _take(page, f"http://127.0.0.1:{port}", asked.to)
            browser.close()


def _take(page: Page, address: str, to: Path) -> None:
    page.goto(f"{address}/next")
    wanted = {"content": "review-cell", "deadline": "review-deadline", "lead_units": "review-units"}
    for _ in range(150):
        field = page.url.partition("?")[0].rpartition("/")[2]
        told = page.locator(".candidate").count() > 0 or field == "lead_units"
        if field in wanted and told and page.locator(".reading .text, .reading .chip").count():
            _settle(page)
            if field != "content":
                page.keyboard.press("e")
            page.screenshot(path=to / f"{wanted.pop(field)}.png")
            page.keyboard.press("Escape")
        if not wanted:
            break
        with page.expect_navigation():
            page.keyboard.press("s")
    for _ in range(12):
        page.goto(f"{address}/next")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    for link, name in (
        (".ways a:last-child", "review-table"),
        (".ways a:first-child", "review-row"),
    ):
        page.goto(f"{address}/next")
        page.locator(link).click()
        _settle(page)
        page.screenshot(path=to / f"{name}.png")
    page.goto(address)
    page.screenshot(path=to / "review-overview.png")
    page.set_viewport_size(_PHONE)  # type: ignore[arg-type]
    page.goto(f"{address}/next")
    _settle(page)
    page.screenshot(path=to / "review-narrow.png")


def _settle(page: Page) -> None:
    """Wait until the scanned page is drawn."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)


if __name__ == "__main__":
    main()
