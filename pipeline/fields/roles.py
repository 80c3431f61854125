"""Role words in a cell of units: who leads ("chủ trì"), who takes part ("phối hợp")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from pipeline.fields.unit_names import HEAD

Role = Literal["lead", "coordinating"]

_ROLE_WORDS = ("phoi hop", "chu tri")
# A name or a task that contains the role word, not a role.
_IN_NAME = re.compile(
    r"(?:hoi dong|quy che|chuong trinh|(?<!- )(?<!-)(?<!phong )(?<!chinh )(?<!so )ke hoach|co che"
    r"|nghi quyet|van ban|(?:^|[;,.(\n+-]|\b(?:va|cac|giao)) *(?:ban|to)) *$"
)
_WORD = re.compile(r"\bphoi hop\b|\bchu tri\b")
_LABEL_BEFORE = re.compile(
    r"(?:^|[.;\n(]|\bva )[\s+*•-]*"
    r"(?:(?:co quan|don vi|cq|dv|bo phan|phong|so|ban|nganh|cap)(?:,? (?:don vi|co quan))?\s+)?$"
)
# The label of a role in full, where the line feed before it was lost.
_LABEL_WITHIN = re.compile(r"(?<=\s)(?:-\s*)?(?:co quan|don vi)\s+$")
# "Thường trực HĐND" is a name: words that names begin with need their colon.
_LEAD_LABEL = re.compile(
    r"(?:^|(?<=[.;\n]))[\s+*•-]*(?:(?:giao|phan cong"
    r"|(?:co quan|don vi|dau moi) (?:chiu trach nhiem(?: chinh)?|thuc hien|dau moi|tham muu))\s*:?"
    r"|(?:(?:co quan|don vi) )?(?:chiu trach nhiem(?: chinh)?|thuc hien|dau moi|thuong truc"
    r"|tham muu|phu trach(?: chinh)?|dam nhiem|trach nhiem(?: chinh)?)\s*:)\s+(?=\S)"
)
_LEAD_TAIL = re.compile(
    r"\s*(?:\(\s*(?:la |lam )?(?:co quan |don vi )?(?:thuong truc|dau moi|chu tri)"
    r"(?: (?:ban chi dao|chuong trinh)[^()]{0,30})?\s*\)"
    r"|\s+-\s+(?:la )?(?:co quan|don vi) (?:thuong truc|dau moi|chu tri)(?=\s*(?:[;.,)\n]|$))"
    r"|,?\s*(?:la|lam)\s+(?:co quan\s+|don vi\s+)?(?:dau moi|thuong truc)"
    r"|,?\s*(?:la|lam)\s+(?:co quan|don vi)\s+chu tri(?=\s*(?:[;.,)\n]|$)))"
)
_AFTER_LEAD = re.compile(
    r"(?:\s+(?:va\s+)?(?:tham muu|thuc hien|to chuc(?: thuc hien)?|huong dan|tong hop|chinh))*"
    rf"\s*(?=$|[.;:)\n]|\bphoi hop\b|,\s*(?:va |phoi hop|co su |cung |voi |{HEAD.pattern}))"
)
_AFTER_JOIN = re.compile(r"\s+(?:thuc hien\s+)?(?:chat che\s+)?(?:voi|cung(?: voi)?|giua)?\s*")
_LEAD_IN = re.compile(r"(?:,|\bva)?\s*(?:chu dong\s*)?$")
_OWN_TASK = re.compile(
    r"\s+(?:soan thao|xay dung|ban hanh|(?:(?:cac|tung|moi) )?(?:de an|nhiem vu|du an|de tai"
    r"|hoat dong"
    r"|noi dung|chuong trinh|cong viec|san pham|chi tieu|tieu chi|mo hinh|phan viec|dau viec))\b"
)
_TASK = re.compile(rf"[^;.\n(]*?(?=,?\s*\bphoi hop\b|,\s*{HEAD.pattern}|[;.\n(]|$)")
_CLOSED = re.compile(r"\s*(?:thuc hien|to chuc thuc hien|trien khai|tham gia)?\s*(?=$|[.;)\n])")
_TAKE_PART = re.compile(
    r"\s+(?:la|lam)\s+(?:co quan|don vi)\s+phoi hop\s*(?=$|[.;\n])"
    r"|\s+(?:cung\s+)?tham gia(?: thuc hien)?\s*(?=$|[.;\n])"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A role word at ``start``:``stop`` (to be cut out), and which side it speaks of.

    before   the role of the units standing before it in the same clause, None: as they were.
    after    the role of the units that follow, None: the default of the cell.
    """

    start: int
    stop: int
    before: Role | None
    after: Role | None


