"""What the model knows of single words: their numbers, their bare forms, how they are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.diacritics.candidates import Candidate
from pipeline.diacritics.ngrams import (
    LanguageModel,
    LogProbs,
    Rows,
    from_bytes,
    numbers_of,
    to_bytes,
)
from pipeline.diacritics.words import (
    AGAIN,
    BAR,
    END,
    SPECIAL,
    START,
    STOP,
    UNKNOWN,
    class_of,
    tokens_of,
)
from pipeline.types.folding import fold

Case = Literal["lower", "title", "upper"]
_CASES: tuple[Case, Case, Case] = ("lower", "title", "upper")
_SIGNS: dict[str, tuple[str, ...]] = {BAR: (UNKNOWN,), END: (STOP, START), AGAIN: (START,)}
_CACHED = 200_000  # different tokens; a run over thousands of plans meets about 50,000
_CACHED_READINGS = 20_000  # different tokens with all their readings; 2 kB each


@dataclass(frozen=True, slots=True)
class Spoken:
    """A token as the language model hears it.

    numbers   of its words in the vocabulary.
    weights   what the case of its words says, in nats: inside a sentence, and where one begins.
    """

    numbers: tuple[int, ...]
    weights: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """The readings of a token as the language model hears them.

    words    int64 (readings, most words), numbers of the words of each, -1 after the last.
    weight   float32 (readings,), what speaks for each beside its context, in nats.
    case     float32 (2, readings), what the case of its words says, inside a sentence and where
             one begins.
    """

    words: Rows
    weight: LogProbs
    case: LogProbs


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """A language model and the words it is made of.

    capitals   float32 (words,), share of a word's places inside sentences at which it is written
               with a capital.
    """

    model: LanguageModel
    capitals: LogProbs
    _numbers: dict[str, int] = field(init=False)
    _bare: dict[str, tuple[str, ...]] = field(init=False)
    _heard: dict[str, Spoken] = field(init=False, default_factory=dict)
    _readings: dict[tuple[Candidate, ...], Heard] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        numbers = numbers_of(self.model)
        bare: dict[str, list[str]] = {}
        for word in self.model.words[len(SPECIAL) :]:
            bare.setdefault(fold(word), []).append(word)
        object.__setattr__(self, "_numbers", numbers)
        object.__setattr__(self, "_bare", {key: tuple(found) for key, found in bare.items()})

    def knows(self, word: str) -> bool:
        """Whether a word in lower case, tone placed first, is in the vocabulary."""
        return word in self._numbers

    def of_bare(self, bare: str) -> tuple[str, ...]:
        """Return the words whose letters without marks are ``bare``, in lower case."""
        return self._bare.get(bare, ())

    def frequency(self, word: str) -> float:
        """Return log P of a known word by itself."""
        return float(self.model.tables[0].logp[self._numbers[word]])

    def heard(self, text: str) -> Spoken:
        """Return the words of a token as the language model hears them."""
        found = self._heard.get(text)
        if found is None:
            if len(self._heard) > _CACHED:
                self._heard.clear()
            found = self._heard[text] = self._spoken(text)
        return found

    def of_readings(self, candidates: tuple[Candidate, ...]) -> Heard:
        """Return the readings of a token as the language model hears them."""
        found = self._readings.get(candidates)
        if found is None:
            if len(self._readings) > _CACHED_READINGS:
                self._readings.clear()
            found = self._readings[candidates] = self._heard_together(candidates)
        return found

    def _heard_together(self, candidates: tuple[Candidate, ...]) -> Heard:
        spoken = [self.heard(candidate.text) for candidate in candidates]
        most = max((len(one.numbers) for one in spoken), default=1)
        padded = [one.numbers + (-1,) * (most - len(one.numbers)) for one in spoken]
        return Heard(
            np.array(padded, np.int64).reshape(len(spoken), most),
            np.array([candidate.weight for candidate in candidates], np.float32),
            np.array([one.weights for one in spoken], np.float32).reshape(-1, 2).T,
        )

    def _spoken(self, text: str) -> Spoken:
        numbers = []
        weights = []
        for word in tokens_of(text) or _SIGNS.get(text, ()):
            lower = word.lower()
            number = self._numbers.get(word if word in SPECIAL else class_of(lower), 0)
            numbers.append(number)
            weights.append(self._case_weight(word, lower, number) if word[0].isalpha() else 0.0)
        first = weights[0] if weights else 0.0
        return Spoken(tuple(numbers), (sum(weights), sum(weights) - first))

    def _case_weight(self, word: str, lower: str, number: int) -> float:
        share = float(self.capitals[number])
        if word == lower:
            return float(np.log1p(-share))
        if len(word) > 1 and word.isupper():
            return 0.0
        return float(np.log(share))


def lexicon_to_bytes(lexicon: Lexicon) -> bytes:
    """Pack a lexicon as one file."""
    return to_bytes(lexicon.model, {"capitals": _stored(lexicon.capitals)})


def lexicon_from_bytes(data: bytes) -> Lexicon:
    """Unpack a lexicon. Raises ValueError, KeyError or OSError: not such a file."""
    model, more = from_bytes(data)
    return Lexicon(model, _read(more["capitals"]))


def _stored(shares: LogProbs) -> NDArray[np.uint8]:
    """Log odds in steps of 1/16 around even odds."""
    odds = np.log(shares / (1 - shares))
    return np.asarray(np.clip(np.rint(odds * 16) + 128, 0, 255), np.uint8)


def _read(stored: NDArray[np.generic]) -> LogProbs:
    odds = (stored.astype(np.float32) - 128) / 16
    return (1 / (1 + np.exp(-odds))).astype(np.float32)
