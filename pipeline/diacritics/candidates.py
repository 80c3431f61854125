"""What a token may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Candidate(NamedTuple):
    """A reading of a token, and what speaks for it beside its context, in nats.

    Only differences between the candidates of one token count. A tuple, for there are forty of
    most tokens of garbled text, and they are made and compared three times as fast.
    """

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Token:
    """What stands between two spaces, and what it may say; never empty of candidates.

    raw         what was read.
    candidates  readings of this token; a single one is kept whatever stands around it.
    joined      readings of this token and the next one as one word that a space tore in two.
    """

    raw: str
    candidates: tuple[Candidate, ...]
    joined: tuple[Candidate, ...] = ()
