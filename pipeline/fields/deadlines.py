"""Deadlines: from the words of a cell to kind, first day, last day and recurrence.

The rules are those of docs/fields.md. The road: references to documents are taken out, then
words of duration ("Sau 05 ngày kể từ …"), of repetition and of the calendar are looked for, and
what the cell says first decides, except that "hằng …" in the same breath as a date makes it a
repetition ("trước ngày 25 hằng tháng").
"""

from __future__ import annotations

import re
from datetime import date

from pipeline.fields.digits import in_digits, repair_digits, with_strokes
from pipeline.fields.moments import find_moments
from pipeline.fields.plain import CITED, blanked, normalise
from pipeline.fields.recurrence import Repetition, find_repetition
from pipeline.fields.school_year import find_school_time
from pipeline.fields.stretches import Stretch, find_stretches
from pipeline.types.folding import fold
from pipeline.types.reading import ParsedDeadline
from pipeline.types.task import Deadline

_LONGEST = 2000  # characters; a longer text is no deadline (the longest in the gold plans has 250)
_EMPTY = re.compile(r"[\s.\-_/…*]*")
_CONTINUOUS = re.compile(
    r"\b(?:thuong\s*xuyen|lien\s*tuc|(?:quanh|suot) nam(?! \d)|hang ngay|24/24\s*(?:gio|h))\b"
)
_SPAN_OF_TIME = (
    r"(?<!thang )(?:\d{1,3}|mot|hai|ba|nam|bay|muoi)\s*(?:\([^)]*\)\s*)?"
    r"(?:ngay|thang(?!\s+(?:dau|cuoi))|gio|phut|tuan(?!\s+le)|nam)(?:\s+lam\s+viec)?"
)
_RELATIVE = re.compile(
    r"\b(?:sau|trong|trong vong|khong qua|cham nhat|toi da|truoc|it nhat|ngay sau)\b"
    rf"[^;\n]{{0,20}}?"
    rf"{_SPAN_OF_TIME}\s*,?\s*(?:ke\s+tu|tinh\s+tu|sau|tu\s+(?:khi|ngay|luc)|truoc|dau|so\s+voi)\b"
)
_DURATION = re.compile(
    rf"\b(?:sau|trong|trong vong|khong qua|toi da|cham nhat(?: la)?)\s+{_SPAN_OF_TIME}(?!\w)"
    rf"|\b(?:truoc|sau(?: khi)?)\b[^;\n,]{{3,60}}?\s{_SPAN_OF_TIME}\s*(?:$|[;,.\n])"
    r"|\A\W*\d{1,3}\s+(?:ngay|gio|tuan)(?:\s+lam\s+viec)?\W*\Z"
)
_COUNTED = re.compile(rf"\A\W*{_SPAN_OF_TIME}\s+(?:truoc|sau|ke tu|tinh tu)\b")
_EVENT = re.compile(
    r"(?:\A|[;\n.]\s*)[\s+*-]*(?:ngay\s+)?"
    r"(?:khi|theo|sau|truoc|trong va sau|dip|tuy|can cu|phu hop)\b"
)
_PARENTHESIS = re.compile(r"\([^()]*\)?")
_SESSION = re.compile(r"\bky hop\b[^;,\n]*?\b(?:giua|cuoi|dau) nam(?:\s+\d{4})?")
_LATER_YEARS = re.compile(
    r"\b(?:va|cung)\s+(?:ca |nhung )?(?:cac )?nam (?:tiep theo|sau|ke tiep)\b"
)
_LUNAR = re.compile(
    r"\b(?:ngay\s+)?(?:(?:mung\s+)?\d{1,2}\s+)?(?:ram\s+)?thang\s+(?:gieng|chap|\S+\s+am lich)\b"
    r"|\bam lich\b|\bram\s+thang\b"
    r"|\btet\b(?!\s+(?:duong|thieu))(?:\s+(?!nam\b)[a-z]+)*(?:\s*-?\s*nam)?(?:\s+\d{4})?"
)
_CLOCK = re.compile(
    r"\b\d{1,2}\s*(?:h|gio)\s*(?:\d{2}(?:\s*phut)?)?,?\s*(?=(?:thu \w+,?\s*)?ngay\s+\d)"
)
_WEEKDAY = re.compile(
    r"\b(?:thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat)\b"
    r"(?=[\s,(]*(?:ngay\s+)?\d{1,2}\s?[/.-]\s?\d)"
)
# "Tuần 1, 2 tháng 5": each of the weeks has the month.
_WEEKS = re.compile(
    r"\btuan (?P<first>[1-4])(?:\s*(?:,|-|&|va|den)\s*(?:tuan )?(?P<last>[2-5]))+"
    r"(?P<month>\s+(?:cua )?thang \d{1,2}(?!\d)(?:\s*/\s*\d{4}| nam \d{4})?)"
)
_SPECK = re.compile(r"(?<= )[.,'](?=[a-zà-ỹ])")  # no sign stands before a word: "Cuối .năm 2025"
_DIGIT_COMMA = re.compile(r"(?<=\d),(?=\d)")
_NINE_MONTHS = re.compile(r"\W*(?:so ket\s+|bao cao\s+)?0?9 thang\W*")
_OF_A_PLAN = re.compile(r"\b(?:theo|khi|sau)\b[^;,\n]*$")


