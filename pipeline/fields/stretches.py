"""Stretches of time: calendar expressions joined by "đến", "-", "và", and what stands before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from pipeline.fields.moments import Moment
from pipeline.types.task import Deadline, DeadlineKind, Recurrence

_WORDS = r"(?:\s*(?:cac|ngay|thang|quy|nam|truoc|trong|mung)\b)*"
_TO = re.compile(
    rf"\s*(?:(?:cho\s+)?(?:den|toi)|-\s*[.,]?|[→➔➜~]|->)(?:\s+(?:het|cuoi|dau|giua|truoc|khoang))*{_WORDS}\s*"
)
_AND = re.compile(
    rf"\s*(?:,\s*(?:va\b)?|va\b|&|\+|hoac|;|\n[\s-]*)\s*(?:-?\s*dot\s+(?:\d+|i+)\s*:?[\w\s]{{0,12}}?)?"
    rf"{_WORDS}\s*"
)
_BY = re.compile(
    r"\b(?:truoc|cham nhat(?: la)?|muon nhat|den|toi|het|han(?: chot)?)"
    r"(?:\s+(?:het|vao|cuoi|dau|giua|trong|khi|ket thuc|ngay|thang|nam|quy))*\s*$"
)
_BEFORE = re.compile(r"\btruoc(?:\s+(?:khi|thang|nam|quy))?\s*$")
_FROM = re.compile(
    r"\b(?:tu|ke tu|bat dau(?: tu)?)(?:\s+(?:ngay|thang|quy|nam|dau|cuoi|giua|mung))*\s*$"
)
# Days; "15/11 đến 15/02" runs over New Year, "20/5 đến 10/5" is a mistake of the paper.
_OVER_NEW_YEAR = 270
_BEGINS = re.compile(r"\b(?:khoi cong|bat dau|khoi dong|trien khai tu)[^;\d]{0,20}$|\bbd\s*:?\s*$")
_ENDS = re.compile(
    r"\s*[,;-]?\s*(?:va )?(?:hoan thanh|ket thuc|xong|kt|ht)\s*:?(?:\s*\b(?:xong|trong|truoc|vao"
    r"|ngay))*\s*"
)
_TIGHTER = re.compile(r"\b(?:cham nhat|truoc|xong|hoan thanh)\b")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One deadline read from the calendar words at ``start``:``stop`` of the folded text."""

    kind: DeadlineKind
    first: date | None
    last: date | None
    start: int
    stop: int
    recurrence: tuple[Recurrence, ...] = ()
    flags: tuple[str, ...] = ()

    def deadline(self) -> Deadline:
        """Return the same in normal form."""
        return Deadline(self.kind, self.first, self.last, self.recurrence)


@dataclass(frozen=True, slots=True)
class _Run:
    """Moments joined to one expression; ``ranged`` when a "to" stands between two of them."""

    moments: tuple[Moment, ...]
    ranged: bool


def find_stretches(
    folded: str, moments: tuple[Moment, ...], year: int | None
) -> tuple[Stretch, ...]:
    """Return the deadlines among ``moments`` in the order written."""
    stretches: list[Stretch] = []
    for run in _runs(folded, moments):
        said = [m.year for m in run.moments if m.year is not None]
        stretch = _stretch(folded, run, year)
        year = said[-1] if said else year
        if stretch is None:
            continue
        if stretches and (span := _begun_and_done(folded, stretches[-1], stretch)):
            stretches[-1] = span
        elif stretches and _tightens(folded, stretches[-1], stretch):
            stretches[-1] = replace(stretch, start=stretches[-1].start)
        else:
            stretches.append(stretch)
    return tuple(stretches)


def _runs(folded: str, moments: tuple[Moment, ...]) -> list[_Run]:
    runs: list[_Run] = []
    group: list[Moment] = []
    ranged = False
    for moment in moments:
        if group:
            gap = folded[group[-1].stop : moment.start]
            to = _TO.fullmatch(gap) is not None
            if to or (_AND.fullmatch(gap) and not _sharpens(group[-1], gap, moment)):
                group.append(moment)
                ranged |= to
                continue
            runs.append(_Run(tuple(group), ranged))
        group, ranged = [moment], False
    if group:
        runs.append(_Run(tuple(group), ranged))
    return runs


