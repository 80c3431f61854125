"""Indicators: operator, value and unit (FORMAT, "Indicators")."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fields.indicators import find_indicators, indicator_flags, indicator_from_columns
from pipeline.fields.numbers import to_number

Triple = tuple[str, float, str]

FOUND: list[tuple[str, list[Triple]]] = [
    # bounds
    ("tối thiểu 25 cơ sở sản xuất", [(">=", 25, "cơ sở")]),
    ("ít nhất 03 lần/tuần", [(">=", 3, "lần/tuần")]),
    ("không dưới 1% tổng chi", [(">=", 1, "%")]),
    ("Không ít hơn 250 lượt người", [(">=", 250, "lượt người")]),
    ("Giải ngân đạt từ 95% kế hoạch vốn trở lên", [(">=", 95, "%")]),
    ("đạt trên 88%", [(">", 88, "%")]),
    ("tỷ lệ vi phạm không quá 3%", [("<=", 3, "%")]),
    ("giảm xuống dưới 12%", [("<", 12, "%")]),
    ("đạt 100%", [("=", 100, "%")]),
    ("giảm ít nhất 30%", [(">=", 30, "%")]),
    ("tỷ lệ ≥ 95 %", [(">=", 95, "%")]),
    # several values
    ("tỷ lệ tối thiểu tương ứng là 90%, 85%", [(">=", 90, "%"), (">=", 85, "%")]),
    ("đạt từ 98%, 99% trở lên", [(">=", 98, "%"), (">=", 99, "%")]),
    ("Kiểm tra ít nhất 30% số cơ quan và 40% số xã", [(">=", 30, "%"), (">=", 40, "%")]),
    ("02 lớp, không dưới 90 lượt người", [("=", 2, "lớp"), (">=", 90, "lượt người")]),
    ("mở 3 - 5 lớp", [(">=", 3, "lớp"), ("<=", 5, "lớp")]),
    (
        "ít nhất 2-3 lớp; tăng 5-7%",
        [(">=", 2, "lớp"), ("<=", 3, "lớp"), (">=", 5, "%"), ("<=", 7, "%")],
    ),
    ("mức sinh 2,1 con/phụ nữ", [("=", 2.1, "con/phụ nữ")]),
    # what is counted
    ("phát 12.000 tờ rơi hướng dẫn", [("=", 12000, "tờ rơi")]),
    ("hạ ngầm 2,6 km cáp", [("=", 2.6, "km")]),
    ("27/27 xã, thị trấn tổ chức", [("=", 27, "xã, thị trấn")]),
    ("công suất 150 m3/ngày đêm", [("=", 150, "m3/ngày đêm")]),
    ("mỗi tháng phát tối thiểu 04 tin, bài", [(">=", 4, "tin, bài")]),
    ("xử lý hồ sơ không quá 07 ngày làm việc", [("<=", 7, "ngày làm việc")]),
    ("thời gian chờ khám giảm 15 phút", [("=", 15, "phút")]),
    ("giảm tỷ lệ thất thoát từ 21% xuống dưới 15%", [("<", 15, "%")]),
    ("cấp 2.100 thẻ BHYT, 350 sổ BHXH", [("=", 2100, "thẻ"), ("=", 350, "sổ")]),
    ("1.500 lượt người tham gia", [("=", 1500, "lượt người")]),
    ("12 000 tờ rơi", [("=", 12000, "tờ rơi")]),
    ("ít nhất 02 (hai) hội nghị", [(">=", 2, "hội nghị")]),
    ("112,5 bé trai/100 bé gái", [("=", 112.5, "bé trai/100 bé gái")]),
    ("8,5 bác sĩ/vạn dân", [("=", 8.5, "bác sĩ/vạn dân")]),
    ("2,5 dược sĩ đại học/vạn dân", [("=", 2.5, "dược sĩ đại học/vạn dân")]),
    ("02 vùng chăn nuôi an toàn", [("=", 2, "vùng chăn nuôi")]),
    ("rút ngắn từ 15 ngày xuống còn 10 ngày", [("=", 10, "ngày")]),
    ("05 sản phẩm OCOP 3 sao", [("=", 5, "sản phẩm")]),
    ("tỷ lệ trẻ được tiêm đạt từ 90 trở lên", [(">=", 90, "%")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_targets_are_found(text: str, expected: list[Triple]) -> None:
    assert [(i.op, i.value, i.unit) for i in find_indicators(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ",
        "khoản 5, Điều 14 và điểm b khoản 2 Điều 13 Nghị định số 61/2018/NĐ-CP",
        "theo khoản 7 Điều 1 107/2021/NĐ-CP; Chỉ thị số 45-CT/TW",
        "dịch vụ công trực tuyến mức độ 3, 4 trên Cổng Dịch vụ công",
        "Tiêu chuẩn quốc gia TCVN ISO 9001:2015; ISO/IEC 17025:2017",
        "Ngày Môi trường thế giới 05/6; dịp 30/4 và 01/5",
        "giai đoạn 2021-2025, năm 2023, tháng 6, quý III",
        "quy trình “4 tại chỗ”, nguyên tắc 4 đúng",
        "Tổ dân phố số 4, 7, 9; Quốc lộ 14; Đề án 06 của Chính phủ",
        "trẻ em dưới 5 tuổi; phụ nữ 15-49 tuổi",
        "tàu cá có chiều dài lớn nhất từ 15 mét trở lên",
        "Báo cáo quý I, 6 tháng, quý III và báo cáo năm",
        "gửi trước 16 giờ 30 phút; trực 24/24; trong thời hạn 10 ngày",
        "1. Mục tiêu chung\n2.1. Xây dựng kế hoạch",
        "https://dichvucong.gov.vn/2023/12 hồ sơ",
        "1 Nâng cao chất lượng công tác",
        "2on giới trẻ",
        "chính quyền địa phương 2 cấp; giảm cả 3 tiêu chí; mạng 4G",
        "với kinh phí 500 triệu đồng",
        "từ ngày 02/01/2019 chính thức tiếp nhận; trước ngày 30/6/2025 hoàn thành việc sắp xếp",
        "Phòng Nghiệp vụ 2 chủ trì; lần 3 đề nghị kỷ luật; Biểu mẫu 03 Nghị định số 34",
        "dịch COVID-19 chuyển sang nhóm B; Km 42 cao tốc; học sinh lớp 12 yếu; khối 12 thi thử",
        "ít nhất 1/3 số thôn",
    ],
)
def test_numbers_that_are_no_targets(text: str) -> None:
    assert find_indicators(text) == ()


def test_text_is_the_clause_that_the_number_stands_in() -> None:
    text = "treo băng rôn, phát 12.000 tờ rơi; Kiểm tra ít nhất 30% số phòng và 40% số xã, thị trấn"
    assert [i.text for i in find_indicators(text)] == [
        "treo băng rôn, phát 12.000 tờ rơi",
        "Kiểm tra ít nhất 30% số phòng",
        "40% số xã, thị trấn",
    ]


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        ("%", "≥ 98", (">=", 98, "%")),
        ("%", "Không quá 2,5", ("<=", 2.5, "%")),
        ("%", "Dưới 1", ("<", 1, "%")),
        ("mẫu", "650", ("=", 650, "mẫu")),
        ("mã số", "Trên 15", (">", 15, "mã số")),
        ("ha", "1.250", ("=", 1250, "ha")),
        ("%", "Giảm 20", ("=", 20, "%")),
        ("%", "Tăng ít nhất 10", (">=", 10, "%")),
        ("Ca/100.000 dân", "< 45", ("<", 45, "Ca/100.000 dân")),
        ("", "95%", ("=", 95, "%")),
    ],
)
def test_rows_of_a_table_of_indicators(unit: str, value: str, expected: Triple) -> None:
    (found,) = indicator_from_columns("Chỉ tiêu", unit, value)
    assert (found.op, found.value, found.unit) == expected
    directed = value.startswith(("Giảm", "Tăng"))
    assert found.text == (f"Chỉ tiêu: {value}" if directed else "Chỉ tiêu")


@pytest.mark.parametrize("value", ["", "-", "Đạt", "Theo kế hoạch"])
def test_a_value_cell_without_a_number_gives_nothing(value: str) -> None:
    assert indicator_from_columns("Chỉ tiêu", "%", value) == ()


def _vietnamese(value: float) -> str:
    whole, _, rest = f"{value:,.2f}".rstrip("0").rstrip(".").partition(".")
    return whole.replace(",", ".") + ("," + rest if rest else "")


OPS = {"tối thiểu": ">=", "trên": ">", "không quá": "<=", "dưới": "<", "đạt": "="}


@given(
    st.integers(1, 9_999_999).map(lambda n: n / 100) | st.integers(1, 9_999_999).map(float),
    st.sampled_from(sorted(OPS)),
    st.sampled_from(["%", "hộ", "ha", "cơ sở", "lượt người", "tờ rơi", "lần/tuần"]),
)
def test_a_written_target_reads_back(value: float, word: str, unit: str) -> None:
    written = _vietnamese(value)
    text = f"Phấn đấu {word} {written}{'' if unit == '%' else ' '}{unit} trong kỳ"
    (found,) = find_indicators(text)
    assert (found.op, found.value, found.unit) == (OPS[word], value, unit)
    assert to_number(written) == value


@given(st.text(max_size=120), st.text(max_size=12), st.text(max_size=20))
def test_any_text_is_read_without_error(text: str, unit: str, value: str) -> None:
    find_indicators(text)
    indicator_from_columns(text, unit, value)


@given(
    st.lists(
        st.sampled_from(
            [
                "từ",
                "đến",
                "trở",
                "lên",
                "30%",
                "2.500",
                "27/27",
                "xã",
                "và",
                ",",
                ";",
                "tối",
                "thiểu",
                "không",
                "quá",
                "“",
                "”",
                "số",
            ]
        ),
        max_size=16,
    ).map(" ".join)
)
def test_number_words_in_any_order_are_read_without_error(text: str) -> None:
    assert all(found.value >= 0 for found in find_indicators(text))


@pytest.mark.parametrize(
    ("text", "value", "flags"),
    [
        ("đạt 3U% trở lên", 30, ("indicator_repaired",)),
        ("đạt 9ó% trở lên", 96, ("indicator_repaired",)),
        ("l00% hồ sơ đúng hạn", 100, ("indicator_repaired",)),
        ("đạt 98,O %", 98, ("indicator_repaired",)),
        ("kiểm tra 2O cơ sở", None, ("indicator_doubtful",)),
        ("đạt 9Q% số hộ", None, ("indicator_doubtful",)),
        ("đạt 9OU% số hộ", None, ("indicator_doubtful",)),
        ("đạt từ O7% trở lên", None, ("indicator_doubtful",)),
        ("đạt K5% số hộ", None, ("indicator_doubtful",)),
        ("cải tạo 5km đường, 300m2 sân; rà soát 15 TTHC; đạt 95%", 95, ()),
        ("Quyết định số 25a; 12 tờ rơi", 12, ()),
    ],
)
def test_letters_for_digits_are_mended_where_sure_else_told(
    text: str, value: float | None, flags: tuple[str, ...]
) -> None:
    assert indicator_flags(text) == flags
    if value is not None:
        assert find_indicators(text)[-1].value == value


def test_a_share_in_columns_of_its_own_is_mended_too() -> None:
    assert indicator_from_columns("Tỷ lệ hộ nghèo", "%", "3U")[0].value == 30
