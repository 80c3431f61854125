"""The indicators of tasks, those of the same name together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
_NOWHERE = "''"  # the office of all indicators where issuers do not count
_MOST = 1 << 40  # of anything
_MOVING: Final = (
    "indicator", "year", "op", "value", "unit", "text", "document_number", "issuer", "record_id",
    "likeness",
)  # fmt: skip


def indicators(
    archive: Archive,
    question: Question,
    limit: int | None = None,
    offset: int = 0,
    across: bool = False,
) -> pa.Table:
    """Return one row for each name of indicators that tasks of one issuer which fit have.

    across   those of all issuers together: what one commune promises and another reaches.
    Names that plans of several years have come first, then the most frequent. Columns: ``name``
    (bare words without numbers), ``unit`` (bare), ``office`` (bare, its parent with it; "" across
    issuers), ``years`` and ``times`` (how many years and indicators have it), ``total`` (names in
    all), and ``said``: a list of its indicators by year, at most ``EACH``, with what their tasks
    say (``_SAID``; ``year`` is that of the plan).
    """
    parts = _parts(archive, question, across)
    # Names are made of each text once, however many tasks repeat it: 200,000 composed tasks have
    # 13,000 texts. Only a text without words is named task by task.
    found = archive.rows(
        f"{parts.text}, "  # noqa: S608
        "told as materialized (select i.text as text, i.unit as unit, year, office, count(*) as n "
        "from parts group by all), "
        f"texts as materialized (select text, unit, {_NAME.format('text')} as name, "
        "bare(unit) as counted from (select distinct text, unit from told)), "
        "wordless as (select i.text as text, i.unit as unit, content, year, office, count(*) as n "
        "from parts semi join texts t on t.name = '' and i.text = t.text and i.unit = t.unit "
        "group by all), "
        "named as (select name, counted, text, true as worded, year, office, n "
        "from told join texts using (text, unit) where name != '' union all "
        f"select {_NAME.format('content')}, bare(unit), text, false, year, office, n "
        "from wordless) select name, counted, office, count(distinct year) as years, "
        "sum(n)::bigint as times, "
        "count(*) over () as total, list(distinct struct_pack(text, worded)) "
        "as texts from named group by name, counted, office "
        "order by years desc, times desc, name, counted, office limit ? offset ?",
        (*parts.values, limit if limit is not None else _MOST, offset),
    )
    return _with_said(archive, question, found, across)


def _parts(
    archive: Archive, question: Question, across: bool, ids: Sequence[str] | None = None
) -> Sql:
    """Return the beginning of a query: ``parts``, one row for each indicator that is asked for.

    ids   only those of these records; None: of all.
    """
    held, asked = strict(archive, question), _asked(question)
    if ids is not None:
        held.add("record_id in (select unnest(?))", list(ids))
    where = held.sql
    return Sql(
        "with every as (select unnest(indicators) as i, *, q_year as year, "  # noqa: S608
        f"{_NOWHERE if across else 'q_issuer'} as office "
        f"from indexed where {where.text}), parts as (select * from every where {asked.text})",
        (*where.values, *asked.values),
    )


def _with_said(archive: Archive, question: Question, names: pa.Table, across: bool) -> pa.Table:
    """Add to names the indicators that have them, by year."""
    parts = _parts(archive, question, across)
    told = names.select(["name", "office", "texts"]).to_pydict().values()
    wanted = [
        (name, text["text"], text["worded"], office)
        for name, office, texts in zip(*told, strict=True)
        for text in sorted(texts, key=str)
    ]
    columns = [[row[k] for row in wanted] for k in range(4)]
    # First which tasks, by few columns; the wide ones are read for these alone.
    near = archive.rows(
        f"{parts.text}, wanted as (select unnest(?) as name, unnest(?) as text, "  # noqa: S608
        "unnest(?) as worded, unnest(?) as office), near as (select record_id, row_number() over "
        "(partition by name, i.unit, parts.office order by year, document_id, q_row) as place "
        "from parts join wanted on i.text = wanted.text and parts.office = wanted.office "
        f"where case when worded then true else {_NAME.format('content')} = name end) "
        f"select distinct record_id from near where place <= {EACH}",
        (*parts.values, *columns),
    )
    parts = _parts(archive, question, across, near["record_id"].to_pylist())
    said = ", ".join(f"{name} := {name}" for name in _SAID)
    rows = archive.rows(
        f"{parts.text}, named as (select {_NAMED} as name, bare(i.unit) as counted, "  # noqa: S608
        "i.text as text, i.op as op, i.value as value, i.unit as unit, * exclude (i) "
        "from parts where i.text in (select unnest(?))) "
        f"select name, counted, office, list(struct_pack({said}) order by year, document_id, "
        f"q_row)[1:{EACH}] as said from named group by name, counted, office",
        (*parts.values, columns[1]),
    )
    at = {key: i for i, key in enumerate(_keys(rows))}
    chosen = rows["said"].take(pa.array([at[key] for key in _keys(names)], pa.int64()))
    units = pa.array([unit.strip() for unit in names["counted"].to_pylist()], pa.string())
    kept = names.select(["name", "office", "years", "times", "total"])
    return kept.append_column("unit", units).append_column("said", chosen)


def _keys(names: pa.Table) -> list[tuple[str, ...]]:
    columns = (names[name].to_pylist() for name in ("name", "counted", "office"))
    return list(zip(*columns, strict=True))


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


def movements(
    archive: Archive, question: Question, alike: float = ALIKE, across: bool = False
) -> pd.DataFrame:
    """Return the indicators that an issuer's plans of several years have, of one name by year.

    alike    likeness of names from which on they are one, 0-100; units are the same.
    across   those of all issuers together: no office's own line, but how offices compare.
    Columns: ``indicator`` (its words in the newest plan), ``year``, ``op``, ``value``, ``unit``,
    ``text``, ``document_number``, ``issuer``, ``record_id``, ``likeness`` (of the name to the one
    that most indicators have). Every pair of names is compared: a question narrows an archive of
    many plans first.
    """
    rows = []
    for family in _families(indicators(archive, question, across=across).to_pylist(), alike):
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
            if (other["unit"], other["office"]) == (first["unit"], first["office"])
            else 0.0
            for other in rest
        ]
        near = zip(rest, like, strict=True)
        yield [(first, 100.0), *((name, ratio) for name, ratio in near if ratio >= alike)]
        left = [name for name, ratio in zip(rest, like, strict=True) if ratio < alike]
