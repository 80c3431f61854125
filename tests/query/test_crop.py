"""The place on paper: the very pixels, upright."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
from PIL import Image

from pipeline.cli import main
from pipeline.store.folder import open_store
from pipeline.types.document import DocumentResult, PageResult, Source
from pipeline.types.geometry import Box
from pipeline.types.page import LayerVerdict
from pipeline.types.task import Evidence, Letterhead
from pipeline.types.text import Place
from tests.query.archives import task


def scan(path: Path) -> bytes:
    """A 150 dpi page with one black block, 40 × 10 points large, at (100, 200) points."""
    image = np.full((1754, 1240), 255, np.uint8)
    image[417:438, 208:292] = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(image).save(path, dpi=(150, 150))
    return path.read_bytes()


def extracted(out: Path, file: Path, data: bytes, rotation: int = 0) -> None:
    box = Box(100, 200, 140, 210, "points")
    record = task(content="Khối đen", evidence={"content": Evidence("", 1.0, (Place(1, box),))})
    page = PageResult(1, 595, 842, 150, rotation, 0, "", "", 1.0, "", "")  # type: ignore[arg-type]
    result = DocumentResult(
        "done", LayerVerdict.NONE, Letterhead(), (), (record,), (page,), (), 1.0
    )
    with open_store(out) as store:
        store.write(Source(hashlib.sha256(data).hexdigest(), str(file)), result)


@pytest.mark.parametrize("rotation", [0, 90])
def test_open_shows_the_place_of_the_first_task(
    tmp_path: Path, rotation: int, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    extracted(tmp_path / "out", tmp_path / "a.png", scan(tmp_path / "a.png"), rotation)
    assert main(["search", "khoi den", "--open", "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().err
    path = Path(said.split("is in ")[1].strip())
    picture = np.asarray(Image.open(io.BytesIO(path.read_bytes())))
    high, wide = picture.shape[:2]
    assert (wide > high) == (rotation == 0)
    dark = (picture < 128).mean()
    assert 0.25 < dark < 0.35, "the block with a margin of 8 points around it"


def test_a_source_that_is_gone_or_another_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = scan(tmp_path / "a.png")
    extracted(tmp_path / "out", tmp_path / "a.png", data)
    (tmp_path / "a.png").write_bytes(data + b"x")
    assert main(["search", "khoi den", "--open", "--out", str(tmp_path / "out")]) == 0
    assert "not there any more, or has changed" in capsys.readouterr().err


def test_cutting_many_pictures_tells_how_far_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    extracted(tmp_path / "out", tmp_path / "a.png", scan(tmp_path / "a.png"))
    monkeypatch.setattr("pipeline.commands.progress._PLAIN_SECONDS", -1.0)
    where = ["--out", str(tmp_path / "out")]
    assert main(["export", str(tmp_path / "t.xlsx"), "--crops", *where]) == 0
    assert "kehoach: 1 of 1 pictures\n" in capsys.readouterr().err


def test_a_workbook_links_to_pages_and_pictures(tmp_path: Path) -> None:
    import openpyxl  # noqa: PLC0415

    source = tmp_path / "kế hoạch" / "số #1 (50%).png"
    extracted(tmp_path / "out", source, scan(source))
    path = tmp_path / "t.xlsx"
    assert main(["export", str(path), "--crops", "--out", str(tmp_path / "out")]) == 0
    row = next(openpyxl.load_workbook(path)["Nhiệm vụ"].iter_rows(min_row=2))
    page, picture = (cell for cell in row if cell.hyperlink)
    assert page.value == 1, "a number, which sorts and filters"
    links = [cell.hyperlink.target for cell in (page, picture)]
    assert links[0] == "kế%20hoạch/số%20%231%20(50%25).png", "as Windows and Linux read it"
    assert links[1].startswith("t.xlsx-crops/")
    assert all((tmp_path / unquote(link)).is_file() for link in links)


def test_a_task_on_two_pages_shows_both_parts_without_its_heading(tmp_path: Path) -> None:
    import openpyxl  # noqa: PLC0415

    first = np.full((1754, 1240), 255, np.uint8)
    first[104:146, 208:1000] = 0  # the section's heading, at 50-70 points
    first[1667:1709, 208:292] = 0  # 800-820 points
    second = np.full((1754, 1240), 255, np.uint8)
    second[104:146, 208:292] = 0
    file = tmp_path / "in" / "a.tif"
    file.parent.mkdir()
    Image.fromarray(first).save(
        file, dpi=(150, 150), save_all=True, append_images=[Image.fromarray(second)]
    )
    heading = Evidence("", 1.0, (Place(1, Box(100, 50, 480, 70, "points")),))
    cut = (Box(100, 800, 140, 820, "points"), Box(100, 50, 140, 70, "points"))
    own = Evidence("", 1.0, (Place(1, cut[0]), Place(2, cut[1])))
    record = task(content="Khối đen", evidence={"section": heading, "content": own})
    pages = tuple(PageResult(n, 595, 842, 150, 0, 0, "", "", 1.0, "", "") for n in (1, 2))
    result = DocumentResult("done", LayerVerdict.NONE, Letterhead(), (), (record,), pages, (), 1.0)
    with open_store(tmp_path / "out") as store:
        store.write(Source(hashlib.sha256(file.read_bytes()).hexdigest(), str(file)), result)
    path = tmp_path / "t.xlsx"
    assert main(["export", str(path), "--crops", "--out", str(tmp_path / "out")]) == 0
    assert openpyxl.load_workbook(path)["Nhiệm vụ"].max_row == 2
    picture = Image.open(next((tmp_path / "t.xlsx-crops").glob("*.png")))
    wide, high = picture.size
    assert wide < 150, "the heading, 380 points wide, is not there"
    assert high > 140, "two parts of 36 points"
    dark = (np.asarray(picture) < 128).mean(axis=1) > 0.3
    assert dark[: high // 2].any() and dark[high // 2 :].any()  # noqa: PT018
