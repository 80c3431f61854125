"""Other ways to write the points of a plan, put into the words that the outline reads.

Some points name what they are ("Nhiệm vụ: …", "Nội dung khắc phục: …"), some state first what was
wrong ("Hạn chế: …"), some put a unit's role behind it before other labels, and some paragraphs hold
several sentences that each give a task.
"""

from __future__ import annotations

import re

from pipeline.types.folding import fold

_DONE = r"(?: (?:cong viec|nhiem vu|cu the|khac phuc|thuc hien|trien khai|xu ly|chu yeu))*"
_CONTENT = re.compile(
    rf"(?:noi dung|nhiem vu|cong viec|bien phap|giai phap|huong){_DONE}\s*:\s*(?=\S)"
)
_FAULT = re.compile(
    r"(?:nhung |cac |noi dung )?(?:han che|ton tai|khuyet diem|thieu sot)"
    r"(?:, (?:han che|ton tai|khuyet diem|thieu sot))*\s*:\s*"
)
# "(Phòng A chủ trì; phối hợp: Phòng B": the first unit has its role behind it.
_ROLE_BEHIND = re.compile(
    r"\((?P<who>[^():;]{3,90}?)\s+(?P<role>chu tri|phu trach|thuc hien|dau moi)\s*(?=[;,]\s*"
    r"(?:don vi )?(?:phoi hop|thoi gian|thoi han|hoan thanh|san pham)\s*:)"
)
_LABEL_OF = {"dau moi": "Đầu mối", "phu trach": "Phụ trách", "thuc hien": "Thực hiện"}
_GIVING = re.compile(r"(?<=[.;])\s+(?=(?:Giao|Phân công) (?:cho )?[A-ZĐ])")
# "Giao Phòng A chủ trì, phối hợp Phòng B thực hiện, xong trước 30/9.": whose the task before is.
_WHOSE = re.compile(
    r"(?:giao|phan cong) [^.;]{3,200}?"
    r"\b(?:tham muu|(?<!viec )thuc hien|chu tri|phoi hop|phu trach)"
    r"(?:,\s*(?:xong|hoan thanh|so ket|thoi gian|trong|truoc|cham nhat)\b[^.;]{3,60})?[.;]?$"
)
_NUMBERED = re.compile(
    r"(?:noi dung|nhiem vu|cong viec|viec|hoat dong|giai phap)(?: so)? "
    r"(?P<number>\d{1,2})\s*[:.]\s+"
)


def sentences_apart(text: str) -> list[str]:
    """Cut a paragraph before each further sentence that gives a task: "… Giao Sở A chủ trì …".

    What stands before the first of them is a part of its own. A sentence that names but whom a
    task is given to belongs to the one before.
    """
    parts: list[str] = []
    for part in map(str.strip, _GIVING.split(text)):
        if parts and _WHOSE.fullmatch(fold(part)):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return parts


def numbered_by_label(text: str) -> tuple[int, str] | None:
    """Return the number and the words of "Nội dung 1: …", None where there is no such label."""
    match = _NUMBERED.match(fold(text))
    return (int(match["number"]), text[match.end() :]) if match else None


def begins_with_content_label(text: str) -> bool:
    """Whether a point says first that it is a task: "Nhiệm vụ: …"."""
    return _CONTENT.match(fold(text)) is not None


def without_content_label(text: str) -> str:
    """Return what "Nhiệm vụ:" or "Nội dung khắc phục:" names; other words as they stand."""
    match = _CONTENT.match(fold(text))
    return text[match.end() :] if match else text


def remedy(text: str) -> str | None:
    """Return what shall be done about a fault: "Hạn chế: …. Nội dung khắc phục: …".

    None where the words state no fault, "" where they state nothing else.
    """
    folded = fold(text)
    fault = _FAULT.match(folded)
    if fault is None:
        return None
    content = _CONTENT.search(folded, fault.end())
    return text[content.end() :] if content else ""


def with_labelled_roles(text: str) -> str:
    """Give a unit in brackets its label: "(Phòng A chủ trì; phối hợp: …".

    >>> with_labelled_roles("Kiểm tra (Phòng A chủ trì; phối hợp: Phòng B)")
    'Kiểm tra (Chủ trì: Phòng A; phối hợp: Phòng B)'
    """
    match = _ROLE_BEHIND.search(fold(text))
    if match is None:
        return text
    label = _LABEL_OF.get(match["role"], "Chủ trì")
    who = text[slice(*match.span("who"))]
    return f"{text[: match.start()]}({label}: {who}{text[match.end() :]}"
