"""Misread words of unit lists, set right where the catalogue leaves no choice.

Two things are put right and nothing else: words whose letters are those of a catalogued phrase but
whose marks are not ("Phỏng Tài nguyên", "Thế thao và Truyền thông"), and words that are no
Vietnamese syllables at all and stand in such a phrase with a letter or two wrong ("UBN]D"). A word
that could be one ("Khuyến công" beside "Khuyến nông") stays, and so do the names of places.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from pipeline.fields.unit_catalogue import FIELDS_OF_STATE, NAMES, PHRASES
from pipeline.types.folding import fold

_OFFICES = ("Sở", "Phòng", "Bộ")
_ALIKE = 84.0  # ratio of rapidfuzz over the whole phrase; one letter in six
_WORD_ALIKE = 60.0  # the same over each of its words
_SURE_LENGTH = 4  # words; no two phrases of so many differ by one letter left out
_LETTERS = 8  # fewer letters than these are no phrase to guess at
_WORD = re.compile(r"[^\s,;:.()/\"“”‘’\-–—]+")
_NO_LETTER = re.compile(r"[\W_]")
_DIRT = re.compile(r"[\s.\"“”‘’\-–—]+")  # between two words: no comma, colon or bracket
_PARTED = re.compile(r"[;:()]")  # no phrase goes over these: "tại Nhật Bản; Thương vụ …"
_PLACES = "xã phường huyện quận tỉnh thôn ấp bản buôn làng khóm tổ phố trấn đảo vực"
_PLACE_WORDS = frozenset(_PLACES.split(" "))
# Words of other words, by what stands before or behind: "phương án", "máy tính", "tình nguyện".
_OTHER: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "phuong": (
        re.compile("dia|da|don|song|doi|chan"),
        re.compile("an|tien|phap|thuc|huong|cham|ngon"),
    ),
    "tinh": (
        re.compile("may|gioi|cam|nhiet|dac|thuoc|quyen|bach|gia|tam|on|vi|co"),
        re.compile(
            "nguyen|hinh|trang|toan|cach|nghia|thuong|bao|hoa|giam|gian|gon|nhue|tuy|thong|che|than|chat"
        ),
    ),
}
# Folded syllables: onset, vowels, coda. Wider than the language: what fits is not touched.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_DEGREE = re.compile(r"\b(?:[BDGKT]S|ThS|PGS|BSCK[I]*)$")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the line, its letters folded, and where it stands."""

    core: str
    folded: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A catalogued phrase: its words, and what stands before each of them but the first."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]


def mend_units(text: str) -> tuple[str, bool]:
    """Return ``text`` with misread words of unit names set right, and whether any was.

    Separators, line feeds and case stay.
    """
    lines = [_mended(line) for line in text.split("\n")]
    mended = "\n".join(lines)
    return mended, mended != text


def _mended(line: str) -> str:
    words = [
        _Word(m.group(), fold(_NO_LETTER.sub("", m.group())), *m.span())
        for m in _WORD.finditer(line)
    ]
    out, copied, at = [], 0, 0
    while at < len(words):
        phrase = _phrase_at(line, words, at)
        for i, right in enumerate(phrase.words if phrase else ()):
            word = words[at + i]
            gap = line[copied : word.start]
            bare = i > 0 and phrase is not None and phrase.gaps[i - 1] == " "
            dirty = bare and _DIRT.fullmatch(gap) and not _own_dash(gap, word)
            out += [" " if dirty else gap, _cased(right, word.core)]
            copied = word.stop
        at += len(phrase.words) if phrase else 1
    return "".join(out) + line[copied:]


def _own_dash(gap: str, word: _Word) -> bool:
    """Whether the plan parts its words by a dash of its own: "Phòng Tổ chức - Cán bộ"."""
    return gap in (" - ", " – ") and word.core[:1].isupper()


def _phrase_at(line: str, words: Sequence[_Word], at: int) -> _Phrase | None:
    """Return the longest phrase that the words from ``at`` on are, or nearly are."""
    if at and _names_a_place(words[at - 1], words[at]):
        return None
    for length in _LENGTHS:
        window = words[at : at + length]
        if _PARTED.search(line, window[0].stop, window[-1].start):
            continue
        if length == 1 and _is_other_word(words, at):
            return None
        spelt = _spelt(window) if len(window) == length else None
        if spelt is not None and not _over_comma(line, window, spelt):
            return spelt
    return None


def _over_comma(line: str, window: Sequence[_Word], phrase: _Phrase) -> bool:
    """Whether a comma that is not the phrase's parts its words: "nông thôn mới, Trường …".

    So does the point of a degree: "ThS. Trần" is no "thị trấn".
    """
    gaps = [line[a.stop : b.start] for a, b in pairwise(window)]
    parted = any("," in gap and "," not in own for gap, own in zip(gaps, phrase.gaps, strict=True))
    degree = _DEGREE.search(line[: window[0].stop]) is not None and gaps[:1] == [". "]
    return parted or degree


def _is_other_word(words: Sequence[_Word], at: int) -> bool:
    """Whether a lone word is a syllable of another word: "địa phương" holds no "phường"."""
    others = _OTHER.get(words[at].folded)
    if others is None:
        return False
    before, after = others
    behind = words[at + 1].folded if at + 1 < len(words) else ""
    return bool((at and before.fullmatch(words[at - 1].folded)) or after.fullmatch(behind))


