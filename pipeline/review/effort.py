"""How much looking leaves how many errors."""

from __future__ import annotations

import math
from collections.abc import Iterable

_TARGET_SHARES = (0.5, 0.25, 0.1)  # of the errors that are left if nobody looks


def targets(doubts: Iterable[float]) -> list[tuple[int, float]]:
    """Return (cells to look at, errors then left) for some shares of the errors, fewest first.

    doubts   for each cell that nobody looked at the probability that it is wrong, 0-1. The cells
             to look at are the most doubtful; a person is taken to find what is wrong in them.
    """
    ordered = sorted(doubts, reverse=True)
    rest = math.fsum(ordered)
    wanted = [share * rest for share in _TARGET_SHARES]
    found: list[tuple[int, float]] = []
    for count, doubt in enumerate(ordered, 1):
        rest -= doubt
        while wanted and rest <= wanted[0]:
            wanted.pop(0)
            found.append((count, max(rest, 0.0)))
    return found
