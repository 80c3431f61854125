"""Who issues a plan, and which units it can order to do something."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from pipeline.train.synth.dice import Dice
from pipeline.train.synth.lists import cut
from pipeline.train.synth.names import PROVINCES, bare, kind_of
from pipeline.train.synth.variety import more_units

Level = Literal["province", "department", "district", "section", "commune"]


@dataclass(frozen=True, slots=True)
class Office:
    """An issuing office.

    parent, name   the lines of the letterhead; ``called`` how running text speaks of it.
    place          where it signs; ``area`` the area it plans for ("huyện Lệ Thủy").
    code           what follows "KH-" in its numbers.
    leads, helpers units that its plans put in charge, and units that take part.
    authority      first line of the signature block, "" where the head signs alone.
    role           the head's title.
    """

    level: Level
    parent: str
    name: str
    called: str
    place: str
    area: str
    code: str
    leads: tuple[str, ...]
    helpers: tuple[str, ...]
    authority: str
    role: str


_DEPARTMENTS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "Sở Nội vụ": ("SNV", ("Phòng Cải cách hành chính", "Phòng Công chức, viên chức")),
    "Sở Y tế": ("SYT", ("Phòng Nghiệp vụ Y", "Trung tâm Kiểm soát bệnh tật", "Chi cục Dân số")),
    "Sở Tư pháp": ("STP", ("Phòng Phổ biến, giáo dục pháp luật", "Trung tâm Trợ giúp pháp lý")),
    "Sở Công Thương": ("SCT", ("Phòng Quản lý thương mại", "Trung tâm Khuyến công")),
    "Sở Giáo dục và Đào tạo": ("SGDĐT", ("Phòng Giáo dục Trung học", "Phòng Tổ chức cán bộ")),
    "Sở Khoa học và Công nghệ": ("SKHCN", ("Phòng Chuyển đổi số", "Phòng Quản lý khoa học")),
    "Sở Xây dựng": ("SXD", ("Phòng Quản lý nhà", "Phòng Quy hoạch - Kiến trúc")),
    "Sở Nông nghiệp và Môi trường": ("SNNMT", ("Chi cục Thủy lợi", "Chi cục Kiểm lâm")),
    "Sở Văn hóa, Thể thao và Du lịch": ("SVHTTDL", ("Phòng Quản lý văn hóa", "Bảo tàng tỉnh")),
}
_IN_DEPARTMENT = ("Văn phòng Sở", "Thanh tra Sở", "Phòng Kế hoạch - Tài chính")
_OF_PROVINCE = cut(
    "Sở Nội vụ|Sở Tài chính|Sở Y tế|Sở Tư pháp|Sở Công Thương|Sở Xây dựng|Công an tỉnh"
    "|Sở Khoa học và Công nghệ|Sở Giáo dục và Đào tạo|Sở Văn hóa, Thể thao và Du lịch"
    "|Văn phòng UBND tỉnh|Thanh tra tỉnh|Ban Quản lý các khu công nghiệp tỉnh"
    "|Sở Nông nghiệp và Môi trường|Bộ Chỉ huy Quân sự tỉnh|Bảo hiểm xã hội tỉnh"
)
_WITH_PROVINCE = cut(
    "UBND các huyện, thị xã, thành phố|Các sở, ban, ngành|Báo và Đài Phát thanh - Truyền hình tỉnh"
    "|Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh|Hội Nông dân tỉnh|Hội Liên hiệp Phụ nữ tỉnh|Tỉnh đoàn"
    "|Các cơ quan, đơn vị có liên quan|Liên đoàn Lao động tỉnh|Bưu điện tỉnh"
)
_OF_DISTRICT = cut(
    "Phòng Nội vụ|Phòng Tư pháp|Phòng Y tế|Phòng Tài chính - Kế hoạch|Phòng Kinh tế và Hạ tầng"
    "|Phòng Nông nghiệp và Phát triển nông thôn|Phòng Tài nguyên và Môi trường"
    "|Phòng Lao động - Thương binh và Xã hội|Phòng Giáo dục và Đào tạo|Phòng Văn hóa và Thông tin"
    "|Văn phòng HĐND và UBND {k}|Thanh tra {k}|Công an {k}|Ban Chỉ huy Quân sự {k}"
    "|Trung tâm Văn hóa - Thể thao và Truyền thông {k}|Trung tâm Y tế {k}"
    "|Trung tâm Dịch vụ nông nghiệp {k}|Ban Quản lý dự án đầu tư xây dựng {k}"
)
_WITH_DISTRICT = cut(
    "UBND các xã, thị trấn|Các phòng, ban, ngành|Các cơ quan, đơn vị có liên quan|Hội Nông dân {k}"
    "|Ủy ban MTTQ Việt Nam {k}|Hội Liên hiệp Phụ nữ {k}|Bưu điện {k}|Hội Cựu chiến binh {k}"
    "|Chi cục Thuế khu vực|Các trường học trên địa bàn"
)
_OF_COMMUNE = cut(
    "Công an {k}|Trạm Y tế {k}|Văn phòng HĐND và UBND {k}|Phòng Kinh tế|Phòng Văn hóa - Xã hội"
    "|Trung tâm Phục vụ hành chính công {k}|Ban Chỉ huy Quân sự {k}"
)
_WITH_COMMUNE = cut(
    "Ủy ban MTTQ Việt Nam {k}|Các thôn, tổ dân phố|Hội Nông dân {k}|Đoàn Thanh niên {k}"
    "|Hội Liên hiệp Phụ nữ {k}|Các ban, ngành, đoàn thể {k}|Các trường học trên địa bàn"
)


def any_office(dice: Dice) -> Office:
    """Return an office of any level."""
    province = dice.pick(tuple(PROVINCES))
    kind, districts, communes = PROVINCES[province]
    make = dice.weighted(
        {"province": 3, "department": 3, "district": 4, "section": 1, "commune": 3}
    )
    if make == "province":
        return _province(province, kind)
    if make == "department":
        return _department(dice, province, kind)
    at = dice.between(0, len(districts) - 1)
    district = districts[at]
    if make == "district":
        return _council("district", dice, district, f"{kind} {province}")
    if make == "section":
        return _section(dice, district)
    return _council("commune", dice, communes[at], district)


def with_others(dice: Dice, office: Office) -> Office:
    """Return the office with units that take part as other offices would name them."""
    kind = kind_of(office.area)
    return replace(office, helpers=more_units(dice, office.helpers, kind))


def _province(province: str, kind: str) -> Office:
    called = f"UBND {kind} {province}"
    name = f"ỦY BAN NHÂN DÂN {kind.upper()} {province.upper()}"
    leads = tuple(unit.replace("tỉnh", kind) for unit in _OF_PROVINCE)
    helpers = tuple(unit.replace("tỉnh", kind) for unit in _WITH_PROVINCE)
    area = f"{kind} {province}"
    authority = "TM. ỦY BAN NHÂN DÂN"
    return Office(
        "province", "", name, called, province, area, "UBND", leads, helpers, authority, "CHỦ TỊCH"
    )


def _department(dice: Dice, province: str, kind: str) -> Office:
    name = dice.pick(tuple(_DEPARTMENTS))
    code, units = _DEPARTMENTS[name]
    others = tuple(
        o.replace("tỉnh", kind) for o in _OF_PROVINCE if o.startswith("Sở") and o != name
    )
    return Office(
        "department",
        f"UBND {kind.upper()} {province.upper()}",
        name.upper(),
        name,
        province,
        f"{kind} {province}",
        code,
        units + _IN_DEPARTMENT,
        ("Các phòng, đơn vị thuộc Sở", *others[:6], "UBND các huyện, thị xã, thành phố"),
        "",
        "GIÁM ĐỐC",
    )


def _council(level: Level, dice: Dice, place: str, above: str) -> Office:
    kind = kind_of(place)
    leads, helpers = (
        (_OF_DISTRICT, _WITH_DISTRICT) if level == "district" else (_OF_COMMUNE, _WITH_COMMUNE)
    )
    two_lines = dice.chance(0.3)
    return Office(
        level,
        f"UBND {above.upper()}" if two_lines else "",
        f"ỦY BAN NHÂN DÂN {place.upper()}",
        f"UBND {place}",
        bare(place),
        place,
        "UBND",
        tuple(unit.format(k=kind) for unit in leads),
        tuple(unit.format(k=kind) for unit in helpers),
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    )


def _section(dice: Dice, district: str) -> Office:
    kind = kind_of(district)
    name, code = dice.pick(
        (
            ("Phòng Giáo dục và Đào tạo", "PGDĐT"),
            ("Phòng Nội vụ", "PNV"),
            ("Phòng Y tế", "PYT"),
            ("Phòng Tư pháp", "PTP"),
        )
    )
    leads = ("Bộ phận chuyên môn", "Bộ phận tổ chức", "Kế toán", "Văn thư", "Bộ phận Một cửa")
    helpers = tuple(unit.format(k=kind) for unit in _WITH_DISTRICT)
    return Office(
        "section",
        f"UBND {district.upper()}",
        name.upper(),
        name,
        bare(district),
        district,
        code,
        leads,
        helpers,
        "",
        "TRƯỞNG PHÒNG",
    )
