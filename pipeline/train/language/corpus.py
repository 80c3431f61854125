"""Texts to learn from, as one stream of word numbers."""

from __future__ import annotations

import lzma
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.diacritics.words import SPECIAL, START, STOP, class_of, tokens_of
from pipeline.errors import InputNotFoundError, UnreadableError
from pipeline.types.syllable import is_syllable

_KEPT = 10  # of so many lines one is kept for measuring
_LEAST_SYLLABLE = 2  # times that a well-spelt syllable must be seen; once is often a misprint
_LEAST_OTHER = 40  # times for everything else: abbreviations, foreign words
_LEAST_OWN = (1, 3)  # times for both in texts written for this project, which were read over
_DOUBT = 2.0  # imagined places at which each word is written like words in general
_NEITHER, _LOWER, _TITLE = 0, 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """Corpora as numbers: every text begins with ``START`` and ends with ``STOP``.

    words       the vocabulary, special words first, then in the order of code points.
    numbers     int64, words of all texts one after another.
    corpus      int64, the corpus of each, from 0.
    capitals    float32 (words,), share of places inside sentences written with a capital.
    """

    words: tuple[str, ...]
    numbers: NDArray[np.int64]
    corpus: NDArray[np.int64]
    capitals: NDArray[np.float32]


def kept_aside(line: str) -> bool:
    """Return whether a line is kept for measuring and not to be learnt from."""
    return zlib.crc32(line.encode("utf-8")) % _KEPT == 0


def read_lines(path: Path) -> list[str]:
    """Return the lines of a text, also one packed with xz. Raises InputError."""
    try:
        opener = lzma.open if path.suffix == ".xz" else open
        with opener(path, "rt", encoding="utf-8") as file:
            text = unicodedata.normalize("NFC", file.read())
    except FileNotFoundError as error:
        raise InputNotFoundError(f"no such file: {path}") from error
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path} cannot be read: {error}") from error
    return [line for line in text.split("\n") if line.strip()]


def stream_of(corpora: Sequence[Iterable[str]]) -> Stream:
    """Return corpora of lines as one stream; all but the first were written for this project."""
    met: dict[str, int] = {word: i for i, word in enumerate(SPECIAL)}
    numbers: list[int] = []
    shapes: list[int] = []
    ends: list[int] = []
    start, stop = met[START], met[STOP]
    for lines in corpora:
        for line in lines:
            numbers.append(start)
            shapes.append(_NEITHER)
            for token in tokens_of(line):
                number = met.setdefault(class_of(token), len(met))
                if number != stop or numbers[-1] not in (start, stop):
                    shapes.append(_NEITHER if numbers[-1] in (start, stop) else _shape(token))
                    numbers.append(number)
            if numbers[-1] != stop:
                numbers.append(stop)
                shapes.append(_NEITHER)
        ends.append(len(numbers))
    corpus = np.repeat(np.arange(len(ends)), np.diff([0, *ends]))
    return _limited(list(met), np.array(numbers), corpus, np.array(shapes, np.int8))


def _limited(
    met: list[str],
    numbers: NDArray[np.int64],
    corpus: NDArray[np.int64],
    shapes: NDArray[np.int8],
) -> Stream:
    """Leave out words too rare to be trusted; they become ``UNKNOWN``."""
    times = np.bincount(numbers, minlength=len(met))
    own_times = np.bincount(numbers[corpus > 0], minlength=len(met))
    syllable = np.array([is_syllable(word) for word in met])
    kept = times >= np.where(syllable, _LEAST_SYLLABLE, _LEAST_OTHER)
    kept |= own_times >= np.where(syllable, *_LEAST_OWN)
    kept[: len(SPECIAL)] = True
    words = [met[i] for i in np.flatnonzero(kept)]
    ranked = np.argsort(np.array(words[len(SPECIAL) :])) + len(SPECIAL)
    order = np.concatenate([np.arange(len(SPECIAL)), ranked])
    renumbered = np.zeros(len(met), np.int64)
    renumbered[np.flatnonzero(kept)[order]] = np.arange(len(words))
    numbers = renumbered[numbers]
    size = len(words)
    title = np.bincount(numbers[shapes == _TITLE], minlength=size)
    either = title + np.bincount(numbers[shapes == _LOWER], minlength=size)
    usual = title.sum() / max(either.sum(), 1)
    capitals = (title + _DOUBT * usual) / (either + _DOUBT)
    sorted_words = tuple(words[i] for i in order)
    return Stream(sorted_words, numbers, corpus, capitals.astype(np.float32))


def _shape(token: str) -> int:
    """Whether a token is written with a capital, without, or tells nothing of it."""
    if not token[0].isalpha():
        return _NEITHER
    if token == token.lower():
        return _LOWER
    return _NEITHER if len(token) > 1 and token.isupper() else _TITLE
