"""Which documents most probably are one plan, scanned or sent more than once.

Letterheads are compared, as they were read: a number may be missing or a digit of a date misread.
Where they say too little, the words of the first pages decide. Nothing is dropped for it: whoever
counts tasks learns which documents to leave out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, product
from types import MappingProxyType
from typing import Final, Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Hamming, Levenshtein

from pipeline.types.folding import fold

Relation = Literal["same", "near", "unclear", "other"]

# Likeness (ratio of rapidfuzz, 0-100) of titles and issuers without case and marks. Readings of one
# plan from two scans have 100 in all 13 pairs of the gold plans' scans; a title of which every
# eighth letter is misread still has 88. Names of different provinces reach 91 (Lai Châu, Lào Cai).
_SAME_TITLE: Final = 88.0
_OTHER_TITLE: Final = 60.0
_SAME_ISSUER: Final = 95.0
_OTHER_ISSUER: Final = 75.0
_SAME_WORDS: Final = 0.85
"""Share of words that the first pages have in common, of both together: 0.975 and more for those 13
pairs (fax and old paper among them), 0.68 at most for any two of 48 composed plans."""

_ENOUGH: Final = 5  # points at which letterheads alone say "one plan"
_TO_ASK: Final = 3  # … at which the words of the pages are asked
_POINTS: Final[Mapping[tuple[str, Relation], int]] = {
    ("number", "same"): 2,
    ("number", "near"): 1,
    ("date", "same"): 2,
    ("date", "near"): 1,
    ("title", "same"): 2,
    ("issuer", "same"): 1,
}
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_RARE_WORDS: Final = 2  # of a title by which others are looked for
_FIGURES = re.compile(r"\d+|\b[ivx]+\b")  # what tells "quý I năm 2023" from "quý II năm 2024"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Head:
    """What tells one document from another.

    date    None where it was not read, as "" for the texts.
    worth   of the documents that are one plan, that of greatest worth is the one to count.
    """

    document_id: str
    number: str
    date: date | None
    issuer: str
    title: str
    worth: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bare:
    """The same without case and marks; a number without digits is none.

    figures   the numbers in the title, Roman ones too.
    """

    number: str
    date: date | None
    issuer: str
    title: str
    figures: tuple[str, ...]


def find_doubles(
    heads: Iterable[Head],
    text_of: Callable[[str], str],
    known: Mapping[str, str] = _NOTHING,
    fresh: Collection[str] | None = None,
) -> dict[str, str]:
    """Return document → the one that is the same plan and to be counted instead of it.

    text_of   the words of a document's first pages; asked only where letterheads leave it open.
    known     pairs of documents that were found to be one plan before.
    fresh     documents to compare with all others; None: all.
    """
    every = {head.document_id: head for head in heads}
    words: dict[str, Counter[str]] = {}

    def bag(name: str) -> Counter[str]:
        if name not in words:
            words[name] = Counter(_WORD.findall(fold(text_of(name))))
        return words[name]

    bare = {name: _bare(head) for name, head in every.items()}
    group = {name: name for name in every}
    for a, b in known.items():
        if a in every and b in every:
            group[_root(group, a)] = _root(group, b)
    for a, b in sorted(_neighbours(bare, every.keys() if fresh is None else fresh)):
        roots = _root(group, a), _root(group, b)
        if roots[0] == roots[1]:
            continue
        points = _points(bare[a], bare[b])
        if points >= _ENOUGH or (points >= _TO_ASK and _shared(bag(a), bag(b)) >= _SAME_WORDS):
            group[max(roots)] = min(roots)
    members: dict[str, list[Head]] = defaultdict(list)
    for name, head in every.items():
        members[_root(group, name)].append(head)
    return {
        head.document_id: best.document_id
        for plan in members.values()
        if len(plan) > 1
        for best in [max(plan, key=lambda head: (head.worth, head.document_id))]
        for head in plan
        if head is not best
    }


def _bare(head: Head) -> _Bare:
    number = re.sub(r"\s", "", fold(head.number)).lstrip("0")
    title = " ".join(_WORD.findall(fold(head.title)))
    issuer = " ".join(_WORD.findall(fold(head.issuer)))
    return _Bare(
        number if any(map(str.isdigit, number)) else "",
        head.date,
        re.sub(r"\bubnd\b", "uy ban nhan dan", issuer),
        title,
        tuple(sorted(_FIGURES.findall(title))),
    )


def _neighbours(heads: Mapping[str, _Bare], fresh: Collection[str]) -> set[tuple[str, str]]:
    """Return the pairs with a fresh document worth comparing: they have two things in common."""
    times = Counter(word for head in heads.values() for word in set(head.title.split()))
    shelves: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for name, head in heads.items():
        for key in set(_keys(head, times)):
            shelves[key].append(name)
    return {
        (min(pair), max(pair))
        for names in shelves.values()
        for new in [[name for name in names if name in fresh]]
        if new
        for pair in chain(combinations(new, 2), product(new, set(names) - set(new)))
    }


def _keys(head: _Bare, times: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    """Yield what another reading of the plan has too: two of number, day, office and title.

    One alone would not do: every commune has a plan of number 28 in each year.
    """
    office = head.issuer.rpartition(" ")[2]
    shared = [word for word in set(head.title.split()) if times[word] > 1]
    rare = sorted(shared, key=lambda word: (times[word], word))[:_RARE_WORDS]
    titles = [(word, head.figures) for word in rare]
    if head.number and head.date:
        yield head.number, head.date
    for stated in (head.number, head.date):
        if stated:
            yield stated, office
            yield from ((stated, title) for title in titles)
    yield from ((office, title) for title in titles)


def _points(a: _Bare, b: _Bare) -> int:
    """Return how much speaks for one plan; 0 where something speaks against it."""
    found: dict[str, Relation] = {
        "number": _numbers(a.number, b.number),
        "date": _dates(a.date, b.date),
        "title": _titles(a, b),
        "issuer": _alike(a.issuer, b.issuer, _SAME_ISSUER, _OTHER_ISSUER),
    }
    same = {name for name, relation in found.items() if relation == "same"}
    other = {name for name, relation in found.items() if relation == "other"}
    points = sum(_POINTS.get(pair, 0) for pair in found.items())
    if not other:
        return points
    # What was misread so badly that it seems another: all the rest must agree, and the words too.
    return _TO_ASK if len(other) == 1 and len(same) == len(found) - 1 else 0


def _numbers(a: str, b: str) -> Relation:
    if not a or not b:
        return "unclear"
    if a == b:
        return "same"
    return "near" if Levenshtein.distance(a, b) == 1 else "other"


def _dates(a: date | None, b: date | None) -> Relation:
    if a is None or b is None:
        return "unclear"
    if a == b:
        return "same"
    return "near" if Hamming.distance(a.isoformat(), b.isoformat()) == 1 else "other"


def _titles(a: _Bare, b: _Bare) -> Relation:
    likeness = _alike(a.title, b.title, _SAME_TITLE, _OTHER_TITLE)
    return "other" if likeness == "same" and a.figures != b.figures else likeness


def _alike(a: str, b: str, same: float, other: float) -> Relation:
    if not a or not b:
        return "unclear"
    likeness = fuzz.ratio(a, b)
    return "same" if likeness >= same else "other" if likeness < other else "unclear"


def _shared(a: Counter[str], b: Counter[str]) -> float:
    """Return the share of words in common, 0-1."""
    return 2 * (a & b).total() / max(a.total() + b.total(), 1)


def _root(group: dict[str, str], name: str) -> str:
    while group[name] != name:
        group[name] = group[group[name]]
        name = group[name]
    return name
