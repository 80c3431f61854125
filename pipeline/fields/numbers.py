"""Numbers as Vietnamese plans write them, and the numbers that name things instead of counting."""

from __future__ import annotations

import re

from pipeline.fields.plain import blanked

NUMBER = re.compile(
    r"(?<![\w/.,])(?P<value>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
    r"(?:\s?/\s?(?P<whole>\d{1,3}(?:\.\d{3})+|\d+))?(?![\d.,]\d)(?!\d)"
)

_DOC = (
    r"nghi dinh|quyet dinh|thong tu|nghi quyet|luat|chi thi|cong van|de an|ket luan|ke hoach"
    r"|chuong trinh|thong bao|huong dan|quy dinh|to trinh|phap lenh|hien phap|cong dien|bao cao"
)
# "số" names what follows ("tổ dân phố số 4") unless it ends another word or means "number of".
_SO = r"(?<!ho )(?<!co )(?<!tong )(?<!mot )(?<!trong )(?<!chi )(?<!tru )(?<!dan )so"
_LABELS = (
    rf"{_DOC}|nguyen tac|phuong cham"
    rf"|dieu|khoan|muc do|cap do|quoc lo|tinh lo|ql|dt|qcvn|tcvn|iso|covid|{_SO}|khoa"
    r"|phu luc|mau so|mau|bieu|bieu mau|tieu chi|giai doan|vong|nhom|loai|hang|nhiem ky|the he"
    r"|to so|pc|du an|tieu du an|noi dung|tieu chuan|thu|doan so|khu vuc|vung|chuong|phan|trang"
)
_LABELLED = re.compile(
    rf"\b(?:{_LABELS})(?:\s+so)?\s+(?P<number>\d+(?:[.:-]\d+)*)(?!\d|[.:-]\d|,\d+\s*%)"
    rf"(?P<more>(?:\s*(?:,|va|;)\s*(?:(?:{_LABELS})\s+)?\d+(?![\d%/.]|\s*(?:%|[a-z])))*)(?=(?P<noun>\s+[a-z]+|\s*%|/)?)"
)
# After these a number counts if a noun follows: "cấp 500 thẻ", "dự án 3 hộ", "nội dung 02 lớp".
_SURE = re.compile(
    r"(?:nghi dinh|quyet dinh|thong tu|nghi quyet|luat|chi thi|cong van|de an|ket luan|dieu"
    r"|nguyen tac|phuong cham"
    r"|khoan|muc do|cap do|quoc lo|tinh lo|ql|qcvn|tcvn|iso|covid|phu luc|mau so|so)\b"
)
_WEAK = re.compile(
    r"\b(?:lop|to|cap|diem|dot|lan|ky|khoi|tang|phong|buoc|hoc ky|muc|doi|tuyen|khu pho)"
    r"\s+[1-9](?=\s*(?:$|[,.;:)\n-](?!\d)))"
)
_ALWAYS = (
    re.compile(r"(?:https?://|www\.)\S+|\S+@\S+"),
    re.compile(r"\d+\s?/\s?(?:\d{4}\s?/\s?)?[a-z][a-z\d]*-[a-z\d-]+"),
    re.compile(r"\d+\s?/\s?\d{4}\s?/\s?[a-z]+\d*"),
    re.compile(r"\d+-(?:kl|nq|ct|qd|kh|hd|tb|cv|cthd|dd)/[a-z]+"),
    re.compile(
        r"\bngay\s+\d{1,2}(?:\s?[-,]\s?\d{1,2})*(?:\s?[/.-]\s?\d{1,2}(?!\d))+(?:\s?[/.-]\s?\d{4})?"
    ),
    re.compile(r"(?<!moi )(?<!hang )\bngay\s+\d{1,2}(?![\d.,/-]|\s*(?:%|thang))"),
    re.compile(r"\bngay\s+\d{1,2}\s+thang\s+\d{1,2}(?:\s+nam\s+\d{4})?"),
    re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"),
    re.compile(
        r"(?<!moi )(?<!hang )\bthang\s+\d{1,2}(?:\s?/\s?\d{4}|\s+nam\s+\d{4})?(?!\d)(?!\s?%)"
    ),
    re.compile(r"\bquy\s+[1-4](?!\d)(?:\s?/\s?\d{4})?"),
    re.compile(
        r"(?:\b(?:nam|giai doan|thoi ky|nhiem ky|nam hoc|tu)\s+)(?:19|20)\d\d"
        r"(?:\s?[-,/]\s?(?:19|20)\d\d)*"
    ),
    re.compile(r"(?<![\d.,])(?:19|20)\d\d\s?-\s?(?:19|20)\d\d"),
    re.compile(r"\d{1,2}\s*(?:h|gio)\s?\d{2}(?:\s*phut)?|\d{1,2}\s*gio(?=\s+(?:ngay|thu|den|cac))"),
    re.compile(
        r"\b24\s?/\s?(?:7|24)\b(?!\s+(?:lop|xa|phuong|thi|thon|ban|ap|khom|khu|to|truong|don vi"
        r"|co so"
        r"|chi|tram|phong|diem|huyen|doanh|hop tac|co quan|dia phuong|nhiem|chi tieu|tieu chi)\b)"
    ),
    re.compile(r"(?<!moi )\bdot\s+[1-9](?!\d)(?=\s+[a-z])"),
    re.compile(r"\d{1,2}\s+thang\s+(?:dau|cuoi)\s+(?:nam|quy)"),
    re.compile(r"^\s*(?:\d+(?:\.\d+)*[.)]|(?!\d{1,3}(?:\.\d{3})+\s)\d+(?:\.\d+)+)\s", re.MULTILINE),
    re.compile(r"\bcovid\s?-?\s?\d+|\bkm\s?\d+(?:\s?\+\s?\d+)?|\btong dai\s+\d+"),
    re.compile(r"\bkhoi\s+(?:lop\s+)?\d{1,2}(?!\d)|\b(?:hoc sinh|vao|tre)\s+lop\s+\d{1,2}(?!\d)"),
    re.compile(r"\bmo hinh\s+[1-9]\s+(?:lop|cap|nha|buoc|trong|khong|tai cho)\b"),
    re.compile(r"\bca\s+\d(?=\s+[a-z])"),
    # Codes of procedures and forms: "QT-ĐĐ-01", "BM-07".
    re.compile(r"\b[a-z]{1,4}(?:-[a-z]{1,4})*-\d{1,3}\b(?!\s?[%/])"),
    re.compile(r"\btre (?:em )?(?:tu |du )*\d{1,2}(?:\s*(?:-|den)\s*(?:duoi )?\d{1,2})? thang\b"),
    re.compile(r"(?<![\d.,])[2-4]\s+cap(?=\s*(?:$|[,.;:()]|chinh quyen|tinh|huyen|xa|hoc|tu))"),
    re.compile(r"(?<![\d.,])[2-6]g\b"),
    re.compile(r"(?<![\d.,])[1-5]\s+sao\b"),
    # Committees are called by the number of the decision that made them: "Ban Chỉ đạo 389".
    re.compile(
        r"\b(?:ban chi dao|bcd|to cong tac|to giup viec)\s+\d{2,4}"
        r"(?=\s*(?:$|[,.;:()\n]|(?:cap|quoc gia|trung uong|tinh|huyen|thanh pho|xa|cua)\b))"
    ),
    re.compile(r"“[^”\n]{1,80}”|\"[^\"\n]{1,80}\""),
)
_DAY_MONTH = re.compile(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})(?![\d/])(?P<noun>\s+[a-z]+)?")
_FUNCTION_WORDS = """
    va den hoac tai o cua trong nam hang do de la thi duoc tren cho vao nham khi theo
"""
_NOT_COUNTED = frozenset(_FUNCTION_WORDS.split())


