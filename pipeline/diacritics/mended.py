"""What became of the words of a line, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.diacritics.pieces import CutLine, Piece, cut_line
from pipeline.diacritics.repair import Choice
from pipeline.diacritics.words import tone_first
from pipeline.types.text import MendedLine, MendedWord

# Shares that were right where nothing else was thought of: of 2 layers and 6,040 printed words read
# with the English model, and of bare words of the kept plans.
_FIGURES = 0.94  # 0.945 of printed lines; figures are never changed
_CODE = 0.93  # 0.92 of the layers
_CAPITALS = 0.65  # an abbreviation that no one knows
_UNKNOWN = 0.15  # 2 of 27 words of the layers that are none
_UNKNOWN_BARE = 0.9
_MOST = 0.995  # of known words that only one reading is thought of, in layers and bare plans

_PART = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Trusted:
    """How far a chosen text is right as a word, whatever speaks for it in its context.

    knows         whether a word in lower case, tone first, is of the language model.
    letters_read  letters were read in the wrong language, not only marks lost.
    """

    knows: Callable[[str], bool]
    letters_read: bool

    def __call__(self, text: str, *, fixed: bool) -> float:
        """Return the share of such texts that are right."""
        if not any(map(str.isalnum, text)):
            return 1.0
        if fixed:
            return (
                (_CODE if any(map(str.isalpha, text)) else _FIGURES) if self.letters_read else 1.0
            )
        return min(map(self._of_part, _PART.findall(text)))

    def _of_part(self, part: str) -> float:
        if part.isdigit() or self.knows(tone_first(part.lower())):
            return _MOST
        if not self.letters_read:
            return _UNKNOWN_BARE
        return _CAPITALS if part.isascii() and part.isupper() else _UNKNOWN


def as_received(line: str, knows: Callable[[str], bool]) -> MendedLine:
    """Return a line of text whose marks are in order: only words that no one knows are doubtful."""
    told = Trusted(knows, letters_read=False)
    words: list[MendedWord] = []
    for piece, start in cut_line(line, garbled=False).placed():
        if _is_word(piece):
            known = piece.fixed or told(piece.text, fixed=False) > _UNKNOWN_BARE
            sure = 1.0 if known else _UNKNOWN_BARE
            words.append(MendedWord(piece.text, start, piece.text, start, sure))
    return MendedLine(line, tuple(words))


def mended(line: CutLine, choices: Sequence[Choice | None], trusted: Trusted) -> MendedLine:
    """Return a line with its chosen words, None where one is used up by the word before it."""
    words: list[MendedWord] = []
    said = ""
    for (piece, start), choice in zip(line.placed(), choices, strict=True):
        if choice is None:
            last = words.pop()
            received = f"{last.raw}{piece.before}{piece.text}"
            words.append(_word(received, last.start, last))
            continue
        said += piece.before if choice.text else piece.before.rstrip()
        if _is_word(piece):
            sure = choice.confidence * trusted(choice.text, fixed=piece.fixed)
            words.append(
                MendedWord(piece.text, start, choice.text, len(said), sure, choice.seconds)
            )
        said += choice.text
    return MendedLine(said + line.tail, tuple(words))


def _word(received: str, start: int, word: MendedWord) -> MendedWord:
    return MendedWord(received, start, word.text, word.at, word.confidence, word.alternatives)


def _is_word(piece: Piece) -> bool:
    """Whether a piece is no sign."""
    return any(map(str.isalnum, piece.text)) or not piece.fixed
