"""Tasks given in a sentence: "Giao Sở A chủ trì, phối hợp với Sở B tham mưu …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.records.times import find_time
from pipeline.types.folding import fold

_OFFICE = (
    r"(?:so|phong|ban|van phong|chi cuc|cuc|trung tam|ubnd|uy ban|cong an|thanh tra|bo chi huy"
    r"|bo|hoi|doan|bao hiem|kho bac|dai|bao|benh vien|truong|thu truong|cac|lien doan|tinh doan"
    r"|huyen doan|doi|hat|cong ty|ngan hang|buu dien|vien|to)\b"
)
_GIVEN = re.compile(
    rf"(?P<giao>(?:giao|phan cong|chi dinh)\s+(?:cho\s+)?)?(?P<who>{_OFFICE}[^;:.]{{3,160}}?)"
    r"\s*(?:la (?:co quan|don vi)\s+)?(?:co trach nhiem\s+)?(?P<role>chu tri)\b"
)
_COLON = re.compile(rf"(?P<who>{_OFFICE}[^;:.]{{3,120}}?)\s*:\s*(?P<role>chu tri)\b")
# What a unit is told to do: the list of coordinating units ends here.
_VERB = re.compile(
    r"\b(?:tham muu|tiep thu|xay dung|to chuc(?! (?:lien quan|chinh tri|co lien quan|va ca nhan))"
    r"|trien khai|thuc hien|huong dan|kiem tra|theo doi|don doc|tong hop|ra soat|de xuat|tham dinh"
    r"|can doi|bo tri|ban hanh|trinh|bao cao|chi dao|tuyen truyen|day manh|tang cuong|nghien cuu"
    r"|cap nhat|van hanh|giam sat|danh gia|lap|cong bo|tiep nhan|pho bien|xu ly|bao dam|dam bao"
    r"|hoan thien|cung cap|ket noi|so hoa|khao sat|tiep tuc|chuan bi"
    r"|huy dong|long ghep|giu vung|giu gin|bao ve|ngan chan|phong ngua|nam (?:chac|bat)|quan ly"
    r"|kiem soat|giai quyet|thao go|tham gia|tap trung|chu dong|thuong xuyen|kip thoi|quan triet"
    r"|thong bao|thong tin|bo sung|sap xep|van dong|ho tro|mo|soan thao|lay|de|nham"
    r"|trong viec)\b"
)
# Before these words a verb in small letters is part of a name: "ban quản lý", "bộ phận tiếp nhận".
_NAMED_BY = re.compile(r"\b(?:ban|bo phan|phong|trung tam|cuc|doi|to|nha|cong ty|co quan)\s+$")
_TOGETHER = re.compile(
    r"(?:(?:chu tri|chu dong|tich cuc)[,\s]+(?:va )?)*phoi hop\s+(?:chat che\s+)?"
    r"(?:voi|cung(?: voi)?)\s+"
)
_BRACKET = re.compile(r"\(([^()]{4,80})\)[\s.;]*$")


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task given in a sentence: the words with the units and those with the deadline, or ""."""

    units: str
    deadline: str


def find_assignment(text: str) -> Assignment | None:
    """Return what a sentence assigns, or None when it gives no task to a named unit.

    The sentence must begin with the unit ("Sở A chủ trì …", "Sở A: Chủ trì …") or with the word
    that gives ("Giao Sở A chủ trì …").
    """
    folded = fold(text)
    match = _GIVEN.match(folded) or _COLON.match(folded)
    if match is None:
        return None
    begin, role = match.start("who"), match.start("role")
    named = min(_first_verb(folded, text, begin, role), match.end("who"))
    end = _first_verb(folded, text, match.end("role"), match.end("role"))
    units = f"{text[begin:named].strip(' ,;:')} {text[role:end].strip(' ,;:')}"
    bracket = _BRACKET.search(text)
    deadline = find_time(bracket[1]) if bracket else ""
    return Assignment(units, deadline or find_time(text[end:]))


def helpers_named(text: str) -> str:
    """Return the units that a duty lets take part ("Phối hợp với Sở A, Sở B tham mưu …"), or ""."""
    folded = fold(text)
    match = _TOGETHER.match(folded)
    if match is None:
        return ""
    end = _first_verb(folded, text, match.end(), -1)
    return text[match.end() : end].strip(" ,;:") if end > match.end() else ""


def _first_verb(folded: str, text: str, start: int, otherwise: int) -> int:
    """Return where the first verb in small letters is: names of units end there."""
    for match in _VERB.finditer(folded, start):
        if text[match.start()].islower() and not _NAMED_BY.search(folded, start, match.start()):
            return match.start()
    return otherwise


def orders_something(text: str) -> bool:
    """Whether a verb of duties begins ``text`` or stands in it: then it is more than a name."""
    folded = fold(text)
    return _VERB.match(folded) is not None or _first_verb(folded, text, 0, -1) >= 0
