"""``kehoach train recogniser``: a reader of lines of our own, from texts and fonts."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import ExitCode, MissingError, OutputError, UsageError
from pipeline.train.language.corpus import read_lines
from pipeline.train.recogniser.batches import Batch, Plan, draw
from pipeline.train.recogniser.texts import Texts, composed, gather
from pipeline.train.recogniser.typecase import cases_of

PART = "recogniser"
_TESTED = 2  # draws of lines, about 500, that are measured and never trained on


def add_parser(parts: Any) -> None:
    """Add the parser of this part."""
    summary = "train the line recogniser on lines printed and worn on the fly"
    parser = parts.add_parser(PART, help=summary, description=summary, allow_abbrev=False)
    parser.add_argument(
        "--corpus",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="texts, one a line, also packed with xz; may be given several times, each counts alike"
        " (default: the words of kehoach train synth)",
    )
    parser.add_argument(
        "--printed",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a PDF that was never printed, whose words are set anew in its fonts; may be given"
        " several times",
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="checkpoint, curve and model; what Ctrl-C or a signal stopped there goes on",
    )
    parser.add_argument(
        "--lines", type=int, default=500_000, metavar="N", help="to see in all (default: 500000)"
    )
    parser.add_argument("--batch", type=int, default=32, metavar="N", help="(default: 32)")
    parser.add_argument("--rate", type=float, default=3e-3, metavar="R", help="(default: 0.003)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="(default: 0)")
    parser.add_argument(
        "--processes",
        type=int,
        default=None,
        metavar="N",
        help="that make lines beside the one that trains (default: 1; all cores beside a GPU)",
    )
    parser.add_argument(
        "--threads", type=int, default=1, metavar="N", help="of the training (default: 1)"
    )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Train, and write the model. Raises MissingError without PyTorch."""
    if arguments.lines < 1 or arguments.batch < 1:
        raise UsageError("--lines and --batch must be 1 or more")
    try:
        import torch  # noqa: PLC0415  of the extra "train" only

        from pipeline.train.recogniser.export import write_model  # noqa: PLC0415
        from pipeline.train.recogniser.learn import Training, learn  # noqa: PLC0415
    except ImportError as error:
        raise MissingError(
            f"training needs PyTorch and ONNX: {error}", "Install them: pip install '.[train]'"
        ) from error
    torch.set_num_threads(arguments.threads)
    plan = Plan(f"recogniser {arguments.seed}", arguments.batch)
    training = Training(
        plan, arguments.lines, arguments.rate, _processes(arguments.processes, torch)
    )
    texts = _texts(arguments.corpus, arguments.printed, plan.seed)
    try:
        arguments.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{arguments.out}: {error.strerror}", "Choose another --out") from error
    stopped: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.append(1))
    tests = {"made": _tested(texts, plan)}
    network = learn(texts, training, arguments.out, tests, lambda: bool(stopped))
    path = arguments.out / "recogniser.onnx"
    write_model(network, path)
    sys.stdout.write(f"{path}\n")
    return ExitCode.OK


def _processes(asked: int | None, torch: Any) -> int:
    if asked is not None:
        return asked
    return max((os.cpu_count() or 2) - 1, 1) if torch.cuda.is_available() else 1


def _texts(files: list[Path], printed: list[Path], seed: str) -> Texts:
    corpora = [read_lines(path) for path in files] or [list(composed())]
    return replace(gather(corpora, seed), cases=cases_of(printed))


def _tested(texts: Texts, plan: Plan) -> list[Batch]:
    held, apart = Plan(f"{plan.seed}/held", plan.size, growing=0), replace(texts, cases=())
    return [batch for number in range(_TESTED) for batch in draw(apart, held, number)]
