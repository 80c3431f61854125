"""Lines of a bare text layer as words with widths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.types.folding import fold
from pipeline.types.text import MendedLine, MendedWord

_LOUD = 0.85  # share of capitals among the letters of a title
_BAR = re.compile(r"[|¦]")
_WORD = re.compile(r"[^\s|¦]+")
_FULL = 0.97  # quantile of the widths of all lines that is the width of the page
_ONE_CELL = 0.46  # share of it that a line of one cell takes at most
_CELL = 40.0  # letters that it may take on any page
# Widths of Times-like letters over that of "n"; what is not named counts 1.
_NARROW = dict.fromkeys("ijltfr.,;:'!|()[]-/ ", 0.58)
_WIDE = dict.fromkeys("mw%", 1.5) | dict.fromkeys("ABCDEGHKLMNOPQRSTUVXY", 1.4)


_NO_LINE = MendedLine("")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line.

    index          0-based among the lines that are not empty.
    page           1-based.
    words          between spaces; column rules that were read as bars are taken out.
    bars           word positions before which such a bar stood.
    after_blank    an empty line stood above it.
    starts_page    it is the first of its page.
    ends_block     an empty line stands below it, or the page ends.
    in_blocks      empty lines part the text around it into blocks, as programs do that take a page
                   cell by cell, and it is not too wide for a cell: such a line rarely holds words
                   of two.
    dirt           what is no word, with the position of the word that it stood before.
    source         the line of the text layer, repaired.
    spans          where the words stand on it.
    """

    index: int
    page: int
    words: tuple[str, ...]
    bars: frozenset[int]
    after_blank: bool
    starts_page: bool
    ends_block: bool = False
    in_blocks: bool = False
    dirt: tuple[tuple[int, str], ...] = ()
    source: MendedLine = _NO_LINE
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def raw(self, start: int, stop: int) -> str:
        """Words [start, stop) as received, with the dirt between and behind them."""
        said: list[str] = []
        for at in range(start, stop + 1):
            behind = at < stop or at == len(self.words)
            said += [token for place, token in self.dirt if place == at and behind]
            said += [self.source.raw_on(*self.spans[at])] if at < stop else []
        return " ".join(filter(None, said))

    def is_dirty(self, start: int, stop: int) -> bool:
        """Whether dirt stands between words [start, stop), or behind the last of the line."""
        return any(start <= at < stop or at == stop == len(self.words) for at, _ in self.dirt)

    def told(self, start: int, stop: int) -> tuple[MendedWord, ...]:
        """Return what is known of the words [start, stop)."""
        found = (word for span in self.spans[start:stop] for word in self.source.words_on(*span))
        return tuple(dict.fromkeys(found))

    @property
    def line(self) -> MendedLine:
        """The words put side by side as one line: without bars and dirt."""
        at, words = 0, []
        for start, stop in self.spans:
            for word in self.source.words:
                if start <= word.at < stop or (not word.text and word.at == stop):
                    words.append(replace(word, at=word.at - start + at))
            at += stop - start + 1
        return MendedLine(self.text, tuple(words))

    @property
    def width(self) -> float:
        return text_width(self.text)


def text_lines(pages: Sequence[tuple[int, Sequence[MendedLine]]]) -> tuple[TextLine, ...]:
    """Cut the lines of pages, given as (page number, lines), into words."""
    found: list[TextLine] = []
    for page, lines in pages:
        blank, first = True, True
        for line in lines:
            spans = tuple(match.span() for match in _WORD.finditer(line.text))
            if spans:
                words = tuple(line.text[a:b] for a, b in spans)
                bars = _bars(line.text, spans)
                found.append(
                    TextLine(len(found), page, words, bars, blank, first, source=line, spans=spans)
                )
                first = False
            blank = not spans
    return tuple(_marked(found))


def _marked(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Mark lines that end a block, and the narrow blocks that stand beside others."""
    if not lines:
        return
    widths = sorted(line.width for line in lines)
    most = max(_CELL, _ONE_CELL * widths[int(_FULL * (len(widths) - 1))])
    runs: list[list[TextLine]] = []
    for line in lines:
        if line.after_blank or line.starts_page:
            runs.append([])
        runs[-1].append(line)
    narrow = [False, *(all(line.width <= most for line in run) for run in runs), False]
    for before, run, own, after in zip(narrow, runs, narrow[1:], narrow[2:], strict=False):
        blocks = own and (before or after)
        for line in run:
            yield replace(line, ends_block=line is run[-1], in_blocks=blocks)


def _bars(line: str, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the words before which a bar stands."""
    ends = [stop for _, stop in spans]
    return frozenset(
        at
        for at, (stop, (start, _)) in enumerate(zip(ends, spans[1:], strict=False), start=1)
        if _BAR.search(line, stop, start)
    )


def is_loud(words: Sequence[str]) -> bool:
    """Whether the words are set in capitals."""
    letters = [char for word in words for char in word if char.isalpha()]
    return len(letters) > 3 and sum(map(str.isupper, letters)) >= _LOUD * len(letters)


@lru_cache(maxsize=65536)
def text_width(text: str) -> float:
    """Width of printed words in letters "n" of a Times-like font."""
    return sum(_width(char) for char in text)


def _width(char: str) -> float:
    if char.isupper():
        return 1.4 if fold(char) != "i" else 0.7
    bare = fold(char)
    return _NARROW.get(bare) or _WIDE.get(bare) or 1.0
