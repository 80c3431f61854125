"""Sample scans of real offices and worn prints: way up, kind, straightness (skipped without)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.cleanup import CleanupSettings, clean_page
from tests.cleanup.conftest import Render

SETTINGS = CleanupSettings()

# Looked up on the pages themselves: quarter turns clockwise that make each page upright.
SIDEWAYS = {
    "real/qn-aid-stamped-sideways.pdf": {1: 270},
    "real/qn-procedures-sideways-a.pdf": {2: 90, 7: 270},
    "real/qn-procedures-sideways-b.pdf": {3: 90, 4: 270},
    "synthetic/lao-cai-y-te-2024--office-sideways.pdf": {4: 270, 9: 90},
    "synthetic/bao-lac-2025--flatbed-sideways.pdf": {6: 270},
    "real/qn-agencies-stamped-header.pdf": {2: 0},
    "real/qn-ct07-fax.pdf": {4: 0},
    "synthetic/nho-quan-cchc-2022--fax.pdf": {9: 0},
}
PAGES = [(name, number) for name, turns in SIDEWAYS.items() for number in turns]


@pytest.mark.parametrize(("name", "number"), PAGES)
def test_pages_come_out_upright_without_a_probe(render: Render, name: str, number: int) -> None:
    clean = clean_page(render(name, number, 150), SETTINGS)
    assert clean.rotation == SIDEWAYS[name][number]


def test_weak_pages_come_out_upright_with_the_probe(
    render: Render, legibility: Callable[[Sequence[NDArray[np.uint8]]], Sequence[float]]
) -> None:
    for name, number in (
        ("real/qn-aid-stamped-sideways.pdf", 1),
        ("real/qn-blank-ghost-and-numbers.pdf", 2),
    ):
        clean = clean_page(render(name, number, 150), SETTINGS, legibility)
        assert clean.rotation == 270


def test_ghost_backs_are_ghosts(render: Render) -> None:
    kinds = [
        clean_page(render("real/qn-blank-ghost-and-numbers.pdf", number, 150), SETTINGS).kind
        for number in (1, 2, 3)
    ]
    assert kinds == ["ghost", "text", "ghost"]


def test_signature_pages_are_text(render: Render) -> None:
    for name, number in (("bao-lac-2025--fax.pdf", 4), ("bao-lac-2025--office.pdf", 4)):
        assert clean_page(render(f"synthetic/{name}", number, 150), SETTINGS).kind == "text"


def test_photographed_table_is_straight(render: Render) -> None:
    """The same page again finds nothing left to straighten."""
    page = render("synthetic/an-nhon-moi-truong-2020--photo.pdf", 3, 180)
    clean = clean_page(page, SETTINGS)
    assert "dewarp" in clean.steps
    again = clean_page(type(page)(3, clean.image, clean.dpi, 1, 1, page.layer), SETTINGS)
    assert abs(again.skew_deg) < 0.05
    assert "dewarp" not in again.steps
