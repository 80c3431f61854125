"""``kehoach train calibration``: learn how probably each field is right."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import ExitCode, OutputError, UsageError
from pipeline.evaluate.calibration import Outcome, calibration_error, catch
from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.prediction import load_prediction
from pipeline.evaluate.verdicts import FieldVerdict, verdicts
from pipeline.records.calibration import Calibration, calibration_from, calibration_text
from pipeline.train.calibration.card import Line, card
from pipeline.train.calibration.fit import Example, Fitted, Penalties, fit

NAME = "calibration-1"
TEXT_NAME = "text-calibration-1"
# Of 30 to 1000 and 10 to 150 those that caught most on held-out documents.
_PENALTIES = Penalties(common=300.0, own=80.0)
_LEAST_WRONG = 3  # a field of which fewer were wrong has nothing to learn from but the others


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this part."""
    add = parser.add_argument
    for name, what in (("--gold", "gold"), ("--pred", "what `kehoach extract` read of its scans")):
        add(name, type=Path, action="append", required=True, metavar="FOLDER", help=what)
    add("--test-gold", type=Path, action="append", default=[], metavar="FOLDER")
    add(
        "--test-pred",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="scans that nothing is learnt from: the card says how the model does on them",
    )
    add("--texts", action="store_true", help="what was read are bare text layers, no scans")
    add("--out", type=Path, default=Path("models"), metavar="FOLDER", help="(default: models)")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Fit the models, write weights and card, and print the figures."""
    learnt = _verdicts(arguments.gold, arguments.pred)
    if not any(verdict.signals for verdict in learnt):
        raise UsageError("no signals in what was read", "Read the scans again with this version")
    fitted = _fitted(learnt)
    named = TEXT_NAME if arguments.texts else NAME
    calibration = Calibration(named, {name: found.model for name, found in fitted.items()})
    text = calibration_text(calibration)
    calibration = calibration_from(text, named)
    tables = {"Documents held out in turn": _lines(learnt, _held_out(learnt, fitted))}
    if arguments.test_pred:
        test = _verdicts(arguments.test_gold, arguments.test_pred)
        tables["Documents never learnt from"] = _lines(test, _said(test, calibration))
    about = {
        "documents": str(len({v.document for v in learnt})),
        "fields": str(len(learnt)),
        "wrong": str(sum(not v.right for v in learnt)),
        "penalties": f"{_PENALTIES.common:g} and {_PENALTIES.own:g}",
    }
    _write(arguments.out / f"{named}.json", text)
    _write(arguments.out / f"{named}.md", card(named, about, tables, texts=arguments.texts))
    for title, lines in tables.items():
        sys.stdout.write(f"{title}\n" + "".join(f"  {line}\n" for line in lines))
    digest = hashlib.sha256(text.encode()).hexdigest()
    sys.stdout.write(f"{arguments.out / named}.json  sha256 = {json.dumps(digest)}\n")
    return ExitCode.OK


def _verdicts(gold: Sequence[Path], pred: Sequence[Path]) -> list[FieldVerdict]:
    known = load_gold(gold)
    return [v for folder in pred for v in verdicts(known, load_prediction(folder))]


def _fitted(learnt: Sequence[FieldVerdict]) -> dict[str, Fitted]:
    examples = {
        name: [Example(v.document, v.signals, v.right) for v in learnt if v.field == name]
        for name in sorted({v.field for v in learnt})
    }
    enough = {
        name: some
        for name, some in examples.items()
        if sum(not example.right for example in some) >= _LEAST_WRONG
    }
    return fit(enough, _PENALTIES) if enough else {}


def _held_out(learnt: Sequence[FieldVerdict], fitted: dict[str, Fitted]) -> list[Outcome]:
    said = {name: iter(found.held_out.tolist()) for name, found in fitted.items()}
    return [
        Outcome(next(said[v.field]) if v.field in said else v.confidence, v.right) for v in learnt
    ]


def _said(test: Sequence[FieldVerdict], calibration: Calibration) -> list[Outcome]:
    models = calibration.fields
    return [
        Outcome(
            models[v.field].confidence(v.signals) if v.field in models else v.confidence, v.right
        )
        for v in test
    ]


def _lines(judged: Sequence[FieldVerdict], outcomes: Sequence[Outcome]) -> list[Line]:
    """Return the figures of each field and of all."""
    fields = sorted({v.field for v in judged})
    groups = {
        name: [o for v, o in zip(judged, outcomes, strict=True) if v.field == name]
        for name in fields
    }
    return [
        Line(
            name,
            len(group),
            sum(not o.right for o in group),
            calibration_error(group),
            catch(group, 0.05),
            catch(group, 0.10),
            tuple((o.confidence, o.right) for o in group),
        )
        for name, group in {**groups, "all": list(outcomes)}.items()
    ]


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}", "Name another --out") from error
