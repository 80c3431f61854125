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
from pipeline.fields.letterhead_title import body_index, read_title, read_type, type_index
from pipeline.types.folding import fold

_ABBREVIATIONS = (
    r"NQ|QĐ|CT|QC|QyĐ|TC|TB|HD|CTr|KH|PA|ĐA|DA|BC|BB|TTr|HĐ|CĐ|BGN|BTT|GUQ|GM|GGT|GNP|PG|PC|PB"
    r"|SY|TrS|SL|KL|CV|NĐ|TT|BKH"
)
_STATE_NUMBER = re.compile(
    rf"(?P<n>\d{{1,5}}[a-z]?)[/\\|lI]?(?P<s>(?:(?:19|20)\d\d/)?(?:{_ABBREVIATIONS})"
    r"[-–](?:[A-ZĐ][A-Za-zĐđ0-9.&]*)(?:[-–/][A-ZĐ0-9][A-Za-zĐđ0-9.&]*)*)"
)
_LETTER_NUMBER = re.compile(r"(?P<n>\d{1,5}[a-z]?)/(?P<s>[A-ZĐ]{2,}(?:[-–][A-ZĐ0-9&.]+)*)")
_PARTY_NUMBER = re.compile(rf"(?P<n>\d{{1,5}})[-–](?P<s>(?:{_ABBREVIATIONS})/[A-ZĐ]{{1,8}})")
_NUMBER_CUE = re.compile(r"\W*s[o0]\s*(?:[:;.,]\s*|(?=\d|/))")
_DATE = re.compile(
    r"(?:(?P<place>[^,.;:\d]{2,40}?)\s*[,.;]?\s*)?\bng[ae]y\s*(?P<d>\S{0,4})\s*th[ae]ng\s*"
    r"(?P<m>\S{0,4}?)\s*n[ae]m\s*(?P<y>\d{4})?"
)
_PLACE = re.compile(r"(?P<place>[^,.;:\d]{2,40}?)\s*[,.;]\s*ng[ae]y\b")

_ORGANISATION = re.compile(
    r"(?:uy ban|ubnd|hoi dong|hdnd|so|bo|ban|phong|chi cuc|cuc|tong cuc|trung tam|truong|benh vien"
    r"|cong an|van phong|thanh tra|tinh uy|huyen uy|thi uy|thanh uy|quan uy|dang uy|dang bo|chi bo"
    r"|lien doan|hoi|doan|mat tran|mttq|kho bac|bao hiem|vien|hoc vien|tap doan|tong cong ty"
    r"|cong ty|quy|toa an|ngan hang|dai phat|chinh phu|lien minh|ubmttq|bch|bcd|to cong tac"
    r"|bo chi huy|tinh doan|huyen doan|thanh doan|tong lien doan)\b"
)
_UNFINISHED = re.compile(
    r"(?:\bva|,|-|–|&|\bcua|\bthuoc)\s*$|^(?:van phong|ban chi dao|to cong tac)$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The head: values, and the index of the first paragraph below it.

    day   None where day, month or year is not legible.
    """

    issuer: Found
    parent: Found
    number: Found
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
    number_at, number = _number(above)
    place, day, day_pieces = _place_date(above)
    issuer, parent = _issuer(above, number_at, {id(p) for p in (*place.pieces, *day_pieces)})
    kind, title, body = NOTHING, NOTHING, 0
    if at is not None:
        kind, first = read_type(pieces[at])
        title, end = read_title(pieces, at, first)
        body = pieces[end].paragraph if end < len(pieces) else pieces[-1].paragraph + 1
    elif above:
        body = above[-1].paragraph + 1
    return Head(issuer, parent, number, place, day, day_pieces, kind, title, body)


def _number(above: Sequence[Piece]) -> tuple[int | None, Found]:
    """Read the number; ("", found line) where its digits are missing or not legible."""
    cue_at: int | None = None
    for index, piece in enumerate(above):
        cue = _NUMBER_CUE.match(piece.folded)
        if cue is None and piece.side == "right":
            continue
        text = read_number(piece.text[cue.end() :] if cue else piece.text)
        if text:
            return index, Found(text, (piece,))
        if cue is not None and cue_at is None and piece.side != "right":
            cue_at = index
    if cue_at is None:
        return None, NOTHING
    return cue_at, Found("", (above[cue_at],))


def read_number(text: str) -> str:
    """Return the document number in ``text`` ("28/KH-UBND", "45-KH/TU"), "" where it has none.

    Blanks inside are taken out, and a lost slash is put back before an official abbreviation of a
    type, where nothing else can stand.
    """
    tight = "".join(map(_plain, "".join(text.split())))
    if party := _PARTY_NUMBER.match(tight):
        return f"{party['n']}-{party['s']}"
    match = _STATE_NUMBER.match(tight) or _LETTER_NUMBER.match(tight)
    return f"{match['n']}/{_symbols(match['s'])}" if match else ""


def _plain(char: str) -> str:
    """Take the mark off a letter: a number's symbols have none but that of Đ."""
    if char in "–—":
        return "-"
    if char in "Đđ" or not char.isalpha():
        return char
    return fold(char).upper() if char.isupper() else fold(char)


def _symbols(text: str) -> str:
    """Cut what was read on behind the symbols: a place in small letters, end marks."""
    return re.sub(rf"(?<=[A-ZĐ0-9])[A-ZĐ][{LOWER}].*$", "", text).rstrip(".-")


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
        return found, _day(match), tuple(row)
    return NOTHING, None, ()


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


def _issuer(above: Sequence[Piece], number_at: int | None, dated: set[int]) -> tuple[Found, Found]:
    """Read issuer and the body above it from the capitals at the left, over the number."""
    lines = []
    for index, piece in enumerate(above):
        over = number_at is None or _over(piece, index, above[number_at], number_at)
        named = is_upper(piece.text, 0.6) and not is_stray(piece) and id(piece) not in dated
        beside = piece.side == "right" or motto_span(piece.text) is not None
        if over and named and not beside and not _NUMBER_CUE.match(piece.folded):
            lines.append(piece)
    groups: list[list[Piece]] = []
    for piece in lines:
        if groups and not _opens(piece, groups[-1]):
            groups[-1].append(piece)
        elif groups or _ORGANISATION.match(piece.folded.lstrip("'\"`~-. ")):
            groups.append([piece])
    if not groups:
        return NOTHING, NOTHING
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
    return _ORGANISATION.match(piece.folded.lstrip("'\"`~-. ")) is not None


def _named(group: Sequence[Piece]) -> Found:
    return Found(tidy(" ".join(piece.text for piece in group)), tuple(group))
