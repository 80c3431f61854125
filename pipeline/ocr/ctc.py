"""From the chances of every character at every step of a line to characters.

Connectionist temporal classification: at each step the network names a character or none; equal
names in a row are one character, and none lies between two equal ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NONE = 0  # the number of "no character here"; the alphabet's begin at 1
_LEAST_CHOICE = 0.02  # chance below which another reading is noise
_MOST_CHOICES = 5


@dataclass(frozen=True, slots=True)
class Symbol:
    """A character that was read.

    share        its chance where the network was surest of it, 0-1.
    start, end   steps of the line that it was named at, end excluded.
    choices      other characters there, best first, with their chances; "" for none at all.
    """

    text: str
    share: float
    start: int
    end: int
    choices: tuple[tuple[str, float], ...]


def symbols_of(chances: NDArray[np.float32], alphabet: str) -> list[Symbol]:
    """Read a line: ``chances`` (steps, characters + 1), the likeliest taken at every step."""
    if not len(chances):
        return []
    best = chances.argmax(axis=1)
    starts = np.flatnonzero(np.concatenate([[True], best[1:] != best[:-1]]))
    ends = np.concatenate([starts[1:], [len(best)]])
    return [
        _symbol(chances, int(best[start]), int(start), int(end), alphabet)
        for start, end in zip(starts, ends, strict=True)
        if best[start] != NONE
    ]


def _symbol(
    chances: NDArray[np.float32], number: int, start: int, end: int, alphabet: str
) -> Symbol:
    surest = start + int(chances[start:end, number].argmax())
    there = chances[surest]
    others = np.flatnonzero(there >= _LEAST_CHOICE)
    ranked = sorted((i for i in others.tolist() if i != number), key=lambda i: -there[i])
    choices = tuple(
        ("" if i == NONE else alphabet[i - 1], float(there[i])) for i in ranked[:_MOST_CHOICES]
    )
    return Symbol(alphabet[number - 1], min(float(there[number]), 1.0), start, end, choices)
