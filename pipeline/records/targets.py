"""Measurable goals stated outside tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records.outline import Point, is_aim, is_goal, outline
from pipeline.records.reader import FieldReader
from pipeline.records.sections import Section, Sections
from pipeline.records.times import find_rhythm, find_time
from pipeline.types.document import Content
from pipeline.types.folding import fold, joined
from pipeline.types.task import Deadline, Target
from pipeline.types.text import Paragraph

_SECTION_WORDS = 30  # a numbered line of more words states something; it titles nothing
_TITLE_TIME = re.compile(r"\b(?:nam (?:19|20)\d\d|quy (?:iv|i{1,3}|[1-4])\b(?:[/ ]\w+)*)")
_DEMANDS = ("yeu cau", "can cu", "tinh hinh", "danh gia", "ket qua")


def find_targets(content: Content, year: int | None, read: FieldReader) -> tuple[Target, ...]:
    """Return the goals of the sections on aims and goals, in document order.

    A goal's deadline is the one of its own clause, else of its paragraph, else of the title above
    it ("Mục tiêu đến năm 2025"), else "none".
    """
    found: list[Target] = []
    for point, titles in _goal_points(content):
        text = joined(point.head)
        above = next((time for title in reversed(titles) if (time := _of_title(title))), "")
        for indicator in read.find_indicators(text):
            time = find_time(indicator.text) or find_time(text) or find_rhythm(text) or above
            deadline = read.parse_deadline(time, year).deadline if time else Deadline("none")
            found.append(Target(indicator, deadline))
    return tuple(found)


def _of_title(title: str) -> str:
    """Return the time that a title names: "đến năm 2025", "giai đoạn 2021-2025", "năm 2024"."""
    time = find_time(title)
    if not time and (match := _TITLE_TIME.search(fold(title))):
        time = title[match.start() : match.end()]
    return time


def _goal_points(content: Content) -> Iterator[tuple[Point, list[str]]]:
    """Paragraphs of the sections on aims and goals, with titles; a part on demands is none."""
    sections = Sections()
    paragraphs = [(i, p) for i, p in enumerate(content.items) if isinstance(p, Paragraph)]
    for point in outline(paragraphs):
        titled = point.numbering.kind in ("roman", "upper", "decimal")
        if titled and len(point.head.split()) <= _SECTION_WORDS:
            sections = sections.enter(Section(point.numbering, point.head))
        if point.clauses or not _in_goals(sections):
            continue
        yield point, [section.title for section in sections.open]


def _in_goals(sections: Sections) -> bool:
    titles = [section.title for section in sections.open]
    if any(fold(title).startswith(_DEMANDS) for title in titles[1:]):
        return False
    return any(is_goal(title) or is_aim(title) for title in titles)
