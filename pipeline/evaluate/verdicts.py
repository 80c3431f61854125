"""Every field that was read, right or wrong: what calibration learns from and is measured on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluate.gold import Gold, is_excerpt
from pipeline.evaluate.prediction import ReadDocument
from pipeline.evaluate.records import pair_up
from pipeline.evaluate.values import FIELDS, Task


@dataclass(frozen=True, slots=True)
class FieldVerdict:
    """One field of one record that was read.

    document    base name of its scan.
    field       its name in ``tasks.confidence``.
    confidence  as stored; a field without one was held for certain.
    """

    document: str
    field: str
    confidence: float
    signals: Mapping[str, float]
    right: bool


def verdicts(gold: Gold, read: Iterable[ReadDocument]) -> Iterator[FieldVerdict]:
    """Judge every field of every document that gold speaks of.

    A record too many is one wrong field: its content, which is no task of the plan.
    """
    for document in read:
        known = next(
            ((n, found) for n in document.names if (found := gold.plan_of(n)) is not None), None
        )
        if known is None or is_excerpt(known[1][1]):
            continue
        yield from _of_document(known[0], known[1][0].tasks, document)


def _of_document(
    name: str, tasks: Sequence[Task], document: ReadDocument
) -> Iterator[FieldVerdict]:
    pairs = pair_up(tasks, [task.task for task in document.tasks])
    extra = set(range(len(document.tasks))) - {pair.read for pair in pairs}
    judged = [
        (pair.read, FIELDS[field], verdict.right)
        for pair in pairs
        if pair.read is not None
        for field, verdict in pair.verdicts.items()
    ]
    for i, field, right in (*judged, *((i, "content", False) for i in extra if i is not None)):
        task = document.tasks[i]
        yield FieldVerdict(
            name, field, task.confidence.get(field, 1.0), task.signals.get(field, {}), right
        )
