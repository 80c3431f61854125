"""Composed plans: their gold says what is printed, and boxes lie where the words are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.train.synth import moments
from pipeline.train.synth.compose import compose
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.document import Document, gold_hash, look_of, make
from pipeline.train.synth.ink import draw
from pipeline.train.synth.paper import Look
from pipeline.train.synth.plan import Plan, document_json, dump, tasks_json
from pipeline.train.synth.printer import print_plan
from pipeline.train.synth.wear import KINDS

SEEDS = st.integers(0, 10_000).map("composer {}".format)


def plans(count: int) -> Iterator[Plan]:
    return (compose(f"many {i}", "development", f"many-{i}") for i in range(count))


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_same_seed_same_gold(seed: str) -> None:
    assert gold_hash(compose(seed, "development")) == gold_hash(compose(seed, "development"))


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_the_gold_is_whole(seed: str) -> None:
    plan = compose(seed, "development", "x")
    document = json.loads(dump(document_json(plan)))
    tasks = json.loads(dump(tasks_json(plan)))
    assert tasks
    placed = [block["id"] for block in document["blocks"] if block["kind"] == "table"]
    assert sorted(placed) == sorted(document["tables"])
    text = " ".join(" ".join(b.get("text", "").split()) for b in document["blocks"])
    for task in tasks:
        if task["table"] is None:
            assert task["content"] in text
            continue
        table = document["tables"][task["table"]]
        cells = {" ".join((cell or "").split()) for row in table["rows"] for cell in row["cells"]}
        assert task["content"] in cells
    for table in document["tables"].values():
        width = len(table["header"])
        assert all(len(row["cells"]) == width for row in table["rows"] if row["kind"] == "task")
        assert sum(span for _, span in table.get("header_groups", ())) in (0, width)


def test_every_form_of_plan_comes_up() -> None:
    found = {plan.form for plan in plans(120)}
    assert len(found) == 7
    tables = [table for plan in plans(120) for table in plan.tables.values()]
    firsts = {row.cells[0] for table in tables for row in table.rows if row.kind == "section"}
    assert {"A", "I", "1", "1.1"} <= firsts  # sections of three levels


@pytest.mark.parametrize(
    "words", [r"\) Giao ", r" chủ trì, phối hợp với ", r"\. \(.*trì: .*\)\.$", r"^\+ ", r"^1\.1\. "]
)
def test_tasks_in_prose_are_worded_in_many_ways(words: str) -> None:
    texts = [block.text for plan in plans(200) if "prose" in plan.form for block in plan.blocks]
    assert any(re.search(words, text) for text in texts)


@given(st.integers(0, 2_000), st.integers(2010, 2030))
def test_a_deadline_that_follows_the_verb(seed: int, year: int) -> None:
    words, deadline = moments.in_sentence(Dice(f"{seed}"), year)
    assert words[0].islower()
    assert deadline.kind in ("date", "month", "quarter")
    assert deadline.end is not None
    assert deadline.end.year == year or f"{deadline.end.year}" in words


@pytest.fixture(scope="module")
def scan() -> Document:
    return make("composer scan", "development", "photo", "photo")


def test_boxes_lie_on_the_page(scan: Document) -> None:
    sizes = {i + 1: (p.width, p.height) for i, p in enumerate(scan.pictures)}
    assert scan.lines
    for item in (*scan.lines, *scan.cells):
        width, height = sizes[item["page"]]
        x0, y0, x1, y1 = item["box"]
        assert x0 < x1
        assert y0 < y1
        assert -0.05 * width <= x0 <= x1 <= 1.05 * width
        assert -0.05 * height <= y0 <= y1 <= 1.05 * height


def test_boxes_of_lines_hold_the_ink() -> None:
    plan = compose("ink 1", "development", "ink")
    look = look_of("ink 1")
    sheet = print_plan(plan, look)[0]
    page = draw(sheet, look, 144)
    covered = np.zeros(page.shape, dtype=bool)
    for line in sheet.lines:
        x0, y0, x1, y1 = (round(2 * v) for v in line.box)
        covered[max(y0 - 3, 0) : y1 + 3, max(x0 - 6, 0) : x1 + 6] = True
    for rule in sheet.rules:
        x0, y0, x1, y1 = (round(2 * v) for v in rule)
        covered[y0 - 2 : y1 + 3, x0 - 2 : x1 + 3] = True
    assert (page[~covered] == 255).all()


@pytest.mark.parametrize("ruling", ["ruled", "dotted", "rows", "head", "unruled"])
def test_rulings_draw_the_lines_they_say(ruling: str) -> None:
    plan = next(plan for plan in plans(50) if plan.form == "table")
    look = Look(ruling=ruling)  # type: ignore[arg-type]
    sheets = print_plan(plan, look)
    tables = [
        rule
        for sheet in sheets
        for rule in sheet.rules
        if any(cell.box[1] - 1 <= rule[1] <= cell.box[3] + 1 for cell in sheet.cells)
    ]
    upright = [r for r in tables if r[3] - r[1] > r[2] - r[0]]
    assert bool(upright) == (ruling in ("ruled", "dotted"))
    assert bool(tables) == (ruling != "unruled")


def test_kinds_draw_from_ranges() -> None:
    for kind in KINDS.values():
        for name in ("quality", "skew", "spread", "loss", "blur", "level", "white", "sharp"):
            low, high = getattr(kind, name)
            assert low <= high
