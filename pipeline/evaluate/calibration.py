"""Is the confidence worth anything: does it find the errors, is it the probability it says."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_BINS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One field that was read: its confidence, 0-1, and whether it was right."""

    confidence: float
    right: bool


def catch(outcomes: Sequence[Outcome], share: float = 0.05) -> float | None:
    """Return the share of all wrong fields among the ``share`` least confident, None without any.

    The cut is ceil(share x fields). Fields of equal confidence at the cut have no order: they
    count with the share of them that fits.
    """
    wrong = sum(not outcome.right for outcome in outcomes)
    if not wrong:
        return None
    groups: dict[float, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.confidence].append(outcome.right)
    room: float = math.ceil(share * len(outcomes))
    caught = 0.0
    for confidence in sorted(groups):
        group = groups[confidence]
        taken = min(1.0, room / len(group))
        caught += taken * group.count(False)
        room -= taken * len(group)
        if room <= 0:
            break
    return caught / wrong


def calibration_error(outcomes: Sequence[Outcome]) -> float | None:
    """Return the expected calibration error over ten equal bins, None without any field."""
    if not outcomes:
        return None
    bins: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        bins[min(int(outcome.confidence * _BINS), _BINS - 1)].append(outcome)
    gaps = (
        abs(sum(o.confidence for o in group) - sum(o.right for o in group))
        for group in bins.values()
    )
    return sum(gaps) / len(outcomes)
