"""Cutting a list of units at what separates them and nowhere inside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.fields.canonical import begins_whole_name
from pipeline.fields.unit_members import goes_on, with_shared_head
from pipeline.fields.unit_names import (
    BARE_KIND,
    BARE_KIND_ONLY,
    HEAD,
    JOINED_BODIES,
    JOINED_TAIL,
    PLACE,
    PLURAL,
    looks_like_unit,
)
from pipeline.fields.unit_seams import clean, rejoined, unbulleted, unfused, with_their_halves
from pipeline.types.folding import fold

_LOWER_NAME = re.compile(
    r"uy ban|cong an|trung tam|trang thong tin|cong thong tin|dai (?:truyen|phat)|van phong"
    r"|hoi (?:nong|phu|cuu|lien|chu|nguoi|khuyen)|tram y te|can bo|cong chuc|lanh dao|thu truong"
    r"|truong (?:thon|ap|ban|khu|xom|buon|thpt|mam|tieu)|ban (?:quan ly|chi dao|chi huy|dan)"
    r"|to (?:cong|quan|hoa)|phong [a-z]+ [a-z]+|so [a-z]+ [a-z]+|doan (?:thanh|xa)|mat tran|xa doan"
    r"|huyen doan|don vi [a-z]+|co quan [a-z]+|chi (?:cuc|nhanh|bo|hoi)|benh vien|nha thau|kho bac"
    r"|chu (?:tich|dau|rung|nha)|ngan hang|bao hiem|doi [a-z]+ [a-z]+|ubnd|cong ty|doanh nghiep"
    r"|dien luc|hop tac xa|htx|giao vien|hoc sinh|nhan vien|to truong|doi truong|bi thu"
    r"|luc luong [a-z]+|y te (?:thon|ban|truong)|truong phong|ke toan|dan quan|cong tac vien"
    r"|bql"
)
_LONG_REST = 8  # syllables; what goes on with a name ("Thể thao và Du lịch") is shorter
# What only announces a list: "Các cơ quan: Công an huyện, Viện kiểm sát nhân dân huyện".
_GROUP = re.compile(r"(?:cac )?(?:co quan|don vi|nganh|phong|ban|thanh vien|thanh phan)(?: gom)?")
# Whose list of areas "các xã" goes on with: "UBND huyện và các xã" is one entry.
_OF_AREAS = re.compile(r"(?:cac )?(?:ubnd|uy ban|hdnd|hoi dong|dang uy|cap)\b")
# A class in small letters: a capital behind it begins a name ("Các trường học, Tổ chuyên môn").
_SMALL_CLASS = re.compile(r"(?:[Cc]ác|[Nn]hững) (?=\w)(?![A-ZĐÀ-ÝĂƠƯ])")
_BARE = re.compile(
    r"hoi dong|can bo|cong chuc|vien chuc|chuyen vien|bo phan|van phong|trung tam|don vi|co quan"
    r"|ban quan ly|nhan vien"
)
# No seam is the point of an abbreviated kind: "P. KHTH" (Phòng), "K. Dược" (Khoa), "TT. Y tế",
# nor that of a degree: "TS. Nguyễn Văn A".
_STRONG = re.compile(
    r"[;\n]|(?<!\b[A-ZĐÔ])(?<!\bT[PTX])(?<!\bBV)(?<!\b[BDGKT]S)(?<!\bThS)(?<!\bPGS)\.\s+"
    r"(?=[A-ZĐ\-+])|(?<=\s)[•+*]\s"
)
_WEAK = re.compile(
    r"\s*,\s*(?:và\s+|va\s+)?|\s+(?:và|cùng với|cùng|va)\s+|\s*/\s*(?=[A-ZĐ])", re.IGNORECASE
)
_BULLET = re.compile(r"^(?:[\s\-+*•.,:;/]|\d{1,2}[.)]\s|[a-zđ]\)\s)+")
_TAIL = re.compile(r"(?:\s+(?:và|hoặc))?[\s.,;:\-]+$|\s+(?:và|hoặc)$")
_OPENING = re.compile(
    r"(?:giao(?: cho)?|do|và|va|cùng|với|của|gồm|phân công|trách nhiệm của|cơ quan"
    r"|đơn vị)(?:\s*:)\s*"
    r"|(?:(?:kính )?đề nghị|yêu cầu|giao(?: cho)?|do|và|cùng với|với|phân công)\s+",
    re.IGNORECASE,
)
# What a bracket in small letters says of a unit is no part of its name: "(các KCN)", "(tổ chức)";
# another kind of place or rank is, and so is another name: "UBND xã (phường)", "… (nay là …)".
_SCOPE = re.compile(r"\s*\((?P<said>[a-zà-ỹđ][^()]*)\)$")
_OTHER_WORD = re.compile(
    r"(?:xa|phuong|thi tran|thi xa|thanh pho|huyen|tinh|thon|xom|dac khu|cap (?:xa|huyen|tinh)"
    r"|can bo|cong chuc|vien chuc|pho|ba|hoac|nay la|truoc day|goi tat|viet tat)\b"
)
# Officers of a hamlet: "trưởng thôn, thôn đội trưởng"; areas by number: "khu 1, khu 2".
_HAMLET_OFFICER = re.compile(r"(?:thon|xom|ap|khu|ban|buon|khom)(?: doi)? truong\b")
_NUMBERED_AREA = re.compile(
    r"(?P<kind>khu|thon|xom|ap|to|ban|buon|khom|khu pho|to dan pho) \d+[a-z]?"
)
_TEACHER = re.compile(r"(?:[Tt]hầy|[Cc]ô)(?: giáo)? [A-ZĐÀ-Ỹ]")
_DUTY = re.compile(
    r"(?:,?\s+(?:to chuc\s+|truc tiep\s*)?(?:thuc hien|tham muu|tong hop|trien khai|theo doi"
    r"|chi dao|huong dan|tham dinh|phoi hop thuc hien|tham gia)|\s+truc tiep)+$"
)


def split_units(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the units of one role's text and whether the cutting is doubtful.

    Semicolons, line feeds and full stops always separate; a comma or "và" only where a new name
    begins behind it.
    """
    units: list[str] = []
    doubtful = False
    for piece in _pieces(rejoined(unbulleted(clean(text)))):
        parts = unfused(piece)
        for part in parts:
            names, unsure = _split_weak(_trimmed(part))
            units += [name for name in names if sum(map(str.isalpha, name)) > 1]
            doubtful |= unsure or len(parts) > 1
    whole = with_shared_head(with_their_halves(units))
    return tuple(dict.fromkeys(whole)), doubtful or whole != units