_IN_WORDS = re.compile(
    r"(?<=\d)\s*\((?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)(?: [a-z]+){0,2}\)"
)
_TWO_COUNTS = re.compile(
    r"(?<=[a-z])/(?=(?!(?:[1-9]|0[1-9]|1(?:\.?0+)+) )\d{1,3}(?:\.?\d{3})* [a-z])(?<!-[a-z]{4}/)"
)
_SPACED = re.compile(r"(?<![\d.,/] )(?<![\d.,/])(?P<head>[1-9]\d{0,2}) (?=\d00(?!\d| ?%| ?/))")


def without_echoes(words: str, folded: str) -> str:
    """Return ``words`` without what only says a number again: "02 (hai) lớp"; the length is kept.

    A blank for the point of thousands is put right too: "12 000 tờ rơi".
    """
    for match in _IN_WORDS.finditer(folded):
        words = words[: match.start()] + " " * len(match.group()) + words[match.end() :]
    return _SPACED.sub(lambda m: f"{m.group('head')}.", words)


def apart(folded: str) -> str:
    """Part two counts that only a stroke parts: "12 lớp/420 lượt người"; the length is kept.

    A count per ten, hundred … or per so few stays one: "60 giường/10.000 dân", "1 máy/2 học sinh".
    """
    return _TWO_COUNTS.sub(" ", folded)


def to_number(text: str) -> float:
    """Return the value of a number in Vietnamese style: "1.500" is 1500, "2,5" is 2.5.

    A point before exactly three digits separates thousands; any other point is a decimal one.
    Raises ValueError when ``text`` is no number.
    """
    text = text.strip()
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))


def without_labels(folded: str) -> str:
    """Blank the numbers in ``folded`` that name or date something; the length is kept.

    Numbers of documents, articles, dates, years, clock times, levels ("mức độ 3, 4"), quoted
    sayings (“4 tại chỗ”) and list numbers at a line's start.
    """
    for pattern in _ALWAYS:
        folded = blanked(folded, pattern)
    folded = _DAY_MONTH.sub(_keep_share, folded)
    folded = _LABELLED.sub(_blank_label, folded)
    return blanked(folded, _WEAK)


def _keep_share(match: re.Match[str]) -> str:
    """Keep a share ("27/27 xã"), blank a day ("05/6", "30/4 và")."""
    first, second = int(match.group(1)), int(match.group(2))
    noun = (match.group("noun") or "").strip()
    counted = bool(noun) and noun not in _NOT_COUNTED
    if second > 12 or first > 31 or (counted and first <= second):
        return match.group()
    return " " * len(match.group()[: match.end(2) - match.start()]) + (match.group("noun") or "")


def _blank_label(match: re.Match[str]) -> str:
    noun = match.group("noun") or ""
    counts = noun.strip() not in _NOT_COUNTED and noun.strip() != "" and not noun.startswith("/")
    padded = match.group("number").startswith("0") or len(match.group("number")) > 2
    if counts and not _SURE.match(match.group()) and (padded or not match.group("more")):
        return match.group()
    return " " * len(match.group())
