"""What is compared: the fields of a task as gold has them and as they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.evaluate.comparing import squeeze
from pipeline.types.geometry import Box

# Scored field → its name in ``tasks.confidence``, ``raw`` and ``boxes``.
FIELDS: Mapping[str, str] = {
    "content": "content",
    "result": "result",
    "lead": "lead_units",
    "coordinating": "coordinating_units",
    "deadline": "deadline",
    "indicators": "indicators",
}


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in normal form; dates as ISO text, recurrence sorted."""

    kind: str
    start: str | None = None
    end: str | None = None
    recurrence: tuple[str, ...] = ()

    def __str__(self) -> str:
        span = " … ".join(day for day in (self.start, self.end) if day)
        return " ".join(part for part in (self.kind, span, ", ".join(self.recurrence)) if part)


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator as it is compared: operator, value, first word of the unit."""

    op: str
    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.op} {self.value:g} {self.unit}".strip()


def measure(op: str, value: float, unit: str) -> Measure:
    """Return an indicator's comparison key: "04 ghế chờ" and "4 ghế" ask for the same."""
    first = "%" if unit.strip() == "%" else next(iter(squeeze(unit).split()), "")
    return Measure(op, round(float(value), 4), first)


@dataclass(frozen=True, slots=True)
class Task:
    """The scored fields of one task record, gold or read; ``prose``: it stands in no table."""

    content: str
    result: str
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    deadline: Due
    indicators: tuple[Measure, ...]
    deadline_text: str = ""
    prose: bool = False

    def shown(self, name: str) -> str:
        """Return a field in words a person can compare."""
        if name == "deadline":
            return (
                f"{self.deadline_text} → {self.deadline}"
                if self.deadline_text
                else str(self.deadline)
            )
        value = getattr(self, name)
        return value if isinstance(value, str) else "\n".join(map(str, value))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page of the source: 1-based page, box in points."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A task as it was read, with what it rests on; keys are the columns' own field names."""

    task: Task
    raw: Mapping[str, str] = field(default_factory=dict)
    confidence: Mapping[str, float] = field(default_factory=dict)
    spots: Mapping[str, tuple[Spot, ...]] = field(default_factory=dict)
    signals: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
