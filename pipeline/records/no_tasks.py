"""A document in which no task was found although one might be."""

from __future__ import annotations

import re

from pipeline.types.document import Content
from pipeline.types.folding import fold
from pipeline.types.outcome import Issue
from pipeline.types.task import Letterhead

CODE = "no_tasks"
# Papers that carry a message and order no list of tasks; an official letter names no type at all.
_LETTERS = ("giay", "phieu", "thu ", "cong van")
_SUBJECT = re.compile(r"\W*(?:v\s*/\s*v|ve viec)\b")
_ADDRESSED = re.compile(r"\W*kinh gui\b")


def no_tasks(content: Content, letterhead: Letterhead) -> Issue | None:
    """Return what to tell of a document without tasks; None where it is a letter."""
    if is_letter(content, letterhead):
        return None
    cells = sum(bool(cell.text.strip()) for table in content.tables for cell in table.cells)
    where = f"{cells} table cells were read" if cells else "no table was read"
    return Issue(
        "records",
        CODE,
        f"No task was found ({where}); look whether the document orders any.",
    )


def is_letter(content: Content, letterhead: Letterhead) -> bool:
    """Whether the document is a letter: of no named type, addressed to somebody."""
    kind = fold(letterhead.type)
    if kind:
        return kind.startswith(_LETTERS)
    words = (fold(text) for text in (letterhead.title, *(p.text for p in content.paragraphs)))
    return any(_SUBJECT.match(text) or _ADDRESSED.match(text) for text in words)
