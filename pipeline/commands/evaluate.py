"""``kehoach evaluate``: scores against gold."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipeline import __version__
from pipeline.batch.inputs import find
from pipeline.errors import ExitCode, OutputError, UsageError
from pipeline.evaluate.baseline import Change, changes, load_baseline, to_json
from pipeline.evaluate.crops import crops_for
from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.html import report
from pipeline.evaluate.prediction import load_prediction
from pipeline.evaluate.scores_page import scores_page
from pipeline.evaluate.scoring import Evaluation, evaluate
from pipeline.evaluate.table import as_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add = parser.add_argument
    add(
        "--gold",
        type=Path,
        action="append",
        required=True,
        metavar="FOLDER",
        help="folder with gold; may be given again",
    )
    add(
        "--pred",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="output folder of `kehoach extract`",
    )
    add(
        "--scans",
        action="append",
        metavar="PATH",
        help="files, or folders of files, that were to be read: one that was not counts with "
        "everything missing; may be given again (default: every plan and page of gold)",
    )
    add("--json", action="store_true", help="print the figures as JSON")
    add("--report", type=Path, metavar="FILE.html", help="write scores and errors as one page")
    add("--crops", type=int, default=400, metavar="N", help="pictures in the report at most (400)")
    add("--write", type=Path, metavar="NAME", help="write NAME.md and NAME.json")
    add(
        "--baseline",
        type=Path,
        metavar="FILE.json",
        help="figures to compare with; status 1 when new ones are worse beyond noise",
    )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Print the scores; status 1 on a regression against the baseline."""
    if arguments.crops < 0:
        raise UsageError("--crops must not be negative")
    scans = _scans(arguments.scans)
    evaluation = evaluate(
        load_gold(arguments.gold),
        load_prediction(arguments.pred),
        None if scans is None else [path.name for path in scans],
    )
    about = {
        "command": shlex.join(["kehoach", *_shown(arguments)]),
        "date": datetime.now(UTC).date().isoformat(),
        "version": __version__,
    }
    compared = changes(evaluation, load_baseline(arguments.baseline)) if arguments.baseline else []
    worse = [change for change in compared if change.is_regression]
    said = to_json(evaluation, about) if arguments.json else as_text(evaluation)
    sys.stdout.write(said)
    if arguments.report:
        folders = sorted({path.parent for path in scans or ()})
        page = _report(evaluation, about, worse, arguments.crops, folders)
        _write(arguments.report, page)
    if arguments.write:
        _write(
            arguments.write.with_name(arguments.write.name + ".json"), to_json(evaluation, about)
        )
        _write(
            arguments.write.with_name(arguments.write.name + ".md"), scores_page(evaluation, about)
        )
    return _told(compared, worse)


def _scans(paths: Sequence[str] | None) -> list[Path] | None:
    return None if paths is None else [Path(name) for name in find(paths).files]


def _shown(arguments: argparse.Namespace) -> list[str]:
    words = ["evaluate"]
    for name in ("gold", "pred", "scans"):
        value = getattr(arguments, name) or []
        for path in value if isinstance(value, list) else [value]:
            words += [f"--{name}", str(path)]
    return words


def _report(
    evaluation: Evaluation,
    about: dict[str, str],
    worse: Sequence[Change],
    count: int,
    folders: Sequence[Path],
) -> str:
    documents = {score.file: score.read for score in evaluation.documents if score.read}
    crops = crops_for(evaluation.mistakes[:count], documents, folders)
    return report(evaluation, crops, about, [str(change) for change in worse])


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}", "Name another file") from error


def _told(compared: Sequence[Change], worse: Sequence[Change]) -> ExitCode:
    if compared:
        better = sum(change.worse_by < 0 for change in compared)
        sys.stderr.write(
            f"kehoach: {len(compared)} figures compared with the baseline: "
            f"{better} better, {len(worse)} worse beyond noise.\n"
        )
    for change in worse:
        sys.stderr.write(f"kehoach: worse: {change}\n")
    return ExitCode.DEFECT if worse else ExitCode.OK
