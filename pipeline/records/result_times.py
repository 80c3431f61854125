"""Times that stand in the column of results: "Kết quả, thời gian phải đạt"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.records.assemble import Draft
from pipeline.records.reader import FieldReader
from pipeline.types.folding import fold, joined

BOTH = "result_and_deadline"
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
    """Whether a heading of results speaks of a time, too."""
    return _SAYS_WHEN.search(fold(heading)) is not None


def with_time_apart(draft: Draft, read: FieldReader) -> Draft:
    """Give the words of a column of results and times to both fields.

    A cell that is nothing but a time is no result; any other keeps all its words as the result, and
    what says by when at its end is the deadline.
    """
    words = draft.stated.get(BOTH)
    if words is None:
        return draft
    stated = {name: said for name, said in draft.stated.items() if name != BOTH}
    text = joined(words.text)
    if _ALONE.match(fold(text)) and ";" not in text and _is_time(text, read):
        return replace(draft, stated=stated | {"deadline": words})
    stated["result"] = words
    time = _closing(text, read)
    stated |= {"deadline": replace(words, text=time)} if time else {}
    return replace(draft, stated=stated)


def _closing(text: str, read: FieldReader) -> str:
    """Return the longest end of the text that is a time, "" where it ends in none."""
    folded = fold(text)
    for match in _CLOSING.finditer(folded):
        time = text[match.start() :].strip(" .;,()")
        if ";" not in time and _is_time(time, read):
            return time
    return ""


def _is_time(text: str, read: FieldReader) -> bool:
    parsed = read.parse_deadline(text, None)
    return parsed.deadline.kind != "none" and "deadline_unparsed" not in parsed.flags
