"""What the rebuilding of rows needs to know of language and fields, handed in from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clues:
    """Functions of other stages.

    fluency        (words before, words after) → how much better they go together than two strange
                   phrases, natural logarithm of the ratio of probabilities; 0 says nothing.
    heading        words → (field that a known heading of these words names, similarity 0-1).
    loose_heading  the same for headings that are only like known ones.
    known          word → whether it may be one at all; short ones that are not are dirt.
    capital        word as written → logarithm of the share of its places inside sentences at which
                   it is written so.
    """

    fluency: Callable[[tuple[str, ...], tuple[str, ...]], float]
    heading: Callable[[str], tuple[str, float]]
    loose_heading: Callable[[str], tuple[str, float]]
    known: Callable[[str], bool] = lambda word: True
    capital: Callable[[str], float] = lambda word: 0.0
