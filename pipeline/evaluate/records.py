"""Task records against gold: who belongs to whom, and which fields are right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.evaluate.comparing import alike, similarity
from pipeline.evaluate.tally import Tally
from pipeline.evaluate.values import FIELDS, Task

T = TypeVar("T")

# Records are matched by content. Sub-rows of one task share it: then the result, and last the
# order decides. A quarter of the content's weight cannot outvote a content that is another task's.
_RESULT_WEIGHT = 0.25
_ORDER_WEIGHT = 0.025

# Similarity of content from which two records are the same task (CONTRACT, section Scores).
MATCH = 0.6


def match(gold: Sequence[Task], read: Sequence[Task]) -> list[tuple[int, int]]:
    """Return pairs (gold index, read index), one to one, of best total similarity."""
    if not gold or not read:
        return []
    content = _table(gold, read, lambda g, r: similarity(g.content, r.content))
    result = _table(gold, read, lambda g, r: similarity(g.result, r.result))
    place = np.abs(
        np.arange(len(gold))[:, None] / len(gold) - np.arange(len(read))[None, :] / len(read)
    )
    total = content + _RESULT_WEIGHT * result + _ORDER_WEIGHT * (1 - place)
    rows, columns = linear_sum_assignment(-total)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(i, j) for i, j in pairs if content[i, j] >= MATCH]


def _table(
    gold: Sequence[Task], read: Sequence[Task], like: Callable[[Task, Task], float]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[like(g, r) for r in read] for g in gold], dtype=np.float64)


def hits(gold: Sequence[T], read: Sequence[T], same: Callable[[T, T], bool]) -> int:
    """Return how many entries of two sets can be paired one to one, in any order."""
    if not gold or not read:
        return 0
    fits = np.array([[same(g, r) for r in read] for g in gold], dtype=np.float64)
    rows, columns = linear_sum_assignment(-fits)
    return int(fits[rows, columns].sum())


@dataclass(frozen=True, slots=True)
class Verdict:
    """One field of one pair: entries of gold, entries read, entries that agree."""

    gold: int
    read: int
    agree: int

    @property
    def right(self) -> bool:
        return self.gold == self.read == self.agree


def compare(gold: Task, read: Task) -> dict[str, Verdict]:
    """Judge every field of a matched pair."""
    return {
        "content": Verdict(1, 1, alike(gold.content, read.content)),
        "result": Verdict(1, 1, alike(gold.result, read.result)),
        "lead": _set_verdict(gold.lead, read.lead, alike),
        "coordinating": _set_verdict(gold.coordinating, read.coordinating, alike),
        "deadline": Verdict(1, 1, gold.deadline == read.deadline),
        "indicators": _set_verdict(gold.indicators, read.indicators, lambda a, b: a == b),
    }


def _set_verdict(gold: Sequence[T], read: Sequence[T], same: Callable[[T, T], bool]) -> Verdict:
    return Verdict(len(gold), len(read), hits(gold, read, same))


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold record and what was read for it (None: nothing), with a verdict for each field."""

    gold: int
    read: int | None
    verdicts: dict[str, Verdict]

    @property
    def wrong(self) -> list[str]:
        return [name for name, verdict in self.verdicts.items() if not verdict.right]


def pair_up(gold: Sequence[Task], read: Sequence[Task]) -> list[Pair]:
    """Return one pair for each gold record, in gold's order."""
    partner = dict(match(gold, read))
    pairs = []
    for i, task in enumerate(gold):
        j = partner.get(i)
        verdicts = _missing(task) if j is None else compare(task, read[j])
        pairs.append(Pair(i, j, verdicts))
    return pairs


def _missing(gold: Task) -> dict[str, Verdict]:
    sets = {name: getattr(gold, name) for name in ("lead", "coordinating", "indicators")}
    return {name: Verdict(len(sets[name]) if name in sets else 1, 0, 0) for name in FIELDS}


def tally_records(gold: Sequence[Task], read: Sequence[Task], pairs: Sequence[Pair]) -> Tally:
    """Return the counts of one document; ``pairs`` as ``pair_up`` gives them.

    Units and indicators of records that match nothing in gold do not count as read: the record
    itself is already one too many in record F1.
    """
    found = [pair for pair in pairs if pair.read is not None]
    counts: dict[str, float] = {
        "gold": len(gold),
        "read": len(read),
        "matched": len(found),
        "perfect_right": sum(not pair.wrong for pair in found),
    }
    for name in FIELDS:
        verdicts = [pair.verdicts[name] for pair in pairs]
        counts[f"{name}_right"] = sum(v.agree for v in verdicts)
        if name in ("lead", "coordinating", "indicators"):
            counts[f"{name}_gold"] = sum(v.gold for v in verdicts)
            counts[f"{name}_read"] = sum(v.read for v in verdicts)
    return Tally(counts | _of_prose(gold, read, pairs))


def _of_prose(
    gold: Sequence[Task], read: Sequence[Task], pairs: Sequence[Pair]
) -> dict[str, float]:
    """Count the tasks of running text; read are those matched to one, and what matches nothing."""
    found = {pair.read for pair in pairs if pair.read is not None}
    matched = sum(gold[pair.gold].prose and pair.read is not None for pair in pairs)
    stray = sum(task.prose and i not in found for i, task in enumerate(read))
    return {
        "prose_gold": sum(task.prose for task in gold),
        "prose_read": matched + stray,
        "prose_matched": matched,
    }
