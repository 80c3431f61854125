"""Tasks given in a sentence: "Giao Sở A chủ trì, phối hợp với Sở B tham mưu …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.records.duties import first_verb
from pipeline.records.reader import FieldReader
from pipeline.records.times import (
    closing_time,
    find_rhythm,
    find_time,
    without_closing_time,
)
from pipeline.types.folding import fold, fold_giving

_GIVE = r"(?:giao|phan cong)"
_GIVEN = re.compile(
    rf"(?P<giao>(?:{_GIVE}|chi dinh)\s+(?:cho\s+)?)?(?P<who>[^;:.]{{3,160}}?)"
    r"\s*(?:la (?:co quan|don vi)\s+)?(?:co trach nhiem\s+)?(?P<role>chu tri)\b"
)
# Given without "chủ trì": "Giao Phòng Tư pháp tổ chức …", "Giao Sở A phối hợp với Sở B …".
_BARELY = re.compile(rf"(?:{_GIVE}|de nghi)\s+(?:cho\s+)?(?=\S)")
# Who shall do it stands in brackets behind: "… (Công an xã chủ trì; các thôn phối hợp)".
_BEHIND = re.compile(r"\((?P<said>[^()]*\bchu tri\b[^()]*)\)[\s.;]*$")
_COLON = re.compile(r"(?P<who>[^;:.]{3,120}?)\s*:\s*(?P<role>chu tri)\b")
# "Cơ quan chủ trì …" says what those in charge do, not who they are.
_NOBODY = re.compile(
    r"(?:(?:cac|moi|cap|nguoi|co quan|don vi|bo phan|ca nhan|can bo|lanh dao|va"
    r"|duoc (?:giao|phan cong)|co (?:nhiem vu|trach nhiem))\b|[,\s])+"
)
_TOGETHER = re.compile(
    r"(?:(?:chu tri|chu dong|tich cuc)[,\s]+(?:va )?)*phoi hop\s+(?:chat che\s+)?"
    r"(?P<with>(?:voi|cung(?: voi)?)\s+)?"
)
_BESIDE = re.compile(
    r"(?<=[,;] )(?:chu tri,? )?phoi hop (?:chat che )?(?P<with>voi|cung(?: voi)?) "
)
_MOST_UNITS = 40  # words of a list of units; "Sở A phối hợp với Sở B, Sở C và các xã" has 12
_LAST_SENTENCE = re.compile(r"[.;]\s+(?=[A-ZĐ][^.;]*[.;]?\s*$)")
_ROLES = re.compile(
    r"\b(?:chu tri|chiu trach nhiem(?: chinh)?|phu trach|dau moi|phoi hop(?: voi| cung)?|thuc hien"
    r"|tham muu|tham dinh|giam sat|theo doi|tham gia|to chuc)\b"
)
_LEADS = re.compile(r"\b(?:chu tri|chiu trach nhiem|phu trach|dau moi|phoi hop)\b")
_LEAST_NAMED = 0.8  # share of the letters of such a sentence that names take, roles left out
_HELPING = re.compile(r"\s+phối hợp\s*$", re.IGNORECASE)  # with whom is not said
_DONE = re.compile(r"[;,(]\s*(?:hoan thanh|xong)\b")
_BRACKET = re.compile(r"\(([^()]{4,80})\)[\s.;]*$")


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task given in a sentence: the words with the units and those with the deadline, or "".

    barely   nothing but "giao" says so: no role word.
    content  the task, where the sentence that gives it stands apart from it; "" else.
    """

    units: str
    deadline: str
    barely: bool = False
    content: str = ""


def find_assignment(text: str, read: FieldReader) -> Assignment | None:
    """Return what a sentence assigns, or None when it gives no task to a named unit.

    The sentence must begin with the unit ("Sở A chủ trì …", "Sở A: Chủ trì …") or with the word
    that gives ("Giao Sở A chủ trì …"), or say it in brackets at its end.
    """
    folded = fold_giving(text)
    match = _GIVEN.match(folded) or _COLON.match(folded)
    if match is None or not _is_somebody(text[slice(*match.span("who"))], match, read):
        found = _said_behind(text, read) or _said_after(text, read)
        return found or _barely_given(text, folded, read)
    begin, role = match.start("who"), match.start("role")
    named = min(first_verb(folded, text, begin, role, in_names=True), match.end("who"))
    end = first_verb(folded, text, match.end("role"), match.end("role"))
    units = f"{text[begin:named].strip(' ,;:')} {text[role:end].strip(' ,;:')}"
    return Assignment(units, _due(text, end, read))


