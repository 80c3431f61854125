"""Times that stand in the column of another field: "Kết quả, thời gian phải đạt"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.records.assemble import Draft, Stated
from pipeline.records.reader import FieldReader
from pipeline.types.folding import fold

SHARING = ("result", "lead", "lead_and_coordinating")
WITH_TIME = "_and_deadline"  # behind the name of such a field whose column states the time, too
_SAYS_WHEN = re.compile(
    r"\b(?:thoi gian|thoi han|thoi diem|tien do|moc thoi gian|han hoan thanh)\b"
)
_TIME = (
    r"(?:truoc|sau|trong (?:thang|quy|nam|tuan|vong|ngay|\d)|cham nhat|den (?:het|ngay|thang)"
    r"|ngay \d"
    r"|quy (?:[ivx]+|[1-4])\b|thang \d|nam \d{4}|cuoi (?:nam|thang|quy)|(?:ngay )?khi|tu (?:ngay"
    r"|thang|quy|nam|\d)|dinh ky|hang (?:ngay|tuan|thang|quy|nam)|thuong xuyen|dot xuat"
    r"|\d{1,2} thang (?:dau|cuoi)|\d{1,2}\s?/\s?\d)"
)
_DONE = r"(?:(?:thoi (?:gian|han)|hoan thanh|xong|ket thuc)\s*:?\s*)"
_ALONE = re.compile(rf"[\s+-]*{_DONE}*(?:{_TIME}|theo)\b")
_CLOSING = re.compile(rf"(?:^|[\s;,.\n(]){_DONE}*(?={_TIME})")


def says_when(heading: str) -> bool:
    """Whether a heading speaks of a time, too."""
    return _SAYS_WHEN.search(fold(heading)) is not None


def with_time_apart(draft: Draft, read: FieldReader) -> Draft:
    """Give the words of a column that holds a time besides to both fields.

    A cell that is nothing but a time is only that. Another's end that says by when is the deadline:
    a result keeps it among its words, units do not.
    """
    stated = dict(draft.stated)
    for name in SHARING:
        words = stated.pop(name + WITH_TIME, None)
        if words is not None:
            stated |= _parted(name, words, read)
    return replace(draft, stated=stated)


def _parted(name: str, words: Stated, read: FieldReader) -> dict[str, Stated]:
    text = words.text
    if _ALONE.match(fold(text)) and ";" not in text and _is_time(text, read):
        return {"deadline": words}
    at, time = _closing(text, read)
    if not time:
        return {name: words}
    rest = words if name == "result" else replace(words, text=text[:at].rstrip(" ;,.-(\n"))
    return {name: rest, "deadline": replace(words, text=time)}


def _closing(text: str, read: FieldReader) -> tuple[int, str]:
    """Return where the longest end of the text that is a time begins, and it; "" if none is."""
    for match in _CLOSING.finditer(fold(text)):
        time = text[match.start() :].strip(" .;,()\n")
        if ";" not in time and _is_time(time, read):
            return match.start(), time
    return len(text), ""


def _is_time(text: str, read: FieldReader) -> bool:
    parsed = read.parse_deadline(text, None)
    return parsed.deadline.kind != "none" and "deadline_unparsed" not in parsed.flags