def _pieces(text: str) -> Iterator[str]:
    """Cut at what always separates; a colon between two names is a semicolon misread."""
    for piece in _STRONG.split(text):
        left, colon, right = piece.partition(": ")
        if colon and _GROUP.fullmatch(fold(_trimmed(left))) and looks_like_unit(right):
            yield from _pieces(right)
        elif colon and looks_like_unit(_trimmed(left)) and looks_like_unit(right):
            yield left
            yield from _pieces(right)
        else:
            yield piece


def _trimmed(piece: str) -> str:
    piece = _TAIL.sub("", _BULLET.sub("", piece))
    piece = _OPENING.sub("", piece, count=1) if _OPENING.match(piece) else piece
    duty = _DUTY.search(fold(piece))
    if duty and piece[duty.start() :].islower() and not _names_duty(piece[: duty.start()], duty):
        piece = piece[: duty.start()]
    piece = piece.strip()
    if piece.count("(") != piece.count(")"):
        piece = piece.strip("()") if "(" not in piece[1:] else piece + ")"
    return _without_scope(_TAIL.sub("", piece))


def _without_scope(piece: str) -> str:
    scope = _SCOPE.search(piece)
    if scope is None:
        return piece
    return piece if _OTHER_WORD.match(fold(scope["said"])) else piece[: scope.start()]


def _names_duty(left: str, duty: re.Match[str]) -> bool:
    """Whether the duty makes the name: "Hội đồng thẩm định", "Phòng Kế hoạch tổng hợp"."""
    folded = fold(left).strip()
    if " " not in folded or _BARE.fullmatch(folded):
        return True
    planning = (
        re.search(
            r"\b(?:ke hoach|hanh chinh|nghiep vu|van phong|dich vu|quan tri|bao tro xa hoi|khoa noi"
            r"|thu vien khoa hoc|trung tam ky thuat|benh vien da khoa)$",
            folded,
        )
        is not None
    )
    return planning and duty.group().strip().startswith("tong hop")


