"""Repair of a bare text layer, line by line: as many lines out as in."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from pipeline.diacritics.bare import Bare
from pipeline.diacritics.candidates import Candidate, Token, fixed, readings_of
from pipeline.diacritics.codes import mended_code
from pipeline.diacritics.garbled import Garbled
from pipeline.diacritics.lexicon import Lexicon
from pipeline.diacritics.mended import Trusted, as_received, mended
from pipeline.diacritics.own import LETTERS_BARE, LETTERS_READ, Trust
from pipeline.diacritics.pieces import CutLine, Standing, cut_line
from pipeline.diacritics.repair import say, weigh
from pipeline.diacritics.seen import SeenLetters
from pipeline.diacritics.words import AGAIN, END, tokens_of
from pipeline.types.folding import fold
from pipeline.types.text import MendedLine

Kind = Literal["clean", "bare", "garbled"]

_BARE_SHARE = 0.02  # of the words of a Vietnamese text 0.75 carry a mark; of a bare one none
_KNOWN_SHARE = 0.9  # of a bare Vietnamese text's words, all but names and abbreviations
_CLEAN_SHARE = 0.45  # of words that carry marks and are in the vocabulary: clean 0.6-0.8
_FEW = 6  # marked words below which nothing is said of a text: a name, a list of addressees
_ENDING = 1.0  # nats for a sentence that ends with its line where the next begins with a capital
_GOING_ON = -4.0  # nats where it begins with a small letter
_STOPS = frozenset(".;:!?")
_LONG = 30  # pieces of a text from which it ends with its sentence: short texts are read together
_LONGEST = 90  # pieces of one text; longer ones are cut, which costs a word its history


class Reader(Protocol):
    """Proposes readings of words.

    prepare looks at many words, each with the one behind it, before they are asked for.

    following   the next word on the line, "" where a sign stands between.
    stands      whether signs or other words touch it.
    """

    def prepare(self, pairs: Collection[tuple[str, str]]) -> None: ...

    def token(self, raw: str, following: str, stands: Standing) -> Token: ...


@dataclass(frozen=True, slots=True)
class _Text:
    """Numbers of lines that are read as one."""

    lines: tuple[int, ...]
    tokens: tuple[Token, ...]


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Laid:
    """Lines in NFC, their pieces, and the texts that they make."""

    kind: Kind
    lines: Sequence[str]
    cut: Sequence[CutLine]
    texts: Sequence[_Text]

    @property
    def trust(self) -> Trust:
        return LETTERS_READ if self.kind == "garbled" else LETTERS_BARE

    def by_line(self, told: Sequence[Sequence[T]]) -> Iterator[tuple[int, list[T]]]:
        """Give the number of each line with what is told of its pieces, of that of the texts."""
        for text, parts in zip(self.texts, map(iter, told), strict=True):
            for number in text.lines:
                if number != text.lines[0]:
                    next(parts)  # the end of the line before
                yield number, [next(parts) for _ in self.cut[number].pieces]


class TextRepairer:
    """A lexicon and a reader's errors; remembers the readings of words."""

    def __init__(self, lexicon: Lexicon, seen: SeenLetters) -> None:
        """Take the language model and the errors of readers of the wrong language."""
        self.lexicon = lexicon
        self._seen = seen
        self._readers: dict[Kind, Reader] = {}

    def repair(self, lines: Sequence[str]) -> list[str]:
        """Return the lines repaired, NFC; text whose marks are in order stays as it stands."""
        laid = self._laid(lines)
        said = say([text.tokens for text in laid.texts], self.lexicon, laid.trust)
        done = list(laid.lines)
        for number, words in laid.by_line(said):
            done[number] = laid.cut[number].joined(words)
        return done

    def mend(self, lines: Sequence[str]) -> list[MendedLine]:
        """Return what ``repair`` does, and how sure each word is."""
        laid = self._laid(lines)
        if laid.kind == "clean":
            return [as_received(line, self.lexicon.knows) for line in laid.lines]
        weighed = weigh([text.tokens for text in laid.texts], self.lexicon, laid.trust)
        told = [
            [part for choice in text for part in (choice, *[None] * (choice.covers - 1))]
            for text in weighed
        ]
        trusted = Trusted(self.lexicon.knows, letters_read=laid.kind == "garbled")
        done = [MendedLine(line) for line in laid.lines]
        for number, choices in laid.by_line(told):
            done[number] = mended(laid.cut[number], choices, trusted)
        return done

    def _laid(self, lines: Sequence[str]) -> _Laid:
        """Cut lines into pieces, and lay the readings of each; clean text has no pieces."""
        normal = [unicodedata.normalize("NFC", line) for line in lines]
        kind = kind_of(normal, self.lexicon)
        if kind == "clean":
            return _Laid(kind, normal, [], [])
        garbled = kind == "garbled"
        cut = [cut_line(line, garbled) for line in normal]
        reader = self._reader(kind)
        reader.prepare({pair for line in cut for pair in _pairs(line)})
        return _Laid(kind, normal, cut, list(_texts(cut, reader, garbled)))

    def _reader(self, kind: Kind) -> Reader:
        """Return what proposes readings in such text; made when it is first needed."""
        if kind not in self._readers:
            garbled = kind == "garbled"
            made = Garbled(self.lexicon, self._seen) if garbled else Bare(self.lexicon)
            self._readers[kind] = made
        return self._readers[kind]


