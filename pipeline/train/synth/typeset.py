"""Words into lines: wrapping, aligning, justifying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.train.synth.fonts import Style, width
from pipeline.train.synth.paper import PrintedLine, Word

Align = Literal["left", "justify", "center", "right"]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set; sizes in points, ``indent`` of its first line."""

    family: str
    size: float
    style: Style = "r"
    align: Align = "left"
    indent: float = 0.0
    leading: float = 1.2
    role: str = "body"

    @property
    def pitch(self) -> float:
        """Distance of two baselines."""
        return self.size * self.leading

    def wide(self, text: str) -> float:
        return width(self.family, self.style, text) * self.size

    @property
    def space(self) -> float:
        return self.wide(" ")


def wrap(text: str, room: float, setting: Setting) -> list[list[str]]:
    """Break one paragraph into lines of words; words wider than ``room`` are cut."""
    lines: list[list[str]] = [[]]
    used = setting.indent
    for word in _fitting(text.split(), room, setting):
        wide = setting.wide(word)
        if lines[-1] and used + setting.space + wide > room + 0.01:
            lines.append([])
            used = 0.0
        used += wide + (setting.space if lines[-1] else 0.0)
        lines[-1].append(word)
    return [line for line in lines if line]


def set_text(text: str, left: float, room: float, setting: Setting) -> list[PrintedLine]:
    """Set a text (paragraphs apart by line feeds) from y = 0 down; baselines are relative."""
    done: list[PrintedLine] = []
    for paragraph in text.split("\n"):
        lines = wrap(paragraph, room, setting)
        for i, words in enumerate(lines):
            base = (len(done) + 0.5) * setting.pitch + 0.32 * setting.size
            indent = setting.indent if i == 0 else 0.0
            stretch = setting.align == "justify" and i < len(lines) - 1
            placed = _placed(words, left + indent, room - indent, setting, stretch=stretch)
            done.append(PrintedLine(placed, base, setting.size, setting.style, setting.role))
    return done


def one_line(text: str, x: float, base: float, setting: Setting) -> PrintedLine:
    """Set words on one line that begins at ``x``, or is centred there."""
    words = text.split()
    wide = setting.wide(" ".join(words))
    left = x - wide / 2 if setting.align == "center" else x
    placed = _placed(words, left, wide, setting, stretch=False)
    return PrintedLine(placed, base, setting.size, setting.style, setting.role)


def _placed(
    words: Sequence[str], left: float, room: float, setting: Setting, *, stretch: bool
) -> tuple[Word, ...]:
    wides = [setting.wide(word) for word in words]
    gap = setting.space
    spare = room - sum(wides) - gap * (len(words) - 1)
    if stretch and len(words) > 1:
        gap += max(spare, 0.0) / (len(words) - 1)
    elif setting.align in ("center", "right"):
        left += max(spare, 0.0) / (2 if setting.align == "center" else 1)
    placed: list[Word] = []
    for word, wide in zip(words, wides, strict=True):
        placed.append(Word(word, left, wide))
        left += wide + gap
    return tuple(placed)


def _fitting(words: Sequence[str], room: float, setting: Setting) -> list[str]:
    """Cut words that are wider than a whole line, as Word does."""
    done: list[str] = []
    for word in words:
        rest = word
        while setting.wide(rest) > room and len(rest) > 1:
            cut = next(
                (n for n in range(len(rest) - 1, 1, -1) if setting.wide(rest[:n]) <= room), 1
            )
            done.append(rest[:cut])
            rest = rest[cut:]
        done.append(rest)
    return done
