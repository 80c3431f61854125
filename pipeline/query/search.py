"""Questions → tasks, the most fitting first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Final

import pyarrow as pa

from pipeline.query.archive import Archive
from pipeline.query.question import Amount, Order, Question
from pipeline.query.words import Term, bare, phrase, terms
from pipeline.store.schema import SCHEMAS

TASK_COLUMNS: Final = tuple(SCHEMAS["tasks"].names)
_FEW_WORDS = 3  # of fewer, each is meant
# Of many words a task may lack so many and still be shown when none has them all.
_ENOUGH = 0.6
_ORDERS: dict[Order, str] = {
    "relevance": "score desc, q_year desc nulls last",
    "deadline": "deadline_end nulls last, deadline_start nulls last, score desc",
    "confidence": "q_confidence nulls first, score desc",
    "document": "document_date nulls last",
}
# Tasks of one plan stay in its order: the rows of a document are kept in the order of the paper.
_LAST = "document_id, q_row"


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


@dataclass(slots=True)
class _Where:
    """Conditions of a query and the values they hold, in order."""

    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values += values

    @property
    def sql(self) -> str:
        return " and ".join(self.conditions) or "true"


def search(
    archive: Archive,
    question: Question,
    limit: int | None = None,
    offset: int = 0,
    columns: Sequence[str] = TASK_COLUMNS,
) -> Answer:
    """Return the tasks that fit, the best first; where none has all the words, those with most."""
    wanted = terms(question.words)
    answer = _answer(archive, _query(question, _strict(question), limit, offset, columns))
    if answer.total or offset or len(wanted) < _FEW_WORDS:
        return answer
    most = _bounds(question)
    enough, values = _hits("q_words", wanted)
    most.add(f"({enough}) >= ?", *values, max(2, round(_ENOUGH * len(wanted))))
    answer = _answer(archive, _query(question, most, limit, offset, columns))
    return replace(answer, relaxed=answer.total > 0)


@contextmanager
def stream(
    archive: Archive, question: Question, columns: Sequence[str] = TASK_COLUMNS
) -> Iterator[Iterator[pa.RecordBatch]]:
    """Give all tasks that fit, part by part: any number of them fits into memory."""
    query = _query(question, _strict(question), None, 0, columns)
    with archive.reader(query.sql, query.values) as reader:
        yield (batch.select(list(columns)) for batch in reader)


def count(archive: Archive, question: Question) -> int:
    """Return how many tasks fit with all the words."""
    where = _strict(question)
    found = archive.rows(f"select count(*) as n from indexed where {where.sql}", where.values)  # noqa: S608
    return int(found["n"][0].as_py())


@dataclass(frozen=True, slots=True)
class _Query:
    sql: str
    values: list[Any]


def _query(
    question: Question, where: _Where, limit: int | None, offset: int, columns: Sequence[str]
) -> _Query:
    score, values = _score(question.words, terms(question.words))
    names = ", ".join(f'"{name}"' for name in columns)
    last = offset + (limit if limit is not None else 1 << 40)
    # The wide columns are fetched only for the rows that are shown.
    return _Query(
        f"with hits as (select record_id as hit, {score} as score, q_year, q_confidence, q_row, "  # noqa: S608
        "deadline_start, deadline_end, document_date, document_id, count(*) over () as total "
        f"from indexed where {where.sql}), "
        f"top as (select hit, score, total, row_number() over (order by {_ORDERS[question.order]}, "
        f"{_LAST}) as place from hits qualify place > ? and place <= ?) "
        f"select {names}, score, total from indexed join top on record_id = hit order by place",
        [*values, *where.values, offset, last],
    )


def _answer(archive: Archive, query: _Query) -> Answer:
    found = archive.rows(query.sql, query.values)
    total = found["total"][0].as_py() if len(found) else 0
    return Answer(found.drop_columns("total"), total)


def _strict(question: Question) -> _Where:
    """Return every condition, all of the words among them."""
    where = _bounds(question)
    for term in terms(question.words):
        _any_way(where, "q_words", term.ways)
    return where


def _bounds(question: Question) -> _Where:
    """Return every condition but the words."""
    where = _Where()
    for unit in question.units:
        _any_way(where, "q_lead || q_coordinating", phrase(unit).ways)
    for unit in question.lead:
        _any_way(where, "q_lead", phrase(unit).ways)
    for unit in question.coordinating:
        _any_way(where, "q_coordinating", phrase(unit).ways)
    for column, words in (
        ("q_issuer", question.issuer),
        ("q_place", question.place),
        ("q_plan", question.plan),
        ("q_indicators", question.indicator),
    ):
        for term in terms(words) if column in {"q_plan", "q_indicators"} else _name(words):
            _any_way(where, column, term.ways)
    for condition, value in (
        ("deadline_end >= ?", question.due_from),
        ("deadline_end <= ?", question.due_to),
        ("q_year = ?", question.year),
        ("q_confidence >= ?", question.confidence_from),
        ("(q_confidence <= ? or q_confidence is null)", question.confidence_to),
        ("review_status = ?", question.review_status),
        ("list_contains(?, deadline_kind)", list(question.kinds) or None),
    ):
        if value is not None:
            where.add(condition, value)
    if question.record:
        where.add("starts_with(record_id, ?)", question.record)
    if question.flagged:
        where.add("len(flags) > 0")
    if question.amount:
        _amount(where, question.amount)
    return where


def _name(words: str) -> Iterator[Term]:
    if bare(words):
        yield phrase(words)


def _any_way(where: _Where, column: str, ways: Sequence[str]) -> None:
    said = " or ".join([f"contains({column}, ?)"] * len(ways))
    where.add(f"({said})", *(f" {way} " for way in ways))


def _amount(where: _Where, amount: Amount) -> None:
    # ``op`` is one of five signs of our own, never the user's text.
    where.add(
        f"len(list_filter(indicators, lambda i: i.value {amount.op} ? "
        "and contains(bare(i.unit), ?))) > 0",
        amount.value,
        f" {bare(amount.unit)} " if bare(amount.unit) else " ",
    )


def _hits(column: str, wanted: Sequence[Term]) -> tuple[str, list[str]]:
    """Return the number of terms that stand in a column, as SQL with its values."""
    parts, values = [], []
    for term in wanted:
        said = " or ".join([f"contains({column}, ?)"] * len(term.ways))
        parts.append(f"({said})::int")
        values += [f" {way} " for way in term.ways]
    return " + ".join(parts) or "0", values


def _score(words: str, wanted: Sequence[Term]) -> tuple[str, list[str]]:
    """Return how well a task fits, as SQL with its values.

    A term in the task itself counts 1, two terms that follow one another in it 2, the words just
    as they were typed, with their marks, 3.
    """
    if not wanted:
        return "0", []
    hits, values = _hits("q_content", wanted)
    pairs = [
        Term(tuple(f"{a} {b}" for a in first.ways for b in second.ways))
        for first, second in pairwise(wanted)
    ]
    together, more = _hits("q_content", pairs)
    typed = " ".join(words.lower().split()).strip('"“”')
    return (
        f"{hits} + 2 * ({together}) + 3 * contains(lower(content), ?)::int",
        [*values, *more, typed],
    )
