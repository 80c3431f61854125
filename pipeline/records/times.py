"""Where a sentence says by when: "đến hết năm 2025", "trước ngày 30/6"."""

from __future__ import annotations

import re

from pipeline.records.reader import FieldReader
from pipeline.types.folding import fold

_YEAR = r"(?:\s*(?:/|-|\.|nam)\s*\d{4})"
_MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"
_DAY = (
    rf"(?:3[01]|[12]\d|0?[1-9])\s*[/.-]\s*{_MONTH}(?:\s*[/.-]\s*\d{{4}})?"
    rf"|\d{{1,2}} thang \d{{1,2}}{_YEAR}?"
)
_SPAN = (
    rf"(?:ngay )?(?:{_DAY})|thang \d{{1,2}}{_YEAR}?|quy (?:iv|i{{1,3}}|[1-4])\b{_YEAR}?"
    r"|nam \d{4}|nam hoc(?: \d{4}\s?[-–]\s?\d{4})?"
    r"|hoc ky (?:i{1,2}|[12])\b(?:,? nam hoc \d{4}\s?[-–]\s?\d{4})?"
    rf"|\d{{1,2}} thang (?:dau|cuoi) nam(?: \d{{4}})?|nam\b(?! \d)"
)
_CUE = (
    r"(?:(?:hoan thanh|xong|cham nhat|den|het|truoc|trong|vao|ke tu|cuoi|dau|muon nhat|ngay|la)\s+)"
)
_STRONG = r"(?:cham nhat|den|truoc|trong|hoan thanh|xong|vao|cuoi|muon nhat)"
_HOUR = r"(?:\d{1,2}(?:h| gio)(?:\s?\d{2})?,? )?"
_PHRASE = re.compile(rf"\b(?={_STRONG}){_CUE}+{_HOUR}(?:{_SPAN})")
_RANGE = re.compile(
    rf"\b(?:tu (?:ngay )?(?:{_SPAN}) den (?:het )?(?:{_SPAN})|giai doan \d{{4}}\s*[-–]\s*\d{{4}})"
)
_RELATIVE = re.compile(
    r"\b(?:trong vong|trong|khong qua|cham nhat(?: sau| la)?|sau)\s+\d{1,3}\s+"
    r"(?:ngay|gio|thang|tuan)(?: lam viec)?,?\s+"
    r"(?:ke tu|tinh tu|sau khi|tu (?:khi|ngay|luc))\b[^;.,()]*"
)
_PERIOD = r"(?:tuan|thang|quy|nam|6 thang)"
_RECURRING = re.compile(
    r"\b(?:(?:(?:cham nhat|truoc|vao) )?(?:truoc )?ngay \d{1,2} (?:cua )?thang cuoi"
    r" (?:cua )?(?:moi )?quy"
    r"|khi co (?:yeu cau|de nghi|tinh huong|truong hop|su co|vu viec|phat sinh|chi dao)"
    r"(?: [a-z]+){0,5}(?=[\s.;]*$)|thuong xuyen"
    rf"|(?:dinh ky (?:(?:hang|moi) )?{_PERIOD}|(?:hang|moi) {_PERIOD})(?:(?:,| va) {_PERIOD})*"
    r"(?:,? va (?:bao cao )?dot xuat)?)\b"
)
# The last clause: nothing but a time, behind a verb of doing or, after a semicolon, alone.
_CLOSING = re.compile(
    r"(?:[;(]\s*|,\s+(?=thoi|tien|thuc|hoan|xong|trien|duy|tien))(?:va\s+)?"
    r"(?:(?:thoi (?:gian|han)|tien do|thuc hien|hoan thanh|xong|trien khai|duy tri"
    r"|tien hanh)[\s:]+)*"
    r"(?P<time>(?:thuong xuyen|lien tuc|hang|moi|dinh ky|trong|ca|suot|\d{1,2} thang|quy|thang|tu"
    r"|den|truoc|cuoi|giai doan|cham nhat|khong qua|sau)\b[^;,()]{0,60})$"
)
_COUNTED = re.compile(r"(?:khong qua|trong vong|sau|cham nhat)\b[^,;]*\d")
_IN_BRACKETS = re.compile(r"\s*\((?P<said>[^()]{4,80})\)[\s.;]*$")
_OPEN_BRACKET = re.compile(r"\s*\((?P<said>[^();]{4,60});?\s*$")
_WHEN = re.compile(r"(?:khi|ngay (?:sau )?khi|sau khi)\s", re.IGNORECASE)
_LOOSE = frozenset(
    ("trong nam", "vao nam", "den nam", "vao cuoi nam", "vao dau nam")
)  # too vague to be a deadline by themselves


