"""Files that are broken, or made to harm: each as bytes, by its name.

    python -m tests.faults.hostile FOLDER      writes them all

Made with as little as possible, so that a bomb costs its maker nothing: streams of zeros, headers
that lie, objects that hold themselves.
"""

from __future__ import annotations

import io
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

MIB = 1 << 20


def raw_pdf(*bodies: bytes, trailer: bytes = b"", start: int | None = None) -> bytes:
    """Objects 1, 2, … as a PDF; object 1 is the catalogue. ``start``: a false startxref."""
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    at = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R%s>>\n" % (len(bodies) + 1, trailer))
    out.write(b"startxref\n%d\n%%%%EOF" % (at if start is None else start))
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def page(
    content: bytes = b"", resources: bytes = b"", *more: bytes, keys: bytes = b"",
    catalog: bytes = b"", box: bytes = b"[0 0 595 842]", entries: bytes = b"",
) -> bytes:  # fmt: skip
    """A PDF of one page: object 3 is the page, 4 its content, 5 … are ``more``."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources<<%s>>%s>>"
        % (box, resources, keys),
        stream(content, entries),
        *more,
    )


def zeros(mib: int, unit: bytes = b"\0") -> bytes:
    """So many MiB of ``unit``, deflated to about a thousandth."""
    deflate, block = zlib.compressobj(9), unit * (MIB // len(unit))
    return b"".join([*(deflate.compress(block) for _ in range(mib)), deflate.flush()])


def picture(data: bytes, entries: bytes) -> bytes:
    """A page whose picture is ``data``."""
    shown = b"q 595 0 0 842 0 0 cm /Im Do Q"
    image = stream(data, b"/Type/XObject/Subtype/Image" + entries)
    return page(shown, b"/XObject<</Im 5 0 R>>", image)


_GRAY = b"/BitsPerComponent 8/ColorSpace/DeviceGray"


def form(content: bytes, resources: bytes = b"") -> bytes:
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<<%s>>" % resources
    return stream(content, entries)


def pdf_structure() -> Iterator[tuple[str, bytes]]:
    sound = page(b"0 0 99 99 re f")
    yield "no-trailer.pdf", sound[: sound.index(b"xref")]
    yield "cut-in-half.pdf", sound[: len(sound) // 2]
    yield "header-alone.pdf", b"%PDF-1.7\n"
    yield "header-and-noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40
    yield "xref-elsewhere.pdf", sound.replace(b"startxref\n", b"startxref\n9999999")
    yield "xref-negative.pdf", raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", start=-5)
    yield (
        "no-pages.pdf",
        raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"),
    )
    yield "no-catalogue.pdf", raw_pdf(b"null", b"<</Type/Pages/Count 0/Kids[]>>")
    yield (
        "page-tree-holds-itself.pdf",
        raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 3/Kids[2 0 R 2 0 R 2 0 R]>>"
        ),
    )
    yield (
        "page-trees-hold-each-other.pdf",
        raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 2/Kids[3 0 R]>>",
            b"<</Type/Pages/Count 2/Kids[2 0 R]/Parent 2 0 R>>",
        ),
    )
    yield "count-lies.pdf", sound.replace(b"/Count 1", b"/Count 2147483647")
    yield "count-negative.pdf", sound.replace(b"/Count 1", b"/Count -7")
    yield (
        "ten-thousand-pages.pdf",
        raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 10000/MediaBox[0 0 9 9]/Kids[%s]>>" % (b"3 0 R " * 10_000),
            b"<</Type/Page/Parent 2 0 R>>",
        ),
    )
    deep = 100_000
    yield "arrays-in-arrays.pdf", page(keys=b"/Deep " + b"[" * deep + b"]" * deep)
    yield "dictionaries-in-dictionaries.pdf", page(keys=b"/D<<" * 20_000 + b">>" * 20_000)
    yield "length-is-itself.pdf", sound.replace(b"/Length 14", b"/Length 4 0 R")
    yield "reference-to-itself.pdf", page(b"", b"", b"5 0 R", keys=b"/Annots 5 0 R")
    yield "previous-xref-is-this.pdf", sound.replace(b"/Root 1", b"/Prev %d/Root 1" % sound.index(
        b"xref"))  # fmt: skip
    inside = b"1 0 2 60 " + b"<</Type/Catalog/Pages 2 0 R>>".ljust(60) + b"<</Type/Pages>>"
    holder = stream(inside, b"/Type/ObjStm/N 2/First 9/Extends 3 0 R")
    yield "object-stream-extends-itself.pdf", raw_pdf(b"null", b"null", holder)
    yield (
        "million-objects.pdf",
        raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>", *[b"0"] * 200_000
        ),
    )
    key = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -44>>/ID[<00><00>]"
    yield (
        "locked.pdf",
        raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
            trailer=key % (b"41" * 32, b"42" * 32),
        ),
    )


def pdf_pages() -> Iterator[tuple[str, bytes]]:
    yield "page-without-area.pdf", page(box=b"[0 0 0 0]")
    yield "page-too-large.pdf", page(box=b"[0 0 200000 200000]")
    yield "page-infinite.pdf", page(box=b"[0 0 1e38 1e38]")
    yield "page-inside-out.pdf", page(box=b"[99999999 9 -99999999 -9]")
    yield "page-of-words.pdf", page(box=b"[/a (b) null 3]")
    yield "unit-huge.pdf", page(keys=b"/UserUnit 1000000")
    yield "turned-by-45.pdf", page(keys=b"/Rotate 45")
    yield (
        "form-in-itself.pdf",
        page(b"/F Do", b"/XObject<</F 5 0 R>>", form(b"/F Do /F Do", b"/XObject<</F 5 0 R>>")),
    )
    levels = [form(b"/F Do " * 10, b"/XObject<</F %d 0 R>>" % n) for n in range(6, 14)]
    yield (
        "forms-by-the-million.pdf",
        page(b"/F Do", b"/XObject<</F 5 0 R>>", *levels, form(b"0 0 9 9 re f")),
    )
    tile = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]"
    fill = b"/Pattern cs /P scn 0 0 595 842 re f"
    yield "pattern-in-itself.pdf", page(
        fill, b"/Pattern<</P 5 0 R>>",
        stream(fill, tile + b"/XStep 9/YStep 9/Resources<</Pattern<</P 5 0 R>>>>"),
    )  # fmt: skip
    yield "pattern-without-step.pdf", page(
        fill, b"/Pattern<</P 5 0 R>>",
        stream(b"0 0 9 9 re f", tile + b"/XStep 0.00001/YStep 0.00001/Resources<<>>"),
    )  # fmt: skip
    yield "mask-in-itself.pdf", page(
        b"/G gs 0 0 99 99 re f", b"/ExtGState<</G<</SMask<</S/Alpha/G 5 0 R>>>>>>",
        form(b"/G gs 0 0 9 9 re f", b"/ExtGState<</G<</SMask<</S/Alpha/G 5 0 R>>>>>>"),
    )  # fmt: skip
    yield "glyph-in-itself.pdf", page(
        b"BT /F 12 Tf (aaaa) Tj ET", b"/Font<</F 5 0 R>>",
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97"
        b"/LastChar 97/Widths[9]/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        stream(b"9 0 d0 BT /F 9 Tf (aaaa) Tj ET"),
    )  # fmt: skip
    shading = b"<</ShadingType 1/ColorSpace/DeviceGray/Function 6 0 R>>"
    lying = b"/FunctionType 0/Domain[0 1 0 1]/Range[0 1]/Size[60000 60000]/BitsPerSample 32"
    yield (
        "shading-of-four-billion.pdf",
        page(b"/S sh", b"/Shading<</S 5 0 R>>", shading, stream(b"x", lying)),
    )
    yield "saved-a-million-times.pdf", page(b"q " * 1_000_000)
    yield "content-is-noise.pdf", page(bytes(range(256)) * 2_000)
    yield "numbers-beyond-all.pdf", page(b"1e999 -1e999 m 9e99 9e99 l 1e300 w S " * 50)
    yield "dashes-too-fine.pdf", page(b"[0.00001 0.00001] 0 d 9 w 0 0 m 595 842 l S")
    yield (
        "hundred-thousand-words.pdf",
        page(
            b"BT /F 1 Tf " + b"9 0 Td (ab) Tj " * 100_000 + b"ET",
            b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>",
        ),
    )
    yield "annotations-in-a-ring.pdf", page(
        b"", b"", b"<</Type/Annot/Subtype/Popup/Parent 6 0 R/Rect[0 0 9 9]>>",
        b"<</Type/Annot/Subtype/Text/Popup 5 0 R/Parent 5 0 R/Rect[0 0 9 9]>>",
        keys=b"/Annots[5 0 R 6 0 R]",
    )  # fmt: skip
    yield (
        "fields-in-a-ring.pdf",
        page(
            b"", b"", b"<</T(a)/Kids[5 0 R]/Parent 5 0 R>>", catalog=b"/AcroForm<</Fields[5 0 R]>>"
        ),
    )
    yield (
        "outline-in-a-ring.pdf",
        page(
            b"", b"", b"<</First 5 0 R/Last 5 0 R/Next 5 0 R/Title(a)>>", catalog=b"/Outlines 5 0 R"
        ),
    )


def pdf_reaches_out() -> Iterator[tuple[str, bytes]]:
    """Nothing that these ask for may happen."""
    yield (
        "javascript.pdf",
        page(catalog=b"/OpenAction<</S/JavaScript/JS(app.launchURL('http://127.0.0.1:9/'))>>"),
    )
    yield "launches.pdf", page(catalog=b"/OpenAction<</S/Launch/F(/bin/sh)/P(-c 'touch x')>>")
    yield "goes-elsewhere.pdf", page(catalog=b"/OpenAction<</S/GoToR/F(/etc/passwd)/D[0/Fit]>>")
    yield (
        "submits.pdf",
        page(catalog=b"/OpenAction<</S/SubmitForm/F<</FS/URL/F(http://127.0.0.1:9/)>>>>"),
    )
    yield (
        "picture-elsewhere.pdf",
        picture(b"", b"/Width 9/Height 9/F(/etc/passwd)/FFilter/ASCIIHexDecode" + _GRAY),
    )
    yield "file-inside.pdf", page(
        b"", b"", stream(b"#!/bin/sh\n", b"/Type/EmbeddedFile"),
        catalog=b"/Names<</EmbeddedFiles<</Names[(../../x)<</F(../../x)/EF<</F 5 0 R>>>>]>>>>",
    )  # fmt: skip
    entity = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xdp>&a;</xdp>"
    yield "xfa-entity.pdf", page(b"", b"", stream(entity), catalog=b"/AcroForm<</XFA 5 0 R>>")


def pdf_bombs() -> Iterator[tuple[str, bytes]]:
    flate = b"/Filter/FlateDecode"
    yield "content-of-a-gigabyte.pdf", page(zeros(1024, b" "), entries=flate)
    yield (
        "content-twice-deflated.pdf",
        page(zlib.compress(zeros(2048, b" "), 9), entries=b"/Filter[/FlateDecode/FlateDecode]"),
    )
    yield (
        "picture-of-a-gigabyte.pdf",
        picture(zeros(1024), b"/Width 32768/Height 32768" + flate + _GRAY),
    )
    yield (
        "small-picture-of-a-gigabyte.pdf",
        picture(zeros(1024), b"/Width 900/Height 1200" + flate + _GRAY),
    )
    jpeg = _jpeg(9, 9)
    at = jpeg.index(b"\xff\xc0") + 5
    yield (
        "jpeg-inside-lies.pdf",
        picture(
            jpeg[:at] + struct.pack(">HH", 65_500, 65_500) + jpeg[at + 4 :],
            b"/Width 900/Height 1200/Filter/DCTDecode" + _GRAY,
        ),
    )
    box = b"\x00\x00\x00\x0cjP  \r\n\x87\n\x00\x00\x00\x14ftypjp2 \x00\x00\x00\x00jp2 "
    size = struct.pack(">HHIIIIIIIIH", 41, 0, 65_000, 65_000, 0, 0, 65_000, 65_000, 0, 0, 1)
    codes = b"\xff\x4f\xff\x51" + size + b"\x07\x01\x01" + b"\xff\xd9"
    header = struct.pack(">I4sIIHBBBB", 22, b"ihdr", 65_000, 65_000, 1, 7, 7, 0, 0)
    colour = struct.pack(">I4sBBBI", 15, b"colr", 1, 0, 0, 17)
    jp2h = struct.pack(">I4s", 8 + len(header) + len(colour), b"jp2h") + header + colour
    jp2 = box + jp2h + struct.pack(">I4s", 0, b"jp2c") + codes
    yield "jpeg2000-lies.pdf", picture(jp2, b"/Width 900/Height 1200/Filter/JPXDecode" + _GRAY)
    info = struct.pack(">IBBI", 0, 48, 1, 19) + struct.pack(">IIIIBH", 65_535, 65_535, 0, 0, 0, 0)
    yield (
        "jbig2-lies.pdf",
        picture(
            info,
            b"/Width 900/Height 1200/Filter/JBIG2Decode/BitsPerComponent 1/ColorSpace/DeviceGray",
        ),
    )
    yield (
        "fax-lies.pdf",
        picture(
            b"\0" * 99,
            b"/Width 60000/Height 60000/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000"
            b"/Rows 60000>>/BitsPerComponent 1/ColorSpace/DeviceGray",
        ),
    )
    yield "predictor-lies.pdf", picture(
        zlib.compress(b"x" * 99),
        b"/Width 900/Height 1200/DecodeParms<</Predictor 15/Columns 2147483647/Colors 255>>"
        + flate + _GRAY,
    )  # fmt: skip
    yield (
        "filters-by-the-hundred.pdf",
        picture(b"0" * 99, b"/Width 9/Height 9/Filter[%s]" % (b"/ASCIIHexDecode " * 500) + _GRAY),
    )
    ranges = b"1 beginbfrange <0000> <ffff> <0000> endbfrange " * 2_000
    yield "font-maps-without-end.pdf", page(
        b"BT /F 12 Tf (abc) Tj ET", b"/Font<</F 5 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/ToUnicode 6 0 R>>", stream(ranges),
    )  # fmt: skip


def rasters() -> Iterator[tuple[str, bytes]]:
    yield "empty.png", b""
    yield "header-alone.png", b"\x89PNG\r\n\x1a\n"
    yield "of-900-million-pixels.png", _png(30_000, 30_000, zeros(8))
    yield "of-no-pixels.png", _png(0, 0, zlib.compress(b""))
    yield "of-two-billion-columns.png", _png(2_147_483_647, 1, zeros(1))
    yield "data-cut-short.png", _png(2_000, 2_000, zeros(1))
    yield "data-for-ever.png", _png(64, 64, zeros(512))
    yield "profile-bomb.png", _png(64, 64, zlib.compress(bytes(65 * 64)), _chunk(
        b"iCCP", b"x\0\0" + zeros(512)))  # fmt: skip
    yield "text-bomb.png", _png(64, 64, zlib.compress(bytes(65 * 64)), _chunk(
        b"zTXt", b"x\0\0" + zeros(512)))  # fmt: skip
    jpeg = _jpeg(900, 1200)
    at = jpeg.index(b"\xff\xc0") + 5
    yield (
        "of-four-billion-pixels.jpg",
        (jpeg[:at] + struct.pack(">HH", 65_500, 65_500) + jpeg[at + 4 :]),
    )
    yield "header-alone.jpg", jpeg[:40]
    yield "no-tables.jpg", b"\xff\xd8\xff\xda\x00\x08" + bytes(99)
    yield "markers-only.jpg", b"\xff\xd8" + b"\xff\xe1\x00\x02" * 50_000
    yield "directory-in-a-ring.tif", _tiff(2_000, 2_000, following=8)
    yield "directory-beyond.tif", b"II*\x00" + struct.pack("<I", 0xFFFFFFF0)
    yield "strips-beyond.tif", _tiff(2_000, 2_000, offset=0xFFFFFF00)
    yield "of-four-billion-pixels.tif", _tiff(65_000, 65_000)
    yield "of-no-pixels.tif", _tiff(0, 0)
    yield "deflate-bomb.tif", _tiff(100, 100, compression=8, data=zeros(512))
    yield "entries-beyond-number.tif", b"II*\x00\x08\x00\x00\x00\xff\xff" + bytes(99)
    yield "big-and-empty.tif", b"II+\x00\x08\x00\x00\x00" + struct.pack("<Q", 1 << 62)
    yield "frames-by-the-thousand.tif", _many_frames(6_000)


def texts() -> Iterator[tuple[str, bytes]]:
    yield "empty.txt", b""
    yield "blank.txt", b" \r\n\t\n" * 99
    yield "noise.txt", bytes(range(256)) * 40
    yield "zeros.txt", bytes(5_000)
    yield "surrogates.txt", b"\xff\xfe" + b"\x00\xd8" * 999
    yield "one-line-of-two-megabytes.txt", "kế hoạch ".encode() * 150_000
    yield "one-word-of-a-megabyte.txt", b"a" * MIB
    yield "pages-by-the-ten-thousand.txt", b"a\f" * 10_000
    yield "word.docx.pdf", b"PK\x03\x04" + bytes(99)
    yield "web-page.pdf", b"<!DOCTYPE html><script>fetch('http://127.0.0.1:9/')</script>"
    yield "archive.tif", b"\x1f\x8b\x08\x00" + zeros(64)
    yield "photograph.jpg", b"\x00\x00\x00\x18ftypheic" + bytes(99)


def hostile() -> dict[str, bytes]:
    """All of them; they are some 3 MB."""
    groups = (pdf_structure, pdf_pages, pdf_reaches_out, pdf_bombs, rasters, texts)
    return {name: data for group in groups for name, data in group()}


def _png(width: int, height: int, data: bytes, more: bytes = b"") -> bytes:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + more + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _jpeg(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.full((height, width), 255, np.uint8)).save(out, "JPEG")
    return out.getvalue()


def _tiff(
    width: int, height: int, *, compression: int = 1, data: bytes = bytes(64), offset: int = 200,
    following: int = 0,
) -> bytes:  # fmt: skip
    tags = [(256, width), (257, height), (258, 8), (259, compression), (262, 1), (273, offset),
            (277, 1), (278, height), (279, len(data))]  # fmt: skip
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    head = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(tags)) + entries
    return (head + struct.pack("<I", following)).ljust(200, b"\0") + data


def _many_frames(count: int) -> bytes:
    frame = 2 + 12 * 9 + 4
    out = b"II*\x00\x08\x00\x00\x00"
    for number in range(1, count + 1):
        tags = [(256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 0), (277, 1), (278, 1),
                (279, 1)]  # fmt: skip
        entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        following = 8 + frame * number if number < count else 0
        out += struct.pack("<H", len(tags)) + entries + struct.pack("<I", following)
    return out


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in hostile().items():
        (folder / name).write_bytes(data)
