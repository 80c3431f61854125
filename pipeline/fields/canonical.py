"""One name for one office: abbreviations written out, spelling as in law, level and place added.

"Phòng LĐ-TB&XH" and "Phòng Lao động- Thương binh và Xã hội" in a plan of the district Nho Quan are
both "Phòng Lao động - Thương binh và Xã hội huyện Nho Quan".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Literal

from rapidfuzz import fuzz

from pipeline.fields.plain import normalise
from pipeline.fields.unit_catalogue import FIELDS_OF_STATE, NAMES, OF_STATE, SHORT
from pipeline.types.folding import fold, joined

Level = Literal["bộ", "tỉnh", "huyện", "xã", ""]
_OFFICES_OF_STATE = ("Sở", "Phòng", "Bộ", "Chi cục", "Ban")
_CITIES = ("ha noi", "ho chi minh", "hai phong", "da nang", "can tho", "hue")  # of province level
_KINDS: Final[Mapping[str, Level]] = {
    "tỉnh": "tỉnh",
    "huyện": "huyện",
    "thị xã": "huyện",
    "quận": "huyện",
    "thành phố": "huyện",
    "xã": "xã",
    "phường": "xã",
    "thị trấn": "xã",
    "đặc khu": "xã",
}
_KIND = r"tỉnh|huyện|thị xã|quận|thành phố|xã(?! hội)|phường|thị trấn|đặc khu"
_AREA = re.compile(rf"\b(?P<kind>{_KIND}) (?P<name>\S.*)$", re.IGNORECASE)
_PARTY = re.compile(
    r"^(?P<kind>tỉnh|thành|huyện|thị|quận) (?:ủy|uỷ) (?P<name>\S.*)$", re.IGNORECASE
)
_PARTY_KINDS = {"thành": "thành phố", "thị": "thị xã"}
_OWN_KIND = re.compile(r"\b(?P<kind>Tỉnh|Thành|Huyện|Thị|Quận)(?: (?:ủy|uỷ)| ?đoàn)$")
_TAIL = re.compile(rf"\s(?P<kind>{_KIND})$")
_PLACED = re.compile(rf"\b(?:{_KIND}|khu vực) [A-ZĐÀ-ỸĂÂÊÔƠƯ]")
_MANY = re.compile(
    r"^(?:cac|nhung|mot so|\d)|\b(?:cac|truc thuoc|lien quan|tren dia ban)\b"
    r"|\bcap (?:xa|huyen|tinh|co so)\b"
)
_WHOLE_CLASS = re.compile(
    r"(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|nganh|doan the|lien quan|truc thuoc|chuyen mon"
    r"|dia ban|thon|xom|to dan pho|khu pho|dac khu|dia phuong|thuoc so)$"
)
_CODE = re.compile(
    rf"^(?P<office>{'|'.join(_OFFICES_OF_STATE)}) (?P<code>[A-ZĐ][A-ZĐ&,.\- ]*(?:và [A-ZĐ]+)?)"
    rf"(?=$| (?:{_KIND})\b)"
)
_ALIKE = 93.0  # ratio of rapidfuzz over letters only: one wrong letter in fifteen
_STATE = {fold(name): name for name in FIELDS_OF_STATE}
_LOCAL = re.compile(
    r"^(?:Phòng|Văn phòng|Thanh tra|Ban|Trung tâm|Hội|Ủy ban|Hội đồng|Công an|Đài|Trạm|Hạt|Đội"
    r"|Kho bạc|Bảo hiểm|Ngân hàng Chính sách|Chi cục|Bưu điện|Liên đoàn|Liên minh|Đoàn|Thường trực"
    r"|Tòa án|Viện kiểm sát|Bệnh viện|Cục|Bộ Chỉ huy|Điện lực|Bộ phận|Mặt trận|Thư viện|Bảo tàng)\b"
)
_OF_A_HOUSE = re.compile(r"^(?:Phòng(?! Cảnh sát)|Văn phòng|Thanh tra|Khoa|Tổ|Bộ phận|Ban)\b")


@dataclass(frozen=True, slots=True)
class Home:
    """Where a plan comes from.

    level   of the issuer, "" where its name tells none.
    areas   level → the area as names carry it ("huyện Nho Quan"), issuer and body above it.
    house   the issuer's canonical name where it is one office of many ("Sở Y tế tỉnh Lào Cai"),
            "" for a people's committee or a party committee, which stands for its area.
    """

    level: Level = ""
    areas: Mapping[Level, str] = field(default_factory=dict)
    house: str = ""


def home_of(issuer: str, parent: str) -> Home:
    """Read level and place of a plan's issuer from the two lines of its letterhead."""
    areas: dict[Level, str] = {}
    for words in (parent, issuer):
        if (found := _area(words)) is not None:
            areas[found[0]] = found[1]
    own = _area(issuer)
    level: Level = own[0] if own else "bộ" if fold(issuer).startswith("bo ") else ""
    rules = re.match(r"(?:uy ban nhan dan|ubnd|hoi dong|\w+ uy )", fold(issuer)) is not None
    if rules or not issuer:
        return Home(level, areas)
    if not level:
        level = "tỉnh" if fold(issuer).startswith("so ") else next(iter(areas), "")
    return Home(level, areas, canonical_unit(_as_name(issuer), Home(level, areas)))


