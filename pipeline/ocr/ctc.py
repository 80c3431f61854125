"""From the chances of every character at every step of a line to characters.

Connectionist temporal classification: at each step the network names a character or none; equal
names in a row are one character, and none lies between two equal ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.types.syllable import is_syllable

NONE = 0  # the number of "no character here"; the alphabet's begin at 1
_LEAST_CHOICE = 0.02  # chance below which another reading is noise
_MOST_CHOICES = 5
SPACE = " "
# Chance of a space between letters that are no syllable together. On three worn plans words that
# ran together had 0.34 to 0.46, no other two letters more than 0.02.
_HALF_SEEN = 0.15


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
    symbols = [
        _symbol(chances, int(best[start]), int(start), int(end), alphabet)
        for start, end in zip(starts, ends, strict=True)
        if best[start] != NONE
    ]
    return list(_spaced(symbols, chances[:, alphabet.index(SPACE) + 1]))


def _spaced(symbols: Sequence[Symbol], spaces: NDArray[np.float32]) -> Iterator[Symbol]:
    """Put spaces where words of a narrow line ran together ("vànăm") and the network half saw one.

    ``spaces``: the chance of a space at every step.
    """
    ends = _ends_of_letters(symbols)
    for i, symbol in enumerate(symbols):
        yield symbol
        if i + 1 >= ends[i]:
            continue
        gap = slice(symbol.end - 1, symbols[i + 1].start + 1)
        share = float(spaces[gap].max())
        if share < _HALF_SEEN:
            continue
        start = ends.index(ends[i])
        whole, rest = _text(symbols[start : ends[i]]), _text(symbols[i + 1 : ends[i]])
        if not is_syllable(whole.lower()) and is_syllable(rest.lower()):
            yield Symbol(SPACE, share, gap.start, gap.stop, ())


def _ends_of_letters(symbols: Sequence[Symbol]) -> list[int]:
    """Return, for each symbol, where the run of letters that it is in ends."""
    ends = [len(symbols)] * len(symbols)
    for i in reversed(range(len(symbols))):
        both = i + 1 < len(symbols) and symbols[i].text.isalpha() and symbols[i + 1].text.isalpha()
        ends[i] = ends[i + 1] if both else i + 1
    return ends


def _text(symbols: Sequence[Symbol]) -> str:
    return "".join(symbol.text for symbol in symbols)


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
