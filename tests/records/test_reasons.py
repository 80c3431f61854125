"""Every reason to look has its sentences, and is explained to those who read the tables."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from pipeline.records.reasons import ISSUES, SAME_PLAN, meaning, meanings

ROOT = Path(__file__).parents[2]


def raised() -> Iterator[str]:
    """Codes of the issues that become flags of a document."""
    for file in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Issue":
                said = [getattr(argument, "value", None) for argument in node.args]
                if said[-1] != "note" and isinstance(said[1], str):
                    yield said[1]


def test_every_issue_that_becomes_a_flag_has_its_sentences() -> None:
    assert set(ISSUES) - {"document_failed", SAME_PLAN} <= set(raised()) <= set(meanings())
    assert len(set(raised())) > 3, "the search above finds them"


def test_every_flag_is_explained_to_those_who_read_the_tables() -> None:
    page = (ROOT / "docs" / "data.md").read_text("utf-8")
    for name, (vietnamese, english) in meanings().items():
        assert f"| `{name}` | {english} | {vietnamese} |" in page


def test_a_flag_of_another_version_stands_for_itself() -> None:
    assert meaning("not_known_here") == ("not_known_here", "not_known_here")
