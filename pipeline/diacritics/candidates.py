"""What a token may say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Candidate(NamedTuple):
    """A reading of a token, and what speaks for it beside its context, in nats.

    Only differences between the candidates of one token count.
    """

    text: str
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """The candidates of a token, column by column: there are forty of most garbled tokens.

    texts     of each candidate.
    weights   float32 (candidates,), see ``Candidate``.
    """

    texts: Sequence[str]
    weights: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.texts)


def readings_of(candidates: Iterable[Candidate]) -> Readings:
    """Return candidates as readings."""
    every = tuple(candidates)
    weights = np.array([candidate.weight for candidate in every], np.float32)
    return Readings([candidate.text for candidate in every], weights)


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """What stands between two spaces, and what it may say; never empty of readings.

    raw        what was read.
    readings   of this token; a single one is kept whatever stands around it.
    joined     readings of this token and the next one as one word that a space tore in two.
    """

    raw: str
    readings: Readings
    joined: Readings | None = None


def fixed(raw: str, text: str | None = None) -> Token:
    """Return a token that says one thing, ``raw`` itself where nothing else is given."""
    said = raw if text is None else text
    return Token(raw, Readings((said,), np.zeros(1, np.float32)))
