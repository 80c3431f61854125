"""What is asked of the archive: words to look for and bounds, in one frozen value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, cast, get_args

from pipeline.errors import UsageError
from pipeline.types.task import DeadlineKind, Operator

Order = Literal["relevance", "newest", "deadline", "confidence", "document"]
ReviewStatus = Literal["unreviewed", "accepted", "corrected"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)
KINDS: Final[tuple[DeadlineKind, ...]] = get_args(DeadlineKind)
REVIEW_STATUSES: Final[tuple[ReviewStatus, ...]] = get_args(ReviewStatus)


@dataclass(frozen=True, slots=True)
class Amount:
    """Bounds on an indicator: its value, compared, and the noun that is counted ("" = any)."""

    op: Operator
    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What a task must be to be found; what is empty or None asks nothing.

    words            all of them stand in the task: content, result, section, units, deadline.
    units            each leads or takes part; ``lead``, ``coordinating``: does just that.
    due_from, due_to the deadline's last day lies between, both days included.
    during           first and last day of a time in which it is due, goes on, or comes again.
    kinds            of deadlines, any of them.
    issuer, place    of the plan; ``plan``: words of its number, title or file name.
    year             the plan is for, as its title or date says.
    indicator        words of an indicator; ``amount``: bounds on it.
    confidence_from, confidence_to   of the least sure field, 0-1.
    record           how the record's id begins.
    documents        ids, any of them.
    once             not those of plans that another document holds too (``same_as``).
    """

    words: str = ""
    units: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    due_from: date | None = None
    due_to: date | None = None
    during: tuple[date, date] | None = None
    kinds: tuple[DeadlineKind, ...] = ()
    issuer: str = ""
    place: str = ""
    plan: str = ""
    year: int | None = None
    indicator: str = ""
    amount: Amount | None = None
    confidence_from: float | None = None
    confidence_to: float | None = None
    review_status: ReviewStatus | None = None
    flagged: bool = False
    record: str = ""
    documents: tuple[str, ...] = ()
    once: bool = False
    order: Order = field(default="relevance")


_AMOUNT = re.compile(r"(>=|<=|≥|≤|=|>|<)\s*(\d[\d.,]*)\s*(.*)", re.S)
_SIGNS: Final = {"≥": ">=", "≤": "<="}
_NO_QUARTER = re.compile(r"\bqu[yý]\s*(?:0|[5-9]|\d\d)", re.I)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


def parse_period(words: str, year: int | None = None) -> tuple[date, date]:
    """Read a day, month, quarter or year as people write it: its first and its last day.

    "2021-06-30", "30/6/2021", "6/2021", "2021-06", "quý II/2021", "2021". Without a year, that
    of ``year``. Raises UsageError.
    """
    from pipeline.fields.deadlines import parse_deadline  # noqa: PLC0415  slow to load

    said = words.strip()
    try:
        day = date.fromisoformat(said)
    except ValueError:
        pass
    else:
        return day, day
    if month := _ISO_MONTH.fullmatch(said):
        said = f"{month[2]}/{month[1]}"
    form = "năm {}" if re.fullmatch(r"\d{4}", said) else "{}"
    if re.fullmatch(r"\d{1,2}/\d{4}", said):
        form = "tháng {}"
    elif re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", said):
        form = "ngày {}"
    deadline = parse_deadline(form.format(said), year).deadline
    if deadline.end is None or _NO_QUARTER.search(said):
        raise UsageError(
            f"{words!r} is no day, month, quarter or year",
            'Write it like 2021-06-30, 30/6/2021, 6/2021, "quý II/2021" or 2021',
        )
    return deadline.start or deadline.end, deadline.end


def parse_amount(words: str) -> tuple[str, Amount | None]:
    """Cut what is asked of an indicator into its words and the bounds on its value.

    >>> parse_amount("tỷ lệ hồ sơ >= 90%")
    ('tỷ lệ hồ sơ', Amount(op='>=', value=90.0, unit='%'))
    """
    found = _AMOUNT.search(words)
    if not found:
        return words.strip(), None
    number = found[2].strip(".,")
    # Vietnamese numbers: 1.500 is a thousand and a half, 2,5 two and a half.
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+,\d+", number):
        number = number.replace(".", "").replace(",", ".")
    try:
        value = float(number)
    except ValueError:
        raise UsageError(
            f"{found[2]!r} is no number", "Write it like >=90%, <2,5 or =1.500"
        ) from None
    op = cast(Operator, _SIGNS.get(found[1], found[1]))
    return words[: found.start()].strip(), Amount(op, value, found[3].strip())
