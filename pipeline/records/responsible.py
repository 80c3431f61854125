"""Who does a task and by when, where words apart from it say nothing else.

In brackets behind it ("… (Phòng A chủ trì; Phòng B phối hợp; xong trước 30/9)"), in a last sentence
("… Nhiệm vụ này do Phòng A chủ trì, các xã phối hợp."), or behind a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records.names import are_names
from pipeline.records.reader import FieldReader
from pipeline.records.times import find_rhythm, find_time
from pipeline.types.folding import fold

_BRACKET = re.compile(r"\s*\((?P<said>[^()]{3,200})\)[\s.;]*$")
_LAST_SENTENCE = re.compile(r"[.;]\s+(?=[A-ZĐ][^.]*[.;]?\s*$)")
_COLON = re.compile(r":\s+(?=[A-ZĐ][^:.]*[.;]?\s*$)")
_LEAD_IN = re.compile(
    r"(?:(?:(?:nhiem vu|cong viec|viec|noi dung) nay )?(?:do|giao(?: cho)?|phan cong))\s+"
)
# Clauses part at semicolons, and before words that say when.
_PARTS = re.compile(
    r"\s*;\s*|\s+[-–]\s+(?=(?:thuong xuyen|hang|dinh ky|truoc|trong|quy|thang)\b)"
    r"|,\s+(?=(?:thoi (?:gian|han)|tien do|hoan thanh|xong|so ket|tong ket|to chuc (?:tu|trong)"
    r"|trong|truoc|cham nhat)\b)"
)
_ROLES = re.compile(
    r"\b(?:chu tri|chiu trach nhiem(?: chinh)?|phu trach|(?:la |lam )?dau moi"
    r"|(?:cung )?phoi hop(?: voi| cung)?|thuc hien|tham muu|tham dinh|giam sat|theo doi|tham gia"
    r"|to chuc|bo tri [a-z ]+)\b"
)
_LEADS = re.compile(r"\b(?:chu tri|chiu trach nhiem|phu trach|dau moi|phoi hop)\b")
_LEADING = re.compile(
    r" (?:chiu trach nhiem(?: chinh)?|phu trach|(?:la |lam )?dau moi)"
    r"(?: (?:thuc hien|to chuc|tham muu))?(?=\s*(?:$|[,;]))"
)
_LONGEST_NAME = 20  # words; the longest name of an office in gold has 13
_LEAST_TASK = 4  # words of the task before them
_WHEN_WORDS = 6  # words of a clause that say when, the time itself left out


@dataclass(frozen=True, slots=True)
class Responsible:
    """The task, who does it, by when ("": not said), and whether roles are said."""

    content: str
    units: str
    time: str
    roles: bool


def responsible_apart(text: str, read: FieldReader) -> Responsible | None:
    """Return who does a task where words apart from it say nothing but that, else None."""
    for content, said, bracket in _apart(text):
        if len(content.split()) < _LEAST_TASK:
            continue
        found = _who_and_when(said, read)
        if found is None:
            continue
        units, time = found
        roles = _LEADS.search(fold(units)) is not None
        if roles or bracket or _LEAD_IN.match(fold(said)):
            return Responsible(content, _led(units), time or find_time(content), roles)
    return None


def _led(units: str) -> str:
    """Return the words with one word for who leads."""
    for match in reversed(list(_LEADING.finditer(fold(units)))):
        units = f"{units[: match.start()]} chủ trì{units[match.end() :]}"
    return units


def _apart(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the task and the words apart from it, and whether brackets are around them."""
    if match := _BRACKET.search(text):
        yield text[: match.start()].rstrip(" ;"), match["said"], True
    if match := _LAST_SENTENCE.search(text):
        yield text[: match.start() + 1].rstrip(" ;"), text[match.end() :].strip(" .;"), False
    if match := _COLON.search(text):
        yield text[: match.start()], text[match.end() :].strip(" .;"), False


def _who_and_when(said: str, read: FieldReader) -> tuple[str, str] | None:
    """Return the words with units and those with a time; None where there is anything else."""
    lead_in = _LEAD_IN.match(fold(said))
    said = said[lead_in.end() :] if lead_in else said
    units, time = [], ""
    for clause in _clauses(said):
        when = find_time(clause) or find_rhythm(clause)
        rest = clause.replace(when, " ") if when else clause
        if when and len(rest.split()) <= _WHEN_WORDS and not read.is_unit_name(clause):
            time = time or when
            continue
        if when:
            rest = clause[: clause.index(when)].rstrip(" ,;")
            time = time or when
        units.append(rest)
    words = "; ".join(units)
    return (words, time) if units and _only_names(words, read) else None


def _clauses(said: str) -> Iterator[str]:
    at = 0
    for match in _PARTS.finditer(fold(said)):
        yield said[at : match.start()]
        at = match.end()
    yield said[at:]


def _only_names(words: str, read: FieldReader) -> bool:
    """Whether words are names of units and their roles."""
    if not read.is_unit_name(words):
        return False
    found = read.parse_units(words, "both")
    names = (*found.lead, *found.coordinating)
    short = all(len(name.split()) <= _LONGEST_NAME for name in names)
    return short and are_names(names, _ROLES.sub("", fold(words)), read)
