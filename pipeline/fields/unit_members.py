"""What behind a comma or "và" only goes on: places, titles of persons, ranks, kinds of office.

"UBND các xã Đại Đồng, Đại Thắng" names two places, "Đ/c Lê Văn An, Phó Chủ tịch UBND xã" one
person, "Thủ trưởng các cơ quan, đơn vị" one class. Conversely "Sở Nội vụ, Tài chính, Tư pháp" names
three offices that share their first word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.fields.canonical import is_known_unit
from pipeline.fields.unit_catalogue import FIELDS_OF_STATE
from pipeline.fields.unit_names import BARE_KIND_ONLY, PLURAL, looks_like_unit
from pipeline.types.folding import fold

_AREA = r"xa|phuong|thi tran|thi xa|huyen|quan|thanh pho|tinh|dac khu|thon|ap|ban|buon|lang|khom"
_SPELT = "xã phường thị huyện quận thành tỉnh đặc thôn ấp bản buôn làng khóm"
_AREAS_SPELT = frozenset(_SPELT.split())
_OF_PLACES = re.compile(rf"\b(?:{_AREA})\s*:?\s+(?=\S)")
_MOST_PLACE_WORDS = 4  # "Hoàng Su Phì", "Sen Thượng", "Cù Lao Dung"; with a kind before it one more
_PERSON = re.compile(r"(?:dong chi|d/c|ong|ba|anh|chi)\s+", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:pho|truong|chu tich|bi thu|giam doc|hieu truong|uy vien|chanh|chi cuc truong|cuc truong"
    r"|cong chuc|can bo|chuyen vien|doi truong|to truong|hat truong|chu nhiem)\b"
)
_RANKS = re.compile(
    r"(?:can bo|cong chuc|vien chuc|nguoi lao dong|nhan vien|giao vien|dang vien)\b"
)
# Since 2025 one party committee for the Front and the mass organisations.
_OF_THE_FRONT = re.compile(r"\bdang (?:uy|bo) (?:co quan )?(?:mat tran to quoc|mttq)[a-z ]*$")
_CLASS = re.compile(r"\b(?:các|những)\s+[^,;]*$", re.IGNORECASE)
_HEALTH = re.compile(r"(?:benh vien|trung tam y te|tram y te|phong kham|co so y te)\b")
_OWN_LEVEL = re.compile(r"\b(?:huyen|tinh|xa|phuong|thi tran|thi xa|thanh pho)$")
_HEADS = ("Sở", "Phòng", "Bộ")
_SHARED = re.compile(
    r"(?:(?:các|những) )?(?P<head>sở|phòng|bộ)\s*(?P<colon>:?)\s+(?=\S)", re.IGNORECASE
)
_FIELDS = {fold(field): field for field in FIELDS_OF_STATE}


def goes_on(left: str, right: str, *, comma: bool) -> bool:
    """Whether ``right`` does not begin a unit of its own behind ``left``, though it looks so."""
    first = re.split(r"\s*(?:[,;]|\bvà\b)\s*", right, maxsplit=1)[0]
    return (
        (_OF_THE_FRONT.search(fold(left)) is not None and fold(right).startswith("cac doan the"))
        or _is_place(left, first)
        or (comma and _is_title(left, first))
        or _is_rank(left, first)
        or _is_class(left, first)
    )


def _is_place(left: str, first: str) -> bool:
    """Whether a list of places goes on: "UBND các xã Đại Đồng" + "Đại Thắng"."""
    areas = [area for area in _OF_PLACES.finditer(fold(left)) if _is_kind(left, area)]
    if not areas or not _all_capital(left[areas[-1].end() :]):
        return False
    words = first.split()
    plain = len(words) <= _MOST_PLACE_WORDS and not any(w.isupper() and len(w) > 1 for w in words)
    return plain and len(words) > 1 and _all_capital(first) and not is_known_unit(first)


def _is_kind(text: str, area: re.Match[str]) -> bool:
    """Whether a kind of area is meant, not the name "Lạng Sơn" or a "Ban"."""
    first = text[slice(*area.span())].split(maxsplit=1)[0].lower()
    return first in _AREAS_SPELT or text[area.start()].islower()


def _all_capital(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word != "và"]
    return bool(words) and all(word[0].isupper() for word in words)


def _is_title(left: str, first: str) -> bool:
    """Whether a person's office stands behind the name: "Đ/c Lê Văn An" + "Phó Chủ tịch"."""
    named = _PERSON.match(fold(left))
    name = left[named.end() :] if named else left
    who = name.split(",")[0]
    is_person = 2 <= len(who.split()) <= 5 and _all_capital(who)
    if not is_person or _TITLE.match(fold(who)) or not (named or not looks_like_unit(left)):
        return False
    return _TITLE.match(fold(first)) is not None


def _is_rank(left: str, first: str) -> bool:
    """Whether a list of ranks goes on: "Cán bộ" + "công chức xã"."""
    last = re.split(r",\s*|\s+và\s+", left)[-1]
    rank = re.sub(r"^(?:toan the|cac|moi|tat ca|doi ngu)\s+", "", fold(last))
    return first[:1].islower() and bool(_RANKS.fullmatch(rank) and _RANKS.match(fold(first)))


def _is_class(left: str, first: str) -> bool:
    """Whether the kinds of a class inside a name go on: "Thủ trưởng các cơ quan" + "đơn vị"."""
    folded = fold(first)
    if not first[:1].islower() or PLURAL.match(folded):
        return False
    start = max((m.start() for m in re.finditer(r"\b(?:các|những) ", left)), default=0)
    inside = left[start:]
    if not start or not inside.islower() or not _CLASS.search(inside.split(",")[0]):
        return False
    if _HEALTH.match(folded) and _HEALTH.search(fold(inside)):
        return _OWN_LEVEL.search(folded) is None
    kind = BARE_KIND_ONLY.fullmatch(folded) is not None
    return kind and not (_OWN_LEVEL.search(folded) and len(folded.split()) > 2)


def with_shared_head(units: Sequence[str]) -> list[str]:
    """Give each office the first word that a list says once: "Sở Nội vụ, Tài chính".

    Only where all members are fields of the state that the catalogue knows, and the list as a
    whole is none ("Sở Văn hóa, Thể thao và Du lịch").
    """
    return [name for unit in units for name in _members(unit)]


def _members(unit: str) -> list[str]:
    shared = _SHARED.match(unit)
    if shared is None or fold(unit[shared.end() :]) in _FIELDS:
        return [unit]
    rest = unit[shared.end() :]
    fields = _known_fields(rest)
    if len(fields) < 2:
        return [unit]
    head = next(h for h in _HEADS if h.lower() == shared["head"].lower())
    return [f"{head} {field}" for field in fields]


def _known_fields(rest: str) -> list[str]:
    """Cut a list into catalogued fields, the longest first; [] where anything else stands in it."""
    found: list[str] = []
    parts = re.split(r"(\s*,\s*|\s+và\s+)", rest)
    at = 0
    while at < len(parts):
        for stop in range(len(parts), at, -2):
            words = "".join(parts[at:stop])
            if fold(words) in _FIELDS and words[:1].isupper():
                found.append(words)
                at = stop + 1
                break
        else:
            return []
    return found
