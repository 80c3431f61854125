"""Letterheads of offices of every kind, laid out on the page as Decree 30/2020 and the party do."""

from __future__ import annotations

import pytest

from pipeline.fields.letterhead import read_letterhead
from pipeline.types.geometry import Box
from pipeline.types.task import Letterhead
from pipeline.types.text import Line, Paragraph, Place, Word

_WIDTH = 1240.0
_HEIGHT, _PITCH = 20.0, 26.0
_LEFT, _MIDDLE, _RIGHT = 280.0, 640.0, 880.0
_STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
_SIGNER = "Nguyễn Văn An"


def _paragraph(text: str, middle: float, y: float) -> Paragraph:
    letter = _HEIGHT / 2
    x = middle - len(text) * letter / 2
    words = []
    for word in text.split():
        box = Box(x, y, x + len(word) * letter, y + _HEIGHT, "clean")
        words.append(Word(word, word, box, 0.95))
        x += (len(word) + 1) * letter
    whole = Box(words[0].box.x0, y, words[-1].box.x1, y + _HEIGHT, "clean")
    return Paragraph(text, text, 0.95, (Place(1, whole),), lines=(Line(tuple(words), whole),))


def _column(texts: tuple[str, ...], middle: float, y: float) -> list[Paragraph]:
    return [_paragraph(text, middle, y + i * _PITCH) for i, text in enumerate(texts)]


def _read(
    issuer: tuple[str, ...],
    number: str,
    place: str,
    signed: tuple[str, ...],
    *,
    nation: tuple[str, ...] = _STATE,
    kind: str = "KẾ HOẠCH",
    title: str = "Công tác kiểm tra năm 2024",
    middle: float = _MIDDLE,
) -> Letterhead:
    """Read a page with this head and foot."""
    numbered = 60 + _PITCH * max(len(issuer), len(nation))
    day = f"{place}, ngày 12 tháng 3 năm 2024"
    body = (
        "Căn cứ Chương trình công tác năm của cơ quan, đơn vị ban hành kế hoạch với nội dung sau:"
    )
    foot = numbered + 9 * _PITCH
    paragraphs = [
        *_column(issuer, _LEFT, 50),
        *_column(nation, _RIGHT, 50),
        _paragraph(f"Số {number}" if "-KH/" in number else f"Số: {number}", _LEFT, numbered),
        _paragraph(day, _RIGHT, numbered),
        *_column((kind, title), middle, numbered + 2 * _PITCH),
        _paragraph(body, 660, numbered + 5 * _PITCH),
        _paragraph("I. MỤC ĐÍCH, YÊU CẦU", 400, numbered + 6 * _PITCH),
        *_column(("Nơi nhận:", "- Như trên;", "- Lưu: VT."), 220, foot),
        *_column(signed, 900, foot),
        _paragraph(_SIGNER, 900, foot + 8 * _PITCH),
    ]
    return read_letterhead(paragraphs, _WIDTH)


