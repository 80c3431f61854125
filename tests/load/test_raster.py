"""TIFF, PNG and JPEG in every form that scanners and telephones make."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms, TiffImagePlugin

from pipeline.errors import LimitError, PageError
from pipeline.load import LoadSettings, open_document
from pipeline.types.page import LayerVerdict, ScanPage
from tests.load.made import noise

SETTINGS = LoadSettings()


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def pages(data: bytes) -> list[ScanPage | PageError]:
    with open_document(data, "scan", SETTINGS) as document:
        assert document.layer is LayerVerdict.NONE
        found = list(document.pages())
    return [page for page in found if isinstance(page, ScanPage | PageError)]


def only(data: bytes) -> ScanPage:
    (page,) = pages(data)
    assert isinstance(page, ScanPage)
    return page


GRAY = noise(60, 40)
COLOUR = noise(60, 40, colour=True)
BILEVEL = noise(60, 40, bilevel=True)


@pytest.mark.parametrize("compression", [None, "group4", "group3", "tiff_lzw", "packbits"])
def test_bilevel_tiff(compression: str | None) -> None:
    image = Image.fromarray(BILEVEL).convert("1")
    page = only(encoded(image, "TIFF", compression=compression, dpi=(300, 300)))
    assert np.array_equal(page.image, BILEVEL)
    assert page.bilevel


def test_tiff_pages_in_order_and_one_broken_between_them() -> None:
    frames = [Image.fromarray(np.roll(GRAY, i)) for i in range(4)]
    data = encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    read = pages(data)
    for i, page in enumerate(read):
        assert isinstance(page, ScanPage)
        assert page.number == i + 1
        assert np.array_equal(page.image, np.roll(GRAY, i))
    cut = pages(data[: len(data) - 1500])
    assert isinstance(cut[0], ScanPage)
    assert isinstance(cut[-1], PageError)


def test_an_endless_chain_of_tiff_pages_ends() -> None:
    frames = [Image.fromarray(GRAY) for _ in range(9)]
    data = encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    with pytest.raises(LimitError, match="max_pages = 5"):
        open_document(data, "long.tif", LoadSettings(max_pages=5))


@pytest.mark.parametrize(
    ("image", "kind", "wanted"),
    [
        (Image.fromarray(GRAY), "PNG", GRAY),
        (Image.fromarray(COLOUR), "PNG", COLOUR),
        (Image.fromarray(COLOUR), "TIFF", COLOUR),
        (Image.fromarray(np.repeat(GRAY[..., None], 3, axis=2)), "PNG", GRAY),
        (Image.fromarray(GRAY.astype(np.uint16) * 257), "PNG", GRAY),
        (Image.fromarray(GRAY.astype(np.uint16) * 257), "TIFF", GRAY),
        (Image.fromarray(GRAY.astype(np.float32) / 255), "TIFF", GRAY),
        (Image.fromarray(GRAY).convert("P"), "PNG", GRAY),
        (Image.fromarray(COLOUR).convert("CMYK"), "TIFF", COLOUR),
    ],
    ids=["L", "RGB", "RGB-tiff", "gray-RGB", "16", "16-tiff", "float", "palette", "CMYK"],
)
def test_every_mode_gives_the_same_pixels(
    image: Image.Image, kind: str, wanted: NDArray[np.uint8]
) -> None:
    found = only(encoded(image, kind)).image
    assert found.shape == wanted.shape
    assert np.abs(found.astype(int) - wanted).max() <= 1


def test_a_dark_sixteen_bit_scan_stays_dark() -> None:
    dark = np.full((50, 40), 200, dtype=np.uint16)
    assert only(encoded(Image.fromarray(dark), "PNG")).image.max() <= 1


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_is_white_paper(mode: str) -> None:
    alpha = np.zeros((60, 40), dtype=np.uint8)
    alpha[:30] = 255
    clear = Image.fromarray(np.dstack([np.zeros((60, 40, 3), np.uint8), alpha]))
    options = {"transparency": 1} if mode == "P" else {}
    if mode == "P":
        image = Image.fromarray((alpha == 0).astype(np.uint8), mode="L").convert("P")
        image.putpalette([0, 0, 0, 0, 0, 0])
        image = Image.frombytes("P", (40, 60), (alpha == 0).astype(np.uint8).tobytes())
        image.putpalette([0, 0, 0, 9, 9, 9])
    else:
        image = clear.convert(mode)
    found = only(encoded(image, "PNG", **options)).image
    assert found[:30].max() == 0
    assert found[30:].min() == 255


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG"])
def test_orientation_is_honoured_once(kind: str, orientation: int) -> None:
    scene = np.full((64, 96), 255, dtype=np.uint8)
    scene[:16, :32] = 0
    undo = {
        1: scene, 2: scene[:, ::-1], 3: scene[::-1, ::-1], 4: scene[::-1],
        5: scene.T, 6: np.rot90(scene, 1), 7: np.rot90(scene.T, 2), 8: np.rot90(scene, -1),
    }[orientation]  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = Image.fromarray(np.ascontiguousarray(undo))
    found = only(encoded(stored, kind, exif=exif)).image
    assert found.shape == scene.shape
    assert np.abs(found.astype(int) - scene).max() < 60


def test_jpeg_in_cmyk_and_with_a_colour_profile() -> None:
    white = Image.new("CMYK", (40, 60), (0, 0, 0, 0))
    assert only(encoded(white, "JPEG")).image.min() > 250
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert only(encoded(Image.fromarray(COLOUR), "JPEG", icc_profile=profile)).image.ndim == 3


@pytest.mark.parametrize(
    ("size", "claim", "dpi"),
    [
        ((2480, 3508), 300, 300),
        ((2480, 3508), None, 300),
        ((2480, 3508), 72, 300),
        ((2480, 3508), 1, 300),
        ((3307, 4677), 400, 400),
        ((3507, 4961), 300, 300),  # A3
        ((827, 1169), 100, 100),
        ((1240, 1754), 150, 150),
        ((1240, 1754), 1200, 150),
    ],
)
def test_resolution_is_what_fits_a_sheet(
    size: tuple[int, int], claim: int | None, dpi: float
) -> None:
    options = {"dpi": (claim, claim)} if claim else {}
    page = only(encoded(Image.new("1", size, 1), "PNG", **options))
    assert page.dpi == pytest.approx(dpi, rel=0.01)
    assert page.width_pt == pytest.approx(size[0] * 72 / page.dpi)
    assert ("low_resolution" in {issue.code for issue in page.issues}) == (dpi < SETTINGS.low_dpi)


def test_resolution_in_dots_per_centimetre() -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[282] = tags[283] = TiffImagePlugin.IFDRational(118.11)
    tags[296] = 3
    page = only(encoded(Image.new("L", (2480, 3508), 255), "TIFF", tiffinfo=tags))
    assert page.dpi == pytest.approx(300, rel=0.01)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_file_cut_short_is_a_page_error(kind: str) -> None:
    data = encoded(Image.fromarray(noise(200, 200)), kind)
    cut = data[: len(data) // 2]
    if kind == "TIFF":  # keep the directory, lose the pixels
        cut = data[:-1] if data[4:8] < (1000).to_bytes(4, "little") else data
        cut = cut[: len(cut) // 2]
    (page,) = pages(cut)
    assert isinstance(page, PageError)
    assert "page 1" in page.message
