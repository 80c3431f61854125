"""Figures kept in the repository, and whether new ones fell behind them.

Only documents that stand in both are compared, added up anew on both sides: where the large scans
are not at hand, the small ones are compared with their own past.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import InputNotFoundError, UnreadableError
from pipeline.evaluate.scoring import Evaluation, figures_of
from pipeline.evaluate.tally import FIGURES, Tally, added, figures

# What may be lost without being called worse, as shares of 1. Reading is exact: the same bytes
# read twice by the same program give the same tables. What is left is another processor or
# build of Tesseract, which decides a letter here and there otherwise. Over 437 records half a
# point is two records; within one kind of scan (22 to 66 records) two points are one record.
# docs/scores.md tells the measurement.
TOTAL_TOLERANCE = 0.005
KIND_TOLERANCE = 0.02
# In a group so small that one record is more than the tolerance, one record may change.
_RECORDS = "gold"


@dataclass(frozen=True, slots=True)
class Kept:
    """One document of the kept figures."""

    kind: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of one group ("total" or a kind of scan) before and now, as shares of 1."""

    group: str
    figure: str
    before: float
    now: float
    worse_by: float
    allowed: float

    @property
    def is_regression(self) -> bool:
        return self.worse_by > self.allowed

    def __str__(self) -> str:
        return (
            f"{self.group}: {self.figure} {100 * self.before:.2f} → {100 * self.now:.2f} "
            f"({100 * self.allowed:.2f} points may be lost)"
        )


def to_json(evaluation: Evaluation, about: Mapping[str, str]) -> str:
    """Return the figures as JSON; ``about``: date, command and the like, kept as they are."""
    documents = {
        score.file: {
            "kind": score.kind,
            "status": score.status,
            "figures": _rounded(figures_of([score])),
            "counts": {name: round(n, 6) for name, n in sorted(score.tally.counts.items())},
        }
        for score in evaluation.documents
    }
    kinds = {kind: _rounded(figures_of(group)) for kind, group in evaluation.kinds.items()}
    total = _rounded(figures_of(evaluation.documents))
    said = {"about": dict(about), "total": total, "kinds": kinds, "documents": documents}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def load_baseline(path: Path) -> dict[str, Kept]:
    """Read kept figures by file name. Raises InputNotFoundError, UnreadableError."""
    if not path.is_file():
        raise InputNotFoundError(f"{path}: no such file", "Write it with --write")
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["documents"]
        return {name: Kept(d["kind"], Tally(d["counts"])) for name, d in kept.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError(f"{path}: not figures of this program ({error!r})") from error


def changes(evaluation: Evaluation, baseline: Mapping[str, Kept]) -> list[Change]:
    """Compare every figure, in all and for each kind of scan, over documents in both."""
    before: dict[str, list[Tally]] = defaultdict(list)
    now: dict[str, list[Tally]] = defaultdict(list)
    for score in evaluation.documents:
        kept = baseline.get(score.file)
        for group in ("total", score.kind) if kept else ():
            assert kept is not None
            before[group].append(kept.tally)
            now[group].append(score.tally)
    return [c for group in before for c in _compared(group, before[group], now[group])]


def _compared(group: str, before: Iterable[Tally], now: Iterable[Tally]) -> list[Change]:
    old, new = added(before), added(now)
    old_figures, new_figures = figures(old), figures(new)
    tolerance = TOTAL_TOLERANCE if group == "total" else KIND_TOLERANCE
    found = []
    for figure in FIGURES:
        was, is_now = old_figures[figure.name], new_figures[figure.name]
        if was is None or is_now is None:
            continue
        lost = was - is_now if figure.more_is_better else is_now - was
        one = 1 / old[_RECORDS] if figure.of_records and old[_RECORDS] else 0.0
        found.append(Change(group, figure.name, was, is_now, lost, max(tolerance, one + 1e-9)))
    return found


def _rounded(named: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: None if v is None else round(v, 4) for name, v in named.items()}
