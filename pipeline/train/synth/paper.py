"""What is printed where: pages in points (origin top left, y down) before any ink."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, Literal

from pipeline.train.synth.dice import Dice
from pipeline.train.synth.fonts import Style

A4 = (595.28, 841.89)
_MM = 72 / 25.4
Ruling = Literal["ruled", "dotted", "rows", "head", "unruled"]
Rect = tuple[float, float, float, float]
# Where no line parts the rows, white space does.
LOOSE: Final[frozenset[Ruling]] = frozenset({"head", "unruled"})


@dataclass(frozen=True, slots=True)
class Look:
    """How an office sets its plans.

    size, table_size   points of running text and of tables; ``leading`` line height in sizes.
    margins            left, top, right, bottom in points (Decree 30/2020: 30, 20, 15, 20 mm).
    split_rows         a table row may run over the page end, as Word lets it by default.
    middle             cells other than the task are centred from top to bottom.
    ruling             of tables: all rules; dotted between rows; between rows only;
                       around the header and below the table only; none.
    open_sides         a ruled table has no line at its left and right.
    """

    family: str = "Tinos"
    size: float = 14.0
    table_size: float = 12.0
    leading: float = 1.2
    margins: Rect = (30 * _MM, 20 * _MM, 15 * _MM, 20 * _MM)
    indent: float = 28.35
    justify: bool = True
    after: float = 6.0
    ruling: Ruling = "ruled"
    open_sides: bool = False
    rule: float = 0.5
    split_rows: bool = True
    middle: bool = False
    cell_justify: bool = False
    bold_sections: bool = True
    hand: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Word:
    """A word on its baseline; ``hand``: left out by the printer, to be written by pen."""

    text: str
    x: float
    width: float
    hand: bool = False


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of print: its words, ``base`` the y of the baseline, ``size`` in points."""

    words: tuple[Word, ...]
    base: float
    size: float
    style: Style
    role: str = "body"

    @property
    def text(self) -> str:
        """The words; a part written by pen touches the print that follows it."""
        text = ""
        for i, word in enumerate(self.words):
            last = self.words[i - 1] if i else word
            apart = i and word.x - (last.x + last.width) > 0.05 * self.size
            text += f" {word.text}" if apart else word.text
        return text

    @property
    def box(self) -> Rect:
        """From the ascender to the descender of the tallest Vietnamese letters."""
        first, last = self.words[0], self.words[-1]
        top, bottom = self.base - 0.92 * self.size, self.base + 0.24 * self.size
        return first.x, top, last.x + last.width, bottom

    def moved(self, dy: float) -> PrintedLine:
        return replace(self, base=self.base + dy)


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A table cell, or the part of one on this page; ``row`` counts header rows in."""

    table: str
    row: int
    column: int
    row_span: int
    column_span: int
    box: Rect
    text: str
    header: bool


@dataclass(slots=True)
class Sheet:
    """A page while it is set. ``spots``: where seal, signature and marks belong."""

    width: float = A4[0]
    height: float = A4[1]
    lines: list[PrintedLine] = field(default_factory=list)
    rules: list[Rect] = field(default_factory=list)
    cells: list[PrintedCell] = field(default_factory=list)
    spots: dict[str, Rect] = field(default_factory=dict)

    @property
    def landscape(self) -> bool:
        return self.width > self.height


def any_look(dice: Dice) -> Look:
    """Return the habits of some office; most set Times at 13 to 14 points, as the decree says."""
    left, right = dice.between(25, 32) * _MM, dice.between(14, 20) * _MM
    family = dice.weighted(
        {"Tinos": 6, "Termes": 2, "FreeSerif": 1.5, "Libertine": 0.4, "DejaVu Serif": 0.4}
    )
    size = dice.weighted({14.0: 4, 13.0: 4, 13.5: 1, 12.0: 0.7})
    if family == "DejaVu Serif":  # runs wide
        size -= 2
    hand = dice.weighted({(): 4, ("number",): 2, ("number", "day"): 4})
    ruling: Ruling = dice.weighted({"ruled": 10, "dotted": 1, "rows": 1, "head": 1, "unruled": 1})
    return Look(
        family=family,
        size=size,
        table_size=min(size, dice.weighted({11.0: 2, 12.0: 4, 13.0: 3, 11.5: 1})),
        leading=dice.weighted({1.15: 3, 1.2: 3, 1.28: 2, 1.4: 0.8}),
        margins=(left, dice.between(18, 24) * _MM, right, dice.between(18, 22) * _MM),
        indent=dice.pick((28.35, 36.0, 35.4, 21.3)),
        justify=dice.chance(0.93),
        after=float(dice.between(3, 8)),
        ruling=ruling,
        open_sides=dice.chance(0.1),
        rule=dice.pick((0.5, 0.5, 0.75, 0.4)),
        split_rows=dice.chance(0.65),
        middle=dice.chance(0.55) and ruling not in LOOSE,
        cell_justify=dice.chance(0.4),
        bold_sections=dice.chance(0.85),
        hand=frozenset(hand),
    )
