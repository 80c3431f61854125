"""Legal bases: the documents that the paragraphs before the first section name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.types.folding import fold, joined
from pipeline.types.task import LegalBasis
from pipeline.types.text import Paragraph

_KINDS = (
    r"(?:hien phap|bo luat|luat|phap lenh|lenh|nghi quyet|nghi dinh|thong tu(?: lien tich)?"
    r"|quyet dinh|chi thi|ket luan|ke hoach|chuong trinh|de an|du an|cong van|cong dien|thong bao"
    r"|huong dan|quy che|quy dinh(?! tai| cua)|to trinh|bao cao|van ban|dieu le|thong tri"
    r"|cac (?:nghi|quyet|van|thong|ke|luat|chi|cong))\b"
)
_CUE = re.compile(
    rf"(?:can cu(?: vao)?|thuc hien|thi hanh|trien khai(?: thuc hien)?|theo|tiep tuc thuc hien"
    rf"|nham (?:thuc hien|trien khai|cu the hoa))\s+(?:noi dung\s+)?(?={_KINDS})"
)
_OPENING = re.compile(r"(?:can cu|thuc hien|theo|xet|thi hanh|trien khai|de |nham)")
_KIND = re.compile(rf"(?:can cu\s+)?(?={_KINDS})")
_ACTOR = (
    r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|so|bo|phong|ban|chi cuc|cuc|tong cuc|trung tam"
    r"|van phong|cong an|thanh tra|tinh uy|huyen uy|thi uy|thanh uy|dang uy|truong|benh vien|hoi"
    r"|chu tich|giam doc|lien doan|tinh doan|huyen doan|bao hiem|kho bac|vien|don vi|co quan)\b"
)
_ACTS = (
    r"\b(?:ban hanh|xay dung|bao cao|trien khai|de ra|chi thi|yeu cau|quyet dinh|huong dan"
    r"|thong bao|to chuc|lap|de nghi|kinh (?:trinh|bao cao))\b"
)
_ISSUED = re.compile(rf"[,.;]\s*(?:nay\s*,?\s*)?(?={_ACTOR}[^;]{{0,120}}?{_ACTS})")
_PART = re.compile(
    rf";\s*(?:va\s+)?(?=(?:can cu\s+)?{_KINDS})|(?:,\s*(?:va\s+)?|\s+va\s+)(?={_KINDS}\s+so\s+\d)"
)
_DATED = re.compile(r"(?!.*\b(?:sua doi|bo sung|thay the|thi hanh)\b).*\bngay\s+\d")
_SECTION = re.compile(r"(?:[ivx1l]{1,4}\s*[./)]\s*\D|[a-h]\s*\.\s|phan thu|dieu 1\b|1\s*\.\s)")
_LOUD = 24  # characters; "CĂN CỨ LUẬT …" itself is never in capitals that long
_NUMBER = re.compile(
    r"(?:số|so)\s+(?P<number>\d+[a-zđ]?(?:[/-]\s?(?:\d{4}|[A-ZĐ][\wĐđ&.]*)(?:[-/][A-ZĐ][\wĐđ&.]*)*)+)"
)
_DAY = re.compile(
    r"\bngay\s+(?P<d>\d{1,2})(?:\s?[/.-]\s?|\s+thang\s+)(?P<m>\d{1,2})(?:\s?[/.-]\s?|\s+nam\s+)"
    r"(?P<y>\d{4})\b"
)
_ABOUT = re.compile(
    r"\b(?:ve viec|ve|quy dinh|huong dan|ban hanh|phe duyet|sua doi|giao|cong bo|thanh lap"
    r"|tang cuong|day manh|trien khai|thuc hien|kiem soat)\b"
)
_ENDS = re.compile(r"[;.:]\s*$")


def find_bases(paragraphs: Sequence[Paragraph]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the documents named before the first section, and the paragraphs they stand in.

    paragraphs   those after the title, in reading order.

    "Căn cứ A; B;" names two. What follows the last document ("…, UBND huyện ban hành Kế hoạch …",
    "; xét đề nghị của …") is none of them, and neither is a proposal ("Theo đề nghị của …").
    """
    bases: list[str] = []
    used: list[int] = []
    for indexes, text in _openings(paragraphs):
        found = _documents(text)
        bases += found
        used += indexes if found else ()
    return tuple(dict.fromkeys(bases)), tuple(used)


