"""Titles of sections between the rows: what speaks for lines to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.tables.rebuild.lines import is_loud
from pipeline.tables.rebuild.scores import Columns
from pipeline.tables.rebuild.units import Unit
from pipeline.tables.rebuild.words import usual

_ROMAN = re.compile(r"(?=[IVX])(?:X{0,3}(?:IX|IV|V?I{0,3}))[.)]?")
_NUMBER = re.compile(r"\d{1,2}[.)]?")
_LOUD_WORDS = 4  # a loud line of so many words is a section's title, whatever else it could be
_WIDE = 1.25  # times the widest column: a line that no single cell can hold
_WIDE_BLOCK = 1.1  # the same of a line that stands alone
_FULL, _PAGE = 0.85, 60  # share of the widest line around from which a title may go on below
_ALONE, _TITLED = -1.0, 3.0  # a Roman number with nothing behind it, its title below
_NUMBERED, _NUMBERED_LOUD = 1.5, 3.0  # a Roman number with words, with capitals
_LOUD_TITLE, _LOUD_WORD = 3.0, 0.5  # capitals: a line of them, a few words
_UNNUMBERED, _UNNUMBERED_ALONE = -1.0, 1.0  # a wide line, one between empty lines
_NARROW_ALONE = -2.5  # a short line between empty ones
_GOES_ON = 0.5  # each further line
_FIELDS = ("content", "lead", "deadline")
_LONGEST = 3  # units of a title


class Title(NamedTuple):
    """Units up to ``stop`` as one title; ``numbers_anew``: rows below count from 1."""

    stop: int
    score: float
    numbers_anew: bool


def titles(units: Sequence[Unit], start: int, columns: Columns) -> Iterator[Title]:
    """Yield the ways to read a title from ``start`` on: of one unit or more."""
    words = units[start].words
    score = _speaks(units[start], columns)
    if score is None:
        return
    anew = is_roman(words[0]) or is_loud(words)
    stop = start + 1
    yield Title(stop, score, anew)
    while stop < min(len(units), start + _LONGEST) and _may_follow(units, start, stop):
        first_words = len(words) == 1 and stop == start + 1
        score += _TITLED if first_words else _GOES_ON + _LOUD_TITLE * is_loud(units[stop].words)
        stop += 1
        yield Title(stop, score, anew)


def is_roman(word: str) -> bool:
    """Whether a word is a Roman number made of I, V and X."""
    return _ROMAN.fullmatch(word) is not None


def must_be_title(words: Sequence[str]) -> bool:
    """Whether words can be nothing else."""
    numbered = is_roman(words[0]) and len(words) > 1 and is_loud(words[1:])
    return numbered or (is_loud(words) and len(words) >= _LOUD_WORDS)


def _speaks(unit: Unit, columns: Columns) -> float | None:
    """Return what speaks for a unit to begin a title, None where it cannot."""
    words = unit.words
    if is_roman(words[0]):
        if len(words) > 1 and words[1][:1].islower():  # a row's number, misread
            return None
        return _ALONE if len(words) == 1 else _NUMBERED_LOUD if is_loud(words[1:]) else _NUMBERED
    if is_loud(words):
        return _LOUD_TITLE if len(words) >= _LOUD_WORDS else _LOUD_WORD
    if _NUMBER.fullmatch(words[0]) or not words[0][:1].isupper() or unit.bars:
        return None
    return _speaks_by_width(unit, columns)


def _speaks_by_width(unit: Unit, columns: Columns) -> float | None:
    widest = max(columns.widths)
    alone = unit.after_blank and unit.lines[-1].ends_block
    if alone and unit.width > _WIDE_BLOCK * widest:
        return _UNNUMBERED_ALONE
    if alone and unit.in_blocks and len(unit.lines) == 1 and _is_prose(unit.words):
        return _NARROW_ALONE
    return _UNNUMBERED if unit.width > _WIDE * widest else None


def _is_prose(words: Sequence[str]) -> bool:
    """Whether words are rather those of a text than of a unit or a deadline."""
    said = {field: sum(usual(field, word) for word in words) for field in _FIELDS}
    return said["content"] == max(said.values())


def _may_follow(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether unit ``stop`` may go on with the title that begins at ``start``."""
    title, above, behind = units[start], units[stop - 1], units[stop]
    if _NUMBER.fullmatch(behind.words[0]) or is_roman(behind.words[0]):
        return False
    if len(title.words) == 1 and stop == start + 1:  # "VII", its title on a line of its own
        return behind.words[0][:1].isupper()
    if is_loud(title.words) and len(title.words) > 1:
        return is_loud(behind.words)
    if behind.words[0][:1].isupper():
        return False
    full = max(unit.width for unit in units[max(0, start - _PAGE) : start + _PAGE])
    return above.width > _FULL * full or (above.in_blocks and len(title.words) == 1)
