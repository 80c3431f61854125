"""Which section a task stands in, while the rows or paragraphs go by."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.records.numbering import Numbering, parse_number, roman
from pipeline.types.folding import fold, joined
from pipeline.types.text import Place

_PERIOD = re.compile(r"(?:trong |cac )?(?:thang|quy|nam|6 thang|sau thang)\b[\w\s./,&-]{0,24}")

ROMAN_LOOKALIKES = str.maketrans(
    {**dict.fromkeys("l1|!iíĩĨÍÌịỊỉỈ[]{}", "I"), **dict.fromkeys("Hn", "II"), "m": "III"}
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section as the plan names it: number, title, and the evidence for the title.

    read_no   its number as read, where that stands in a cell of its own.
    flag      what is to be told of the number, "" for nothing.
    """

    numbering: Numbering
    title: str
    raw: str = ""
    confidence: float = 1.0
    places: tuple[Place, ...] = ()
    from_row: bool = False
    read_no: str = ""
    flag: str = ""

    @property
    def no(self) -> str:
        return self.numbering.text

    @property
    def is_period(self) -> bool:
        return is_period(self.title)


@dataclass(frozen=True, slots=True)
class Sections:
    """The open sections from the outermost to the innermost; a new value at every step."""

    open: tuple[Section, ...] = ()

    @property
    def innermost(self) -> Section | None:
        return self.open[-1] if self.open else None

    def enter(self, section: Section) -> Sections:
        """Open a section: it closes those of its own level and everything inside them."""
        return Sections((*self.closed_by(section.numbering).open, section))

    def closed_by(self, numbering: Numbering) -> Sections:
        """Close the section on the level of ``numbering`` and everything inside it.

        A task numbered "2" ends the section "1" that had tasks of its own. A task or section
        without a number closes only the sections that have none either.
        """
        levels = [section.numbering.level for section in self.open]
        if numbering.level in levels:
            return Sections(self.open[: levels.index(numbering.level)])
        if numbering.kind == "decimal":
            deeper = (
                i
                for i, s in enumerate(self.open)
                if s.numbering.kind == "decimal" and s.numbering.depth > numbering.depth
            )
            return Sections(self.open[: next(deeper, len(self.open))])
        return self


NO_SECTIONS = Sections()


def is_period(text: str) -> bool:
    """Whether the words are only a time ("THÁNG 05", "Quý II/2024")."""
    return _PERIOD.fullmatch(fold(joined(text))) is not None


def mended_number(numbering: Numbering, read: str, previous: Numbering | None) -> Numbering:
    """Return the Roman number that a misread section number must be, else ``numbering``.

    "Il" or "1I" after section I is II: accepted only where the look-alikes of I make it the very
    number that is due.
    """
    due = 1 if previous is None else previous.value + 1
    if previous is not None and previous.kind != "roman":
        return numbering
    if numbering.kind == "roman" and numbering.value == due:
        return numbering
    guess = parse_number(joined(read).translate(ROMAN_LOOKALIKES))
    if guess.kind == "roman" and guess.value == due and guess.text == roman(due):
        return guess if previous is not None or numbering.kind in ("none", "lower") else numbering
    return numbering
