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


def surer_words(one: tuple[Word, ...], other: tuple[Word, ...], trust: float) -> tuple[Word, ...]:
    """Return the first reading with the other one's word wherever that is the surer one.

    trust   what the other reading's confidence counts for beside the first one's.

    Words without just one counterpart in their place stay; the word that is not taken becomes an
    alternative of the one that is.
    """
    return tuple(_surer_word(word, _counterpart(word, other), trust) for word in one)


def _surer_word(word: Word, rival: Word | None, trust: float) -> Word:
    if rival is None or rival.raw == word.raw or not rival.text:
        return word
    if rival.confidence * trust > word.confidence:
        return _also(rival, word)
    return _also(word, rival)


def _with_alternative(word: Word, others: Sequence[Word]) -> Word:
    rival = _counterpart(word, others)
    return word if rival is None or rival.raw == word.raw else _also(word, rival)


def _counterpart(word: Word, others: Sequence[Word]) -> Word | None:
    there = [other for other in others if _overlap(word, other) > _SAME_PLACE]
    return there[0] if len(there) == 1 else None


def _also(word: Word, rival: Word) -> Word:
    """Return the word with the other reading among its alternatives."""
    new = Alternative(rival.raw, rival.confidence)
    kept = [known for known in word.alternatives if known.text != new.text]
    ranked = sorted([new, *kept], key=lambda known: -known.confidence)
    return replace(word, alternatives=tuple(ranked))


def _overlap(a: Word, b: Word) -> float:
    common = min(a.box.x1, b.box.x1) - max(a.box.x0, b.box.x0)
    return common / max(a.box.width, b.box.width, 1.0)