def _sharpens(before: Moment, gap: str, moment: Moment) -> bool:
    """Whether a day says by when in the stretch before it: "Quý IV, trước 20/12"."""
    wide = before.kind in ("month", "quarter", "part", "year")
    return wide and moment.kind == "day" and re.search(r"\btruoc\b", gap) is not None


def _settled(run: _Run) -> tuple[Moment, ...]:
    """Give bare numbers and days the kind, month and year of their neighbours."""
    settled: list[Moment] = []
    for moment in run.moments:
        before = settled[-1] if settled else None
        like = before is not None and before.kind in ("month", "quarter")
        same = before.kind if before is not None and like else moment.kind
        if moment.kind != "number":
            settled.append(moment)
            continue
        quarter = same == "quarter" and moment.first <= 4
        dated = moment.year is not None and not (like and quarter)
        settled.append(replace(moment, kind="month" if dated else same))
    for i in range(len(settled) - 2, -1, -1):
        settled[i] = _like_next(settled[i], settled[i + 1])
    kept = [m for m in settled if m.kind != "number" and (m.kind != "day" or m.last)]
    return tuple(_with_lost_strokes(kept))


def _with_lost_strokes(moments: list[Moment]) -> list[Moment]:
    """Give a quarter that is said twice the stroke it lost: "Quý II, Quý II" is II and III."""
    mended = list(moments)
    for i, (before, after) in enumerate(pairwise(moments)):
        quarters = before.kind == after.kind == "quarter"
        same_year = after.year is None or before.year in (None, after.year)
        if quarters and same_year and before.first == after.first and len(moments) == 2:
            lower = before.first == 3
            late = 3 if lower else before.first + 1
            mended[i] = replace(before, first=late - 1, last=late - 1, repaired=True)
            mended[i + 1] = replace(after, first=late, last=late, repaired=True)
    return mended


def _like_next(moment: Moment, after: Moment) -> Moment:
    """Give ``moment`` the month, kind and year that only the next one says."""
    lone_day = moment.kind == "day" and not moment.last
    if after.kind == "day" and after.last and (lone_day or moment.kind == "number"):
        moment = replace(moment, kind="day", last=after.last)
    elif moment.kind == "number" and after.kind == "month":
        moment = replace(moment, kind="month")
    if moment.year is None and not moment.shift:
        turns = moment.kind == after.kind == "month" and (moment.first, after.first) == (12, 1)
        year = after.year - 1 if turns and after.year else after.year
        moment = replace(moment, year=year)
    return moment


def _stretch(folded: str, run: _Run, year: int | None) -> Stretch | None:
    moments = _settled(run)
    if not moments:
        return None
    flags = _flags(moments, year)
    spans = [moment.span(year) for moment in moments]
    head, start, stop = folded[: moments[0].start], moments[0].start, moments[-1].stop
    if any(span is None for span in spans):
        kind = _kind(moments[0], head) if len(moments) == 1 else "range"
        return Stretch(kind, None, None, start, stop, flags=flags)
    known = [span for span in spans if span is not None]
    if len(moments) == 1:
        return _single(moments[0], known[0], head, flags)
    if run.ranged and len(moments) == 2:
        first, last = _in_order(moments, known)
        if first > last:
            flags = (*flags, "deadline_impossible_date")
        return Stretch("range", first, last, start, stop, flags=flags)
    apart = len(moments) > 1 and re.search(r"[;\n](?!\s*-?\s*dot\b)", folded[start:stop])
    several = bool(apart) and not (_one_span(moments, known) and not _BY.search(head))
    return _several(known, moments, (*flags, "deadline_several") if several else flags)


def _one_span(moments: tuple[Moment, ...], spans: list[tuple[date, date]]) -> bool:
    """Whether parts written apart make one: "Quý II; quý III" without a gap or an overlap."""
    ordered = sorted(spans)
    gapless = all(b[0] == a[1] + timedelta(days=1) for a, b in pairwise(ordered))
    return gapless and all(moment.kind != "day" for moment in moments)


