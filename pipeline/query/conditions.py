"""Questions as SQL conditions over ``indexed``, with the values they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from pipeline.query.archive import Archive
from pipeline.query.question import Amount, Question
from pipeline.query.words import Term, bare, phrase, terms
from pipeline.store.index_columns import BIT_PARTS

# Words as they may be written → their syllables as bits (see ``store.index_columns``).
Bits = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and the values for its question marks."""

    text: str
    values: tuple[Any, ...] = ()


@dataclass(slots=True)
class Where:
    """Conditions that must all hold."""

    conditions: list[Sql] = field(default_factory=list)

    def add(self, text: str, *values: Any) -> None:
        self.conditions.append(Sql(text, values))

    @property
    def sql(self) -> Sql:
        return joined(self.conditions, " and ", "true")


def joined(parts: Iterable[Sql], by: str, empty: str) -> Sql:
    """Join pieces of SQL; ``empty`` where there are none."""
    parts = list(parts)
    text = by.join(part.text for part in parts) or empty
    return Sql(text, tuple(value for part in parts for value in part.values))


def bits_of(archive: Archive, question: Question) -> Bits:
    """Return the bits of all that a question looks for in the tasks' words."""
    names = (*question.units, *question.lead, *question.coordinating)
    wanted = [*terms(question.words), *map(phrase, names)]
    ways = [way for term in wanted for way in term.ways]
    if not ways:
        return {}
    parts = ", ".join(f"syllable_bits(way, {part}) as b{part}" for part in range(BIT_PARTS))
    found = archive.rows(f"select way, {parts} from (select unnest(?) as way)", [ways])  # noqa: S608
    return {way: tuple(bits) for way, *bits in zip(*found.to_pydict().values(), strict=True)}


def strict(archive: Archive, question: Question) -> Where:
    """Return all that is asked, every one of the words among it."""
    bits = bits_of(archive, question)
    words = all_words(terms(question.words), bits)
    return Where([*bounds(question, bits).conditions, *words.conditions])


def all_words(wanted: Sequence[Term], bits: Bits) -> Where:
    """Return that every term stands in the task."""
    return Where([stands_in("q_words", term, bits) for term in wanted])


def most_words(wanted: Sequence[Term], bits: Bits, least: int) -> Where:
    """Return that so many of the terms stand in the task."""
    may = joined((_as_number(_may_stand(term, bits)) for term in wanted), " + ", "0")
    do = joined((_as_number(stands_in("q_words", term, bits)) for term in wanted), " + ", "0")
    return Where([Sql(f"{part.text} >= {least}", part.values) for part in (may, do)])


def stands_in(column: str, term: Term, bits: Bits) -> Sql:
    """Return that a term stands in a column, written in any of its ways."""
    ways = (
        Sql(f"({may.text} and contains({column}, ?))", (*may.values, f" {way} "))
        for way in term.ways
        for may in [_may_stand(Term((way,)), bits)]
    )
    found = joined(ways, " or ", "false")
    return Sql(f"({found.text})", found.values)


def score(words: str, wanted: Sequence[Term], bits: Bits) -> Sql:
    """Return how well a task fits.

    A term in the task itself counts 1, two terms that follow one another in it 2, the words just
    as they were typed, with their marks, 3.
    """
    if not wanted:
        return Sql("0")
    pairs = [
        Term(tuple(f"{a} {b}" for a in first.ways for b in second.ways))
        for first, second in pairwise(wanted)
    ]
    hits = (_as_number(stands_in("q_content", term, bits)) for term in wanted)
    together = (_as_number(stands_in("q_content", pair, bits)) for pair in pairs)
    typed = " ".join(words.lower().split()).strip('"“”')
    return joined(
        (
            joined(hits, " + ", "0"),
            joined((Sql(f"2 * {pair.text}", pair.values) for pair in together), " + ", "0"),
            Sql("3 * contains(lower(content), ?)::int", (typed,)),
        ),
        " + ",
        "0",
    )


def bounds(question: Question, bits: Bits) -> Where:
    """Return every condition but the words."""
    where = Where()
    for column, names in (
        ("q_lead || q_coordinating", question.units),
        ("q_lead", question.lead),
        ("q_coordinating", question.coordinating),
    ):
        where.conditions += [stands_in(column, phrase(name), bits) for name in names]
    for column, wanted in (
        ("q_issuer", _name(question.issuer)),
        ("q_place", _name(question.place)),
        ("q_plan", terms(question.plan)),
        ("q_indicators", terms(question.indicator)),
    ):
        where.conditions += [stands_in(column, term, {}) for term in wanted]
    for condition, value in (
        ("deadline_end >= ?", question.due_from),
        ("deadline_end <= ?", question.due_to),
        ("q_year = ?", question.year),
        ("q_confidence >= ?", question.confidence_from),
        ("(q_confidence <= ? or q_confidence is null)", question.confidence_to),
        ("review_status = ?", question.review_status),
        ("list_contains(?, deadline_kind)", list(question.kinds) or None),
        ("list_contains(?, document_id)", list(question.documents) or None),
        ("starts_with(record_id, ?)", question.record or None),
    ):
        if value is not None:
            where.add(condition, value)
    if question.during:
        where.conditions.append(_during(*question.during))
    if question.once:
        where.add("same_as is null")
    if question.flagged:
        where.add("len(flags) > 0")
    if question.amount:
        where.conditions.append(_amount(question.amount))
    return where


def _during(first: date, last: date) -> Sql:
    """Return that a task is due or goes on in these days, or has no days and comes again.

    A task without days ("hằng quý", "thường xuyên") does so all the year that its plan is for.
    """
    return Sql(
        "(deadline_end >= ? and coalesce(deadline_start, deadline_end) <= ?"
        " or deadline_end is null and deadline_kind in ('continuous', 'recurring')"
        " and q_year between ? and ?)",
        (first, last, first.year, last.year),
    )


def _name(words: str) -> Iterator[Term]:
    if bare(words):
        yield phrase(words)


def _amount(amount: Amount) -> Sql:
    # ``op`` is one of five signs of our own, never the user's text.
    unit = f" {bare(amount.unit)} " if bare(amount.unit) else " "
    return Sql(
        f"len(list_filter(indicators, lambda i: i.value {amount.op} ? "
        "and contains(bare(i.unit), ?))) > 0",
        (amount.value, unit),
    )


def _may_stand(term: Term, bits: Bits) -> Sql:
    """Return that the syllables of a term are among the task's; quick, and now and then wrong."""
    ways = []
    for way in term.ways:
        parts = [
            Sql(f"(q_bits{part} & ?::ubigint) = ?::ubigint", (wanted, wanted))
            for part, wanted in enumerate(bits.get(way, ()))
            if wanted
        ]
        ways.append(joined(parts, " and ", "true"))
    found = joined((Sql(f"({way.text})", way.values) for way in ways), " or ", "true")
    return Sql(f"({found.text})", found.values)


def _as_number(condition: Sql) -> Sql:
    return Sql(f"{condition.text}::int", condition.values)
