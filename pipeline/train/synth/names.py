"""Places and people of composed plans. Places exist; people are put together by chance."""

from __future__ import annotations

from typing import Final

from pipeline.train.synth.dice import Dice
from pipeline.train.synth.lists import cut

# Province: kind ("TỈNH" or "THÀNH PHỐ"), a district-level place with its kind, communes of it.
PROVINCES: Final[dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    "Quảng Bình": ("tỉnh", ("huyện Lệ Thủy", "thị xã Ba Đồn"), ("xã Phong Thủy", "xã Mai Thủy")),
    "Lai Châu": ("tỉnh", ("huyện Tam Đường", "huyện Sìn Hồ"), ("xã Bản Giang", "xã Nà Tăm")),
    "Thái Bình": ("tỉnh", ("huyện Quỳnh Phụ", "huyện Tiền Hải"), ("xã Quỳnh Hội", "xã Nam Hà")),
    "Bạc Liêu": ("tỉnh", ("huyện Hồng Dân", "thị xã Giá Rai"), ("xã Ninh Hòa", "xã Lộc Ninh")),
    "Kon Tum": ("tỉnh", ("huyện Đăk Hà", "huyện Ngọc Hồi"), ("xã Đăk Mar", "xã Bờ Y")),
    "Tuyên Quang": ("tỉnh", ("huyện Chiêm Hóa", "huyện Na Hang"), ("xã Kim Bình", "xã Năng Khả")),
    "Bến Tre": ("tỉnh", ("huyện Giồng Trôm", "huyện Ba Tri"), ("xã Lương Quới", "xã An Đức")),
    "Hà Nam": ("tỉnh", ("huyện Lý Nhân", "thị xã Duy Tiên"), ("xã Nhân Chính", "xã Mộc Nam")),
    "Đắk Nông": ("tỉnh", ("huyện Đắk Mil", "huyện Krông Nô"), ("xã Thuận An", "xã Nam Đà")),
    "Phú Thọ": ("tỉnh", ("huyện Thanh Thủy", "thị xã Phú Thọ"), ("xã Đào Xá", "xã Hà Lộc")),
    "Hậu Giang": ("tỉnh", ("huyện Phụng Hiệp", "thị xã Long Mỹ"), ("xã Hòa An", "xã Tân Phú")),
    "Ninh Thuận": (
        "tỉnh",
        ("huyện Ninh Phước", "huyện Bác Ái"),
        ("xã Phước Thuận", "xã Phước Đại"),
    ),
    "Yên Bái": ("tỉnh", ("huyện Văn Chấn", "huyện Lục Yên"), ("xã Sơn Thịnh", "xã Liễu Đô")),
    "Hải Phòng": (
        "thành phố",
        ("huyện Kiến Thụy", "huyện An Lão"),
        ("xã Đại Đồng", "xã Trường Thọ"),
    ),
    "Đà Nẵng": (
        "thành phố",
        ("quận Cẩm Lệ", "huyện Hòa Vang"),
        ("phường Khuê Trung", "xã Hòa Nhơn"),
    ),
    "Cần Thơ": (
        "thành phố",
        ("huyện Phong Điền", "quận Ô Môn"),
        ("xã Giai Xuân", "phường Thới An"),
    ),
    "Lạng Sơn": ("tỉnh", ("huyện Bắc Sơn", "huyện Cao Lộc"), ("xã Vũ Lăng", "xã Gia Cát")),
    "Gia Lai": ("tỉnh", ("huyện Chư Sê", "thị xã An Khê"), ("xã Ia Glai", "xã Song An")),
}
_FAMILY = cut(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Lương", " "
)
_MIDDLE = cut("Văn Thị Hữu Đức Minh Quang Thanh Ngọc Xuân Công Đình Thu Hồng Bá Mạnh Kim Việt", " ")
_GIVEN = cut(
    "An Bình Châu Cường Dũng Dung Giang Hà Hải Hạnh Hiền Hòa Hùng Hương Khánh Lâm Lan Liên Long"
    " Mai Nam Nga Nhung Phong Phúc Quân Sơn Tâm Thảo Thắng Thủy Tiến Trung Tuấn Vinh Yến",
    " ",
)


def person(dice: Dice) -> str:
    """Return a name that nobody is meant to have."""
    return " ".join(dice.pick(names) for names in (_FAMILY, _MIDDLE, _GIVEN))


def bare(place: str) -> str:
    """Return a place's name without its kind: "thị xã Ba Đồn" → "Ba Đồn"."""
    for kind in ("thành phố", "thị xã", "thị trấn", "huyện", "quận", "phường", "tỉnh", "xã"):
        if place.lower().startswith(kind + " "):
            return place[len(kind) + 1 :]
    return place


def kind_of(place: str) -> str:
    """Return the kind of a place: "thị xã Ba Đồn" → "thị xã"."""
    return place[: len(place) - len(bare(place))].strip()
