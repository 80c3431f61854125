"""Colours, letters and line breaks of the overlays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from types import MappingProxyType
from typing import Final

from PIL import ImageFont

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Paint:
    """The colour of a field, and what the legend calls it."""

    colour: Colour
    vietnamese: str
    english: str


_CONTENT: Final = Paint((37, 99, 235), "Nội dung", "content")
_RESULT: Final = Paint((147, 51, 234), "Kết quả", "result")
_LEAD: Final = Paint((22, 140, 60), "Chủ trì", "lead")
_COORDINATING: Final = Paint((13, 148, 136), "Phối hợp", "coordinating")
_DEADLINE: Final = Paint((217, 119, 6), "Thời hạn", "deadline")
_INDICATORS: Final = Paint((219, 39, 119), "Chỉ tiêu", "indicators")
_NO: Final = Paint((120, 113, 108), "Số thứ tự", "no")
_EXTRA: Final = Paint((148, 163, 184), "Cột khác", "extra")
_SECTION: Final = Paint((161, 98, 7), "Mục", "section")
_HEADER: Final = Paint((51, 65, 85), "Tiêu đề bảng", "header")
_LETTERHEAD: Final = Paint((2, 132, 199), "Thể thức văn bản", "letterhead")
LEGEND: Final = (
    _CONTENT, _RESULT, _LEAD, _COORDINATING, _DEADLINE, _INDICATORS, _NO, _EXTRA, _SECTION,
    _HEADER, _LETTERHEAD,
)  # fmt: skip
PAINTS: Final = MappingProxyType(
    {
        "content": _CONTENT,
        "indicator_name": _CONTENT,
        "result": _RESULT,
        "lead": _LEAD,
        "lead_units": _LEAD,
        "lead_and_coordinating": _LEAD,
        "role_mark": _LEAD,
        "coordinating": _COORDINATING,
        "coordinating_units": _COORDINATING,
        "deadline": _DEADLINE,
        "deadline_start": _DEADLINE,
        "deadline_end": _DEADLINE,
        "indicators": _INDICATORS,
        "indicator_unit": _INDICATORS,
        "indicator_value": _INDICATORS,
        "no": _NO,
        "extra": _EXTRA,
        "section": _SECTION,
        "header": _HEADER,
        "letterhead": _LETTERHEAD,
    }
)
"""Field of a cell or of a record → its paint."""

BLACK: Final[Colour] = (15, 23, 42)
GRAY: Final[Colour] = (120, 128, 140)
RULE: Final[Colour] = (203, 213, 225)
JOIN: Final[Colour] = (190, 24, 93)
DOUBT: Final[Colour] = (220, 38, 38)


@cache
def letters(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return the font of the overlays, which holds all Vietnamese letters, ``size`` in pixels."""
    name = f"arimo-vi-{'bold' if bold else 'regular'}.ttf"
    data = files(__package__).joinpath(name).read_bytes()
    return ImageFont.truetype(BytesIO(data), size)


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: float, most: int) -> list[str]:
    """Break ``text`` into at most ``most`` lines of ``width`` pixels; "…" ends what is cut off."""
    lines: list[str] = []
    words = text.split()
    while words:
        count = _fitting(words, font, width)
        lines.append(" ".join(words[:count]))
        words = words[count:]
        if words and len(lines) == most:
            lines[-1] = f"{lines[-1].rstrip(' ,.;')} …"
            break
    return lines


def _fitting(words: list[str], font: ImageFont.FreeTypeFont, width: float) -> int:
    """How many of the words go on one line; at least one, however long."""
    count = 1
    while count < len(words) and font.getlength(" ".join(words[: count + 1])) <= width:
        count += 1
    return count
