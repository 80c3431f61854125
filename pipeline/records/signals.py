"""What the stages know about a field that may tell whether it was read right.

Each signal is a number with a name; a model weighs them (see ``calibration``). Signals come from
the words under the field, from its value, from its record's flags, and from how it compares with
the same field of the other records: a cell left empty where its neighbours are filled, a unit
that nobody else names, a page on which little was legible.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

from pipeline.records.flags import FLAGS
from pipeline.records.signals_document import (
    FIELDS,
    Context,
    ReadWord,
    Signals,
    Spelled,
    WordsByPage,
    context_of,
    logit,
    rivals,
    text_of,
)
from pipeline.records.signals_values import value_signals
from pipeline.types.folding import fold
from pipeline.types.task import SecondReading, TaskRecord
from pipeline.types.text import MendedWord, Place, Word

_ODD_CHARACTERS = re.compile(r"[|_~^°¬{}<>\\§¦@#*=«»]")
_OPEN_END = re.compile(r"(?:[,(–-]|\b(?:và|hoặc|của|các|với|số|ngày|tháng|quý|năm))$", re.I)
_ROMAN = re.compile(r"(?:quý)?[IVXl1|H]+(?:[/,.;-].*)?", re.I)  # also as it is misread
_UNREAD = 0.3  # confidence of a word of a text layer below which it hardly is one
_LEAST_SECOND = 0.05  # share from which another reading of a word is worth telling
_MOST_SECOND = 6  # other readings of one field; there are nine number keys
_DOUBTFUL_WORD = 0.8  # confidence of a word below which it counts as doubtful


def signals_of(
    records: Sequence[TaskRecord],
    words: WordsByPage,
    spelled: Spelled,
    year: int | None,
    told: Mapping[int, Sequence[MendedWord]] | None = None,
) -> list[dict[str, Signals]]:
    """Return the signals of each judged field of each record.

    words   of each page, boxes in the frame of the records' places.
    year    that the plan is for.
    told    the words of each page of a text layer, which have no boxes.
    """
    context = context_of(records, told or words, spelled, year)
    return [
        {
            name: {k: v for k, v in _signals(record, name, words, spelled, context) if v}
            for name in FIELDS
        }
        for record in records
    ]


def _signals(
    record: TaskRecord, name: str, words: WordsByPage, spelled: Spelled, context: Context
) -> Iterator[tuple[str, float]]:
    proof = record.evidence.get(name)
    text = text_of(record, name)
    yield "unstated", float(proof is None)
    yield "first_doubt", -logit(proof.confidence if proof else 0.9)
    yield "empty", float(not text)
    yield "length", math.log1p(len(text))
    yield from _of_words(words_of(record, name, words))
    yield from _of_text(text, spelled)
    yield from _of_flags(record, name)
    yield from _of_neighbours(record, name, text, context)
    yield from _of_record(record, context)
    yield from value_signals(record, name, context)
    yield "prose", float(record.table_index is None)
    yield "pages", float(len({p.page for p in proof.places}) > 1 if proof else 0)
    yield from context.common.items()


def words_of(record: TaskRecord, name: str, words: WordsByPage) -> Sequence[ReadWord]:
    """Return the words that a field rests on: those whose middle lies in one of its places.

    Several fields of a task in prose stand in one paragraph: of it those count that are said.
    """
    proof = record.evidence.get(name)
    places = proof.places if proof else ()
    if proof and proof.words:
        return _told(record, name, proof.words)
    found = [w for place in places for w in words.get(place.page, ()) if _inside(w, place)]
    if record.table_index is not None:
        return found
    said = set(text_of(record, name).replace(";", " ").split())
    return [word for word in found if word.text.strip(" ;,.") in said or word.text in said] or found


def _told(record: TaskRecord, name: str, words: Sequence[MendedWord]) -> Sequence[MendedWord]:
    """Return the words of a text layer that a field rests on: of those of a paragraph what it says.

    They have no signs at their ends.
    """
    if record.table_index is not None:
        return words
    said = text_of(record, name)
    return [word for word in words if word.text and word.text in said] or words


def second_readings(words: Sequence[ReadWord]) -> tuple[SecondReading, ...]:
    """Return the words that may well read otherwise, the likeliest first, with what they may be."""
    found = [
        SecondReading(word.text, other.text, other.confidence)
        for word in words
        for other in word.alternatives[:2]
        if word.text and other.text != word.text and other.confidence >= _LEAST_SECOND
    ]
    found += [
        SecondReading(word.text, "", 1 - word.confidence)
        for word in words
        if isinstance(word, MendedWord) and word.text and word.confidence < _UNREAD
    ]
    best = sorted(found, key=lambda reading: -reading.confidence)
    return tuple({reading.word + reading.other: reading for reading in best}.values())[
        :_MOST_SECOND
    ]


def _inside(word: Word, place: Place) -> bool:
    (x, y), box = word.box.center, place.box
    return box.x0 <= x < box.x1 and box.y0 <= y < box.y1


def _of_words(words: Sequence[ReadWord]) -> Iterator[tuple[str, float]]:
    sure = [word.confidence for word in words if word.text]
    if not sure:
        yield "no_words", 1.0
        return
    doubts = [1 - c for c in sure]
    yield "doubt_weakest", -logit(min(sure))
    yield "doubt_mean", -logit(fmean(sure))
    yield "doubt_sum", math.log1p(math.fsum(doubts))
    yield "doubt_share", sum(c < _DOUBTFUL_WORD for c in sure) / len(sure)
    changed = sum(word.text != word.raw for word in words)
    numbers = [word.confidence for word in words if any(map(str.isdigit, word.raw))]
    yield "doubt_numbers", -logit(min(numbers)) if numbers else 0.0
    roman = [word.confidence for word in words if _ROMAN.fullmatch(word.raw)]
    yield "doubt_roman", -logit(min(roman)) if roman else 0.0
    others = [word.alternatives[0].confidence for word in words if word.alternatives]
    yield "second", max(others, default=0.0)
    yield "seconds", math.log1p(sum(share >= _LEAST_SECOND for share in others))
    yield "changed", math.log1p(changed)
    yield "changed_share", changed / len(words)
    yield "dirt", math.log1p(sum(not word.text for word in words))


def _of_record(record: TaskRecord, context: Context) -> Iterator[tuple[str, float]]:
    """Yield what makes a record look like none: few fields, no number, an odd beginning."""
    filled = sum(bool(text_of(record, field)) for field in FIELDS)
    usual = math.fsum(context.filled[record.table_index, field] for field in FIELDS)
    yield "fields_missing", max(usual - filled, 0.0)
    yield "number_missing", context.filled[record.table_index, "no"] if not record.no else 0.0
    content = record.content
    yield "content_numbered", float(bool(re.match(r"\d{1,2}\s*[.)]?\s", content)))
    yield "content_letter", float(bool(re.match(r"[^\W\d_](?=\s)", content)))
    yield "content_low", float(content[:1].islower())
    yield "content_words", math.log1p(len(content.split()))


def _of_text(text: str, spelled: Spelled) -> Iterator[tuple[str, float]]:
    if not text:
        return
    known, good = spelled(text)
    yield "misspelt", math.log1p(known - good)
    yield "misspelt_share", (known - good) / known if known else 0.0
    yield "odd_characters", math.log1p(len(_ODD_CHARACTERS.findall(text)))
    yield "begins_low", float(text[0].islower())
    yield "begins_odd", float(not text[0].isalnum() and text[0] not in '-–“"(')
    yield "ends_open", float(bool(_OPEN_END.search(text)))
    yield "percent_twice", float("%%" in text)
    yield "capitals_inside", math.log1p(len(re.findall(r"[a-zà-ỹ][A-ZĐÀ-Ỹ]", text)))
    yield "digits_in_words", math.log1p(len(re.findall(r"\d[^\W\d_]|[^\W\d_]\d", text)))
    yield "letters_alone", math.log1p(len(re.findall(r"(?<!\S)[^\W\d_](?!\S)", text)))


def _of_flags(record: TaskRecord, name: str) -> Iterator[tuple[str, float]]:
    others = 0
    for flag in record.flags:
        known = FLAGS.get(flag)
        if known is not None and (not known.fields or name in known.fields):
            yield f"flag {flag}", 1.0
        else:
            others += 1
    yield "other_flags", math.log1p(others)


def _of_neighbours(
    record: TaskRecord, name: str, text: str, context: Context
) -> Iterator[tuple[str, float]]:
    share = context.filled[record.table_index, name]
    yield "empty_among_filled", share if not text else 0.0
    yield "filled_among_empty", 1 - share if text else 0.0
    yield "rivals", math.log1p(rivals(text, context))
    yield "same_content", float(context.contents[fold(record.content)] > 1)
    yield "content_empty", float(not record.content)
    yield "content_short", float(len(record.content) < 12)
