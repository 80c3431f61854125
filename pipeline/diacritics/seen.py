"""What a reader sees in each letter: learnt from pairs of what stood there and what was read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class SeenLetters:
    """Readings of each letter.

    seen   letter → what was read → natural logarithm of its probability; "" = the letter is lost.
    """

    seen: Mapping[str, Mapping[str, float]]


def seen_to_bytes(model: SeenLetters) -> bytes:
    """Pack an error model: JSON, hundredths of a nat."""
    rounded = {
        letter: {reading: round(weight, 2) for reading, weight in sorted(readings.items())}
        for letter, readings in sorted(model.seen.items())
    }
    return (json.dumps(rounded, ensure_ascii=False, indent=0) + "\n").encode("utf-8")


def seen_from_bytes(data: bytes) -> SeenLetters:
    """Unpack an error model. Raises ValueError: not such a file."""
    return SeenLetters(json.loads(data))
