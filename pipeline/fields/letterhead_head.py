"""The head of the first page: issuer, number, place and date, type and title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.fields.letterhead_lines import (
    LOWER,
    NOTHING,
    UPPER,
    Found,
    Piece,
    is_stray,
    is_upper,
    motto_span,
    tidy,
)
from pipeline.fields.letterhead_number import NUMBER_CUE, find_number
from pipeline.fields.letterhead_title import (
    body_index,
    is_joint,
    read_title,
    read_type,
    type_index,
)
from pipeline.types.folding import fold

_DATE = re.compile(
    r"(?:(?P<place>(?:t[px]\.\s*)?[^,.;:\d]{2,40}?)\s*[,.;]?\s*)?\bng[ae]y\s*(?P<d>\S{0,4})\s*th[ae]ng\s*"
    r"(?P<m>\S{0,4}?)\s*n[ae]m\s*(?P<y>\d{4})?"
)
# Confidence of a word. Days and months in print were read with 0.32-1.0 (one month with 0.25), by
# hand with 0.17-0.41 where wrong, on 14 real and 48 composed papers.
_SURE_DAY = 0.3
_SURE_MONTH = 0.2
_LONE_DIGIT = 0.8
_PLACE = re.compile(r"(?P<place>(?:t[px]\.\s*)?[^,.;:\d]{2,40}?)\s*[,.;]\s*ng[ae]y\b")

_ORGANISATION = re.compile(
    r"(?:uy ban|\S{1,2} ban nhan dan|s3|ubnd|hoi dong|hdnd|so|bo|ban|phong|chi cuc|cuc"
    r"|tong cuc|trung tam|truong|benh vien|cong an|van phong|thanh tra|tinh uy|huyen uy"
    r"|thi uy|thanh uy|quan uy|dang uy|dang bo|chi bo|lien doan|hoi|doan|mat tran|mttq"
    r"|kho bac|bao hiem|vien|hoc vien|tap doan|tong cong ty|cong ty|quy|toa an|ngan hang"
    r"|dai phat|chinh phu|lien minh|ubmttq|bch|bcd|to cong tac|bo chi huy|tinh doan"
    r"|huyen doan|thanh doan|tong lien doan|cong doan|tram|quan khu|quan chung|lu doan|trung doan"
    r"|su doan|tieu doan|dai hoc|quoc hoi|hiep hoi|lien hiep|dien luc|buu dien|hat|tap chi"
    r"|xi nghiep|thi doan|xa doan|quan doan|vuon quoc gia|doi (?:thue|quan ly|canh sat|thanh tra"
    r"|kiem lam|thi hanh|cong tac)|don bien phong|cang vu|thu vien|bao tang|phan hieu|hop tac xa"
    r"|nha (?:van hoa|hat|thieu nhi|xuat ban|may)|trai (?:giam|tam giam)|cau lac bo|thong tan xa"
    r"|to chuyen mon|kiem toan)\b"
)
# Words that begin like an office and are none: headings of tables and of annexes.
_NO_OFFICE = re.compile(
    r"(?:vien (?:tro|phi|chuc)|ban (?:hanh|sao|cam ket)|quy (?:che|dinh"
    r"|hoach|trinh|dat|mo|luong)|so (?:lieu|luong|ket|huu|tien|ho|nguoi|tai san|theo doi|tt)"
    r"|truong hop|hoi (?:nghi|thi|thao|nhap|dap)|doan (?:ket|vien)|phong (?:chong|trao|ngua)"
    r"|bo (?:tieu chi|chi so|sung|tri|phieu|thu tuc|cau hoi)|cong doan thi cong)\b"
)
_UNFINISHED = re.compile(
    r"(?:\bva|,|-|–|&|\bcua|\bthuoc)\s*$|^(?:van phong|ban chi dao|to cong tac|truong"
    r"|doan dai bieu|ban quan ly|hoi|lien hiep)$"
)


_JOINT = re.compile(r"/(?:KHLT|KHLN|KHLS|CTrLT|CTLT|HDLT|HDLN|NQLT)\b")


@dataclass(frozen=True, slots=True)
class Head:
    """The head: values, and the index of the first paragraph below it.

    day       None where day, month or year is not legible.
    by_hand   something stands where the number's digits belong, but no print that was read surely.
    """

    issuer: Found
    parent: Found
    number: Found
    by_hand: bool
    place: Found
    day: date | None
    day_pieces: tuple[Piece, ...]
    type: Found
    title: Found
    body_from: int


def read_head(pieces: Sequence[Piece]) -> Head:
    """Read the head from the pieces of the first page, in reading order."""
    at = type_index(pieces)
    above = pieces[:at] if at is not None else pieces[: body_index(pieces, 0)]
    number_at, number, by_hand = find_number(above)
    place, day, day_pieces = _place_date(above)
    joint = _JOINT.search(number.text) or (at is not None and is_joint(pieces[at]))
    dated = {id(p) for p in (*place.pieces, *day_pieces)}
    issuer, parent = _issuer(above, number_at, dated, joint=bool(joint))
    kind, title, body = NOTHING, NOTHING, 0
    if at is not None:
        kind, first = read_type(pieces[at])
        title, end = read_title(pieces, at, first)
        body = pieces[end].paragraph if end < len(pieces) else pieces[-1].paragraph + 1
    elif above:
        body = above[-1].paragraph + 1
    return Head(issuer, parent, number, by_hand, place, day, day_pieces, kind, title, body)


def _place_date(above: Sequence[Piece]) -> tuple[Found, date | None, tuple[Piece, ...]]:
    for index, piece in enumerate(above):
        if not re.search(r"\bng[ae]y\b", piece.folded):
            continue
        row = [p for p in above[index:] if p is piece or _beside(piece, p)]
        text = " ".join(p.text for p in row)
        folded = fold(text)
        match = _DATE.search(folded)
        if match is None:
            place = _PLACE.search(folded)
            if place:
                return _placed(text, place, row), None, tuple(row)
            continue
        place = match if match["place"] else _PLACE.search(folded)
        found = _placed(text, place, row) if place else NOTHING
        sure = _sure(match["d"], row, _SURE_DAY) and _sure(match["m"], row, _SURE_MONTH)
        return found, _day(match) if sure else None, tuple(row)
    return NOTHING, None, ()


def _sure(digits: str, row: Sequence[Piece], least: float) -> bool:
    """Whether the word with these digits was read well enough to be print.

    Days below ten are written with a zero (Decree 30/2020): a lone digit may have lost another.
    """
    every = [word for piece in row for word in piece.words if digits in word.text]
    words = [word for word in every if word.text.strip(".,") == digits] or every
    wanted = max(least, _LONE_DIGIT) if len(digits) == 1 and least == _SURE_DAY else least
    return not words or max(word.confidence for word in words) >= wanted


def _placed(text: str, match: re.Match[str], row: Sequence[Piece]) -> Found:
    words = text[match.start("place") : match.end("place")]
    words = re.split(rf"(?:[A-ZĐ]{{2,}}|\d)\s+(?=[{UPPER}][{LOWER}])", words)[-1]
    return Found(words.strip(" .,-–'\"`*"), tuple(row))


def _beside(piece: Piece, other: Piece) -> bool:
    """Whether another piece goes on with the line of ``piece`` to its right."""
    if piece.box is None or other.box is None or piece.page != other.page:
        return False
    common = min(piece.box.y1, other.box.y1) - max(piece.box.y0, other.box.y0)
    return common > 0.5 * min(piece.height, other.height) and other.box.x0 >= piece.box.x1


def _day(match: re.Match[str]) -> date | None:
    digits = [match[name] or "" for name in ("d", "m", "y")]
    if not all(value.isdigit() for value in digits):
        return None
    day, month, year = map(int, digits)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _issuer(
    above: Sequence[Piece], number_at: int | None, dated: set[int], *, joint: bool
) -> tuple[Found, Found]:
    """Read issuer and the body above it from the capitals at the left, over the number.

    joint   several offices issue the paper together; none is above another.
    """
    lines = []
    for index, piece in enumerate(above):
        over = number_at is None or _over(piece, index, above[number_at], number_at)
        named = is_upper(piece.text, 0.6) and not is_stray(piece) and id(piece) not in dated
        beside = piece.side == "right" or motto_span(piece.text) is not None
        listed = ";" in piece.text or re.match(r"\W*[-–]\s", piece.text)
        if over and named and not beside and not listed and not NUMBER_CUE.match(piece.folded):
            lines.append(piece)
    groups: list[list[Piece]] = []
    for piece in lines:
        if groups and not _opens(piece, groups[-1]):
            groups[-1].append(piece)
        elif groups or _begins_office(piece):
            groups.append([piece])
    if not groups:
        return NOTHING, NOTHING
    if joint:
        names = " - ".join(_named(group).text for group in groups)
        return Found(names, tuple(piece for group in groups for piece in group)), NOTHING
    parents = [piece for group in groups[:-1] for piece in group]
    return _named(groups[-1]), _named(parents)


def _over(piece: Piece, index: int, number: Piece, number_at: int) -> bool:
    if piece.box is None or number.box is None:
        return index < number_at
    return piece.box.center[1] < number.box.y0


def _opens(piece: Piece, before: Sequence[Piece]) -> bool:
    """Whether a line begins the name of another organisation than the lines above it."""
    above = fold(" ".join(p.text for p in before)).strip(" .'\"`~")
    if _UNFINISHED.search(above):
        return False
    return _begins_office(piece)


def _begins_office(piece: Piece) -> bool:
    words = piece.folded.lstrip("'\"`~-. ")
    return _ORGANISATION.match(words) is not None and _NO_OFFICE.match(words) is None


def _named(group: Sequence[Piece]) -> Found:
    return Found(tidy(" ".join(piece.text for piece in group)), tuple(group))
