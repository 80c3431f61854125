"""What is put into columns at once: a line, or a block of lines that belong to one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.tables.rebuild.lines import TextLine, is_loud

_ENDED = re.compile(r"[.;:!?…][”\"')]*$")
_NUMBER = re.compile(r"\d{1,2}[.)]?")


@dataclass(frozen=True)
class Unit:
    """One line, or the lines between two empty ones where a page was taken cell by cell.

    first   place of its first line among all lines.
    """

    first: int
    lines: tuple[TextLine, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(word for line in self.lines for word in line.words)

    @cached_property
    def width(self) -> float:
        """Width of its widest line."""
        return max(line.width for line in self.lines)

    @property
    def bars(self) -> frozenset[int]:
        """Places of bars; a block has none."""
        return self.lines[0].bars if len(self.lines) == 1 else frozenset()

    @property
    def in_blocks(self) -> bool:
        return self.lines[0].in_blocks

    @property
    def after_blank(self) -> bool:
        return self.lines[0].after_blank

    @property
    def starts_page(self) -> bool:
        return self.lines[0].starts_page

    @property
    def page(self) -> int:
        return self.lines[0].page

    def parts(self, start: int, stop: int) -> Iterator[tuple[int, int, int]]:
        """Yield (line among those of the unit, first word, stop) for words [start, stop)."""
        at = 0
        for number, line in enumerate(self.lines):
            first, last = max(start - at, 0), min(stop - at, len(line.words))
            if first < last:
                yield number, first, last
            at += len(line.words)


def units_of(lines: Sequence[TextLine]) -> tuple[Unit, ...]:
    """Put the lines of a block together where empty lines part the cells."""
    found: list[list[TextLine]] = []
    firsts: list[int] = []
    for place, line in enumerate(lines):
        goes_on = (
            found
            and line.in_blocks
            and found[-1][-1].in_blocks
            and line.index == found[-1][-1].index + 1
            and not (line.after_blank or line.starts_page or line.bars or found[-1][-1].bars)
            and not (is_loud(line.words) or is_loud(found[-1][-1].words))
            and not _may_part(found[-1][-1], line)
        )
        if goes_on:
            found[-1].append(line)
        else:
            found.append([line])
            firsts.append(place)
    return tuple(Unit(first, tuple(run)) for first, run in zip(firsts, found, strict=True))


def _may_part(line: TextLine, below: TextLine) -> bool:
    """Whether a cell may end between two lines of a block."""
    begins = below.words[0][:1].isupper() or _NUMBER.fullmatch(below.words[0]) is not None
    return begins and _ENDED.search(line.words[-1]) is not None
