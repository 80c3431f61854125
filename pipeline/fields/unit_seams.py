"""The seams between the names of a list where scanning closed or tore them."""

from __future__ import annotations

import re

from pipeline.fields.canonical import begins_whole_name, is_whole_name, starts_office
from pipeline.fields.unit_names import JOINED_TAIL, looks_like_unit
from pipeline.types.folding import fold

# Dirt between small letters: "truyền.thanh", "và. các", "Truyền: thông".
_DIRT = re.compile(r"(?<=[a-zà-ỹ])(?:\s?\.(?=\s?[a-zà-ỹ])|(?<![ìợệốưo]):(?=\s[a-zà-ỹ]))")
_QUOTE = re.compile(r"[\"“”‘’`]")
_REST = 3  # words; what is left of a name that a line feed cut is shorter than a name of its own
_HALF = re.compile(r"(?:van phong|vp)(?: (?:hdnd|hoi dong nhan dan))?")
_BULLET = re.compile(r"^(?:[\s\-+*•.,:;/]|\d{1,2}[.)]\s|[a-zđ]\)\s)+")
_TAIL = re.compile(r"[\s.,;:\-]+$")
_CAPITAL = re.compile(r"(?<=[\w)]) (?=[A-ZĐÀ-ỸĂÂÊÔƠƯ])")
# What may follow a whole name as the body that it belongs to: "Phòng Nội vụ UBND huyện".
_OWNER = re.compile(
    r"(?:huyen|tinh|thanh|thi|quan|dang) uy\b|(?:ubnd|hdnd) (?:cap|huyen|tinh|xa|thi|thanh)"
)
_OPEN = re.compile(r"(?:,|-|\b(?:va|voi|cung|cua|cac|thuoc))$")


def unfused(piece: str) -> list[str]:
    """Cut between names that lost what parted them: "Phòng Nội vụ Công an huyện".

    Only behind a whole name of the catalogue, and before another one.
    """
    start = 0
    parts = []
    for gap in _CAPITAL.finditer(piece):
        left, right = piece[start : gap.start()], piece[gap.end() :]
        if _OPEN.search(fold(left)) or _OWNER.match(fold(right)) or not starts_office(right):
            continue
        left = _BULLET.sub("", left)
        if is_whole_name(left) or is_whole_name(left.rpartition(", ")[2]):
            parts.append(piece[start : gap.start()])
            start = gap.end()
    return [*parts, piece[start:]]


def with_their_halves(units: list[str]) -> list[str]:
    """Join the names of offices that serve two bodies: "Văn phòng HĐND" and "UBND huyện"."""
    whole: list[str] = []
    for unit in units:
        if whole and _HALF.fullmatch(fold(whole[-1])) and JOINED_TAIL.match(fold(unit)):
            word = " " if fold(whole[-1]) == "van phong" else " và "
            whole[-1] = f"{whole[-1]}{word}{unit}"
        else:
            whole.append(unit)
    return whole


def clean(text: str) -> str:
    """Take dirt out: stops and colons inside a name, a quote mark that has no partner."""
    lines = _DIRT.sub(" ", text).split("\n")
    plain = (_QUOTE.sub("", line) if len(_QUOTE.findall(line)) % 2 else line for line in lines)
    return "\n".join(re.sub(r" {2,}", " ", line) for line in plain)


def rejoined(text: str) -> str:
    """Join a name that a line feed cut: "UBND xã Cúc" over "Phương"."""
    lines = text.split("\n")
    names = lines[:1]
    for line in lines[1:]:
        bare = _BULLET.sub("", names[-1])
        last = re.split(r"[;,] ", bare)[-1]
        rest_of = f"{last} - {_BULLET.sub('', line)}"
        if not looks_like_unit(_BULLET.sub("", line)) and begins_whole_name(rest_of, last):
            names[-1] = f"{names[-1]} - {_BULLET.sub('', line)}"
            continue
        rest = len(line.split()) <= _REST and line[:1].isalpha() and not looks_like_unit(line)
        if rest and looks_like_unit(bare) and not _TAIL.search(bare):
            names[-1] = f"{names[-1]} {line}"
        else:
            names.append(line)
    return "\n".join(names)