def _flags(moments: tuple[Moment, ...], year: int | None) -> tuple[str, ...]:
    flags: list[str] = []
    for moment in moments:
        if moment.year is None and year is None:
            flags.append("deadline_year_missing")
        elif moment.span(year) is None:
            flags.append("deadline_impossible_date")
        if moment.edge in ("dau", "giua") or moment.kind == "slice":
            flags.append("deadline_vague")
        if moment.repaired:
            flags.append("deadline_digits_repaired")
    return tuple(dict.fromkeys(flags))


def _kind(moment: Moment, head: str) -> DeadlineKind:
    if moment.kind == "day" or moment.edge == "cuoi" or _BY.search(head):
        return "date"
    kinds: dict[str, DeadlineKind] = {"month": "month", "quarter": "quarter", "year": "year"}
    return kinds.get(moment.kind, "range")


def _single(moment: Moment, span: tuple[date, date], head: str, flags: tuple[str, ...]) -> Stretch:
    at = (moment.start, moment.stop)
    if _FROM.search(head):
        return Stretch("range", span[0], None, *at, flags=(*flags, "deadline_open_end"))
    kind = _kind(moment, head)
    if kind != "date":
        return Stretch(kind, *span, *at, flags=flags)
    before = moment.kind != "day" and not moment.edge and _BEFORE.search(head)
    last = span[0] - timedelta(days=1) if before else span[1]
    return Stretch("date", None, last, *at, flags=(*flags, "deadline_vague") if before else flags)


def _in_order(moments: tuple[Moment, ...], spans: list[tuple[date, date]]) -> tuple[date, date]:
    """First and last day of a range; one that runs over New Year gets the missing year right."""
    side = 1 if moments[0].edge == "cuoi" else 0  # "từ cuối năm" begins on its last day
    first, last = spans[0][side], spans[-1][1]
    if first > last:
        if moments[0].year is None or moments[0].year == moments[-1].year:
            earlier = moments[0].span(last.year - 1)
            shifted = replace(moments[0], year=last.year - 1).span(None) or earlier or spans[0]
            if (last - shifted[side]).days <= _OVER_NEW_YEAR:
                return shifted[side], last
            return first, last
        later = replace(moments[-1], year=first.year + 1).span(None)
        return first, (later or spans[-1])[1]
    return first, last


def _several(
    spans: list[tuple[date, date]], moments: tuple[Moment, ...], flags: tuple[str, ...]
) -> Stretch:
    """Join moments listed with "và": neighbours make a range, others are dates that come again."""
    at = (moments[0].start, moments[-1].stop)
    ordered = sorted(spans)
    neighbours = all(b[0] <= a[1] + timedelta(days=1) for a, b in pairwise(ordered))
    first, last = ordered[0][0], ordered[-1][1]
    if neighbours:
        return Stretch("range", first, last, *at, flags=flags)
    again: Recurrence = "quarterly" if len(spans) == 4 else "semiannual"
    odd = len(spans) not in (2, 4)
    flags = (*flags, "deadline_several") if odd else flags
    return Stretch("recurring", first, last, *at, (again,), flags)


def _begun_and_done(folded: str, first: Stretch, then: Stretch) -> Stretch | None:
    """Return the range from where the work begins to where it ends, None where that is not said.

    "Khởi công quý I, hoàn thành quý IV", "Từ tháng 3, hoàn thành trong tháng 10".
    """
    begun = first.first is not None and "deadline_open_end" in first.flags
    begun |= _BEGINS.search(folded[: first.start]) is not None
    if not begun or first.first is None or then.last is None or then.last < first.first:
        return None
    if _ENDS.fullmatch(folded[first.stop : then.start]) is None:
        return None
    kept = (f for f in (*first.flags, *then.flags) if f != "deadline_open_end")
    flags = tuple(dict.fromkeys(kept))
    return Stretch("range", first.first, then.last, first.start, then.stop, flags=flags)


def _tightens(folded: str, first: Stretch, then: Stretch) -> bool:
    """Whether ``then`` is the sharper deadline: "Quý IV năm 2021, chậm nhất ngày 20/12"."""
    gap = folded[first.stop : then.start]
    if then.last is None or first.first is None or first.last is None or ";" in gap:
        return False
    finer = first.kind == "year" and then.kind in ("date", "month", "quarter", "range")
    closer = first.kind in ("month", "quarter") and then.kind == "date" and _TIGHTER.search(gap)
    return bool(finer or closer) and first.first <= then.last <= first.last
