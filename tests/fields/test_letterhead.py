"""Letterheads on laid-out pages: every gold plan, other offices, missing and damaged parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluate.perfect import perfect_letterhead
from pipeline.fields.bases import find_bases
from pipeline.fields.letterhead import read_letterhead
from pipeline.fields.letterhead_number import read_number
from pipeline.types.text import Paragraph
from tests import papers, plans

STATE = papers.MOTTO
OPENING = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;",
    "Thực hiện Quyết định số 1234/QĐ-UBND ngày 05/6/2025 của UBND tỉnh về giao nhiệm vụ, Sở Y tế "
    "ban hành Kế hoạch như sau:",
    "I. MỤC ĐÍCH, YÊU CẦU",
]
FIELDS = (
    "number", "date", "place", "issuer", "issuer_parent", "type", "title", "signer_name",
    "signer_role", "recipients", "legal_bases",
)  # fmt: skip


def page(
    left: Sequence[str],
    right: Sequence[str],
    kind: str = "KẾ HOẠCH",
    title: str = "Công tác y tế năm 2025",
    block: Sequence[str] = (),
) -> list[Paragraph]:
    return [
        *papers.head(left, right, kind, title),
        *papers.body(OPENING),
        *papers.foot(["Như trên", "Lưu: VT"], block or ["GIÁM ĐỐC", "Trần Văn Bình"]),
    ]


@pytest.mark.parametrize("together", [False, True], ids=["columns apart", "columns as one line"])
@pytest.mark.parametrize("name", plans.NAMES)
def test_reads_every_field_of_a_gold_plan(name: str, together: bool) -> None:
    plan = plans.load_plan(name)
    read = read_letterhead(papers.paper(plan, together=together), papers.WIDTH)
    gold = perfect_letterhead(plan)
    wrong = {f: getattr(read, f) for f in FIELDS if getattr(read, f) != getattr(gold, f)}
    assert not wrong


@pytest.mark.parametrize(
    ("left", "parent", "issuer"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI"], "", "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI"),
        (["ỦY BAN NHÂN DÂN HUYỆN", "BẢO LẠC"], "", "ỦY BAN NHÂN DÂN HUYỆN BẢO LẠC"),
        (["UBND TỈNH ĐỒNG NAI", "SỞ XÂY DỰNG"], "UBND TỈNH ĐỒNG NAI", "SỞ XÂY DỰNG"),
        (
            ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ ĐÀ NẴNG", "SỞ GIÁO DỤC VÀ", "ĐÀO TẠO"],
            "ỦY BAN NHÂN DÂN THÀNH PHỐ ĐÀ NẴNG",
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        ),
        (["BỘ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"], "", "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"),
        (
            ["SỞ NỘI VỤ", "CHI CỤC VĂN THƯ LƯU TRỮ"],
            "SỞ NỘI VỤ",
            "CHI CỤC VĂN THƯ LƯU TRỮ",
        ),
        (
            ["ỦY BAN NHÂN DÂN XÃ", "ĐẠI THẮNG"],
            "",
            "ỦY BAN NHÂN DÂN XÃ ĐẠI THẮNG",
        ),
    ],
)
def test_tells_the_issuer_from_the_body_above_it(left: list[str], parent: str, issuer: str) -> None:
    read = read_letterhead(
        page([*left, "Số: 7/KH-SYT"], [*STATE, "Huế, ngày 03 tháng 7 năm 2025"]), papers.WIDTH
    )
    assert (read.issuer_parent, read.issuer) == (parent, issuer)


def test_reads_a_party_paper() -> None:
    read = read_letterhead(
        page(
            ["ĐẢNG BỘ TỈNH HÀ GIANG", "HUYỆN ỦY MÈO VẠC", "*", "Số 45-KH/HU"],
            ["ĐẢNG CỘNG SẢN VIỆT NAM", "Mèo Vạc, ngày 12 tháng 8 năm 2025"],
            block=["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lê Thị Hòa"],
        ),
        papers.WIDTH,
    )
    assert read.number == "45-KH/HU"
    assert (read.issuer, read.issuer_parent) == ("HUYỆN ỦY MÈO VẠC", "ĐẢNG BỘ TỈNH HÀ GIANG")
    assert read.date == date(2025, 8, 12)
    assert (read.signer_role, read.signer_name) == ("PHÓ BÍ THƯ", "Lê Thị Hòa")


@pytest.mark.parametrize("words", ["Số:        /KH-SYT", "Số: ...../KH-SYT", "Số:"])
@pytest.mark.parametrize(
    "day", ["Huế, ngày     tháng 7 năm 2025", "Huế, ngày @3 tháng 7 năm 2025",
            "Huế, ngày 31 tháng 02 năm 2025"]
)  # fmt: skip
def test_never_invents_a_number_or_a_date(words: str, day: str) -> None:
    read = read_letterhead(page(["SỞ Y TẾ", words], [*STATE, day]), papers.WIDTH)
    assert (read.number, read.date) == ("", None)
    assert {"number_missing", "date_missing"} <= set(read.flags)
    assert read.place == "Huế"
    assert "date" in read.evidence


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("28/KH-UBND", "28/KH-UBND"),
        ("28 /KH- UBND", "28/KH-UBND"),
        ("1189/QĐ. UBND", "1189/QĐ-UBND"),
        ("31KH-UBND", "31/KH-UBND"),
        ("123/2024/QĐ-UBND", "123/2024/QĐ-UBND"),
        ("28KH-ŠNN", "28/KH-SNN"),
        ("1075/KH-SGD&ĐT", "1075/KH-SGD&ĐT"),
        ("15/KH-BCĐ389", "15/KH-BCĐ389"),
        ("45-KH/TU", "45-KH/TU"),
        ("      /KH-UBND", ""),
        ("12", ""),
        ("Quảng Ngãi", ""),
    ],
)
def test_reads_numbers_of_every_form(text: str, number: str) -> None:
    assert read_number(text) == number


@given(st.text(alphabet="0123456789/-. KHUBNDĐSố:", max_size=24))
def test_a_number_holds_only_digits_that_were_read_side_by_side(text: str) -> None:
    digits = read_number(text).split("/")[0].split("-")[0]
    assert digits in "".join(text.split())


@pytest.mark.parametrize(
    ("block", "role", "name"),
    [
        (["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Pó"], "CHỦ TỊCH", "Lò Văn Pó"),
        (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Vũ Thị Én"], "PHÓ CHỦ TỊCH", "Vũ Thị Én"),
        (["KT. CHỦ TỊCH", "Vũ Thị Én"], "", "Vũ Thị Én"),
        (["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Y Thịnh"], "CHÁNH VĂN PHÒNG", "Y Thịnh"),
        (["GIÁM ĐC", "BS. Phan Văn Tường"], "GIÁM ĐỐC", "Phan Văn Tường"),
        (["CHỈ HUY TRƯỞNG", "Thượng tá Đỗ Quang Minh"], "CHỈ HUY TRƯỞNG", "Đỗ Quang Minh"),
    ],
)
def test_reads_who_signed_and_as_what(block: list[str], role: str, name: str) -> None:
    read = read_letterhead(
        page(["SỞ Y TẾ", "Số: 7/KH-SYT"], [*STATE, "Huế, ngày 03 tháng 7 năm 2025"], block=block),
        papers.WIDTH,
    )
    assert (read.signer_role, read.signer_name) == (role, name)


def test_stamps_and_digital_signatures_stay_out() -> None:
    clean = page(["SỞ Y TẾ", "Số: 7/KH-SYT"], [*STATE, "Huế, ngày 03 tháng 7 năm 2025"])
    stamps = [
        papers.paragraph([papers.line(text, 20 + 30 * i, x0=300)])
        for i, text in enumerate(
            ("CÔNG VĂN ĐẾN", "Người ký: Sở Y tế", "Email: syt@hue.gov.vn", "Ngày ký: 03/07/2025")
        )
    ]
    assert _unchanged(clean, [*stamps, *clean])


def _unchanged(clean: list[Paragraph], more: list[Paragraph]) -> bool:
    first, second = (read_letterhead(p, papers.WIDTH) for p in (clean, more))
    return all(getattr(first, f) == getattr(second, f) for f in FIELDS)


def test_a_title_of_several_lines_ends_where_the_body_begins() -> None:
    title = (
        "Thực hiện Nghị quyết số 57-NQ/TW về đột phá phát triển khoa học, công nghệ, đổi mới sáng "
        "tạo và chuyển đổi số quốc gia trên địa bàn tỉnh giai đoạn 2025-2030"
    )
    read = read_letterhead(
        page(["SỞ Y TẾ", "Số: 7/KH-SYT"], [*STATE, "Huế, ngày 03 tháng 7 năm 2025"], title=title),
        papers.WIDTH,
    )
    assert read.title == title
    assert read.type == "KẾ HOẠCH"


def test_an_annex_after_the_signature_changes_nothing() -> None:
    clean = page(["SỞ Y TẾ", "Số: 7/KH-SYT"], [*STATE, "Huế, ngày 03 tháng 7 năm 2025"])
    annex = [
        papers.paragraph([papers.line("PHỤ LỤC", 200)], 3, centered=True),
        *papers.body(["(Kèm theo Kế hoạch số 7/KH-SYT ngày 03/7/2025 của Sở Y tế)"], 300, 3),
        *papers.body(["1. Trung tâm Y tế thành phố Huế", "2. Bệnh viện Mắt Huế"], 500, 3),
    ]
    assert _unchanged(clean, [*clean, *annex])
    assert read_letterhead(clean, papers.WIDTH).recipients == ("Như trên", "Lưu: VT")


def test_text_without_geometry_still_gives_a_letterhead() -> None:
    texts = [
        "UBND HUYỆN TỦA CHÙA", "PHÒNG NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Số: 12/KH-PNV", "Tủa Chùa, ngày 9 tháng 01 năm 2024",
        "KẾ HOẠCH", "Công tác thi đua, khen thưởng năm 2024", *OPENING, "Nơi nhận:",
        "- UBND huyện (b/c);", "- Lưu: VT.", "TRƯỞNG PHÒNG", "Giàng A Dế",
    ]  # fmt: skip
    read = read_letterhead([Paragraph(text, text, 1.0, ()) for text in texts], None)
    assert read.number == "12/KH-PNV"
    assert (read.issuer_parent, read.issuer) == ("UBND HUYỆN TỦA CHÙA", "PHÒNG NỘI VỤ")
    assert read.title == "Công tác thi đua, khen thưởng năm 2024"
    assert read.recipients == ("UBND huyện (b/c)", "Lưu: VT")
    assert (read.signer_role, read.signer_name) == ("TRƯỞNG PHÒNG", "Giàng A Dế")


@pytest.mark.parametrize(
    "heading", ["VIỆN TRỢ BẰNG TIỀN", "QUY CHẾ HOẠT ĐỘNG", "HỘI NGHỊ, HỘI THẢO", "SỐ LIỆU CHUNG"]
)
def test_an_issuer_looks_like_an_office(heading: str) -> None:
    texts = [heading, "Nhà tài trợ", "Số tiền", "Năm 2024"]
    assert read_letterhead([Paragraph(t, t, 1.0, ()) for t in texts], None).issuer == ""
    office = [Paragraph(t, t, 1.0, ()) for t in ("HỘI CHỮ THẬP ĐỎ TỈNH", "Số tiền")]
    assert read_letterhead(office, None).issuer == "HỘI CHỮ THẬP ĐỎ TỈNH"


def test_bases_are_split_one_by_one_and_proposals_left_out() -> None:
    texts = [
        "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024; Luật sửa đổi, bổ sung một số điều của "
        "Luật Lâm nghiệp ngày 29 tháng 6 năm 2024;",
        "Căn cứ tình hình thực tế của địa phương;",
        "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 5/TTr-SNV ngày 02/01/2025,",
        "Thực hiện Chỉ thị số 3/CT-TTg ngày 01/02/2025 của Thủ tướng Chính phủ; xét đề nghị của "
        "Chánh Văn phòng, Chủ tịch UBND tỉnh ban hành Kế hoạch sau:",
        "I. MỤC TIÊU",
        "Căn cứ Luật Báo chí.",
    ]
    bases, used = find_bases([Paragraph(text, text, 1.0, ()) for text in texts])
    assert bases == (
        "Luật Đất đai ngày 18 tháng 01 năm 2024",
        "Luật sửa đổi, bổ sung một số điều của Luật Lâm nghiệp ngày 29 tháng 6 năm 2024",
        "Chỉ thị số 3/CT-TTg ngày 01/02/2025 của Thủ tướng Chính phủ",
    )
    assert used == (0, 3)


def test_evidence_points_at_the_ink() -> None:
    read = read_letterhead(
        page(["SỞ Y TẾ", "Số: 7/KH-SYT"], [*STATE, "Huế, ngày 03 tháng 7 năm 2025"]), papers.WIDTH
    )
    number = read.evidence["number"]
    assert number.raw == "Số: 7/KH-SYT"
    assert number.confidence == pytest.approx(0.97)
    assert [place.page for place in number.places] == [1]
    assert number.places[0].box.center[0] < papers.WIDTH / 2
    assert read.evidence["recipients"].places[0].page == 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=12))
def test_no_text_makes_it_fail(texts: list[str]) -> None:
    read = read_letterhead([Paragraph(text, text, 0.5, ()) for text in texts], None)
    assert read.number == "" or any(c.isdigit() for text in texts for c in text)


def test_an_empty_document_lacks_everything() -> None:
    assert set(read_letterhead([], None).flags) == {
        "number_missing", "date_missing", "issuer_missing", "type_missing", "title_missing",
        "signer_missing",
    }  # fmt: skip
