"""The seams between the names of a list where scanning closed or tore them."""

from __future__ import annotations

import re

from pipeline.fields.canonical import (
    begins_whole_name,
    is_catalogued,
    is_whole_name,
    starts_office,
)
from pipeline.fields.unit_names import JOINED_TAIL, looks_like_unit
from pipeline.types.folding import fold

# Dirt between small letters: "truyền.thanh", "và. các", "Truyền: thông".
_DIRT = re.compile(r"(?<=[a-zà-ỹ])(?:\s?\.(?=\s?[a-zà-ỹ])|(?<![ìợệốưo]):(?=\s[a-zà-ỹ]))")
_TWICE = re.compile(r"\s*,(?:\s*,)+ *")  # "các xã,,thị trấn"
_LONE = re.compile(r"(?<=\w) \. ?(?=[^\W\d_])")  # no stop stands apart: "UBND xã Cúc . Phương"
_QUOTE = re.compile(r"[\"“”‘’`]")
_REST = 3  # words; what is left of a name that a line feed cut is shorter than a name of its own
_HALF = re.compile(r"(?:van phong|vp)(?: (?:hdnd|hoi dong nhan dan))?")
_BULLET = re.compile(r"^(?:[\s\-+*•.,:;/]|\d{1,2}[.)]\s|[a-zđ]\)\s)+")
_TAIL = re.compile(r"[\s.,;:\-]+$")
_CAPITAL = re.compile(r"(?<=[\w)]) (?=[A-ZĐÀ-ỸĂÂÊÔƠƯ])")
# Party committees of bodies are offices themselves: "Đảng ủy Quân sự tỉnh".
_NO_OWNER = r"(?! (?:quan su|cong an|uy ban|ubnd|cac co quan))"
# What may follow a whole name as the body that it belongs to: "Phòng Nội vụ UBND huyện".
_OWNER = re.compile(
    rf"(?:huyen|tinh|thanh|thi|quan|dang) uy{_NO_OWNER}\b|(?:ubnd|hdnd) (?:cap|huyen|tinh|xa|thi"
    rf"|thanh)"
)
_BULLETED = re.compile(r"^\s*[-+•]\s")
_NUMBERED = re.compile(r"(?:[;,.]?\s+)\d{1,2}[.)]\s+(?=[A-ZĐ])")  # "… 2) Phòng Tư pháp"
_DASH = re.compile(r"(?<=\S)\s[-+]\s(?=[^\W\d_])")
# Bodies that own offices: behind a dash they may end a name ("Phòng Quản lý giá - Sở Tài chính").
_BODY = re.compile(
    r"(?:so|bo(?! phan)|ubnd|hdnd|uy ban|van phong (?:hdnd|ubnd|huyen|tinh|dang)"
    rf"|(?:huyen|tinh|dang) uy{_NO_OWNER}|thuong truc|cong an|truong|benh vien)\b"
)
# Kinds of office of which none is part of another of its kind, before a capital of their own.
_KIND = re.compile(
    r"(?:Phòng|Sở|Bộ phận|Trung tâm|Hội|Chi cục|Trạm|Công an|UBND|Khoa|Tổ|Đội)(?= [^\W\d_])"
)
# A kind with a code is a whole name, before one of another or of the same kind.
_BY_CODE = re.compile(r"(?:Phòng|P\.|Khoa|K\.|Tổ|Đội|Ban) ?(?:[A-ZĐ]{2,}[\w&-]*|[A-ZĐ]+\d+)")
_BY_NUMBER = re.compile(r"(Phòng|Ban|Khoa|Tổ|Đội|Trạm) \d{1,2}")  # of a kind that is counted
_UNION = re.compile(r"(?:Tỉnh|Huyện|Thành|Thị) [Đđ]oàn\b")
_OF_UNIONS = re.compile(r"(?:ban|van phong|trung tam|nha)\b")  # "Ban Phong trào Tỉnh Đoàn"
_BEGINS = re.compile(rf"(?:Phòng|P\.|Bộ phận|Khoa|Tổ|Đội|Trung tâm) ?[A-ZĐ]|{_UNION.pattern}")
# Names that go on with the body that they serve: "Đoàn Thanh niên Công an tỉnh".
_SERVING = re.compile(
    r"(?:van phong|thanh tra|bch|btv|bgh|cong an|cong doan|doan thanh nien.*|ban chi dao"
    r"|hoi dong|thuong truc"
    r"|thu vien|mat tran to quoc|uy ban kiem tra|ban thuong vu|ban chap hanh|tram y te"
    r"|ban to chuc)$"
)
_CODED = re.compile(r"P\.[A-ZĐ][A-ZĐ&-]*")  # "P.QLVT-PTNL": a department by its letters
_CLASS_BEGINS = re.compile(r"Các (?=[a-zà-ỹđ])")
_OVER_A_CLASS = re.compile(
    r"(?:lien hiep|ban quan ly|hoi dong|ubnd|thu truong|giam doc|lanh dao|hieu truong|chu tich"
    r"|truong|nguoi dung dau)$"
)
_OPEN = re.compile(r"(?:,|-|\b(?:va|voi|cung|cua|cac|thuoc))$")


