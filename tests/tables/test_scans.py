"""Real and printed plans, where the shared scans are at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray

from pipeline.tables.erase import erase_rules
from pipeline.tables.grids import find_grids
from pipeline.tables.settings import TableSettings
from pipeline.types.page import CleanPage

SCANS = Path(__file__).parents[2] / ".." / "shared" / "scans"
SETTINGS = TableSettings()
MakePage = Callable[..., CleanPage]
pytestmark = pytest.mark.skipif(not SCANS.exists(), reason="the shared scans are not here")


def load(name: str, number: int, quarter_turns: int = 0, dpi: float = 200.0) -> NDArray[np.uint8]:
    with pypdfium2.PdfDocument(SCANS / name) as document:
        image = document[number - 1].render(scale=dpi / 72, grayscale=True).to_numpy().squeeze()
    return np.ascontiguousarray(np.rot90(image, quarter_turns))


@pytest.mark.parametrize(
    ("name", "number", "turns", "rows", "columns", "cells"),
    [
        ("synthetic/bao-lac-2025--born-digital.pdf", 6, 0, 11, 6, 50),
        ("synthetic/phu-yen-attp-2023--born-digital.pdf", 2, 0, 11, 4, 44),
        ("synthetic/nho-quan-cchc-2022--fax.pdf", 3, 0, 9, 6, 50),
        ("synthetic/an-nhon-moi-truong-2020--flatbed.pdf", 4, 0, 10, 4, 35),
        ("real/qn-agencies-stamped-header.pdf", 2, 0, 11, 5, 51),
        ("real/qn-procedures-sideways-a.pdf", 5, 1, 3, 6, 15),
    ],
)
def test_tables_on_paper(
    name: str, number: int, turns: int, rows: int, columns: int, cells: int, make_page: MakePage
) -> None:
    (found,) = find_grids(make_page(load(name, number, turns)), SETTINGS)
    assert (found.rows, found.columns, len(found.cells)) == (rows, columns, cells)


@pytest.mark.parametrize(
    ("name", "number"),
    [("qn-ct07-fax.pdf", 1), ("qn-ct01-100dpi.pdf", 1), ("qn-bc280-colour.pdf", 1)],
)
def test_letters_with_stamps_and_underlines_hold_no_table(
    name: str, number: int, make_page: MakePage
) -> None:
    assert find_grids(make_page(load(f"real/{name}", number)), SETTINGS) == ()


def test_erasing_takes_the_rules_of_a_fax_and_little_else(make_page: MakePage) -> None:
    page = make_page(load("synthetic/nho-quan-cchc-2022--fax.pdf", 3))
    grids = find_grids(page, SETTINGS)
    after = erase_rules(page, grids, SETTINGS)
    changed = np.abs(after.astype(int) - page.image) > 60
    allowed = np.zeros(page.image.shape, np.uint8)
    for cell in grids[0].cells:
        corners = round(cell.box.x0), round(cell.box.y0), round(cell.box.x1), round(cell.box.y1)
        cv2.rectangle(allowed, corners[:2], corners[2:], 1, 15)
    assert changed.sum() > 10_000
    assert (changed & (allowed == 0)).sum() < 0.02 * changed.sum()
