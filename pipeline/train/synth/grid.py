"""A table as cells with set lines, before it is cut into pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from pipeline.train.synth.paper import LOOSE, Look, PrintedLine
from pipeline.train.synth.plan import PlanTable
from pipeline.train.synth.typeset import Align, Setting, set_text

PAD_X: Final = 4.5  # points between rule and text
PAD_Y: Final = 2.0
_GAP = 5.0  # points of white between rows that no line parts
_SHORT = 26  # characters; columns of shorter cells are centred


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: place, spans, and its lines, x on the page and y from the cell's first line."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    lines: tuple[PrintedLine, ...]
    middle: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out: edges of its columns, heights of its rows, its cells.

    ``heads`` rows at the top are header; ``whole`` rows are never cut by a page end.
    """

    edges: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[GridCell, ...]
    heads: int
    whole: frozenset[int]
    pitch: float


@dataclass(frozen=True, slots=True)
class _Spec:
    """A cell before its words are set."""

    row: int
    column: int
    text: str
    head: bool
    bold: bool
    row_span: int = 1
    column_span: int = 1


def lay_out(table: PlanTable, look: Look, left: float, room: float) -> Grid:
    """Set a table into ``room`` points from ``left`` on."""
    setting = Setting(look.family, look.table_size, leading=min(look.leading, 1.22), role="cell")
    specs, heads, sections = _specs(table, look)
    widths = _widths(table, room, setting)
    edges = [left]
    for wide in widths:
        edges.append(edges[-1] + wide)
    short = _short_columns(table)
    cells: list[GridCell] = []
    for spec in specs:
        x0, x1 = edges[spec.column], edges[spec.column + spec.column_span]
        cells.append(_set(spec, x0, x1, look, setting, centred=spec.column in short))
    rows = 1 + max(spec.row + spec.row_span - 1 for spec in specs)
    gap = _GAP if look.ruling in LOOSE else 0.0
    heights = _heights(cells, rows, setting.pitch, gap)
    whole = frozenset(range(heads)) | sections
    return Grid(tuple(edges), heights, tuple(cells), heads, whole, setting.pitch)


def _specs(table: PlanTable, look: Look) -> tuple[list[_Spec], int, frozenset[int]]:
    specs = _header(table)
    heads = 1 + max(spec.row + spec.row_span - 1 for spec in specs)
    columns = len(table.header)
    if table.number_row:
        specs += [_Spec(heads, c, f"({c + 1})", True, False) for c in range(columns)]
        heads += 1
    above: dict[int, int] = {}  # column → index of the spec that may reach down
    sections: set[int] = set()
    for i, row in enumerate(table.rows):
        at = heads + i
        if row.kind == "section":
            sections.add(at)
            above.clear()
            for c, text in enumerate(row.cells):
                span = columns - c if c == len(row.cells) - 1 else 1
                specs.append(_Spec(at, c, text or "", False, look.bold_sections, 1, span))
            continue
        for c, cell in enumerate(row.cells):
            if cell is None:
                specs[above[c]] = replace(specs[above[c]], row_span=specs[above[c]].row_span + 1)
            else:
                above[c] = len(specs)
                specs.append(_Spec(at, c, cell, False, False))
    return specs, heads, frozenset(sections)


def _header(table: PlanTable) -> list[_Spec]:
    if not table.header_groups:
        return [_Spec(0, c, text, True, True) for c, text in enumerate(table.header)]
    specs: list[_Spec] = []
    at = 0
    for name, span in table.header_groups:
        if span == 1:
            specs.append(_Spec(0, at, table.header[at], True, True, 2))
        else:
            specs.append(_Spec(0, at, name, True, True, 1, span))
            specs += [_Spec(1, c, table.header[c], True, True) for c in range(at, at + span)]
        at += span
    return specs


def _set(
    spec: _Spec, x0: float, x1: float, look: Look, setting: Setting, *, centred: bool
) -> GridCell:
    align: Align = "justify" if look.cell_justify else "left"
    if spec.head or (centred and spec.column_span == 1):
        align = "center"
    own = replace(setting, style="b" if spec.bold else "r", align=align)
    lines = set_text(spec.text, x0 + PAD_X, x1 - x0 - 2 * PAD_X, own)
    middle = spec.head or (look.middle and spec.row_span == 1)
    return GridCell(
        spec.row, spec.column, spec.row_span, spec.column_span, spec.text, tuple(lines), middle
    )


def _widths(table: PlanTable, room: float, setting: Setting) -> list[float]:
    """Share the room out: longest word at least, the rest by the amount of text."""
    bold = replace(setting, style="b")
    least: list[float] = []
    amount: list[float] = []
    for c, head in enumerate(table.header):
        cells = [row.cells[c] or "" for row in table.rows if row.kind == "task"]
        words = [setting.wide(word) for cell in cells for word in cell.split()]
        longest = max([*words, *(bold.wide(word) for word in head.split()), 10.0])
        least.append(min(longest + 2 * PAD_X + 1, room * 0.24))
        mean = sum(len(cell) for cell in cells) / max(1, sum(bool(cell) for cell in cells))
        amount.append(max(mean - 6, 0.0) ** 0.75)
    spare = room - sum(least)
    if spare < 0:
        return [wide * room / sum(least) for wide in least]
    total = sum(amount) or 1.0
    return [wide + spare * a / total for wide, a in zip(least, amount, strict=True)]


def _short_columns(table: PlanTable) -> frozenset[int]:
    def longest(c: int) -> int:
        return max((len(row.cells[c] or "") for row in table.rows if row.kind == "task"), default=0)

    return frozenset(c for c in range(len(table.header)) if longest(c) <= _SHORT)


def _heights(cells: list[GridCell], rows: int, pitch: float, gap: float) -> tuple[float, ...]:
    around = 2 * PAD_Y + gap
    heights = [pitch + around] * rows
    for cell in cells:
        if cell.row_span == 1:
            heights[cell.row] = max(heights[cell.row], len(cell.lines) * pitch + around)
    for cell in cells:
        last = cell.row + cell.row_span
        lack = len(cell.lines) * pitch + around - sum(heights[cell.row : last])
        if lack > 0:
            heights[last - 1] += lack
    return tuple(heights)
