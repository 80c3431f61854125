"""Labels that name the parts of a task in prose: "Đơn vị chủ trì: …; Thời gian: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.types.folding import fold

_BODY = (
    r"(?:cac )?(?:don vi|co quan|bo phan|cap|phong|ban|to|ca nhan|nguoi|dia phuong|can bo|cong chuc"
    r"|dong chi|giao vien)"
)
_WHO = rf"(?:{_BODY}(?:\s*[,/-]\s*{_BODY}| va {_BODY})*\s+(?:duoc giao )?)"
_LEAD = (
    rf"(?:{_WHO}?(?:chu tri|thuc hien|chiu trach nhiem|dau moi|tham muu|phu trach|trien khai)"
    rf"|{_WHO}(?:duoc giao|duoc phan cong|dam nhiem|chu cong))"
    r"(?: chinh| thuc hien| tham muu| trien khai)?"
    rf"|(?:giao|phan cong)(?: {_BODY})?(?: thuc hien| nhiem vu| chu tri)?"
    r"|trach nhiem(?: chinh| thuc hien)?(?: va thoi gian)?"
)
_COORDINATING = (
    rf"(?:{_WHO}|thanh phan |luc luong )?phoi hop(?: thuc hien| trien khai)?"
    rf"|(?:{_BODY}|luc luong)(?: cung)? tham gia(?: phoi hop)?|cung (?:thuc hien|tham gia)"
)
_DEADLINE = (
    r"(?:du kien )?(?:thoi gian|thoi han|tien do|han(?: cuoi| chot)?|moc(?: thoi gian)?|thoi diem"
    r"|lo trinh|tan suat)"
    r"(?: (?:thuc hien|hoan thanh|trien khai|bao cao|to chuc|xong|du kien|trinh))*|hoan thanh"
)
_OF_RESULT = (
    r"(?: (?:dau ra|du kien|can dat|hoan thanh|thuc hien|dat duoc|cong viec|chinh|giao nop))*"
)
_RESULT = (
    r"(?:du kien )?(?:san pham|ket qua|muc tieu san pham|dau ra)(?:(?:,| va) (?:san pham|ket qua))?"
    rf"{_OF_RESULT}|yeu cau(?: (?:ve )?(?:san pham|ket qua)| can dat| dat duoc| phai dat)?"
)
_EXTRA = (
    r"(?:kinh phi|nguon (?:kinh phi|luc|von)|du toan|dia diem|thanh phan|ghi chu|doi tuong"
    r"|hinh thuc|noi dung|can cu|quy mo|phuong thuc|to chuc"
    r"|lanh dao (?:phu trach|chi dao|theo doi))(?: thuc hien)?"
)
# Alone these are just a word before a colon; behind a label that has a field they are one.
_WEAK = re.compile(r"(?:yeu cau|dau ra|giao|muc)\s*:")

_NAMED = "|".join(
    f"(?P<{name}>{pattern})"
    for name, pattern in (
        ("coordinating", _COORDINATING),
        ("lead", _LEAD),
        ("deadline", _DEADLINE),
        ("result", _RESULT),
        ("extra", _EXTRA),
    )
)
# A label begins a clause and ends with a colon. The clause begins where the text does, after
# punctuation, a bracket or a bullet.
_LABEL = re.compile(
    rf"(?:^|(?<=[;:.,(\[\n*+•–-])|(?<=[;:.,)\]] )|(?<=[-+*•–] ))\s*(?:{_NAMED})\s*:\s*"
)
# Spelled out in full, a unit label is one even where the punctuation before it was not read.
_UNIT_LABEL = re.compile(
    rf"(?<=\s)(?:(?P<coordinating>{_WHO}phoi hop)|(?P<lead>{_WHO}chu tri))\s*:\s*"
)


# Labels in full, against which misread ones are held; shorter ones would be like other words.
_FULL = {
    "don vi chu tri": "lead",
    "co quan chu tri": "lead",
    "don vi thuc hien": "lead",
    "co quan thuc hien": "lead",
    "don vi phoi hop": "coordinating",
    "co quan phoi hop": "coordinating",
    "thoi gian hoan thanh": "deadline",
    "thoi gian thuc hien": "deadline",
    "thoi han hoan thanh": "deadline",
    "thoi han thuc hien": "deadline",
    "tien do thuc hien": "deadline",
    "san pham": "result",
    "san pham du kien": "result",
    "ket qua dau ra": "result",
}
# Short labels, only where a clause begins; "Chủ tịch:" is like "Chủ trì" to 80.
_BRIEF = {"chu tri": "lead", "phoi hop": "coordinating", "thoi gian": "deadline"}
_BRIEF_ALIKE = 90.0
_CLAUSE = re.compile(r"(?:^|(?<=[;.(\n]))[\s+*•–-]*(?P<words>[a-z]+ ?[a-z]+)\s*:\s*")
# Similarities of rapidfuzz, 0-100. Misread labels on a worn scan of 2023 had 81-95; of other words
# before a colon "don vi lien quan" and "co quan chu quan" come nearest, with 71 and 80.
_ALIKE = 81.0
_ALIKE_BEFORE_STOP = 96.0
_SHORT_LABEL = 8  # letters of "san pham": "trải nghiệm sản phẩm số: …" is like it to 84
_BEGINNERS = ("", *";.,:([\n+*•–-")
_LABEL_WORDS = 5  # most words of a label, misread blanks included
_COLON = re.compile(r":\s*|(?<=[a-z])\.\s+")
_WORD = re.compile(r"(?<![^\s(;:,.])[^\s(;:,.]")


@dataclass(frozen=True, slots=True)
class Clause:
    """One labelled part: the field, the label's words, and its value in the original words."""

    field: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paragraph cut at its labels: what stands before the first one, and the clauses."""

    head: str
    clauses: tuple[Clause, ...]


def cut_labels(text: str, *, behind: bool = False) -> Labelled:
    """Cut ``text`` at the labels in it. Marks and case of the labels do not matter.

    "Kinh phí" and other labels without a field of their own cut too, and so does "Yêu cầu", but
    only behind a label that has one, here or in the paragraph before (``behind``): alone, "Thành
    phần:" is just a word before a colon.
    """
    matches = _found(fold(text))
    folded = fold(text)
    while (
        not behind
        and matches
        and (matches[0].field == "extra" or _WEAK.match(folded, matches[0].start))
    ):
        matches.pop(0)
    if not matches:
        return Labelled(text.strip(), ())
    ends = [*(m.start for m in matches[1:]), len(text)]
    clauses = tuple(
        Clause(
            m.field,
            text[m.start : m.end].strip(" :"),
            _trimmed(text[m.end : end], last=end == len(text)),
        )
        for m, end in zip(matches, ends, strict=True)
    )
    return Labelled(_head(text[: matches[0].start]), clauses)


@dataclass(frozen=True, slots=True, order=True)
class _Label:
    """A label found: where it begins, where its value begins, and its field."""

    start: int
    end: int
    field: str


def _found(folded: str) -> list[_Label]:
    """Labels in order: spelt right, spelt out in full, and misread."""
    found: list[_Label] = []
    for pattern in (_LABEL, _UNIT_LABEL):
        for m in pattern.finditer(folded):
            name = m.lastgroup or ""
            _add(found, _Label(m.start(name), m.end(), name))
    for label in _misread(folded):
        _add(found, label)
    return sorted(found)


def _add(found: list[_Label], label: _Label) -> None:
    if all(label.end <= other.start or other.end <= label.start for other in found):
        found.append(label)


def _misread(folded: str) -> list[_Label]:
    """Labels read with wrong letters: the words before a colon that are nearly one.

    A full stop in place of the colon counts only after a long label that is right otherwise.
    """
    labels = []
    for colon in _COLON.finditer(folded):
        plain = folded[colon.start()] == ":"
        starts = [m.start() for m in _WORD.finditer(folded, 0, colon.start())][-_LABEL_WORDS:]
        scored = [
            (ratio, start, name)
            for start in starts
            for words, name in _FULL.items()
            if (ratio := _alike(words, folded, start, colon.start(), plain=plain))
        ]
        if scored:
            _, start, name = max(scored)
            labels.append(_Label(start, colon.end(), name))
    for clause in _CLAUSE.finditer(folded):
        for words, name in _BRIEF.items():
            if fuzz.ratio(words, clause["words"]) >= _BRIEF_ALIKE:
                labels.append(_Label(clause.start("words"), clause.end(), name))
    return labels


def _alike(words: str, folded: str, start: int, stop: int, *, plain: bool) -> float:
    """Return the likeness of a label to what stands before a colon, 0 where it is too small.

    A short label inside a sentence must be nearly right.
    """
    least = _ALIKE if plain else _ALIKE_BEFORE_STOP
    begins = folded[:start].rstrip(" ")[-1:] in _BEGINNERS
    if folded[:start].endswith("cac "):
        return 0.0  # "Các đơn vị chủ rừng:" are units, no label
    if plain and len(words) <= _SHORT_LABEL and not begins:
        least = _BRIEF_ALIKE
    return fuzz.ratio(words, folded[start:stop], score_cutoff=least)


def _head(text: str) -> str:
    """Return what stands before the labels, without the bracket or bullet that opens them."""
    return re.sub(r"\s*(?:[(\[]|[-–+*•])?\s*$", "", text)


def _trimmed(value: str, *, last: bool) -> str:
    """Strip the punctuation that ends a clause and the bullet of the next one."""
    value = re.sub(r"[\s;.,]*[-–+*•]?\s*$", "", value)
    if last and value.count(")") > value.count("("):
        value = re.sub(r"\s*\)[\s.;]*$", "", value)
    return value.strip(" ;.,")