def find_time(text: str) -> str:
    """Return the words that say by when, "" where the sentence does not.

    Only words that set a limit count: "so với năm 2019" and the date of a cited document do not.
    """
    folded = fold(text)
    vague = ""
    for pattern in (_RANGE, _PHRASE, _RELATIVE):
        for match in pattern.finditer(folded):
            occasion = folded[: match.start()].endswith("dip ")  # "dịp cuối năm": when it is busy
            if match[0] in _LOOSE or occasion:
                continue
            if match[0] != "cuoi nam":  # "… cuối năm; gửi báo cáo trước ngày 15/12"
                return text[match.start() : match.end()]
            vague = vague or text[match.start() : match.end()]
    return vague


def closing_time(text: str, read: FieldReader) -> str:
    """Return the time that the last clause of a sentence consists of, "" where it says more.

    "…; hoàn thành 6 tháng cuối năm." → "6 tháng cuối năm"; "…; thực hiện hằng quý" → "hằng quý".
    """
    return without_closing_time(text, read)[1]


def without_closing_time(text: str, read: FieldReader) -> tuple[str, str]:
    """Return ``text`` without the time that its last clause consists of, and that time.

    "Cục Thuế tỉnh; hoàn thành trước 30/6" → ("Cục Thuế tỉnh", "trước 30/6").
    """
    match = _CLOSING.search(fold(text).rstrip(" .;/)"))
    if match is None:
        return text, ""
    time = text[slice(*match.span("time"))].strip(" .;/)")
    parsed = read.parse_deadline(time, None)
    counted = parsed.deadline.kind == "relative" and _COUNTED.match(fold(time)) is not None
    told = counted or parsed.deadline.kind not in ("none", "on_demand", "relative")
    if not time or not told or "deadline_unparsed" in parsed.flags:
        return text, ""
    return text[: match.start()].strip(" ,;"), time


def without_bracketed_time(text: str, read: FieldReader) -> tuple[str, str]:
    """Return ``text`` without the brackets at its end that say by when, and what they say.

    "Mở hội chợ (hằng năm);" → ("Mở hội chợ", "hằng năm"); other brackets stay.
    """
    match = _IN_BRACKETS.search(text)
    if match is None:
        return text, ""
    time = closing_time(f"; {match['said']}", read)
    kind = read.parse_deadline(match["said"], None).deadline.kind
    if not time and (kind == "relative" or (kind == "on_demand" and _WHEN.match(match["said"]))):
        time = match["said"]
    return (text[: match.start()], time) if time else (text, "")


def without_open_time(text: str, read: FieldReader) -> tuple[str, str]:
    """Return ``text`` without a time that begins brackets at its end, and that time.

    "Nắm tình hình (thường xuyên;" → ("Nắm tình hình", "thường xuyên"): a label follows.
    """
    match = _OPEN_BRACKET.search(text)
    time = closing_time(f"; {match['said']}", read) if match else ""
    return (text[: match.start()], time) if match and time else (text, "")


def find_rhythm(text: str) -> str:
    """Return the words that say how often ("hằng quý", "thường xuyên"), "" where none do."""
    match = _RECURRING.search(fold(text))
    return text[match.start() : match.end()] if match else ""
