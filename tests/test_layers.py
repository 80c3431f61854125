"""Data flows one way: who may import whom, with no exceptions."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline"

STAGES = {
    "load",
    "cleanup",
    "ocr",
    "diacritics",
    "tables",
    "fields",
    "records",
    "overlay",
    "searchable",
}
# From the bottom to the top; a part imports what is below it and itself, not its neighbours.
LAYERS: tuple[set[str], ...] = (
    {"types", "errors"},
    STAGES,
    {"settings"},
    {"flow"},
    {"batch"},
    {"store"},
    {"query"},
    {"review", "evaluate", "train"},
    {"cli", "commands", "doctor"},
)
# These stand beside the road: nothing on it knows them.
BESIDE = {"store", "query", "review", "evaluate", "train"}
TOP = {"cli", "commands", "doctor"}


def part_of(module: str) -> str:
    """The part of the program that a dotted name belongs to; "" for the package itself."""
    names = module.split(".")
    return names[1] if len(names) > 1 else ""


def imports(source: str) -> set[str]:
    """Parts of the program that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where a thing comes from"
            base = node.module or ""
            deep = [f"{base}.{alias.name}" for alias in node.names] if base == "pipeline" else []
            modules = deep or [base]
        else:
            continue
        found |= {part_of(m) for m in modules if m.split(".")[0] == "pipeline"}
    return found - {"", "__version__"}


def allowed(part: str) -> set[str]:
    rank = next(i for i, layer in enumerate(LAYERS) if part in layer)
    below = set().union(*LAYERS[:rank])
    if part in TOP:
        return below | TOP
    return below | {part} | ({"types", "errors"} if rank == 0 else set())


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part(file: Path) -> str:
    name = file.relative_to(PACKAGE).parts[0]
    return name.removesuffix(".py")


@pytest.mark.parametrize("file", files(), ids=lambda f: str(f.relative_to(PACKAGE)))
def test_a_file_imports_only_what_is_below_it(file: Path) -> None:
    if part(file) == "__init__":
        assert not imports(file.read_text(encoding="utf-8"))
        return
    wrong = imports(file.read_text(encoding="utf-8")) - allowed(part(file))
    assert not wrong, f"{file.relative_to(PACKAGE)} must not import {wrong}"


def test_every_part_has_its_layer() -> None:
    known = set().union(*LAYERS) | {"__init__"}
    assert {part(file) for file in files()} <= known


def test_the_road_knows_nothing_of_what_stands_beside_it() -> None:
    for name in set().union(*LAYERS[:5]):
        assert not allowed(name) & (BESIDE | TOP)


def test_stages_do_not_know_one_another() -> None:
    for stage in STAGES:
        assert allowed(stage) == {"types", "errors", stage}


@pytest.mark.parametrize(
    "line",
    ["import pipeline.ocr.lines", "from pipeline import ocr", "from pipeline.ocr.lines import cut"],
)
def test_every_form_of_import_is_seen(line: str) -> None:
    assert imports(f"def late():\n    {line}\n") == {"ocr"}


def test_files_are_short() -> None:
    long = {
        str(file.relative_to(PACKAGE)): count
        for file in files()
        if (count := len(file.read_text(encoding="utf-8").splitlines())) > 320
    }
    assert not long