def parse_deadline(text: str, year: int | None) -> ParsedDeadline:
    """Read the deadline in a cell or phrase.

    ``year`` is the plan's year (see ``plan_year``); a day or month without a year takes it. None:
    such a deadline keeps its kind without days, under the flag ``deadline_year_missing``.
    Flags: ``deadline_unparsed`` (words that no rule knows), ``deadline_impossible_date`` (31/11),
    ``deadline_several`` (more than one in the text, the first was taken), ``deadline_open_end``
    ("từ tháng 8"), ``deadline_vague`` ("đầu năm"), ``deadline_digits_repaired`` ("tháng O1"),
    ``deadline_lunar``, ``deadline_school_year``. Never raises.
    """
    words = in_digits(_SPECK.sub("", normalise(text)))
    if _EMPTY.fullmatch(words):
        return ParsedDeadline(Deadline("none"))
    if len(words) > _LONGEST:
        return ParsedDeadline(Deadline("on_demand"), ("deadline_unparsed",))
    folded, repaired = repair_digits(fold(words))
    folded, stroked = with_strokes(folded)
    flags = ("deadline_digits_repaired",) if repaired or stroked else ()
    for beside in (CITED, _CLOCK, _WEEKDAY):
        folded = blanked(folded, beside)
    folded = _DIGIT_COMMA.sub(", ", folded)
    folded = _WEEKS.sub(r"tuan \g<first>\g<month> den tuan \g<last>\g<month>", folded)
    open_words = blanked(folded, _PARENTHESIS)
    parsed = _parse(open_words, year)
    if parsed.deadline.kind == "on_demand" and "(" in folded:
        inside = _parse(folded, year)
        if inside.deadline.kind != "on_demand":
            parsed = inside
    return ParsedDeadline(parsed.deadline, tuple(dict.fromkeys(flags + parsed.flags)))


def parse_range_columns(start_text: str, end_text: str, year: int | None) -> ParsedDeadline:
    """Read a start and an end column ("Bắt đầu", "Hoàn thành") as one range.

    With one of them empty or not a date, the other is read alone.
    """
    first, last = parse_deadline(start_text, year), parse_deadline(end_text, year)
    begin, end = first.deadline.start or first.deadline.end, last.deadline.end
    flags = tuple(dict.fromkeys(first.flags + last.flags))
    if begin is None or end is None:
        alone = last if end is not None or first.deadline.kind == "none" else first
        if alone is first and last.deadline.kind == "none" and begin is not None:
            return ParsedDeadline(Deadline("range", begin), (*flags, "deadline_open_end"))
        return ParsedDeadline(alone.deadline, flags)
    if begin > end:
        flags = (*flags, "deadline_impossible_date")
    return ParsedDeadline(Deadline("range", begin, end), flags)


