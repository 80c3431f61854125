"""The indicators of tasks, those of the same name together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd
import pyarrow as pa
from rapidfuzz import fuzz

from pipeline.query.archive import Archive
from pipeline.query.conditions import Sql, Where, stands_in, strict
from pipeline.query.question import Question
from pipeline.query.words import bare, terms

EACH: Final = 50  # indicators of one name that are given; one may stand thousands of times

ALIKE: Final = 75.0
"""Likeness (token sort ratio) from which on two names are held to be one. In the six gold plans,
of six years, one pair of names of different years reaches it, rightly ("100% TTHC còn hiệu lực
[thi hành] được niêm yết[,] công khai …"); of the next five, down to 65, none is one indicator."""

# What is left of an indicator's words without its numbers and what compares them: plans of two
# years say "đạt 85%" and "tối thiểu 90%" of the same thing.
_COMPARING: Final = (
    "dat it nhat|it nhat|toi thieu|tro len|khong qua|khong duoi|khong thap hon|tren|duoi|dat|khoang"
)
_NAME: Final = (
    rf"trim(regexp_replace(regexp_replace(bare({{}}), '[0-9]+|%|\b({_COMPARING})\b', ' ', 'g'), "
    "' +', ' ', 'g'))"
)
# An indicator that is a bare number has the name of its task.
_NAMED: Final = f"coalesce(nullif({_NAME.format('i.text')}, ''), {_NAME.format('content')})"
_SAID = (
    "record_id", "document_id", "document_number", "issuer", "content", "lead_units",
    "deadline_end", "page_first", "year", "text", "op", "value", "unit",
)  # fmt: skip
_MOVING: Final = (
    "indicator", "year", "op", "value", "unit", "text", "document_number", "issuer", "record_id",
    "likeness",
)  # fmt: skip


def indicators(
    archive: Archive, question: Question, limit: int | None = None, offset: int = 0
) -> pa.Table:
    """Return one row for each name of indicators that tasks which fit have.

    Names that plans of several years have come first, then the most frequent. Columns: ``name``
    (bare words without numbers), ``unit`` (bare), ``years`` and ``times`` (how many years and
    indicators have it), ``total`` (names in all), and ``said``: a list of its indicators by year,
    at most ``EACH``, with what their tasks say (``_SAID``; ``year`` is that of the plan).
    """
    where, asked = strict(archive, question).sql, _asked(question)
    said = ", ".join(f"{name} := {name}" for name in _SAID)
    return archive.rows(
        "with parts as (select unnest(indicators) as i, *, q_year as year "  # noqa: S608
        f"from indexed where {where.text}), "
        f"named as (select {_NAMED} as name, bare(i.unit) as counted, i.text as text, "
        "i.op as op, i.value as value, i.unit as unit, * exclude (i) "
        f"from parts where {asked.text}) "
        "select name, trim(counted) as unit, count(distinct year) as years, count(*) as times, "
        "count(*) over () as total, "
        f"list(struct_pack({said}) order by year, document_id, q_row)[1:{EACH}] as said "
        "from named group by name, counted "
        "order by years desc, times desc, name, counted limit ? offset ?",
        (*where.values, *asked.values, limit if limit is not None else 1 << 40, offset),
    )


def _asked(question: Question) -> Sql:
    """Return what is asked of an indicator, of each one itself: a task may have others."""
    words = "bare(i.text || ' ' || i.unit)"
    where = Where([stands_in(words, term, {}) for term in terms(question.indicator)])
    if question.amount:
        amount = question.amount
        unit = f" {bare(amount.unit)} " if bare(amount.unit) else " "
        # ``op`` is one of five signs of our own, never the user's text.
        where.add(f"i.value {amount.op} ? and contains(bare(i.unit), ?)", amount.value, unit)
    return where.sql


def movements(archive: Archive, question: Question, alike: float = ALIKE) -> pd.DataFrame:
    """Return the indicators that plans of several years have, those of one name by year.

    alike   likeness of names and units from which on they are one, 0-100.
    Columns: ``indicator`` (its words in the newest plan), ``year``, ``op``, ``value``, ``unit``,
    ``text``, ``document_number``, ``issuer``, ``record_id``, ``likeness`` (of the name to the one
    that most indicators have). Every pair of names is compared: a question narrows an archive of
    many plans first.
    """
    rows = []
    for family in _families(indicators(archive, question).to_pylist(), alike):
        said = sorted(
            ({**each, "likeness": likeness} for name, likeness in family for each in name["said"]),
            key=lambda each: (each["year"] or 0, each["document_number"] or ""),
        )
        if len({each["year"] for each in said}) > 1:
            rows += [{**each, "indicator": said[-1]["text"]} for each in said]
    return pd.DataFrame(rows, columns=list(_MOVING))


def _families(names: list[dict[str, Any]], alike: float) -> Iterator[list[tuple[Any, float]]]:
    """Yield names that are alike, each with its likeness to the first, the most frequent."""
    left = sorted(names, key=lambda name: (-name["times"], name["name"]))
    while left:
        first, *rest = left
        like = [
            fuzz.token_sort_ratio(first["name"], other["name"])
            if other["unit"] == first["unit"]
            else 0.0
            for other in rest
        ]
        near = zip(rest, like, strict=True)
        yield [(first, 100.0), *((name, ratio) for name, ratio in near if ratio >= alike)]
        left = [name for name, ratio in zip(rest, like, strict=True) if ratio < alike]
