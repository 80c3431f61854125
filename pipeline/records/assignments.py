"""Tasks given in a sentence: "Giao Sở A chủ trì, phối hợp với Sở B tham mưu …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.records.reader import FieldReader
from pipeline.records.times import find_time
from pipeline.types.folding import fold, fold_giving

_GIVE = r"(?:giao|phan cong)"
_GIVEN = re.compile(
    rf"(?P<giao>(?:{_GIVE}|chi dinh)\s+(?:cho\s+)?)?(?P<who>[^;:.]{{3,160}}?)"
    r"\s*(?:la (?:co quan|don vi)\s+)?(?:co trach nhiem\s+)?(?P<role>chu tri)\b"
)
# Given without "chủ trì": "Giao Phòng Tư pháp tổ chức …", "Giao Sở A phối hợp với Sở B …".
_BARELY = re.compile(rf"{_GIVE}\s+(?:cho\s+)?(?=\S)")
# Who shall do it stands in brackets behind: "… (Công an xã chủ trì; các thôn phối hợp)".
_BEHIND = re.compile(r"\((?P<said>[^()]*\bchu tri\b[^()]*)\)[\s.;]*$")
_COLON = re.compile(r"(?P<who>[^;:.]{3,120}?)\s*:\s*(?P<role>chu tri)\b")
# "Cơ quan chủ trì …" says what those in charge do, not who they are.
_NOBODY = re.compile(
    r"(?:(?:cac|moi|cap|nguoi|co quan|don vi|bo phan|ca nhan|can bo|lanh dao|va"
    r"|duoc (?:giao|phan cong)|co (?:nhiem vu|trach nhiem))\b|[,\s])+"
)
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
    r"|nang cao|thanh lap|phan dau|boi duong|duy tri|phat (?:dong|huy|trien|hien)|tap huan|cung co"
    r"|kien toan|trang bi|dao tao|xac (?:dinh|minh|lap)|nang cap|cong khai|chuyen doi|dinh ky"
    r"|doi moi|thu (?:hut|thap)|ky (?:ket|cam ket)|cat giam|chan chinh|thi diem|quyet toan|niem yet"
    r"|khai thac|mua sam|khuyen khich|cap phep|khoi cong|nhan rong|tong ket|so ket|pho cap|lam sach"
    r"|tien hanh|rut ngan|tao (?:lap|chuyen bien|dieu kien)|ap dung|ung dung|phan bo|mo rong"
    r"|tuan tra|dau tranh|truy quet|dieu tra|thu gom|lap dat|dien tap|huan luyen|ung pho|nao vet"
    r"|giai toa|cham soc|tiem phong|giao ban|sua chua|ra quan|dang ky|dau tu|xuc tien|gioi thieu"
    r"|thanh toan|tu van|luu tru|xet|cham"
    r"|trong viec)\b"
)
# Before these words a verb in small letters is part of a name: "ban quản lý", "bộ phận tiếp nhận".
_NAMED_BY = re.compile(
    r"\b(?:(?<!dia )ban|bo phan|phong|trung tam|cuc|doi|to|cong ty|co quan|du an(?: dau tu)?"
    r"|(?:nong nghiep|ke hoach|gi[a_]o duc) va)\s+$"
)
# … but not behind a class ("các khoa, phòng kiểm tra"); and one name ends in a verb.
_OF_A_CLASS = re.compile(
    r"\b(?:cac|nhung)\s+(?:[a-z]+(?: [a-z]+)?,\s+)*(?:phong|ban|to|doi|cuc|trung tam)\s+$"
)
_PLANNING = re.compile(r"\bphong (?:ke hoach|hanh chinh|nghiep vu)\s+$")
_TOGETHER = re.compile(
    r"(?:(?:chu tri|chu dong|tich cuc)[,\s]+(?:va )?)*phoi hop\s+(?:chat che\s+)?"
    r"(?:voi|cung(?: voi)?)\s+"
)
_MOST_UNITS = 40  # words of a list of units; "Sở A phối hợp với Sở B, Sở C và các xã" has 12
_DONE = re.compile(r"[;,(]\s*(?:hoan thanh|xong)\b")
_BRACKET = re.compile(r"\(([^()]{4,80})\)[\s.;]*$")


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task given in a sentence: the words with the units and those with the deadline, or "".

    barely   nothing but "giao" says so: no role word.
    """

    units: str
    deadline: str
    barely: bool = False


def find_assignment(text: str, read: FieldReader) -> Assignment | None:
    """Return what a sentence assigns, or None when it gives no task to a named unit.

    The sentence must begin with the unit ("Sở A chủ trì …", "Sở A: Chủ trì …") or with the word
    that gives ("Giao Sở A chủ trì …"), or say it in brackets at its end.
    """
    folded = fold_giving(text)
    match = _GIVEN.match(folded) or _COLON.match(folded)
    if match is None or not _is_somebody(text[slice(*match.span("who"))], match, read):
        return _said_behind(text, read) or _barely_given(text, folded, read)
    begin, role = match.start("who"), match.start("role")
    named = min(_first_verb(folded, text, begin, role), match.end("who"))
    end = _first_verb(folded, text, match.end("role"), match.end("role"))
    units = f"{text[begin:named].strip(' ,;:')} {text[role:end].strip(' ,;:')}"
    return Assignment(units, _due(text, end))


def _said_behind(text: str, read: FieldReader) -> Assignment | None:
    """Return what brackets at the end assign: "… (A chủ trì; B phối hợp; xong trước 30/9)"."""
    match = _BEHIND.search(fold(text))
    said = text[slice(*match.span("said"))] if match else ""
    given = _GIVEN.match(fold(said))
    if given is None or not read.is_unit_name(said):
        return None
    clauses = [part for part in re.split(r"\s*;\s*", said) if not find_time(part)]
    return Assignment("; ".join(clauses), find_time(said))


def _barely_given(text: str, folded: str, read: FieldReader) -> Assignment | None:
    """Return what "Giao" gives without a role word; the first verb ends the units."""
    match = _BARELY.match(folded)
    if match is None or not read.is_unit_name(text[match.end() :]):
        return None
    end = _first_verb(folded, text, match.end(), -1)
    units = text[match.end() : end].strip(" ,;:")
    if end < 0 or not units or len(units.split()) > _MOST_UNITS:
        return None
    return Assignment(units, _due(text, end), barely=True)


def _due(text: str, start: int) -> str:
    """Return by when, "" where it is not said: behind the last "hoàn thành", or anywhere else."""
    bracket = _BRACKET.search(text)
    last = max((m.start() for m in _DONE.finditer(fold(text), start)), default=start)
    return (find_time(bracket[1]) if bracket else "") or next(
        filter(None, map(find_time, (text[last:], text[start:]))), ""
    )


def _is_somebody(who: str, match: re.Match[str], read: FieldReader) -> bool:
    """Whether a task may be given to ``who``: an office; where it is given, any name."""
    if _NOBODY.fullmatch(fold(who)):
        return False
    given = bool(match.groupdict().get("giao"))
    return read.is_unit_name(who) or (given and who[:1].isupper())


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
        at = match.start()
        named = _NAMED_BY.search(folded, start, at) and not _OF_A_CLASS.search(folded, start, at)
        planning = match.group() == "tong hop" and _PLANNING.search(folded, start, at)
        if text[at].islower() and not named and not planning:
            return at
    return otherwise


def orders_something(text: str) -> bool:
    """Whether a verb of duties begins ``text`` or stands in it: then it is more than a name."""
    folded = fold(text)
    return _VERB.match(folded) is not None or _first_verb(folded, text, 0, -1) >= 0
