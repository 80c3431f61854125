"""Readings of text that lost its marks and nothing else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from pipeline.diacritics.candidates import Readings, Token
from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.pieces import Standing
from pipeline.diacritics.spelling import in_case_of
from pipeline.types.folding import fold

_CACHED = 50_000  # different tokens


@dataclass(frozen=True, slots=True)
class Bare:
    """Proposes every word with the letters of a token."""

    lexicon: Lexicon
    _tokens: dict[str, Token] = field(init=False, default_factory=dict)

    def prepare(self, _pairs: Collection[tuple[str, str]]) -> None:
        """Nothing has to be looked for."""

    def token(self, raw: str, _following: str, _stands: Standing) -> Token:
        """Return the readings of ``raw``: itself where no word has its letters."""
        found = self._tokens.get(raw)
        if found is None:
            words = self.lexicon.of_bare(fold(raw))
            texts = [in_case_of(word, raw) for word in words] or [raw]
            found = Token(raw, Readings(texts, np.zeros(len(texts), np.float32)))
            if len(self._tokens) > _CACHED:
                self._tokens.clear()
            self._tokens[raw] = found
        return found
