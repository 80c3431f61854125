"""Words that a reader may have taken for what it read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pipeline.diacritics.candidates import Candidate
from pipeline.diacritics.confusions import LONGEST, ReaderErrors
from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.spelling import in_case_of
from pipeline.diacritics.words import SPECIAL, tone_first
from pipeline.types.folding import fold

_WIDTH = 24  # beginnings of words kept at each letter
_CHANGES = 8  # of each stretch of letters
_DEPTH = 9.0  # nats behind the likeliest at which a word is given up
_WORDS = 10  # candidates of one word
_HALF = float(np.log(0.5))  # the reader's own alternatives and the table speak equally loud

# Probability that an unsure letter is a given other one of the same bare letter, where the table
# does not know better: most errors are of marks, and no table has seen all of them.
_MARK = float(np.log(0.02))
_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵdđ"
_SAME_BARE = {
    letter: tuple(other for other in _VOWELS if fold(other) == fold(letter) and other != letter)
    for letter in _VOWELS
}

Letters = Sequence[tuple[str, float, Mapping[str, float]]]


@dataclass(frozen=True, slots=True, eq=False)
class Speller:
    """The words of a language model by their beginnings, and what a reader takes for what."""

    lexicon: Lexicon
    errors: ReaderErrors
    _begun: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        words = self.lexicon.model.words[len(SPECIAL) :]
        begun = frozenset(word[:end] for word in words for end in range(1, len(word) + 1))
        object.__setattr__(self, "_begun", begun)

    def readings(self, letters: Letters) -> tuple[Candidate, ...]:
        """Return what may stand on paper, the reading itself first.

        letters   of one word: what was read, how surely (0-1), and the reader's alternatives with
                  their shares.
        Weights are log P(meant | read) of the letters alone, without their context.
        """
        read = "".join(letter for letter, _, _ in letters)
        own = Candidate(read, sum(self.errors.sure(share) for _, share, _ in letters))
        same = tone_first(read.lower())
        found = {
            word: weight
            for word, weight in self._spelled(letters).items()
            if self.lexicon.knows(word) and word != same and len(word) >= min(len(read), 2)
        }
        ranked = sorted(found.items(), key=lambda item: -item[1])[:_WORDS]
        others = (
            Candidate(in_case_of(word, read), weight)
            for word, weight in ranked
            if weight > max(own.weight, ranked[0][1]) - _DEPTH
        )
        return (own, *others)

    def _spelled(self, letters: Letters) -> dict[str, float]:
        """Spell words letter by letter, each kept or changed."""
        ends: list[dict[str, float]] = [{"": 0.0}, *({} for _ in letters)]
        for place, (letter, share, alternatives) in enumerate(letters):
            live = sorted(ends[place].items(), key=lambda item: -item[1])[:_WIDTH]
            steps = [(letter.lower(), self.errors.sure(share), 1)]
            steps += self._changes(letters, place, share, alternatives)
            for begun, weight in live:
                for text, step, length in steps:
                    word, total = begun + text, weight + step
                    if word and word not in self._begun:
                        continue
                    if total > ends[place + length].get(word, -np.inf):
                        ends[place + length][word] = total
        return ends[-1]

    def _changes(
        self, letters: Letters, place: int, share: float, alternatives: Mapping[str, float]
    ) -> list[tuple[str, float, int]]:
        steps: list[tuple[str, float, int]] = []
        doubt = self.errors.doubt(share)
        total = sum(alternatives.values())
        for text, part in alternatives.items():
            steps.append((text.lower(), doubt + _HALF + float(np.log(part / total)), 1))
        for length in range(1, min(LONGEST, len(letters) - place) + 1):
            taken = letters[place : place + length]
            read = "".join(letter for letter, _, _ in taken).lower()
            doubted = max(self.errors.doubt(part) for _, part, _ in taken)
            for change in self.errors.changes.get(read, ())[:_CHANGES]:
                steps.append((change.meant, doubted + _HALF + change.weight, length))
        steps += [
            (other, doubt + _HALF + _MARK, 1)
            for other in _SAME_BARE.get(letters[place][0].lower(), ())
        ]
        return steps
