"""Confidence that is learnt: it says how often fields are right, of documents it never saw."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.evaluate.calibration import Outcome, calibration_error, catch
from pipeline.records.calibration import Calibration, FieldModel, calibration_from, calibration_text
from pipeline.train.calibration.card import Line, card
from pipeline.train.calibration.fit import Example, Fitted, Penalties, fit
from tests.review.office import record, write_office


def made(count: int, seed: int) -> list[Example]:
    """Fields that are wrong the more probably the more signals speak against them."""
    dice = random.Random(seed)  # noqa: S311
    examples = []
    for i in range(count):
        doubt, flagged, noise = dice.gauss(0, 1), float(dice.random() < 0.1), dice.random()
        odds = 0.02 + 0.1 * max(doubt, 0) + 0.5 * flagged
        signals = {"doubt": doubt, "flag x": flagged, "noise": noise}
        known = {name: value for name, value in signals.items() if value}
        examples.append(Example(f"d{i // 40}", known, dice.random() >= odds))
    return examples


def learnt_alone(examples: list[Example]) -> Fitted:
    return fit({"content": examples}, Penalties(30.0, 30.0))["content"]


def test_what_is_learnt_holds_for_other_documents() -> None:
    learnt = learnt_alone(made(4000, 1))
    other = made(4000, 2)
    outcomes = [Outcome(learnt.model.confidence(e.signals), e.right) for e in other]
    held_out = [Outcome(p, e.right) for p, e in zip(learnt.held_out, made(4000, 1), strict=True)]
    for judged in (outcomes, held_out):
        assert (calibration_error(judged) or 0) < 0.03
        assert (catch(judged, 0.10) or 0) > 0.3, "chance finds 0.1"
    assert learnt.model.score({"flag x": 1.0}) > learnt.model.score({})
    assert learnt.model.confidence({"flag x": 1.0}) < learnt.model.confidence({})
    assert all(a >= b for a, b in zip(learnt.model.rights, learnt.model.rights[1:], strict=False))


def test_a_field_with_few_errors_leans_on_the_others() -> None:
    few, many, other = made(300, 5), made(4000, 6), made(4000, 7)
    together = fit({"few": few, "many": many}, Penalties(300.0, 80.0))["few"].model

    def caught(model: FieldModel) -> float:
        return catch([Outcome(model.confidence(e.signals), e.right) for e in other], 0.10) or 0

    assert caught(together) > caught(learnt_alone(few).model)


def test_a_signal_far_out_of_sight_counts_no_more_than_at_the_limit() -> None:
    model = learnt_alone(made(4000, 1)).model
    least, most = model.limits["doubt"]
    assert 4 < -least < 8, "six spreads"
    assert 4 < most < 8, "six spreads"
    assert model.score({"doubt": 1e9}) == model.score({"doubt": most})
    assert model.score({"doubt": -1e9}) == model.score({"doubt": least})


def test_weights_come_back_as_they_were_written() -> None:
    model = learnt_alone(made(800, 3)).model
    text = calibration_text(Calibration("c", {"content": model}))
    again = calibration_from(text, "c")
    assert calibration_text(again) == text
    for example in made(20, 4):
        said = again.fields["content"].confidence(example.signals)
        assert said == pytest.approx(model.confidence(example.signals), abs=0.01)
    assert "docs" not in json.loads(text)


def test_the_card_tells_the_figures() -> None:
    line = Line("content", 10, 2, 0.012, 0.5, None, ((0.9, True), (0.2, False)))
    told = dict.fromkeys(("documents", "fields", "wrong", "penalties"), "7")
    page = card("calibration-1", told, {
        "Held out": [line],
    })  # fmt: skip
    assert "| content | 10 | 2 | 1.2 % | 50.0 % | – |" in page
    assert "0.9-1.0" in page


def test_tables_without_signals_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = write_office(tmp_path, [record(0)])
    gold = tmp_path / "gold" / "plan"
    gold.mkdir(parents=True)
    golds = Path(__file__).parents[1] / "golden" / "plans" / "bao-lac-2025"
    for name in ("document.json", "tasks.json"):
        (gold / name).write_bytes((golds / name).read_bytes())
    words = ["train", "calibration", "--gold", str(tmp_path / "gold"), "--pred", str(out)]
    assert main([*words, "--out", str(tmp_path / "models")]) == 2
    assert "no signals" in capsys.readouterr().err
