"""What all records of a document have in common: the measure for what is unusual in one."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from rapidfuzz import fuzz

from pipeline.types.folding import fold
from pipeline.types.task import TaskRecord
from pipeline.types.text import MendedWord, Word

FIELDS = ("content", "result", "lead_units", "coordinating_units", "deadline", "indicators")
"""The fields that are judged."""

Signals = dict[str, float]
WordsByPage = Mapping[int, Sequence[Word]]
ReadWord = Word | MendedWord
_Words = Mapping[int, Sequence[Word]] | Mapping[int, Sequence[MendedWord]]
Spelled = Callable[[str], tuple[int, int]]
"""Text → (words that could be Vietnamese syllables, those of them that are)."""

_LEAST, _MOST = 0.002, 0.998  # confidences are kept off 0 and 1, where logits have no end
_ALIKE = 80.0  # of 100: two names of units so like that one may be a misreading of the other
_MOST_NAMES = 400  # names of units compared with one another, at most


@dataclass(frozen=True, slots=True)
class Context:
    """What is usual in a document.

    year      that the plan is for.
    filled    (table, field) → share of the table's records in which the field is not empty.
    units     how often each unit is named; ``strange``: names like one that is named more often.
    contents  how often each content occurs, folded.
    pairs     pairs of neighbouring words, folded → how often each spelling of them occurs.
    common    signals that all fields of the document share.
    """

    year: int | None
    filled: Mapping[tuple[int | None, str], float]
    units: Counter[str]
    strange: frozenset[str]
    contents: Counter[str]
    pairs: Mapping[str, Counter[str]]
    common: Signals


def context_of(
    records: Sequence[TaskRecord], words: _Words, spelled: Spelled, year: int | None
) -> Context:
    """Return what is usual in a document."""
    filled: dict[tuple[int | None, str], float] = {}
    for table in {record.table_index for record in records}:
        group = [record for record in records if record.table_index == table]
        for name in FIELDS:
            filled[table, name] = sum(bool(text_of(r, name)) for r in group) / len(group)
        filled[table, "no"] = sum(bool(r.no) for r in group) / len(group)
    units = Counter(u for r in records for u in (*r.lead_units, *r.coordinating_units))
    return Context(
        year=year,
        filled=filled,
        units=units,
        strange=_strange(units),
        contents=Counter(fold(record.content) for record in records),
        pairs=_pairs(words),
        common=_common(records, words, spelled),
    )


def text_of(record: TaskRecord, name: str) -> str:
    """Return a judged field as one text."""
    if name == "deadline":
        return record.deadline_text
    if name == "indicators":
        return "; ".join(indicator.text for indicator in record.indicators)
    value = getattr(record, name)
    return value if isinstance(value, str) else "; ".join(value)


def rivals(text: str, context: Context) -> int:
    """Count pairs of words that the document mostly spells with other marks ("Chi huy")."""
    found = 0
    for pair in _word_pairs(text.split()):
        spellings = context.pairs.get(fold(pair))
        if spellings and max(spellings.values()) > 2 * spellings[pair.lower()]:
            found += 1
    return found


def logit(share: float) -> float:
    """Return the log odds of a share, kept finite."""
    share = min(max(share, _LEAST), _MOST)
    return math.log(share / (1 - share))


def _pairs(words: _Words) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for page in words.values():
        for pair in _word_pairs([word.text for word in page]):
            found[fold(pair)][pair.lower()] += 1
    return dict(found)


def _word_pairs(words: Sequence[str]) -> list[str]:
    bare = [word.strip('.,;:()[]"“”') for word in words]
    return [f"{a} {b}" for a, b in pairwise(bare) if a.isalpha() and b.isalpha()]


def _common(records: Sequence[TaskRecord], words: _Words, spelled: Spelled) -> Signals:
    """Return how well the document as a whole was read."""
    every = [word for page in words.values() for word in page if word.text]
    known, good = spelled(" ".join(record.content for record in records))
    flagged = sum(bool(record.flags) for record in records)
    return {
        "document_doubt": -logit(fmean(w.confidence for w in every)) if every else 0.0,
        "document_misspelt": (known - good) / known if known else 0.0,
        "document_flagged": flagged / len(records) if records else 0.0,
        "document_changed": sum(w.text != w.raw for w in every) / max(len(every), 1),
        "document_tasks": math.log1p(len(records)),
    }


def _strange(units: Counter[str]) -> frozenset[str]:
    """Return names that are like a name that occurs more often: perhaps misread."""
    names = [name for name, _ in units.most_common(_MOST_NAMES)]
    folded = {name: fold(name) for name in names}
    return frozenset(
        name
        for i, name in enumerate(names)
        if any(
            units[other] > units[name] and fuzz.ratio(folded[name], folded[other]) >= _ALIKE
            for other in names[:i]
        )
    )
