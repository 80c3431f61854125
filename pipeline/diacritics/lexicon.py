"""What the model knows of single words: their numbers, their bare forms, how they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

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


class Spoken(NamedTuple):
    """A token as the language model hears it.

    numbers   of its words in the vocabulary.
    weights   what the case of its words says, in nats: inside a sentence, and where one begins.
    """

    numbers: tuple[int, ...]
    weights: tuple[float, float]


@dataclass(slots=True, eq=False)
class Heard:
    """Every token heard so far: one growing table.

    rows    of each token.
    words   int64 (rows, most words), numbers of its words, -1 after the last.
    case    float32 (rows, 2), ``Spoken.weights``.
    """

    rows: dict[str, int] = field(default_factory=dict)
    words: Rows = field(default_factory=lambda: np.full((1024, 2), -1, np.int64))
    case: LogProbs = field(default_factory=lambda: np.zeros((1024, 2), np.float32))

    def add(self, spoken: Mapping[str, Spoken]) -> None:
        """Append new tokens."""
        first, last = len(self.rows), len(self.rows) + len(spoken)
        most = max((len(token.numbers) for token in spoken.values()), default=0)
        more = max(last - len(self.words), 0), max(most - self.words.shape[1], 0)
        if any(more):
            grown = ((0, max(more[0], first) if more[0] else 0), (0, more[1]))
            self.words = np.pad(self.words, grown, constant_values=-1)
            self.case = np.pad(self.case, (grown[0], (0, 0)))
        self.words[first:last, :most] = [
            (*token.numbers, *[-1] * (most - len(token.numbers))) for token in spoken.values()
        ]
        self.case[first:last] = [token.weights for token in spoken.values()]
        self.rows.update(zip(spoken, range(first, last), strict=True))


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
    _small: list[float] = field(init=False)  # log P that a word is written so
    _capital: list[float] = field(init=False)
    _heard: Heard = field(init=False, default_factory=Heard)

    def __post_init__(self) -> None:
        numbers = numbers_of(self.model)
        bare: dict[str, list[str]] = {}
        for word in self.model.words[len(SPECIAL) :]:
            bare.setdefault(fold(word), []).append(word)
        object.__setattr__(self, "_small", np.log1p(-self.capitals).tolist())
        object.__setattr__(self, "_capital", np.log(self.capitals).tolist())
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

    def heard(self) -> Heard:
        """Return the table of the tokens heard so far, made anew where it has become large."""
        if len(self._heard.rows) > _CACHED:
            object.__setattr__(self, "_heard", Heard())
        return self._heard

    def rows(self, texts: Sequence[str], heard: Heard) -> list[int]:
        """Return the rows of tokens in a table, to which they are added if need be."""
        new = [text for text in dict.fromkeys(texts) if text not in heard.rows]
        if new:
            heard.add({text: self.spoken(text) for text in new})
        return [heard.rows[text] for text in texts]

    def spoken(self, text: str) -> Spoken:
        """Return the words of a token as the language model hears them."""
        lower = text.lower()
        number = self._numbers.get(lower)
        if number is not None and text.isalpha():  # most readings are one known word
            weight = self._case_weight(text, lower, number)
            return Spoken((number,), (weight, 0.0))
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
        if word == lower:
            return self._small[number]
        if len(word) > 1 and word.isupper():
            return 0.0
        return self._capital[number]


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
