"""The frozen sets stay what they are: same plans, same gold, same pixels."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pipeline.errors import KehoachError
from pipeline.train.synth.compose import compose
from pipeline.train.synth.document import look_of, make, ruling_of
from pipeline.train.synth.frozen import Entry, check_gold, entries
from pipeline.train.synth.words import Split, kept_aside, lines
from pipeline.train.synth.write import pdf, write

SPLITS: tuple[Split, ...] = ("development", "validation")
# Short documents of three kinds of wear: two-tone, with a curl, and on their side.
FEW = ("val-14", "val-30", "val-34")


def entry_of(name: str) -> Entry:
    return next(entry for split in SPLITS for entry in entries(split) if entry.id == name)


@pytest.mark.parametrize("split", SPLITS)
def test_every_frozen_plan_is_composed_as_it_was(split: Split) -> None:
    for entry in entries(split):
        check_gold(entry, split)


def test_a_changed_gold_is_told() -> None:
    entry = entry_of("val-01")
    other = Entry(entry.id, f"{entry.seed} else", entry.kind, entry.gold, entry.pixels)
    with pytest.raises(KehoachError, match="val-01"):
        check_gold(other, "validation")


def test_the_sets_are_large_and_cover_what_plans_do() -> None:
    assert sum(len(entries(split)) for split in SPLITS) >= 60
    for split in SPLITS:
        chosen = entries(split)
        plans = [compose(entry.seed, split, entry.id) for entry in chosen]
        rules = Counter(
            ruling_of(plan, look_of(entry.seed)) for plan, entry in zip(plans, chosen, strict=True)
        )
        assert len(chosen) >= 30
        assert min(rules[name] for name in ("ruled", "partial", "unruled", "prose")) >= 4
        assert {"office", "fax", "old", "photo", "lowdpi", "sideways"} <= {e.kind for e in chosen}
        tables = [table for plan in plans for table in plan.tables.values()]
        assert sum(len(plan.tables) > 1 for plan in plans) >= 2
        assert any(table.header_groups for table in tables)
        assert any(table.number_row for table in tables)
        assert any(None in row.cells for table in tables for row in table.rows)
        assert {row.cells[0] for t in tables for row in t.rows if row.kind == "section"} >= {"A"}


def test_the_sets_share_no_words_and_no_seed() -> None:
    for name in ("tasks", "results", "paragraphs", "bases"):
        kept = {
            line for subject in ("a", "e", "s", "p") for line in lines(name, subject, "validation")
        }
        free = {
            line for subject in ("a", "e", "s", "p") for line in lines(name, subject, "development")
        }
        assert kept
        assert free
        assert not kept & free
        assert all(map(kept_aside, kept))
    seeds = [entry.seed for split in SPLITS for entry in entries(split)]
    assert len(set(seeds)) == len(seeds)


@pytest.mark.parametrize("name", FEW)
def test_pixels_are_the_frozen_ones(name: str) -> None:
    entry = entry_of(name)
    made = make(entry.seed, "validation", entry.kind, entry.id)
    if not made.pixels.startswith(entry.pixels):
        pytest.skip("another processor or library version draws other pixels; the gold is the same")
    assert made.pixels.startswith(entry.pixels)


def test_another_process_makes_the_same_bytes(tmp_path: Path) -> None:
    entry = entry_of(FEW[0])
    made = make(entry.seed, "validation", entry.kind, entry.id)
    code = (
        "import hashlib, sys\n"
        "from pipeline.train.synth.document import make\n"
        "from pipeline.train.synth.write import pdf\n"
        "made = make(sys.argv[1], 'validation', sys.argv[2], sys.argv[3])\n"
        "print(hashlib.sha256(pdf(made.pictures)).hexdigest())\n"
    )
    command = [sys.executable, "-c", code, entry.seed, entry.kind, entry.id]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert said == hashlib.sha256(pdf(made.pictures)).hexdigest()
    path = write(made, tmp_path)
    gold = tmp_path / "gold" / entry.id
    assert hashlib.sha256(path.read_bytes()).hexdigest() == said
    assert json.loads((gold / "render.json").read_text("utf-8"))["ruling"] == "prose"
