"""Units: roles, and cutting a list nowhere inside a name (FORMAT, "Units")."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fields.unit_mending import mend_units
from pipeline.fields.units import parse_units

Role = Literal["lead", "coordinating", "both"]
GOLD = Path(__file__).parents[1] / "golden" / "plans"

CASES: list[tuple[str, list[str], list[str]]] = [
    # role words
    (
        "Chủ trì: Phòng Tài nguyên và Môi trường.\nPhối hợp: Công an thị xã; UBND các xã, phường.",
        ["Phòng Tài nguyên và Môi trường"],
        ["Công an thị xã", "UBND các xã, phường"],
    ),
    (
        "Chủ trì: Sở Y tế. Phối hợp: Sở Tài chính, Sở Nội vụ và Công an tỉnh",
        ["Sở Y tế"],
        ["Sở Tài chính", "Sở Nội vụ", "Công an tỉnh"],
    ),
    (
        "Phòng Quản lý đô thị chủ trì, phối hợp với Đội Quản lý trật tự đô thị "
        "và UBND các xã, phường",
        ["Phòng Quản lý đô thị"],
        ["Đội Quản lý trật tự đô thị", "UBND các xã, phường"],
    ),
    (
        "Văn phòng HĐND và UBND huyện phối hợp các ban, ngành có liên quan.",
        ["Văn phòng HĐND và UBND huyện"],
        ["các ban, ngành có liên quan"],
    ),
    (
        "Phòng Nội vụ chủ trì phối hợp Văn phòng HĐND và UBND huyện và các đơn vị có liên quan.",
        ["Phòng Nội vụ"],
        ["Văn phòng HĐND và UBND huyện", "các đơn vị có liên quan"],
    ),
    (
        "Trung tâm Y tế thị xã (chủ trì), Phòng Y tế (phối hợp)",
        ["Trung tâm Y tế thị xã"],
        ["Phòng Y tế"],
    ),
    (
        "Phòng Kinh tế\nPhối hợp: Trung tâm Dịch vụ nông nghiệp, Hội Nông dân thị xã",
        ["Phòng Kinh tế"],
        ["Trung tâm Dịch vụ nông nghiệp", "Hội Nông dân thị xã"],
    ),
    (
        "Sở Nội vụ chủ trì; Văn phòng UBND tỉnh, Sở Tư pháp phối hợp thực hiện.",
        ["Sở Nội vụ"],
        ["Văn phòng UBND tỉnh", "Sở Tư pháp"],
    ),
    (
        "Phòng Kinh tế phường (đầu mối), Công an phường",
        ["Phòng Kinh tế phường"],
        ["Công an phường"],
    ),
    ("Giao Phòng Tư pháp thực hiện", ["Phòng Tư pháp"], []),
    (
        "Hội đồng phối hợp phổ biến, giáo dục pháp luật huyện",
        ["Hội đồng phối hợp phổ biến, giáo dục pháp luật huyện"],
        [],
    ),
    # names that hold commas, "và" or a dash
    ("UBND các xã, thị trấn", ["UBND các xã, thị trấn"], []),
    ("Các sở, ban, ngành", ["Các sở, ban, ngành"], []),
    ("CÁC SỞ, BAN, NGÀNH", ["CÁC SỞ, BAN, NGÀNH"], []),
    ("Phòng Lao động - Thương binh và Xã hội", ["Phòng Lao động - Thương binh và Xã hội"], []),
    ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"], []),
    ("Các cơ quan, đơn vị sử dụng ngân sách", ["Các cơ quan, đơn vị sử dụng ngân sách"], []),
    ("UBND huyện Sa Thầy, Ngọc Hồi", ["UBND huyện Sa Thầy, Ngọc Hồi"], []),
    (
        "Ban Quản lý dự án đầu tư xây dựng và phát triển quỹ đất",
        ["Ban Quản lý dự án đầu tư xây dựng và phát triển quỹ đất"],
        [],
    ),
    # lists
    (
        "Phòng Nội vụ, các phòng ban chuyên môn huyện, ủy ban nhân dân các xã, thị trấn",
        ["Phòng Nội vụ", "các phòng ban chuyên môn huyện", "ủy ban nhân dân các xã, thị trấn"],
        [],
    ),
    ("UBND cấp huyện, UBND cấp xã, thị trấn", ["UBND cấp huyện", "UBND cấp xã, thị trấn"], []),
    (
        "- Ủy ban MTTQ Việt Nam huyện\n- Bưu điện huyện",
        ["Ủy ban MTTQ Việt Nam huyện", "Bưu điện huyện"],
        [],
    ),
    (
        "Đội Thuế liên xã, ban quản lý chợ, các tổ dân phố",
        ["Đội Thuế liên xã", "ban quản lý chợ", "các tổ dân phố"],
        [],
    ),
    (
        "Huyện đoàn, VNPT Nho Quan, Viettel Nho Quan",
        ["Huyện đoàn", "VNPT Nho Quan", "Viettel Nho Quan"],
        [],
    ),
    ("", [], []),
    ("-", [], []),
]


@pytest.mark.parametrize(("text", "lead", "coordinating"), CASES)
def test_units_of_a_mixed_column(text: str, lead: list[str], coordinating: list[str]) -> None:
    found = parse_units(text, "both")
    assert (list(found.lead), list(found.coordinating)) == (lead, coordinating)
    assert not found.doubtful


def test_role_of_the_column_goes_to_units_without_a_role_word() -> None:
    text = "Công an huyện; Cơ quan chủ trì soạn thảo"
    assert parse_units(text, "coordinating").coordinating == (
        "Công an huyện",
        "Cơ quan chủ trì soạn thảo",
    )
    assert parse_units(text, "lead").lead == ("Công an huyện", "Cơ quan chủ trì soạn thảo")


@pytest.mark.parametrize("word", ["phối họp", "phôi hợp", "phoi hop", "phối hạp", "phổi hợp"])
def test_misread_role_words_still_split(word: str) -> None:
    found = parse_units(f"Phòng Nội vụ {word} với Công an huyện", "both")
    assert found.lead == ("Phòng Nội vụ",)
    assert found.coordinating == ("Công an huyện",)


@pytest.mark.parametrize(
    "text",
    [
        "Phối hợp Sở Y tế; các ban, ngành huyện",
        "Bàn giao đúng hạn",
        "Tổng điều tra nông thôn, nông nghiệp năm 2025 trên địa bàn xã Vĩnh Thuận",
    ],
)
def test_what_is_not_sure_is_doubtful(text: str) -> None:
    assert parse_units(text, "lead").doubtful


def test_a_text_too_long_for_a_list_stays_whole_and_doubtful() -> None:
    text = "Sở Y tế, " * 1000
    for role in ("lead", "coordinating"):
        found = parse_units(text, role)
        assert found.doubtful
        assert len(found.lead + found.coordinating) == 1


NAMES = (
    "Phòng Tài nguyên và Môi trường",
    "Phòng Lao động - Thương binh và Xã hội",
    "Phòng Văn hóa và Thông tin",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Giáo dục và Đào tạo",
    "Văn phòng HĐND và UBND huyện",
    "UBND các xã, phường, thị trấn",
    "Các cơ quan, đơn vị có liên quan",
    "Công an tỉnh",
    "Ủy ban MTTQ Việt Nam huyện",
    "Hội Liên hiệp Phụ nữ xã",
    "Chi cục Chăn nuôi, Thú y và Thủy sản",
    "Trung tâm Văn hóa - Thể thao và Truyền thông",
    "Kho bạc Nhà nước",
    "Ban Chỉ huy Quân sự huyện",
    "Bảo hiểm xã hội tỉnh",
    "Trường Chính trị tỉnh",
    "VNPT Nho Quan",
    "Đài Phát thanh và Truyền hình tỉnh",
    "Hạt Kiểm lâm",
)
LISTS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True)


@given(LISTS, st.sampled_from([", ", "; ", "\n", "\n- ", ";\n- ", ",\n"]), st.booleans())
def test_joined_units_split_back(names: list[str], joint: str, with_and: bool) -> None:
    # A plural enumeration swallows no capitalised name, but only a strong mark ends it for sure.
    text = joint.join(names)
    if with_and and joint == ", " and len(names) > 1:
        text = ", ".join(names[:-1]) + " và " + names[-1]
    assert parse_units(text + ".", "lead").lead == tuple(names)


@given(LISTS, LISTS)
def test_written_roles_read_back(lead: list[str], others: list[str]) -> None:
    a, b = "; ".join(lead), "; ".join(others)
    for text in (
        f"Chủ trì: {a}. Phối hợp: {b}.",
        f"- Cơ quan chủ trì: {a};\n- Cơ quan phối hợp: {b}",
        f"{a} chủ trì, phối hợp với {b}" if len(lead) == 1 else f"{a}\nPhối hợp: {b}",
    ):
        found = parse_units(text, "both")
        assert (found.lead, found.coordinating) == (tuple(lead), tuple(others)), text


@given(st.text(max_size=120), st.sampled_from(["lead", "coordinating", "both"]))
def test_any_text_is_read_without_error(text: str, role: Role) -> None:
    found = parse_units(text, role)
    assert all(unit.strip() for unit in found.lead + found.coordinating)


@given(
    st.lists(
        st.sampled_from(
            [
                "chủ",
                "trì",
                "phối",
                "hợp",
                ":",
                ";",
                ",",
                ".",
                "(",
                ")",
                "-",
                "UBND",
                "Phòng",
                "Nội",
                "vụ",
                "và",
                "các",
                "với\n",
            ]
        ),
        max_size=16,
    )
)
def test_role_words_in_any_order_lose_no_brackets_or_crash(words: list[str]) -> None:
    parse_units(" ".join(words), "both")


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("các phòng ban chuyên mồn huyện", "các phòng ban chuyên môn huyện"),
        ("Văn phòng HĐND và UBN]D huyện", "Văn phòng HĐND và UBND huyện"),
        ("Phỏng Tài nguyên và Môi trường", "Phòng Tài nguyên và Môi trường"),
        ("Trung tâm.Kiếm soát bệnh tật tỉnh", "Trung tâm Kiểm soát bệnh tật tỉnh"),
        ("Hội Liên hiệp Phụ -nữ tỉnh", "Hội Liên hiệp Phụ nữ tỉnh"),
        ("Trung tâm Văn hóa - Thế thao và Truyền: thông", None),
        # what is right, or may be, stays as it is
        ("UBND xã Văn Phong", "UBND xã Văn Phong"),
        ("Trung tâm Khuyến công", "Trung tâm Khuyến công"),
        ("Sở Văn hoá, Thể thao và Du lịch", "Sở Văn hoá, Thể thao và Du lịch"),
        ("Hội đồng Y khoa", "Hội đồng Y khoa"),
    ],
)
def test_misread_names_are_set_right_by_the_catalogue(read: str, right: str | None) -> None:
    right = right or "Trung tâm Văn hóa - Thể thao và Truyền thông"
    found = parse_units(read, "lead")
    assert found.lead == (right,)
    assert not found.repaired or read != right


def test_every_gold_name_is_left_as_it_is() -> None:
    for path in GOLD.glob("*/tasks.json"):
        for task in json.loads(path.read_text(encoding="utf-8")):
            for unit in (*task["lead_units"], *task["coordinating_units"]):
                assert mend_units(unit) == (unit, False)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("UBND xã Cúc\nPhương\nUBND xã Thạch Bình", ("UBND xã Cúc Phương", "UBND xã Thạch Bình")),
        ("Nguyễn Văn An\nTrần Thị Bình", ("Nguyễn Văn An", "Trần Thị Bình")),
        ("Huyện đoàn: UBND các xã, thị trấn", ("Huyện đoàn", "UBND các xã, thị trấn")),
        ("Văn phòng HĐND; UBND huyện", ("Văn phòng HĐND và UBND huyện",)),
        ("Ông Lê Văn Can, bà Nguyễn Thị Duyên", ("Ông Lê Văn Can", "bà Nguyễn Thị Duyên")),
        ("Các cơ quan: Công an huyện, Thanh tra huyện", ("Công an huyện", "Thanh tra huyện")),
        ("BGH, GVCN", ("BGH", "GVCN")),
        ("Các Tổng cục, Cục, Vụ thuộc Bộ", ("Các Tổng cục, Cục, Vụ thuộc Bộ",)),
        ("Phòng Y tế Công an huyện", ("Phòng Y tế", "Công an huyện")),
        ("Bưu điện huyện Các cơ quan, đơn vị", ("Bưu điện huyện", "Các cơ quan, đơn vị")),
        ("Thanh tra Sở Y tế", ("Thanh tra Sở Y tế",)),
        ("Trại tạm giam Công an tỉnh", ("Trại tạm giam Công an tỉnh",)),
        ("Phòng Nội vụ UBND huyện", ("Phòng Nội vụ UBND huyện",)),
        ("UBND xã Hội Sơn", ("UBND xã Hội Sơn",)),
        (
            "- Phòng Lao động\n- Thương binh và Xã hội\n- Phòng Tư pháp",
            ("Phòng Lao động - Thương binh và Xã hội", "Phòng Tư pháp"),
        ),
        ("Đài truyền.thanh “huyện và. các ngành", ("Đài truyền thanh huyện", "các ngành")),
    ],
)
def test_dirt_between_names(text: str, units: tuple[str, ...]) -> None:
    assert parse_units(text, "lead").lead == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        # misread marks are mended, other words are left
        ("Các sở, ban, ngành và địa phương", ("Các sở, ban, ngành và địa phương",)),
        ("Đội thanh niên tình nguyện xã", ("Đội thanh niên tình nguyện xã",)),
        ("UBMTTQ Việt Nam huyện, Thị đoàn", ("UBMTTQ Việt Nam huyện", "Thị đoàn")),
        # names that begin or end like a role or a duty
        ("Thường trực HĐND xã, các Ban HĐND", ("Thường trực HĐND xã", "các Ban HĐND")),
        ("Phòng Kế hoạch tổng hợp, Khoa Dược", ("Phòng Kế hoạch tổng hợp", "Khoa Dược")),
        ("Hội đồng thẩm định", ("Hội đồng thẩm định",)),
        ("Sở Nội vụ tổng hợp", ("Sở Nội vụ",)),
        # classes inside a name, ranks, persons, places
        (
            "Thủ trưởng các cơ quan, đơn vị và Chủ tịch UBND các xã, thị trấn",
            ("Thủ trưởng các cơ quan, đơn vị", "Chủ tịch UBND các xã, thị trấn"),
        ),
        (
            "Công đoàn cơ sở các bệnh viện, trung tâm y tế",
            ("Công đoàn cơ sở các bệnh viện, trung tâm y tế",),
        ),
        ("Toàn thể cán bộ, công chức, viên chức", ("Toàn thể cán bộ, công chức, viên chức",)),
        (
            "Đ/c Lê Văn An, Phó Chủ tịch UBND xã; Trưởng thôn",
            ("Đ/c Lê Văn An, Phó Chủ tịch UBND xã", "Trưởng thôn"),
        ),
        (
            "UBND các xã Đại Đồng, Đại Thắng, Hội Sơn; Hội Nông dân xã",
            ("UBND các xã Đại Đồng, Đại Thắng, Hội Sơn", "Hội Nông dân xã"),
        ),
        ("Công an xã, các thôn, xóm", ("Công an xã", "các thôn, xóm")),
        ("UBND huyện và các xã", ("UBND huyện và các xã",)),
        ("Phòng QLĐT, Chi nhánh VPĐKĐĐ, VCCI", ("Phòng QLĐT", "Chi nhánh VPĐKĐĐ", "VCCI")),
        # offices that share their first word
        ("Các sở: Nội vụ, Tài chính, Tư pháp", ("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp")),
        (
            "Sở Tài chính, Y tế và Văn hóa, Thể thao và Du lịch",
            ("Sở Tài chính", "Sở Y tế", "Sở Văn hóa, Thể thao và Du lịch"),
        ),
        ("Phòng Văn hóa, Khoa học và Thông tin", ("Phòng Văn hóa, Khoa học và Thông tin",)),
        # line feeds and bullets that reading lost
        ("- Phòng Văn hóa - Xã hội - Công an xã", ("Phòng Văn hóa - Xã hội", "Công an xã")),
        ("- Văn thư - Bộ phận chuyên môn", ("Văn thư", "Bộ phận chuyên môn")),
        ("- Ban Giá - Sở Tài chính", ("Ban Giá - Sở Tài chính",)),
        ("Văn thư Kế toán", ("Văn thư", "Kế toán")),
        (
            "Phòng Giáo dục Trung học Phòng Kế hoạch - Tài chính",
            ("Phòng Giáo dục Trung học", "Phòng Kế hoạch - Tài chính"),
        ),
        ("Các thôn, tổ dân phố Hội Nông dân xã", ("Các thôn, tổ dân phố", "Hội Nông dân xã")),
        ("Phòng Kinh tế Các trường học", ("Phòng Kinh tế", "Các trường học")),
        ("Liên hiệp Các hội Khoa học và Kỹ thuật", ("Liên hiệp Các hội Khoa học và Kỹ thuật",)),
        ("Phòng Nội vụ - Phòng Tư pháp", ("Phòng Nội vụ", "Phòng Tư pháp")),
        ("SởY tế, Phòng Chuyen đổi số", ("Sở Y tế", "Phòng Chuyển đổi số")),
        # other marks of lists
        ("1. Phòng Nội vụ\n2. Phòng Tư pháp", ("Phòng Nội vụ", "Phòng Tư pháp")),
        ("1) Phòng Nội vụ 2) Phòng Tư pháp", ("Phòng Nội vụ", "Phòng Tư pháp")),
        ("* Phòng Nội vụ * Phòng Tư pháp", ("Phòng Nội vụ", "Phòng Tư pháp")),
        (
            "Ban Quản lý Khu kinh tế và các khu công nghiệp, Công an tỉnh",
            ("Ban Quản lý Khu kinh tế và các khu công nghiệp", "Công an tỉnh"),
        ),
    ],
)
def test_lists_as_offices_write_them(text: str, units: tuple[str, ...]) -> None:
    assert parse_units(text, "lead").lead == units


@pytest.mark.parametrize(
    ("text", "lead", "coordinating"),
    [
        (
            "Phòng Tài chính - Kế hoạch phối hợp với Phòng Nội vụ",
            ("Phòng Tài chính - Kế hoạch",),
            ("Phòng Nội vụ",),
        ),
        ("UBND huyện Ba Tơ phối hợp Sở Y tế", ("UBND huyện Ba Tơ",), ("Sở Y tế",)),
        (
            "Cơ quan chủ trì: Phòng Y tế Cơ quan phối hợp: Hội Nông dân xã",
            ("Phòng Y tế",),
            ("Hội Nông dân xã",),
        ),
        ("Công an xã thực hiện, Phòng Kinh tế phối hợp", ("Công an xã",), ("Phòng Kinh tế",)),
        ("Phòng Nội vụ; Công an xã phối hợp", ("Phòng Nội vụ",), ("Công an xã",)),
        ("Chủ trì\nSở Y tế\nPhối hợp\nSở Tài chính", ("Sở Y tế",), ("Sở Tài chính",)),
        ("CT: Sở Y tế; PH: Sở Tài chính", ("Sở Y tế",), ("Sở Tài chính",)),
        ("Sở Y tế (CT); Sở Tài chính (PH)", ("Sở Y tế",), ("Sở Tài chính",)),
        ("Giáo viên chủ nhiệm chủ trì", ("Giáo viên chủ nhiệm",), ()),
    ],
)
def test_roles_as_offices_write_them(
    text: str, lead: tuple[str, ...], coordinating: tuple[str, ...]
) -> None:
    found = parse_units(text, "both")
    assert (found.lead, found.coordinating) == (lead, coordinating)


def test_a_name_that_ends_behind_its_kind_is_read() -> None:
    assert parse_units("UBND xã UBND ", "lead").lead
