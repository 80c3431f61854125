"""The same misreading elsewhere: what one correction says about other cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from pipeline.review.cells import Cell
from pipeline.review.marks import changes
from pipeline.store.corrections import Decision
from pipeline.store.values import UNITS, Value, as_json

MOST = 200  # cells offered at once: some ten screens
_LEAST_LETTERS = 3  # of a misread word; "à" for "á" alone says nothing of other places


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another cell, and the value that the same correction would give it."""

    cell: Cell
    value: Value


def proposals(decision: Decision, cells: Iterable[Cell]) -> list[Proposal]:
    """Return the cells among ``cells`` that were misread in the same way.

    Units: the same name of a unit. Texts: the same words, changed in the same way. Deadlines and
    indicators: the same reading in the same document.
    """
    rule = _rule(decision)
    found = []
    for cell in cells:
        value = rule(cell)
        if value is not None and value != cell.value:
            found.append(Proposal(cell, value))
            if len(found) == MOST:
                break
    return found


def _rule(decision: Decision) -> Callable[[Cell], Value | None]:
    """Return what gives the value of another cell under a correction, None: it says nothing."""
    if decision.field in UNITS:
        return partial(_with_units, dict(_replaced_units(decision)))
    if isinstance(decision.value, str) and isinstance(decision.reading, str):
        return partial(_with_words, tuple(_replaced_words(decision.reading, decision.value)))
    return partial(_with_same, decision)


def _with_units(names: Mapping[str, str], cell: Cell) -> Value | None:
    if cell.field not in UNITS or not isinstance(cell.value, list):
        return None
    return list(dict.fromkeys(names.get(str(unit), str(unit)) for unit in cell.value))


def _with_words(words: Iterable[tuple[str, str]], cell: Cell) -> Value | None:
    if not isinstance(cell.value, str):
        return None
    text = cell.value
    for was, now in words:
        if was in text:
            text = re.sub(rf"(?<!\w){re.escape(was)}(?!\w)", now.replace("\\", r"\\"), text)
    return text


def _with_same(decision: Decision, cell: Cell) -> Value | None:
    same = (cell.document_id, cell.field) == (decision.document_id, decision.field)
    return decision.value if same and as_json(cell.value) == as_json(decision.reading) else None


def _replaced_units(decision: Decision) -> Iterator[tuple[str, str]]:
    """Yield (old, new) where one name of a unit took the place of another."""
    old, new = decision.reading, decision.value
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        yield from ((str(a), str(b)) for a, b in zip(old, new, strict=True) if a != b)


def _replaced_words(reading: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield (old, new) for each stretch of words that was changed, a neighbour added to each.

    A neighbour keeps a misread word apart from the same word where it is right: "số" is a word,
    "số kế hoạch" for "sổ kế hoạch" a misreading.
    """
    if reading == value:
        return
    pieces = changes(reading, value)
    for i, piece in enumerate(pieces):
        if not piece.was or not piece.text.strip():
            continue
        after = pieces[i + 1].text.split() if i + 1 < len(pieces) else []
        before = pieces[i - 1].text.split() if i else []
        was, now = piece.was, piece.text.strip()
        if after and after[0].isalpha():
            was, now = f"{was} {after[0]}", f"{now} {after[0]}"
        elif before and before[-1].isalpha():
            was, now = f"{before[-1]} {was}", f"{before[-1]} {now}"
        if sum(map(str.isalnum, piece.was)) >= _LEAST_LETTERS or " " in was:
            yield was, now
