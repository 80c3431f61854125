"""The six gold plans, from perfect text: figures that a change must not let fall."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.fields.deadlines import parse_deadline
from pipeline.fields.headers import map_columns
from pipeline.fields.indicators import find_indicators, indicator_from_columns
from pipeline.fields.plan_year import plan_year
from pipeline.fields.units import parse_units
from pipeline.records.labels import cut_labels

GOLD = Path(__file__).parents[1] / "golden" / "plans"
PLANS = sorted(path.parent.name for path in GOLD.glob("*/tasks.json"))


def _load(plan: str, name: str) -> Any:
    return json.loads((GOLD / plan / name).read_text(encoding="utf-8"))


def _rows(document: Any) -> list[dict[str, str]]:
    """Field → cell of every task row, a cell that spans rows repeated, then of every prose task."""
    found = []
    for table in document["tables"].values():
        rows = [r["cells"] for r in table["rows"] if r["kind"] == "task"]
        samples = [[row[i] or "" for row in rows[:10]] for i in range(len(table["header"]))]
        fields = [c.field for c in map_columns(table["header"], samples).columns]
        last: list[str] = [""] * len(fields)
        for row in rows:
            last = [last[i] if cell is None else cell for i, cell in enumerate(row)]
            found.append(dict(zip(fields, last, strict=True)))
    for block in document["blocks"]:
        clauses = cut_labels(block.get("text", "")).clauses
        parts = {clause.field: clause.value for clause in clauses}
        if "deadline" in parts:
            found.append(parts)
    return found


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^\w%/<>=+]+", " ", text.casefold()).split())


def _first(unit: str) -> str:
    return (_words(unit).split() or [unit])[0]


def _hits(gold: list[Any], found: list[Any]) -> int:
    """How many of ``gold`` are among ``found``, each found one used once."""
    rest = list(found)
    for item in gold:
        if item in rest:
            rest.remove(item)
    return len(found) - len(rest)


def _f1(pairs: list[tuple[list[Any], list[Any]]]) -> float:
    hits = sum(_hits(gold, found) for gold, found in pairs)
    total = sum(len(gold) + len(found) for gold, found in pairs)
    return 2 * hits / total if total else 1.0


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    right = total = 0
    lead, others, indicators = [], [], []
    for plan in PLANS:
        document, tasks = _load(plan, "document.json"), _load(plan, "tasks.json")
        meta = document["meta"]
        year = plan_year(meta["title"], date.fromisoformat(meta["date"]))
        for task, row in zip(tasks, _rows(document), strict=True):
            parsed = parse_deadline(row.get("deadline", ""), year).deadline
            start, end = (d.isoformat() if d else None for d in (parsed.start, parsed.end))
            want = task["deadline"]
            said = (want["kind"], want["start"], want["end"], want["recurrence"])
            right += said == (parsed.kind, start, end, list(parsed.recurrence))
            total += 1
            a = parse_units(row.get("lead", ""), "lead")
            b = parse_units(row.get("coordinating", ""), "coordinating")
            lead.append(([_words(u) for u in task["lead_units"]], [_words(u) for u in a.lead]))
            both = a.coordinating + b.coordinating
            others.append(
                ([_words(u) for u in task["coordinating_units"]], [_words(u) for u in both])
            )
            indicators.append((_gold_indicators(task), _found_indicators(task, row)))
    return {
        "deadline": right / total,
        "lead": _f1(lead),
        "coordinating": _f1(others),
        "indicators": _f1(indicators),
    }


def _gold_indicators(task: Any) -> list[tuple[str, float, str]]:
    return [(i["op"], float(i["value"]), _first(i["unit"])) for i in task["indicators"]]


def _found_indicators(task: Any, row: dict[str, str]) -> list[tuple[str, float, str]]:
    if "indicator_value" in row:
        found = indicator_from_columns(
            row["indicator_name"], row["indicator_unit"], row["indicator_value"]
        )
    else:
        found = find_indicators(task["content"]) + find_indicators(task["result"])
    return [(i.op, i.value, _first(i.unit)) for i in found]


@pytest.mark.parametrize(
    ("figure", "floor"),
    [("deadline", 1.0), ("lead", 0.99), ("coordinating", 0.99), ("indicators", 0.99)],
)
def test_floor(figures: dict[str, float], figure: str, floor: float) -> None:
    assert len(PLANS) == 6
    assert figures[figure] >= floor, figures
