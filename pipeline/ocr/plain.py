"""Paragraphs of a bare text layer, which has words but no geometry."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipeline.ocr.paragraphs import ENDS_SENTENCE, STARTS_ITEM
from pipeline.types.joining import join_lines
from pipeline.types.text import MendedLine, Paragraph

_WHOLE = 0.95  # probability that nothing but what is told of its words is wrong with a paragraph


def plain_paragraphs(lines: Sequence[MendedLine], page: int) -> tuple[Paragraph, ...]:
    """Group lines: an empty line, a numbered start or a finished sentence parts paragraphs."""
    groups: list[list[MendedLine]] = [[]]
    for line in lines:
        text = line.text.strip()
        if not text:
            groups.append([])
            continue
        before = groups[-1]
        if before and (STARTS_ITEM.match(text) or ENDS_SENTENCE.search(before[-1].text.strip())):
            groups.append([])
        groups[-1].append(line)
    return tuple(_paragraph(group) for group in groups if group)


def _paragraph(lines: Sequence[MendedLine]) -> Paragraph:
    words = tuple(word for line in lines for word in line.words)
    return Paragraph(
        text=join_lines(line.text for line in lines),
        raw=join_lines(line.raw_on(0, len(line.text)) for line in lines),
        confidence=_WHOLE * math.prod(word.confidence for word in words),
        places=(),
        words=words,
    )
