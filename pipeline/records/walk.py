"""Through the outline of a plan from top to bottom: which points are one, and whose they are.

Three things can make a point a task: labelled parts below or inside it, a sentence that gives it
to somebody, or a heading above it that is addressed to units.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.records.addressed import Addressed, addressed_to, inline_points
from pipeline.records.assignments import find_assignment
from pipeline.records.labels import Clause
from pipeline.records.numbering import NONE, Numbering
from pipeline.records.outline import Point, is_loud
from pipeline.records.reader import FieldReader
from pipeline.records.sections import NO_SECTIONS, Section, Sections
from pipeline.types.folding import fold

_TITLE_WORDS = 30  # a point of more words that has points of its own is text, not their title
_UNNUMBERED = 3.5  # rank of an unnumbered heading "Sở Y tế:": above bullets, below letters
_FOOT = re.compile(r"noi nhan\b")
_ANNEX = re.compile(r"(?:phu luc|bieu(?: mau)? so|danh muc)\b")
# What ends the last task: the plan speaks to everybody again.
_PARTING = re.compile(
    r"(?:tren day la|trong qua trinh (?:to chuc |trien khai )?thuc hien|yeu cau (?:cac|thu truong)"
    r"|de nghi (?:cac|thu truong)|(?:chi thi|ke hoach|thong bao|cong van) nay|can cu (?:ke hoach"
    r"|chi thi|noi dung|chuc nang)|kem theo|nay thong bao"
    r"|van phong[^.;:]{0,40} xin thong bao|nhan duoc"
    r"|(?:uy ban nhan dan|ubnd|chu tich)[^.;:]{0,40}? (?:yeu cau|de nghi) (?:cac|thu truong))\b"
)


@dataclass(frozen=True, slots=True)
class Assigner:
    """A point addressed to units; what stands below it down to its own rank is theirs."""

    rank: float
    addressed: Addressed
    point: Point


@dataclass(frozen=True, slots=True)
class Open:
    """A point that may become a task: its paragraphs so far and the labelled parts found.

    first      the point that opened it; it may bear a number and no words.
    more       paragraphs with words that belong to it.
    assigner   the heading above it that is addressed to units, None where there is none.
    """

    first: Point
    more: tuple[Point, ...] = ()
    labelled: tuple[tuple[Clause, Point], ...] = ()
    assigner: Assigner | None = None

    @property
    def points(self) -> tuple[Point, ...]:
        return (self.first, *self.more)

    def with_point(self, point: Point) -> Open:
        more = (*self.more, point) if point.head else self.more
        return replace(self, more=more, labelled=(*self.labelled, *_parts(point)))


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the walk stands; ``done`` are the points that are finished, with their sections."""

    sections: Sections = NO_SECTIONS
    open: Open | None = None
    assigners: tuple[Assigner, ...] = ()
    done: tuple[tuple[Open, Sections], ...] = field(default=())
    in_foot: bool = False


def walked(walk: Walk, points: Sequence[Point], read: FieldReader) -> Walk:
    """Walk through an unbroken run of points; its end closes what is open."""
    for i, point in enumerate(points):
        walk = _step(walk, point, points[i + 1 :], read)
    return replace(_closed(walk, NONE), assigners=())


def _step(walk: Walk, point: Point, rest: Sequence[Point], read: FieldReader) -> Walk:
    words = fold(point.words)
    if walk.in_foot and not _ANNEX.match(words) and not _is_chapter(point):
        return walk
    if point.numbering is NONE and _FOOT.match(words):
        return replace(_closed(walk, NONE), assigners=(), in_foot=True)
    walk = replace(walk, in_foot=False)
    if point.clauses and not point.head:
        if not _is_sibling(walk, point):  # labels of the point above
            return replace(walk, open=walk.open.with_point(point)) if walk.open else walk
        point = replace(point, head=point.words, clauses=())
    kind = point.numbering.kind
    if kind in ("roman", "upper"):
        closed = _closed(walk, point.numbering)
        closed = replace(closed, sections=closed.sections.enter(_section(point)), assigners=())
        addressed = addressed_to(point.head, read)
        return _with_assigner(closed, point, addressed) if addressed else closed
    if kind in ("decimal", "lower"):
        return _numbered(walk, point, rest, read)
    return _unnumbered(walk, point, rest, read)


def _is_chapter(point: Point) -> bool:
    """Whether a chapter in capitals begins: behind the foot of a letter stands what it sends."""
    return point.numbering.kind in ("roman", "upper") and is_loud(point.head)


def _is_sibling(walk: Walk, point: Point) -> bool:
    """Whether a numbered point that begins with a label stands beside the open one, not in it."""
    current = walk.open
    numbered = point.numbering.kind in ("decimal", "lower")
    return numbered and current is not None and current.first.numbering.level == point.level


def _numbered(walk: Walk, point: Point, rest: Sequence[Point], read: FieldReader) -> Walk:
    kept = tuple(a for a in walk.assigners if a.rank < point.numbering.rank)
    walk = replace(walk, assigners=kept)
    labels_follow = bool(rest) and bool(rest[0].clauses) and not rest[0].head
    if point.clauses or labels_follow:
        return _opened(walk, point)
    addressed = addressed_to(point.words, read)
    if addressed is None or not (_is_open_heading(point, rest) or addressed.rest):
        return _opened(walk, point)
    given = find_assignment(point.words, read)
    if given is not None and given.content:  # the task itself, who does it apart from it
        return _opened(walk, point)
    return _addressed(walk, point, addressed)


def _is_open_heading(point: Point, rest: Sequence[Point]) -> bool:
    """Whether names of units stand as a heading over something, not in a list of units."""
    if point.words.endswith(":"):
        return True
    below = bool(rest) and rest[0].numbering.rank > point.numbering.rank
    return below and point.words[-1:] not in ".;,"