def unit_namer(issuer: str, parent: str) -> Callable[[str], str]:
    """Return what names the units of a plan of ``issuer``, ``parent`` being the body above it."""
    return partial(canonical_unit, home=home_of(issuer, parent))


def canonical_unit(name: str, home: Home) -> str:
    """Return the one name of the unit that a plan from ``home`` calls ``name``."""
    words = _written_out(joined(normalise(name)))
    if _MANY.search(fold(words)):
        return words[:1].upper() + words[1:]
    found = _TAIL.search(words)
    body, kind = (words[: found.start()], found["kind"]) if found else (words, "")
    body = _spelt(body)
    if _PLACED.search(words) or _names_place(body, home):
        return f"{body} {kind}".strip()
    area = _area_for(body, kind, home)
    if area:
        return f"{body} {area}"
    if not kind and home.house and _OF_A_HOUSE.match(body):
        own = re.fullmatch(r"(Văn phòng|Thanh tra) (?:Sở|Cục|Chi cục|Bộ)", body)
        return f"{own[1]} {home.house}" if own else f"{body}, {home.house}"
    return f"{body} {kind}".strip()


def is_known_unit(name: str) -> bool:
    """Whether the name begins with one of the catalogue, or is that of a whole class of units."""
    if _MANY.search(fold(name)):
        return True
    words = name.split()
    return any(_key(" ".join(words[:count])) in _KNOWN for count in range(len(words), 1, -1))


def is_catalogued(name: str) -> bool:
    """Whether ``name`` is one of the catalogue, nothing before or behind it."""
    return _key(_written_out(joined(normalise(name)))) in _KNOWN


def is_whole_name(name: str) -> bool:
    """Whether ``name`` is an office with its level, or one that needs none, and no part is missing.

    "Thanh tra" may go on ("Thanh tra Sở Y tế"); "Thanh tra huyện" and "Phòng Nội vụ" may not.
    """
    words = _written_out(joined(normalise(name)))
    if _MANY.search(fold(words)):
        return _WHOLE_CLASS.search(fold(words)) is not None
    found = _TAIL.search(words)
    body = words[: found.start()] if found else words
    of_state = body.startswith(("Sở ", "Phòng ", "Bộ "))
    return _key(body) in _KNOWN and (found is not None or of_state or body == "Thanh tra Sở")


def starts_office(words: str) -> bool:
    """Whether ``words`` start with a name of the catalogue, marks included, or with a class."""
    return _STARTS.match(words) is not None


def begins_whole_name(words: str, known: str) -> bool:
    """Whether ``words`` begin with a longer name of the catalogue than ``known``."""
    key, least = _key(_written_out(words)), len(_key(_written_out(known)))
    return any(key.startswith(name) and len(name) > least for name in _KNOWN)


