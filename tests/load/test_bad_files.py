"""Broken and hostile files: a plain error for what cannot be read, the rest still read."""

from __future__ import annotations

import io
import os
import time
import zlib
from collections.abc import Callable

import numpy as np
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Encryption, Name
from PIL import Image

from pipeline.errors import (
    DamagedError,
    EmptyInputError,
    EncryptedError,
    InputError,
    KehoachError,
    LimitError,
    PageError,
    UnsupportedInputError,
)
from pipeline.load import LoadSettings, open_document
from pipeline.types.page import LayerVerdict, ScanPage
from tests.faults.hostile import hostile
from tests.load.made import PLAN, maker, new_pdf, noise, saved

SETTINGS = LoadSettings()


def outcomes(data: bytes) -> list[object]:
    with open_document(data, "test.pdf", SETTINGS) as document:
        return list(document.pages())


def encrypted(user: str) -> bytes:
    out = io.BytesIO()
    new_pdf().save(out, encryption=Encryption(user=user, owner="owner"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptyInputError, "empty"),
        (b" \r\n\x00\x00", EmptyInputError, "empty"),
        (encrypted("user"), EncryptedError, "password"),
        (saved(new_pdf(0)), EmptyInputError, "no pages"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 9, DamagedError, "damaged"),
        (maker().text(PLAN).bytes()[:400], DamagedError, "damaged"),
        (b"PK\x03\x04 docx", UnsupportedInputError, "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UnsupportedInputError, "Word"),
        (b"<html><p>K\xe1\xba\xbf", UnsupportedInputError, "web page"),
        (bytes(range(256)) * 9, UnsupportedInputError, "neither"),
        (b"\x89PNG\r\n\x1a\n broken", DamagedError, "damaged"),
        (b"II*\x00\x08\x00\x00\x00", DamagedError, "damaged"),
        (b"\xff\xd8\xff\xe0 broken", DamagedError, "damaged"),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else None,
)
def test_unreadable_files_say_what_where_and_what_to_do(
    data: bytes, error: type[KehoachError], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        open_document(data, "thư mục/kế hoạch.pdf", SETTINGS)
    assert "kế hoạch.pdf" in caught.value.message
    assert caught.value.advice


def test_an_owner_password_alone_does_not_lock() -> None:
    assert len(outcomes(encrypted(""))) == 1


def test_a_broken_file_after_a_locked_one_is_not_called_locked() -> None:
    with pytest.raises(EncryptedError):
        open_document(encrypted("user"), "a.pdf", SETTINGS)
    with pytest.raises(DamagedError):
        open_document(b"%PDF-1.7\nnothing", "b.pdf", SETTINGS)


def test_content_counts_not_the_name() -> None:
    with open_document(maker().text(PLAN).bytes(), "x.tiff", SETTINGS) as document:
        assert document.kind == "pdf"
    with open_document(b"\n\njunk " + saved(new_pdf()), "x", SETTINGS) as document:
        assert document.kind == "pdf"
    with open_document("Kế hoạch năm".encode(), "x.pdf", SETTINGS) as document:
        assert document.kind == "text"


def empty_area(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].MediaBox = Array([0, 0, 0, 0])


def giant(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].MediaBox = Array([0, 0, 200_000, 200_000])


def picture(pdf: pikepdf.Pdf, data: bytes, **entries: object) -> None:
    stream = pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, **entries)
    pdf.pages[1].Resources = Dictionary(XObject=Dictionary(Im=stream))
    pdf.pages[1].Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Im Do Q")


def bomb(pdf: pikepdf.Pdf) -> None:
    picture(pdf, b"x", Width=30_000, Height=30_000, BitsPerComponent=8, ColorSpace=Name.DeviceGray)


def broken_jpeg(pdf: pikepdf.Pdf) -> None:
    picture(
        pdf, b"\xff\xd8 nothing more", Width=900, Height=1200, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode,
    )  # fmt: skip


def lost_picture(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Im Do Q")


def form(pdf: pikepdf.Pdf, content: bytes, inner: pikepdf.Object | None = None) -> pikepdf.Object:
    made = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    made.Resources = Dictionary(XObject=Dictionary(F=inner if inner is not None else made))
    return made


def show(pdf: pikepdf.Pdf, shown: pikepdf.Object) -> None:
    pdf.pages[1].Resources = Dictionary(XObject=Dictionary(F=shown))
    pdf.pages[1].Contents = pdf.make_stream(b"/F Do")


def loop(pdf: pikepdf.Pdf) -> None:
    show(pdf, form(pdf, b"/F Do /F Do"))


def avalanche(pdf: pikepdf.Pdf) -> None:
    shown = form(pdf, b"0 0 9 9 re f")
    for _ in range(8):
        shown = form(pdf, b"/#46 Do " * 10, shown)
    show(pdf, shown)


def avalanche_in_an_annotation(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]))
    note.AP = Dictionary(N=form(pdf, b"/F Do /F Do"))
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(note)])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (empty_area, "no area"),
        (giant, "more than max_page_pixels"),
        (bomb, "30000 x 30000"),
        (broken_jpeg, "damaged or missing"),
        (lost_picture, "damaged or missing"),
        (loop, "without end"),
        (avalanche, "without end"),
        (avalanche_in_an_annotation, "without end"),
    ],
)
def test_one_bad_page_leaves_the_others(spoil: Callable[[pikepdf.Pdf], None], words: str) -> None:
    pdf = new_pdf(3)
    spoil(pdf)
    begun = time.monotonic()
    first, second, third = outcomes(saved(pdf))
    assert time.monotonic() - begun < 5
    assert isinstance(second, PageError)
    assert second.page == 2
    assert words in second.message
    assert not isinstance(first, PageError)
    assert not isinstance(third, PageError)