def _parse(folded: str, year: int | None) -> ParsedDeadline:
    if _RELATIVE.search(folded) or _COUNTED.search(folded):
        return ParsedDeadline(Deadline("relative"))
    if _NINE_MONTHS.fullmatch(folded) and year is not None:
        months = Deadline("range", date(year, 1, 1), date(year, 9, 30))
        return ParsedDeadline(months, ("deadline_vague",))
    school = find_school_time(folded, year)
    if school is not None:
        return school
    lunar = _LUNAR.search(folded)
    searched = blanked(blanked(folded, _LUNAR), _SESSION)
    stretches = find_stretches(searched, find_moments(searched), year)
    repetition = find_repetition(searched)
    continuous = _CONTINUOUS.search(searched)
    parsed = _first_said(searched, stretches, repetition, continuous)
    if _LATER_YEARS.search(folded):
        parsed = _open_ended(parsed)
    flags = parsed.flags
    if lunar:
        flags = (*(f for f in flags if f != "deadline_unparsed"), "deadline_lunar")
    return ParsedDeadline(parsed.deadline, flags)


def _open_ended(parsed: ParsedDeadline) -> ParsedDeadline:
    """Return what begins as said and ends no one says when: "Năm 2024 và những năm tiếp theo"."""
    due = parsed.deadline
    if due.start is not None and due.kind in ("month", "quarter", "year", "range"):
        due = Deadline("range", due.start)
    return ParsedDeadline(due, (*parsed.flags, "deadline_open_end"))


def _first_said(
    folded: str,
    stretches: tuple[Stretch, ...],
    repetition: Repetition | None,
    continuous: re.Match[str] | None,
) -> ParsedDeadline:
    event = _EVENT.search(folded)
    dated = stretches[0] if stretches and not _names_a_plan(folded, stretches[0]) else None
    if continuous and not _earlier(continuous.start(), dated, repetition):
        return ParsedDeadline(Deadline("continuous"))
    if repetition and repetition.regular and _repeats(folded, dated, repetition):
        vague = () if repetition.items else ("deadline_vague",)
        return ParsedDeadline(Deadline("recurring", recurrence=repetition.items), vague)
    if dated:
        several = ("deadline_several",) if len(stretches) > 1 else ()
        return ParsedDeadline(dated.deadline(), dated.flags + several)
    if repetition and not (event and event.start() < repetition.at):
        return ParsedDeadline(Deadline("recurring", recurrence=repetition.items))
    if _DURATION.search(folded):
        return ParsedDeadline(Deadline("relative"))
    flags = () if event else ("deadline_unparsed",)
    return ParsedDeadline(Deadline("on_demand"), flags)


def _earlier(at: int, dated: Stretch | None, repetition: Repetition | None) -> bool:
    """Whether a date or a regular repetition stands before the offset ``at``."""
    if dated is not None and dated.start < at:
        return True
    return repetition is not None and repetition.regular and repetition.at < at


def _repeats(folded: str, dated: Stretch | None, repetition: Repetition) -> bool:
    """Whether the repetition, not the date, is what the cell says first or in the same breath."""
    if dated is None or repetition.at < dated.start:
        return True
    return not re.search(r"[,;\n]|\bva\b", folded[dated.stop : repetition.at])


def _names_a_plan(folded: str, stretch: Stretch) -> bool:
    """Whether the stretch is part of a plan's name: the year in "theo kế hoạch … năm 2025"."""
    before = folded[: stretch.start]
    return stretch.kind == "year" and bool(_OF_A_PLAN.search(before))
