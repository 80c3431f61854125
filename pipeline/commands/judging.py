"""What commands need of confidence: the calibration that settings name, and what it promises."""

from __future__ import annotations

import math
from pathlib import Path

import pyarrow as pa
from pyarrow.compute import invert, is_in

from pipeline.commands.called import command
from pipeline.records.calibration import Calibration, Calibrations, calibration_from
from pipeline.review.effort import targets
from pipeline.settings import Settings
from pipeline.store.chains import read_chains
from pipeline.store.read import read_columns
from pipeline.store.values import SCORED
from pipeline.store.weights import load_weights


def calibrations_of(settings: Settings) -> Calibrations:
    """Return the calibrations that the settings name. Raises MissingError."""
    records = settings.records
    return Calibrations(_calibration(records.calibration), _calibration(records.text_calibration))


def _calibration(name: str) -> Calibration | None:
    if not name:
        return None
    weights = load_weights(name)
    return calibration_from(weights.data.decode("utf-8"), f"{weights.name} {weights.sha256[:8]}")


def effort(out: Path, named: str = "") -> str:
    """Return how many cells to look at to leave how many errors, by what the tables say.

    named   the one file that was asked for, to which the review may keep.
    What people decided on already is not counted, as on the review page.
    """
    decided = _decided(out)
    touched = pa.array(sorted({record for record, _ in decided}), pa.string())
    # Nothing else of the tables is loaded: an archive of a million tasks has to fit.
    doubts: list[float] = []
    for part in read_columns(out, "tasks", ["record_id", "confidence"]).to_batches():
        mask = is_in(part["record_id"], value_set=touched)
        whole = part["confidence"].filter(invert(mask))
        scored = is_in(whole.keys, value_set=pa.array(SCORED))
        doubts += (1 - whole.items.filter(scored).to_numpy(zero_copy_only=False)).tolist()
        for row in part.filter(mask).to_pylist():
            doubts += [
                1 - sure
                for name, sure in row["confidence"]
                if name in SCORED and (row["record_id"], name) not in decided
            ]
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
    return "\n".join(
        [
            *words,
            f"rà soát · review them: {command('review', '--out', out)}",
            *_alone(out, named),
            "",
        ]
    )


def _alone(out: Path, named: str) -> list[str]:
    if not named:
        return []
    said = command("review", "--out", out, "--document", named)
    return [f"chỉ văn bản này · this document alone: {said}"]


def _decided(out: Path) -> frozenset[tuple[str, str]]:
    """Return (record id, field) of the cells that people decided on."""
    chains = read_chains(out)
    if not chains:
        return frozenset()
    # Only here: loading the database takes longer than all the rest.
    from pipeline.store.corrections import standing  # noqa: PLC0415

    return frozenset(
        (record, field) for (_, record, field), made in chains.items() if standing(made).decision
    )
