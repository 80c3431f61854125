"""Lines of a bare text layer as words with widths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.types.folding import fold

_BAR = re.compile(r"\s*[|¦]\s*")
_AROUND = 6  # lines before and after that tell whether a page was taken cell by cell
_BLOCKS = 0.2  # share of them behind an empty line; line by line it is below 0.1
# Widths of Times-like letters over that of "n"; what is not named counts 1.
_NARROW = dict.fromkeys("ijltfr.,;:'!|()[]-/ ", 0.58)
_WIDE = dict.fromkeys("mw%", 1.5) | dict.fromkeys("ABCDEGHKLMNOPQRSTUVXY", 1.4)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line.

    index          0-based among the lines that are not empty.
    page           1-based.
    words          between spaces; column rules that were read as bars are taken out.
    bars           word positions before which such a bar stood.
    after_blank    an empty line stood above it.
    starts_page    it is the first of its page.
    in_blocks      empty lines part the text around it into blocks, as programs do that take a page
                   cell by cell: a line then rarely holds words of two cells.
    """

    index: int
    page: int
    words: tuple[str, ...]
    bars: frozenset[int]
    after_blank: bool
    starts_page: bool
    in_blocks: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def width(self) -> float:
        return text_width(self.text)


def text_lines(pages: Sequence[tuple[int, Sequence[str]]]) -> tuple[TextLine, ...]:
    """Cut the lines of pages, given as (page number, lines), into words."""
    found: list[TextLine] = []
    for page, lines in pages:
        blank, first = True, True
        for line in lines:
            words, bars = _words(line)
            if words:
                found.append(TextLine(len(found), page, words, bars, blank, first))
                first = False
            blank = not words
    blanks = [line.after_blank and not line.starts_page for line in found]
    return tuple(
        replace(line, in_blocks=_share(blanks[max(0, i - _AROUND) : i + _AROUND + 1]) > _BLOCKS)
        for i, line in enumerate(found)
    )


def _share(blanks: Sequence[bool]) -> float:
    return sum(blanks) / len(blanks)


def _words(line: str) -> tuple[tuple[str, ...], frozenset[int]]:
    words: list[str] = []
    bars: set[int] = set()
    for piece in _BAR.split(line.strip()):
        more = piece.split()
        if words and more:
            bars.add(len(words))
        words += more
    return tuple(words), frozenset(bars)


@lru_cache(maxsize=65536)
def text_width(text: str) -> float:
    """Width of printed words in letters "n" of a Times-like font."""
    return sum(_width(char) for char in text)


def _width(char: str) -> float:
    if char.isupper():
        return 1.4 if fold(char) != "i" else 0.7
    bare = fold(char)
    return _NARROW.get(bare) or _WIDE.get(bare) or 1.0
