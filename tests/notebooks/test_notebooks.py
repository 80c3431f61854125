"""The notebooks run on the sample tables beside them, and show what is kept in them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
# What the kernel's own libraries warn of is not ours to mend.
@pytest.mark.filterwarnings("default")
def test_a_notebook_gives_what_it_shows(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    shutil.copytree(FOLDER / "sample", tmp_path / "sample")
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    shown = [said(cell) for cell in notebook.cells]
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert [said(cell) for cell in notebook.cells] == shown
    assert any(shown), "it shows something"


def said(cell: Any) -> list[str]:
    """What a cell shows in words; pictures differ from machine to machine."""
    return [
        output["data"]["text/plain"]
        for output in cell.get("outputs", [])
        if "text/plain" in output.get("data", {}) and "image/png" not in output["data"]
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_asks_the_package_and_defines_nothing(path: Path) -> None:
    notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) <= 6
    assert not any(re.search(r"^\s*(def|class) ", source, re.M) for source in code)
    assert "from pipeline." in code[0]
    assert path.stat().st_size < 80_000
