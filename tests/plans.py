"""The gold plans of the repository."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PLANS = Path(__file__).parent / "golden" / "plans"
NAMES = tuple(sorted(folder.name for folder in PLANS.glob("*") if folder.is_dir()))


def load_plan(name: str) -> dict[str, Any]:
    """Return document.json of a gold plan."""
    plan: dict[str, Any] = json.loads((PLANS / name / "document.json").read_text("utf-8"))
    return plan


def load_tasks(name: str) -> list[dict[str, Any]]:
    """Return tasks.json of a gold plan."""
    tasks: list[dict[str, Any]] = json.loads((PLANS / name / "tasks.json").read_text("utf-8"))
    return tasks