OFFICES: list[tuple[tuple[str, ...], str, tuple[str, ...], str, str]] = [
    # lines of the issuer, number, lines of the signature; issuer and the body above it
    (
        ("TỈNH ỦY QUẢNG TRỊ", "BAN TỔ CHỨC", "*"),
        "45-KH/BTCTU",
        ("TRƯỞNG BAN",),
        "BAN TỔ CHỨC",
        "TỈNH ỦY QUẢNG TRỊ",
    ),
    (("TỈNH ỦY LÀO CAI", "*"), "120-KH/TU", ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), "TỈNH ỦY LÀO CAI", ""),
    (
        ("HUYỆN ỦY NHO QUAN", "VĂN PHÒNG"),
        "12-KH/VPHU",
        ("K/T CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        "VĂN PHÒNG",
        "HUYỆN ỦY NHO QUAN",
    ),
    (
        ("ĐẢNG BỘ HUYỆN BẢO LẠC", "ĐẢNG ỦY XÃ KHÁNH XUÂN"),
        "08-KH/ĐU",
        ("T/M ĐẢNG ỦY", "BÍ THƯ"),
        "ĐẢNG ỦY XÃ KHÁNH XUÂN",
        "ĐẢNG BỘ HUYỆN BẢO LẠC",
    ),
    (
        ("TỈNH ĐOÀN HÀ GIANG", "BAN THƯỜNG VỤ"),
        "210-KH/TĐTN-PT",
        ("TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),
        "BAN THƯỜNG VỤ",
        "TỈNH ĐOÀN HÀ GIANG",
    ),
    (
        ("LIÊN ĐOÀN LAO ĐỘNG TỈNH PHÚ YÊN", "CÔNG ĐOÀN NGÀNH Y TẾ"),
        "21/KH-CĐN",
        ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"),
        "CÔNG ĐOÀN NGÀNH Y TẾ",
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH PHÚ YÊN",
    ),
    (
        ("PHÒNG GD&ĐT HUYỆN TƯ NGHĨA", "TRƯỜNG THCS NGHĨA HÒA"),
        "05/KH-THCSNH",
        ("HIỆU TRƯỞNG",),
        "TRƯỜNG THCS NGHĨA HÒA",
        "PHÒNG GD&ĐT HUYỆN TƯ NGHĨA",
    ),
    (
        ("ĐẠI HỌC THÁI NGUYÊN", "TRƯỜNG ĐẠI HỌC SƯ PHẠM"),
        "1999/KH-ĐHSP",
        ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"),
        "TRƯỜNG ĐẠI HỌC SƯ PHẠM",
        "ĐẠI HỌC THÁI NGUYÊN",
    ),
    (
        ("TRUNG TÂM Y TẾ HUYỆN BẮC HÀ", "TRẠM Y TẾ XÃ TẢ VAN CHƯ"),
        "04/KH-TYT",
        ("TRƯỞNG TRẠM",),
        "TRẠM Y TẾ XÃ TẢ VAN CHƯ",
        "TRUNG TÂM Y TẾ HUYỆN BẮC HÀ",
    ),
    (
        ("BỘ TƯ PHÁP", "CỤC CÔNG NGHỆ THÔNG TIN"),
        "18/KH-CNTT",
        ("Q. CỤC TRƯỞNG",),
        "CỤC CÔNG NGHỆ THÔNG TIN",
        "BỘ TƯ PHÁP",
    ),
    (
        ("UBND TỈNH AN GIANG", "ỦY BAN NHÂN DÂN", "PHƯỜNG LONG XUYÊN"),
        "56/KH-UBND",
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "ỦY BAN NHÂN DÂN PHƯỜNG LONG XUYÊN",
        "UBND TỈNH AN GIANG",
    ),
    (
        ("ỦY BAN NHÂN DÂN", "ĐẶC KHU PHÚ QUỐC"),
        "09/KH-UBND",
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        "ỦY BAN NHÂN DÂN ĐẶC KHU PHÚ QUỐC",
        "",
    ),
    (("BỘ QUỐC PHÒNG", "QUÂN KHU 7"), "1200/KH-QK", ("TƯ LỆNH",), "QUÂN KHU 7", "BỘ QUỐC PHÒNG"),
    (
        ("CÔNG AN TỈNH NGHỆ AN", "CÔNG AN HUYỆN QUỲ HỢP"),
        "88/KH-CAH",
        ("TRƯỞNG CÔNG AN HUYỆN",),
        "CÔNG AN HUYỆN QUỲ HỢP",
        "CÔNG AN TỈNH NGHỆ AN",
    ),
    (
        ("BAN CHỈ ĐẠO", "CHUYỂN ĐỔI SỐ TỈNH SƠN LA"),
        "02/KH-BCĐ",
        ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
        "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ TỈNH SƠN LA",
        "",
    ),
    (
        ("TỔNG CÔNG TY ĐIỆN LỰC MIỀN TRUNG", "CÔNG TY ĐIỆN LỰC QUẢNG NAM"),
        "3500/KH-QNaPC",
        ("GIÁM ĐỐC",),
        "CÔNG TY ĐIỆN LỰC QUẢNG NAM",
        "TỔNG CÔNG TY ĐIỆN LỰC MIỀN TRUNG",
    ),
    (
        ("TÒA ÁN NHÂN DÂN", "TỈNH BÌNH PHƯỚC"),
        "22/KH-TA",
        ("CHÁNH ÁN",),
        "TÒA ÁN NHÂN DÂN TỈNH BÌNH PHƯỚC",
        "",
    ),
    (
        ("QUỐC HỘI KHÓA XV", "ỦY BAN PHÁP LUẬT"),
        "2100/KH-UBPL15",
        ("TM. ỦY BAN PHÁP LUẬT", "CHỦ NHIỆM"),
        "ỦY BAN PHÁP LUẬT",
        "QUỐC HỘI KHÓA XV",
    ),
    (
        ("LỮ ĐOÀN 368", "TIỂU ĐOÀN 2"),
        "11/KH-TĐ",
        ("TIỂU ĐOÀN TRƯỞNG",),
        "TIỂU ĐOÀN 2",
        "LỮ ĐOÀN 368",
    ),
]


@pytest.mark.parametrize(("lines", "number", "signed", "issuer", "parent"), OFFICES)
def test_head_and_foot_of_an_office(
    lines: tuple[str, ...], number: str, signed: tuple[str, ...], issuer: str, parent: str
) -> None:
    nation = _PARTY if "-KH/" in number else _STATE
    read = _read(lines, number, "Quảng Trị", signed, nation=nation)
    assert (read.issuer, read.issuer_parent) == (issuer, parent)
    assert (read.number, read.place) == (number, "Quảng Trị")
    assert (read.type, read.title) == ("KẾ HOẠCH", "Công tác kiểm tra năm 2024")
    assert (read.signer_role, read.signer_name) == (signed[-1], _SIGNER)
    assert read.date is not None
    assert not read.flags


def test_a_plan_of_several_offices_names_them_all() -> None:
    read = _read(
        ("SỞ NỘI VỤ - CÔNG AN TỈNH", "SỞ TÀI CHÍNH"),
        "15/KHLN-SNV-CAT-STC",
        "TP. Hồ Chí Minh",
        ("GIÁM ĐỐC",),
        kind="KẾ HOẠCH LIÊN NGÀNH",
    )
    assert read.issuer == "SỞ NỘI VỤ - CÔNG AN TỈNH - SỞ TÀI CHÍNH"
    assert (read.issuer_parent, read.place) == ("", "TP. Hồ Chí Minh")
    assert (read.type, read.title) == ("KẾ HOẠCH", "Công tác kiểm tra năm 2024")


@pytest.mark.parametrize("middle", [590.0, 620.0, 650.0])
def test_paper_laid_aside_keeps_its_type_and_title(middle: float) -> None:
    head = ("ỦY BAN NHÂN DÂN", "XÃ TÂN HƯNG")
    title = "Chuyển đổi số xã Tân Hưng năm 2024"
    read = _read(head, "9/KH-UBND", "Tân Hưng", ("CHỦ TỊCH",), title=title, middle=middle)
    assert (read.type, read.title) == ("KẾ HOẠCH", title)


def test_a_head_that_a_text_layer_ran_together() -> None:
    texts = (
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "HUYỆN BẢO LẠC Độc lập - Tự do - Hạnh phúc Số: 28/KH-UBND Bảo Lạc, ngày 24 tháng 01 năm "
        "2025 KẾ HOẠCH",
        "Kiểm soát thủ tục hành chính năm 2025 trên địa bàn huyện Bảo Lạc",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    )
    read = read_letterhead([Paragraph(text, text, 0.3, ()) for text in texts])
    assert (read.number, read.place, str(read.date)) == ("28/KH-UBND", "Bảo Lạc", "2025-01-24")
    assert (read.issuer, read.type) == ("ỦY BAN NHÂN DÂN HUYỆN BẢO LẠC", "KẾ HOẠCH")
    assert read.title == "Kiểm soát thủ tục hành chính năm 2025 trên địa bàn huyện Bảo Lạc"


def test_a_misread_word_before_the_number_is_still_its_cue() -> None:
    texts = ("SỞ XÂY DỰNG", "S8: 209/KH-SXD", "Cần Thơ, ngày 12 tháng 3 năm 2024", "KẾ HOẠCH")
    places = ((_LEFT, 50.0), (_LEFT, 110.0), (_RIGHT, 110.0), (_MIDDLE, 170.0))
    heads = [_paragraph(text, x, y) for text, (x, y) in zip(texts, places, strict=True)]
    read = read_letterhead(heads, _WIDTH)
    assert (read.issuer, read.number) == ("SỞ XÂY DỰNG", "209/KH-SXD")


def test_head_and_foot_of_a_text_layer_without_empty_lines() -> None:
    texts = (
        "UBND TỈNH LẠNG SƠN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM SỞ KHOA HỌC VÀ CÔNG Độc lập - Tự do "
        "- Hạnh phúc NGHỆ Số: 197 /KH-SKHCN Lạng Sơn, ngày 03 tháng 03 năm 2018 KẾ HOẠCH Công tác "
        "dân vận năm 2018",
        "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2018;",
        "I. MỤC ĐÍCH",
        "Nơi nhận: KT. GIÁM ĐỐC",
        "- UBND tỉnh (b/c); PHÓ GIÁM ĐỐC",
        "- Các phòng, đơn vị thuộc Sở;",
        "- Lưu: VT, SKHCN.",
        _SIGNER,
    )
    read = read_letterhead([Paragraph(text, text, 0.3, ()) for text in texts])
    assert (read.issuer, read.issuer_parent) == ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "UBND TỈNH LẠNG SƠN")
    assert (read.number, read.place) == ("197/KH-SKHCN", "Lạng Sơn")
    assert (read.type, read.title) == ("KẾ HOẠCH", "Công tác dân vận năm 2018")
    assert (read.signer_role, read.signer_name) == ("PHÓ GIÁM ĐỐC", _SIGNER)
    assert read.recipients[0] == "UBND tỉnh (b/c)"
    assert not read.flags
