"""Readings of text that lost its marks and nothing else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipeline.diacritics.candidates import Candidate, Token
from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.pieces import Standing
from pipeline.diacritics.spelling import in_case_of
from pipeline.types.folding import fold


@dataclass(frozen=True, slots=True)
class Bare:
    """Proposes every word with the letters of a token."""

    lexicon: Lexicon

    def prepare(self, _pairs: Collection[tuple[str, str]]) -> None:
        """Nothing has to be looked for."""

    def token(self, raw: str, _following: str, _stands: Standing) -> Token:
        """Return the readings of ``raw``: itself where no word has its letters."""
        words = self.lexicon.of_bare(fold(raw))
        texts = [in_case_of(word, raw) for word in words] or [raw]
        return Token(raw, tuple(Candidate(text, 0.0) for text in texts))
