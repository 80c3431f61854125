"""The headings of a table in a bare text layer: on one line, on several, or each on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.tables.rebuild.clues import Clues
from pipeline.tables.rebuild.lines import TextLine
from pipeline.tables.rebuild.signs import told_by_signs
from pipeline.types.folding import fold

_ITEM = re.compile(r"[-+•]|[^\W_]{1,3}[.)]$")  # what begins an item of a list: its words are prose
_COLUMN_NUMBER = re.compile(r"\(\d\)")
_LONGEST = 7  # words of a heading
_SURE = 0.84  # similarity from which words are a heading
_COVERED = 0.7  # share of a line's words that its headings must take
_FEWEST = 3  # headings of a table of tasks
_REACH = 14  # lines that the headings of one table may take when each stands alone
_PART_WORDS = 12  # of a line that holds only parts of headings
_PARTS_TEXT = """
thoi gian thuc hien han hoan thanh chu tri phoi hop ghi chu don vi co quan ket qua san pham
cong viec noi dung nhiem vu phan stt tt so tien do du kien trach kinh phi trieu dong dam dia
diem moc cung bo
"""
_PARTS = frozenset(_PARTS_TEXT.split())


_FIRST = ("stt", "so tt", "tt ", "so thu tu")
_UNIT_FIELDS = ("lead", "lead_and_coordinating")
_LIKE = {
    "lead": _UNIT_FIELDS,
    "deadline": ("deadline", "deadline_start", "deadline_end"),
}
# Columns whose heading stands on other lines than the others': field, words, signs of it.
_STRAY_COLUMNS = (
    ("result", "Kết quả", ({"ket", "qua"}, {"san", "pham"})),
    ("lead", "Cơ quan chủ trì", ({"chu", "tri"}, {"phan", "cong"})),
    ("coordinating", "Cơ quan phối hợp", ({"phoi", "hop"},)),
    ("deadline", "Thời gian thực hiện", ({"thoi", "gian"}, {"thoi", "han"}, {"tien", "do"})),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: the field it names and the words it is headed with."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Header:
    """The headings from left to right, and the lines they stand on: [start, stop)."""

    headings: tuple[Heading, ...]
    start: int
    stop: int


def find_headers(lines: Sequence[TextLine], clues: Clues) -> tuple[Header, ...]:
    """Return every place where the headings of a table are printed, in order."""
    found: list[Header] = []
    at = 0
    while at < len(lines):
        if not _may_begin(lines[at]):
            at += 1
            continue
        header = _fullest(lines, at, found[-1].stop if found else 0, clues)
        if header is None:
            at += 1
            continue
        found.append(header)
        at = header.stop
    return tuple(found)


def _fullest(lines: Sequence[TextLine], at: int, least: int, clues: Clues) -> Header | None:
    """Return the header that begins at a line, as the way reads it that tells most columns."""
    known = _across(lines, at, clues) or _one_by_one(lines, at, clues)
    if known is not None:
        known = _with_strays(lines, known, least)
    signs = _signs(lines, at)
    if signs is not None and (known is None or len(_fields(signs)) > len(_fields(known))):
        known = signs
    if known is None:
        return None
    stop = known.stop
    while stop < len(lines) and _numbers_columns(lines[stop]):
        stop += 1
    return Header(known.headings, known.start, stop)


def _fields(header: Header) -> set[str]:
    return {
        heading.field.removesuffix("_start").removesuffix("_end") for heading in header.headings
    }


def _numbers_columns(line: TextLine) -> bool:
    """Whether the line has nothing but numbers of columns: (1) (2) (3)."""
    return bool(line.words) and all(_COLUMN_NUMBER.fullmatch(word) for word in line.words)


def _may_begin(line: TextLine) -> bool:
    """Whether half of the line's words are such as headings have: a quick look."""
    words = [fold(word).strip(".,:/-()") for word in line.words]
    if not words:
        return False
    if " ".join(words).startswith(_FIRST):
        return True
    if ":" in line.text or _ITEM.match(line.words[0]):
        return False
    return 2 * sum(word in _PARTS for word in words) >= len(words)


def _across(lines: Sequence[TextLine], at: int, clues: Clues) -> Header | None:
    """Return a header printed on one line."""
    words = lines[at].words
    headings, covered = segmented(words, clues, loose=fold(" ".join(words)).startswith(_FIRST))
    fields = {heading.field for heading in headings}
    counted = len(fields) + ("no" in fields)
    if counted <= _FEWEST or covered < _COVERED * len(words):
        return None
    return Header(tuple(headings), at, at + 1)


def _one_by_one(lines: Sequence[TextLine], at: int, clues: Clues) -> Header | None:
    """Return a header whose headings stand on lines of their own."""
    headings: list[Heading] = []
    stop = at
    for line in lines[at : at + _REACH]:
        if not line.words:
            continue
        found, covered = segmented(line.words, clues)
        if covered == len(line.words) and len(found) == 1:
            headings += found
        elif not (headings and _is_part(line)):
            break
        stop = line.index + 1
    fields = {heading.field for heading in headings}
    if len(fields) < _FEWEST or len(headings) < len(fields):
        return None
    return Header(tuple(headings), at, stop)


def _signs(lines: Sequence[TextLine], at: int) -> Header | None:
    """Return a header of which only some words were read."""
    told = told_by_signs(lines, at)
    if told is None:
        return None
    return Header(tuple(Heading(field, words) for field, words in told[0]), at, told[1])


def _with_strays(lines: Sequence[TextLine], header: Header, least: int) -> Header:
    """Take in the lines around that hold the rest of a heading ("Thời gian thực" / "hiện")."""
    start, stop = header.start, header.stop
    while start > least and _is_part(lines[start - 1]):
        start -= 1
    while stop < len(lines) and _is_part(lines[stop]):
        stop += 1
    strays = [lines[i] for i in range(start, stop) if not header.start <= i < header.stop]
    words = {fold(word) for line in strays for word in line.words}
    headings = header.headings
    known = {heading.field for heading in headings}
    for field, said, signs in _STRAY_COLUMNS:
        if any(sign <= words for sign in signs) and not known & set(_LIKE.get(field, (field,))):
            headings = (*headings, Heading(field, said))
    return Header(headings, start, stop)


def _is_part(line: TextLine) -> bool:
    words = [fold(word).strip(".,:/-()") for word in line.words]
    return len(words) <= _PART_WORDS and all(word in _PARTS for word in words)


def segmented(
    words: Sequence[str], clues: Clues, *, loose: bool = False
) -> tuple[list[Heading], int]:
    """Cut words into headings so that most of them are covered; second: how many are.

    loose   headings that are only like known ones count too.
    """
    heading = clues.loose_heading if loose else clues.heading
    best: list[tuple[float, int, list[Heading]]] = [(0.0, 0, [])]
    for stop in range(1, len(words) + 1):
        score, covered, headings = best[stop - 1]
        options = [(score - 0.3, covered, headings)]
        for start in range(max(0, stop - _LONGEST), stop):
            said = " ".join(words[start:stop])
            field, alike = heading(said)
            if alike >= _SURE and field:
                before, taken, earlier = best[start]
                gain = (stop - start) * (alike - 0.7) - 0.1
                options.append(
                    (before + gain, taken + stop - start, [*earlier, Heading(field, said)])
                )
        best.append(max(options, key=lambda option: option[0]))
    _, covered, headings = best[-1]
    return headings, covered
