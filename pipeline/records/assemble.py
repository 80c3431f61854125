"""From the words that a plan states for a task to its record."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.records.confidence import field_confidence
from pipeline.records.reader import FieldReader
from pipeline.records.sections import Section
from pipeline.records.settings import RecordSettings
from pipeline.types.folding import fold, joined
from pipeline.types.reading import ParsedDeadline
from pipeline.types.task import Deadline, Evidence, Indicator, TaskRecord
from pipeline.types.text import MendedWord, Place


@dataclass(frozen=True, slots=True)
class Stated:
    """Words that the plan states for one field.

    text, raw    repaired and as read; paragraphs may be separated by a line feed.
    reading      confidence of the words, 0-1.
    certainty    confidence that they belong to the field, 0-1.
    words        of text without geometry.
    said         the text with what a heading adds, "Quý II" for "II"; "" where it adds nothing.
    """

    text: str
    raw: str
    reading: float = 1.0
    certainty: float = 1.0
    places: tuple[Place, ...] = ()
    words: tuple[MendedWord, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A task before its words are understood.

    stated   by input field: no, content, result, lead, coordinating, lead_and_coordinating,
             deadline, deadline_start, deadline_end, indicator_unit, indicator_value.
    extra    header → words of a column that has no field of its own.
    flags    what building the draft already found.
    """

    key: str
    table_index: int | None
    section: Section | None
    stated: Mapping[str, Stated]
    extra: Mapping[str, Stated] = field(default_factory=dict)
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """What was understood, for the parts of a record that need more than joined words."""

    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    deadline_text: str
    deadline: Deadline
    indicators: tuple[Indicator, ...]
    flags: tuple[str, ...]


_SOURCES = {
    "no": ("no",),
    "content": ("content",),
    "result": ("result",),
    "lead_units": ("lead", "lead_and_coordinating"),
    "coordinating_units": ("coordinating", "lead_and_coordinating"),
    "deadline": ("deadline", "deadline_start", "deadline_end"),
    "indicators": ("indicator_value", "indicator_unit", "content", "result"),
}
"""Record field → the input fields it rests on."""


def build_record(
    draft: Draft, year: int | None, read: FieldReader, settings: RecordSettings
) -> TaskRecord:
    """Understand a draft's words and say how sure of each field one may be."""
    understood = _understand(draft, year, read)
    section = draft.section
    told = (section.flag,) if section and section.flag else ()
    found = (*draft.flags, *told, *understood.flags, *_checks(draft, settings))
    flags = tuple(dict.fromkeys(found))
    return TaskRecord(
        key=draft.key,
        table_index=draft.table_index,
        section_no=section.no if section else "",
        section=section.title if section else "",
        no=_text(draft, "no").strip(" .()"),
        content=_text(draft, "content"),
        result=_text(draft, "result"),
        lead_units=understood.lead,
        coordinating_units=understood.coordinating,
        deadline_text=understood.deadline_text,
        deadline=understood.deadline,
        indicators=understood.indicators,
        extra={header: joined(words.text) for header, words in draft.extra.items()},
        evidence=_evidence(draft, flags),
        flags=flags,
    )


def _text(draft: Draft, name: str) -> str:
    words = draft.stated.get(name)
    return joined(words.text) if words else ""


def _understand(draft: Draft, year: int | None, read: FieldReader) -> _Read:
    lead, coordinating, unit_flags = _units(draft, read)
    text, deadline, time_flags = _deadline(draft, year, read)
    indicators, target_flags = _indicators(draft, read)
    return _Read(
        lead, coordinating, text, deadline, indicators, (*unit_flags, *time_flags, *target_flags)
    )


def _units(
    draft: Draft, read: FieldReader
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    lead: list[str] = []
    coordinating: list[str] = []
    doubtful = repaired = False
    for name, role in (
        ("lead", "lead"),
        ("lead_and_coordinating", "both"),
        ("coordinating", "coordinating"),
    ):
        words = draft.stated.get(name)
        if words is None or not words.text.strip():
            continue
        found = read.parse_units(words.text, role)  # type: ignore[arg-type]
        lead += found.lead
        coordinating += found.coordinating
        doubtful = doubtful or found.doubtful
        repaired = repaired or found.repaired
    asked = any(name in draft.stated for name in ("lead", "lead_and_coordinating"))
    flags = ["units_doubtful"] if doubtful else []
    flags += ["unit_repaired"] if repaired else []
    if asked and not lead:
        flags.append("lead_missing")
    return tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(coordinating)), tuple(flags)


