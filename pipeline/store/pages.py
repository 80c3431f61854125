"""Which places on paper are a task's own: not its section's, not a heading's above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pipeline.types.task import TaskRecord
from pipeline.types.text import Place

_ABOVE = ("section", "section_no")
# Flag → the fields that it says were taken from a heading above the task.
_TAKEN: Mapping[str, tuple[str, ...]] = {
    "deadline_from_section": ("deadline",),
    "unit_from_heading": ("lead_units", "coordinating_units"),
}

Pages = tuple[int | None, int | None]


def own_pages(records: Sequence[TaskRecord]) -> list[Pages]:
    """Return the first and last page (1-based) of each record's own cells; None without any.

    A cell that stands beside several tasks, merged over their rows, is on the page of neither of
    them alone: it decides only for a task that has no other.
    """
    shared = Counter(place for record in records for place in set(_own_places(record)))
    return [_pages(record, shared) for record in records]


def own_boxes(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the boxes of a row of ``tasks`` that are its own, those of its pages only."""
    first, last = row["page_first"], row["page_last"]
    if first is None or last is None:
        return []
    above = _fields_above(row["flags"] or ())
    own = [b for b in row["boxes"] or () if first <= b["page"] <= last]
    return [b for b in own if b["field"] not in above] or own


def _pages(record: TaskRecord, shared: Mapping[Place, int]) -> Pages:
    own = list(_own_places(record))
    alone = [place for place in own if shared[place] == 1]
    if record.table_index is None:  # tasks of one paragraph share it, and it is theirs
        alone += _places_of(record, "content")
    some = alone or _places_of(record, "content") or own
    pages = [p.page for p in some or [q for e in record.evidence.values() for q in e.places]]
    return min(pages, default=None), max(pages, default=None)


def _own_places(record: TaskRecord) -> Iterator[Place]:
    above = _fields_above(record.flags)
    for name, proof in record.evidence.items():
        if name not in above:
            yield from proof.places


def _places_of(record: TaskRecord, field: str) -> list[Place]:
    proof = record.evidence.get(field)
    return list(proof.places) if proof else []


def _fields_above(flags: Collection[str]) -> frozenset[str]:
    taken = (field for flag, fields in _TAKEN.items() if flag in flags for field in fields)
    return frozenset((*_ABOVE, *taken))
