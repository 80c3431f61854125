"""How probably each field of each record is right, from all that was read around it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from pipeline.flow.page import PageReading
from pipeline.records.calibration import Calibration, judge, with_low_confidence
from pipeline.records.shared_units import with_shared_places
from pipeline.records.signals import second_readings, signals_of, words_of
from pipeline.records.signals_document import FIELDS
from pipeline.types.syllable import spelling
from pipeline.types.task import Letterhead, TaskRecord
from pipeline.types.text import MendedWord, Word


def judged(
    pages: Sequence[PageReading],
    records: Sequence[TaskRecord],
    letterhead: Letterhead,
    calibration: Calibration | None,
) -> tuple[TaskRecord, ...]:
    """Return the records, boxes in the clean frame, with judgement and place of each field.

    Those with a field that most probably is wrong carry the flag ``low_confidence``.
    """
    words = {page.result.number: _words(page) for page in pages}
    told = {page.result.number: _told(page) for page in pages}
    layer = told if any(told.values()) else None
    signals = signals_of(records, words, _spelled, letterhead.year, layer)
    seconds = [
        {name: second_readings(words_of(record, name, words)) for name in FIELDS}
        for record in records
    ]
    judgements = judge(records, signals, seconds, calibration)
    return with_shared_places(with_low_confidence(judgements))


def mean_confidence_of(records: Sequence[TaskRecord]) -> float | None:
    """Return the mean confidence over all stated fields, None without any."""
    found = []
    for record in records:
        for name, proof in record.evidence.items():
            judgement = record.judged.get(name)
            known = judgement.confidence if judgement else None
            found.append(proof.confidence if known is None else known)
    return fmean(found) if found else None


def _words(page: PageReading) -> list[Word]:
    prose = (line for paragraph in page.paragraphs for line in paragraph.lines)
    cells = (line for filled in page.grids for lines in filled.lines for line in lines)
    return [word for line in (*prose, *cells) for word in line.words]


def _told(page: PageReading) -> list[MendedWord]:
    return [word for paragraph in page.paragraphs for word in paragraph.words]


def _spelled(text: str) -> tuple[int, int]:
    found = spelling(text)
    return found.words, found.syllables