def _deadline(
    draft: Draft, year: int | None, read: FieldReader
) -> tuple[str, Deadline, tuple[str, ...]]:
    start, end = (draft.stated.get(name) for name in ("deadline_start", "deadline_end"))
    text = _text(draft, "deadline")
    if text:
        due = draft.stated["deadline"]
        parsed = read.parse_deadline(due.said or due.text, year)
        return text, parsed.deadline, parsed.flags
    if start is not None or end is not None:
        words = [joined(side.text) if side else "" for side in (start, end)]
        first, last = (joined(side.said or side.text) if side else "" for side in (start, end))
        parsed = read.parse_range_columns(first, last, year)
        return " - ".join(filter(None, words)), parsed.deadline, parsed.flags
    return _section_deadline(draft.section, year, read)


def _section_deadline(
    section: Section | None, year: int | None, read: FieldReader
) -> tuple[str, Deadline, tuple[str, ...]]:
    """Take the time from a section row that names nothing else ("THÁNG 05")."""
    nothing = "", Deadline("none"), ()
    if section is None or not section.from_row or not section.is_period:
        return nothing
    parsed: ParsedDeadline = read.parse_deadline(section.title, year)
    if parsed.deadline.kind == "none" or "deadline_unparsed" in parsed.flags:
        return nothing
    return section.title, parsed.deadline, (*parsed.flags, "deadline_from_section")


def _indicators(draft: Draft, read: FieldReader) -> tuple[tuple[Indicator, ...], tuple[str, ...]]:
    """Targets in the words; in a table of targets, the one of the row's value column.

    Where a target stands beside the task that it belongs to, those in the task's words follow it.
    """
    if "indicator_value" in draft.stated:
        targets, flags = _target_of_columns(draft, read)
        if "indicator_name" not in draft.stated:
            return targets, flags
        beside, doubts_beside = _targets_in_words(draft, read)
        return (*targets, *beside), (*flags, *doubts_beside)
    return _targets_in_words(draft, read)


def _target_of_columns(
    draft: Draft, read: FieldReader
) -> tuple[tuple[Indicator, ...], tuple[str, ...]]:
    name, measure, value = (
        _text(draft, f) for f in ("indicator_name", "indicator_unit", "indicator_value")
    )
    name = name or _text(draft, "content")
    targets = read.indicator_from_columns(name, measure, value) if value else ()
    if targets:
        return targets, read.indicator_flags(f"{value} {measure}")
    return (), ("target_unread",) if any(map(str.isdigit, value)) else ()


def _targets_in_words(
    draft: Draft, read: FieldReader
) -> tuple[tuple[Indicator, ...], tuple[str, ...]]:
    found: list[Indicator] = []
    doubts: list[str] = []
    for name in ("content", "result"):
        words = draft.stated.get(name)
        if words is not None:
            found += read.find_indicators(words.text)
            doubts += read.indicator_flags(words.text)
    return tuple(found), tuple(doubts)


def _checks(draft: Draft, settings: RecordSettings) -> tuple[str, ...]:
    """Return flags that follow from how sure the words are, not from what they say."""
    flags = []
    words = [w for w in draft.stated.values() if w.text.strip()]
    if any(_legible(w) < settings.low_reading for w in words):
        flags.append("low_ocr_confidence")
    if any(w.certainty < settings.doubtful_header for w in words):
        flags.append("header_doubtful")
    if not _text(draft, "content"):
        flags.append("empty_content")
    return tuple(flags)


def _legible(words: Stated) -> float:
    """Return how surely words were read.

    Of a text layer, whose cells may be cut wrongly besides, the words alone say it.
    """
    if words.places:
        return words.reading
    return math.prod(word.confidence for word in words.words)


def _evidence(draft: Draft, flags: tuple[str, ...]) -> dict[str, Evidence]:
    evidence = {}
    for name, sources in _SOURCES.items():
        words = [draft.stated[s] for s in sources if s in draft.stated]
        if words:
            evidence[name] = _of_words(name, words, flags)
    for header, column in draft.extra.items():
        evidence[f"extra:{header}"] = _of_words(f"extra:{header}", [column], flags)
    section = draft.section
    if section is not None:
        evidence["section"] = Evidence(section.raw, section.confidence, section.places)
        if section.flag:
            sure = field_confidence("section_no", section.confidence, 1.0, flags)
            evidence["section_no"] = Evidence(section.read_no, sure, section.places)
        if "deadline_from_section" in flags:
            confidence = field_confidence("deadline", section.confidence, 1.0, flags)
            evidence["deadline"] = Evidence(section.raw, confidence, section.places)
    return evidence


def _of_words(name: str, words: list[Stated], flags: tuple[str, ...]) -> Evidence:
    written = [w for w in words if fold(w.text).strip()] or words[:1]
    confidence = field_confidence(
        name,
        min(w.reading for w in written),
        min(w.certainty for w in written),
        flags,
        empty=not any(w.text.strip() for w in words),
    )
    places = tuple(dict.fromkeys(place for w in written for place in w.places))
    raw = " ".join(joined(w.raw) for w in written if w.raw.strip())
    return Evidence(raw, confidence, places, tuple(word for w in written for word in w.words))