def _names_a_place(before: _Word, word: _Word) -> bool:
    """Whether ``word`` begins the name of a place: "xã Văn Phong"."""
    near = before.stop + 1 == word.start and word.core[:1].isupper()
    return near and before.core.lower() in _PLACE_WORDS


def _spelt(window: Sequence[_Word]) -> _Phrase | None:
    folded = " ".join(word.folded for word in window)
    if len(window) == 1:
        return _single(window[0])
    if folded in _PHRASES:
        return None if _is_proper(window, _PHRASES[folded]) else _PHRASES[folded]
    if len(window) >= _SURE_LENGTH and (whole := _with_lost_letter(window)):
        return whole
    odd = [i for i, word in enumerate(window) if _is_odd(word)]
    sound = next((i for i in range(len(window)) if i not in odd), None)
    if not odd or sound is None or len(folded) < _LETTERS:
        return None
    for known, spelt in _WITH_WORD.get((len(window), sound, window[sound].folded), ()):
        parts = known.split()
        if any(parts[i] != word.folded for i, word in enumerate(window) if i not in odd):
            continue
        near = all(_near(parts[i], window[i]) for i in odd)
        if near and fuzz.ratio(folded, known) >= _ALIKE:
            return spelt
    return None


def _with_lost_letter(window: Sequence[_Word]) -> _Phrase | None:
    """Return the phrase of which one word lost a letter, all others right: "Bảo him xã hội"."""
    for sound in (0, 1):
        for known, spelt in _WITH_WORD.get((len(window), sound, window[sound].folded), ()):
            parts = known.split()
            wrong = [i for i, word in enumerate(window) if parts[i] != word.folded]
            if len(wrong) == 1 and _lost_one(parts[wrong[0]], window[wrong[0]].folded):
                return spelt
    return None


def _lost_one(right: str, read: str) -> bool:
    cut = (right[:i] + right[i + 1 :] for i in range(len(right)))
    return len(read) > 1 and read in cut


def _is_proper(window: Sequence[_Word], phrase: _Phrase) -> bool:
    """Whether two words are rather a person's or a place's name: "Nguyễn Văn Hòa", no "Văn hóa"."""
    first, last = window[0].core, window[-1].core
    named = first.istitle() and last.istitle() and len(window) == 2
    return named and phrase.words[-1].islower()


def _near(right: str, word: _Word) -> bool:
    """Whether a word may be a misreading of ``right``; a longer abbreviation is another one."""
    another = word.core.isupper() and word.core.isalpha() and len(word.core) > len(right)
    return not another and fuzz.ratio(right, word.folded) >= _WORD_ALIKE


def _single(word: _Word) -> _Phrase | None:
    """Set right an abbreviation ("HDND", "UBN]D") or a word in small letters ("huyên")."""
    if word.core.isupper() and len(word.core) > 2:
        best = max(_ABBREVIATIONS, key=lambda known: fuzz.ratio(known, word.folded))
        near = best == word.folded or (
            len(word.folded) >= len(best) and fuzz.ratio(best, word.folded) >= _ALIKE
        )
        return _Phrase((_ABBREVIATIONS[best],), ()) if near else None
    return _PHRASES.get(word.folded) if word.core.islower() else None


def _is_odd(word: _Word) -> bool:
    return _SYLLABLE.fullmatch(word.folded) is None and not any(map(str.isdigit, word.folded))


def _cased(right: str, read: str) -> str:
    """Return the word right with the case of the one read; "hoá" and "hóa" are both right."""
    if right.isupper() and len(right) > 1:
        return right
    if sorted(unicodedata.normalize("NFD", right.lower())) == sorted(
        unicodedata.normalize("NFD", read.lower())
    ):
        return read
    letters = [char for char in read if char.isalpha()]
    if len(letters) > 1 and all(map(str.isupper, letters)):
        return right.upper()
    return right[:1].upper() + right[1:] if letters and letters[0].isupper() else right.lower()


def _phrase(text: str) -> _Phrase:
    found = list(_WORD.finditer(text))
    gaps = [text[a.end() : b.start()] for a, b in pairwise(found)]
    return _Phrase(tuple(m.group() for m in found), tuple(gaps))


_ALL = (
    *NAMES,
    *PHRASES,
    *(f"{o} {f}" for o in _OFFICES for f in FIELDS_OF_STATE),
    *FIELDS_OF_STATE,
)
_PHRASES = {fold(" ".join(phrase.words)): phrase for phrase in map(_phrase, _ALL)}
_LENGTHS = sorted({len(phrase.words) for phrase in _PHRASES.values()}, reverse=True)
# Phrases by length and by one of their words with its place: a guess needs one sound word.
_WITH_WORD: dict[tuple[int, int, str], list[tuple[str, _Phrase]]] = defaultdict(list)
for _known, _spelling in _PHRASES.items():
    for _at, _folded in enumerate(_known.split()):
        _WITH_WORD[len(_spelling.words), _at, _folded].append((_known, _spelling))
_ABBREVIATIONS = {fold(word): word for word in ("UBND", "HĐND", "MTTQ", "TTHC", "VNPT", "ISO")}
