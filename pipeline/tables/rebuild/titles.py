"""Titles of sections between the rows: what speaks for lines to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.tables.rebuild.lines import is_loud
from pipeline.tables.rebuild.scores import Columns
from pipeline.tables.rebuild.units import Unit

_ROMAN = re.compile(r"(?=[IVX])(?:X{0,3}(?:IX|IV|V?I{0,3}))[.)]?")
_NUMBER = re.compile(r"\d{1,2}[.)]?")
_LOUD_WORDS = 4  # a loud line of so many words is a section's title, whatever else it could be
_WIDE = 1.25  # times the widest column: a line that no single cell can hold
_WIDE_BLOCK = 1.1  # the same of a line that stands alone
_FULL, _PAGE = 0.85, 60  # share of the widest line around from which a title may go on below
_ALONE = 2.0  # a Roman number with nothing behind it
_NUMBERED, _NUMBERED_LOUD = 1.5, 3.0  # a Roman number with words, with capitals
_LOUD_TITLE, _LOUD_WORD = 3.0, 0.5  # capitals: a line of them, a few words
_UNNUMBERED, _UNNUMBERED_ALONE = -1.0, 1.0  # a wide line, one between empty lines
_GOES_ON = 0.5  # each further line


class Title(NamedTuple):
    """Units up to ``stop`` as one title; ``numbers_anew``: rows below count from 1."""

    stop: int
    score: float
    numbers_anew: bool


def titles(units: Sequence[Unit], start: int, columns: Columns) -> Iterator[Title]:
    """Yield the ways to read a title from ``start`` on: one unit, or two."""
    words = units[start].words
    score = _speaks(units[start], columns)
    if score is None:
        return
    anew = is_roman(words[0]) or is_loud(words)
    yield Title(start + 1, score, anew)
    if start + 1 == len(units) or not _may_follow(units, start):
        return
    more = _LOUD_TITLE if is_loud(units[start + 1].words) else 0.0
    yield Title(start + 2, score + more + _GOES_ON, anew)


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
        return _ALONE if len(words) == 1 else _NUMBERED_LOUD if is_loud(words[1:]) else _NUMBERED
    if is_loud(words):
        return _LOUD_TITLE if len(words) >= _LOUD_WORDS else _LOUD_WORD
    if _NUMBER.fullmatch(words[0]) or not words[0][:1].isupper() or unit.bars:
        return None
    widest = max(columns.widths)
    if unit.after_blank and unit.lines[-1].ends_block and unit.width > _WIDE_BLOCK * widest:
        return _UNNUMBERED_ALONE
    return _UNNUMBERED if unit.width > _WIDE * widest else None


def _may_follow(units: Sequence[Unit], start: int) -> bool:
    """Whether the unit behind ``start`` may go on with its title."""
    title, behind = units[start], units[start + 1]
    if _NUMBER.fullmatch(behind.words[0]) or is_roman(behind.words[0]):
        return False
    if is_loud(title.words) and len(title.words) > 1:
        return is_loud(behind.words)
    if len(title.words) == 1:  # "VII", its title on a line of its own
        return behind.words[0][:1].isupper()
    full = max(unit.width for unit in units[max(0, start - _PAGE) : start + _PAGE])
    return title.width > _FULL * full and behind.words[0][:1].islower()
