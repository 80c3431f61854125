"""Points addressed to units: "1. Sở Nội vụ:" over its duties, "2. Sở Y tế: Tổ chức …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.records.assignments import helpers_named
from pipeline.records.duties import begins_with_duty, orders_something
from pipeline.records.names import are_names
from pipeline.records.numbering import Numbering, letters_value
from pipeline.records.outline import Point
from pipeline.records.reader import FieldReader
from pipeline.types.folding import fold, fold_giving

_MOST_WORDS = 40  # "Sở A chủ trì, phối hợp với Sở B, Sở C và các đơn vị liên quan thực hiện" has 20
_LEAD_IN = re.compile(
    r"(?:doi voi|rieng|de nghi|yeu cau|trach nhiem cua|nhiem vu cua|giao(?: cho)?)\s+"
)
_ROLE = re.compile(
    r"(?:[,-]?\s*(?:\([^()]*(?:thuong truc|dau moi|chu tri)[^()]*\)|(?:co trach nhiem|co nhiem vu"
    r"|(?:co quan|don vi) (?:thuong truc|dau moi)|chiu trach nhiem"
    r"|la (?:co quan|don vi) (?:chu tri|thuong truc|dau moi)|chu tri|chu dong"
    r"|phoi hop(?: (?:voi|cung))?|to chuc|trien khai|thuc hien"
    r"|(?:mot so|cac|nhung) (?:noi dung|nhiem vu|cong viec)(?: (?:chu yeu|trong tam))?|sau(?: day)?"
    r"|theo chuc nang(?:, nhiem vu)?(?: (?:duoc giao|cua minh))?)\b))*\s*[:.]?\s*$"
)
# "ỦY BAN NHÂN DÂN XÃ A Số: 5/TB-UBND": the head of a letter that came as one line.
_LETTERHEAD = re.compile(r"\bS[ốỐ]\s*$")
_LETTER = re.compile(r"(?:^|(?<=[;:.,]\s))([a-zđ])\)\s*")
_DASH = re.compile(r"(?<=[^\W\d_])\s+[–-]\s+(?=[A-ZĐÀ-Ỹ])")  # "5. Trạm Y tế xã – Tư vấn …"
_FIRST_LETTER = re.compile(r"(?<=[^\W\d_:;,])\s+a\)\s")
# "Các" begins a unit only before a kind of office; "các nội dung, kiến nghị" are none.
_PLURAL = re.compile(r"(?:cac|nhung|mot so|toan the|tat ca)\b")
_PLURAL_KIND = re.compile(
    r"(?:(?:cac|nhung|mot so|toan the|tat ca)\s+)+(?:so|bo|ban|nganh|co quan|don vi|phong|hoi"
    r"|doan|to chuc|dia phuong|xa|phuong|thi|huyen|quan|tinh|thon|to|khu|cap|doanh nghiep|truong"
    r"|trung tam|ubnd|uy ban|chi cuc|cuc|chu|thanh vien|dong chi|ca nhan|cong ty|benh vien|tram"
    r"|cong chuc|can bo|doi|ong\b|truong|giao vien|ho|hop tac xa|ngan hang"
    r"|luc luong|co so|nha|bao|dai)\b"
)
_TOGETHER = re.compile(r",?\s*(?:chu tri,?\s*)?phoi hop\s+(?:chat che\s+)?(?:voi|cung)\s+")


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom a point is addressed to.

    units   words with the units and their roles ("Sở A chủ trì, phối hợp với Sở B").
    rest    what they shall do, as far as the point itself says it.
    """

    units: str
    rest: str = ""


def addressed_to(head: str, read: FieldReader) -> Addressed | None:
    """Return whom a point's words are addressed to, None where they are about something else.

    Either the words name units and nothing else, or they do so up to a colon.
    """
    lettered = _FIRST_LETTER.search(head)
    before, colon, rest = head.partition(":")
    dash = _DASH.search(head)
    if dash and not colon and begins_with_duty(head[dash.end() :]):
        before, colon, rest = head[: dash.start()], ":", head[dash.end() :]
    if lettered and lettered.start() <= len(before):
        before, colon, rest = head[: lettered.start()], ":", head[lettered.start() :]
    if colon and rest.strip():
        if _LETTERHEAD.search(before):
            return None
        units = _only_units(before, read)
        if not units or _only_units(rest, read):  # "Thành phần: Phòng A, Phòng B" orders nothing
            return None
        return Addressed(units, rest.strip())
    units = _only_units(head, read)
    return Addressed(units) if units else None


def inline_points(point: Point, rest: str) -> Iterator[Point]:
    """Yield the duties that an addressed point states itself: "a) …; b) …" or one in words.

    Words that end in a colon lead over to the points below and are none.
    """
    cuts = _lettered(rest)
    if len(cuts) > 1 or (cuts and cuts[0].start() == 0):
        for cut, end in zip(cuts, [*(c.start() for c in cuts[1:]), len(rest)], strict=True):
            numbering = Numbering("lower", 1, letters_value(cut[1]), cut[1])
            words = rest[cut.end() : end].strip()
            yield replace(point, numbering=numbering, words=words, head=words, part=cut[1])
    elif rest and not rest.endswith(":"):
        yield replace(point, words=rest, head=rest)


def _lettered(text: str) -> list[re.Match[str]]:
    """Return the letters a), b), c) … that cut a text into points, in their order."""
    cuts: list[re.Match[str]] = []
    for match in _LETTER.finditer(text):
        if letters_value(match[1]) == len(cuts) + 1:
            cuts.append(match)
    return cuts


def with_helpers(addressed: Addressed, duty: str, read: FieldReader) -> str:
    """Return the units of a duty: those addressed, and whom its own words let take part."""
    helping = helpers_named(duty, read)
    if not helping:
        return addressed.units
    joint = ", " if _TOGETHER.search(fold(addressed.units)) else " chủ trì, phối hợp với "
    return f"{addressed.units}{joint}{helping}"


def _only_units(words: str, read: FieldReader) -> str:
    """Return the units that ``words`` consist of, "" where they hold anything else."""
    if len(words.split()) > _MOST_WORDS:
        return ""
    folded = fold_giving(words)
    lead_in = _LEAD_IN.match(folded)
    start = lead_in.end() if lead_in else 0
    role = _ROLE.search(folded, start)
    named = words[start : role.start() if role else len(words)].strip(" ,;.:")
    if not named:
        return ""
    found = read.parse_units(named, "both")
    names = (*found.lead, *found.coordinating)
    if any(_is_no_unit(name) for name in names):
        return ""
    helped = _TOGETHER.search(fold(named))
    plain = f"{named[: helped.start()]}{named[helped.end() :]}" if helped else named
    return named if are_names(names, plain, read) else ""


def _is_no_unit(name: str) -> bool:
    """Whether what looks like a unit's name is a plural of things, or orders something."""
    folded = fold(name)
    of_things = _PLURAL.match(folded) is not None and _PLURAL_KIND.match(folded) is None
    return of_things or orders_something(name)
