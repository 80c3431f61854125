"""Paragraphs of a bare text layer, which has words but no geometry."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ocr.paragraphs import ENDS_SENTENCE, STARTS_ITEM
from pipeline.types.joining import join_lines
from pipeline.types.text import Paragraph

# Nothing vouches for the words of a rejected layer; the diacritics stage may raise this.
_CONFIDENCE = 0.3


def plain_paragraphs(lines: Sequence[str], page: int) -> tuple[Paragraph, ...]:
    """Group lines: an empty line, a numbered start or a finished sentence parts paragraphs."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if not line.strip():
            groups.append([])
            continue
        before = groups[-1]
        if before and (STARTS_ITEM.match(line.strip()) or ENDS_SENTENCE.search(before[-1])):
            groups.append([])
        groups[-1].append(line.strip())
    return tuple(
        Paragraph(text := join_lines(group), text, _CONFIDENCE, ()) for group in groups if group
    )
