"""Text of a page against gold where the order of pieces is no error.

A paragraph, a line of the letterhead or a table cell is one *segment* of gold. The lines and cells
of the page text are *fragments*. A fragment belongs to one segment; fragments of one segment stay
in the order they were read in. So a cell that the page end cuts in two, or two columns of a
letterhead, may be read in any sensible order, while words inside a paragraph may not.

The idea is that of the flexible character accuracy (Clausner, Pletschacher, Antonacopoulos, 2020):
match first, longest first, then count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from pipeline.evaluate.tally import Tally, added
from pipeline.evaluate.text import HANDWRITING, compare_text, plain
from pipeline.types.folding import fold
from pipeline.types.joining import join_lines

# Share of a fragment's letter triples that its segment must hold; less is text that gold has not.
_OWN = 0.5
# Below one triple: they only decide between segments that hold the fragment equally well.
_NEAR, _MUST = 0.4, 0.5

CELL_BORDER = " | "


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of gold text. Not ``required``: may stand there, any number of times, uncounted."""

    text: str
    required: bool = True


def fragments(page_text: str) -> list[str]:
    """Return the lines of a page text, table rows cut into their cells."""
    cells = (cell for line in page_text.split("\n") for cell in line.split(CELL_BORDER))
    return [clean for cell in cells if (clean := plain(cell.strip(" |")))]


def text_tally(gold: Sequence[Segment], read: Sequence[str]) -> Tally:
    """Count the errors of fragments against segments; text of nowhere counts as inserted."""
    parts, stray = assign(gold, read)
    errors = [
        compare_text(segment.text, join_lines(read[i] for i in part)).tally
        for segment, part in zip(gold, parts, strict=True)
        if segment.required
    ]
    errors += [compare_text("", read[i]).tally for i in stray]
    return added(errors)


def assign(gold: Sequence[Segment], read: Sequence[str]) -> tuple[list[list[int]], list[int]]:
    """Return for each segment the indices of its fragments, ascending, and those of none.

    What stands in gold's order is assigned first: a sentence that the plan repeats belongs where
    its neighbours belong. The rest goes, longest first, where most of its letter triples are left.
    A segment's triples are used up by what it was given, so that "Thường xuyên" read five times
    fills five cells.
    """
    triples = [_triples(text) for text in read]
    stock = _stock([segment.text for segment in gold], triples)
    endless = np.array([not segment.required for segment in gold])
    parts: list[list[int]] = [[] for _ in gold]
    stray = []
    settled = _in_order([segment.text for segment in gold], read)
    for i, segment in settled.items():
        parts[segment].append(i)
        stock.use(segment, triples[i], bool(endless[segment]))
    for i in sorted(set(range(len(read))) - set(settled), key=lambda i: (-triples[i].total(), i)):
        best = _best(stock, triples[i], endless, i / len(read)) if gold else None
        if best is None:
            stray += [] if read[i].isdecimal() else [i]  # a page number is no text of the plan
            continue
        parts[best].append(i)
        stock.use(best, triples[i], bool(endless[best]))
    return [sorted(part) for part in parts], sorted(stray)


def _in_order(gold: Sequence[str], read: Sequence[str]) -> dict[int, int]:
    """Return fragment → segment for fragments that a common subsequence of words places.

    At least ``_OWN`` of a fragment's letters must lie in one segment.
    """
    owners, said = _words(gold)
    places, got = _words(read)
    common: Counter[tuple[int, int]] = Counter()
    for block in LCSseq.opcodes(said, got):
        if block.tag == "equal":
            for k in range(block.src_end - block.src_start):
                at = block.dest_start + k
                common[places[at], owners[block.src_start + k]] += len(got[at])
    letters: Counter[int] = Counter()
    for place, word in zip(places, got, strict=True):
        letters[place] += len(word)
    # Ascending counts: the segment with most of the fragment is written last.
    ranked = sorted(common.items(), key=lambda item: item[1])
    return {i: segment for (i, segment), n in ranked if n > _OWN * letters[i]}


def _words(texts: Sequence[str]) -> tuple[list[int], list[str]]:
    """Return all words, bare, and for each the index of its text."""
    pairs = [(i, word) for i, text in enumerate(texts) for word in fold(plain(text)).split()]
    return [i for i, _ in pairs], [word for _, word in pairs]


@dataclass(frozen=True, slots=True, eq=False)
class _Stock:
    """Letter triples left in each segment: ``left`` is (segments, triples known)."""

    left: NDArray[np.int32]
    column: dict[str, int]

    def held(self, wanted: Counter[str]) -> NDArray[np.int64]:
        """Return for each segment how many of the wanted triples it still holds."""
        columns = [self.column[name] for name in wanted]
        counts = np.fromiter(wanted.values(), np.int32, len(wanted))
        held: NDArray[np.int64] = np.minimum(self.left[:, columns], counts).sum(axis=1)
        return held

    def use(self, segment: int, wanted: Counter[str], endless: bool) -> None:
        if endless:
            return
        for name, count in wanted.items():
            at = segment, self.column[name]
            self.left[at] = max(self.left[at] - count, 0)


def _stock(texts: Sequence[str], wanted: Iterable[Counter[str]]) -> _Stock:
    names = dict.fromkeys(name for counter in wanted for name in counter)
    column = {name: i for i, name in enumerate(names)}
    left = np.zeros((len(texts), len(column)), np.int32)
    for row, text in enumerate(texts):
        for name, count in _triples(text.replace(HANDWRITING, " ")).items():
            if name in column:
                left[row, column[name]] = count
    return _Stock(left, column)


def _best(
    stock: _Stock, wanted: Counter[str], endless: NDArray[np.bool_], place: float
) -> int | None:
    held = stock.held(wanted)
    near = 1 - np.abs(np.arange(len(held)) / len(held) - place)
    best = int(np.argmax(held + _NEAR * near + _MUST * ~endless))
    return best if held[best] >= max(_OWN * wanted.total(), 1) else None


def _triples(text: str) -> Counter[str]:
    """Count the letter triples of each word, without case and marks, which reading gets wrong."""
    padded = (f" {word} " for word in fold(plain(text)).split())
    return Counter(word[i : i + 3] for word in padded for i in range(max(len(word) - 2, 1)))
