"""Printed lines of a cell joined to its text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipeline.tables.celltext import cell_text, pieces_text
from pipeline.types.geometry import Box
from pipeline.types.text import Line

LETTER = 10  # pixels a letter of the lines below
Print = Callable[..., tuple[Line, ...]]
PIECES = [
    (["Văn phòng HĐND và UBND", "huyện"], 24, "Văn phòng HĐND và UBND huyện"),
    (["Phòng Tài chính -", "Kế hoạch"], 18, "Phòng Tài chính - Kế hoạch"),
    (["Sở Lao động - Thương", "binh và Xã hội"], 21, "Sở Lao động - Thương binh và Xã hội"),
    (["- Bưu điện huyện;", "- UBND các xã."], 30, "- Bưu điện huyện;\n- UBND các xã."),
    (["- Bưu điện huyện", "- UBND các xã"], 30, "- Bưu điện huyện\n- UBND các xã"),
    (["+ Báo cáo quý.", "+ Báo cáo năm."], 30, "+ Báo cáo quý.\n+ Báo cáo năm."),
    (["a) Rà soát thủ tục;", "b) Công bố."], 30, "a) Rà soát thủ tục;\nb) Công bố."),
    (["Chủ trì: Sở Y tế.", "Phối hợp: Công an."], 40, "Chủ trì: Sở Y tế.\nPhối hợp: Công an."),
    (
        ["Phòng Kinh tế", "Phối hợp: Hội Nông dân thị xã"],
        30,
        "Phòng Kinh tế\nPhối hợp: Hội Nông dân thị xã",
    ),
    (["Trước ngày", "31/01/202", "1"], 10, "Trước ngày 31/01/2021"),
    (["Trước ngày 31/01/", "2021"], 17, "Trước ngày 31/01/2021"),
    (["31/01/20", "21"], 9, "31/01/2021"),
    (["Tháng 01/", "2025"], 9, "Tháng 01/2025"),
    (["Quý", "III/2022"], 9, "Quý III/2022"),
    (["Năm 2020-", "2025"], 9, "Năm 2020-2025"),
    (["Năm 2020 -", "2025"], 10, "Năm 2020 - 2025"),
    (["Quyết định 1189/QĐ-", "UBND"], 19, "Quyết định 1189/QĐ-UBND"),
    (["https://dichvu", "cong.gov.vn"], 14, "https://dichvucong.gov.vn"),
    (["https://abc.gov.vn", "và các kênh khác"], 20, "https://abc.gov.vn và các kênh khác"),
    (["1.500.0", "00"], 7, "1.500.000"),
    (["Tăng 15", "20 hộ"], 20, "Tăng 15 20 hộ"),
    (["Ngày 15", "tháng 6"], 8, "Ngày 15 tháng 6"),
    (
        ["100% hồ sơ được", "giải quyết; 90% hồ", "sơ trực tuyến"],
        18,
        "100% hồ sơ được giải quyết; 90% hồ sơ trực tuyến",
    ),
    ([], 20, ""),
]


@pytest.mark.parametrize(("lines", "room", "expected"), PIECES)
def test_cell_text(lines: Sequence[str], room: int, expected: str, print_lines: Print) -> None:
    box = Box(0, 0, room * LETTER + 14, 40 * max(len(lines), 1), "clean")
    assert cell_text(print_lines(lines, box), box) == (expected, expected)


def test_centered_lines_in_a_narrow_column_stay_one_paragraph(print_lines: Print) -> None:
    lines = ["Văn phòng", "HĐND và", "UBND", "huyện,", "Thanh tra", "huyện"]
    box = Box(0, 0, 11 * LETTER + 14, 240, "clean")
    assert cell_text(print_lines(lines, box), box)[0] == " ".join(lines)


def test_a_cell_over_a_page_break_reads_on(print_lines: Print) -> None:
    upper, lower = Box(0, 900, 200, 1000, "clean"), Box(5, 50, 205, 150, "clean")
    pieces = [
        (print_lines(["Trước ngày", "30/9/"], upper), upper),
        (print_lines(["2022"], lower), lower),
    ]
    assert pieces_text(pieces)[0] == "Trước ngày 30/9/2022"
