"""A printed plan as the bare text layers that programs make of it, columns and all.

A reader that sees no tables goes line by line across the cells that stand side by side, or takes
each cell for a block of its own and loses the small ones with the numbers of the rows. One that
reads for another language garbles the letters besides.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal

from pipeline.diacritics.seen import SeenLetters
from pipeline.train.synth.dice import Dice
from pipeline.train.synth.document import look_of
from pipeline.train.synth.paper import PrintedCell, PrintedLine, Sheet
from pipeline.train.synth.plan import Plan
from pipeline.train.synth.printer import print_plan
from pipeline.types.folding import fold

Layout = Literal["across", "barred", "blocks", "mixed"]
_LAYOUTS: tuple[Layout, ...] = ("across", "blocks", "mixed", "barred")
_GARBLED, _BARE, _CLEAN = "garbled", "bare", "clean"
_STATES = (_GARBLED, _GARBLED, _BARE, _CLEAN)
KINDS = tuple(f"{state}-{layout}" for layout in _LAYOUTS for state in _STATES)
"""Text layers as they are met, in turn: half read in the wrong language, others without marks."""

_SAME_LINE = 0.45  # of the size of the type: baselines that are read as one line
_BARS = 0.5  # share of the rules between columns that are read as a bar
_NUMBERS_LOST = 0.7  # share of blocks of a number alone that are not read


def layer_of(plan: Plan, kind: str, seed: str, seen: SeenLetters) -> str:
    """Print a plan and return its text layer of one of ``KINDS``. Same arguments, same text."""
    state, _, layout = kind.partition("-")
    sheets, dice = print_plan(plan, look_of(seed)), Dice(f"{seed}/text")
    text = text_layer(sheets, layout, dice, seen if state == _GARBLED else None)  # type: ignore[arg-type]
    if state != _BARE:
        return text
    return "".join(fold(char).upper() if char.isupper() else fold(char) for char in text)


def text_layer(
    sheets: Sequence[Sheet], layout: Layout, dice: Dice, seen: SeenLetters | None = None
) -> str:
    """Return the text of all pages; a space before the first line of one marks its beginning.

    seen   what a reader of another language sees in each letter; None reads right.
    """
    pages = []
    for sheet in sheets:
        if layout == "blocks" or (layout == "mixed" and dice.chance(0.5)):
            lines = _block_by_block(sheet, dice)
        else:
            lines = _line_by_line(sheet, dice, bars=layout == "barred")
        pages.append("\n".join(_misread(line, seen, dice) for line in lines))
    return "\n ".join(pages) + "\n"


def _line_by_line(sheet: Sheet, dice: Dice, *, bars: bool) -> Iterable[str]:
    """Put lines of one height together from left to right, whatever cells they stand in."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(sheet.lines, key=lambda line: (line.base, line.box[0])):
        if rows and line.base - rows[-1][0].base < _SAME_LINE * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        text = ""
        for line in sorted(row, key=lambda line: line.box[0]):
            between = " | " if bars and _cell_of(line, sheet) and dice.chance(_BARS) else " "
            text += between + line.text if text else line.text
        yield text


def _block_by_block(sheet: Sheet, dice: Dice) -> Iterable[str]:
    """Give the lines of each cell between empty lines, in the order of rows and columns."""
    inside: dict[tuple[str, int, int], list[str]] = {}
    for line in sorted(sheet.lines, key=lambda line: (line.base, line.box[0])):
        cell = _cell_of(line, sheet)
        if cell is not None:
            inside.setdefault((cell.table, cell.row, cell.column), []).append(line.text)
            continue
        yield from _blocks(inside, dice)
        inside = {}
        yield line.text
    yield from _blocks(inside, dice)


def _blocks(cells: dict[tuple[str, int, int], list[str]], dice: Dice) -> Iterable[str]:
    for place in sorted(cells):
        number = " ".join(cells[place]).strip(".").isdigit()
        if number and dice.chance(_NUMBERS_LOST):
            continue
        yield ""
        yield from cells[place]
    if cells:
        yield ""


def _cell_of(line: PrintedLine, sheet: Sheet) -> PrintedCell | None:
    x0, y0, x1, y1 = line.box
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    for cell in sheet.cells:
        left, top, right, bottom = cell.box
        if left <= x <= right and top <= y <= bottom:
            return cell
    return None


def _misread(text: str, seen: SeenLetters | None, dice: Dice) -> str:
    if seen is None:
        return text
    read = ""
    for letter in text:
        readings = seen.seen.get(letter)
        if readings is None:
            read += letter
            continue
        read += dice.weighted({said: math.exp(weight) for said, weight in readings.items()})
    return read
