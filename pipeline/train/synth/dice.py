"""Random choices that come out the same on every machine for the same seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice(random.Random):
    """A seeded source of choices. Seed it with a string: hashed by SHA-512, not by ``hash``.

    varied   wordings that the frozen sets do not have may come up (module ``variety``).
    """

    varied = False

    def chance(self, share: float) -> bool:
        """Return True in ``share`` (0-1) of all calls."""
        return self.random() < share

    def pick(self, things: Sequence[T]) -> T:
        return things[int(self.random() * len(things))]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """Return ``count`` different things (all of them where there are fewer)."""
        left = list(things)
        taken: list[T] = []
        while left and len(taken) < count:
            taken.append(left.pop(int(self.random() * len(left))))
        return taken

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Return a key, in proportion to its weight."""
        at = self.random() * sum(weights.values())
        for key, weight in weights.items():
            at -= weight
            if at < 0:
                return key
        return next(reversed(list(weights)))

    def between(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self.random() * (high - low + 1))
