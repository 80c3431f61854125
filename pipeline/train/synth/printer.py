"""A plan set on pages, as Decree 30/2020 lays out administrative documents."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.train.synth.grid import lay_out
from pipeline.train.synth.letterhead import foot_height, print_foot, print_head, put
from pipeline.train.synth.paper import A4, Look, Sheet
from pipeline.train.synth.plan import Block, Plan
from pipeline.train.synth.tablepages import print_table
from pipeline.train.synth.typeset import Setting, one_line, set_text


@dataclass(slots=True)
class _Press:
    """The printing of one plan: sheets so far, the y reached on the last one."""

    plan: Plan
    look: Look
    sheets: list[Sheet] = field(default_factory=list)
    y: float = 0.0
    landscape: bool = False

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def bottom(self) -> float:
        return self.sheet.height - self.look.margins[3]

    @property
    def room(self) -> float:
        return self.sheet.width - self.look.margins[0] - self.look.margins[2]

    def turn(self) -> tuple[Sheet, float, float]:
        """Begin a new sheet, with its page number."""
        wide, high = A4[::-1] if self.landscape else A4
        self.sheets.append(Sheet(wide, high))
        self.y = self.look.margins[1]
        if len(self.sheets) > 1:
            small = Setting(self.look.family, 13.0, align="center", role="page_number")
            number = one_line(str(len(self.sheets)), wide / 2, self.y * 0.72, small)
            self.sheet.lines.append(number)
        return self.sheet, self.y, self.bottom


def print_plan(plan: Plan, look: Look) -> tuple[Sheet, ...]:
    """Set a plan on sheets. Raises MissingError when the look's font is not installed."""
    press = _Press(plan, look)
    press.turn()
    press.y = print_head(press.sheet, plan.meta, look, press.y)
    signed = any(block.kind == "signature" for block in plan.blocks)
    blocks = plan.blocks if signed else (*plan.blocks, Block("signature"))
    for i, block in enumerate(blocks):
        if block.kind == "table":
            _table(press, block)
        elif block.kind == "signature":
            _foot(press)
        elif block.kind == "annex_title":
            _annex(press, block, blocks[i + 1 :])
        else:
            _paragraph(press, block)
    return tuple(press.sheets)


def _paragraph(press: _Press, block: Block) -> None:
    look = press.look
    style = "b" if block.kind == "heading" else "i" if _is_basis(block.text) else "r"
    setting = Setting(
        look.family,
        look.size,
        "b" if style == "b" else "i" if style == "i" else "r",
        "justify" if look.justify else "left",
        look.indent,
        look.leading,
        role=block.kind,
    )
    lines = set_text(block.text, look.margins[0], press.room, setting)
    keep = 2 if block.kind == "heading" else 0
    if press.y + (min(2, len(lines)) + keep) * setting.pitch > press.bottom:
        press.turn()
    while lines:
        fit = max(1, int((press.bottom - press.y) / setting.pitch + 0.01))
        now, lines = lines[:fit], lines[fit:]
        top = now[0].base - (0.5 * setting.pitch + 0.32 * setting.size)
        press.y = put(press.sheet, [line.moved(-top) for line in now], press.y, setting)
        if lines:
            press.turn()
    press.y += look.after


def _is_basis(text: str) -> bool:
    return text.startswith("Căn cứ ") and text.endswith(";")


def _table(press: _Press, block: Block) -> None:
    table = press.plan.tables[block.text]
    look = press.look
    if (table.orientation == "landscape") != press.sheet.landscape:
        press.landscape = table.orientation == "landscape"
        press.turn()
    left, room = look.margins[0] - 6, press.room + 12
    if table.title:
        bold = Setting(look.family, look.size, "b", "center", leading=look.leading, role="title")
        press.y = put(press.sheet, set_text(table.title, left, room, bold), press.y, bold)
    if len(table.header) > 5 and not press.sheet.landscape:
        look = replace(look, table_size=min(look.table_size, 12.0))
        left, room = left - 22, room + 32
    grid = lay_out(table, look, left, room)
    start = (press.sheet, press.y + 2, press.bottom)
    _, y = print_table(table.id, grid, look, start, press.turn, repeat=table.repeat_header)
    press.y = y + look.size * 0.8
    if press.landscape and not _turns_anyway(press, block):
        press.landscape = False
        press.turn()


def _turns_anyway(press: _Press, block: Block) -> bool:
    """Whether nothing follows, or an annex, which begins on a sheet of its own."""
    after = press.plan.blocks[press.plan.blocks.index(block) + 1 :]
    return not after or after[0].kind == "annex_title"


def _foot(press: _Press) -> None:
    if press.y + foot_height(press.plan.meta, press.look) > press.bottom:
        press.turn()
    press.y = print_foot(press.sheet, press.plan.meta, press.look, press.y + 4)


def _annex(press: _Press, block: Block, after: tuple[Block, ...]) -> None:
    """Begin an annex on a new sheet, turned where its table lies sideways."""
    look = press.look
    table = next((press.plan.tables[b.text] for b in after if b.kind == "table"), None)
    press.landscape = table is not None and table.orientation == "landscape"
    press.turn()
    bold = Setting(look.family, look.size, "b", "center", leading=look.leading, role="title")
    first, *rest = block.text.split("\n")
    top = press.y
    press.y = put(press.sheet, set_text(first, look.margins[0], press.room, bold), press.y, bold)
    for text in rest:
        own = replace(bold, style="i") if text.startswith("(") else bold
        lines = set_text(text, look.margins[0], press.room, own)
        press.y = put(press.sheet, lines, press.y, own)
    middle = press.sheet.width / 2
    press.sheet.spots["annex"] = (middle - 60, top, middle + 60, press.y)
    press.y += 8