def _said_behind(text: str, read: FieldReader) -> Assignment | None:
    """Return what brackets at the end assign: "… (A chủ trì; B phối hợp; xong trước 30/9)"."""
    match = _BEHIND.search(fold(text))
    if match is None:
        return None
    said = text[slice(*match.span("said"))]
    if _GIVEN.match(fold(said)) is None or not read.is_unit_name(said):
        return None
    clauses = [part for part in re.split(r"\s*;\s*", said) if not find_time(part)]
    content = text[: match.start()].rstrip(" ;")
    return Assignment("; ".join(clauses), find_time(said) or find_time(content), content=content)


def _said_after(text: str, read: FieldReader) -> Assignment | None:
    """Return what a last sentence of names, roles and a time assigns.

    "Xây dựng 10 phác đồ. Các khoa thực hiện, Hội đồng Thuốc phối hợp, xong trước 30/6."
    """
    cut = _LAST_SENTENCE.search(text)
    if cut is None:
        return None
    said, time = without_closing_time(text[cut.end() :].strip(" .;"), read)
    if not time and (time := find_time(said)):  # "… phối hợp với Khoa B thực hiện trong quý II"
        said = said[: said.index(time)].rstrip(" ,;")
    folded = fold(said)
    if not _LEADS.search(folded) or not read.is_unit_name(said):
        return None
    found = read.parse_units(said, "both")
    names = (*found.lead, *found.coordinating)
    spoken = _ROLES.sub("", folded)
    share = sum(map(_letters, names)) / max(_letters(spoken), 1)
    if not names or share < _LEAST_NAMED or not all(map(read.is_unit_name, names)):
        return None
    content = text[: cut.start() + 1].rstrip(" ;")
    return Assignment(said, time or find_time(content), content=content)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _barely_given(text: str, folded: str, read: FieldReader) -> Assignment | None:
    """Return what "Giao" gives without a role word; the first verb ends the units."""
    match = _BARELY.match(folded)
    if match is None or not read.is_unit_name(text[match.end() :]):
        return None
    end = first_verb(folded, text, match.end(), -1)
    units = _HELPING.sub("", text[match.end() : end]).strip(" ,;:")
    if end < 0 or not units or len(units.split()) > _MOST_UNITS:
        return None
    return Assignment(units, _due(text, end, read), barely=True)


def _due(text: str, start: int, read: FieldReader) -> str:
    """Return by when, "" where it is not said: behind the last "hoàn thành", or anywhere else."""
    if closing := closing_time(text, read):
        return closing
    bracket = _BRACKET.search(text)
    last = max((m.start() for m in _DONE.finditer(fold(text), start)), default=start)
    return (find_time(bracket[1]) if bracket else "") or next(
        filter(None, map(find_time, (text[last:], text[start:]))), _rhythm(text)
    )


def _rhythm(text: str) -> str:
    """Return how often, "" where the words only say that it goes on ("giữ gìn thường xuyên")."""
    said = find_rhythm(text)
    return "" if fold(said).startswith("thuong xuyen") else said


def _is_somebody(who: str, match: re.Match[str], read: FieldReader) -> bool:
    """Whether a task may be given to ``who``: an office; where it is given, any name."""
    if _NOBODY.fullmatch(fold(who)):
        return False
    given = bool(match.groupdict().get("giao"))
    return read.is_unit_name(who) or (given and who[:1].isupper())


def helpers_named(text: str, read: FieldReader) -> str:
    """Return the units that a duty lets take part ("Phối hợp với Sở A, Sở B tham mưu …"), or "".

    They may stand behind its first clause, too: "Chỉ đạo …, phối hợp với Sở A tổ chức …".
    """
    folded = fold(text)
    match = _TOGETHER.match(folded) or _BESIDE.search(folded)
    if match is None or not (match["with"] or read.is_unit_name(text[match.end() :])):
        return ""
    end = first_verb(folded, text, match.end(), -1)
    units = text[match.end() : end].strip(" ,;:") if end > match.end() else ""
    return units if match.re is _TOGETHER or read.is_unit_name(units) else ""
