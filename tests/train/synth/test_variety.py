"""Wordings of other offices: they mean what they say, and the frozen sets never have them."""

from __future__ import annotations

import json

import pytest

from pipeline.evaluate.perfect import perfect_content, perfect_letterhead
from pipeline.fields.deadlines import parse_deadline
from pipeline.fields.indicators import find_indicators
from pipeline.fields.settings import FieldSettings
from pipeline.fields.units import parse_units
from pipeline.flow.document import field_reader
from pipeline.records import RecordSettings, build_records
from pipeline.train.synth import variety
from pipeline.train.synth.compose import compose
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.frozen import entries
from pipeline.train.synth.plan import document_json, dump, tasks_json
from tests.records.test_gold import wrong_fields

_READ = ("lead", "coordinating", "deadline", "content", "result")


def test_frozen_and_validation_plans_have_none() -> None:
    assert not any(variety.is_varied(entry.seed, "development") for entry in entries("development"))
    assert not variety.is_varied("validation 62 1", "validation")
    assert variety.is_varied("development 62 1", "development")


@pytest.mark.parametrize("year", range(2015, 2031))
def test_times_and_targets_mean_what_they_say(year: int) -> None:
    dice = Dice(f"variety {year}")
    for _ in range(40):
        words, due = variety.any_deadline(dice, year)
        assert parse_deadline(words, year).deadline == due, words
        text, target = variety.any_figure(dice)
        [found] = find_indicators(text)
        assert (found.op, found.value) == (target.op, target.value), text
        assert found.unit.split()[0] == target.unit.split()[0], text


@pytest.mark.parametrize("seed", range(40))
def test_units_in_any_list_and_cell(seed: int) -> None:
    dice = Dice(f"variety units {seed}")
    names = [name.format(k="huyện") for name in variety.UNITS]
    for _ in range(6):
        lead, helpers = dice.some(names, 1), dice.some(names, dice.between(2, 4))
        cell = variety.listed(dice, helpers)
        assert parse_units(cell, "lead").lead == tuple(helpers), cell
        cell = variety.both(dice, lead[0], "; ".join(helpers), alone=True)
        found = parse_units(cell, "both")
        assert (found.lead, found.coordinating) == (tuple(lead), tuple(helpers)), cell


@pytest.mark.parametrize("seed", range(12))
def test_whole_plans_are_read_back(seed: int) -> None:
    read = field_reader(FieldSettings())
    plan = compose(f"development variety {seed}", "development", "x")
    document, tasks = json.loads(dump(document_json(plan))), json.loads(dump(tasks_json(plan)))
    letterhead = perfect_letterhead(document)
    found = build_records(perfect_content(document), letterhead, read, RecordSettings()).records
    assert len(found) == len(tasks)
    for task, record in zip(tasks, found, strict=True):
        assert not set(wrong_fields(task, record)).intersection(_READ), (task, record)
