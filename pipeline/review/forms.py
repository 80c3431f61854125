"""From what a person typed to the value of a field, and the parsed meaning of a deadline."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.errors import UsageError
from pipeline.fields.deadlines import parse_deadline
from pipeline.review.words import KINDS, RECURRENCES
from pipeline.store.values import UNITS, Value

Form = Mapping[str, Sequence[str]]

_LONGEST = 20_000  # characters of one value; the longest cell of the gold plans has 1,100
_MOST = 200  # units or indicators in one cell
_OPERATORS = ("=", ">=", "<=", ">", "<")
_SIGNS = {">=": "≥", "<=": "≤"}
_VIETNAMESE_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:[.,]\d+)?")


class FormError(UsageError):
    """What was typed is not a value of this field; the message is for the person."""


def value_of(field: str, form: Form, year: int | None) -> Value:
    """Return the value that a form says. Raises FormError."""
    if field in UNITS:
        said = [part for item in form.get("unit", ()) for part in item.split(";")]
        units = [words for part in said if (words := clean(part))]
        return list(dict.fromkeys(_few(units)))
    if field == "deadline":
        return _deadline(form, year)
    if field == "indicators":
        return _indicators(form)
    return clean(_one(form, "value"))


def parsed_deadline(words: str, year: int | None) -> dict[str, Any]:
    """Return the deadline value that the program understands in ``words``."""
    words = clean(words)
    found = parse_deadline(words, year).deadline
    return {
        "text": words,
        "kind": found.kind,
        "start": found.start.isoformat() if found.start else "",
        "end": found.end.isoformat() if found.end else "",
        "recurrence": list(found.recurrence),
    }


def clean(words: str) -> str:
    """Return typed words as tables hold them: NFC, single spaces, no control characters."""
    kept = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in words)
    kept = " ".join(unicodedata.normalize("NFC", kept).split())
    if len(kept) > _LONGEST:
        raise FormError(f"quá {_LONGEST} ký tự · more than {_LONGEST} characters")
    return kept


def number_of(words: str) -> float:
    """Read a number as Vietnamese plans write it (1.500 = 1500; 2,5). Raises FormError."""
    text = words.strip().replace(" ", "")
    if not _VIETNAMESE_NUMBER.fullmatch(text):
        raise FormError(f"“{words.strip()}” không phải số · is not a number")
    if re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    value = float(text.replace(",", "."))
    if not math.isfinite(value):
        raise FormError("số quá lớn · the number is too large")
    return value


def number_words(value: float) -> str:
    """Write a number as Vietnamese plans do: "1500", "2,5"."""
    return f"{value:.10g}".replace(".", ",") if abs(value) < 1e10 else f"{value:.0f}"


def _deadline(form: Form, year: int | None) -> dict[str, Any]:
    value = parsed_deadline(_one(form, "text"), year)
    kind = _one(form, "kind")
    if not kind:
        return value
    recurrence = list(dict.fromkeys(form.get("recurrence", ())))
    if kind not in KINDS or not set(recurrence) <= set(RECURRENCES):
        raise FormError("loại thời hạn · kind of deadline")
    start, end = _day(_one(form, "start")), _day(_one(form, "end"))
    if start and end and start > end:
        raise FormError("ngày đầu sau ngày cuối · the first day is after the last")
    return value | {"kind": kind, "start": start, "end": end, "recurrence": recurrence}


def _day(words: str) -> str:
    words = words.strip()
    try:
        return date.fromisoformat(words).isoformat() if words else ""
    except ValueError:
        raise FormError(f"“{words}” không phải ngày · is not a day") from None


def _indicators(form: Form) -> list[dict[str, Any]]:
    columns = [list(form.get(name, ())) for name in ("words", "op", "number", "measure")]
    if len({len(column) for column in columns}) > 1:
        raise FormError("chỉ tiêu thiếu cột · an indicator lacks a column")
    found = []
    for words, op, number, measure in zip(*columns, strict=True):
        if not (words.strip() or number.strip() or measure.strip()):
            continue
        if op not in _OPERATORS:
            raise FormError("phép so sánh · comparison")
        found.append(
            {"text": clean(words), "op": op, "value": number_of(number), "unit": clean(measure)}
        )
    return list(_few(found))


def _few(items: Sequence[Any]) -> Sequence[Any]:
    if len(items) > _MOST:
        raise FormError(f"quá {_MOST} mục · more than {_MOST} entries")
    return items


def _one(form: Form, name: str) -> str:
    given = form.get(name, ())
    return given[0] if given else ""


def sign_of(op: str) -> str:
    """Return an operator as people write it: ≥ for >=."""
    return _SIGNS.get(op, op)
