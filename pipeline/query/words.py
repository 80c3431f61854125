"""What was typed → terms to look for, each in every way it may be written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from pipeline.query.abbreviations import PAIRS
from pipeline.types.folding import fold

_NOT_BARE = re.compile(r"[^a-z0-9%]+")
_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")
# A name with three abbreviations in it has eight ways to be written; more are not looked for.
_MOST_WAYS = 8


@dataclass(frozen=True, slots=True)
class Term:
    """Syllables that belong together, in the ways they may be written; bare, without end spaces."""

    ways: tuple[str, ...]


def bare(text: str) -> str:
    """Return text in lower case without marks, its words parted by one space.

    The same as the macro ``bare`` of the index, without the spaces at the ends.

    >>> bare("Sở LĐ-TB&XH:  90%")
    'so ld tb xh 90%'
    """
    return _NOT_BARE.sub(" ", fold(unicodedata.normalize("NFC", text))).strip()


def terms(text: str) -> tuple[Term, ...]:
    """Cut what was typed into terms: abbreviations and their meanings, syllables, "quotations"."""
    found: list[Term] = []
    at = 0
    for quoted in _QUOTED.finditer(text):
        found += _loose(bare(text[at : quoted.start()]))
        found += [phrase(quoted[1])] if bare(quoted[1]) else []
        at = quoted.end()
    found += _loose(bare(text[at:]))
    return tuple(dict.fromkeys(found))


def phrase(text: str) -> Term:
    """Return one term of words that stand together, such as the name of a unit."""
    parts = [term.ways for term in _loose(bare(text))]
    ways = [" ".join(way) for way in product(*parts)]
    return Term(tuple(dict.fromkeys(ways[:_MOST_WAYS])))


def _loose(words: str) -> Iterator[Term]:
    """Yield a term for each known name, longest first, and each other syllable."""
    syllables = words.split()
    at = 0
    while at < len(syllables):
        for length in range(min(_longest(), len(syllables) - at), 0, -1):
            piece = " ".join(syllables[at : at + length])
            ways = _ways().get(piece)
            if ways or length == 1:
                yield Term(ways or (piece,))
                at += length
                break


@lru_cache(maxsize=1)
def _ways() -> dict[str, tuple[str, ...]]:
    """Every written form of every known name, bare → all forms of it, itself first."""
    known: dict[str, tuple[str, ...]] = {}
    for forms, meaning in PAIRS:
        ways = tuple(dict.fromkeys(bare(form) for form in (*forms, meaning)))
        for way in ways:
            known[way] = (way, *(other for other in ways if other != way))
    return known


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(len(form.split()) for form in _ways())
