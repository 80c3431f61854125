"""First pages and signature blocks laid out as Decree 30/2020 has them, with boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.types.geometry import Box, union_all
from pipeline.types.text import Line, Paragraph, Place, Word

WIDTH = 2067.0  # A4 at 250 dpi, pixels
LEFT, RIGHT = 280.0, 1900.0  # margins
LEFT_COLUMN, RIGHT_COLUMN = 590.0, 1400.0  # middles of the two columns of the head
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_CHAR = 20.0  # width of a character, pixels
_HEIGHT = 44.0
_STEP = 60.0  # from line to line


def line(text: str, y: float, *, x0: float | None = None, middle: float | None = None) -> Line:
    """Set a line from ``x0`` on, or around ``middle``."""
    start = x0 if x0 is not None else (middle or WIDTH / 2) - len(text) * _CHAR / 2
    words = []
    for word in text.split():
        end = start + len(word) * _CHAR
        words.append(Word(word, word, Box(start, y, end, y + _HEIGHT, "clean"), 0.97))
        start = end + _CHAR
    return Line(tuple(words), union_all(word.box for word in words))


def paragraph(lines: Sequence[Line], page: int = 1, *, centered: bool = False) -> Paragraph:
    box = union_all(item.box for item in lines)
    text = " ".join(item.text for item in lines)
    return Paragraph(text, text, 0.97, (Place(page, box),), tuple(lines), centered)


def wrapped(text: str, width: int) -> list[str]:
    """Break text into lines of at most ``width`` characters."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def head(
    left: Sequence[str], right: Sequence[str], kind: str, title: str, *, together: bool = False
) -> list[Paragraph]:
    """Set the head; ``together``: both columns of a row were read as one line."""
    rows = max(len(left), len(right))
    lefts = [line(t, 180 + i * _STEP, middle=LEFT_COLUMN) for i, t in enumerate(left)]
    rights = [line(t, 180 + i * _STEP, middle=RIGHT_COLUMN) for i, t in enumerate(right)]
    if together:
        both = [_merged(lefts[i : i + 1], rights[i : i + 1]) for i in range(rows)]
        found = [paragraph([item]) for item in both]
    else:
        found = [paragraph([item]) for item in (*lefts, *rights)]
    y = 180 + (rows + 1) * _STEP
    titles = [line(text, y + (i + 1) * _STEP) for i, text in enumerate(wrapped(title, 66))]
    middle = (LEFT + RIGHT) / 2
    titles = [line(item.text, item.box.y0, middle=middle) for item in titles]
    kind_line = line(kind, y, middle=middle)
    return [*found, paragraph([kind_line], centered=True), paragraph(titles, centered=True)]


def _merged(left: Sequence[Line], right: Sequence[Line]) -> Line:
    words = tuple(word for item in (*left, *right) for word in item.words)
    return Line(words, union_all(word.box for word in words))


def body(texts: Sequence[str], y: float = 900.0, page: int = 1) -> list[Paragraph]:
    """Set paragraphs over the whole width, the first line indented."""
    found = []
    for text in texts:
        lines = []
        for i, part in enumerate(wrapped(text, 76)):
            start = LEFT + (100 if i == 0 else 0)
            set_line = line(part, y, x0=start)
            lines.append(_justified(set_line, last=part == wrapped(text, 76)[-1]))
            y += _STEP
        found.append(paragraph(lines, page))
    return found


def _justified(item: Line, *, last: bool) -> Line:
    if last or len(item.words) < 2:
        return item
    gap = (RIGHT - item.box.x1) / (len(item.words) - 1)
    words = tuple(
        Word(w.text, w.raw, w.box.shifted(gap * i, 0.0), w.confidence)
        for i, w in enumerate(item.words)
    )
    return Line(words, union_all(word.box for word in words))


def foot(recipients: Sequence[str], block: Sequence[str], page: int = 2) -> list[Paragraph]:
    """Set "Nơi nhận:" with its entries at the left, the signature block at the right."""
    lines = [line("Nơi nhận:", 1800, x0=LEFT)]
    y = 1850.0
    for i, entry in enumerate(recipients):
        end = "." if i == len(recipients) - 1 else ";"
        for j, part in enumerate(wrapped(f"- {entry}{end}", 38)):
            lines.append(line(part, y, x0=LEFT + 10 * bool(j)))
            y += 42.0
    # authority and role at the top, the name below the signature
    rights = [line(t, 1790 + i * _STEP, middle=1480.0) for i, t in enumerate(block[:-1])]
    rights += [line(block[-1], 2300, middle=1480.0)] if block else []
    return [paragraph([item], page) for item in (*lines, *rights) if item.words]


def paper(plan: Mapping[str, Any], *, together: bool = False) -> list[Paragraph]:
    """Set head, body and foot of a gold plan."""
    meta = plan["meta"]
    parent = [meta["issuer_parent"]] if meta["issuer_parent"] else []
    left = [*parent, *wrapped(meta["issuer"], 27), f"Số: {meta['number']}"]
    year, month, day = meta["date"].split("-")
    right = [*MOTTO, f"{meta['place']}, ngày {day} tháng {month} năm {year}"]
    texts = [b["text"] for b in plan["blocks"] if b["kind"] in ("para", "heading")]
    block = [*meta["signing_authority"].split("\n"), meta["signer_role"], meta["signer_name"]]
    return [
        *head(left, right, meta["type"], meta["title"], together=together),
        *body(texts),
        *foot(meta["recipients"], [part for part in block if part] or ["CHỦ TỊCH"]),
    ]
