"""Is this word spelt like a Vietnamese syllable? Spelling rules only, no word list."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Which finals each nucleus takes ("-" = none), after the spelling rules of Vietnamese.
_RIMES = {
    "a": "- c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c m n ng p t u y",
    "e": "- c m n ng o p t",
    "ê": "- ch m n nh p t u ng",
    "i": "- a ch m n nh p t u",
    "iê": "c m n ng p t u",
    "o": "- c i m n ng p t",
    "oa": "- c ch i m n ng nh o p t y",
    "oă": "c m n ng t",
    "oe": "- m n o t",
    "oo": "c ng",
    "ô": "- c i m n ng p t",
    "ơ": "- i m n p t",
    "u": "- a c i m n ng p t",
    "uâ": "n ng t y",
    "uê": "- ch nh",
    "uô": "c i m n ng t",
    "uơ": "-",
    "uy": "- a ch n nh p t u",
    "uyê": "n t",
    "ư": "- a c i m n ng t u",
    "ươ": "c i m n ng p t u",
    "y": "- a t u",
    "yê": "m n ng t u",
}
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"
_FINALS = {
    nucleus + final.replace("-", "")
    for nucleus, finals in _RIMES.items()
    for final in finals.split()
}
_AFTER_QU = {rime for rime in _FINALS if rime[0] in "aăâeêiyơo"}
_QU_ONLY = {"yên", "yêt", "yt", "ynh", "ych", "ôc"}
_SYLLABLES = (
    _FINALS
    | {onset + rime for onset in _ONSETS.split() for rime in _FINALS}
    | {"qu" + rime for rime in (*_AFTER_QU, *_QU_ONLY)}
    | {"gi", "gin", "giêng"}
)
_TONES = {"\u0300", "\u0301", "\u0309", "\u0303", "\u0323"}
_TONES_BEFORE_STOP = {"\u0301", "\u0323"}
_STOPS = ("c", "ch", "p", "t")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_ACRONYM = 6  # letters; HĐND, UBMTTQ and the like say nothing about the language


@dataclass(frozen=True, slots=True)
class Spelling:
    """Counts over the words of a text; acronyms and single letters are left out."""

    words: int
    syllables: int
    marked: int

    @property
    def syllable_share(self) -> float:
        return self.syllables / self.words if self.words else 0.0

    @property
    def marked_share(self) -> float:
        return self.marked / self.words if self.words else 0.0


def is_syllable(word: str) -> bool:
    """Whether ``word`` obeys Vietnamese spelling, tone included (any case, NFC or NFD)."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in decomposed if char in _TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    if len(tones) > 1 or bare not in _SYLLABLES:
        return False
    return not bare.endswith(_STOPS) or bool(tones and tones[0] in _TONES_BEFORE_STOP)


def _is_acronym(word: str) -> bool:
    """Short capitals without marks: garbled capitals of legacy fonts are no acronyms."""
    plain = word.replace("Đ", "D").isascii()
    return plain and word.isupper() and len(word) <= _LONGEST_ACRONYM


def spelling(text: str) -> Spelling:
    """Count the words of ``text`` that are Vietnamese syllables and those that carry a mark."""
    words = syllables = marked = 0
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        well_formed = is_syllable(word)
        if len(word) < 2 or (not well_formed and _is_acronym(word)):
            continue
        words += 1
        syllables += well_formed
        marked += well_formed and not word.isascii()
    return Spelling(words, syllables, marked)
