"""From the lines of a bare text layer to tables and the text around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.tables.rebuild.clues import Clues
from pipeline.tables.rebuild.dirt import kept_words, without_dirt
from pipeline.tables.rebuild.grid import table_of
from pipeline.tables.rebuild.header import Header, Heading, find_headers
from pipeline.tables.rebuild.learn import first_guesses, learned
from pipeline.tables.rebuild.lines import TextLine, is_loud, text_lines
from pipeline.tables.rebuild.search import search
from pipeline.tables.rebuild.titles import is_roman
from pipeline.tables.rebuild.units import units_of
from pipeline.types.folding import fold
from pipeline.types.table import Table
from pipeline.types.text import MendedLine

_FIRST_BEAM, _BEAM = 3, 6  # ways to read a row kept while the columns are guessed, and after
_USUAL_LINES = 500  # of a table; longer ones get a narrower beam
_TRUST = (0.5, 1.0)  # in the widths that the first, the second reading teaches
_SAME = 0.6  # share of the fields in which a header repeats the one before
_USUAL = {"deadline_start": "deadline", "deadline_end": "deadline", "lead_and_coordinating": "lead"}
_AFTER_TABLE = ("to chuc thuc hien", "to chuc trien khai", "kinh phi thuc hien")
_COUNTED, _NUMBER_WORD = 2, 3  # steps by one that count rows; letters of what is no row number
_LONGEST_NUMBER = 4  # letters that a misread chapter number has at most

PlainText = tuple[int, tuple[MendedLine, ...]]
"""A run of lines outside tables: its page, and its lines with the empty ones between."""


def rebuild(
    pages: Sequence[tuple[int, Sequence[MendedLine]]], clues: Clues
) -> tuple[PlainText | Table, ...]:
    """Return tables and the text around them in reading order.

    pages   (1-based page number, lines) of a text layer without geometry, repaired.

    A table begins where its headings are found; its rows are a best guess, the doubtful ones
    named in ``Table.doubtful_rows``.
    """
    lines = text_lines(pages)
    items: list[PlainText | Table] = []
    at = index = 0
    clean = without_dirt(lines, clues.known)
    for start, stop, headers in _regions(clean, find_headers(clean, clues)):
        items += _plain(lines[at:start])
        items.append(_table(clean[start:stop], headers, index, clues))
        at, index = stop, index + 1
    return (*items, *_plain(lines[at:]))


def _regions(
    lines: Sequence[TextLine], headers: Sequence[Header]
) -> Iterator[tuple[int, int, tuple[Header, ...]]]:
    """Yield (first line, line after the last, its headers) of each table."""
    waiting = list(headers)
    while waiting:
        first = waiting.pop(0)
        own = [first]
        stop = _end(lines, first)
        while waiting and waiting[0].start < stop:
            if not _alike(first, waiting[0]):
                stop = waiting[0].start
                break
            own.append(waiting.pop(0))
        yield first.start, stop, tuple(own)


def _alike(header: Header, other: Header) -> bool:
    """Whether a header repeats one: of most of its fields, or without a column of tasks."""
    fields, again = ({h.field for h in one.headings} for one in (header, other))
    return "content" not in again or len(fields & again) >= _SAME * min(len(fields), len(again))


def _end(lines: Sequence[TextLine], header: Header) -> int:
    """Return the line before which a table ends: the next chapter, the recipients, the end."""
    chapter = 0
    for line in lines[: header.start]:
        if _is_chapter(line):
            chapter = _roman(line.words[0])
        elif fold(line.text).startswith("noi nhan"):
            chapter = 0
    section = 0
    for line in lines[header.stop :]:
        if fold(line.text).startswith("noi nhan"):
            return line.index
        if chapter and _is_closing(line):
            return line.index
        if not _is_chapter(line):
            continue
        value = _roman(line.words[0])
        closing = fold(" ".join(line.words[1:])).startswith(_AFTER_TABLE)
        if chapter and value == chapter + 1 and (value != section + 1 or closing):
            return line.index
        section = value
    return len(lines)


def _is_chapter(line: TextLine) -> bool:
    return len(line.words) > 1 and is_roman(line.words[0]) and is_loud(line.words[1:])


def _is_closing(line: TextLine) -> bool:
    """Whether the line is the chapter that comes behind tables, its number misread or not."""
    if not line.words or len(line.words[0]) > _LONGEST_NUMBER:
        return False
    title = " ".join(line.words[1:])
    return is_loud(line.words[1:]) and fold(title).strip(" .:") in _AFTER_TABLE


def _roman(word: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}.get(char, 0) for char in word]
    return sum(v if v >= after else -v for v, after in zip(values, [*values[1:], 0], strict=True))


def _table(lines: Sequence[TextLine], headers: Sequence[Header], index: int, clues: Clues) -> Table:
    printed = {i for header in headers for i in range(header.start, header.stop)}
    body = kept_words([line for line in lines if line.index not in printed])
    headings = _headings(headers, counted=_counts(body))
    fields = [heading.field for heading in headings if heading.field != "no"]
    numbered = len(fields) < len(headings)
    pages = tuple(dict.fromkeys(line.page for line in lines))
    if not body:
        return table_of((), (), headings, index, pages, clues)
    units = units_of(body)
    guesses = first_guesses(body, fields, numbered=numbered)
    read = max(((*search(units, g, clues, _FIRST_BEAM), g) for g in guesses), key=lambda r: r[0])
    _, pieces, columns = read
    beam = max(_FIRST_BEAM, min(_BEAM, _BEAM * _USUAL_LINES // len(body)))
    for trust in _TRUST:
        columns = learned(body, pieces, columns, trust=trust)
        _, pieces = search(units, columns, clues, beam)
    return table_of(body, pieces, headings, index, pages, clues)


def _counts(lines: Sequence[TextLine]) -> bool:
    """Whether numbers that follow one another stand at the beginning of lines."""
    first = [line.words[0].rstrip(".)") for line in lines]
    numbers = [int(word) for word in first if word.isdecimal() and len(word) < _NUMBER_WORD]
    return sum(b == a + 1 for a, b in pairwise(numbers)) >= _COUNTED


def _headings(headers: Sequence[Header], *, counted: bool) -> tuple[Heading, ...]:
    """Return the fullest header, each field once, the number first.

    counted   lines below count rows, whether or not a heading says so.
    """
    best = max(headers, key=lambda header: len({h.field for h in header.headings}))
    by_field: dict[str, Heading] = {}
    for heading in best.headings:
        by_field.setdefault(heading.field, heading)
    known = {_USUAL.get(name, name) for name in by_field}
    for header in headers:
        for heading in header.headings:
            if _USUAL.get(heading.field, heading.field) not in known:
                known.add(_USUAL.get(heading.field, heading.field))
                by_field[heading.field] = heading
    number = by_field.pop("no", None) or (Heading("no", "STT") if counted else None)
    others = tuple(by_field.values())
    if "content" not in by_field:
        others = (Heading("content", "Nội dung công việc"), *others)
    return others if number is None else (number, *others)


def _plain(lines: Sequence[TextLine]) -> list[PlainText]:
    """Put lines back as they stood, page by page."""
    runs: dict[int, list[MendedLine]] = {}
    for line in lines:
        run = runs.setdefault(line.page, [])
        run += [MendedLine("")] if line.after_blank and run else []
        run.append(line.line)
    return [(page, tuple(run)) for page, run in runs.items()]
