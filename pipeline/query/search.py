"""Questions → tasks, the most fitting first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

import pyarrow as pa

from pipeline.query.archive import Archive
from pipeline.query.conditions import (
    Sql,
    Where,
    all_words,
    bits_of,
    bounds,
    most_words,
    score,
    strict,
)
from pipeline.query.question import Order, Question
from pipeline.query.words import terms
from pipeline.store.schema import SCHEMAS

TASK_COLUMNS: Final = tuple(SCHEMAS["tasks"].names)
HAS_DOUBLES: Final = "select 1 from documents where same_as is not null limit 1"
_FEW_WORDS = 3  # of fewer, each is meant
# Of many words a task may lack so many and still be shown when none has them all.
_ENOUGH = 0.6
# Plans of the future are misread: the newest of those that may be come first.
_NEWEST = "document_date <= current_date desc nulls last, document_date desc nulls last"
_ORDERS: dict[Order, str] = {
    "relevance": f"score desc, {_NEWEST}",
    "newest": _NEWEST,
    "deadline": "deadline_end nulls last, deadline_start nulls last, score desc",
    "confidence": "q_confidence nulls first, score desc",
    "document": "document_date nulls last",
}
# Tasks of one plan stay in its order; a second scan of it stands behind the one to be counted.
_LAST = "same_as is not null, document_id, q_row"
# So many rows are fetched by their names; more by reading the table through.
_BY_NAME = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found.

    tasks    rows of ``tasks`` with one column more, ``score``; at most as many as were asked for.
    total    how many there are in all.
    relaxed  no task has all the words; these have most of them.
    """

    tasks: pa.Table
    total: int
    relaxed: bool = False


def search(
    archive: Archive,
    question: Question,
    limit: int | None = None,
    offset: int = 0,
    columns: Sequence[str] = TASK_COLUMNS,
) -> Answer:
    """Return the tasks that fit, the best first; where none has all the words, those with most."""
    wanted, bits = terms(question.words), bits_of(archive, question)
    asked = bounds(question, bits)
    ranked = score(question.words, wanted, bits)
    every = Where([*asked.conditions, *all_words(wanted, bits).conditions])
    answer = _answer(archive, _ranking(question, ranked, every, limit, offset), columns)
    if answer.total or offset or len(wanted) < _FEW_WORDS:
        return answer
    least = max(2, round(_ENOUGH * len(wanted)))
    most = Where([*asked.conditions, *most_words(wanted, bits, least).conditions])
    answer = _answer(archive, _ranking(question, ranked, most, limit, offset), columns)
    return replace(answer, relaxed=answer.total > 0)


@contextmanager
def stream(
    archive: Archive, question: Question, columns: Sequence[str] = TASK_COLUMNS
) -> Iterator[Iterator[pa.RecordBatch]]:
    """Give all tasks that fit, part by part: any number of them fits into memory."""
    bits = bits_of(archive, question)
    ranked = score(question.words, terms(question.words), bits)
    ranking = _ranking(question, ranked, strict(archive, question), None, 0)
    names = ", ".join(f'"{name}"' for name in columns)
    sql = f"select {names} from indexed join ({ranking.text}) on record_id = hit order by place"  # noqa: S608
    with archive.reader(sql, ranking.values) as reader:
        yield iter(reader)


def count(archive: Archive, question: Question) -> int:
    """Return how many tasks fit with all the words."""
    where = strict(archive, question).sql
    found = archive.rows(f"select count(*) as n from indexed where {where.text}", where.values)  # noqa: S608
    return int(found["n"][0].as_py())


def count_doubles(archive: Archive, question: Question) -> int:
    """Return how many of the tasks that fit are of plans which another document holds too."""
    if question.once or not len(archive.rows(HAS_DOUBLES)):
        return 0
    return count(archive, question) - count(archive, replace(question, once=True))


def _ranking(question: Question, ranked: Sql, where: Where, limit: int | None, offset: int) -> Sql:
    """Return the query for the ids of tasks that fit, their place, score and number in all."""
    last = offset + (limit if limit is not None else 1 << 40)
    return Sql(
        f"with hits as (select record_id as hit, {ranked.text} as score, q_year, q_confidence, "  # noqa: S608
        "q_row, deadline_start, deadline_end, document_date, document_id, same_as, "
        f"count(*) over () as total from indexed where {where.sql.text}) "
        "select hit, score, total, row_number() over "
        f"(order by {_ORDERS[question.order]}, {_LAST}) as place from hits "
        "qualify place > ? and place <= ? order by place",
        (*ranked.values, *where.sql.values, offset, last),
    )


def _answer(archive: Archive, ranking: Sql, columns: Sequence[str]) -> Answer:
    """Ask for the ids first: the wide columns are read only for the tasks that are shown."""
    hits = archive.rows(ranking.text, ranking.values)
    ids = hits["hit"].to_pylist()
    names = ", ".join(f'"{name}"' for name in dict.fromkeys(("record_id", *columns)))
    marks = ", ".join("?" * len(ids)) or "null"
    chosen = (
        Sql(f"record_id in ({marks})", tuple(ids))
        if len(ids) <= _BY_NAME
        else Sql("record_id in (select unnest(?))", (ids,))
    )
    rows = archive.rows(f"select {names} from indexed where {chosen.text}", chosen.values)  # noqa: S608
    at = {name: i for i, name in enumerate(rows["record_id"].to_pylist())}
    tasks = rows.take(pa.array([at[name] for name in ids], pa.int64())).select(list(columns))
    total = hits["total"][0].as_py() if ids else 0
    return Answer(tasks.append_column("score", hits["score"]), total)
