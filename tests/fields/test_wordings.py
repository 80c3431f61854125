"""Words of other offices, written before the patterns that read them were looked at.

The files of ``wordings/`` hold a line for each: the words, and what the rules of docs/fields.md
make of them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.fields import catalogue as c
from pipeline.fields.deadlines import parse_deadline
from pipeline.fields.headers import map_columns
from pipeline.fields.indicators import find_indicators
from pipeline.fields.units import parse_units
from pipeline.types.task import Deadline

_USUAL = {
    c.CONTENT: "Nội dung công việc",
    c.LEAD: "Cơ quan chủ trì",
    c.COORDINATING: "Cơ quan phối hợp",
    c.DEADLINE: "Thời gian hoàn thành",
    c.RESULT: "Sản phẩm",
}
# What a column of the field stands in for, and what stands beside it.
_INSTEAD = {
    c.START: ({c.DEADLINE}, ["Đến ngày"]),
    c.END: ({c.DEADLINE}, ["Từ ngày"]),
    c.BOTH: ({c.LEAD, c.COORDINATING}, []),
}


def _lines(name: str) -> list[list[str]]:
    text = (Path(__file__).parent / "wordings" / f"{name}.txt").read_text("utf-8")
    rows = [line.split("|") for line in text.splitlines() if not line.startswith("#")]
    return [[part.strip() for part in row] for row in rows]


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(";"))))


@pytest.mark.parametrize("row", _lines("deadlines"), ids=lambda row: row[0])
def test_deadlines(row: list[str]) -> None:
    words, kind, first, last, again = (*row, "", "", "", "")[:5]
    start, end = (date.fromisoformat(day) if day else None for day in (first, last))
    wanted = Deadline(kind, start, end, tuple(filter(None, again.split(","))))  # type: ignore[arg-type]
    assert parse_deadline(words, 2025).deadline == wanted


@pytest.mark.parametrize("row", _lines("units"), ids=lambda row: row[0])
def test_units(row: list[str]) -> None:
    words, lead, coordinating = (*row, "", "")[:3]
    found = parse_units(words.replace("\\n", "\n"), "both")
    assert (found.lead, found.coordinating) == (_several(lead), _several(coordinating))


@pytest.mark.parametrize("names", _lines("names"), ids=lambda names: names[0])
@pytest.mark.parametrize("row", _lines("roles"), ids=lambda row: row[0])
def test_roles(row: list[str], names: list[str]) -> None:
    a, b, c = names
    said = row[0].replace("\\n", "\n").format(a=a, b=b, c=c)
    found = parse_units(said, "both")
    assert (found.lead, found.coordinating) == ((a,), (b, c))


@pytest.mark.parametrize("row", _lines("indicators"), ids=lambda row: row[0])
def test_indicators(row: list[str]) -> None:
    words, wanted = (*row, "")[:2]
    found = tuple(f"{i.op} {i.value:g} {i.unit}" for i in find_indicators(words))
    assert found == _several(wanted)


@pytest.mark.parametrize("row", _lines("headings"), ids=lambda row: row[0])
def test_headings(row: list[str]) -> None:
    heading, wanted = row
    without, beside = _INSTEAD.get(wanted, ({wanted}, []))
    others = [words for name, words in _USUAL.items() if name not in without]
    headings = [*([] if wanted == c.NO else ["STT"]), *others, *beside, heading]
    assert map_columns(headings, [[]] * len(headings)).columns[-1].field == wanted