def mend_role_words(folded: str, least: float) -> tuple[str, bool]:
    """Put misread role words right ("phoi hap" → "phoi hop"), keeping the length.

    ``least`` is the similarity from which two neighbouring syllables count as a role word.
    """
    mended = folded
    for match in _pairs(folded):
        pair = match.group()
        for word in _ROLE_WORDS:
            if pair != word and len(pair) == len(word) and fuzz.ratio(pair, word) >= 100 * least:
                mended = mended[: match.start()] + word + mended[match.end() :]
    return mended, mended != folded


def _pairs(folded: str) -> Iterator[re.Match[str]]:
    for match in re.finditer(r"(?<![a-z0-9])(?=([pc][a-z0-9|]+ [a-z0-9|]+)(?![a-z0-9]))", folded):
        whole = re.compile(re.escape(match.group(1))).match(folded, match.start())
        if whole:
            yield whole


def find_marks(folded: str) -> tuple[Mark, ...]:
    """Return the role words of ``folded`` from left to right, none inside a name."""
    marks = [Mark(m.start(), m.end(), None, "lead") for m in _LEAD_LABEL.finditer(folded)]
    marks += [Mark(m.start(), m.end(), "lead", None) for m in _LEAD_TAIL.finditer(folded)]
    marks += [Mark(m.start(), m.end(), "coordinating", None) for m in _TAKE_PART.finditer(folded)]
    taken = [(m.start, m.stop) for m in marks]
    for match in _WORD.finditer(folded):
        if any(a <= match.start() < b for a, b in taken):
            continue
        mark = _mark(folded, match)
        if mark is not None:
            marks.append(mark)
    return tuple(sorted(marks, key=lambda m: m.start))


def _mark(folded: str, match: re.Match[str]) -> Mark | None:
    role: Role = "lead" if match.group() == "chu tri" else "coordinating"
    head, tail = folded[: match.start()], folded[match.end() :]
    if role == "coordinating" and _IN_NAME.search(head):
        return None
    label = _LABEL_BEFORE.search(head)
    colon = re.match(r"\s*[:\-]\s*|[ ]*\n\s*(?=\S)", tail)
    if label is None and colon and ":" in colon.group():
        label = _LABEL_WITHIN.search(head)
    if label and colon:
        return Mark(_start(label), match.end() + colon.end(), None, role)
    bracket = re.search(r"\(\s*(?:co quan |don vi )?$", head)
    if bracket:
        close = re.match(r"[^()\n]{0,20}\)?", tail)
        return Mark(bracket.start(), match.end() + (close.end() if close else 0), role, None)
    if role == "lead":
        after = _AFTER_LEAD.match(tail)
        if after is None:
            return _lead_with_task(folded, match)
        return Mark(match.start(), match.end() + after.end(), "lead", None)
    return _join(folded, match, label is not None)


def _start(label: re.Match[str]) -> int:
    """Where the label's words begin: after the mark of punctuation that closes the last clause."""
    lead = re.match(r"[.;\n(]?(?:va )?", label.group())
    return label.start() + (lead.end() if lead else 0)


def _lead_with_task(folded: str, match: re.Match[str]) -> Mark | None:
    """Cut out the task too ("chủ trì hướng dẫn, tổng hợp"), unless it makes the unit's name.

    "Cơ quan chủ trì soạn thảo" is a name: None.
    """
    if _OWN_TASK.match(folded, match.end()):
        return None
    stop = _TASK.match(folded, match.end())
    return Mark(match.start(), stop.end() if stop else match.end(), "lead", None)


def _join(folded: str, match: re.Match[str], at_start: bool) -> Mark | None:
    tail = folded[match.end() :]
    closed = _CLOSED.match(tail)
    if closed and not at_start:
        return Mark(match.start(), match.end() + closed.end(), "coordinating", None)
    join = _AFTER_JOIN.match(tail)
    stop = match.end() + (join.end() if join else 0)
    lead_in = _LEAD_IN.search(folded[: match.start()])
    start = lead_in.start() if lead_in else match.start()
    return Mark(start, stop, None if at_start else "lead", "coordinating")
