"""A line cut into what may be repaired and what stands between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.diacritics.protected import is_protected

_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W\d_]")
# English readers see signs in marked letters: "d&" is để, "m6t" một, "chz’nh" chính, "#inh" tỉnh.
_SIGNS = "&$£¢§¥€#"
_INNER = "'’`‘~^*|{}!"  # only inside a word
_GARBLED = re.compile(rf"[^\W_](?:[\w{_SIGNS}{_INNER}]*[\w{_SIGNS}])?|[{_SIGNS}]\w[\w{_SIGNS}]*")


_PAUSE = re.compile(r"[.;:!?,]")  # signs that the language model hears


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, number, code or pause of a line.

    before   white space and signs that stand before it.
    text     what stands there.
    fixed    it is never changed.
    """

    before: str
    text: str
    fixed: bool


@dataclass(frozen=True, slots=True)
class CutLine:
    """The pieces of a line, and what stands behind the last one."""

    pieces: tuple[Piece, ...]
    tail: str

    def joined(self, texts: Sequence[str | None]) -> str:
        """Return the line with other texts for its pieces, None where a piece is used up."""
        parts = []
        for piece, text in zip(self.pieces, texts, strict=True):
            parts.append("" if text is None else piece.before + text)
        return "".join(parts) + self.tail


def cut_line(line: str, garbled: bool) -> CutLine:
    """Cut a line into pieces; ``garbled``: signs and digits may stand for letters."""
    pieces: list[Piece] = []
    end = 0
    for chunk in _CHUNK.finditer(line):
        if is_protected(chunk[0]):
            spans = [(*chunk.span(), True)]
        else:
            found = (_GARBLED if garbled else _WORD).finditer(line, *chunk.span())
            spans = [(*match.span(), not _LETTER.search(match[0])) for match in found]
        for start, stop, fixed in spans:
            end = _add_pause(pieces, line, end, start)
            pieces.append(Piece(line[end:start], line[start:stop], fixed))
            end = stop
    end = _add_pause(pieces, line, end, len(line))
    return CutLine(tuple(pieces), line[end:])


def _add_pause(pieces: list[Piece], line: str, start: int, end: int) -> int:
    """Add the first sign between two words that the language model hears; return where it ends."""
    pause = _PAUSE.search(line, start, end)
    if pause is None:
        return start
    pieces.append(Piece(line[start : pause.start()], pause[0], fixed=True))
    return pause.end()
