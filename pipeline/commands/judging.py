"""What commands need of confidence: the calibration that settings name, and what it promises."""

from __future__ import annotations

import math
from pathlib import Path

from pipeline.commands.called import command
from pipeline.records.calibration import Calibration, calibration_from
from pipeline.review.effort import targets
from pipeline.settings import Settings
from pipeline.store.read import read_arrow
from pipeline.store.values import SCORED
from pipeline.store.weights import load_weights


def calibration_of(settings: Settings) -> Calibration | None:
    """Return the calibration that the settings name. Raises MissingError."""
    if not settings.records.calibration:
        return None
    weights = load_weights(settings.records.calibration)
    return calibration_from(weights.data.decode("utf-8"), f"{weights.name} {weights.sha256[:8]}")


def effort(out: Path) -> str:
    """Return how many cells to look at to leave how many errors, by what the tables say."""
    confidences = read_arrow(out, "tasks")["confidence"].to_pylist()
    doubts = [1 - sure for fields in confidences for name, sure in fields if name in SCORED]
    if not doubts:
        return ""
    words = [
        f"còn khoảng {math.fsum(doubts):.0f} lỗi trong {len(doubts)} ô"
        f" · about {math.fsum(doubts):.0f} errors in {len(doubts)} cells"
    ]
    told: dict[str, int] = {}  # errors left, as shown → cells: no two lines with the same promise
    for count, left in targets(doubts):
        told.setdefault(f"{left:.0f}", count)
    words += [
        f"  rà soát {count} ô đáng ngờ nhất thì còn khoảng {left}"
        f" · reviewing the {count} most doubtful leaves about {left}"
        for left, count in told.items()
    ]
    return "\n".join([*words, f"rà soát · review them: {command('review', '--out', out)}", ""])
