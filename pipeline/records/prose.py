"""Tasks in prose: numbered points with labelled parts, and sentences that give a task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.records.assemble import Draft, Stated
from pipeline.records.assignments import Assignment, find_assignment
from pipeline.records.labels import Clause
from pipeline.records.numbering import NONE, Numbering
from pipeline.records.outline import Point, is_aim, is_closing, is_loud, outline
from pipeline.records.sections import NO_SECTIONS, Section, Sections
from pipeline.types.document import Content
from pipeline.types.text import Paragraph

_SENTENCE_CERTAINTY = 0.7  # a first estimate that a giving sentence is a task, and whose
_TITLE_WORDS = 30  # a point of more words that has points of its own is text, not their title
_STRONG = ("lead", "coordinating")


@dataclass(frozen=True, slots=True)
class Open:
    """A point that may become a task: its paragraphs so far and the labelled parts found.

    first   the point that opened it; it may bear a number and no words.
    more    paragraphs with words that belong to it.
    """

    first: Point
    more: tuple[Point, ...] = ()
    labelled: tuple[tuple[Clause, Point], ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        return (self.first, *self.more)

    def with_point(self, point: Point) -> Open:
        more = (*self.more, point) if point.head else self.more
        return Open(self.first, more, (*self.labelled, *_parts(point)))


def _parts(point: Point) -> tuple[tuple[Clause, Point], ...]:
    return tuple((clause, point) for clause in point.clauses)


@dataclass(frozen=True, slots=True)
class _Walk:
    """Where the walk through the outline stands; ``done`` are finished drafts."""

    sections: Sections = NO_SECTIONS
    open: Open | None = None
    done: tuple[tuple[Open, Sections], ...] = ()


def prose_drafts(content: Content, *, tasks_elsewhere: bool) -> tuple[tuple[int, Draft], ...]:
    """Return the tasks outside tables, each with the position of its item in the document.

    tasks_elsewhere   tables of the document give tasks; sentences of its closing section ("Tổ
                      chức thực hiện") are then about carrying the plan out, not tasks of it.
    """
    walk = _Walk()
    for points in _stretches(content):
        walk = _walked(walk, points)
    taken = walk.done
    labelled = [(f, s) for f, s in taken if _is_task(f)]
    sentences = [
        (f, s, given) for f, s in taken if not _is_task(f) and (given := _given(f, s)) is not None
    ]
    if tasks_elsewhere or labelled:
        sentences = [(f, s, g) for f, s, g in sentences if not _closing(s)]
    keys = _keys(content)
    return (
        *((f.first.position, _labelled_draft(f, s, keys)) for f, s in labelled),
        *((f.first.position, _sentence_draft(f, s, g, keys)) for f, s, g in sentences),
    )


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


def _walked(walk: _Walk, points: Sequence[Point]) -> _Walk:
    for i, point in enumerate(points):
        walk = _step(walk, point, points[i + 1 :])
    return _closed(walk, NONE)


def _step(walk: _Walk, point: Point, rest: Sequence[Point]) -> _Walk:
    if point.clauses and not point.head:  # labels of the point above
        return replace(walk, open=walk.open.with_point(point)) if walk.open else walk
    kind = point.numbering.kind
    if kind in ("roman", "upper"):
        closed = _closed(walk, point.numbering)
        return replace(closed, sections=closed.sections.enter(_section(point)))
    if kind in ("decimal", "lower"):
        return _opened(walk, point)
    return _continued(walk, point, rest)


def _continued(walk: _Walk, point: Point, rest: Sequence[Point]) -> _Walk:
    """Step over a bullet or a paragraph without number: part of the open point, or one itself."""
    current = walk.open
    bullet = point.numbering.kind == "bullet"
    may_open = bullet or bool(point.clauses)
    if current is None:
        return _opened(walk, point) if may_open else walk
    if not bullet and (is_loud(point.head) or point.source.centered):
        return _closed(walk, NONE)
    title = current.first.is_heading
    own_labels = point.clauses and (title or _label_runs([point, *rest]) > 1)
    bullets_are_tasks = bullet and (own_labels or _label_runs(rest) > 1)
    if current.labelled or bullets_are_tasks or (point.clauses and title):
        return _opened(walk, point) if may_open else _closed(walk, NONE)
    return replace(walk, open=current.with_point(point))


def _label_runs(rest: Sequence[Point]) -> int:
    """How many runs of labels follow before the next numbered point."""
    runs, inside = 0, False
    for point in rest:
        if point.head and point.numbering.kind not in ("bullet", "none"):
            break
        runs += bool(point.clauses) and not inside
        inside = bool(point.clauses) and not point.head
    return runs


def _opened(walk: _Walk, point: Point) -> _Walk:
    closed = _closed(walk, point.numbering)
    if point.numbering.kind != "bullet":
        closed = replace(closed, sections=closed.sections.closed_by(point.numbering))
    return replace(closed, open=Open(point, labelled=_parts(point)))


def _closed(walk: _Walk, by: Numbering) -> _Walk:
    """Finish the open point. Without labels, it is the section of deeper points that follow."""
    current = walk.open
    if current is None:
        return walk
    first = current.first
    done = (*walk.done, (current, walk.sections))
    sections = walk.sections
    deeper = (
        by is not NONE and by.level != first.numbering.level and first.numbering.kind != "bullet"
    )
    if not current.labelled and deeper and len(first.head.split()) <= _TITLE_WORDS:
        sections = sections.enter(_section(first))
    return _Walk(sections, None, done)


def _section(point: Point) -> Section:
    source = point.source
    return Section(
        point.numbering, point.head.rstrip(" :"), source.raw, source.confidence, source.places
    )


def _is_task(found: Open) -> bool:
    """Whether the labels make it a task: a unit, or a product together with a time."""
    fields = {clause.field for clause, _ in found.labelled if clause.value}
    return bool(fields.intersection(_STRONG)) or {"deadline", "result"} <= fields


def _given(found: Open, sections: Sections) -> Assignment | None:
    if any(is_aim(section.title) for section in sections.open):
        return None
    return find_assignment(" ".join(point.head for point in found.points))


def _closing(sections: Sections) -> bool:
    return any(is_closing(section.title) for section in sections.open)


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


def _labelled_draft(found: Open, sections: Sections, keys: dict[int, str]) -> Draft:
    stated = _head_words(found)
    extra: dict[str, Stated] = {}
    for clause, point in found.labelled:
        source = point.source
        words = Stated(clause.value, source.raw, source.confidence, 1.0, source.places)
        target, name = (extra, clause.label) if clause.field == "extra" else (stated, clause.field)
        if clause.value:
            target[name] = _more(target.get(name), words)
    key = keys[found.first.position]
    return Draft(key, None, sections.innermost, stated, extra)


def _more(before: Stated | None, words: Stated) -> Stated:
    if before is None:
        return words
    places = tuple(dict.fromkeys((*before.places, *words.places)))
    reading = min(before.reading, words.reading)
    text = f"{before.text}\n{words.text}"
    return Stated(text, f"{before.raw}\n{words.raw}", reading, before.certainty, places)


def _sentence_draft(
    found: Open, sections: Sections, given: Assignment, keys: dict[int, str]
) -> Draft:
    stated = _head_words(found)
    source = found.first.source
    sure = _SENTENCE_CERTAINTY
    stated["lead_and_coordinating"] = Stated(
        given.units, source.raw, source.confidence, sure, source.places
    )
    flags = ["assigned_in_sentence"]
    if given.deadline:
        words = Stated(given.deadline, source.raw, source.confidence, sure, source.places)
        stated["deadline"] = words
        flags.append("deadline_from_sentence")
    key = keys[found.first.position]
    return Draft(key, None, sections.innermost, stated, {}, tuple(flags))


def _head_words(found: Open) -> dict[str, Stated]:
    """Return number and content: the words before the labels, bullets inside included."""
    first, *more = found.points
    parts = [first.head] if first.head else []
    parts += [f"{_bullet(point)}{point.head}" for point in more]
    reading = min(point.source.confidence for point in found.points)
    places = tuple(dict.fromkeys(p for point in found.points for p in point.source.places))
    raw = "\n".join(point.source.raw for point in found.points)
    stated = {"content": Stated("\n".join(parts), raw, reading, 1.0, places)}
    if first.numbering.kind not in ("none", "bullet"):
        source = first.source
        number = first.numbering.text
        stated["no"] = Stated(number, number, source.confidence, 1.0, source.places)
    return stated


def _bullet(point: Point) -> str:
    return f"{point.numbering.text} " if point.numbering.kind == "bullet" else ""