def _openings(paragraphs: Sequence[Paragraph]) -> list[tuple[list[int], str]]:
    """Paragraphs up to the first section, those put together again that were read in parts."""
    texts: list[tuple[list[int], str]] = []
    for index, paragraph in enumerate(paragraphs):
        text = joined(paragraph.text)
        folded = fold(text)
        if sum(map(str.isalpha, text)) < 4 or _is_loud(text):
            continue
        if _SECTION.match(folded) or (_is_order(folded)):
            break
        starts = _OPENING.match(folded) is not None
        if texts and not starts and not _ENDS.search(texts[-1][1]):
            before, head = texts[-1]
            texts[-1] = ([*before, index], f"{head} {text}")
        else:
            texts.append(([index], text))
    return texts


def _is_loud(text: str) -> bool:
    """Whether a paragraph begins in capitals, as titles of annexes do: no basis does."""
    return len(text) > _LOUD and text[:_LOUD].isupper()


def _is_order(folded: str) -> bool:
    """Whether the line begins the operative part ("QUYẾT ĐỊNH:")."""
    return re.fullmatch(r"(?:quyet dinh|quyet nghi|chi thi|yeu cau)\s*:?", folded) is not None


def _documents(text: str) -> list[str]:
    folded = fold(text)
    cue = _CUE.match(folded)
    if cue is None:
        return []
    start = cue.end()
    end = _issued(text, folded, start)
    bounds = [start]
    for part in _PART.finditer(folded, start, end):
        if part.group()[0] != ";" and not _DATED.match(folded[bounds[-1] : part.start()]):
            continue  # "sửa đổi Nghị định số 61 và Nghị định số 63": the two are one subject
        bounds += [part.start(), part.end()]
    bounds.append(end)
    pieces = zip(bounds[::2], bounds[1::2], strict=True)
    return [doc for a, b in pieces if (doc := _document(text[a:b]))]


def _issued(text: str, folded: str, start: int) -> int:
    """Return where the issuer speaks of itself, "…, UBND huyện ban hành …"; the end if it does not.

    Its name begins with a capital: "…, bổ sung" is not "…, Bộ …".
    """
    for match in _ISSUED.finditer(folded, start):
        if text[match.end()].isupper():
            return match.start()
    return len(text)


def _document(part: str) -> str:
    """One document without the cue, a clause behind it that names none, and end marks."""
    match = _KIND.match(fold(part))
    if match is None:
        return ""
    words = part[match.end() :]
    other = re.search(r";\s*(?:xet|theo|va theo|tren co so|de|nham|dong thoi)\b", fold(words))
    return words[: other.start() if other else len(words)].strip(" ;.,:")


def read_basis(text: str) -> LegalBasis:
    """Take a basis apart: "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của … về …"."""
    folded = fold(text)
    kind = re.match(rf"{_KINDS}", folded)
    name = text[: kind.end()] if kind else ""
    number, day = _NUMBER.search(text), _DAY.search(folded)
    named = max((m.end() for m in (number, day) if m), default=0)
    about = _ABOUT.search(folded, named)
    if name in ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"):
        stop = min((m.start() for m in (number, day) if m), default=len(text))
        subject = text[len(name) : stop]
    else:
        subject = text[about.start() :] if about else ""
        subject = re.sub(r"^về(?: việc)?\s+", "", subject)
    return LegalBasis(name, number["number"] if number else "", _date(day), subject.strip(" ,;."))


def _date(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
