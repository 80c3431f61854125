"""Builders of PDF files, sound and broken, and the way to the shared scans."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name, Stream

SHARED = Path(__file__).parents[2] / ".." / "shared"

PLAN = """ỦY BAN NHÂN DÂN HUYỆN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
KẾ HOẠCH kiểm soát thủ tục hành chính năm 2025 trên địa bàn huyện
Các phòng, ban chuyên môn phối hợp với Văn phòng rà soát, công bố
danh mục thủ tục hành chính thuộc thẩm quyền giải quyết của Ủy ban nhân dân
các xã, thị trấn; báo cáo kết quả thực hiện trước ngày 25 hằng tháng""".splitlines()
SIGNATURE = ["Ký bởi: Ủy ban nhân dân", "Thời gian ký: 24/01/2025 14:23:43"]


@dataclass
class Maker:
    """Builds a one-page PDF piece by piece; ``bytes()`` saves it."""

    pdf: pikepdf.Pdf
    content: bytes = b""
    images: int = 0
    fonts: int = 0

    @property
    def page(self) -> pikepdf.Page:
        return self.pdf.pages[0]

    def image(
        self, pixels: NDArray[np.uint8], place: tuple[float, float, float, float], bits: int = 8
    ) -> Maker:
        """Place gray or RGB pixels at (x, y, width, height) in page space."""
        height, width = pixels.shape[:2]
        data = np.packbits(pixels > 127, axis=1).tobytes() if bits == 1 else pixels.tobytes()
        stream = Stream(self.pdf, data)
        stream.update(
            Dictionary(
                Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height,
                BitsPerComponent=bits,
                ColorSpace=Name.DeviceGray if pixels.ndim == 2 else Name.DeviceRGB,
            )
        )  # fmt: skip
        name = f"/Im{self.images}"
        self.images += 1
        self.page.Resources.XObject[name] = self.pdf.make_indirect(stream)
        x, y, w, h = place
        self.content += f"q {w:.6f} 0 0 {h:.6f} {x:.6f} {y:.6f} cm {name} Do Q\n".encode()
        return self

    def text(
        self, lines: Sequence[str], x: float = 60, y: float = 750, size: float = 12, mode: int = 0,
        colour: str = "0 0 0",
    ) -> Maker:  # fmt: skip
        """Write lines downward from (x, y) in page space."""
        name, font, codes = self.font("".join(lines))
        self.page.Resources.Font[name] = font
        self.content += text_content(lines, name, codes, x, y, size, mode, colour)
        return self

    def font(self, letters: str) -> tuple[str, pikepdf.Object, dict[str, int]]:
        """A font whose codes mean just these letters (its shapes do not matter)."""
        codes = {char: 33 + i for i, char in enumerate(sorted(set(letters) - {" "}))} | {" ": 32}
        pairs = "".join(f"<{code:02x}> <{ord(char):04x}>\n" for char, code in codes.items())
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
            "1 begincodespacerange <00> <ff> endcodespacerange\n"
            f"{len(codes)} beginbfchar\n{pairs}endbfchar\nendcmap end end"
        )
        widths = Array([250 if code == 32 else 500 for code in range(32, 256)])
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, FirstChar=32, LastChar=255,
            Widths=widths, Encoding=Name.WinAnsiEncoding,
            ToUnicode=self.pdf.make_stream(cmap.encode()),
        )  # fmt: skip
        self.fonts += 1
        return f"/F{self.fonts}", self.pdf.make_indirect(font), codes

    def old_text(self, lines: Sequence[str], font: str, x: float = 60, y: float = 750) -> Maker:
        """Write Latin-1 lines in a font of that name, without a table of its characters."""
        made = Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{font}"), FirstChar=32,
            LastChar=255, Widths=Array([250] + [500] * 223), Encoding=Name.WinAnsiEncoding,
        )  # fmt: skip
        self.fonts += 1
        name = f"/F{self.fonts}"
        self.page.Resources.Font[name] = self.pdf.make_indirect(made)
        codes = {char: ord(char) for char in "".join(lines)}
        self.content += text_content(lines, name, codes, x, y, 12, 0, "0 0 0")
        return self

    def widget(self, lines: Sequence[str], box: tuple[float, float, float, float]) -> Maker:
        """Add a signature field with an appearance, as signing programs do."""
        name, font, codes = self.font("".join(lines))
        shown = text_content(lines, name, codes, 1, box[3] - box[1] - 8, 8, 0, "0 0 1")
        form = self.pdf.make_stream(
            shown, Type=Name.XObject, Subtype=Name.Form,
            BBox=[0, 0, box[2] - box[0], box[3] - box[1]],
            Resources=Dictionary(Font=Dictionary({name: font})),
        )  # fmt: skip
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, Rect=list(box), F=132,
            AP=Dictionary(N=form), T=f"Signature{self.fonts}",
        )  # fmt: skip
        notes = [*self.page.obj.get("/Annots", Array([])), self.pdf.make_indirect(note)]
        self.page.obj.Annots = Array(notes)
        self.pdf.Root.AcroForm = Dictionary(Fields=Array(notes))
        return self

    def bytes(self) -> bytes:
        self.page.Contents = self.pdf.make_stream(self.content)
        return saved(self.pdf)


def text_content(
    lines: Sequence[str], name: str, codes: dict[str, int], x: float, y: float, size: float,
    mode: int, colour: str,
) -> bytes:  # fmt: skip
    out = f"BT {colour} rg {mode} Tr {name} {size} Tf {size * 1.3} TL {x} {y} Td\n"
    for line in lines:
        out += "<" + "".join(f"{codes[char]:02x}" for char in line) + "> Tj T*\n"
    return (out + "ET\n").encode()


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def new_pdf(pages: int = 1, size: tuple[float, float] = (595.0, 842.0)) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
        pdf.pages[-1].MediaBox = Array([0, 0, *size])
    return pdf


def maker(size: tuple[float, float] = (595.0, 842.0)) -> Maker:
    made = Maker(new_pdf(1, size))
    made.page.Resources = Dictionary(XObject=Dictionary(), Font=Dictionary())
    return made


def noise(
    height: int, width: int, *, bilevel: bool = False, colour: bool = False
) -> NDArray[np.uint8]:
    """Pixels that differ from their neighbours, so that any resampling shows."""
    shape = (height, width, 3) if colour else (height, width)
    values = np.random.default_rng(7).integers(0, 256, shape, dtype=np.uint8)
    return np.where(values > 127, 255, 0).astype(np.uint8) if bilevel else values
