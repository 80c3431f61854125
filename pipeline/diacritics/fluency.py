"""How well phrases go together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.diacritics.lexicon import Lexicon

_LEAST, _MOST = -3.0, 5.0  # nats; beyond them the model knows too little to be believed
_BEFORE, _AFTER = 3, 2  # words of the two phrases that are asked about
_CACHED = 500_000


class Fluency:
    """Says how much likelier words are behind others than by themselves; remembers its answers."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._alone: dict[tuple[int, ...], float] = {}
        self._known: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = {}

    def __call__(self, before: tuple[str, ...], after: tuple[str, ...]) -> float:
        """Return log P(after | before) - log P(after) in nats; 0 where one of them is empty."""
        found = self._known.get((before, after))
        if found is None:
            if len(self._known) > _CACHED:
                self._known.clear()
            found = self._known[before, after] = self._ratio(before, after)
        return found

    def _ratio(self, before: Sequence[str], after: Sequence[str]) -> float:
        said = [n for word in before for n in self._lexicon.spoken(word).numbers][-_BEFORE:]
        words = tuple(n for word in after for n in self._lexicon.spoken(word).numbers)[:_AFTER]
        if not said or not words:
            return 0.0
        alone = self._alone.get(words)
        if alone is None:
            alone = self._alone[words] = self._logp([], words)
        return max(_LEAST, min(_MOST, self._logp(said, words) - alone))

    def _logp(self, history: Sequence[int], words: Sequence[int]) -> float:
        model = self._lexicon.model
        state = np.full((1, model.order - 1), -1, np.int64)
        for number in history:
            _, state = model.hear(state, np.array([number]))
        total = 0.0
        for number in words:
            said, state = model.hear(state, np.array([number]))
            total += float(said[0])
        return total
