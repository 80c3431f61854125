"""Words of repetition: "hằng tháng", "Quý, 6 tháng, năm", "02 lần/năm", "đột xuất"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.fields.plain import blanked
from pipeline.types.task import Recurrence

# "quý" without its mark is also the first syllable of "quy định", "quy chế" …
_QUARTER = r"qu[yi](?!\s+(?:dinh|che|hoach|mo|trinh|pham|uoc|tac|doi|dat)\b)"
_ITEM = re.compile(
    r"(?:(?P<months>\d{1,2}|sau|ba)\s+thang(?!\s+(?:dau|cuoi))|(?:0?1\s+|mot\s+)?"
    rf"(?:(?P<weekly>tuan(?!\s+(?:thu|tra)))|(?P<monthly>thang)|(?P<quarterly>{_QUARTER})"
    r"|(?P<annual>nam)))\b"
)
_NUMBERED = re.compile(r"\s*(?:\d|[iv]{1,3}\b|gieng\b|chap\b|hanh dong\b|hoc\b)")
_GAP = re.compile(
    r"(?:[\s,;/&+.:()-]|\b(?:va ca|va|hoac|hay|bc|bao cao|[a-z]ang(?= )|moi|theo|dinh ky|so ket"
    r"|tong ket"
    r"|thuc hien|kiem tra)\b)*"
)
_TRIGGER = re.compile(r"\b(?:hang|moi|tung|dinh ky|bc|bao cao)\b|\bcac(?=\s+(?:thang|quy|tuan)\b)")
_AD_HOC = re.compile(r"\bdot\s+xuat\b")
_TIMES = re.compile(
    r"\b(?P<times>\d{1,2}|mot|hai|ba|bon)\s*(?:lan|dot|ky|cuoc|buoi)?\s*/\s*"
    r"(?P<per>tuan|thang|quy|nam)\b|\b(?P<every>\d{1,2}|mot|ba|sau)\s*(?P<unit>thang|tuan|nam)"
    r"\s*(?:/\s*|mot\s+|0?1\s+)lan\b|\bthang (?:dau|cuoi) (?:cua )?(?:moi )?quy\b"
    r"|\b(?P<monthly>(?:thu (?:hai|ba|tu|nam|sau|bay)|tuan|ngay) (?:dau|cuoi)(?: tien)?"
    r" (?:cua )?(?:moi )?thang)\b(?!\s*\d)"
)
# "Mỗi năm 02 lần", "hằng năm tổ chức hai đợt": the count says how often, not "mỗi năm".
_TIMES_EACH = re.compile(
    r"\b(?:moi|hang|trong|mot|01)\s+(?P<per>tuan|thang|quy|nam)(?:\s+(?:it nhat|toi thieu|to chuc"
    r"|thuc hien|hop|bao cao))*\s+(?P<times>\d{1,2}|mot|hai|ba|bon)\s+(?:lan|dot|ky|cuoc|buoi)\b"
)
_MONTHS: dict[int, Recurrence] = {1: "monthly", 3: "quarterly", 6: "semiannual", 12: "annual"}
_PER_YEAR: dict[int, Recurrence] = {1: "annual", 2: "semiannual", 4: "quarterly", 12: "monthly"}
_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "sau": 6}
_NAMES: dict[str, Recurrence] = {
    "weekly": "weekly",
    "monthly": "monthly",
    "quarterly": "quarterly",
    "annual": "annual",
}
_PERIODS: dict[str, Recurrence] = {
    "tuan": "weekly",
    "thang": "monthly",
    "quy": "quarterly",
    "nam": "annual",
}


@dataclass(frozen=True, slots=True)
class Repetition:
    """Recurrences in the order written, without doubles.

    at        offset of the first word that speaks of repetition.
    regular   something periodic is said, not only "đột xuất".
    """

    items: tuple[Recurrence, ...]
    at: int
    regular: bool


def find_repetition(folded: str) -> Repetition | None:
    """Return what ``folded`` says of repetition, or None when it says nothing."""
    each = [item for m in _TIMES_EACH.finditer(folded) if (item := _often(m)) is not None]
    found: list[tuple[int, Recurrence]] = each
    folded = blanked(folded, _TIMES_EACH)
    marks: list[int] = []
    for trigger in _TRIGGER.finditer(folded):
        chain = _chain(folded, trigger.end(), counted=trigger.group() == "moi")
        found += chain
        if chain or trigger.group() == "dinh ky":
            marks.append(trigger.start())
    found += _bare_list(folded)
    found += [item for m in _TIMES.finditer(folded) if (item := _times(m)) is not None]
    regular = bool(found or marks)
    found += [(m.start(), "ad_hoc") for m in _AD_HOC.finditer(folded)]
    if not found and not marks:
        return None
    items = tuple(dict.fromkeys(name for _, name in sorted(found, key=lambda pair: pair[0])))
    return Repetition(items, min(marks + [at for at, _ in found]), regular)


def _chain(folded: str, at: int, counted: bool = False) -> list[tuple[int, Recurrence]]:
    """Period words that follow one another from ``at`` on, with only joining words between."""
    found: list[tuple[int, Recurrence]] = []
    while True:
        gap = _GAP.match(folded, at)
        item = _ITEM.match(folded, gap.end() if gap else at)
        if item is None or (_NUMBERED.match(folded, item.end()) and not (counted and not found)):
            return found
        name = _name(item)
        if name is not None:
            found.append((item.start(), name))
        at = item.end()


def _name(item: re.Match[str]) -> Recurrence | None:
    if item.group("months"):
        return _MONTHS.get(_number(item.group("months")))
    return next((_NAMES[k] for k in _NAMES if item.group(k)), None)


def _bare_list(folded: str) -> list[tuple[int, Recurrence]]:
    """Read a clause that is nothing but period words: "Quý, 6 tháng, năm"."""
    for clause in re.finditer(r"[^;\n(]+", folded):
        found = _chain(folded, clause.start())
        if not found:
            continue
        rest = _AD_HOC.sub("", folded[found[-1][0] : clause.end()])
        words = _ITEM.sub("", _GAP.sub(" ", rest, count=1), count=1)
        if not re.search(r"[a-z0-9]", re.sub(r"\b(?:va|hoac|khi co yeu cau|khac)\b", "", words)):
            return found
    return []


def _times(match: re.Match[str]) -> tuple[int, Recurrence] | None:
    if match.group("every"):
        count, unit = _number(match.group("every")), match.group("unit")
        name = _MONTHS.get(count * (12 if unit == "nam" else 1)) if unit != "tuan" else None
    elif match.group("times"):
        return _often(match)
    else:
        name = "monthly" if match.group("monthly") else "quarterly"
    return (match.start(), name) if name is not None else None


def _often(match: re.Match[str]) -> tuple[int, Recurrence] | None:
    """Return how often a number of times in a period is: four times a year is quarterly."""
    count, unit = _number(match.group("times")), match.group("per")
    name = _PER_YEAR.get(count) if unit == "nam" else _PERIODS[unit]
    return (match.start(), name) if name is not None else None


def _number(text: str) -> int:
    return _WORDS.get(text) or int(text) if not text.isdigit() else int(text)
