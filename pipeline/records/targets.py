"""Measurable goals stated outside tables."""

from __future__ import annotations

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
_DEMANDS = ("yeu cau", "can cu", "tinh hinh", "danh gia", "ket qua")


def find_targets(content: Content, year: int | None, read: FieldReader) -> tuple[Target, ...]:
    """Return the goals of the sections on aims and goals, in document order.

    A goal's deadline is the one of its own clause, else of its paragraph, else "none".
    """
    found: list[Target] = []
    for point in _goal_points(content):
        text = joined(point.head)
        for indicator in read.find_indicators(text):
            time = find_time(indicator.text) or find_time(text) or find_rhythm(text)
            deadline = read.parse_deadline(time, year).deadline if time else Deadline("none")
            found.append(Target(indicator, deadline))
    return tuple(found)


def _goal_points(content: Content) -> Iterator[Point]:
    """Paragraphs of the sections on aims and goals; a part on demands is none."""
    sections = Sections()
    paragraphs = [(i, p) for i, p in enumerate(content.items) if isinstance(p, Paragraph)]
    for point in outline(paragraphs):
        titled = point.numbering.kind in ("roman", "upper", "decimal")
        if titled and len(point.head.split()) <= _SECTION_WORDS:
            sections = sections.enter(Section(point.numbering, point.head))
        if point.clauses or not _in_goals(sections):
            continue
        yield point


def _in_goals(sections: Sections) -> bool:
    titles = [section.title for section in sections.open]
    if any(fold(title).startswith(_DEMANDS) for title in titles[1:]):
        return False
    return any(is_goal(title) or is_aim(title) for title in titles)
