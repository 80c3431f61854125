"""Text in the encodings of old fonts."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest

from pipeline.load import LoadSettings, open_document
from pipeline.load.legacy import Encoding, draws_capitals, encoding_of_font, recognise, to_unicode
from pipeline.load.textfile import decode
from pipeline.types.page import LayerVerdict
from tests.load.made import PLAN, Maker, maker

SMALL = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
LETTERS = SMALL + SMALL.upper()

# The chart that VNI Software publishes: a letter and its marks, in the order of SMALL.
VNI_CHART = """
    aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä ñ eø eù eû eõ eï eâ eà eá eå eã eä
    iø iù æ ó ò oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï
    ö öø öù öû öõ öï yø yù yû yõ î
"""
# TCVN 5712:1993, in the order of SMALL, as its bytes.
TCVN3 = bytes.fromhex(
    "b5b8b6b7b9a8bbbebcbdc6a9c7cac8c9cbaeccd0cecfd1aad2d5d3d4d6d7ddd8dcde"
    "dfe3e1e2e4abe5e8e6e7e9aceaedebeceeeff3f1f2f4adf5f8f6f7f9fafdfbfcfe"
).decode("latin-1")
TO_VNI = dict(zip(LETTERS, (VNI_CHART + VNI_CHART.upper()).split(), strict=True))
TO_TCVN3 = dict(zip(SMALL, TCVN3, strict=True)) | dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))


def written(text: str, encoding: Encoding) -> str:
    """Write text as a program of those days did; capitals with marks need another font in TCVN3."""
    codes = TO_VNI if encoding == "vni" else TO_TCVN3
    return "".join(codes.get(char, codes.get(char.lower(), char)) for char in text)


def test_all_accented_letters_are_there() -> None:
    assert len(set(LETTERS)) == 134
    assert unicodedata.is_normalized("NFC", LETTERS)


@pytest.mark.parametrize("letter", LETTERS)
def test_vni_goes_round(letter: str) -> None:
    assert to_unicode(TO_VNI[letter], "vni") == letter
    assert to_unicode(f"x{TO_VNI[letter]}n", "vni") == f"x{letter}n"


@pytest.mark.parametrize("letter", LETTERS)
def test_tcvn3_goes_round(letter: str) -> None:
    read = to_unicode(written(letter, "tcvn3"), "tcvn3")
    assert read == (letter if letter in TO_TCVN3 else letter.lower())
    # In a font of capitals, or beside capitals of its word.
    assert to_unicode(written(f"N{letter}NG", "tcvn3"), "tcvn3") == f"N{letter.upper()}NG"


@pytest.mark.skipif(shutil.which("iconv") is None, reason="no iconv to compare with")
def test_tcvn3_is_what_the_c_library_says() -> None:
    small = subprocess.run(
        ["iconv", "-f", "utf-8", "-t", "TCVN5712-1"],
        input=SMALL.encode(), capture_output=True, check=True,
    )  # fmt: skip
    assert small.stdout.decode("latin-1") == TCVN3


@pytest.mark.parametrize("encoding", ["vni", "tcvn3"])
def test_a_plan_is_recognised_and_read(encoding: Encoding) -> None:
    text = "\n".join(PLAN)
    old = written(text, encoding)
    assert recognise(old) == encoding
    assert to_unicode(old, encoding).lower() == text.lower()


def test_headings_come_out_in_capitals() -> None:
    assert to_unicode(written("KẾ HOẠCH", "tcvn3"), "tcvn3") == "KẾ HOẠCH"
    assert to_unicode("Mü Hµo, §ång Xoµi", "tcvn3") == "Mỹ Hào, Đồng Xoài"


def test_a_hyphen_may_be_a_letter() -> None:
    assert to_unicode("ph-¬ng h-íng, 2021-2025, kinh tÕ - x· héi", "tcvn3") == (
        "phương hướng, 2021-2025, kinh tế - xã hội"
    )


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PLAN),
        "UY BAN NHAN DAN HUYEN thu tuc hanh chinh",
        "Trién khai thwe hién co ché mét cửa, mét ctra lién thong, phéi hop véi cac co quan",
        "Le contrôle des procédures administratives a été renforcé à l'échelle du département",
        "",
        "12 %",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert recognise(text) is None


def test_a_font_tells_its_encoding() -> None:
    assert recognise(written("Sở Nội vụ", "tcvn3"), "tcvn3") == "tcvn3"
    assert recognise("Sở Nội vụ", "tcvn3") is None  # the font's own table says it in Unicode
    assert [draws_capitals(name) for name in (".VnTimeH", ".VnTime", "VNI-TimesH")] == [
        True,
        False,
        False,
    ]
    assert encoding_of_font("Times-Roman") is None


def words_of(made: Maker) -> tuple[LayerVerdict, list[str]]:
    with open_document(made.bytes(), "old.pdf", LoadSettings()) as document:
        layer = document.page(1).layer
    return layer.verdict, [word.text for word in layer.words]


@pytest.mark.parametrize(("encoding", "font"), [("tcvn3", ".VnTime"), ("vni", "VNI-Times")])
@pytest.mark.parametrize("named", [True, False])
def test_a_born_digital_pdf_in_an_old_font_is_trusted(
    encoding: Encoding, font: str, named: bool
) -> None:
    lines = [written(line, encoding) for line in PLAN]
    verdict, words = words_of(maker().old_text(lines, font if named else "F1"))
    assert verdict is LayerVerdict.TRUSTED
    assert [word.lower() for word in words] == " ".join(PLAN).lower().split()


def test_fonts_of_both_times_stand_on_one_page() -> None:
    heading = written("ủy ban nhân dân huyện", "tcvn3")
    made = maker().old_text([heading], ".VnTimeH", y=800).text(PLAN[1:])
    verdict, words = words_of(made)
    assert verdict is LayerVerdict.TRUSTED
    assert words[:5] == ["ỦY", "BAN", "NHÂN", "DÂN", "HUYỆN"]
    assert words[5:] == " ".join(PLAN[1:]).split()


@pytest.mark.parametrize("encoding", ["vni", "tcvn3"])
@pytest.mark.parametrize("stored", ["latin-1", "utf-8", "utf-16"])
def test_text_files_are_read(encoding: Encoding, stored: str) -> None:
    text = "\n".join(PLAN)
    read = decode(written(text, encoding).encode(stored), "old.txt")
    assert read.lower() == text.lower()