def _unnumbered(walk: Walk, point: Point, rest: Sequence[Point], read: FieldReader) -> Walk:
    """Step over a bullet or a paragraph without number."""
    bullet = point.numbering.kind == "bullet"
    if not bullet and (is_loud(point.head) or point.source.centered):
        return replace(_closed(walk, NONE), assigners=())
    if not bullet and _PARTING.match(fold(point.words)):
        return replace(_closed(walk, NONE), assigners=())
    if find_assignment(point.words, read) is not None:
        return _opened(walk, point)
    addressed = addressed_to(point.words, read) if ":" in point.words else None
    rank = point.numbering.rank if bullet else _UNNUMBERED
    if addressed is not None and (walk.assigners or addressed.rest):
        kept = tuple(a for a in walk.assigners if a.rank < rank)
        return _addressed(replace(walk, assigners=kept), point, addressed)
    if bullet and walk.assigners and walk.assigners[-1].rank >= rank:
        kept = tuple(a for a in walk.assigners if a.rank < rank)
        walk = replace(_closed(walk, NONE), assigners=kept)
    if walk.assigners:
        return _duty(walk, point)
    return _continued(walk, point, rest)


def _duty(walk: Walk, point: Point) -> Walk:
    """Step over a point below an addressed heading: a duty, or part of the one above."""
    current = walk.open
    if current is None:
        return _opened(walk, point)
    if point.numbering.kind == "bullet":
        beside = current.first.numbering.rank >= point.numbering.rank
        said_above = current.first.position == walk.assigners[-1].point.position
        lists = current.points[-1].words.endswith(":")
        beside = beside or (said_above and not current.first.part and not lists)
    else:
        ended = current.points[-1].words[-1:] in ".;" and point.words[:1].isupper()
        beside = current.first.numbering is NONE and ended
    return _opened(walk, point) if beside else replace(walk, open=current.with_point(point))


def _continued(walk: Walk, point: Point, rest: Sequence[Point]) -> Walk:
    """Step over a bullet or a paragraph without number: part of the open point, or one itself."""
    current = walk.open
    bullet = point.numbering.kind == "bullet"
    may_open = bullet or bool(point.clauses)
    if current is None:
        return _opened(walk, point) if may_open else walk
    if bullet and current.first.numbering.kind == "bullet" and _beside(current, point):
        return _opened(walk, point)
    title = current.first.is_heading
    own_labels = point.clauses and (title or _label_runs([point, *rest]) > 1)
    bullets_are_tasks = bullet and (own_labels or _label_runs(rest) > 1)
    if current.labelled or bullets_are_tasks or (point.clauses and title):
        return _opened(walk, point) if may_open else _closed(walk, NONE)
    return replace(walk, open=current.with_point(point))


def _beside(current: Open, point: Point) -> bool:
    """Whether a bullet stands beside the open one, which ends its sentence and has no labels."""
    ended = current.points[-1].words[-1:] in ".;)"
    same = current.first.numbering.rank == point.numbering.rank
    return same and ended and not current.labelled and not point.clauses


def _label_runs(rest: Sequence[Point]) -> int:
    """How many runs of labels follow before the next numbered point."""
    runs, inside = 0, False
    for point in rest:
        if point.head and point.numbering.kind not in ("bullet", "none"):
            break
        runs += bool(point.clauses) and not inside
        inside = bool(point.clauses) and not point.head
    return runs


def _opened(walk: Walk, point: Point) -> Walk:
    closed = _closed(walk, point.numbering)
    if point.numbering.kind not in ("bullet", "none"):
        closed = replace(closed, sections=closed.sections.closed_by(point.numbering))
    assigner = closed.assigners[-1] if closed.assigners else None
    return replace(closed, open=Open(point, labelled=_parts(point), assigner=assigner))


def _addressed(walk: Walk, point: Point, addressed: Addressed) -> Walk:
    """Put a point addressed to units over what follows; what it orders itself is opened."""
    closed = _closed(walk, point.numbering)
    if point.numbering.kind not in ("bullet", "none"):
        sections = closed.sections.closed_by(point.numbering)
        titled = replace(point, head=addressed.units)
        closed = replace(closed, sections=sections.enter(_section(titled)))
    closed = _with_assigner(closed, point, addressed)
    for part in inline_points(point, addressed.rest):
        closed = _closed(closed, NONE)
        closed = replace(closed, open=Open(part, assigner=closed.assigners[-1]))
    return closed


def _with_assigner(walk: Walk, point: Point, addressed: Addressed) -> Walk:
    numbered = point.numbering is not NONE
    rank = point.numbering.rank if numbered else _UNNUMBERED
    return replace(walk, assigners=(*walk.assigners, Assigner(rank, addressed, point)))


def _closed(walk: Walk, by: Numbering) -> Walk:
    """Finish the open point. Without labels, it is the section of deeper points that follow."""
    current = walk.open
    if current is None:
        return walk
    first = current.first
    done = (*walk.done, (current, walk.sections))
    sections = walk.sections
    deeper = (
        by is not NONE
        and by.level != first.numbering.level
        and first.numbering.kind not in ("bullet", "none")
    )
    if not current.labelled and deeper and len(first.head.split()) <= _TITLE_WORDS:
        sections = sections.enter(_section(first))
    return replace(walk, sections=sections, open=None, done=done)


def _parts(point: Point) -> tuple[tuple[Clause, Point], ...]:
    return tuple((clause, point) for clause in point.clauses)


def _section(point: Point) -> Section:
    source = point.source
    return Section(
        point.numbering, point.head.rstrip(" :"), source.raw, source.confidence, source.places
    )
