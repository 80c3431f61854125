"""Figures of `kehoach evaluate` beside those of an independent scorer, document by document.

    python -m bench.agreement --gold GOLD --pred OUT --scorer ../shared/tools/score_records.py

Ends with status 1 where a figure differs by more than 0.5 points.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.prediction import load_prediction
from pipeline.evaluate.scoring import evaluate, figures_of

TOLERANCE = 0.5  # points of a hundred
FIGURES = (
    "record_f1",
    "content",
    "result",
    "lead",
    "coordinating",
    "deadline",
    "indicators",
    "perfect",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """The figure of one document that differs most, ours and the other's, in points."""

    file: str
    figure: str
    ours: float
    other: float

    @property
    def points(self) -> float:
        return abs(self.ours - self.other)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    for name in ("gold", "pred", "scorer"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    arguments = parser.parse_args()
    found = list(differences(arguments.gold, arguments.pred, arguments.scorer))
    if not found:
        sys.exit("no document with gold there")
    for item in found:
        print(f"{item.file}: {item.figure} {item.ours:.2f} and {item.other:.2f}")
    worst = max(item.points for item in found)
    print(json.dumps({"documents": len(found), "largest_difference": round(worst, 2)}))
    sys.exit(int(worst > TOLERANCE))


def differences(gold: Path, pred: Path, scorer: Path) -> Iterator[Difference]:
    """Yield for each document the figure that differs most."""
    read = load_prediction(pred)
    names = [name for document in read for name in document.names]
    ours = {s.file: figures_of([s]) for s in evaluate(load_gold([gold]), read, names).documents}
    for row in _other(gold, pred, scorer):
        mine = ours.get(row["file"])
        if mine is not None:
            found = (
                Difference(row["file"], name, 100 * (mine[name] or 0.0), 100 * row[name])
                for name in FIGURES
            )
            yield max(found, key=lambda item: item.points)


def _other(gold: Path, pred: Path, scorer: Path) -> list[dict[str, Any]]:
    command = [sys.executable, str(scorer), "--gold", str(gold), "--pred", str(pred), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


if __name__ == "__main__":
    main()
