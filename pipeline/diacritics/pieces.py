"""A line cut into what may be repaired and what stands between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.diacritics.protected import is_protected

_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W\d_]")
# English readers see signs in marked letters: "d&" is để, "m6t" một, "chz’nh" chính, "#inh" tỉnh.
_SIGNS = "&$£¢§¥€#"
_INNER = "'’`‘~^*|{}!"  # only inside a word
_TORN = r"[:;,?]['’]?(?=\w(?!\w))"  # "huyé:n": a speck before the last letter
_GARBLED = re.compile(
    rf"[^\W_](?:(?:[\w{_SIGNS}{_INNER}]|{_TORN})*[\w{_SIGNS}])?|[{_SIGNS}]\w[\w{_SIGNS}]*"
)
_LETTER_LIKE = re.compile(rf"[^\W\d_]|[{_SIGNS}]")
_MARKER = re.compile(r"[(]?(?:[a-zđA-Z][.)]|[IVX]+[.)]?$)")  # "a)", "II." at the head of a line
# What is left of rules, stamps and torn marks: one letter or none.
_SPECK = re.compile(r"(?![-–+*•·|/&]$)[^\w]*[^\W\d]?[^\w]*")
_PAUSE = re.compile(r"[.;:!?,]")  # signs that the language model hears
_CLOSE_PAUSE = re.compile(r"(?<=\S)[.;:!?,]|\|")  # a sign that stands free is a speck

Standing = Literal["joined", "alone", "amid"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, number, code or pause of a line.

    before   white space and signs that stand before it.
    text     what stands there.
    fixed    it is never changed.
    stands   "alone": between spaces without any sign; "amid": so, beside specks.
    """

    before: str
    text: str
    fixed: bool
    stands: Standing = "joined"


@dataclass(frozen=True, slots=True)
class CutLine:
    """The pieces of a line, and what stands behind the last one."""

    pieces: tuple[Piece, ...]
    tail: str

    def placed(self) -> Iterator[tuple[Piece, int]]:
        """Give each piece with the place on the line where its text begins."""
        at = 0
        for piece in self.pieces:
            at += len(piece.before)
            yield piece, at
            at += len(piece.text)

    def joined(self, texts: Sequence[str | None]) -> str:
        """Return the line with other texts for its pieces, None or "" where one is left out."""
        parts = []
        for piece, text in zip(self.pieces, texts, strict=True):
            if text:
                parts.append(piece.before + text)
            elif text is not None:
                parts.append(piece.before.rstrip())
        return "".join(parts) + self.tail


def cut_line(line: str, garbled: bool) -> CutLine:
    """Cut a line into pieces; ``garbled``: signs and digits may stand for letters."""
    pieces: list[Piece] = []
    pause = _CLOSE_PAUSE if garbled else _PAUSE
    end = 0
    chunks = list(_CHUNK.finditer(line))
    specks = [False, *(_SPECK.fullmatch(chunk[0]) is not None for chunk in chunks), False]
    for i, chunk in enumerate(chunks):
        amid = specks[i] or specks[i + 2]
        for start, stop, fixed in _spans(chunk, garbled):
            end = _add_pause(pieces, line, end, start, pause)
            alone = (start, stop) == chunk.span()
            stands: Standing = "joined" if not alone else "amid" if amid else "alone"
            pieces.append(Piece(line[end:start], line[start:stop], fixed, stands))
            end = stop
    end = _add_pause(pieces, line, end, len(line), pause)
    return CutLine(tuple(pieces), line[end:])


def _spans(chunk: re.Match[str], garbled: bool) -> list[tuple[int, int, bool]]:
    """Return where the pieces of a chunk begin and end, and whether they are fixed."""
    if is_protected(chunk[0], garbled):
        return [(*chunk.span(), True)]
    word, letter = (_GARBLED, _LETTER_LIKE) if garbled else (_WORD, _LETTER)
    marker = not chunk.string[: chunk.start()].strip() and _MARKER.match(chunk[0]) is not None
    found = word.finditer(chunk.string, *chunk.span())
    return [(*m.span(), marker or letter.search(m[0]) is None) for m in found]


def _add_pause(pieces: list[Piece], line: str, start: int, end: int, sign: re.Pattern[str]) -> int:
    """Add the first sign between two words that the language model hears; return where it ends."""
    pause = sign.search(line, start, end)
    if pause is None:
        return start
    pieces.append(Piece(line[start : pause.start()], pause[0], fixed=True))
    return pause.end()
