"""Tasks in prose: numbered points with labelled parts, and sentences that give a task."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.records.addressed import with_helpers
from pipeline.records.assemble import Draft, Stated
from pipeline.records.assignments import Assignment, find_assignment, said_of_unit
from pipeline.records.numbering import NONE
from pipeline.records.outline import Point, is_aim, is_assigning, is_closing, is_goal, outline
from pipeline.records.reader import FieldReader
from pipeline.records.sections import Section, Sections
from pipeline.records.times import (
    closing_time,
    find_rhythm,
    find_time,
    without_bracketed_time,
    without_closing_time,
    without_open_time,
)
from pipeline.records.walk import Assigner, Open, Walk, walked
from pipeline.types.document import Content
from pipeline.types.folding import fold
from pipeline.types.text import Paragraph

_SENTENCE_CERTAINTY = 0.7  # a first estimate that a giving sentence is a task, and whose
_HEADING_CERTAINTY = 0.8  # and that a duty is the unit's whose name stands in the heading above
_TELLING = ("bao cao", "to trinh", "bien ban", "giay", "don ")  # documents that order nothing
_STRONG = ("lead", "coordinating")
# "theo dõi, đôn đốc việc thực hiện Kế hoạch": about the plan, not one of its tasks.
_CARRYING_OUT = re.compile(
    r"\b(?:theo doi|don doc|kiem tra)\b[^;.]{0,60}"
    r"\b(?:ke hoach|chuong trinh|chi thi|de an|cong dien|thong bao|ket luan)\b"
)


def prose_drafts(
    content: Content, kind: str, read: FieldReader, *, tasks_elsewhere: bool
) -> tuple[tuple[int, Draft], ...]:
    """Return the tasks outside tables, each with the position of its item in the document.

    kind              the type of the document ("KẾ HOẠCH"); a report gives no tasks by sentences.
    tasks_elsewhere   tables of the document give tasks; sentences of its closing section ("Tổ
                      chức thực hiện") are then about carrying the plan out, not tasks of it.
    """
    walk = Walk()
    for points in _stretches(content):
        walk = walked(walk, points, read)
    labelled = [(f, s) for f, s in walk.done if _is_task(f)]
    keys = _keys(content)
    drafts = [(f.first.position, _labelled_draft(f, s, keys, read)) for f, s in labelled]
    if fold(kind).startswith(_TELLING):
        return tuple(drafts)
    others = tasks_elsewhere or any(f.assigner is None for f, _ in labelled)
    # Where one duty below a heading of units is labelled, those beside it are tasks like it.
    listed = {
        _chapter(s) for f, s in labelled if f.assigner is not None and not _within(s, is_closing)
    }
    for found, sections in walk.done:
        if _is_task(found) or _within(sections, is_aim):
            continue
        closing = _within(sections, is_closing)
        given = _given(found, sections, read, others=others)
        if given is not None and given.barely and (tasks_elsewhere or closing):
            given = None
        if given is not None and not (others and closing):
            drafts.append((found.first.position, _sentence_draft(found, sections, given, keys)))
        elif (
            given is None
            and found.assigner is not None
            and (not others or _chapter(sections) in listed or _within(sections, is_assigning))
        ):
            drafts.append((found.first.position, _duty_draft(found, sections, keys, read)))
    return tuple(drafts)


def _stretches(content: Content) -> Iterator[tuple[Point, ...]]:
    """Yield the outline between two tables: a table ends every open point."""
    run: list[tuple[int, Paragraph]] = []
    for position, item in enumerate(content.items):
        if isinstance(item, Paragraph):
            run.append((position, item))
        elif run:
            yield outline(run)
            run = []
    if run:
        yield outline(run)


def _is_task(found: Open) -> bool:
    """Whether the labels make it a task: a unit, or a product together with a time.

    Below a heading that names the unit, one of the others is enough.
    """
    fields = {clause.field for clause, _ in found.labelled if clause.value}
    if found.assigner is not None and fields.intersection(("deadline", "result")):
        return True
    return bool(fields.intersection(_STRONG)) or {"deadline", "result"} <= fields


def _may_be_duty(found: Open, sections: Sections) -> bool:
    """Whether a point of its own may say what a unit does: no goal, nothing told."""
    first = found.first
    apart = first.numbering is not NONE and first.head[-1:] != ":"
    return apart and found.assigner is None and not _within(sections, is_goal)


def _given(
    found: Open, sections: Sections, read: FieldReader, *, others: bool
) -> Assignment | None:
    """Return what a point's sentence gives: no carrying out of the plan that "giao" alone gives.

    Where the plan has no ``others``, what a sentence says that a unit does is given, too, and
    whatever has a deadline.
    """
    said = _said(found)
    given = find_assignment(said, read)
    if given is None and not others and _may_be_duty(found, sections):
        given = said_of_unit(said, read)
    if given is None or not given.barely or (given.deadline and not others):
        return given
    return None if _CARRYING_OUT.search(fold(said)) else given


def _said(found: Open) -> str:
    return " ".join(point.head for point in found.points)


def _within(sections: Sections, is_such: Callable[[str], bool]) -> bool:
    return any(is_such(section.title) for section in sections.open)


def _chapter(sections: Sections) -> Section | None:
    return sections.open[0] if sections.open else None


def _keys(content: Content) -> dict[int, str]:
    """Item position → key: page and the paragraph's number on it ("p3i2"; page 0: unknown)."""
    counts: dict[int, int] = {}
    keys: dict[int, str] = {}
    for position, item in enumerate(content.items):
        if isinstance(item, Paragraph):
            page = item.places[0].page if item.places else 0
            keys[position] = f"p{page}i{counts.get(page, 0)}"
            counts[page] = counts.get(page, 0) + 1
    return keys


def _labelled_draft(
    found: Open, sections: Sections, keys: dict[int, str], read: FieldReader
) -> Draft:
    stated = _head_words(found)
    source = found.first.source
    if "content" in stated:
        words, time = without_open_time(stated["content"].text, read)
        stated["content"] = replace(stated["content"], text=words)
        if time:
            stated["deadline"] = _from(source, time, 1.0)
    extra: dict[str, Stated] = {}
    for clause, point in found.labelled:
        source = point.source
        target, name = (extra, clause.label) if clause.field == "extra" else (stated, clause.field)
        value, time = clause.value, ""
        if clause.field in _STRONG:  # "(phối hợp: Sở Y tế; hằng quý)"
            value, time = without_closing_time(value, read)
        for words, field in ((value, name), (time, "deadline")):
            if words:
                into = stated if field == "deadline" else target
                said = _from(source, words, 1.0)
                into[field] = _more(into.get(field), said)
    flags = []
    if "deadline" not in stated and "content" in stated:
        content = stated["content"].text
        if time := find_time(content) or find_rhythm(content):
            stated["deadline"] = _from(source, time, _SENTENCE_CERTAINTY)
            flags.append("deadline_from_sentence")
    if found.assigner is not None and "lead" not in stated:
        stated["lead"] = _assigned(found.assigner, found.assigner.addressed.units)
        flags.append("unit_from_heading")
    return Draft(_key(found, keys), None, sections.innermost, stated, extra, tuple(flags))


def _more(before: Stated | None, words: Stated) -> Stated:
    if before is None:
        return words
    places = tuple(dict.fromkeys((*before.places, *words.places)))
    reading = min(before.reading, words.reading)
    text = f"{before.text}\n{words.text}"
    both = tuple(dict.fromkeys((*before.words, *words.words)))
    return Stated(text, f"{before.raw}\n{words.raw}", reading, before.certainty, places, both)


def _sentence_draft(
    found: Open, sections: Sections, given: Assignment, keys: dict[int, str]
) -> Draft:
    stated = _head_words(found)
    source = found.first.source
    sure = _SENTENCE_CERTAINTY
    if given.content:
        stated["content"] = replace(stated["content"], text=given.content)
    stated["lead_and_coordinating"] = _from(source, given.units, sure)
    flags = ["assigned_in_sentence"]
    labelled = {clause.field: clause.value for clause, _ in found.labelled}
    if due := labelled.get("deadline") or given.deadline:
        stated["deadline"] = _from(source, due, sure)
        flags.append("deadline_from_sentence")
    return Draft(_key(found, keys), None, sections.innermost, stated, {}, tuple(flags))


def _duty_draft(found: Open, sections: Sections, keys: dict[int, str], read: FieldReader) -> Draft:
    """Draft a duty: whose it is stands in the heading above it or before its colon."""
    assert found.assigner is not None
    stated = _head_words(found)
    said = _said(found)
    units = with_helpers(found.assigner.addressed, said, read)
    stated["lead_and_coordinating"] = _assigned(found.assigner, units)
    flags = ["unit_from_heading"]
    content = stated["content"]
    words, time = without_bracketed_time(content.text, read)
    stated["content"] = replace(content, text=words)
    if time := time or closing_time(said, read) or find_time(said) or find_rhythm(said):
        stated["deadline"] = _from(found.first.source, time, _SENTENCE_CERTAINTY)
        flags.append("deadline_from_sentence")
    return Draft(_key(found, keys), None, sections.innermost, stated, {}, tuple(flags))


def _assigned(assigner: Assigner, units: str) -> Stated:
    return _from(assigner.point.source, units, _HEADING_CERTAINTY)


def _from(source: Paragraph, text: str, certainty: float) -> Stated:
    """Return words that stand in a paragraph."""
    return Stated(text, source.raw, source.confidence, certainty, source.places, source.words)


def _key(found: Open, keys: dict[int, str]) -> str:
    return keys[found.first.position] + found.first.part


def _head_words(found: Open) -> dict[str, Stated]:
    """Return number and content: the words before the labels, bullets inside included."""
    first, *more = found.points
    parts = [first.head] if first.head else []
    parts += [f"{_bullet(point)}{point.head}" for point in more]
    reading = min(point.source.confidence for point in found.points)
    places = tuple(dict.fromkeys(p for point in found.points for p in point.source.places))
    raw = "\n".join(point.source.raw for point in found.points)
    words = tuple(word for point in found.points for word in point.source.words)
    stated = {"content": Stated("\n".join(parts), raw, reading, 1.0, places, words)}
    if first.numbering.kind not in ("none", "bullet"):
        source = first.source
        number = first.numbering.text
        stated["no"] = Stated(number, number, source.confidence, 1.0, source.places)
    return stated


def _bullet(point: Point) -> str:
    return f"{point.numbering.text} " if point.numbering.kind == "bullet" else ""