def _area_for(body: str, kind: str, home: Home) -> str:
    """Return the area that the name lacks, "" where it lacks none or its area is not known."""
    if kind:
        areas = (home.areas.get(_KINDS[kind], ""), home.areas.get("tỉnh", ""))
        return next((area for area in areas if area.startswith(kind + " ")), "")
    if own := _OWN_KIND.search(body):  # "Huyện đoàn" names the kind of its area itself
        first = own["kind"].lower()
        area = home.areas.get(_KINDS[_PARTY_KINDS.get(first, first)], "")
        return re.sub(rf"^(?:{_KIND}) ", "", area)
    if body.startswith("Sở "):
        return home.areas.get("tỉnh", "")
    inside = home.house and _OF_A_HOUSE.match(body) and not body.startswith("Ban Quản lý")
    foreign = home.level == "tỉnh" and body.startswith("Phòng ")
    if inside or foreign or not _LOCAL.match(body):
        return ""
    return home.areas.get(home.level, "")


def _names_place(body: str, home: Home) -> bool:
    """Whether the name ends in the area's own name: "Báo Phú Yên"."""
    tails = [re.sub(rf"^(?:{_KIND}) ", "", area) for area in home.areas.values()]
    return any(fold(body).endswith(" " + fold(tail)) for tail in tails)


def _area(words: str) -> tuple[Level, str] | None:
    text = joined(words)
    party = _PARTY.match(text)
    if party is not None:
        kind = _PARTY_KINDS.get(party["kind"].lower(), party["kind"].lower())
        return _placed(kind, party["name"])
    found = _AREA.search(text)
    return _placed(found["kind"].lower(), found["name"]) if found else None


def _placed(kind: str, name: str) -> tuple[Level, str]:
    level = _KINDS[kind]
    if kind == "thành phố" and fold(name) in _CITIES:
        level = "tỉnh"
    return level, f"{kind} {_as_title(name)}"


def _as_title(name: str) -> str:
    """Return a place in capitals as it is written in a text: "BÀ RỊA - VŨNG TÀU"."""
    return " ".join(w.capitalize() if w.isupper() else w for w in name.split())


def _as_name(issuer: str) -> str:
    """Return an issuer in capitals as running text names it, as far as the catalogue knows it."""
    if not issuer.isupper():
        return issuer
    first, _, rest = issuer.partition(" ")
    found = _AREA.search(rest)
    about = rest[: found.start()].strip() if found else rest
    spelt = _STATE.get(fold(about)) or _spelt(about.capitalize())
    where = f" {_placed(found['kind'].lower(), found['name'])[1]}" if found else ""
    return f"{first.capitalize()} {spelt}{where}"


def _written_out(name: str) -> str:
    """Write abbreviations out."""
    coded = _CODE.match(name)
    if coded:
        code = re.sub(r"[^a-z]", "", fold(coded["code"].replace("và", "")))
        if code in OF_STATE:
            name = f"{coded['office']} {OF_STATE[code]}{name[coded.end() :]}"
    for pattern, full in _SHORT:
        name = pattern.sub(full, name)
    name = re.sub(r"\bTP\.? ?(?=[A-ZĐ])", "thành phố ", name)
    name = re.sub(r"\bTX\.? ?(?=[A-ZĐ])", "thị xã ", name)
    return joined(name)


_SHORT = [(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), full) for pattern, full in SHORT]


def _spelt(body: str) -> str:
    """Spell a name as the catalogue does: case, "và" or dash, a wrong letter in a long name."""
    body = joined(re.sub(r"\s*-\s*", " - ", body.replace("&", " và ")))
    key = _key(body)
    if key in _KNOWN:
        return _KNOWN[key]
    if len(key) >= 14:
        ratio, best = max((fuzz.ratio(key, known), known) for known in _KNOWN)
        if ratio >= _ALIKE:
            return _KNOWN[best]
    return body[:1].upper() + body[1:]


def _key(name: str) -> str:
    """Return the letters of a name that tell it from others: marks, signs and "và" left out."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\bva\b", "", fold(name)))


_KNOWN = {_key(name): name for name in NAMES} | {
    _key(f"{office} {about}"): f"{office} {about}"
    for office in ("Sở", "Phòng", "Bộ")
    for about in FIELDS_OF_STATE
}
_STARTS = re.compile(
    r"(?:Các (?=[a-zđ])|(?:UBND|HĐND|"
    + "|".join(re.escape(name) for name in sorted(_KNOWN.values(), key=len, reverse=True))
    + r")(?!\w))"
)
