"""A header of which only some words were read: its columns from the signs that they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.tables.rebuild.lines import TextLine
from pipeline.types.folding import fold

_NUMBERED = re.compile(r"[-+•]|(?:[IVX]+|\d+)[.)]?$")  # what begins chapters, rows and lists
_REACH = 14  # lines that such a header takes at most
_MOST_WORDS = 16  # of one of them
_SHARE = 0.5  # of a line's words that headings are made of
_FEWEST = 3  # columns that must be told, of them one of those that only tables of tasks have
_PARTS_TEXT = """
noi dung nhiem vu cong viec can trien khai thuc hien danh muc ten chinh ket qua san pham du kien
dau ra bo phan dam nhiem trach co quan don vi phu chu tri phoi hop cung thoi gian han diem hoan
thanh tien do chot kinh phi trieu dong ghi dia stt so tt nguoi phong ban giao phan
"""
_PARTS = frozenset(_PARTS_TEXT.split())
# Field, words that it is headed with where none were read, signs: words side by side.
_SIGNS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("no", "STT", ("stt", "tt")),
    ("content", "Nội dung", ("noi dung", "nhiem vu", "cong viec", "ten nhiem", "danh muc")),
    ("result", "Kết quả", ("san pham", "ket qua", "du kien", "dau ra")),
    (
        "lead",
        "Cơ quan chủ trì",
        (
            "chu tri",
            "quan chu",
            "vi chu",
            "trach nhiem",
            "bo phan",
            "dam nhiem",
            "phan cong",
            "phu trach",
        ),
    ),
    ("coordinating", "Cơ quan phối hợp", ("phoi hop", "vi phoi", "quan phoi", "cung thuc")),
    (
        "deadline",
        "Thời gian thực hiện",
        ("thoi gian", "thoi han", "thoi diem", "hoan thanh", "tien do", "han chot"),
    ),
    ("extra", "Kinh phí", ("kinh phi",)),
    ("extra", "Ghi chú", ("ghi chu",)),
    ("extra", "Địa điểm", ("dia diem", "dia ban")),
)
_OF_TASKS = frozenset(("lead", "coordinating", "deadline"))


def told_by_signs(
    lines: Sequence[TextLine], at: int
) -> tuple[tuple[tuple[str, str], ...], int] | None:
    """Return ((field, words), …) from left to right and the line behind, None: no header.

    Columns that no sign was read of are left out, but for the tasks themselves.
    """
    stop = at
    while stop < min(len(lines), at + _REACH) and _is_made_of_parts(lines[stop]):
        stop += 1
    found: dict[str, str] = {}
    orders: list[list[str]] = []
    for line in lines[at:stop]:
        said = f" {' '.join(_plain(line))} "
        places = {}
        for field, words, signs in _SIGNS:
            where = min((said.find(f" {sign} ") for sign in signs), key=_read)
            if where >= 0 and (field != "extra" or words not in found.values()):
                name = field if field != "extra" else words
                found.setdefault(name, words)
                places[name] = where
        orders.append(sorted(places, key=lambda name: places[name]))
    if not {"lead", "coordinating"} & set(found) and any(map(_names_units, lines[at:stop])):
        found["lead"] = "Cơ quan thực hiện"
    fields = {name for name in found if name in {field for field, _, _ in _SIGNS}}
    of_tasks = len(fields & _OF_TASKS) + (len(fields) > _FEWEST)
    if len(fields | {"content"}) < _FEWEST + 1 or of_tasks < _FEWEST - 1:
        return None
    found.setdefault("content", "Nội dung")
    seen = max(orders, key=len)
    if len(seen) == 1:  # each heading stands on lines of its own
        seen = list(found)
    names = {field for field, _, _ in _SIGNS}
    return tuple((n if n in names else "extra", found[n]) for n in _ordered(found, seen)), stop


def _ordered(found: Iterable[str], seen: Sequence[str]) -> list[str]:
    """Put columns in the order seen, each other one behind the one that it usually follows."""
    usual = list(dict.fromkeys(f if f != "extra" else words for f, words, _ in _SIGNS))
    ordered = list(seen) if len(seen) >= _FEWEST else []
    for name in sorted(found, key=usual.index):
        if name not in ordered:
            before = reversed(usual[: usual.index(name)])
            above = next((other for other in before if other in ordered), None)
            ordered.insert(ordered.index(above) + 1 if above else 0, name)
    if "lead" in ordered and "coordinating" in ordered:  # they stand side by side
        ordered.remove("coordinating")
        ordered.insert(ordered.index("lead") + 1, "coordinating")
    return ordered


def _read(where: int) -> tuple[bool, int]:
    """Order places in a text, -1 (not there) behind all."""
    return where < 0, where


def _names_units(line: TextLine) -> bool:
    said = f" {' '.join(_plain(line))} "
    return " co quan " in said or " don vi " in said


def _is_made_of_parts(line: TextLine) -> bool:
    words = _plain(line)
    if not words:
        return True
    if len(words) > _MOST_WORDS or ":" in line.text or _NUMBERED.match(line.words[0]):
        return False
    return sum(word in _PARTS for word in words) >= _SHARE * len(words)


def _plain(line: TextLine) -> list[str]:
    return [plain for word in line.words if (plain := fold(word).strip(".,:;/-()|"))]