def kind_of(lines: Sequence[str], lexicon: Lexicon) -> Kind:
    """Return what has become of the marks of a text."""
    words = [word for line in lines for word in tokens_of(line) if len(word) > 1 and word.isalpha()]
    marked = [word for word in words if fold(word) != word.lower()]
    if len(marked) <= _BARE_SHARE * len(words):
        known = sum(bool(lexicon.of_bare(fold(word))) for word in words)
        return "bare" if known >= _KNOWN_SHARE * len(words) else "clean"
    right = sum(lexicon.knows(word.lower()) for word in marked)
    garbled = len(marked) >= _FEW and right < _CLEAN_SHARE * len(words)
    return "garbled" if garbled else "clean"


def _texts(cut: Sequence[CutLine], reader: Reader, garbled: bool) -> Iterator[_Text]:
    """Put lines together that go on from one to the next."""
    lines: list[int] = []
    tokens: list[Token] = []
    blank = False
    for number, line in enumerate(cut):
        if not line.pieces:
            blank = True
            continue
        if lines and _is_new(cut[lines[-1]], line, len(tokens), blank):
            yield _Text(tuple(lines), tuple(tokens))
            lines, tokens = [], []
        blank = False
        if lines:
            tokens.append(_line_end(cut[lines[-1]], line))
        lines.append(number)
        tokens.extend(_tokens(line, reader, garbled))
    if lines:
        yield _Text(tuple(lines), tuple(tokens))


def _is_new(line: CutLine, behind: CutLine, pieces: int, blank: bool) -> bool:
    """Whether another text begins behind a line; so many pieces are there, empty lines between."""
    if pieces > _LONGEST:
        return True
    return not _goes_on(behind) and (blank or (pieces > _LONG and _has_ended(line)))


def _line_end(line: CutLine, behind: CutLine) -> Token:
    """Return the readings of the end of a line: a sentence may end there, or go on."""
    weight = _GOING_ON if _goes_on(behind) else _ENDING
    sign = AGAIN if _has_ended(line) else END
    return Token("\n", readings_of([Candidate("", 0.0), Candidate(sign, weight)]))


def _has_ended(line: CutLine) -> bool:
    """Whether a line ends with the sign that ends a sentence."""
    return bool(line.pieces) and line.pieces[-1].text in _STOPS and not line.tail.strip()


def _goes_on(line: CutLine) -> bool:
    """Whether a line behind an empty one goes on a sentence."""
    first = line.pieces[0]
    return not first.before.strip() and first.text[0].islower()


def _tokens(line: CutLine, reader: Reader, garbled: bool) -> Iterator[Token]:
    """Give the tokens of a line; what is fixed has one reading, of which only codes are mended."""
    following = iter(_pairs(line))
    for piece in line.pieces:
        if piece.fixed:
            yield fixed(piece.text, mended_code(piece.text, garbled))
        else:
            yield reader.token(*next(following), piece.stands)


def _pairs(line: CutLine) -> Iterator[tuple[str, str]]:
    """Give each word that may be repaired with the next one, "" where a sign stands between."""
    for i, piece in enumerate(line.pieces):
        if not piece.fixed:
            behind = line.pieces[i + 1] if i + 1 < len(line.pieces) else None
            torn = behind is not None and not behind.fixed and not behind.before.strip()
            yield piece.text, behind.text if behind is not None and torn else ""