def unfused(piece: str) -> list[str]:
    """Cut between names that lost what parted them: "Phòng Nội vụ Công an huyện".

    Behind a whole name of the catalogue and before another one; between two offices of one kind
    ("Phòng Giáo dục Trung học Phòng Kế hoạch"); and before a class ("… Các trường học").
    """
    start = 0
    parts = []
    for gap in _CAPITAL.finditer(piece):
        left, right = _BULLET.sub("", piece[start : gap.start()]), piece[gap.end() :]
        if _OPEN.search(fold(left)) or _OWNER.match(fold(right)):
            continue
        if _fused(left, right):
            parts.append(piece[start : gap.start()])
            start = gap.end()
    return [*parts, piece[start:]]


def _fused(left: str, right: str) -> bool:
    last = left.rpartition(", ")[2]
    if last.endswith("Tài chính") and right.startswith("Kế toán"):
        return False
    if starts_office(right) and (is_whole_name(left) or is_whole_name(last)):
        return True
    coded = _CODED.fullmatch(last) and _CODED.match(right)
    if coded or _counted(last, right) or (_BY_CODE.fullmatch(last) and _BEGINS.match(right)):
        return True
    if _CLASS_BEGINS.match(right):
        return looks_like_unit(left) and not _OVER_A_CLASS.search(fold(left)) and " " in left
    kind = _KIND.match(last)
    if kind is not None and right.startswith(kind.group() + " "):
        more = len(last.split()) - len(kind.group().split())
        return right[kind.end() + 1 :][:1].isupper() and more > 1
    owned = _UNION.match(right) and _OF_UNIONS.match(fold(left))
    alone = is_catalogued(left) and not owned and _SERVING.match(fold(left)) is None
    begins = starts_office(right) or _BEGINS.match(right) is not None
    return alone and begins and _BODY.match(fold(right)) is None


def _counted(left: str, right: str) -> bool:
    """Tell whether two offices of a kind have but numbers for names: "Phòng 1 Phòng 2"."""
    first, second = _BY_NUMBER.fullmatch(left), _BY_NUMBER.match(right)
    return first is not None and second is not None and first[1] == second[1]


def unbulleted(text: str) -> str:
    """Give each bulleted name its own line again: "- Phòng Nội vụ - Phòng Y tế".

    A line that begins with a dash counts its names with dashes; one that stands between a part and
    its body ("- Phòng Quản lý giá - Sở Tài chính") stays where the part is no whole name.
    """
    return "\n".join(_each_apart(line) for line in text.split("\n"))


def _each_apart(line: str) -> str:
    line = _NUMBERED.sub("\n", line)
    if not _BULLETED.match(line):
        return _of_one_kind(line)
    names: list[str] = []
    start = 0
    for dash in _DASH.finditer(line):
        left, right = _BULLET.sub("", line[start : dash.start()]), line[dash.end() :]
        if not looks_like_unit(right) or not (right[0].isupper() or _TAIL.search(left)):
            continue
        if begins_whole_name(f"{left} - {right}", left):
            continue
        if _BODY.match(fold(right)) and not is_whole_name(left.strip(" .,;")):
            continue
        names.append(line[start : dash.start()])
        start = dash.end()
    return "\n".join([*names, line[start:]])


def with_their_halves(units: list[str]) -> list[str]:
    """Join the names of offices that serve two bodies: "Văn phòng HĐND" and "UBND huyện"."""
    whole: list[str] = []
    for unit in units:
        if whole and _HALF.fullmatch(fold(whole[-1])) and JOINED_TAIL.match(fold(unit)):
            word = " " if fold(whole[-1]) == "van phong" else " và "
            whole[-1] = f"{whole[-1]}{word}{unit}"
        else:
            whole.append(unit)
    return whole


def clean(text: str) -> str:
    """Take dirt out: stops and colons inside a name, a quote mark that has no partner."""
    text = _TWICE.sub(", ", _DIRT.sub(" ", text))
    for stop in reversed(list(_LONE.finditer(text))):
        if not looks_like_unit(text[stop.end() :]):
            text = f"{text[: stop.start()]} {text[stop.end() :]}"
    lines = text.split("\n")
    plain = (_QUOTE.sub("", line) if len(_QUOTE.findall(line)) % 2 else line for line in lines)
    return "\n".join(re.sub(r" {2,}", " ", line) for line in plain)


def rejoined(text: str) -> str:
    """Join a name that a line feed cut: "UBND xã Cúc" over "Phương"."""
    lines = text.split("\n")
    names = lines[:1]
    for line in lines[1:]:
        bare = _BULLET.sub("", names[-1])
        last = re.split(r"[;,] ", bare)[-1]
        rest_of = f"{last} - {_BULLET.sub('', line)}"
        if not looks_like_unit(_BULLET.sub("", line)) and begins_whole_name(rest_of, last):
            names[-1] = f"{names[-1]} - {_BULLET.sub('', line)}"
            continue
        rest = len(line.split()) <= _REST and line[:1].isalpha() and not looks_like_unit(line)
        if rest and looks_like_unit(bare) and not _TAIL.search(bare):
            names[-1] = f"{names[-1]} {line}"
        else:
            names.append(line)
    return "\n".join(names)


def _of_one_kind(line: str) -> str:
    """Cut "Phòng Nội vụ - Phòng Tư pháp": no office of one kind is part of another."""
    parts: list[str] = []
    start = 0
    for dash in _DASH.finditer(line):
        left, right = line[start : dash.start()], line[dash.end() :]
        kind = _KIND.match(left)
        if kind and right.startswith(kind.group() + " ") and is_whole_name(left):
            parts.append(left)
            start = dash.end()
    return "\n".join([*parts, line[start:]])
