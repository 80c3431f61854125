"""Take the pictures of the pages in docs/img anew.

    python -m tests.browser.take_pictures OUT

OUT is what ``kehoach extract`` made of one scan of each plan of tests/golden/plans, the scans where
they were read. Nothing is decided in it.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from pipeline.store.read import read_arrow
from tests.browser.office import CHROMIUM, ROOT, Server

PICTURES = ROOT / "docs" / "img"
_WIDE, _HIGH = 1366, 768
_COLOURS = 128  # of a picture: a third of the bytes of full colour, no difference to the eye
_FAX = "--fax.pdf"  # how the file ends whose cell is shown: one with other readings
_PLAN, _PAGE, _LIT = "28/KH-SNN", 2, 3  # the plan, its page, the task on it that is pointed at


def take(page: Page, address: str, name: str) -> None:
    """Take one picture when the page's images are there."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")
    if name == "browse-plan":
        page.locator(".on-page li").nth(_LIT).hover()
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(PICTURES / f"{name}.png", optimize=True)


def main(out: Path) -> None:
    """Take them all."""
    tasks = read_arrow(out, "tasks").to_pylist()
    documents = read_arrow(out, "documents").to_pylist()
    plan = next(d["document_id"] for d in documents if d["number"] == _PLAN)
    _, record, field = min(
        (dict(task["confidence"])[other["field"]], task["record_id"], other["field"])
        for task in tasks
        for other in task["second_readings"]
        if task["source_file"].endswith(_FAX)
    )
    doubtful = max(tasks, key=lambda task: len(task["flags"]))
    server = Server(out)
    addresses = {
        "review-cell": f"/cells/{record}/{field}",
        "review-table": f"/tables/{doubtful['document_id']}/{doubtful['table_index']}",
        "browse-tasks": "/browse?q=ho+so+thu+tuc+hanh+chinh&unit=UBND",
        "browse-deadlines": "/browse/deadlines?due=2022",
        "browse-plan": f"/browse/plans/{plan}?page={_PAGE}",
        "browse-indicators": "/browse/indicators?q=ho+so",
    }
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": _WIDE, "height": _HIGH})
            for name, address in addresses.items():
                take(page, f"{server.address}{address}", name)
            browser.close()
    finally:
        server.kill()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
