"""Other readings of a word: those that differ from it in one symbol."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from pipeline.types.text import Alternative

_MOST = 12


def one_symbol_off(
    texts: Sequence[str], choices: Sequence[Sequence[tuple[str, float]]]
) -> tuple[Alternative, ...]:
    """Return the words that differ in one symbol, by the share of that symbol, best first.

    texts    the symbols of the word as read.
    choices  for each of them what else it may be, with its share, 0-1.
    """
    found: dict[str, float] = {}
    for index, others in enumerate(choices):
        for text, share in others:
            parts = [*texts[:index], text, *texts[index + 1 :]]
            word = unicodedata.normalize("NFC", "".join(parts))
            found[word] = max(found.get(word, 0.0), share)
    best = sorted(found.items(), key=lambda item: -item[1])[:_MOST]
    return tuple(Alternative(text, share) for text, share in best)
