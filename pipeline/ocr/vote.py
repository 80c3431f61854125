"""Two readings of one line: the surer one is taken, the other one becomes alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.types.text import Alternative, Word, mean_confidence

_SAME_PLACE = 0.75  # of the wider of two words that must overlap


def surer(one: tuple[Word, ...], other: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the reading of higher mean confidence, each word with the other reading of its place.

    A reading without words is never the surer one.
    """
    if not one or not other:
        return one or other
    if mean_confidence(other) > mean_confidence(one):
        one, other = other, one
    return tuple(_with_alternative(word, other) for word in one)


def _with_alternative(word: Word, others: Sequence[Word]) -> Word:
    there = [other for other in others if _overlap(word, other) > _SAME_PLACE]
    if len(there) != 1 or there[0].raw == word.raw:
        return word
    new = Alternative(there[0].raw, there[0].confidence)
    kept = [known for known in word.alternatives if known.text != new.text]
    ranked = sorted([new, *kept], key=lambda known: -known.confidence)
    return replace(word, alternatives=tuple(ranked))


def _overlap(a: Word, b: Word) -> float:
    common = min(a.box.x1, b.box.x1) - max(a.box.x0, b.box.x0)
    return common / max(a.box.width, b.box.width, 1.0)
