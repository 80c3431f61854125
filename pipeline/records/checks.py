"""Checks that need the whole plan: what one record cannot know of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz, process

from pipeline.records.flags import FLAGS
from pipeline.records.reader import FieldReader
from pipeline.types.document import Content
from pipeline.types.folding import fold
from pipeline.types.task import Evidence, Letterhead, TaskRecord

_FAR = 15  # years; plans look to 2030 or 2035, "2203" is a digit misread
_ALIKE = 88.0  # ratio of rapidfuzz: one letter in eight; two names of one plan so near are one
_ENOUGH = 8  # names; in a plan with fewer, a name that stands once says nothing
_DATED = ("date", "month", "quarter", "year", "range")


def checked(
    records: Sequence[TaskRecord], content: Content, letterhead: Letterhead, read: FieldReader
) -> tuple[TaskRecord, ...]:
    """Return the records with their units' one names and the flags of checks over the plan.

    A flag lowers the confidence of the fields that it names.
    """
    name = read.unit_namer(letterhead.issuer, letterhead.issuer_parent)
    named = [_named(record, name) for record in records]
    odd = _odd_units(named, _other_words(content, letterhead), read.is_known_unit)
    return tuple(_flagged(r, dict.fromkeys(_flags(r, letterhead.date, odd))) for r in named)


def _named(record: TaskRecord, name: Callable[[str], str]) -> TaskRecord:
    return replace(
        record,
        lead_canonical=tuple(map(name, record.lead_units)),
        coordinating_canonical=tuple(map(name, record.coordinating_units)),
    )


def _flags(record: TaskRecord, issued: date | None, odd: dict[str, str]) -> Iterator[str]:
    due = record.deadline
    if issued is not None and due.end is not None and due.kind in _DATED:
        if due.end < issued:
            yield "deadline_before_plan"
        if due.end.year > issued.year + _FAR:
            yield "deadline_far"
    if any(i.unit.startswith("%") and i.value > 100 for i in record.indicators):
        yield "percent_over_100"
    for unit in (*record.lead_canonical, *record.coordinating_canonical):
        if unit in odd:
            yield odd[unit]


def _other_words(content: Content, letterhead: Letterhead) -> str:
    """Return all words outside tables, folded: units are named there too."""
    return fold("\n".join((*(p.text for p in content.paragraphs), *letterhead.recipients)))


def _odd_units(
    records: Iterable[TaskRecord], others: str, is_known: Callable[[str], bool]
) -> dict[str, str]:
    """Return unit → flag, for units that stand in the plan only once and in no catalogue."""
    count = Counter(
        unit for r in records for unit in (*r.lead_canonical, *r.coordinating_canonical)
    )
    if sum(count.values()) < _ENOUGH:
        return {}
    often = [fold(unit) for unit, times in count.items() if times > 1]
    odd = {}
    for unit, times in count.items():
        folded = fold(unit)
        if times > 1 or is_known(unit):
            continue
        near = process.extractOne(folded, often, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if near and not _numbered_apart(folded, near[0]):
            odd[unit] = "unit_alike"
        elif folded not in others:
            odd[unit] = "unit_alone"
    return odd


def _numbered_apart(one: str, other: str) -> bool:
    """Whether two names differ in a number: "thôn 1" and "thôn 2" are two."""
    return [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]


def _flagged(record: TaskRecord, flags: Iterable[str]) -> TaskRecord:
    new = tuple(flag for flag in flags if flag not in record.flags)
    if not new:
        return record
    evidence = {name: _lowered(name, proof, new) for name, proof in record.evidence.items()}
    return replace(record, evidence=evidence, flags=(*record.flags, *new))


def _lowered(field: str, proof: Evidence, flags: Iterable[str]) -> Evidence:
    factor = 1.0
    for flag in flags:
        factor *= FLAGS[flag].factor if field in FLAGS[flag].fields else 1.0
    return replace(proof, confidence=proof.confidence * factor)
