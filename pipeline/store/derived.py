"""Indicators follow the words they were found in when people correct those words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from pipeline.fields.indicators import find_indicators

WORDS: Final = ("content", "result")
"""The fields in whose words indicators are found."""

Row = Mapping[str, Any]
Indicators = list[dict[str, Any]]


def derived_indicators(read: Row, now: Row) -> Indicators:
    """Return the indicators of a row of ``tasks`` whose words people have corrected.

    read, now   the row as it was read, and with the corrections of ``WORDS``.

    Found anew where they had been found in the words. Those of a table with a column of values are
    called by the task's words, and keep their values.
    """
    before = [dict(indicator) for indicator in read["indicators"] or ()]
    if all(read[name] == now[name] for name in WORDS):
        return before
    if _amounts(before) == _amounts(found_indicators(read)):
        return found_indicators(now)
    return [
        {**each, "text": now["content"]} if each["text"] == read["content"] else each
        for each in before
    ]


def found_indicators(row: Row) -> Indicators:
    """Return the indicators that stand in the words of a row."""
    return [asdict(each) for name in WORDS for each in find_indicators(row[name] or "")]


def _amounts(indicators: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Return what is compared: where lines ended is not known any more, so clauses may differ."""
    return [(each["op"], each["value"], each["unit"]) for each in indicators]
