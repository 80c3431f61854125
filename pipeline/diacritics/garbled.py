"""Readings of text that a reader of the wrong language made."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from pipeline.diacritics.candidates import Readings, Token
from pipeline.diacritics.guess import Guesser
from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.pieces import Standing
from pipeline.diacritics.seen import SeenLetters
from pipeline.diacritics.words import SPECIAL
from pipeline.types.folding import fold
from pipeline.types.syllable import is_syllable

# Weights in nats, chosen on printed lines read with the English model.
_AS_READ = -7.0  # the reading is right as it stands: names, foreign words
_AS_READ_LETTER = -2.25  # and for each of its letters
_ABBREVIATION = -4.0  # capitals without marks may be an abbreviation that no one knows
_ABBREVIATION_LETTER = -2.0  # and for each of its letters: HPND is rather HĐND than unknown
# Specks, rules and marks torn from their letters are read as "A", "n", "X", often side by side.
_DIRT = {"alone": -4.5, "amid": -3.5}
_DIRT_LETTER = -4.0  # for each letter behind the first
_LONGEST_DIRT = {"alone": 1, "amid": 4}
_TORN = -2.5  # a space was lost or put into a word
_LONG = 5  # characters from which two words may have grown together
_DOUBTFUL = -8.0  # weight of the best word below which two words are tried
_SHORTEST_PART = 2  # characters
_PARTINGS = 12  # ways in which a run of letters is taken apart
_LONGEST_JOINED = 8  # characters; no syllable is longer than seven letters
_ABBREVIATED = re.compile(r"[A-Z]{2,6}")
_FOREIGN = 5  # letters from which a word that is no syllable is foreign, no abbreviation
_MISPRINT = 1.5  # nats: HDND is so much rarer than HĐND, and a misprint
_UPPER = -2.0  # a word written all in capitals, beside its own frequency
_LEAST_CAPITAL = 0.05
_NAME = 0.5  # share of capitals above which a word that is no syllable is a name: Đắk, Krông
# "họăc" is hoặc: a tone stands on the vowel that has a mark of its own.
_MISPLACED = re.compile("[\u0300\u0301\u0303\u0309\u0323][aeou][\u0323]?[\u0302\u0306\u031b]")
_ROMAN = re.compile(r"(?=.*[1lv])[IVX1lv]{2,4}")  # "I11" is III, "Iv" IV
_FIGURES = re.compile(r"O[1-9]")  # "O3 tháng": days, months and counts are written with two figures


@dataclass(frozen=True, slots=True, eq=False)
class Garbled:
    """A lexicon and the errors of a reader: proposes readings of tokens."""

    lexicon: Lexicon
    seen: SeenLetters
    _written: dict[str, float] = field(init=False)
    _guesser: Guesser = field(init=False)
    _tokens: dict[tuple[str, str, Standing], Token] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        written = written_words(self.lexicon)
        object.__setattr__(self, "_written", written)
        object.__setattr__(self, "_guesser", Guesser(written, self.seen))

    def token(self, raw: str, following: str, stands: Standing) -> Token:
        """Return the readings of ``raw``.

        following   the next word on the line, "" where a sign stands between.
        stands      whether signs or other words touch it.
        """
        key = (raw, following, stands)
        found = self._tokens.get(key)
        if found is None:
            joined = self._joined(raw, following) if following else None
            found = self._tokens[key] = Token(raw, self.readings(raw, stands), joined)
        return found

    def prepare(self, pairs: Collection[tuple[str, str]]) -> None:
        """Look for the words behind many tokens, each with the next one, at once."""
        self._guesser.prepare({raw for raw, _ in pairs})
        both = [pair for pair in pairs if pair[1] and self._may_join(*pair)]
        parts = {
            raw[start:end]
            for raw in {raw for raw, _ in pairs}
            if self._is_doubtful_whole(raw)
            for start, end in _parts(raw)
        }
        self._guesser.prepare({raw + following for raw, following in both} | parts)

    def readings(self, raw: str, stands: Standing) -> Readings:
        """Return the words that ``raw`` may be, two words grown together, itself, or dirt."""
        guesses = self._guesser.guesses(raw)
        found: dict[str, float] = {}
        if self._is_doubtful_whole(raw):
            found |= self._parted(raw)
        if _ROMAN.fullmatch(raw) and "I" in raw:
            found[raw.replace("1", "I").replace("l", "I").upper()] = 0.0
        if _FIGURES.fullmatch(raw):
            found["0" + raw[1:]] = 0.0
        if not self.lexicon.of_bare(fold(raw)) and raw not in guesses.texts:
            found.setdefault(raw, _as_read(raw))
        if stands != "joined" and len(raw) <= _LONGEST_DIRT[stands]:
            found[""] = _DIRT[stands] + _DIRT_LETTER * (len(raw) - 1)
        if not found and not len(guesses):
            found[raw] = 0.0
        return _added(guesses, found)

    def _joined(self, raw: str, following: str) -> Readings | None:
        """Return readings of two tokens as one word.

        Where their letters are those of a word, or one of them is hardly a word by itself.
        """
        if not self._may_join(raw, following):
            return None
        guesses = self._guesser.guesses(raw + following)
        return Readings(guesses.texts, guesses.weights + _TORN) if len(guesses) else None

    def _may_join(self, raw: str, following: str) -> bool:
        whole = raw + following
        if len(whole) > _LONGEST_JOINED:
            return False
        torn = self._doubtful(raw) or self._doubtful(following)
        return torn or bool(self.lexicon.of_bare(fold(whole)))

    def _is_doubtful_whole(self, raw: str) -> bool:
        """Whether a token may be several words: it is long, and no single word is likely."""
        if len(raw) < _LONG:
            return False
        guesses = self._guesser.guesses(raw)
        return bool((guesses.weights <= _DOUBTFUL).all())

    def _doubtful(self, raw: str) -> bool:
        guesses = self._guesser.guesses(raw)
        return len(raw) < 2 or not len(guesses) or float(guesses.weights[0]) < _DOUBTFUL

    def _parted(self, raw: str) -> dict[str, float]:
        """Return the likeliest words that grew together.

        ``ends[n]`` holds the best partings of the first n characters: weight with and without
        the frequency of the words.
        """
        ends: list[list[tuple[float, float, str]]] = [[] for _ in range(len(raw) + 1)]
        ends[0] = [(0.0, 0.0, "")]
        for start, end in _parts(raw):
            if not ends[start]:
                continue
            guesses = self._guesser.guesses(raw[start:end])
            weights = guesses.weights[:_PARTINGS].tolist()
            for word, weighs in zip(guesses.texts[:_PARTINGS], weights, strict=True):
                own = weighs + (_TORN if start else 0.0)
                whole = own + self._written[word]
                ends[end] += [
                    (total + whole, weight + own, f"{text} {word}")
                    for total, weight, text in ends[start]
                ]
            ends[end] = sorted(ends[end], reverse=True)[:_PARTINGS]
        return {text[1:]: weight for _, weight, text in ends[-1]}


def _as_read(raw: str) -> float:
    """Return what speaks for a reading that is no known word, in nats."""
    if _ABBREVIATED.fullmatch(raw):
        return _ABBREVIATION + _ABBREVIATION_LETTER * len(raw)
    return _AS_READ + _AS_READ_LETTER * len(raw)


def _added(guesses: Readings, found: Mapping[str, float]) -> Readings:
    """Return guesses and what else was found, which counts where both say the same."""
    if not found:
        return guesses
    kept = [i for i, text in enumerate(guesses.texts) if text not in found]
    weights = [guesses.weights[kept], np.array([*found.values()], np.float32)]
    return Readings([*(guesses.texts[i] for i in kept), *found], np.concatenate(weights))


def _parts(raw: str) -> Iterator[tuple[int, int]]:
    """Give where the words that grew together may begin and end."""
    for end in range(_SHORTEST_PART, len(raw) + 1):
        for start in range(max(0, end - _LONGEST_JOINED), end - _SHORTEST_PART + 1):
            if (start, end) != (0, len(raw)) and start not in range(1, _SHORTEST_PART):
                yield start, end


def written_words(lexicon: Lexicon) -> dict[str, float]:
    """Return the words as they may be written, with the log probability of each."""
    written: dict[str, float] = {}
    singles = lexicon.model.tables[0].logp.tolist()
    shares = lexicon.capitals.tolist()
    frequent = {
        fold(word): max(lexicon.frequency(other) for other in lexicon.of_bare(fold(word)))
        for word in lexicon.model.words[len(SPECIAL) :]
    }
    for number, word in enumerate(lexicon.model.words[len(SPECIAL) :], start=len(SPECIAL)):
        weight, share = singles[number], max(shares[number], _LEAST_CAPITAL)
        if not is_syllable(word):
            if weight > frequent[fold(word)] - _MISPRINT:
                written[word.upper()] = weight
                if share > _NAME:
                    written[word[0].upper() + word[1:]] = weight + math.log(share)
                if len(word) == 1 or len(word) >= _FOREIGN:
                    written[word] = weight
            continue
        if _MISPLACED.search(unicodedata.normalize("NFD", word)):
            continue
        written[word] = weight
        written[word[0].upper() + word[1:]] = weight + math.log(share)
        written[word.upper()] = max(written.get(word.upper(), -99.0), weight + _UPPER)
    return written
