"""Facts: what the plan orders, and what its letterhead says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipeline.types.text import MendedWord, Place

DeadlineKind = Literal[
    "continuous",
    "date",
    "month",
    "quarter",
    "year",
    "range",
    "recurring",
    "on_demand",
    "relative",
    "none",
]
Recurrence = Literal["monthly", "quarterly", "semiannual", "annual", "weekly", "ad_hoc"]
Operator = Literal["=", ">=", "<=", ">", "<"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline in normal form; ``end`` is the last day by which the task is due."""

    kind: DeadlineKind
    start: date | None = None
    end: date | None = None
    recurrence: tuple[Recurrence, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measurable target: the words it stands in, comparison, value and the counted noun."""

    text: str
    op: Operator
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one field rests on: text before repair, probability of being right, places.

    words   of text without geometry; else they are known by their places.
    """

    raw: str
    confidence: float
    places: tuple[Place, ...] = ()
    words: tuple[MendedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondReading:
    """A word as it was read, and another that it may be with its probability, 0-1."""

    word: str
    other: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """How probably a field is right, and what says so.

    confidence   probability, 0-1; None where nothing has learnt to tell it from the signals.
    signals      what the stages know about the field, by name; those that are 0 are left out.
    seconds      words of it that may well read otherwise.
    """

    confidence: float | None
    signals: Mapping[str, float]
    seconds: tuple[SecondReading, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """One ordered task. ``key`` names its place in the document and never changes with reading.

    evidence   field name → what it rests on; one entry for each field that the plan states.
    judged     field name → how probably it is right, stated by the plan or not; its confidence
               takes the place of the first estimate that ``evidence`` holds.
    flags      machine names of the reasons why a person should look.
    lead_canonical, coordinating_canonical
               the same units by their one name each, in the same order.
    """

    key: str
    table_index: int | None
    section_no: str
    section: str
    no: str
    content: str
    result: str
    lead_units: tuple[str, ...]
    coordinating_units: tuple[str, ...]
    deadline_text: str
    deadline: Deadline
    indicators: tuple[Indicator, ...]
    extra: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    lead_canonical: tuple[str, ...] = ()
    coordinating_canonical: tuple[str, ...] = ()
    judged: Mapping[str, Judgement] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A document that another one is based on, in parts; "" or None where it says no such part.

    kind      "Luật", "Nghị định" …; subject what it is about, its issuer left out.
    """

    kind: str
    number: str = ""
    date: date | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Head and foot of the document. What is not legible is empty or None, never invented.

    legal_bases, bases   the same documents in the plan's words and in parts, in the same order.
    year                 that the plan is for; a deadline without a year takes it.
    """

    number: str = ""
    date: date | None = None
    place: str = ""
    issuer: str = ""
    issuer_parent: str = ""
    type: str = ""
    title: str = ""
    signer_name: str = ""
    signer_role: str = ""
    recipients: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    bases: tuple[LegalBasis, ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A measurable goal stated outside tables."""

    indicator: Indicator
    deadline: Deadline
