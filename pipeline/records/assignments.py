"""Tasks given in a sentence: "Giao Sở A chủ trì, phối hợp với Sở B tham mưu …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.records.duties import first_verb
from pipeline.records.names import are_names
from pipeline.records.reader import FieldReader
from pipeline.records.responsible import responsible_apart
from pipeline.records.times import closing_time, find_rhythm, find_time
from pipeline.types.folding import fold, fold_giving

_GIVE = r"(?:giao|phan cong)"
_GIVEN = re.compile(
    rf"(?P<giao>(?:{_GIVE}|chi dinh)\s+(?:cho\s+)?)?(?P<who>(?:[^;:.()]|\([^()]*\)){{3,160}}?)"
    r"\s*(?:la (?:co quan|don vi)\s+)?(?:co trach nhiem\s+)?(?P<role>chu tri)\b"
)
# Given without "chủ trì": "Giao Phòng Tư pháp tổ chức …", "Giao Sở A phối hợp với Sở B …".
_BARELY = re.compile(
    rf"(?:{_GIVE}|de nghi|yeu cau(?! (?:cac|thu truong|toan the)))\s+(?:cho\s+)?(?=\S)"
)
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
_HELPING = re.compile(r"\s+phối hợp\s*$", re.IGNORECASE)  # with whom is not said
_TO_ALL = ("quan triet", "nghiem tuc")  # said to everybody: no task
_ANSWERS = re.compile(r"\bchiu trach nhiem truoc\b")  # what befalls whoever does not
_MODIFIED = re.compile(
    r"(?:,?\s+(?:có trách nhiệm|chịu trách nhiệm|chủ động|tích cực|thường xuyên|kịp thời|phải|cần"
    r"|khẩn trương|tiếp tục|theo chức năng(?:, nhiệm vụ)?(?: được giao| của mình)?))+\s*$"
)
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
        apart = responsible_apart(text, read)
        if apart is not None:
            return Assignment(apart.units, apart.time, not apart.roles, apart.content)
        return _barely_given(text, folded, read)
    begin, role = match.start("who"), match.start("role")
    named = min(first_verb(folded, text, begin, role, in_names=True), match.end("who"))
    end = first_verb(folded, text, match.end("role"), match.end("role"))
    units = f"{text[begin:named].strip(' ,;:')} {text[role:end].strip(' ,;:')}"
    return Assignment(units, _due(text, end, read))


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


def said_of_unit(text: str, read: FieldReader) -> Assignment | None:
    """Return what a sentence says a unit does, whom no word of giving or leading names.

    "Sở Tài chính chủ động tham mưu bố trí kinh phí", "Ban A có trách nhiệm bám sát …".
    """
    folded = fold(text)
    at = first_verb(folded, text, 0, -1)
    units = _MODIFIED.sub("", text[: max(at, 0)]).strip(" ,")
    if folded.startswith(_TO_ALL, max(at, 0)) or _ANSWERS.search(folded):
        return None
    if at <= 0 or not units[:1].isupper() or len(units.split()) > _MOST_UNITS:
        return None
    if not are_names(read.parse_units(units, "lead").lead, units, read):
        return None
    return Assignment(units, _due(text, at, read), barely=True)


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
