"""Words as text that is not seen: the content stream of a page, and the font it is set in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Final

import numpy as np
import pikepdf
from numpy.typing import NDArray
from pikepdf import Dictionary, Name, Pdf, Stream

from pipeline.types.placed import PageText, PlacedWord, Spot

FONT_NAME: Final = "KehoachText"
# Every glyph of the font is half an em wide, and as high as its size: a word's text is stretched
# to the width of its box.
_GLYPH_WIDTH = 0.5
_LAST_CODE = 0xFFFF
_REPLACEMENT = "\ufffd"
_PER_BLOCK = 100  # entries of a block in a CMap, by the specification


def layer(page: PageText, to_page: NDArray[np.float64]) -> bytes:
    """Return the content stream for a page's words.

    to_page   (3, 3): points as shown (y down) → the page's own space (y up, before its turn).
    """
    parts = ["q BT 3 Tr"]
    for line in page.lines:
        size = ""
        for word, following in _with_next(line):
            setting = f"/{FONT_NAME} {round(word.height, 1) or 0.1} Tf"
            parts += [setting] if setting != size else []
            size = setting
            parts += _word(word, following, to_page)
    parts.append("ET Q")
    return "\n".join(parts).encode("ascii")


def add_font(pdf: Pdf, pages: Iterable[PageText]) -> pikepdf.Object:
    """Put the font for these pages' words into a document and return it."""
    codes = sorted({ord(char) for page in pages for char in _chars(page)} | {0x20})
    program = files("pipeline.searchable").joinpath("glyphless.ttf").read_bytes()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{FONT_NAME}"),
        Flags=4,
        FontBBox=[0, 0, 500, 1000],
        ItalicAngle=0,
        Ascent=1000,
        Descent=0,
        CapHeight=1000,
        StemV=80,
        FontFile2=Stream(pdf, program, Length1=len(program)),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{FONT_NAME}"),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=500,
        CIDToGIDMap=Stream(pdf, b"\x00\x01" * (codes[-1] + 1)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{FONT_NAME}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)],
            ToUnicode=Stream(pdf, _to_unicode(codes)),
        )
    )


def _with_next(line: Sequence[PlacedWord]) -> Iterator[tuple[PlacedWord, PlacedWord | None]]:
    if line:
        yield from zip(line, (*line[1:], None), strict=True)


def _word(
    word: PlacedWord, following: PlacedWord | None, to_page: NDArray[np.float64]
) -> Iterator[str]:
    """Yield the operators that set a word in its box, and a space up to the next one."""
    text = _settable(word.text)
    start, end = _moved(word.start, to_page), _moved(word.end, to_page)
    wide = math.dist(start, end)
    if not text or wide <= 0 or word.height <= 0:
        return
    cos, sin = (end[0] - start[0]) / wide, (end[1] - start[1]) / wide
    turn = f"{cos:.4g} {sin:.4g} {-sin:.4g} {cos:.4g}"
    yield f"{turn} {start[0]:.1f} {start[1]:.1f} Tm"
    size = round(word.height, 1) or 0.1
    yield f"{_stretch(wide, len(text), size):.1f} Tz <{_hex(text)}> Tj"
    if following is not None:
        gap = math.dist(end, _moved(following.start, to_page))
        yield f"{_stretch(max(gap, 0.1), 1, size):.0f} Tz <0020> Tj"


def _stretch(wide: float, letters: int, size: float) -> float:
    return 100 * wide / (letters * _GLYPH_WIDTH * size)


def _moved(spot: Spot, to_page: NDArray[np.float64]) -> Spot:
    x, y, _ = to_page @ (spot[0], spot[1], 1.0)
    return float(x), float(y)


def _chars(page: PageText) -> Iterator[str]:
    for line in page.lines:
        for word in line:
            yield from _settable(word.text)


def _settable(text: str) -> str:
    """Return text in which each character has a code of two bytes."""
    return "".join(char if ord(char) <= _LAST_CODE else _REPLACEMENT for char in text.strip())


def _hex(text: str) -> str:
    return "".join(f"{ord(char):04X}" for char in text)


def _to_unicode(codes: Sequence[int]) -> bytes:
    """Return the CMap by which a reader knows the characters again."""
    blocks = [codes[i : i + _PER_BLOCK] for i in range(0, len(codes), _PER_BLOCK)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n"
        + "\n".join(f"<{code:04X}> <{code:04X}>" for code in block)
        + "\nendbfchar"
        for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
