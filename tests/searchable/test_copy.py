"""The copy shows what the scan shows, and holds the words that were read at their places."""

from __future__ import annotations

import io
import statistics
from xml.etree.ElementTree import fromstring

import numpy as np
import pdfplumber
import pikepdf
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.errors import CopyError
from pipeline.load import LoadSettings, open_document
from pipeline.searchable import make_copy
from pipeline.types.page import ScanPage
from pipeline.types.placed import PageText, PlacedWord, SearchableCopy
from tests.searchable.glyphless import glyphless
from tests.searchable.pages import LINES, printed_pdf, scan, scanned_pdf, text_page, word
from tests.searchable.pdfa import violations


def copy_of(data: bytes, *pages: PageText) -> SearchableCopy:
    made = make_copy(data, "a.pdf", pages)
    assert made is not None
    assert violations(made.pdf) == []
    return made


def shown(data: bytes, number: int = 0) -> NDArray[np.uint8]:
    pdf = pdfium.PdfDocument(data)
    image = np.asarray(pdf[number].render(scale=1.5).to_pil().convert("L"), np.uint8)
    pdf.close()
    return image


def said(data: bytes, number: int = 0) -> list[str]:
    pdf = pdfium.PdfDocument(data)
    text: str = pdf[number].get_textpage().get_text_range()
    pdf.close()
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def offsets(data: bytes, page: PageText) -> list[float]:
    """How far, in points, each word's selection lies from the word's box, corner by corner."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        chars = [c for c in pdf.pages[page.number - 1].chars if c["text"] != " "]
    far: list[float] = []
    for placed in (item for line in page.lines for item in line):
        own, chars = chars[: len(placed.text)], chars[len(placed.text) :]
        assert "".join(c["text"] for c in own) == placed.text
        found = (min(c["x0"] for c in own), min(c["top"] for c in own),
                 max(c["x1"] for c in own), max(c["bottom"] for c in own))  # fmt: skip
        box = (placed.start[0], placed.start[1] - placed.height, placed.end[0], placed.end[1])
        far.append(max(abs(a - b) for a, b in zip(found, box, strict=True)))
    return far


def test_words_are_selected_where_they_stand_and_nothing_is_seen_to_change() -> None:
    pages = [text_page(1), text_page(2, ["Trang hai"])]
    data = scanned_pdf(*pages)
    made = copy_of(data, *pages)
    assert said(made.pdf) == list(LINES)
    assert said(made.pdf, 1) == ["Trang hai"]
    assert statistics.median(o for page in pages for o in offsets(made.pdf, page)) < 0.1
    assert (shown(made.pdf) == shown(data)).all()
    assert len(made.pdf) < 1.05 * len(data)
    assert made.drawn == ()


def test_the_pictures_are_the_very_bytes_of_the_scan() -> None:
    data = scanned_pdf(text_page())
    with (
        pikepdf.open(io.BytesIO(data)) as before,
        pikepdf.open(io.BytesIO(copy_of(data, text_page()).pdf)) as after,
    ):
        old, new = (next(iter(pdf.pages[0].get_images().values())) for pdf in (before, after))
        assert old.read_raw_bytes() == new.read_raw_bytes()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_that_are_turned_and_cut_to_a_box(turn: int) -> None:
    with pikepdf.open(io.BytesIO(scanned_pdf(text_page()))) as pdf:
        page = pdf.pages[0]
        page.obj.MediaBox = [-20, -30, 575, 812]
        page.obj.CropBox = [-10, -10, 500, 700]
        page.obj.Rotate = turn
        kept = io.BytesIO()
        pdf.save(kept)
    size = (510.0, 710.0) if turn % 180 == 0 else (710.0, 510.0)
    wanted = PageText(1, *size, ((word("Cần", 100, 150, 40), word("Thơ", 150, 150, 40)),))
    made = copy_of(kept.getvalue(), wanted)
    with open_document(made.pdf, "a.pdf", LoadSettings()) as document:
        page_read = document.page(1)
    assert isinstance(page_read, ScanPage)
    assert (page_read.width_pt, page_read.height_pt) == size
    found = {item.text: item.box for item in page_read.layer.words}
    assert found["Cần"].center == pytest.approx((120, 156), abs=3)
    assert found["Thơ"].center == pytest.approx((170, 156), abs=3)


def test_words_askew_are_set_askew() -> None:
    placed = PlacedWord("nghiêng", (100.0, 200.0), (180.0, 220.0), 12.0, 1.0)
    made = copy_of(scanned_pdf(text_page()), PageText(1, 595, 842, ((placed,),)))
    with pdfplumber.open(io.BytesIO(made.pdf)) as pdf:
        chars = pdf.pages[0].chars
    across, down = chars[-1]["x1"] - chars[0]["x0"], chars[-1]["bottom"] - chars[0]["bottom"]
    assert down / across == pytest.approx(20 / 80, abs=0.06)


def test_a_wrong_text_layer_goes() -> None:
    wrong = [text_page(lines=["Uy ban nhfin d&n", "Ke hoach"])]
    data = copy_of(scanned_pdf(text_page()), *wrong).pdf
    assert said(data) == ["Uy ban nhfin d&n", "Ke hoach"]
    made = copy_of(data, text_page(misread=True))
    assert said(made.pdf) == list(LINES)
    assert (shown(made.pdf) == shown(data)).all()


def test_a_right_text_layer_stays_alone() -> None:
    data = copy_of(scanned_pdf(text_page()), text_page()).pdf
    again = copy_of(data, text_page(printed=True))
    assert said(again.pdf) == list(LINES)


@pytest.mark.parametrize(
    ("drawing", "extra"),
    [
        ("BT /F1 12 Tf 60 700 Td (Printed) Tj ET", {}),
        ("0 0 0 1 k 60 60 200 200 re f BT /F1 9 Tf (x) Tj ET", {}),
        ("0 0 1 RG", {"ColorSpace": pikepdf.Dictionary(C=pikepdf.Name.DeviceCMYK)}),
    ],
)
def test_a_page_that_the_archive_refuses_is_drawn_anew_with_its_words(
    drawing: str, extra: dict[str, object]
) -> None:
    data = printed_pdf(drawing, **extra)
    made = copy_of(data, text_page(printed=True))
    assert made.drawn == (1,)
    assert said(made.pdf) == list(LINES)
    assert np.abs(shown(made.pdf).astype(int) - shown(data)).mean() < 4


@pytest.mark.parametrize(
    ("form", "mode", "options"),
    [
        ("JPEG", "L", {}),
        ("JPEG", "RGB", {"quality": 60}),
        ("PNG", "RGBA", {}),
        ("PNG", "1", {}),
        ("PNG", "P", {}),
        ("TIFF", "1", {"compression": "group4"}),
        ("TIFF", "L", {"compression": "tiff_lzw"}),
        ("TIFF", "RGBA", {}),
    ],
)
def test_pictures_become_pages_of_their_own_size(
    form: str, mode: str, options: dict[str, object]
) -> None:
    page = text_page()
    data = scan(page, form, mode, **options)
    made = copy_of(data, page)
    assert said(made.pdf) == list(LINES)
    assert statistics.median(offsets(made.pdf, page)) < 0.1
    assert (shown(made.pdf)[121:137, 91:109] < 100).all()
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert [float(v) for v in pdf.pages[0].mediabox] == pytest.approx([0, 0, 595, 842])


def test_a_tiff_of_two_pages() -> None:
    pages = [text_page(1), text_page(2, ["Trang hai"])]
    other = Image.open(io.BytesIO(scan(pages[1])))
    data = scan(pages[0], "TIFF", save_all=True, append_images=[other])
    made = copy_of(data, *pages)
    assert (said(made.pdf), said(made.pdf, 1)) == (list(LINES), ["Trang hai"])


def test_what_acts_or_hides_in_a_file_is_left_out() -> None:
    with pikepdf.open(io.BytesIO(scanned_pdf(text_page()))) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = script
        pdf.Root.AA = pikepdf.Dictionary(WC=script)
        pdf.attachments["x.txt"] = b"hidden"
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="x.exe")
        link = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Link, "/Rect": [0, 0, 9, 9]}
        plain = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.com")
        pdf.pages[0].obj.Annots = pikepdf.Array(
            [pikepdf.Dictionary({"/A": action, **link}) for action in (launch, plain)]
        )
        pdf.pages[0].obj.AA = pikepdf.Dictionary(O=script)
        next(iter(pdf.pages[0].get_images().values())).Interpolate = True
        pdf.docinfo["/Title"] = "Kế hoạch"
        pdf.docinfo["/Secret"] = "x"
        kept = io.BytesIO()
        pdf.save(kept, encryption=pikepdf.Encryption(owner="o", user=""))
    made = copy_of(kept.getvalue(), text_page())
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert len(pdf.pages[0].obj.Annots) == 1
        assert str(pdf.docinfo["/Title"]) == "Kế hoạch"


def test_the_same_document_gives_the_same_bytes() -> None:
    data = scanned_pdf(text_page())
    assert copy_of(data, text_page()).pdf == copy_of(data, text_page()).pdf


def test_odd_words_do_no_harm() -> None:
    odd = ["\x00\x07", "𝔘nicode", "<a&b>", ")Tj ET Q", "", "\ud800", "đ" * 3000]
    placed = tuple(word(text, 50, 50 + 20 * i, 40) for i, text in enumerate(odd))
    page = PageText(1, 595, 842, (placed, (word("rộng", 10, 10, 0),), ()))
    made = copy_of(scanned_pdf(text_page()), page)
    assert "<a&b>" in " ".join(said(made.pdf))
    root = fromstring(made.alto)  # noqa: S314  our own
    strings = [node.get("CONTENT") for node in root.iter() if node.get("WC")]
    assert ")Tj ET Q" in strings


def test_alto_has_every_word_with_its_box_in_its_unit() -> None:
    made = copy_of(scanned_pdf(text_page()), text_page())
    root = fromstring(made.alto)  # noqa: S314  our own
    name = {"a": "http://www.loc.gov/standards/alto/ns-v4#"}
    words = root.findall(".//a:String", name)
    assert [node.get("CONTENT") for node in words] == " ".join(LINES).split()
    first = words[0]
    place = [first.get(key) for key in ("HPOS", "VPOS", "WIDTH", "HEIGHT")]
    assert root.findtext(".//a:MeasurementUnit", "", name) == "inch1200"
    assert place == ["1000", "1333", "233", "200"], "60, 80, 14 and 12 points"
    assert len(root.findall(".//a:TextLine", name)) == 3
    assert root.find(".//a:Page", name).get("WIDTH") == "9917"  # type: ignore[union-attr]


def test_what_has_no_pages_to_show_has_no_copy() -> None:
    assert make_copy("Kế hoạch".encode(), "a.txt", [PageText(1, 0, 0, ())]) is None
    for broken in (b"%PDF-1.4\nnothing", scan(text_page(), "PNG")[:200]):
        with pytest.raises(CopyError, match=r"a\.pdf: no searchable copy"):
            make_copy(broken, "a.pdf", [text_page()])


def test_the_font_is_made_as_it_says() -> None:
    from importlib.resources import files  # noqa: PLC0415

    assert files("pipeline.searchable").joinpath("glyphless.ttf").read_bytes() == glyphless()
