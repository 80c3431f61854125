"""A bare text layer (TXT): its encoding, its lines, its pages."""

from __future__ import annotations

import codecs
import unicodedata
from itertools import pairwise

from pipeline.errors import UnsupportedInputError
from pipeline.load.judge import judge_text
from pipeline.load.legacy import recognise, to_unicode
from pipeline.load.settings import LoadSettings
from pipeline.types.page import LayerVerdict, TextPage

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAX_CONTROL_SHARE = 0.01  # text has none but tabs and line ends; images and programs have 0.2-0.5
_MAX_BROKEN_SHARE = 0.01  # of the characters beyond ASCII, for UTF-8 with a few torn ones
_UTF16_ZERO_SHARE = 0.2  # of the bytes in even or odd places; Vietnamese in UTF-16 has 0.78-0.85
_LINES_PER_MARK = 10  # a leading space is a page mark only where it is rarer than this
_ALLOWED_CONTROLS = "\t\n\r\f\v\x1a"


class TextSource:
    """Opened text; every page holds its own lines of the file, all pages together hold all."""

    def __init__(self, data: bytes, name: str, settings: LoadSettings) -> None:
        text = unicodedata.normalize("NFC", decode(data, name))
        self._pages = split_pages(split_lines(text))
        self._settings = settings

    @property
    def page_count(self) -> int:
        return len(self._pages)

    def page(self, number: int) -> TextPage:
        lines = self._pages[number - 1]
        return TextPage(number, lines, judge_text("\n".join(lines), self._settings))

    def verdict(self, number: int) -> LayerVerdict | None:
        lines = self._pages[number - 1]
        return self.page(number).layer.verdict if any(line.strip() for line in lines) else None

    def close(self) -> None:
        """Nothing is held open."""


def decode(data: bytes, name: str) -> str:
    """Decode text of unknown encoding: UTF-8, UTF-16, TCVN3, VNI, windows-1258, else Latin-1.

    TCVN3 and VNI are looked for in UTF-8 and UTF-16 too: text copied out of old fonts.

    Raises UnsupportedInputError when the bytes are no text in any of them.
    """
    text = _decoded(data)
    encoding = recognise(text)
    text = to_unicode(text, encoding) if encoding else text
    controls = sum(unicodedata.category(c) == "Cc" and c not in _ALLOWED_CONTROLS for c in text)
    if controls > _MAX_CONTROL_SHARE * len(text):
        raise UnsupportedInputError(
            f"{name}: neither a PDF or image nor readable text",
            "Give a PDF, TIFF, PNG, JPEG or text file; scan or copy a damaged one again",
        )
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    zeros = data[::2].count(0), data[1::2].count(0)
    if max(zeros) > _UTF16_ZERO_SHARE * len(data) / 2 and min(zeros) < max(zeros) / 4:
        little = zeros[1] > zeros[0]
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    text = data.decode("utf-8", errors="replace")
    beyond_ascii = sum(not char.isascii() for char in text)
    if text.count("\ufffd") <= _MAX_BROKEN_SHARE * beyond_ascii:
        return text
    latin = data.decode("latin-1")
    if recognise(latin) is not None:
        return latin
    try:
        return data.decode("cp1258")
    except UnicodeDecodeError:
        return latin


def split_lines(text: str) -> tuple[str, ...]:
    """Split at line feeds (CR LF and, in files without LF, bare CR too), ends removed.

    White space after the last line end is no line of its own: two seeds end in a page mark.
    """
    separator = "\n" if "\n" in text or "\r" not in text else "\r"
    lines = [line.removesuffix("\r") for line in text.split(separator)]
    if len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    return tuple(lines)


def split_pages(lines: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Cut the lines into pages at form feeds or, without any, at single leading spaces.

    Text layers taken out of scans mark a new page with nothing but one space before its first
    line. Where many lines are indented, or deeper than by one space, that is layout, no mark.
    """
    if any("\f" in line for line in lines):
        starts = _form_feed_starts(lines)
    else:
        indented = [i for i, line in enumerate(lines) if line.startswith(" ") and line.strip()]
        single = all(not lines[i][1].isspace() for i in indented)
        starts = indented if single and len(indented) * _LINES_PER_MARK <= len(lines) else []
    cuts = [0, *(start for start in starts if 0 < start < len(lines)), len(lines)]
    return tuple(lines[a:b] for a, b in pairwise(cuts) if a < b)


def _form_feed_starts(lines: tuple[str, ...]) -> list[int]:
    """Line numbers that begin a page; a form feed after words belongs to the end of its line."""
    starts = set()
    for i, line in enumerate(lines):
        if "\f" in line:
            leading = line[: len(line) - len(line.lstrip())]
            starts.add(i if "\f" in leading else i + 1)
    return sorted(starts)