@pytest.mark.parametrize(("kept", "codes"), [(1.0, set()), (0.5, {"picture_cut_short"})])
def test_a_jpeg_that_breaks_off_is_told(kept: float, codes: set[str]) -> None:
    out = io.BytesIO()
    Image.fromarray(noise(1654, 1169)).save(out, "JPEG", quality=50)
    pdf = new_pdf(2)
    picture(
        pdf, out.getvalue()[: int(kept * out.tell())], Width=1169, Height=1654,
        BitsPerComponent=8, ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode,
    )  # fmt: skip
    page = outcomes(saved(pdf))[1]
    assert isinstance(page, ScanPage)
    assert {issue.code for issue in page.issues} == codes


def test_a_blank_page_is_no_error() -> None:
    pdf = new_pdf()
    assert not isinstance(outcomes(saved(pdf))[0], PageError)


def test_forms_that_are_used_often_are_no_error() -> None:
    pdf = new_pdf(2)
    show(pdf, form(pdf, b"/F Do " * 500, form(pdf, b"0 0 9 9 re f")))
    assert not isinstance(outcomes(saved(pdf))[1], PageError)


def test_page_tree_loops_end() -> None:
    pdf = new_pdf(2)
    pdf.Root.Pages.Kids[1] = pdf.Root.Pages
    out = io.BytesIO()
    try:
        pdf.save(out)
    except (pikepdf.PdfError, RuntimeError):
        pytest.skip("this qpdf does not write such a file")
    assert len(outcomes(out.getvalue())) >= 1


def many_pages(count: int) -> bytes:
    """A PDF of ``count`` blank pages, written by hand because pikepdf takes seconds for it."""
    kids = " ".join(f"{n} 0 R" for n in range(3, count + 3))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/MediaBox[0 0 72 72]/Kids[{kids}]>>",
        *["<</Type/Page/Parent 2 0 R>>"] * count,
    ]
    out, places = b"%PDF-1.4\n", []
    parts = []
    size = len(out)
    for number, body in enumerate(objects, 1):
        places.append(size)
        parts.append(f"{number} 0 obj{body}endobj\n".encode())
        size += len(parts[-1])
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{size}\n%%EOF"
    return out + b"".join(parts) + tail.encode()


def test_ten_thousand_pages_are_refused_unless_asked_for_and_then_read_lazily() -> None:
    data = many_pages(10_000)
    with pytest.raises(LimitError, match=r"long.pdf: 10000 pages .* max_pages = 5000"):
        open_document(data, "long.pdf", SETTINGS)
    begun = time.monotonic()
    with open_document(data, "long.pdf", LoadSettings(max_pages=10_000)) as document:
        assert document.page_count == 10_000
        assert document.page(9_999).number == 9_999
    assert time.monotonic() - begun < 3


def test_too_many_bytes() -> None:
    with pytest.raises(LimitError, match="max_file_bytes = 10"):
        open_document(b"x" * 11, "long.txt", LoadSettings(max_file_bytes=10))


def samples() -> list[bytes]:
    scan = maker((150, 200)).image(noise(100, 75), (0, 0, 150, 200))
    pdf = scan.text(PLAN[:2], 10, 100, 6).widget(["12"], (10, 10, 40, 30)).bytes()
    files = [pdf]
    for kind in ("TIFF", "PNG", "JPEG"):
        out = io.BytesIO()
        Image.fromarray(noise(40, 30)).save(out, kind)
        files.append(out.getvalue())
    return files


# What is fuzzed: sound files, and hostile ones that are small and end soon by themselves.
SAMPLES = samples() + [data for name, data in hostile().items() if 0 < len(data) < 5_000 and (
    name.partition("-")[0] not in ("pattern", "jpeg", "of", "data", "shading"))]  # fmt: skip
# A long run: KEHOACH_FUZZ=100000 python -m pytest tests/load/test_bad_files.py -k spoilt
EXAMPLES = int(os.environ.get("KEHOACH_FUZZ", "80"))
KINDS = ("set", "set", "lose", "twice", "other")
place = st.floats(0, 0.999)


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A file in which bytes were set, parts lost, said twice, or taken from another file."""
    data = bytearray(draw(st.sampled_from(SAMPLES)))
    for kind in draw(
        st.lists(st.sampled_from(["set", "set", "lose", "twice", "other"]), max_size=9)
    ):
        at = int(draw(place) * len(data))
        some = draw(st.integers(1, 64))
        if kind == "set":
            data[at : at + 1] = bytes([draw(st.integers(0, 255))])
        elif kind == "lose":
            del data[at : at + some]
        elif kind == "twice":
            data[at:at] = data[at : at + some]
        else:
            other = draw(st.sampled_from(SAMPLES))
            begin = int(draw(place) * len(other))
            data[at : at + some] = other[begin : begin + some]
    return bytes(
        data[: int(draw(st.floats(0.2, 1.0)) * len(data))] if draw(st.booleans()) else data
    )


@pytest.mark.timeout(0 if EXAMPLES > 1_000 else 300)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoilt())
def test_spoilt_bytes_give_pages_or_foreseen_errors(data: bytes) -> None:
    try:
        document = open_document(data, "x", SETTINGS)
    except InputError:
        return
    with document:
        assert len(list(document.pages())) == document.page_count
        assert document.layer in LayerVerdict


def test_a_png_of_900_million_pixels_is_refused_without_decoding() -> None:
    out = io.BytesIO()
    Image.fromarray(np.zeros((3, 3), np.uint8)).save(out, "PNG")
    data = bytearray(out.getvalue())
    data[16:24] = (30_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    document = open_document(bytes(data), "x.png", SETTINGS)
    with document, pytest.raises(PageError, match=r"page 1 has (too many|30000 x 30000) pixels"):
        document.page(1)
