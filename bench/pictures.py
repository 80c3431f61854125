"""Pictures of the server's pages for the documents, taken in headless Chromium.

    python -m bench.pictures --out data/processed --scans data/raw [--to docs/img]

Corrects some cells of a copy of the output folder, so that the pages show people at work; the
pages for analysts come first, of what was read.
"""

from __future__ import annotations

import argparse
import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from bench.review import served

_LAPTOP = {"width": 1366, "height": 768}
_COLOURS = 48  # of a picture: gray paper and the few of the page
_PHONE = {"width": 420, "height": 800}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--scans", type=Path, action="append", required=True)
    parser.add_argument("--to", type=Path, default=Path("docs/img"))
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        shutil.copytree(asked.out, out)
        with served(out, *_flags(asked.scans)) as at, sync_playwright() as driver:
            path = shutil.which("chromium") or shutil.which("google-chrome")
            browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
            page = browser.new_page(viewport=_LAPTOP)  # type: ignore[arg-type]
            _browse(page, f"http://127.0.0.1:{at.port}", asked.to)
            _take(page, f"http://127.0.0.1:{at.port}", asked.to)
            browser.close()


def _flags(scans: list[Path]) -> list[str]:
    return [word for folder in scans for word in ("--scans", str(folder))]


def _browse(page: Page, address: str, to: Path) -> None:
    for path, name in (
        ("/browse?q=ho+so+thu+tuc+hanh+chinh&unit=UBND&sort=relevance", "browse-tasks"),
        ("/browse/deadlines", "browse-deadlines"),
        ("/browse/indicators?indicator=ho+so", "browse-indicators"),
        ("/browse/plans", "browse-plans"),
    ):
        page.goto(f"{address}{path}")
        _keep(page, to, name)
    page.locator(".list td a").nth(2).click()
    fullest = page.locator(".pages a.has-tasks").nth(1)
    fullest.click()
    _settle(page)
    page.locator(".on-page li a").nth(1).hover()
    _keep(page, to, "browse-plan")


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
            _keep(page, to, wanted.pop(field))
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
        _keep(page, to, name)
    page.goto(address)
    _keep(page, to, "review-overview")
    page.set_viewport_size(_PHONE)  # type: ignore[arg-type]
    page.goto(f"{address}/next")
    _settle(page)
    _keep(page, to, "review-narrow")


def _keep(page: Page, to: Path, name: str) -> None:
    """Write what is seen in few colours: a scanned page becomes a third as large."""
    seen = Image.open(io.BytesIO(page.screenshot()))
    seen.convert("RGB").quantize(_COLOURS).save(to / f"{name}.png", optimize=True)


def _settle(page: Page) -> None:
    """Wait until the scanned page is drawn."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)


if __name__ == "__main__":
    main()