def _split_weak(piece: str) -> tuple[list[str], bool]:
    """Cut at commas and "và" where a new name begins; second: whether a cut was left open."""
    names: list[str] = []
    doubtful = False
    start = at = 0
    while True:
        gap = _next_gap(piece, at)
        if gap is None:
            break
        at = gap.end()
        left, right = piece[start : gap.start()], piece[at:]
        if begins_whole_name(piece[start:], left):
            continue
        teachers = _TEACHER.match(left) and _TEACHER.match(right)
        if teachers or _begins_name(left, right, "," in gap.group()):
            names.append(_trimmed(left))
            start = at
        elif "," in gap.group() and right[:1].isupper() and len(right.split()) > _LONG_REST:
            doubtful = True
    names.append(_trimmed(piece[start:]))
    return names, doubtful


def _next_gap(piece: str, at: int) -> re.Match[str] | None:
    """Return the next weak separator that does not stand in parentheses or quotes."""
    for gap in _WEAK.finditer(piece, at):
        before = piece[: gap.start()]
        quoted = before.count('"') % 2 or before.count("“") > before.count("”")
        if before.count("(") <= before.count(")") and not quoted:
            return gap
    return None


def _begins_name(left: str, right: str, comma: bool) -> bool:
    """Whether ``right`` starts a unit of its own, ``left`` being the unit so far."""
    folded_left, folded = fold(left).strip(), fold(right)
    head = HEAD.match(folded)
    if head is None or not left.strip():
        return False
    if JOINED_BODIES.search(folded_left) and JOINED_TAIL.match(folded):
        return False
    mixed = right[0].isupper() and _SMALL_CLASS.match(left) is not None
    listed = not mixed and _is_enumeration(folded_left, right)
    if listed or goes_on(left, right, comma=comma):
        return False
    if right[0].isupper():
        return not _proper_rest(folded_left, folded)
    alone = _HAMLET_OFFICER.match(folded) or _same_numbered_area(folded_left, folded)
    office = re.match(r"ban (?:quan ly|chi dao|chi huy|to chuc|dan)", folded)
    if PLACE.match(folded) and not office:
        of_its_own = folded.startswith("cac ") and _OF_AREAS.match(folded_left) is None
        return of_its_own or bool(alone)
    person = comma and right.lower().startswith(("bà ", "ông ", "đồng chí ", "đ/c "))
    named = bool(PLURAL.match(folded)) or _full_lower_name(folded, comma)
    return person or named or bool(alone)


def _same_numbered_area(left: str, right: str) -> bool:
    """Whether two areas of one kind stand beside each other, each by its number."""
    first, then = _NUMBERED_AREA.fullmatch(left), _NUMBERED_AREA.match(right)
    return first is not None and then is not None and first["kind"] == then["kind"]


def _is_enumeration(left: str, right: str) -> bool:
    """Whether the next member is again a bare kind of office: "các sở, ban, ngành"."""
    first = re.split(r"\s*(?:,|\bva\b)\s*", fold(right), maxsplit=1)[0]
    plural = PLURAL.match(left + " ") is not None
    if plural and right[0].islower() and BARE_KIND.match(first) and not PLURAL.match(first):
        return JOINED_TAIL.match(first) is None
    member = BARE_KIND_ONLY.fullmatch(first) is not None and not PLURAL.match(first)
    bare = BARE_KIND_ONLY.fullmatch(re.split(r"\s*,\s*", left)[0]) is not None
    return member and (plural or bare)


def _proper_rest(left: str, folded: str) -> bool:
    """Whether a capital goes on: "Báo và Đài tỉnh", "… chính trị và Học sinh sinh viên"."""
    if re.search(r"\bphong (?:cong tac|giao duc) chinh tri$", left):
        return re.match(r"(?:quan ly )?(?:hoc sinh|sinh vien)", folded) is not None
    return bool(re.fullmatch(r"(?:bao|cuc|tong cuc|to|so)", left)) and not PLURAL.match(folded)


def _full_lower_name(folded: str, comma: bool) -> bool:
    """Whether a name in small letters begins: syllables that only names of offices begin with."""
    if not comma and re.match(r"can bo|cong chuc|doanh nghiep|co quan|don vi", folded):
        return False
    return _LOWER_NAME.match(folded) is not None
